//! Questions that callers ask at any moment, answered from the business's own facts; then back to
//! what was interrupted.

use super::Turn;
use super::frame::{Asked, Done, Task};
use crate::heard::Heard;
use crate::moves::{Expect, HandOffReason, Move, Reply};
use crate::state::Intent;
use crate::understand::extract::service;
use crate::understand::{Words, faq};

impl Turn<'_> {
    /// What a new request starts, or the answer to a question.
    pub(super) fn wanted(&mut self, words: &Words, heard: &Heard, intent: Intent) -> Option<Move> {
        let intent = self.continued(words, intent);
        match intent {
            Intent::RobotQuestion => {
                let agent = self.briefing.business.agent_name.clone();
                let say = format!("I'm {agent}, an automated assistant, not a person.");
                Some(self.answer(Intent::RobotQuestion, &say))
            }
            Intent::Human => Some(self.human(HandOffReason::Asked)),
            Intent::Message | Intent::Callback => {
                Some(self.message_wanted(words, &heard.utterance, intent == Intent::Callback))
            }
            Intent::StopContact => {
                self.lead("I'll see to it that you're not contacted again.");
                let body = format!("Asks not to be contacted: {}", heard.utterance);
                Some(self.take_message(&body))
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
                Some(self.answer(intent, &fact))
            }
            Intent::Repeat => Some(self.repeat()),
            Intent::Language => Some(self.answer(intent, &self.languages())),
            Intent::Spam => Some(Move::End {
                say: "Thank you, but we're not interested. Please take us off your list. Goodbye."
                    .to_owned(),
            }),
            Intent::Stock | Intent::Waitlist => {
                self.lead("I can't check that myself, but I'll pass it on.");
                Some(self.take_message(&heard.utterance))
            }
            Intent::Reschedule if self.is_booking() => {
                self.book_or_change(words).or_else(|| Some(self.start_move(words)))
            }
            Intent::Reschedule => Some(self.start_move(words)),
            Intent::Cancel if self.is_booking() => {
                self.drop_booking();
                Some(self.anything_else("No problem, I won't book it."))
            }
            Intent::Cancel => Some(self.start_cancel(words)),
            Intent::CheckAppointment | Intent::Confirm if !self.is_booking() => {
                Some(self.start_check())
            }
            Intent::Goodbye if !self.is_booking() || words.has_any(&["bye", "goodbye"]) => {
                let sure = self.state.understood.as_ref().is_some_and(|it| it.confidence > 0.8);
                if sure { Some(self.farewell()) } else { self.book_or_change(words) }
            }
            Intent::Thanks if self.state.frame.task == Task::None => Some(self.thanked()),
            Intent::Greeting if self.state.frame.task == Task::None && words.len() <= 5 => {
                Some(self.greeted())
            }
            _ => self.book_or_change(words),
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
        let say = self.vary(&["Hello! What can I do for you?", "Hi there! How can I help?"]);
        Move::Say(Reply::open(say))
    }

    fn thanked(&mut self) -> Move {
        if self.state.frame.danger {
            return Move::End {
                say: format!(
                    "Please hang up now and call {}.",
                    self.briefing.business.emergency_number
                ),
            };
        }
        if self.state.frame.said.starts_with("You're welcome.") {
            return self.farewell();
        }
        self.anything_else("You're welcome.")
    }

    fn repeat(&mut self) -> Move {
        let again = self.pending_question();
        let said = self.state.frame.said.clone();
        let said = said.strip_prefix("Sure: ").map(str::to_owned).unwrap_or(said);
        let say = if said.is_empty() { again.say } else { format!("Sure: {said}") };
        Move::Say(Reply { say, ..again })
    }

    fn languages(&self) -> String {
        let languages = &self.briefing.business.languages;
        let only = languages.iter().all(|language| language.primary() == "en");
        let say = if only {
            "I'm sorry, I only speak English."
        } else {
            "I'm sorry, for now I can only speak English on this line."
        };
        format!("{say} I can take a message, though.")
    }

    fn address(&self) -> String {
        match &self.briefing.business.address {
            Some(address) => format!("We're at {address}."),
            None => "I don't have the address at hand, but I can take a message.".to_owned(),
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
        self.frame().asked = Asked::AnythingElse;
        let more = self.vary(&[
            "Is there anything else I can do for you?",
            "Anything else?",
            "Can I help with anything else?",
        ]);
        Move::Say(Reply::open(format!("{say} {more}")))
    }

    /// What was asked last, in other words.
    pub(super) fn pending_question(&mut self) -> Reply {
        let slot = self.state.frame.held.clone();
        let frame = &self.state.frame;
        let (say, expect) = match frame.asked {
            Asked::Open | Asked::AnythingElse => (
                self.vary(&["What can I do for you?", "How can I help?", "What do you need?"])
                    .to_owned(),
                Expect::Open,
            ),
            Asked::Service => (self.ask_service(), Expect::Open),
            Asked::When => (
                self.vary(&["Which day and time would suit you?", "When would you like to come?"])
                    .to_owned(),
                Expect::Open,
            ),
            Asked::Offer => {
                let (ask, expect) = self.ask_which(frame.offers.len());
                (format!("I have {}. {ask}", self.offers(&frame.offers)), expect)
            }
            Asked::Party => ("For how many people shall I book?".to_owned(), Expect::Open),
            Asked::Name => (
                self.vary(&["And the name, please?", "Could I have your name, please?"]).to_owned(),
                Expect::Dictation,
            ),
            Asked::Phone => ("Which number can we reach you at?".to_owned(), Expect::Dictation),
            Asked::Confirm => (
                slot.map_or_else(String::new, |slot| {
                    let ask = self.vary(&["Shall I go ahead with", "So, shall I take"]);
                    format!("{ask} {}?", self.slot(&slot))
                }),
                Expect::YesNo,
            ),
            Asked::Change => ("What shall I change?".to_owned(), Expect::Open),
            Asked::ConfirmCancel => ("Shall I cancel that appointment?".to_owned(), Expect::YesNo),
            Asked::ConfirmMessage => ("Shall I pass your message on?".to_owned(), Expect::YesNo),
            Asked::WhichOwn => (
                "Which of your appointments do you mean?".to_owned(),
                Expect::Choice(u8::try_from(frame.own.len().clamp(1, 4)).unwrap_or(4)),
            ),
            Asked::Message => ("What would you like me to pass on?".to_owned(), Expect::Dictation),
            Asked::Emergency => ("Is this an emergency that can't wait?".to_owned(), Expect::YesNo),
            Asked::OfferMessage => ("Shall I take a message?".to_owned(), Expect::YesNo),
            Asked::Menu => (
                "To book press 1, to leave a message press 2, to reach a person press 3."
                    .to_owned(),
                Expect::Choice(3),
            ),
        };
        Reply { say, expect, hints: self.hints() }
    }
}
