//! Calls an appointment off.

use ::hooks::{EventKind, Payload};
use dialogue::{BookRefusal, ToolResult};
use kernel::{AppointmentId, StoreResult};
use scheduling::{Appointment, AppointmentStatus, Claim};
use store::Tx;

use super::{Desk, Party};
use crate::hooks::says;

impl Desk {
    /// Cancels `id`, if it is the caller's and the business's rules still allow it.
    pub async fn cancel(
        &self,
        tx: &mut dyn Tx,
        party: &Party<'_>,
        id: AppointmentId,
    ) -> StoreResult<ToolResult> {
        let refused = |why| Ok(ToolResult::Refused { why, alternatives: Vec::new() });
        let Some(current) = self.own(tx, party, id).await? else {
            return refused(BookRefusal::NotYours);
        };
        let own = self.described_own(party, &current);
        if !own.changeable {
            return refused(BookRefusal::TooLate);
        }
        let now = self.clock.now();
        let cancelled =
            Appointment { status: AppointmentStatus::Cancelled, updated_at: now, ..current };
        if tx.appointments().update(&cancelled, now).await? != Claim::Won {
            return refused(BookRefusal::NotYours);
        }
        let cancelled = Appointment { version: cancelled.version + 1, ..cancelled };
        self.confirm_cancellation(tx, party, &cancelled).await?;
        self.tell_owner(tx, party, "Cancelled", &cancelled).await?;
        let told =
            || Payload::AppointmentCancelled(says::appointment(&cancelled, party.call, None));
        let announcer = &self.messages.announcer;
        announcer.tell(tx, party.card, EventKind::AppointmentCancelled, told).await?;
        Ok(ToolResult::Cancelled { appointment: own })
    }
}
