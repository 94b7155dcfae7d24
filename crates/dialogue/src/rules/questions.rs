//! Questions that callers ask at any moment, answered from the business's own facts; then back to
//! what was interrupted.

use super::Turn;
use super::cues::{Cue, has};
use super::frame::{Asked, Done, Task};
use super::guard;
use crate::heard::Heard;
use crate::moves::{Expect, HandOffReason, Move, Reply};
use crate::speech::Message;
use crate::state::Intent;
use crate::tools::ToolCall;
use crate::understand::extract::service;
use crate::understand::{Words, faq};

impl Turn<'_> {
    /// What a new request starts, or the answer to a question.
    pub(super) fn wanted(&mut self, words: &Words, heard: &Heard, intent: Intent) -> Option<Move> {
        let intent = self.continued(words, intent);
        match intent {
            Intent::RobotQuestion => {
                let agent = self.briefing.business.agent_name.as_str();
                let say = self.say(Message::Robot, &[("agent", agent.into())]);
                Some(self.answer(Intent::RobotQuestion, &say))
            }
            Intent::Human => Some(self.human(HandOffReason::Asked)),
            Intent::Message | Intent::Callback => {
                Some(self.message_wanted(words, &heard.utterance, intent == Intent::Callback))
            }
            Intent::StopContact => {
                let body = heard.utterance.as_str();
                let body = self.notes().say(Message::NoteStopContact, &[("body", body.into())]);
                // Done at once, without questions: people may say it in any words they like.
                Some(Move::Use(ToolCall::StopContact { body }))
            }
            Intent::Hours => Some(self.answer(intent, &self.hours(words))),
            Intent::Location => Some(self.answer(intent, &self.address())),
            Intent::Price => {
                let found = service::find(words, &self.briefing.business);
                if let Some(found) = found.filter(|_| self.state.frame.task == Task::None) {
                    self.frame().service = Some(found.id);
                }
                Some(self.answer(intent, &self.prices(words)))
            }
            Intent::Services => Some(self.answer(intent, &self.services())),
            Intent::Faq => {
                let known = faq::find(words, &self.briefing.business)?;
                let fact = self.briefing.business.faqs.get(known.place)?.answer.clone();
                // Whatever else is said comes from our own messages and the business's rows.
                let fact = guard::without_secrets(fact, &self.briefing.business, &self.voice());
                Some(self.answer(intent, &fact))
            }
            Intent::Repeat => Some(self.repeat()),
            Intent::Language => Some(self.language_wanted(words)),
            Intent::Spam => Some(Move::End { say: self.words(Message::Spam) }),
            Intent::Waitlist if self.state.frame.service.is_some() => Some(self.note_waitlist()),
            Intent::Stock | Intent::Waitlist => {
                self.lead(&self.words(Message::PassOnInstead));
                Some(self.take_message(&heard.utterance))
            }
            Intent::Book | Intent::Availability | Intent::Reschedule | Intent::Cancel
                if !self.briefing.can_book =>
            {
                Some(self.request_instead(Some(&heard.utterance)))
            }
            Intent::Reschedule if self.is_booking() => {
                self.book_or_change(words, heard).or_else(|| Some(self.start_move(words)))
            }
            Intent::Reschedule => Some(self.start_move(words)),
            Intent::Cancel if self.is_booking() => {
                self.drop_booking();
                Some(self.anything_else(&self.words(Message::WontBook)))
            }
            Intent::Cancel => Some(self.start_cancel(words)),
            Intent::CheckAppointment | Intent::Confirm if !self.is_booking() => {
                Some(self.start_check(words))
            }
            Intent::Goodbye if !self.is_booking() || has(words, Cue::Bye) => {
                let sure = self.state.understood.as_ref().is_some_and(|it| it.confidence > 0.8);
                if sure { Some(self.farewell()) } else { self.book_or_change(words, heard) }
            }
            Intent::Thanks if self.state.frame.task == Task::None => Some(self.thanked()),
            Intent::Greeting if self.state.frame.task == Task::None && words.len() <= 5 => {
                Some(self.greeted())
            }
            _ => self.book_or_change(words, heard),
        }
    }

    /// "and a beard trim?" goes on with the question before.
    fn continued(&self, words: &Words, intent: Intent) -> Intent {
        let goes_on = ["and", "what about", "how about"].iter().any(|it| words.starts_with(it));
        let asked = self.state.frame.done.last() == Some(&Done::Answered(Intent::Price));
        let open = matches!(intent, Intent::Book | Intent::Availability | Intent::Unknown);
        let idle = self.state.frame.task == Task::None;
        let named = || service::find(words, &self.briefing.business).is_some();
        if goes_on && asked && open && idle && named() { Intent::Price } else { intent }
    }

    /// Whether an appointment is being made in this call and not yet booked.
    fn is_booking(&self) -> bool {
        self.state.frame.task == Task::Book
    }

    fn greeted(&mut self) -> Move {
        self.frame().asked = Asked::Open;
        self.ask(Message::Greeted, Expect::Open)
    }

    fn thanked(&mut self) -> Move {
        if self.state.frame.danger {
            let number = self.briefing.business.emergency_number;
            return Move::End {
                say: self.say(Message::HangUpAndCall, &[("number", number.into())]),
            };
        }
        let welcome = self.words(Message::Welcome);
        if self.state.frame.said.starts_with(&welcome) {
            return self.farewell();
        }
        self.anything_else(&welcome)
    }

    fn repeat(&mut self) -> Move {
        let again = self.pending_question();
        let said = self.state.frame.said.clone();
        // What was repeated already is not introduced twice.
        let sure = self.say(Message::Repeat, &[("said", "".into())]);
        let said = said.strip_prefix(sure.as_str()).map(str::to_owned).unwrap_or(said);
        let say = if said.is_empty() {
            again.say
        } else {
            self.say(Message::Repeat, &[("said", said.into())])
        };
        Move::Say(Reply { say, ..again })
    }

    fn address(&self) -> String {
        match &self.briefing.business.address {
            Some(address) => {
                let address = self.voice().address(address);
                self.say(Message::AddressKnown, &[("address", address.into())])
            }
            None => self.words(Message::AddressUnknown),
        }
    }

    pub(super) fn remember_answer(&mut self, intent: Intent) {
        let done = Done::Answered(intent);
        if !self.state.frame.done.contains(&done) {
            self.frame().done.push(done);
        }
    }

    /// An answer, and back to what was asked before.
    pub(super) fn answer(&mut self, intent: Intent, say: &str) -> Move {
        self.remember_answer(intent);
        let idle = matches!(
            self.state.frame.asked,
            Asked::Open | Asked::AnythingElse | Asked::Menu | Asked::OfferMessage
        );
        if self.state.frame.task == Task::None && idle {
            return self.anything_else(say);
        }
        let again = self.pending_question();
        Move::Say(Reply { say: format!("{say} {}", again.say), ..again })
    }

    pub(super) fn anything_else(&mut self, say: &str) -> Move {
        if let Some(next) = self.next_request(say) {
            return next;
        }
        self.frame().asked = Asked::AnythingElse;
        let more = self.words(Message::AnythingElse);
        Move::Say(Reply::open(format!("{say} {more}")))
    }
}
