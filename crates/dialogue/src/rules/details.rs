//! Takes from an utterance whatever belongs to a booking, at any moment of it.

use super::Turn;
use super::frame::{Asked, Task};
use crate::moves::{Expect, Move, Reply};
use crate::speech::Message;
use crate::state::Intent;
use crate::tools::Offered;
use crate::understand::extract::when::WhenProblem;
use crate::understand::extract::{name, party, service, staff, when};
use crate::understand::{Clock, When, Words};

/// How sure a service must be to replace one that is known.
const SURE: f32 = 0.8;

impl Turn<'_> {
    /// Takes what the words hold; `true` if that changes anything.
    pub(super) fn take_details(&mut self, words: &Words) -> Result<bool, Move> {
        let mut changed =
            self.take_service(words) | self.take_staff(words) | self.take_party(words);
        changed |= self.take_attendee(words) && self.state.frame.held.is_some();
        if !Self::names_attendee(words)
            && let Some(name) = name::introduced(words)
            && self.frame().name.as_ref() != Some(&name)
        {
            self.frame().name = Some(name);
            changed |= self.frame().held.is_some();
        }
        let asked_when =
            matches!(self.state.frame.asked, Asked::When | Asked::Offer | Asked::Change);
        let found = self.read_when(words, asked_when);
        if let Some(problem) = found.problem {
            return Err(self.no_such(problem));
        }
        changed |= self.take_when(found.when)?;
        self.drop_what_does_not_fit();
        Ok(changed)
    }

    /// What the words say about time, in the language of the call.
    pub(super) fn read_when(&self, words: &Words, expected: bool) -> when::Found {
        when::read_in(words, self.briefing, self.state.language.as_ref(), expected)
    }

    fn take_service(&mut self, words: &Words) -> bool {
        let Some(found) = service::find(words, &self.briefing.business) else { return false };
        let known = self.state.frame.service;
        let asked = self.state.frame.asked == Asked::Service;
        if known == Some(found.id) {
            return self.state.frame.task == Task::None;
        }
        if known.is_some() && found.score < SURE && !asked || self.state.frame.task == Task::Move {
            return false;
        }
        self.frame().service = Some(found.id);
        true
    }

    fn take_staff(&mut self, words: &Words) -> bool {
        let before = self.state.frame.staff;
        let wish = staff::find(words, &self.briefing.business);
        // "it's Sam", asked for a name, is the caller.
        if self.state.frame.asked == Asked::Name {
            return false;
        }
        // A colleague who is named when something was read back is asked for.
        let named = || self.other_staff(words).map(staff::Wish::With);
        let wish =
            if self.state.frame.asked == Asked::Confirm { wish.or_else(named) } else { wish };
        match wish {
            Some(staff::Wish::With(id)) => self.frame().staff = Some(id),
            Some(staff::Wish::Anybody) => self.frame().staff = None,
            None => {}
        }
        before != self.state.frame.staff
    }

    /// Somebody else's name than that of whom a slot is held with: "I wanted Maria, actually".
    fn other_staff(&self, words: &Words) -> Option<kernel::StaffId> {
        let held = self.state.frame.held.as_ref()?;
        let business = &self.briefing.business;
        let own = self.state.frame.name.as_deref().unwrap_or_default().to_lowercase();
        if name::introduced(words).is_some() {
            return None;
        }
        let known = business.staff.iter().zip(&business.words().staff);
        let mut named = known.filter(|(staff, name)| {
            let first = name.at(0).unwrap_or_default();
            staff.id != held.staff
                && staff.services.contains(&held.service)
                && !own.split(' ').any(|part| part == first)
                && first.len() >= 3
                && words.words.iter().any(|word| word == first)
        });
        named.next().map(|(staff, _)| staff.id)
    }

    fn take_party(&mut self, words: &Words) -> bool {
        let asked = self.state.frame.asked == Asked::Party;
        let Some(count) = party::find(words, asked) else { return false };
        let before = self.frame().party.replace(count);
        let tables = party::tables(&self.briefing.business);
        let fits = tables.iter().find(|(seats, _)| *seats >= count).map(|(_, id)| *id);
        if let Some(id) = fits {
            self.frame().service = Some(id);
        }
        before != Some(count)
    }

    fn take_when(&mut self, newer: When) -> Result<bool, Move> {
        if newer.is_empty() {
            return Ok(false);
        }
        let before = self.state.frame.when;
        let mut now = before;
        now.merge(&newer);
        let calendar = when::Calendar::of(self.briefing);
        if let Some(problem) = now.problem(&calendar) {
            return Err(self.no_such(problem));
        }
        let days_ahead = i32::from(self.briefing.business.horizon_days);
        let today = self.briefing.now.date();
        let too_far = now
            .from
            .is_some_and(|from| today.until(from).is_ok_and(|span| span.get_days() > days_ahead));
        if too_far {
            self.frame().asked = Asked::When;
            let say = self.say(Message::TooFar, &[("days", days_ahead.into())]);
            return Err(Move::Say(Reply::open(say)));
        }
        let hours = &self.briefing.business.hours;
        let satisfied =
            self.state.frame.held.as_ref().is_some_and(|it| satisfies(it, &newer, hours));
        if satisfied {
            return Ok(false);
        }
        let fresh = now != before || self.state.frame.held.is_none();
        if fresh {
            self.frame().when = now;
            self.frame().held = None;
            self.frame().offers.clear();
        }
        Ok(fresh)
    }

    /// A slot that is held for something else is let go.
    fn drop_what_does_not_fit(&mut self) {
        let frame = self.frame();
        let moving = frame.task == Task::Move;
        let fits = frame.held.as_ref().is_none_or(|held| {
            (moving || Some(held.service) == frame.service)
                && frame.staff.is_none_or(|staff| staff == held.staff)
        });
        if !fits {
            // The time that was agreed on is what is looked for again.
            if let Some(held) = frame.held.take() {
                let (day, time) = (held.start.date(), held.start.time());
                frame.when = When {
                    from: Some(day),
                    until: Some(day),
                    time: Some(Clock::At(time)),
                    ..When::default()
                };
            }
            frame.offers.clear();
        }
    }

    /// A day or time that cannot be, said politely.
    fn no_such(&mut self, problem: WhenProblem) -> Move {
        self.frame().asked = Asked::When;
        if self.state.frame.task == Task::None {
            self.frame().task = Task::Book;
            self.belongs_to(Intent::Book);
        }
        let ask = match problem {
            WhenProblem::NoSuchDay => Message::NoSuchDay,
            WhenProblem::NoSuchTime => Message::NoSuchTime,
            WhenProblem::Past => Message::AlreadyPast,
        };
        self.ask(ask, Expect::Open)
    }
}

/// Whether a slot is what a wish asks for.
pub(super) fn satisfies(slot: &Offered, wish: &When, hours: &[crate::briefing::DayHours]) -> bool {
    let (day, time) = (slot.start.date(), slot.start.time());
    let day_fits =
        wish.from.is_none_or(|from| from <= day) && wish.until.is_none_or(|until| day <= until);
    // Morning or afternoon, where it was left open, is what the slot has.
    let same = |wanted: jiff::civil::Time| {
        time == wanted
            || wish.loose
                && time.hour() % 12 == wanted.hour() % 12
                && time.minute() == wanted.minute()
    };
    let time_fits = match wish.clock(hours) {
        Some(Clock::At(wanted)) => same(wanted),
        Some(Clock::After(from)) => time >= from,
        Some(Clock::Before(to)) => time < to,
        Some(Clock::Between(from, to) | Clock::Part(from, to)) => {
            time >= from && (time < to || to == jiff::civil::Time::midnight())
        }
        Some(Clock::Any) | None => true,
    };
    day_fits && time_fits
}
