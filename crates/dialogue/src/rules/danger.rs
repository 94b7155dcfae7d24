//! Danger comes before everything else.

use super::Turn;
use super::frame::{Asked, Done, Task};
use crate::heard::Heard;
use crate::moves::{Expect, HandOffReason, Move, Reply};
use crate::speech::Message;
use crate::state::Intent;
use crate::tools::{ToolCall, Urgency};
use crate::understand::emergency::{Alarm, alarm};
use crate::understand::extract::service;
use crate::understand::{When, Words};

/// How much of what was said the owner is told, in characters.
const BODY_CHARS_MAX: usize = 600;

impl Turn<'_> {
    /// What to do about danger, if the words speak of any.
    pub(super) fn alarm(
        &mut self,
        words: &Words,
        heard: &Heard,
        answer: Option<bool>,
    ) -> Option<Move> {
        let found = alarm(words, &self.briefing.business);
        if found == Some(Alarm::LifeSafety) {
            self.note(Intent::Emergency, 0.98);
            if self.frame().danger {
                return Some(self.call_for_help(false));
            }
            return Some(self.alert(&heard.utterance, Urgency::LifeSafety));
        }
        if self.frame().asked == Asked::Emergency {
            return self.settled(words, answer);
        }
        let alerted = self.frame().done.contains(&Done::Emergency);
        // What is being dictated as a message, or changed about a booking, is no alarm by itself.
        match found? {
            _ if alerted => None,
            Alarm::Trade => {
                self.note(Intent::Emergency, 0.93);
                self.remember_service(words);
                Some(self.alert(&heard.utterance, Urgency::Emergency))
            }
            Alarm::Maybe if self.state.frame.task == Task::Message => None,
            Alarm::Maybe | Alarm::LifeSafety => {
                self.note(Intent::Emergency, 0.6);
                self.remember_service(words);
                self.frame().asked = Asked::Emergency;
                self.frame().message = Some(heard.utterance.clone());
                Some(self.ask(Message::AskEmergency, Expect::YesNo))
            }
        }
    }

    /// The caller said whether it is an emergency.
    fn settled(&mut self, words: &Words, answer: Option<bool>) -> Option<Move> {
        let urgent = alarm(words, &self.briefing.business) == Some(Alarm::Trade);
        match answer {
            Some(true) => {}
            None if urgent => {}
            Some(false) => {
                self.frame().asked = Asked::Open;
                let before = self.frame().message.take().unwrap_or_default();
                if words.len() > 4 {
                    return None;
                }
                // What they said at first is what they want: an appointment, most likely.
                self.lead(&self.words(Message::AllRight));
                let before = Words::of(&before);
                self.frame().task = Task::Book;
                self.note(Intent::Book, 0.8);
                let _ = self.take_details(&before);
                return Some(self.next_step());
            }
            None => {
                self.frame().asked = Asked::Open;
                return None;
            }
        }
        self.note(Intent::Emergency, 0.95);
        let before = self.frame().message.take();
        let body = before.unwrap_or_else(|| self.notes().say(Message::NoteEmergency, &[]));
        Some(self.alert(&body, Urgency::Emergency))
    }

    fn remember_service(&mut self, words: &Words) {
        let found = service::find(words, &self.briefing.business);
        if let Some(found) = found.filter(|found| found.score >= 0.8) {
            self.frame().service = Some(found.id);
        }
    }

    fn alert(&mut self, body: &str, urgency: Urgency) -> Move {
        self.frame().urgency = Some(urgency);
        self.frame().topic = Some(Intent::Emergency);
        let body = body.chars().take(BODY_CHARS_MAX).collect();
        let (name, phone) = (self.known_name(), self.frame().phone.clone());
        Move::Use(ToolCall::TakeMessage { name, phone, body, urgency })
    }

    /// Whom to call, at once. `alerted` says that the owner knows.
    pub(super) fn call_for_help(&mut self, alerted: bool) -> Move {
        self.frame().danger = true;
        self.frame().task = Task::None;
        self.frame().asked = Asked::Open;
        let number = self.briefing.business.emergency_number;
        let digits = self.voice().digits(number);
        let args = [("number", number.into()), ("digits", digits.into())];
        let mut say = self.say(Message::CallForHelp, &args);
        if alerted {
            say.push(' ');
            say.push_str(&self.words(Message::OwnerTold));
        }
        Move::Say(Reply::open(say))
    }

    /// The owner knows of an emergency of the trade: a person, or the earliest slot.
    pub(super) fn owner_alerted(&mut self) -> Move {
        self.frame().done.push(Done::Emergency);
        self.frame().task = Task::Book;
        self.frame().when = When { soonest: true, ..When::default() };
        if self.frame().service.is_none() {
            self.frame().service =
                self.briefing.business.services.first().map(|service| service.id);
        }
        if self.briefing.can_transfer {
            self.frame().asked = Asked::Open;
            let say = self.words(Message::OwnerAlertedConnecting);
            let reason = HandOffReason::Emergency;
            let brief = self.brief(reason);
            return Move::HandOff { say, reason, brief };
        }
        self.lead(&self.words(Message::OwnerAlerted));
        if self.frame().service.is_none() {
            self.frame().task = Task::None;
            return self.anything_else(&self.words(Message::OwnerWillCall));
        }
        self.next_step()
    }
}
