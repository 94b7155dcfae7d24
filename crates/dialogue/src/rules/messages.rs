//! Taking a message.

use super::Turn;
use super::frame::{Asked, Task};
use crate::moves::{Expect, Move, Reply};
use crate::speech::Message;
use crate::state::Intent;
use crate::tools::{ToolCall, Urgency};
use crate::understand::Words;

/// The longest message that is read back whole, in words.
const READ_BACK_WORDS_MAX: usize = 25;
/// The fewest words that say what somebody wants.
const REQUEST_WORDS_MIN: usize = 5;
/// The longest message, in characters.
const BODY_CHARS_MAX: usize = 1_000;

impl Turn<'_> {
    pub(super) fn start_message(&mut self) -> Move {
        self.drop_booking();
        self.frame().task = Task::Message;
        self.frame().urgency = None;
        self.frame().agreed = false;
        self.frame().message = None;
        self.frame().asked = Asked::Message;
        let back = self.state.frame.call_back;
        let ask = if back { Message::AskCallBack } else { Message::AskMessage };
        self.ask(ask, Expect::Dictation)
    }

    /// A request for a message or a call back; what follows "tell her that" is the message already.
    pub(super) fn message_wanted(&mut self, words: &Words, utterance: &str, back: bool) -> Move {
        const OPENERS: &[&str] = &[
            "tell him",
            "tell her",
            "tell them",
            "tell the owner",
            "let him know",
            "let her know",
            "let them know",
            "let the owner know",
            "message that",
            "message saying",
            "tell the manager",
            "tell the boss",
        ];
        self.frame().call_back = back;
        let said = OPENERS.iter().find_map(|opener| {
            words.find(opener).filter(|at| words.len() >= at + opener.split(' ').count() + 3)
        });
        if said.is_some() {
            return self.take_message(utterance);
        }
        self.start_message()
    }

    /// Where appointments are not made here: what the caller wants becomes a message, in their own
    /// words where they have said it.
    pub(super) fn request_instead(&mut self, utterance: Option<&str>) -> Move {
        let change = matches!(self.intent(), Intent::Reschedule | Intent::Cancel);
        let sorry = if change { Message::CannotChange } else { Message::CannotBook };
        self.lead(&self.words(sorry));
        match utterance.filter(|said| Words::of(said).len() >= REQUEST_WORDS_MIN) {
            Some(said) => self.take_message(said),
            None => self.start_message(),
        }
    }

    /// The message is known: pass it on, with name and number where they are known.
    pub(super) fn take_message(&mut self, body: &str) -> Move {
        self.belongs_to(Intent::Message);
        if self.state.frame.task != Task::Message {
            self.drop_booking();
        }
        self.frame().task = Task::Message;
        self.frame().agreed = false;
        self.frame().message = Some(body.chars().take(BODY_CHARS_MAX).collect());
        self.pass_on()
    }

    /// Asks for what is missing, reads the message back, and asks for a yes.
    pub(super) fn pass_on(&mut self) -> Move {
        let Some(body) = self.frame().message.clone() else { return self.start_message() };
        if self.known_name().is_none() {
            self.frame().asked = Asked::Name;
            return self.ask(Message::AskNameMessage, Expect::Dictation);
        }
        let phone = self.briefing.caller.number.is_some() || self.state.frame.phone.is_some();
        if !phone && !self.state.frame.no_phone {
            self.frame().asked = Asked::Phone;
            return self.ask(Message::AskPhoneMessage, Expect::Dictation);
        }
        if std::mem::take(&mut self.frame().agreed) {
            return self.send_message();
        }
        self.frame().asked = Asked::ConfirmMessage;
        let say = if Words::of(&body).len() <= READ_BACK_WORDS_MAX {
            let body = self.voice().quote(body.trim().trim_end_matches('.'));
            self.say(Message::MessageReadBack, &[("body", body.into())])
        } else {
            self.words(Message::MessageLong)
        };
        Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) })
    }

    /// The caller wants it passed on.
    pub(super) fn send_message(&mut self) -> Move {
        let Some(body) = self.frame().message.clone() else { return self.start_message() };
        let body = if self.state.frame.call_back {
            self.notes().say(Message::NoteCallBack, &[("body", body.into())])
        } else {
            body
        };
        let (name, phone) = (self.known_name(), self.frame().phone.clone());
        self.frame().urgency = Some(Urgency::Normal);
        Move::Use(ToolCall::TakeMessage { name, phone, body, urgency: Urgency::Normal })
    }
}
