//! What people look at: a business's day, in plain words and numbers.

use std::sync::Arc;

use jiff::{SignedDuration, Zoned};
use kernel::{AppointmentId, Clock, StoreResult, TenantId};
use scheduling::AppointmentStatus;
use store::{Database, Durability};

use crate::cards::{Card, Cards};

/// What people look at.
#[derive(Clone)]
pub struct Watch {
    /// Where everything is remembered.
    pub db: Arc<dyn Database>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Businesses at hand.
    pub cards: Arc<Cards>,
}

/// An appointment as it is shown.
#[derive(Debug, Clone)]
pub struct ShownAppointment {
    /// Its id.
    pub id: AppointmentId,
    /// When, on the business's wall clock.
    pub start: Zoned,
    /// When it ends.
    pub end: Zoned,
    /// For what.
    pub service: String,
    /// With whom; none where the business named nobody.
    pub staff: Option<String>,
    /// Under which name.
    pub name: Option<String>,
    /// What else matters.
    pub notes: Option<String>,
    /// Where it stands.
    pub status: AppointmentStatus,
}

/// A message as it is shown.
#[derive(Debug, Clone)]
pub struct ShownMessage {
    /// Which way it went.
    pub direction: crm::Direction,
    /// The words.
    pub body: String,
    /// What became of it.
    pub status: crm::MessageStatus,
    /// When it was written.
    pub at: Zoned,
}

/// A business's diary and messages.
#[derive(Debug, Clone)]
pub struct Day {
    /// Coming appointments, soonest first.
    pub appointments: Vec<ShownAppointment>,
    /// The newest messages, newest first.
    pub messages: Vec<ShownMessage>,
}

/// How many businesses are listed.
const BUSINESSES_MAX: u16 = 200;
/// How many coming appointments are shown.
const APPOINTMENTS_MAX: u16 = 50;
/// How many messages are shown.
const MESSAGES_MAX: u8 = 30;
/// How far ahead coming appointments are shown.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 400);

impl Watch {
    /// Businesses of this deployment, oldest first, at most 200.
    pub async fn businesses(&self) -> StoreResult<Vec<Arc<Card>>> {
        let mut tx = self.db.begin_platform().await?;
        let ids = tx.numbers().list(None, BUSINESSES_MAX).await?;
        tx.commit().await?;
        let mut cards = Vec::with_capacity(ids.len());
        for id in ids {
            cards.extend(self.cards.by_tenant(id).await?);
        }
        Ok(cards)
    }

    /// What is coming, and what was written lately.
    pub async fn day(&self, tenant: TenantId) -> StoreResult<Option<Day>> {
        let Some(card) = self.cards.by_tenant(tenant).await? else { return Ok(None) };
        let now = self.clock.now();
        let zone = &card.catalogue.timezone;
        let mut tx = self.db.begin_read(tenant).await?;
        let coming = tx.appointments().starting_in(now, now + AHEAD, APPOINTMENTS_MAX).await?;
        let written = tx.messages().recent(MESSAGES_MAX).await?;
        tx.commit(Durability::Relaxed).await?;
        let appointments = coming.into_iter().map(|appointment| {
            let service = card.catalogue.service(appointment.service);
            let staff = card.catalogue.staff(appointment.staff).filter(|staff| !staff.implied);
            ShownAppointment {
                id: appointment.id,
                start: appointment.starts_at.to_zoned(zone.clone()),
                end: appointment.ends_at.to_zoned(zone.clone()),
                service: service.map_or_else(String::new, |service| service.name.clone()),
                staff: staff.map(|staff| staff.name.clone()),
                name: appointment.name,
                notes: appointment.notes,
                status: appointment.status,
            }
        });
        let messages = written.into_iter().map(|message| ShownMessage {
            direction: message.direction,
            body: message.body,
            status: message.status,
            at: message.created_at.to_zoned(zone.clone()),
        });
        Ok(Some(Day { appointments: appointments.collect(), messages: messages.collect() }))
    }

    /// Whether the database answers.
    pub async fn is_ready(&self) -> StoreResult<()> {
        self.db.check().await
    }
}
