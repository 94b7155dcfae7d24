//! What a caller hears when the database is away: never silence, never an error.

use billing::Service;
use kernel::{Language, PhoneNumber};
use telephony::{CallPlan, Record, Step};

use super::Voice;
use super::plans::Plans;
use crate::notices::{Notice, words};

impl Voice {
    /// The best that can be done for a caller of `to` without the database, out of the remembered
    /// card: connect them to a person, else take a voice message.
    ///
    /// `turn_no` is the turn that is being answered. A carrier keeps what was recorded, so a message
    /// left now is not lost.
    pub fn without_database(&self, to: &PhoneNumber, turn_no: u32) -> CallPlan {
        let Some(card) = self.cards.remembered(to) else {
            let language = Language::english();
            let prompt = words(Notice::BrokenLeaveMessage, &language, "");
            let record = Record { prompt, seconds_max: 120 };
            return CallPlan { language, voice: None, steps: vec![Step::Record(record)] };
        };
        let plans = Plans::of(&card);
        let service = card.service(self.clock.now());
        if !card.tenant.status.is_served() || service == Service::Nothing {
            return plans.goodbye_with(Notice::NotServed);
        }
        if service == Service::Voicemail {
            return plans.record_after(Notice::BrokenLeaveMessage);
        }
        let say = plans.notice(Notice::BrokenConnecting);
        // Somebody was rung before this turn only if the caller had been handed over; a dial that
        // failed comes back through `dial_result`, which does not ring again without a database.
        let ringing = plans.ring(0, say, turn_no + 1).filter(|_| self.is_open_by(&card));
        ringing.unwrap_or_else(|| plans.record_after(Notice::BrokenLeaveMessage))
    }

    /// What a caller hears when even that is not possible: needs nothing at all.
    pub fn apology() -> CallPlan {
        let language = Language::english();
        let say = words(Notice::BrokenCallLater, &language, "");
        CallPlan::goodbye(language, say)
    }

    /// Whether the business of a card is open now.
    pub(super) fn is_open_by(&self, card: &crate::cards::Card) -> bool {
        let now = self.clock.now().to_zoned(card.catalogue.timezone.clone());
        scheduling::is_open(&card.catalogue, &now)
    }
}
