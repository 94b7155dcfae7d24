//! What a caller hears when the database is away: never silence, never an error.

use kernel::{Language, PhoneNumber};
use telephony::{CallPlan, Record, Step};

use super::notices::{Notice, words};
use super::{Voice, plans};

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
        if !card.tenant.status.is_served() {
            return plans::goodbye(&card, plans::notice(&card, Notice::NotServed));
        }
        let say = plans::notice(&card, Notice::BrokenConnecting);
        // Somebody was rung before this turn only if the caller had been handed over; a dial that
        // failed comes back through `dial_result`, which does not ring again without a database.
        plans::ring(&card, 0, say, turn_no + 1).filter(|_| self.is_open_by(&card)).unwrap_or_else(
            || plans::voicemail(&card, plans::notice(&card, Notice::BrokenLeaveMessage)),
        )
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
