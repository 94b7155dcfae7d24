//! What tools answered, in words: rendered from the answer, never from what the caller said.

use super::Turn;
use super::frame::{Asked, Done, Task};
use crate::moves::{Expect, HandOffReason, Move, Reply};
use crate::speech::Message;
use crate::tools::{BookRefusal, Offered, ToolResult, Urgency};
use crate::understand::When;

impl Turn<'_> {
    pub(super) fn tool_answered(&mut self, result: &ToolResult) -> Move {
        let decided = match result {
            ToolResult::Slots { slots, outside_window, closed } => {
                self.slots_found(slots, *outside_window, closed.as_deref())
            }
            ToolResult::Held(held) => {
                self.frame().offers.clear();
                self.frame().held = Some(held.slot.clone());
                self.read_back()
            }
            ToolResult::Booked { appointment, slot, texted } => {
                self.frame().own_last = Some(*appointment);
                self.booked(slot, *texted)
            }
            ToolResult::Appointments(own) => self.own_found(own),
            ToolResult::Moved { appointment, slot } => {
                let what = self.slot(slot);
                let say = self.say(Message::Moved, &[("what", what.as_str().into())]);
                self.wrap(Message::WrapMoved, &what);
                self.frame().own_last = Some(*appointment);
                let record = self.record(slot);
                self.settled_own(Done::Moved(record), &say)
            }
            ToolResult::Cancelled { appointment } => {
                let what = self.own_words(appointment);
                let say = self.say(Message::Cancelled, &[("what", what.as_str().into())]);
                self.wrap(Message::WrapCancelled, &what);
                let record = self.slot_in(
                    &self.notes(),
                    &appointment.service_name,
                    appointment.staff,
                    &appointment.start,
                );
                self.settled_own(Done::Cancelled(record), &say)
            }
            ToolResult::MessageTaken => self.message_taken(),
            ToolResult::ContactStopped => {
                self.frame().done.push(Done::Message);
                let say = self.words(Message::StopContact);
                self.anything_else(&say)
            }
            ToolResult::Refused { why, alternatives } => self.refused(*why, alternatives),
            ToolResult::Failed => self.failed(),
        };
        self.fill_slots();
        decided
    }

    fn booked(&mut self, slot: &Offered, texted: bool) -> Move {
        let what = self.slot(slot);
        let record = self.record(slot);
        self.frame().done.push(Done::Booked(record));
        self.drop_booking();
        // Somebody asked for by name is asked for again, or not, the next time.
        self.frame().staff = None;
        self.wrap(Message::WrapBooked, &what);
        let mut say = self.say(Message::Booked, &[("what", what.into())]);
        if texted {
            say.push(' ');
            say.push_str(&self.words(Message::Texted));
        }
        self.anything_else(&say)
    }

    /// Remembers what was done, for the last words.
    fn wrap(&mut self, message: Message, what: &str) {
        let done = self.say(message, &[("what", what.into())]);
        self.frame().wrap.push(done);
    }

    /// A slot as the business reads about it.
    fn record(&self, slot: &Offered) -> String {
        let service = self.service_name(slot.service);
        self.slot_in(&self.notes(), &service, slot.staff, &slot.start)
    }

    fn message_taken(&mut self) -> Move {
        let urgency = self.frame().urgency.take();
        self.frame().message = None;
        self.frame().call_back = false;
        match urgency {
            Some(Urgency::LifeSafety) => {
                self.frame().done.push(Done::Emergency);
                self.call_for_help(true)
            }
            Some(Urgency::Emergency) => self.owner_alerted(),
            Some(Urgency::Normal) | None => {
                self.frame().done.push(Done::Message);
                self.frame().task = Task::None;
                let done = self.words(Message::WrapMessage);
                self.frame().wrap.push(done);
                let say = self.words(Message::MessageTaken);
                self.anything_else(&say)
            }
        }
    }

    fn refused(&mut self, why: BookRefusal, alternatives: &[Offered]) -> Move {
        if why == BookRefusal::NotConfirmed {
            self.state.read_back = None;
            return self.next_step();
        }
        self.frame().held = None;
        if why == BookRefusal::NotAllowed {
            return self.request_instead(None);
        }
        match why {
            BookRefusal::Taken | BookRefusal::Expired if !alternatives.is_empty() => {
                let sorry = if why == BookRefusal::Taken {
                    Message::OfferTaken
                } else {
                    Message::OfferExpired
                };
                self.offer(sorry, alternatives)
            }
            // The offer has run out, but the slot may still be free: looked for again.
            BookRefusal::Expired
                if self.state.frame.when.is_searchable() && self.state.frame.tools < 4 =>
            {
                self.next_step()
            }
            BookRefusal::Taken | BookRefusal::Expired | BookRefusal::NotConfirmed => {
                self.frame().asked = Asked::When;
                self.frame().when = When::default();
                self.ask(Message::Gone, Expect::Open)
            }
            BookRefusal::NotYours
            | BookRefusal::TooLate
            | BookRefusal::TooMany
            | BookRefusal::NotAllowed => {
                self.drop_booking();
                self.frame().asked = Asked::OfferMessage;
                let hours = self.briefing.business.cancel_hours;
                let reason = match why {
                    BookRefusal::TooMany => self.words(Message::TooMany),
                    BookRefusal::TooLate => self.say(Message::TooLate, &[("hours", hours.into())]),
                    _ => self.words(Message::NotYours),
                };
                let say = format!("{reason} {}", self.words(Message::OfferMessageTeam));
                Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) })
            }
        }
    }

    /// A tool could not be run. In danger of life the caller hears whom to call all the same.
    fn failed(&mut self) -> Move {
        let urgency = self.frame().urgency.take();
        if urgency == Some(Urgency::LifeSafety) {
            return self.call_for_help(false);
        }
        if self.briefing.can_transfer {
            let reason = if urgency == Some(Urgency::Emergency) {
                HandOffReason::Emergency
            } else {
                HandOffReason::NotUnderstood
            };
            self.lead(&self.words(Message::Failed));
            return self.human(reason);
        }
        Move::Voicemail { say: self.words(Message::FailedVoicemail) }
    }
}
