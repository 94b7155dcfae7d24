//! Days and times of day, as callers say them.
//!
//! Rules, where English leaves room:
//! - A bare weekday, and *this* weekday, is the next one after today; today is said as such.
//! - *Next* weekday is the one in the week after this one; weeks begin on Monday.
//! - A date without its year is the next such date, today included.
//! - `3/4` is the 4th of March, and where the day comes first it is the 3rd of April.
//! - *Half three* is half past three.
//! - An hour without morning or afternoon is whichever the business is open at; where both or
//!   neither are open, 1 to 7 are in the afternoon and 8 to 11 in the morning.

mod clock;
mod dates;
mod dial;
mod months;
mod numbered;
mod value;

use jiff::Zoned;
use jiff::civil::Date;

use crate::briefing::{Briefing, DayHours};
use crate::understand::normalise::{Words, has_any, word};

pub use value::{Clock, When, WhenProblem};

/// What a time is measured from.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'a> {
    /// Now, on the business's wall clock.
    pub now: &'a Zoned,
    /// The hours of the week, Monday first.
    pub hours: &'a [DayHours],
    /// Whether the day comes before the month.
    pub day_first: bool,
}

impl<'a> Calendar<'a> {
    /// The calendar of a business.
    pub fn of(briefing: &'a Briefing) -> Self {
        Self {
            now: &briefing.now,
            hours: &briefing.business.hours,
            day_first: is_day_first(briefing.business.languages.first()),
        }
    }

    pub(crate) fn today(&self) -> Date {
        self.now.date()
    }
}

/// Whether a language's region writes the day before the month; all do but a few.
///
/// Source: Unicode CLDR 44, short date patterns.
pub fn is_day_first(language: Option<&kernel::Language>) -> bool {
    !matches!(language.and_then(|language| language.region()), None | Some("US" | "CA" | "PH"))
}

/// One day or span of days that was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayMention {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Whether it is where something shall go to ("to Friday").
    pub is_target: bool,
    /// Whether it was ruled out ("not Friday").
    pub ruled_out: bool,
}

/// Everything about time in an utterance.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// When it shall be; empty if nothing was said about it.
    pub when: When,
    /// What is wrong with it.
    pub problem: Option<WhenProblem>,
    /// All days that were named, in order.
    pub days: Vec<DayMention>,
    /// Which words were used up, one flag a word.
    pub used: Vec<bool>,
}

impl Found {
    /// Whether anything was said about time.
    pub fn is_some(&self) -> bool {
        !self.when.is_empty() || self.problem.is_some()
    }

    fn mark(&mut self, start: usize, length: usize) {
        for flag in self.used.iter_mut().skip(start).take(length) {
            *flag = true;
        }
    }
}

/// Reads what an utterance says about time, by a briefing's clock and hours. `expected` says that a
/// time was asked for.
pub fn read(words: &Words, briefing: &Briefing, expected: bool) -> Found {
    find(&words.list(), &Calendar::of(briefing), expected)
}

/// Finds days and times. `expected` says that a time was asked for, so that a bare number is one.
pub fn find(words: &[&str], calendar: &Calendar<'_>, expected: bool) -> Found {
    let mut found = Found { used: vec![false; words.len()], ..Found::default() };
    dates::find(words, calendar, &mut found);
    clock::find(words, calendar, &mut found, expected);
    found.when.soonest = mentions_soonest(words);
    let no_time = matches!(found.when.time, None | Some(Clock::Any));
    if no_time && found.when.from.is_none() && is_flexible(words) {
        found.when.soonest = true;
    }
    if found.problem.is_none() {
        found.problem = found.when.problem(calendar);
    }
    found
}

fn mentions_soonest(words: &[&str]) -> bool {
    const SOONEST: &[&str] = &[
        "as soon as possible",
        "as soon as you can",
        "asap",
        "soonest",
        "earliest",
        "first available",
        "next available",
        "right away",
        "straight away",
        "immediately",
        "next opening",
        "first opening",
        "next free",
        "first free",
        "as early as possible",
        "as soon as",
        "soon as possible",
        "next slot",
    ];
    has_any(words, SOONEST) || (words.len() <= 3 && has_any(words, &["now", "right now"]))
}

fn is_flexible(words: &[&str]) -> bool {
    const FLEXIBLE: &[&str] = &[
        "any time",
        "anytime",
        "any day",
        "whenever",
        "im flexible",
        "i am flexible",
        "im easy",
        "doesnt matter when",
        "whatever you have",
        "whatevers free",
        "whatever is free",
        "whats available",
        "what do you have",
        "what have you got",
    ];
    has_any(words, FLEXIBLE)
}

/// Whether a word names a day: a weekday, today or tomorrow.
pub fn names_a_day(word: &str) -> bool {
    months::weekday(word).is_some() || matches!(word, "today" | "tomorrow" | "tonight")
}

/// Whether a word names a weekday or a month.
pub(super) fn is_day_or_month(word: &str) -> bool {
    months::weekday(word).is_some() || months::month(word).is_some()
}

/// Whether the word at `index` is part of a greeting ("good morning") and not a time.
fn is_greeting(words: &[&str], index: usize) -> bool {
    let Some(before) = index.checked_sub(1) else { return false };
    matches!(word(words, before), "good" | "nice" | "lovely" | "great" | "pleasant" | "wonderful")
}

#[cfg(test)]
mod tests;
