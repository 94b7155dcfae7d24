//! Silence, words that make no sense, and people who want a person.

use super::Turn;
use super::frame::{Asked, Done, Task};
use crate::moves::{Expect, HandOffReason, Move, Reply};
use crate::state::Intent;

impl Turn<'_> {
    /// Nothing was said: asked again in other words, then a message is offered, then goodbye.
    pub(super) fn silence(&mut self) -> Move {
        self.state.silences = self.state.silences.saturating_add(1);
        self.note(Intent::Unknown, 0.0);
        match self.state.silences {
            1 => {
                let again = self.pending_question();
                let hello = self.vary(&["Are you still there?", "Hello, are you still there?"]);
                Move::Say(Reply { say: format!("{hello} {}", again.say), ..again })
            }
            2 => {
                if self.state.frame.task == Task::None {
                    self.frame().asked = Asked::OfferMessage;
                }
                let say = if self.state.frame.task == Task::None {
                    "I can't hear you. Would you like to leave a message? Say yes, or press 1."
                        .to_owned()
                } else {
                    let again = self.pending_question();
                    format!(
                        "I still can't hear you. You can use the keypad too: 1 is yes, 2 is no, 0 is a person. {}",
                        again.say
                    )
                };
                let expect = match self.state.frame.asked {
                    Asked::OfferMessage => Expect::YesNo,
                    _ => self.pending_question().expect,
                };
                Move::Say(Reply { expect, ..Reply::open(say) })
            }
            _ => Move::End {
                say: "I still can't hear you, so I'll hang up now. Please call again any time. Goodbye."
                    .to_owned(),
            },
        }
    }

    /// Nothing fits: ask, then offer a choice, then a person or the tone.
    pub(super) fn missed(&mut self) -> Move {
        let misses = self.frame().misses.saturating_add(1);
        self.frame().misses = misses;
        match misses {
            1 => {
                let again = self.pending_question();
                let sorry = self.vary(&[
                    "Sorry, I didn't get that.",
                    "I'm sorry, I didn't quite catch that.",
                    "Sorry, could you put that another way?",
                ]);
                Move::Say(Reply { say: format!("{sorry} {}", again.say), ..again })
            }
            2 => {
                self.frame().asked = Asked::Menu;
                let say = "I'm having trouble following. To book an appointment press 1, to leave a message press 2, to reach a person press 3. Or just tell me what you need.";
                Move::Say(Reply { expect: Expect::Choice(3), ..Reply::open(say) })
            }
            _ => {
                self.frame().misses = 0;
                if self.briefing.can_transfer {
                    return self.human(HandOffReason::NotUnderstood);
                }
                Move::Voicemail {
                    say: "I'm sorry, I can't follow. Please say what you need after the tone, and somebody will call you back.".to_owned(),
                }
            }
        }
    }

    /// The call has gone on for long enough.
    pub(super) fn too_long(&mut self) -> Move {
        self.frame().task = Task::None;
        Move::Voicemail {
            say: "We've been talking for a while. Please leave a message after the tone, and somebody will call you back.".to_owned(),
        }
    }

    /// Tools led nowhere.
    pub(super) fn stuck(&mut self) -> Move {
        self.frame().asked = Asked::OfferMessage;
        let say = "I'm sorry, I can't get that done right now. Shall I take a message, so that somebody calls you back?";
        Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) })
    }

    /// A person, or the next best thing.
    pub(super) fn human(&mut self, reason: HandOffReason) -> Move {
        if self.briefing.can_transfer {
            let say = self
                .vary(&["One moment, I'll put you through.", "Please hold on, I'll connect you."]);
            return Move::HandOff { say: say.to_owned(), reason };
        }
        self.frame().asked = Asked::OfferMessage;
        let say = self.vary(&[
            "There's nobody I can put you through to right now. Shall I take a message, so that somebody calls you back?",
            "I can't reach anybody at the moment. Would you like to leave a message for a call back?",
        ]);
        Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) })
    }

    /// Nobody picked up: back to an emergency, or a message.
    pub(super) fn nobody_free(&mut self) -> Move {
        let emergency = self.state.frame.done.contains(&Done::Emergency);
        if emergency && self.state.frame.task == Task::Book && self.state.frame.service.is_some() {
            self.lead("I'm sorry, nobody picked up, but the owner has been alerted.");
            return self.next_step();
        }
        self.frame().asked = Asked::OfferMessage;
        let say = "I'm sorry, I couldn't reach anybody. Shall I take a message, so that somebody calls you back?";
        Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) })
    }
}
