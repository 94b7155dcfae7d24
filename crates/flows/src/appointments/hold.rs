//! Keeps a slot for a caller who is deciding.

use dialogue::{BookRefusal, Held, ToolResult};
use jiff::SignedDuration;
use kernel::StoreResult;
use scheduling::{Appointment, AppointmentStatus, Claim, Offer};
use store::Tx;

use super::offer_slots::described;
use super::{Desk, Party, is_slot};

impl Desk {
    /// Keeps the slot that `token` stands for, and lets go of whatever else this call holds.
    pub async fn hold(
        &self,
        tx: &mut dyn Tx,
        party: &Party<'_>,
        token: &str,
    ) -> StoreResult<ToolResult> {
        let Some(offer) = self.opened(party, token) else {
            return Ok(ToolResult::Refused { why: BookRefusal::Expired, alternatives: Vec::new() });
        };
        let slot = described(party, &offer, token.to_owned());
        if let Some(mut kept) = self.let_go(tx, party, Some(&offer)).await? {
            kept.held_until = Some(self.hold_until(party));
            kept.updated_at = self.clock.now();
            if tx.appointments().update(&kept, kept.updated_at).await? == Claim::Won {
                return Ok(ToolResult::Held(Held { slot }));
            }
        }
        let wanted = self.held(party, &offer);
        if tx.appointments().claim(&wanted, wanted.created_at).await? == Claim::Won {
            return Ok(ToolResult::Held(Held { slot }));
        }
        let alternatives = self.alternatives(tx, party, &offer).await?;
        Ok(ToolResult::Refused { why: BookRefusal::Taken, alternatives })
    }

    /// Lets go of the slots that this call holds, all but the one that `keep` stands for, which is
    /// returned.
    pub(crate) async fn let_go(
        &self,
        tx: &mut dyn Tx,
        party: &Party<'_>,
        keep: Option<&Offer>,
    ) -> StoreResult<Option<Appointment>> {
        let mut kept = None;
        for mut held in tx.appointments().of_call(party.call).await? {
            if held.status != AppointmentStatus::Held {
                continue;
            }
            if keep.is_some_and(|offer| is_slot(&held, offer)) {
                kept = Some(held);
                continue;
            }
            held.status = AppointmentStatus::Expired;
            held.held_until = None;
            held.updated_at = self.clock.now();
            tx.appointments().update(&held, held.updated_at).await?;
        }
        Ok(kept)
    }

    fn hold_until(&self, party: &Party<'_>) -> jiff::Timestamp {
        let minutes = i64::from(party.card.catalogue.rules.hold_minutes);
        self.clock.now() + SignedDuration::from_mins(minutes)
    }

    /// The offered slot, held for this call.
    pub(crate) fn held(&self, party: &Party<'_>, offer: &Offer) -> Appointment {
        let now = self.clock.now();
        Appointment {
            id: self.ids.next(),
            customer: party.customer,
            call: Some(party.call),
            service: offer.service,
            staff: offer.staff,
            starts_at: offer.starts_at,
            ends_at: offer.ends_at,
            busy_until: offer.busy_until,
            status: AppointmentStatus::Held,
            held_until: Some(self.hold_until(party)),
            name: None,
            notes: None,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }
}
