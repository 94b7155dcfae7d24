//! The first words, and the last.

use std::fmt::Write as _;

use super::Turn;
use super::frame::Done;
use crate::briefing::Style;
use crate::moves::{Expect, Move, Reply};

/// How many words are passed to the recogniser, at most.
const HINTS_MAX: usize = 100;

impl Turn<'_> {
    /// The first words: whose number this is, that a machine answers, and what is known already.
    pub(super) fn greet(&mut self) -> Move {
        let business = &self.briefing.business;
        let caller = &self.briefing.caller;
        let mut say = business
            .greeting
            .clone()
            .unwrap_or_else(|| format!("Thanks for calling {}.", business.name));
        let agent = &business.agent_name;
        // Writing to a string does not fail.
        let _ = write!(say, " This is {agent}, the automated assistant.");
        if business.recording {
            say.push_str(" This call may be recorded.");
        }
        let topic = caller.past_calls.first().and_then(|past| topic(&past.category));
        match (&caller.name, caller.past_calls.is_empty()) {
            (Some(name), false) => {
                let _ = write!(say, " Welcome back, {}.", first_name(name));
            }
            (Some(name), true) => {
                let _ = write!(say, " Hello, {}.", first_name(name));
            }
            (None, false) => say.push_str(" Good to hear from you again."),
            (None, true) => {}
        }
        if let Some(topic) = topic {
            let _ = write!(say, " Last time {topic}.");
        }
        if self.briefing.open_now {
            say.push_str(match business.style {
                Style::Friendly => " How can I help you?",
                Style::Professional => " How may I help you today?",
                Style::Casual => " What can I do for you?",
            });
        } else {
            say.push_str(
                " We're closed right now, but I can book you in, answer a question or take a message. How can I help?",
            );
        }
        Move::Say(Reply { say, expect: Expect::Open, hints: self.hints() })
    }

    /// Words that are likely.
    pub(super) fn hints(&self) -> Vec<String> {
        let business = &self.briefing.business;
        let staff = business.staff.iter().map(|staff| staff.name.clone());
        let services = business.services.iter().map(|service| service.name.clone());
        let aliases = business.services.iter().flat_map(|service| service.aliases.iter().cloned());
        staff.chain(services).chain(aliases).take(HINTS_MAX).collect()
    }

    /// The last words.
    pub(super) fn farewell(&mut self) -> Move {
        if !self.frame().done.contains(&Done::Goodbye) {
            self.frame().done.push(Done::Goodbye);
        }
        let booked =
            self.frame().done.iter().any(|done| matches!(done, Done::Booked(_) | Done::Moved(_)));
        let say = match (booked, self.briefing.business.style) {
            (true, Style::Professional) => "We look forward to seeing you. Goodbye.",
            (true, _) => self.vary(&["See you then. Goodbye!", "We'll see you then. Take care!"]),
            (false, Style::Professional) => "Thank you for calling. Goodbye.",
            (false, _) => {
                self.vary(&["Thanks for calling. Goodbye!", "Thanks for your call. Take care!"])
            }
        };
        Move::End { say: say.to_owned() }
    }
}

fn first_name(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}

/// What an earlier call was about, behind "last time"; nothing of what was said in it.
fn topic(category: &str) -> Option<&'static str> {
    Some(match category {
        "book" | "availability" => "you called to book an appointment",
        "reschedule" => "you moved an appointment",
        "cancel" => "you cancelled an appointment",
        "check_appointment" | "confirm" => "you checked an appointment",
        "hours" => "you asked about our opening hours",
        "price" => "you asked about our prices",
        "services" | "faq" | "location" | "stock" => "you had a question for us",
        "message" | "callback" => "you left us a message",
        "voicemail" => "you left us a voice message",
        "emergency" => "it was an emergency; I hope that's sorted",
        _ => return None,
    })
}
