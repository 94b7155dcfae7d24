//! Finds free slots and makes them offers: signed, for this call, for a short time.

use dialogue::{Offered, SlotQuery, ToolResult};
use jiff::{SignedDuration, Timestamp, ToSpan};
use kernel::StoreResult;
use scheduling::{Offer, Slot, SlotSearch, Wish};
use store::Tx;

use super::{Desk, Party};

/// How long an offer stands: longer than any call, shorter than a day.
const OFFER_STANDS: SignedDuration = SignedDuration::from_mins(60);

/// The most slots that are offered at once.
const OFFERS_MAX: u8 = 10;

/// How far ahead the diary is read at first: enough for nearly every question, and cheap.
const DAYS_AT_FIRST: i64 = 14;

impl Desk {
    /// Free slots for what the caller wants.
    pub async fn offer_slots(
        &self,
        tx: &mut dyn Tx,
        party: &Party<'_>,
        query: &SlotQuery,
    ) -> StoreResult<ToolResult> {
        let catalogue = &party.card.catalogue;
        let known = catalogue.service(query.service).is_some_and(|service| service.active);
        if !known {
            return Ok(ToolResult::Slots {
                slots: Vec::new(),
                outside_window: false,
                closed: None,
            });
        }
        let now = self.clock.now();
        let wish = Wish {
            service: query.service,
            staff: query.staff,
            from: query.window.from,
            until: query.window.until,
            not_before: query.window.not_before,
            // The window ends before this time; the search counts the last start as good.
            not_after: query.window.not_after.map(|end| end.saturating_sub(1.minute())),
            near: query.window.near,
            limit: usize::from(query.limit.clamp(1, OFFERS_MAX)),
        };
        let today = now.to_zoned(catalogue.timezone.clone()).date();
        let horizon = i64::from(catalogue.rules.horizon_days) + 1;
        let first = query.window.from.unwrap_or(today).max(today);
        let ahead = i64::from((first - today).get_days());
        let mut days = (ahead + DAYS_AT_FIRST).min(horizon);
        loop {
            let until = today
                .checked_add(days.days())
                .ok()
                .and_then(|date| date.to_zoned(catalogue.timezone.clone()).ok())
                .map_or(Timestamp::MAX, |midnight| midnight.timestamp());
            let busy = tx.appointments().busy(now, until, now).await?;
            let search = SlotSearch { catalogue, busy: &busy, now, until };
            let found = search.run(&wish);
            let read_all = days >= horizon;
            if read_all || !found.slots.is_empty() && !found.outside_window {
                let slots =
                    found.slots.iter().map(|slot| self.offered(party, query, slot, now)).collect();
                let outside_window = found.outside_window;
                return Ok(ToolResult::Slots { slots, outside_window, closed: found.closed });
            }
            days = horizon;
        }
    }

    /// Up to three slots near one that is gone.
    pub(crate) async fn alternatives(
        &self,
        tx: &mut dyn Tx,
        party: &Party<'_>,
        gone: &Offer,
    ) -> StoreResult<Vec<Offered>> {
        let start = gone.starts_at.to_zoned(party.card.catalogue.timezone.clone());
        let query = SlotQuery {
            service: gone.service,
            staff: None,
            window: dialogue::Window {
                from: Some(start.date()),
                near: Some(start.time()),
                ..dialogue::Window::default()
            },
            limit: 3,
        };
        match self.offer_slots(tx, party, &query).await? {
            ToolResult::Slots { slots, .. } => Ok(slots),
            _ => Ok(Vec::new()),
        }
    }

    fn offered(
        &self,
        party: &Party<'_>,
        query: &SlotQuery,
        slot: &Slot,
        now: Timestamp,
    ) -> Offered {
        let offer = Offer {
            tenant: party.card.tenant.id,
            call: party.call,
            service: query.service,
            staff: slot.staff,
            starts_at: slot.starts_at,
            ends_at: slot.ends_at,
            busy_until: slot.busy_until,
            expires_at: now + OFFER_STANDS,
        };
        described(party, &offer, self.offer_keys.sign(&offer))
    }
}

/// An offer in the words of a conversation.
pub(crate) fn described(party: &Party<'_>, offer: &Offer, token: String) -> Offered {
    let minutes = offer.ends_at.duration_since(offer.starts_at).as_mins();
    Offered {
        token,
        start: offer.starts_at.to_zoned(party.card.catalogue.timezone.clone()),
        minutes: u16::try_from(minutes).unwrap_or(u16::MAX),
        service: offer.service,
        staff: offer.staff,
    }
}
