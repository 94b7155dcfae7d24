//! Moves an appointment: one step, never a cancellation and a new booking.

use ::hooks::{EventKind, Payload};
use dialogue::{BookRefusal, ToolResult};
use kernel::{AppointmentId, StoreResult};
use scheduling::{Appointment, AppointmentStatus, Claim};
use store::Tx;

use super::offer_slots::described;
use super::{Desk, Party};
use crate::hooks::says;

impl Desk {
    /// Moves `id` to the slot that `token` stands for.
    pub async fn reschedule(
        &self,
        tx: &mut dyn Tx,
        party: &Party<'_>,
        id: AppointmentId,
        token: &str,
    ) -> StoreResult<ToolResult> {
        let refused = |why, alternatives| Ok(ToolResult::Refused { why, alternatives });
        let Some(offer) = self.opened(party, token) else {
            return refused(BookRefusal::Expired, Vec::new());
        };
        let Some(current) = self.own(tx, party, id).await? else {
            return refused(BookRefusal::NotYours, Vec::new());
        };
        if !self.described_own(party, &current).changeable {
            return refused(BookRefusal::TooLate, Vec::new());
        }
        let from = current.starts_at;
        // The hold gives way to the appointment itself, which then takes its place.
        let now = self.clock.now();
        if let Some(mut hold) = self.held_as(tx, party, &offer).await? {
            hold.status = AppointmentStatus::Expired;
            hold.held_until = None;
            hold.updated_at = now;
            tx.appointments().update(&hold, now).await?;
        }
        let moved = Appointment {
            service: offer.service,
            staff: offer.staff,
            starts_at: offer.starts_at,
            ends_at: offer.ends_at,
            busy_until: offer.busy_until,
            updated_at: now,
            ..current
        };
        if tx.appointments().update(&moved, now).await? != Claim::Won {
            return refused(BookRefusal::Taken, self.alternatives(tx, party, &offer).await?);
        }
        let moved = Appointment { version: moved.version + 1, ..moved };
        self.confirm_move(tx, party, &moved).await?;
        self.tell_owner(tx, party, "Moved", &moved).await?;
        let told =
            || Payload::AppointmentRescheduled(says::appointment(&moved, party.call, Some(from)));
        let announcer = &self.messages.announcer;
        announcer.tell(tx, party.card, EventKind::AppointmentRescheduled, told).await?;
        let slot = described(party, &offer, token.to_owned());
        Ok(ToolResult::Moved { appointment: moved.id, slot })
    }
}
