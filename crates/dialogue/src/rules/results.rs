//! What tools answered, in words: rendered from the answer, never from what the caller said.

use super::Turn;
use super::frame::{Asked, Done, Task};
use crate::moves::{Expect, HandOffReason, Move, Reply};
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
            ToolResult::Booked { slot, texted, .. } => self.booked(slot, *texted),
            ToolResult::Appointments(own) => self.own_found(own),
            ToolResult::Moved { slot, .. } => {
                let what = self.slot(slot);
                let say = format!("Done. Your appointment is now {what}.");
                self.settled_own(Done::Moved(what), &say)
            }
            ToolResult::Cancelled { appointment } => {
                let what = self.own_words(appointment);
                let say = format!("All right, {what} is cancelled.");
                self.settled_own(Done::Cancelled(what), &say)
            }
            ToolResult::MessageTaken => self.message_taken(),
            ToolResult::Refused { why, alternatives } => self.refused(*why, alternatives),
            ToolResult::Failed => self.failed(),
        };
        self.fill_slots();
        decided
    }

    fn booked(&mut self, slot: &Offered, texted: bool) -> Move {
        let what = self.slot(slot);
        self.frame().done.push(Done::Booked(what.clone()));
        self.drop_booking();
        let text = if texted { " I've texted you the details." } else { "" };
        let good = self.vary(&["You're all set:", "You're booked:", "That's booked:"]);
        self.anything_else(&format!("{good} {what}.{text}"))
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
                let say = self.vary(&[
                    "Thank you, I've passed that on.",
                    "Done, your message is on its way.",
                ]);
                self.anything_else(say)
            }
        }
    }

    fn refused(&mut self, why: BookRefusal, alternatives: &[Offered]) -> Move {
        if why == BookRefusal::NotConfirmed {
            self.state.read_back = None;
            return self.next_step();
        }
        self.frame().held = None;
        match why {
            BookRefusal::Taken | BookRefusal::Expired if !alternatives.is_empty() => {
                let sorry = if why == BookRefusal::Taken {
                    "I'm sorry, somebody has just taken that one. I still have"
                } else {
                    "I'm sorry, that took a little too long. I have"
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
                Move::Say(Reply::open(
                    "I'm sorry, that one is no longer free. Which other day would suit you?",
                ))
            }
            BookRefusal::NotYours | BookRefusal::TooLate | BookRefusal::TooMany => {
                self.drop_booking();
                self.frame().asked = Asked::OfferMessage;
                let hours = self.briefing.business.cancel_hours;
                let reason = match why {
                    BookRefusal::TooMany => {
                        "There are several appointments under your number already.".to_owned()
                    }
                    BookRefusal::TooLate => {
                        format!(
                            "It starts in less than {hours} hours, so I can't change it myself."
                        )
                    }
                    _ => "I can't find that appointment any more.".to_owned(),
                };
                let say = format!("{reason} Shall I take a message for the team?");
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
            self.lead("I'm sorry, I can't do that right now.");
            return self.human(reason);
        }
        Move::Voicemail { say: "I'm sorry, I can't do that right now. Please leave a message after the tone, and somebody will call you back.".to_owned() }
    }
}
