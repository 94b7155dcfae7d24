//! When nothing fits: what was wanted is noted down for the owner.

use super::Turn;
use super::frame::{Asked, Task};
use crate::moves::{Expect, Move};
use crate::speech::Message;
use crate::state::Intent;
use crate::understand::{Clock, When};

/// How often other times are turned down before the list is offered.
pub(super) const DECLINED_MAX: u8 = 2;

impl Turn<'_> {
    /// Offers to note down what is wanted.
    pub(super) fn offer_waitlist(&mut self) -> Move {
        self.frame().asked = Asked::Waitlist;
        self.ask(Message::OfferWaitlist, Expect::YesNo)
    }

    /// The caller wants it noted down. There is no list that anything reads: it goes to the owner as a
    /// message, and the note says so.
    pub(super) fn note_waitlist(&mut self) -> Move {
        let notes = self.notes();
        let what = match self.state.frame.service {
            Some(id) => self.service_name(id),
            None => notes.say(Message::AnAppointment, &[]),
        };
        let staff = self.state.frame.staff.and_then(|id| self.staff_name(id));
        let what = staff.map_or(what.clone(), |name| format!("{what} ({name})"));
        let when = self.state.frame.wanted.unwrap_or(self.state.frame.when);
        let what = notes.say(
            Message::NoteWaitlistWhen,
            &[("what", what.into()), ("when", self.wish(&when).into())],
        );
        let body = notes.say(Message::NoteWaitlist, &[("what", what.into())]);
        self.belongs_to(Intent::Waitlist);
        self.drop_booking();
        self.frame().task = Task::Message;
        self.frame().message = Some(body);
        self.frame().agreed = true;
        self.pass_on()
    }

    /// What was wished for, as the business reads it.
    fn wish(&self, when: &When) -> String {
        let notes = self.notes();
        let today = self.briefing.now.date();
        let mut parts: Vec<String> = Vec::new();
        match (when.from, when.until) {
            (Some(from), Some(until)) if from != until => {
                parts.push(format!(
                    "{} \u{2013} {}",
                    notes.day(from, today),
                    notes.day(until, today)
                ));
            }
            (Some(day), _) => parts.push(notes.day(day, today)),
            (None, _) => {}
        }
        let from = |time| notes.say(Message::NoteFrom, &[("time", notes.time(time).into())]);
        match when.clock(&self.briefing.business.hours) {
            Some(Clock::At(time)) => parts.push(notes.time(time)),
            Some(Clock::After(time)) => parts.push(from(time)),
            Some(Clock::Before(time)) => {
                parts.push(notes.say(Message::NoteUntil, &[("time", notes.time(time).into())]));
            }
            Some(Clock::Between(first, last) | Clock::Part(first, last)) => {
                parts.push(notes.span(first, last));
            }
            Some(Clock::Any) | None => {}
        }
        if parts.is_empty() {
            return notes.say(Message::NoteAnyTime, &[]);
        }
        parts.join(", ")
    }
}
