//! Questions that callers ask at any moment, answered from the business's own facts; then back to
//! what was interrupted.

use jiff::civil::{Date, Weekday};

use super::Turn;
use super::frame::{Asked, Done, Task};
use super::phrases::{list, price, spans};
use crate::heard::Heard;
use crate::moves::{Expect, HandOffReason, Move, Reply};
use crate::state::Intent;
use crate::understand::{Words, classify, services, when};

impl Turn<'_> {
    /// What a new request starts, or the answer to a question.
    pub(super) fn wanted(&mut self, words: &Words, heard: &Heard, intent: Intent) -> Option<Move> {
        let in_task = self.frame().task != Task::None;
        match intent {
            Intent::RobotQuestion => {
                let agent = self.briefing.business.agent_name.clone();
                Some(self.answer(&format!("I'm {agent}, an automated assistant, not a person.")))
            }
            Intent::Human => Some(self.human(HandOffReason::Asked)),
            Intent::Message | Intent::Callback => Some(self.start_message()),
            Intent::StopContact => {
                Some(self.take_message(format!("Asked not to be contacted: {}", heard.utterance)))
            }
            Intent::Hours => Some(self.hours(words)),
            Intent::Location => {
                let business = &self.briefing.business;
                let say = match &business.address {
                    Some(address) => format!("We're at {address}."),
                    None => {
                        "I don't have the address at hand, but I can take a message.".to_owned()
                    }
                };
                Some(self.answer(&say))
            }
            Intent::Price => Some(self.prices(words)),
            Intent::Services => Some(self.services()),
            Intent::Faq => {
                let place = classify::faq(words, &self.briefing.business)?;
                let fact = self.briefing.business.faqs.get(place)?.answer.clone();
                Some(self.answer(&fact))
            }
            Intent::Repeat => {
                let said = self.frame().said.clone();
                let again = self.pending_question();
                Some(Move::Say(Reply {
                    say: if said.is_empty() { again.say } else { said },
                    ..again
                }))
            }
            Intent::Language => {
                let languages = &self.briefing.business.languages;
                let only = languages.iter().all(|language| language.primary() == "en");
                let say = if only {
                    "I'm sorry, I only speak English."
                } else {
                    "I'm sorry, for now I can only speak English on this line."
                };
                Some(self.answer(&format!("{say} I can take a message, though.")))
            }
            Intent::Spam => Some(Move::End {
                say: "Thank you, but we're not interested. Please take us off your list. Goodbye."
                    .to_owned(),
            }),
            Intent::Stock | Intent::Waitlist => Some(self.take_message(heard.utterance.clone())),
            Intent::Reschedule => Some(self.start_move(words)),
            Intent::Cancel if self.cancels_what_is_being_booked() => {
                self.drop_booking();
                Some(self.anything_else("No problem, I won't book it."))
            }
            Intent::Cancel => Some(self.start_cancel(words)),
            Intent::CheckAppointment => Some(self.start_check()),
            Intent::Goodbye => Some(self.farewell()),
            Intent::Thanks if !in_task => Some(self.anything_else("You're welcome.")),
            Intent::Greeting if !in_task && words.len() <= 3 => {
                self.frame().asked = Asked::Open;
                Some(Move::Say(Reply::open(
                    self.vary(&["Hello! What can I do for you?", "Hi there! How can I help?"]),
                )))
            }
            _ => self.book_or_change(words),
        }
    }

    fn cancels_what_is_being_booked(&mut self) -> bool {
        self.frame().task == Task::Book
            && self.frame().asked != Asked::AnythingElse
            && self.frame().held.is_some()
    }

    /// An answer, and back to what was asked before.
    pub(super) fn answer(&mut self, say: &str) -> Move {
        if !self.frame().done.contains(&Done::Answered) {
            self.frame().done.push(Done::Answered);
        }
        if self.frame().task == Task::None || self.frame().asked == Asked::AnythingElse {
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
            Asked::Open | Asked::AnythingElse => {
                ("What can I do for you?".to_owned(), Expect::Open)
            }
            Asked::Service => (self.ask_service(), Expect::Open),
            Asked::When => (
                self.vary(&["Which day and time would suit you?", "When would you like to come?"])
                    .to_owned(),
                Expect::Open,
            ),
            Asked::Offer => {
                let count = u8::try_from(frame.offers.len()).unwrap_or(1);
                (
                    format!("I have {}. Which suits you?", self.offers(&frame.offers)),
                    Expect::Choice(count),
                )
            }
            Asked::Name => (
                self.vary(&["What name shall I put it under?", "Could I have your name, please?"])
                    .to_owned(),
                Expect::Dictation,
            ),
            Asked::Phone => ("Which number can we reach you at?".to_owned(), Expect::Dictation),
            Asked::Confirm => (
                slot.map_or_else(String::new, |slot| {
                    format!("Shall I go ahead with {}?", self.slot(&slot))
                }),
                Expect::YesNo,
            ),
            Asked::ConfirmCancel => ("Shall I cancel that appointment?".to_owned(), Expect::YesNo),
            Asked::WhichOwn => ("Which of your appointments do you mean?".to_owned(), Expect::Open),
            Asked::Message => ("What would you like me to pass on?".to_owned(), Expect::Dictation),
            Asked::Emergency => ("Is this an emergency that can't wait?".to_owned(), Expect::YesNo),
            Asked::OfferMessage => ("Shall I take a message?".to_owned(), Expect::YesNo),
            Asked::Menu => (
                "To book press 1, to leave a message press 2, to reach a person press 3."
                    .to_owned(),
                Expect::Open,
            ),
        };
        Reply { say, expect, hints: self.hints() }
    }

    fn hours(&mut self, words: &Words) -> Move {
        let day = when::read(words, self.briefing).ok().and_then(|when| when.days);
        let holiday = self.briefing.business.closed.iter().find(|(_, name)| {
            let name = Words::of(name).words;
            !name.is_empty()
                && name
                    .iter()
                    .filter(|word| !matches!(word.as_str(), "day" | "the"))
                    .all(|word| words.words.iter().any(|heard| heard == word))
        });
        let say = match (day, holiday) {
            (_, Some((_, name))) => format!("We're closed on {name}."),
            (Some(days), None) if days.from == days.until => self.hours_on(days.from),
            _ => self.week(),
        };
        self.answer(&say)
    }

    fn hours_on(&self, date: Date) -> String {
        if let Some((_, name)) = self.briefing.business.closed.iter().find(|(day, _)| *day == date)
        {
            return format!("We're closed that day, for {name}.");
        }
        let weekday = date.strftime("%A");
        let hours = self.briefing.business.hours.iter().find(|day| day.weekday == date.weekday());
        match hours.filter(|day| !day.spans.is_empty()) {
            Some(day) => format!("On {weekday} we're open from {}.", spans(day)),
            None => format!("We're closed on {weekday}s."),
        }
    }

    /// The week, days with the same hours together.
    fn week(&self) -> String {
        let mut groups: Vec<(Weekday, Weekday, String)> = Vec::new();
        for day in &self.briefing.business.hours {
            let hours = if day.spans.is_empty() { String::new() } else { spans(day) };
            match groups.last_mut() {
                Some((_, last, same)) if *same == hours => *last = day.weekday,
                _ => groups.push((day.weekday, day.weekday, hours)),
            }
        }
        let open: Vec<String> = groups
            .iter()
            .filter(|(_, _, hours)| !hours.is_empty())
            .map(|(first, last, hours)| {
                if first == last {
                    format!("{first:?} {hours}")
                } else {
                    format!("{first:?} to {last:?} {hours}")
                }
            })
            .collect();
        if open.is_empty() {
            return "We're open by appointment only.".to_owned();
        }
        format!("We're open {}.", list(&open, "and"))
    }

    fn prices(&mut self, words: &Words) -> Move {
        let business = &self.briefing.business;
        let asked = services::service(words, business).or(self.state.frame.service);
        let service = business.services.iter().find(|service| Some(service.id) == asked);
        let say = if let Some(service) = service {
            match service.price {
                Some(amount) => format!(
                    "{} is {}, and takes about {} minutes.",
                    service.name,
                    price(amount),
                    service.minutes
                ),
                None => format!(
                    "I don't have a price for {}; somebody can tell you when they call back.",
                    service.name
                ),
            }
        } else {
            let known: Vec<String> = business
                .services
                .iter()
                .filter_map(|service| {
                    Some(format!("{} is {}", service.name, price(service.price?)))
                })
                .take(4)
                .collect();
            if known.is_empty() {
                "I don't have prices at hand, but I can take a message.".to_owned()
            } else {
                format!("{}.", list(&known, "and"))
            }
        };
        self.answer(&say)
    }

    fn services(&mut self) -> Move {
        let names: Vec<String> = self
            .briefing
            .business
            .services
            .iter()
            .take(6)
            .map(|service| service.name.clone())
            .collect();
        let say = if names.is_empty() {
            "I can take a message about what you need.".to_owned()
        } else {
            format!("We offer {}.", list(&names, "and"))
        };
        self.answer(&say)
    }
}
