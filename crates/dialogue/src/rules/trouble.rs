//! Silence, words that make no sense, and people who want a person.

use super::Turn;
use super::frame::{Asked, Done, Task};
use crate::moves::{Expect, HandOffReason, Move, Reply};
use crate::speech::Message;
use crate::state::Intent;

impl Turn<'_> {
    /// Nothing was said: asked again in other words, then a message is offered, then goodbye.
    pub(super) fn silence(&mut self) -> Move {
        self.state.silences = self.state.silences.saturating_add(1);
        self.note(Intent::Unknown, 0.0);
        match self.state.silences {
            1 => {
                let again = self.pending_question();
                let hello = self.words(Message::StillThere);
                Move::Say(Reply { say: format!("{hello} {}", again.say), ..again })
            }
            2 => {
                if self.state.frame.task == Task::None {
                    self.frame().asked = Asked::OfferMessage;
                }
                let say = if self.state.frame.task == Task::None {
                    self.words(Message::CannotHearMessage)
                } else {
                    let again = self.pending_question();
                    format!("{} {}", self.words(Message::CannotHearKeypad), again.say)
                };
                let expect = match self.state.frame.asked {
                    Asked::OfferMessage => Expect::YesNo,
                    _ => self.pending_question().expect,
                };
                Move::Say(Reply { expect, ..Reply::open(say) })
            }
            _ => Move::End { say: self.words(Message::SilenceEnd) },
        }
    }

    /// Nothing fits: ask, then offer a choice, then a person or the tone.
    pub(super) fn missed(&mut self) -> Move {
        let misses = self.frame().misses.saturating_add(1);
        self.frame().misses = misses;
        match misses {
            1 => {
                let again = self.pending_question();
                let sorry = self.words(Message::Missed);
                Move::Say(Reply { say: format!("{sorry} {}", again.say), ..again })
            }
            2 | 3 => {
                if misses == 2
                    && let Some(help) = self.help()
                {
                    return Move::Say(help);
                }
                if misses == 3 && !self.is_busy() {
                    return self.give_up();
                }
                // Words may still answer what was asked before; keys choose from the menu.
                self.frame().aside = Some(self.state.frame.asked).filter(|_| self.is_busy());
                self.frame().asked = Asked::Menu;
                self.ask(Message::Menu, Expect::Choice(3))
            }
            _ => self.give_up(),
        }
    }

    /// Whether something in particular was asked.
    fn is_busy(&self) -> bool {
        !matches!(self.state.frame.asked, Asked::Open | Asked::AnythingElse | Asked::Menu)
    }

    /// A person, or the tone.
    fn give_up(&mut self) -> Move {
        self.frame().misses = 0;
        if self.briefing.can_transfer {
            return self.human(HandOffReason::NotUnderstood);
        }
        Move::Voicemail { say: self.words(Message::CannotFollow) }
    }

    /// The call has gone on for long enough.
    pub(super) fn too_long(&mut self) -> Move {
        self.frame().task = Task::None;
        Move::Voicemail { say: self.words(Message::TooLong) }
    }

    /// Tools led nowhere.
    pub(super) fn stuck(&mut self) -> Move {
        self.frame().asked = Asked::OfferMessage;
        self.ask(Message::Stuck, Expect::YesNo)
    }

    /// A person, or the next best thing.
    pub(super) fn human(&mut self, reason: HandOffReason) -> Move {
        if self.briefing.can_transfer {
            let brief = self.brief(reason);
            return Move::HandOff { say: self.words(Message::Connecting), reason, brief };
        }
        self.frame().asked = Asked::OfferMessage;
        self.ask(Message::NobodyNow, Expect::YesNo)
    }

    /// Nobody picked up: back to an emergency, or a message.
    pub(super) fn nobody_free(&mut self) -> Move {
        let emergency = self.state.frame.done.contains(&Done::Emergency);
        if emergency && self.state.frame.task == Task::Book && self.state.frame.service.is_some() {
            self.lead(&self.words(Message::NobodyEmergency));
            return self.next_step();
        }
        self.frame().asked = Asked::OfferMessage;
        self.ask(Message::NobodyReached, Expect::YesNo)
    }
}
