//! Taking a message.

use super::Turn;
use super::frame::{Asked, Task};
use crate::moves::{Expect, Move, Reply};
use crate::state::Intent;
use crate::tools::{ToolCall, Urgency};

impl Turn<'_> {
    pub(super) fn start_message(&mut self) -> Move {
        self.frame().task = Task::Message;
        self.frame().urgency = None;
        self.frame().message = None;
        self.frame().asked = Asked::Message;
        let say = self
            .vary(&["Of course. What would you like me to pass on?", "Sure. What's the message?"]);
        Move::Say(Reply { expect: Expect::Dictation, ..Reply::open(say) })
    }

    /// The message is known: pass it on, with name and number where they are known.
    pub(super) fn take_message(&mut self, body: String) -> Move {
        self.belongs_to(Intent::Message);
        self.frame().task = Task::Message;
        self.frame().message = Some(body);
        self.pass_on()
    }

    pub(super) fn pass_on(&mut self) -> Move {
        let Some(body) = self.frame().message.clone() else { return self.start_message() };
        if self.known_name().is_none() {
            self.frame().asked = Asked::Name;
            let say = "And your name, please?";
            return Move::Say(Reply { expect: Expect::Dictation, ..Reply::open(say) });
        }
        if self.briefing.caller.number.is_none() && self.frame().phone.is_none() {
            self.frame().asked = Asked::Phone;
            let say = "And which number can we call you back on?";
            return Move::Say(Reply { expect: Expect::Dictation, ..Reply::open(say) });
        }
        let (name, phone) = (self.known_name(), self.frame().phone.clone());
        self.frame().urgency = Some(Urgency::Normal);
        Move::Use(ToolCall::TakeMessage { name, phone, body, urgency: Urgency::Normal })
    }
}
