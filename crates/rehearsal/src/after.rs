//! What the database holds after a call, without ids and instants of writing, so that two channels
//! can be compared.

use crm::{Direction, MessageStatus};
use jiff::SignedDuration;
use jiff::civil::DateTime;
use kernel::StoreResult;
use scheduling::Appointment;
use serde::Serialize;
use store::Durability;
use telephony::ProviderRef;

use crate::stage::Stage;

/// How many rows are looked at.
const ROWS_MAX: u16 = 1_000;
/// How far around the call appointments are looked at.
const AROUND: SignedDuration = SignedDuration::from_hours(24 * 500);
/// How long after a call its last jobs are due.
const REST: SignedDuration = SignedDuration::from_secs(60);

/// An appointment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Row {
    /// The scenario's key, where it was seeded.
    pub key: Option<String>,
    /// For what.
    pub service: String,
    /// With whom.
    pub staff: String,
    /// When, on the business's wall clock.
    pub start: DateTime,
    /// Under which name.
    pub name: Option<String>,
    /// What else matters.
    pub notes: Option<String>,
    /// Where it stands.
    pub status: String,
}

/// Something that was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Written {
    /// `left`, `alert`, `outbound` or `inbound`.
    pub direction: String,
    /// To whom.
    pub phone: Option<String>,
    /// The words.
    pub body: String,
    /// What became of it.
    pub status: String,
}

/// Everything that a scenario is graded by.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct After {
    /// Appointments that occupy time, and the seeded ones whatever became of them.
    pub appointments: Vec<Row>,
    /// Messages, oldest first.
    pub messages: Vec<Written>,
    /// Jobs that were not done.
    pub jobs_open: usize,
    /// What the call came to.
    pub outcome: Option<String>,
}

/// Lets every promised job run, then looks.
pub async fn look(stage: &Stage, provider_id: &ProviderRef) -> StoreResult<After> {
    stage.flows.jobs.run_due().await?;
    stage.clock.advance(REST);
    stage.flows.jobs.run_due().await?;
    let now = kernel::Clock::now(stage.clock.as_ref());
    let mut tx = stage.db.begin_read(stage.card.tenant.id).await?;
    let mut rows = Vec::new();
    for (key, before) in &stage.seeded {
        if let Some(found) = tx.appointments().find(before.id).await? {
            rows.push(row(stage, Some(key), &found));
        }
    }
    let around = tx.appointments().starting_in(now - AROUND, now + AROUND, ROWS_MAX).await?;
    for found in around {
        if !stage.seeded.iter().any(|(_, before)| before.id == found.id) {
            rows.push(row(stage, None, &found));
        }
    }
    rows.sort();
    let mut messages: Vec<Written> = Vec::new();
    for message in tx.messages().recent(u8::MAX).await?.into_iter().rev() {
        // What is written to and fro is the conversation itself. Its answers went out with the
        // webhook's, and not through the provider, which would have named them.
        let answer = message.direction == Direction::Outbound && message.provider_id.is_none();
        if message.direction == Direction::Inbound
            || answer && message.status == MessageStatus::Sent
        {
            continue;
        }
        messages.push(Written {
            direction: name_of(&message.direction),
            phone: message.phone.map(|phone| phone.to_string()),
            body: message.body,
            status: name_of(&message.status),
        });
    }
    messages.sort();
    let jobs = tx.outbox().recent(u8::MAX).await?;
    let jobs_open = jobs.iter().filter(|job| job.status != store::JobStatus::Done).count();
    let call = tx.calls().find_by_provider(provider_id).await?;
    let outcome = call.and_then(|call| call.outcome).map(|outcome| name_of(&outcome));
    tx.commit(Durability::Relaxed).await?;
    Ok(After { appointments: rows, messages, jobs_open, outcome })
}

fn row(stage: &Stage, key: Option<&String>, found: &Appointment) -> Row {
    let catalogue = &stage.card.catalogue;
    Row {
        key: key.cloned(),
        service: catalogue.service(found.service).map(|it| it.name.clone()).unwrap_or_default(),
        staff: catalogue.staff(found.staff).map(|it| it.name.clone()).unwrap_or_default(),
        start: stage.local(found.starts_at),
        name: found.name.clone(),
        notes: found.notes.clone(),
        status: name_of(&found.status),
    }
}

/// A value's name in JSON.
fn name_of(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

impl After {
    /// What was written in one direction.
    pub fn written(&self, direction: Direction) -> impl Iterator<Item = &Written> {
        let direction = name_of(&direction);
        self.messages.iter().filter(move |it| it.direction == direction)
    }
}
