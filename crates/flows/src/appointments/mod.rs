//! Everything a caller or an owner can do to an appointment.
//!
//! These steps run inside a transaction that the caller of them opened, so that a turn of a call and
//! what it does to the diary commit together.

use std::sync::Arc;

use jiff::Timestamp;
use kernel::{CallId, Clock, CustomerId, IdSource, PhoneNumber, StoreResult, TenantId};
use scheduling::{Appointment, Offer, OfferKeys};
use store::Tx;

use crate::cards::Card;
use crate::messages::Messages;

pub mod book;
pub mod cancel;
pub mod confirmation;
pub mod hold;
pub mod offer_slots;
pub mod own;
pub mod reschedule;

/// Everything about appointments.
#[derive(Clone)]
pub struct Desk {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn IdSource>,
    /// Keys that sign offered slots.
    pub offer_keys: Arc<OfferKeys>,
    /// Promises texts.
    pub messages: Messages,
}

/// On whose behalf something is done to the diary.
#[derive(Debug, Clone, Copy)]
pub struct Party<'a> {
    /// The business.
    pub card: &'a Card,
    /// The call.
    pub call: CallId,
    /// The caller's record.
    pub customer: Option<CustomerId>,
    /// The caller's number, unless withheld.
    pub number: Option<&'a PhoneNumber>,
}

impl Desk {
    /// What a token stands for, if it is one of this call's and has not run out.
    pub(crate) fn opened(&self, party: &Party<'_>, token: &str) -> Option<Offer> {
        let tenant: TenantId = party.card.tenant.id;
        self.offer_keys.open(token, tenant, party.call, self.clock.now()).ok()
    }

    /// The slot that this call holds and that `offer` stands for.
    pub(crate) async fn held_as(
        &self,
        tx: &mut dyn Tx,
        party: &Party<'_>,
        offer: &Offer,
    ) -> StoreResult<Option<Appointment>> {
        let made = tx.appointments().of_call(party.call).await?;
        Ok(made.into_iter().find(|appointment| {
            appointment.status == scheduling::AppointmentStatus::Held && is_slot(appointment, offer)
        }))
    }
}

/// Whether an appointment is exactly the offered slot.
pub(crate) fn is_slot(appointment: &Appointment, offer: &Offer) -> bool {
    appointment.staff == offer.staff
        && appointment.service == offer.service
        && appointment.starts_at == offer.starts_at
}

/// The latest instant at which a customer may still change an appointment.
pub(crate) fn change_until(card: &Card, appointment: &Appointment) -> Timestamp {
    let hours = i64::from(card.catalogue.rules.cancel_hours);
    appointment.starts_at - jiff::SignedDuration::from_hours(hours)
}
