//! What a caller said about time, before a diary is looked at.

use jiff::civil::{Date, Time};
use jiff::tz;
use serde::{Deserialize, Serialize};

use super::Calendar;
use crate::briefing::DayHours;
use crate::tools::Window;

/// When something shall be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct When {
    /// The first acceptable day.
    pub from: Option<Date>,
    /// The last acceptable day.
    pub until: Option<Date>,
    /// The time of day.
    pub time: Option<Clock>,
    /// Whether morning or afternoon was left open: `time` is then as it was said, 1 to 12.
    pub loose: bool,
    /// Whether the soonest is the best.
    pub soonest: bool,
}

/// A wish about the time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// This very time.
    At(Time),
    /// Not before this time.
    After(Time),
    /// Starting before this time.
    Before(Time),
    /// Starting between these times.
    Between(Time, Time),
    /// A part of the day, from and to; midnight ends the day.
    Part(Time, Time),
    /// It does not matter.
    Any,
}

/// Why a wish cannot be met by any diary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenProblem {
    /// There is no such day: 30 February.
    NoSuchDay,
    /// There is no such time of day: 25:00, or an hour that the clock skips.
    NoSuchTime,
    /// It has been.
    Past,
}

/// Noon.
pub(super) const NOON: Time = Time::constant(12, 0, 0, 0);

impl When {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.from.is_none() && self.time.is_none() && !self.soonest
    }

    /// Whether a diary can be searched with it: a day is named or none matters.
    pub fn is_searchable(&self) -> bool {
        self.from.is_some() || self.soonest
    }

    /// The one day that is wanted.
    pub fn day(&self) -> Option<Date> {
        self.from.filter(|from| self.until == Some(*from))
    }

    /// Takes over what `newer` says and keeps the rest.
    pub fn merge(&mut self, newer: &Self) {
        if newer.from.is_some() {
            self.from = newer.from;
            self.until = newer.until;
            self.soonest = newer.soonest;
        }
        match (self.time, newer.time) {
            // "at 3" — "in the afternoon": the second only tells which three.
            (Some(Clock::At(time)), Some(Clock::Part(from, _))) if self.loose => {
                self.time = Some(Clock::At(in_half(time, from >= NOON)));
                self.loose = false;
            }
            (_, Some(_)) => {
                self.time = newer.time;
                self.loose = newer.loose;
            }
            (_, None) => {}
        }
        if newer.soonest {
            self.soonest = true;
            if newer.from.is_none() {
                self.from = None;
                self.until = None;
            }
            if newer.time.is_none() {
                self.time = None;
                self.loose = false;
            }
        }
    }

    /// The time of day with morning or afternoon decided by when the business is open.
    pub fn clock(&self, hours: &[DayHours]) -> Option<Clock> {
        let clock = self.time?;
        if !self.loose {
            return Some(clock);
        }
        let spans = self.spans(hours);
        let settle = |time: Time| settle(time, &spans);
        Some(match clock {
            Clock::At(time) => Clock::At(settle(time)),
            Clock::After(time) => Clock::After(settle(time)),
            Clock::Before(time) => Clock::Before(settle(time)),
            Clock::Between(from, to) => {
                let from = settle(from);
                let to = if to.hour() < 12 && to <= from { in_half(to, true) } else { to };
                Clock::Between(from, to)
            }
            Clock::Part(..) | Clock::Any => clock,
        })
    }

    /// The wish as a window of a diary.
    pub fn window(&self, hours: &[DayHours]) -> Window {
        let mut window = Window { from: self.from, until: self.until, ..Window::default() };
        let midnight = Time::midnight();
        match self.clock(hours) {
            Some(Clock::At(time)) => window.near = Some(time),
            Some(Clock::After(time)) => window.not_before = Some(time),
            Some(Clock::Before(time)) => window.not_after = Some(time),
            Some(Clock::Between(from, to) | Clock::Part(from, to)) => {
                window.not_before = Some(from);
                window.not_after = Some(to).filter(|to| *to != midnight);
            }
            Some(Clock::Any) | None => {}
        }
        window
    }

    /// The hours of the wanted day, or of the whole week.
    fn spans(&self, hours: &[DayHours]) -> Vec<(Time, Time)> {
        let weekday = self.day().map(Date::weekday);
        let of_day: Vec<_> = hours
            .iter()
            .filter(|day| weekday == Some(day.weekday))
            .flat_map(|day| day.spans.iter().copied())
            .collect();
        if !of_day.is_empty() {
            return of_day;
        }
        hours.iter().flat_map(|day| day.spans.iter().copied()).collect()
    }

    /// What is wrong with the wish, seen from now.
    pub fn problem(&self, calendar: &Calendar<'_>) -> Option<WhenProblem> {
        let today = calendar.today();
        if self.until.is_some_and(|until| until < today) {
            return Some(WhenProblem::Past);
        }
        let day = self.day()?;
        let Some(Clock::At(time)) = self.clock(calendar.hours) else { return None };
        let ambiguous = calendar.now.time_zone().to_ambiguous_timestamp(day.to_datetime(time));
        if matches!(ambiguous.offset(), tz::AmbiguousOffset::Gap { .. }) {
            return Some(WhenProblem::NoSuchTime);
        }
        (day == today && time <= calendar.now.time()).then_some(WhenProblem::Past)
    }
}

/// The same place on the dial, before or after noon.
pub(super) fn in_half(time: Time, afternoon: bool) -> Time {
    let hour = time.hour() % 12 + if afternoon { 12 } else { 0 };
    Time::new(hour, time.minute(), 0, 0).unwrap_or(time)
}

fn settle(time: Time, spans: &[(Time, Time)]) -> Time {
    if !(1..=12).contains(&time.hour()) {
        return time;
    }
    let (morning, afternoon) = (in_half(time, false), in_half(time, true));
    let open = |time: Time| {
        spans.iter().any(|(from, to)| *from <= time && (time < *to || *to == Time::midnight()))
    };
    match (open(morning), open(afternoon)) {
        (true, false) => morning,
        (false, true) => afternoon,
        _ if matches!(time.hour(), 8..=11) => morning,
        _ => afternoon,
    }
}
