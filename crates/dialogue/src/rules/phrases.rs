//! Words of this conversation: in its language, in the business's manner.

use jiff::Zoned;
use kernel::{ServiceId, StaffId};

use super::Turn;
use crate::briefing::DayHours;
use crate::moves::{Expect, Move, Reply};
use crate::speech::{Dialect, Joint, Medium, Message, Value, Voice};
use crate::tools::Offered;

/// With a capital at the beginning.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

impl Turn<'_> {
    /// The voice of this turn.
    pub(super) fn voice(&self) -> Voice {
        let first = self.briefing.business.languages.first();
        let dialect = match self.state.language.as_ref().or(first) {
            Some(language) => Dialect::of(language),
            None => Dialect::AmericanEnglish,
        };
        Voice {
            dialect,
            style: self.briefing.business.style,
            medium: self.state.medium,
            pick: self.state.seed.wrapping_add(u64::from(self.state.turns)),
        }
    }

    /// The voice of notes: the business's own language, one wording.
    pub(super) fn notes(&self) -> Voice {
        let first = self.briefing.business.languages.first();
        let dialect = first.map_or(Dialect::AmericanEnglish, Dialect::of);
        Voice { dialect, style: self.briefing.business.style, medium: Medium::Speech, pick: 0 }
    }

    /// A message's words.
    pub(super) fn say(&self, message: Message, args: &[(&'static str, Value<'_>)]) -> String {
        self.voice().say(message, args)
    }

    /// The words of a message that stand alone.
    pub(super) fn words(&self, message: Message) -> String {
        self.voice().say(message, &[])
    }

    /// A question of one message.
    pub(super) fn ask(&self, message: Message, expect: Expect) -> Move {
        Move::Say(Reply { expect, ..Reply::open(self.words(message)) })
    }

    /// `Tuesday, March 3rd at 3 PM`.
    pub(super) fn moment(&self, start: &Zoned) -> String {
        self.voice().moment(start.date(), start.time(), self.briefing.now.date())
    }

    /// `Haircut with Sam on Tuesday, March 3rd at 3 PM`.
    pub(super) fn slot(&self, slot: &Offered) -> String {
        let service = self.service_name(slot.service);
        self.slot_in(&self.voice(), &service, slot.staff, &slot.start)
    }

    /// The same in any voice.
    pub(super) fn slot_in(
        &self,
        voice: &Voice,
        service: &str,
        staff: StaffId,
        start: &Zoned,
    ) -> String {
        let moment = voice.on_moment(start.date(), start.time(), self.briefing.now.date());
        match self.staff_name(staff) {
            Some(name) => voice.say(
                Message::SlotWith,
                &[("service", service.into()), ("staff", name.into()), ("moment", moment.into())],
            ),
            None => {
                voice.say(Message::Slot, &[("service", service.into()), ("moment", moment.into())])
            }
        }
    }

    pub(super) fn service_name(&self, id: ServiceId) -> String {
        let service = self.briefing.business.services.iter().find(|service| service.id == id);
        service.map_or_else(|| self.words(Message::AnAppointment), |service| service.name.clone())
    }

    pub(super) fn staff_name(&self, id: StaffId) -> Option<String> {
        let staff = self.briefing.business.staff.iter().find(|staff| staff.id == id);
        staff.map(|staff| staff.name.clone())
    }

    /// Offered slots in one sentence: the day once where they share it.
    pub(super) fn offers(&self, slots: &[Offered]) -> String {
        let voice = self.voice();
        let shared = slots
            .first()
            .filter(|first| slots.iter().all(|slot| slot.start.date() == first.start.date()));
        let Some(first) = shared else {
            let moments: Vec<String> = slots.iter().map(|slot| self.moment(&slot.start)).collect();
            return voice.list(&moments, Joint::Or);
        };
        let times: Vec<_> = slots.iter().map(|slot| slot.start.time()).collect();
        voice.day_with(first.start.date(), &times, self.briefing.now.date())
    }

    /// The opening hours of a day: `9 AM to noon and 1 PM to 5 PM`.
    pub(super) fn spans(&self, day: &DayHours) -> String {
        let voice = self.voice();
        let parts: Vec<String> =
            day.spans.iter().map(|(from, to)| voice.span(*from, *to)).collect();
        voice.list(&parts, Joint::And)
    }
}
