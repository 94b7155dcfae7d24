//! Days and times of day as the rules of a booking want them.
//!
//! [`crate::understand::when`] reads the words; this module weighs the mentions against each other:
//! what was ruled out, what was corrected, where an appointment shall go.

mod value;

use crate::briefing::{Briefing, DayHours};
use crate::understand::normalise::{Words, before, find_phrase, from, starts_with, word};
use crate::understand::when;
use jiff::Zoned;
use jiff::civil::{Date, Time};

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
    /// The language that is spoken: `en`, `es`, `fr`.
    pub language: &'a str,
    /// The region, for its holidays.
    pub region: Option<&'a str>,
}

impl<'a> Calendar<'a> {
    /// The calendar of a business.
    pub fn of(briefing: &'a Briefing) -> Self {
        Self::speaking(briefing, briefing.business.languages.first())
    }

    /// The same, in the language of a call.
    pub fn speaking(briefing: &'a Briefing, language: Option<&'a kernel::Language>) -> Self {
        Self {
            now: &briefing.now,
            hours: &briefing.business.hours,
            day_first: is_day_first(language),
            language: language.map_or("en", kernel::Language::primary),
            region: language.and_then(kernel::Language::region),
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

    fn mark(&mut self, start: usize, end: usize) {
        for flag in self.used.iter_mut().take(end).skip(start) {
            *flag = true;
        }
    }
}

/// Reads what an utterance says about time. `expected` says that a time was asked for.
pub fn read(words: &Words, briefing: &Briefing, expected: bool) -> Found {
    find(&words.list(), &Calendar::of(briefing), expected)
}

/// The same, in the language of a call.
pub fn read_in(
    words: &Words,
    briefing: &Briefing,
    language: Option<&kernel::Language>,
    expected: bool,
) -> Found {
    let own = briefing.business.languages.first();
    find(&words.list(), &Calendar::speaking(briefing, language.or(own)), expected)
}

/// Finds days and times. `expected`: a time was asked for, so that a bare number is one.
pub fn find(words: &[&str], calendar: &Calendar<'_>, expected: bool) -> Found {
    let context = when::Context {
        now: calendar.now,
        language: calendar.language,
        region: calendar.region,
        day_first: calendar.day_first,
        hours: Some(calendar.hours),
        expected,
    };
    let said = when::read(&words.join(" "), &context);
    let mut found = Found { used: vec![false; words.len()], ..Found::default() };
    let mentions = mentions(words, &said.found, calendar);
    for mention in &mentions {
        found.mark(mention.start, mention.end);
    }
    days(words, &mentions, &mut found);
    times(words, &mentions, &mut found);
    let is_now = said.now && words.len() <= 3;
    found.when.soonest = said.soonest || is_now;
    let no_time = matches!(found.when.time, None | Some(Clock::Any));
    if said.any_time && no_time {
        if found.when.from.is_none() {
            found.when.soonest = true;
        }
        if said.any_hour && found.when.time.is_none() {
            found.when.time = Some(Clock::Any);
        }
    }
    if found.problem.is_none() {
        found.problem = found.when.problem(calendar);
    }
    found
}

/// A mention of time and the words that it takes.
struct Mention {
    start: usize,
    end: usize,
    days: Option<(Date, Date)>,
    time: Option<(Clock, bool)>,
    problem: Option<WhenProblem>,
}

fn mentions(words: &[&str], found: &[when::Found], calendar: &Calendar<'_>) -> Vec<Mention> {
    let mut starts = Vec::with_capacity(words.len() + 1);
    let mut place = 0;
    for word in words {
        starts.push(place);
        place += word.len() + 1;
    }
    let mut mentions = Vec::with_capacity(found.len());
    for found in found {
        if found.kind == when::Kind::Duration {
            continue;
        }
        let start = starts.partition_point(|start| *start <= found.span.start).saturating_sub(1);
        let end = starts.partition_point(|start| *start < found.span.end);
        let problem = found.problem.map(|problem| match problem {
            when::Problem::NoSuchDay => WhenProblem::NoSuchDay,
            when::Problem::NoSuchTime => WhenProblem::NoSuchTime,
        });
        let value = found.values.first();
        mentions.push(Mention {
            start,
            end,
            days: value.and_then(|value| days_of(value, calendar)),
            time: value.and_then(|value| time_of(found, value)).map(|it| aimed(words, start, it)),
            problem,
        });
    }
    mentions
}

/// The days of a reading, as far as they are still to come.
fn days_of(value: &when::Value, calendar: &Calendar<'_>) -> Option<(Date, Date)> {
    if let Some(date) = value.date {
        return Some((date, date));
    }
    let from = value.from.and_then(|from| from.date);
    let to = value.to.and_then(|to| to.date);
    let (from, to) = (from.or(to)?, to.or(from)?);
    let from =
        if from < calendar.today() && calendar.today() <= to { calendar.today() } else { from };
    Some((from, to))
}

/// The time of day of a reading, and whether morning or afternoon was left open.
fn time_of(found: &when::Found, value: &when::Value) -> Option<(Clock, bool)> {
    // What was left open is kept as it stands on the dial; later words may settle it.
    let dial = |time: Time| {
        if !found.open_half {
            return time;
        }
        let hour = if time.hour() % 12 == 0 { 12 } else { time.hour() % 12 };
        Time::new(hour, time.minute(), 0, 0).unwrap_or(time)
    };
    let from = value.from.and_then(|from| from.time);
    let to = value.to.and_then(|to| to.time);
    let is_part = value.grain == when::Grain::PartOfDay;
    let clock = match (from, to) {
        (Some(from), Some(to)) if is_part => part(found.part, from, to),
        (Some(_), None) if found.part == Some("lunch") => Clock::After(Time::constant(13, 0, 0, 0)),
        (Some(from), Some(to)) => Clock::Between(dial(from), dial(to)),
        (Some(from), None) => Clock::After(dial(from)),
        (None, Some(to)) => Clock::Before(dial(to)),
        (None, None) => Clock::At(dial(value.time?)),
    };
    Some((clock, found.open_half))
}

/// "Move it to Thursday at 2" names where it shall go, not a time before which.
fn aimed(words: &[&str], start: usize, (clock, loose): (Clock, bool)) -> (Clock, bool) {
    let mut leads = (start.saturating_sub(2)..=start).map(|at| word(words, at));
    match clock {
        Clock::Before(time) if leads.any(|it| matches!(it, "to" | "a" | "al" | "à" | "au")) => {
            (Clock::At(time), loose)
        }
        clock => (clock, loose),
    }
}

/// A part of the day as wide as a diary should be searched: whoever asks for the afternoon takes
/// its first hour too, whenever the language's afternoon begins.
fn part(name: Option<&str>, from: Time, to: Time) -> Clock {
    let noon = Time::constant(12, 0, 0, 0);
    match name {
        Some("morning") if to == noon && from.hour() < 9 => Clock::Part(Time::midnight(), to),
        Some("afternoon") if from.hour() == 16 => Clock::Part(noon, to),
        Some("evening" | "night") if to.hour() == 23 || to == Time::midnight() => {
            Clock::Part(from.min(Time::constant(17, 0, 0, 0)), Time::midnight())
        }
        _ => Clock::Part(from, to),
    }
}

/// Puts the wanted day into `found`: the last one that was not ruled out.
fn days(words: &[&str], mentions: &[Mention], found: &mut Found) {
    found.problem = mentions.iter().rev().find_map(|mention| mention.problem);
    let named: Vec<(&Mention, (Date, Date))> =
        mentions.iter().filter_map(|mention| Some((mention, mention.days?))).collect();
    for (mention, (from, until)) in &named {
        found.days.push(DayMention {
            from: *from,
            until: *until,
            is_target: is_target(words, mention.start),
            ruled_out: is_ruled_out(words, mention),
        });
    }
    let wanted: Vec<&(&Mention, (Date, Date))> = named
        .iter()
        .zip(&found.days)
        .filter(|(_, day)| !day.ruled_out)
        .map(|(named, _)| named)
        .collect();
    let Some((last, (from, until))) = wanted.last() else { return };
    if found.problem == Some(WhenProblem::NoSuchDay) {
        found.problem = None;
    }
    found.when.from = Some(*from);
    found.when.until = Some(*until);
    let first = wanted.len().checked_sub(2).and_then(|at| wanted.get(at));
    if let Some((first, (earliest, first_until))) = first
        && joined(words, first, last, (*earliest, *until))
    {
        found.when.from = Some(*earliest);
        found.when.until = Some((*until).max(*first_until));
    }
}

/// Puts the wanted time of day into `found`: the last one that was not ruled out.
fn times(words: &[&str], mentions: &[Mention], found: &mut Found) {
    let mut timed: Vec<(&Mention, (Clock, bool))> =
        mentions.iter().filter_map(|mention| Some((mention, mention.time?))).collect();
    // "not at 3, at 4": a time that is ruled out counts only where it is the only one.
    if timed.len() > 1 {
        timed.retain(|(mention, _)| !is_ruled_out(words, mention));
    }
    let exact = |(_, (clock, _)): &&(&Mention, (Clock, bool))| !matches!(clock, Clock::Part(..));
    let Some((_, (clock, loose))) = timed.iter().rev().find(exact).or(timed.last()) else { return };
    let part = timed.iter().rev().find_map(|(_, (clock, _))| match clock {
        Clock::Part(from, _) => Some(*from),
        _ => None,
    });
    found.when.time = Some(*clock);
    found.when.loose = *loose;
    // "in the morning please, say at 9"
    if let (Some(from), Clock::At(time), true) = (part, *clock, *loose) {
        found.when.time = Some(Clock::At(value::in_half(time, from >= value::NOON)));
        found.when.loose = false;
    }
}

/// "Monday or Tuesday", "Monday and Wednesday".
fn joined(words: &[&str], first: &Mention, last: &Mention, (from, until): (Date, Date)) -> bool {
    let between = words.get(first.end..last.start).unwrap_or(&[]);
    let between: Vec<&str> = between.iter().copied().filter(|word| !SMALL.contains(word)).collect();
    let span = until.since(from).map_or(0, |span| span.get_days());
    matches!(
        between.as_slice(),
        ["or" | "and" | "to" | "through" | "till" | "until" | "o" | "ou" | "y" | "et"] | []
    ) && (1..=14).contains(&span)
        && word(words, first.start.saturating_sub(1)) != "from"
}

/// Words that may stand between a time and what leads to it.
const SMALL: &[&str] =
    &["on", "this", "the", "for", "at", "maybe", "el", "la", "las", "le", "a", "à", "les"];

fn is_target(words: &[&str], start: usize) -> bool {
    let before = before(words, start);
    let near = from(before, before.len().saturating_sub(3));
    near.iter().any(|word| {
        matches!(
            *word,
            "to" | "until" | "till" | "for" | "instead" | "al" | "para" | "pour" | "au" | "à"
        )
    }) && !near.ends_with(&["have", "for"])
}

fn is_ruled_out(words: &[&str], mention: &Mention) -> bool {
    const REFUSED: &[&str] = &[
        "not",
        "except",
        "cant do",
        "cant make",
        "cant come",
        "besides",
        "instead of",
        "excepto",
        "menos",
        "no puedo",
        "en vez de",
        "en lugar de",
        "pas",
        "sauf",
        "au lieu de",
        "non pas",
    ];
    const UNFIT: &[&str] = &[
        "doesnt work",
        "does not work",
        "wont work",
        "is no good",
        "isnt good",
        "is bad",
        "is not good",
        "is out",
        "isnt possible",
        "doesnt suit",
        "is too",
        "no puedo",
        "no me viene",
        "no me va",
        "ne me va pas",
        "ne me convient pas",
        "nest pas possible",
    ];
    let before = before(words, mention.start);
    let mut near = from(before, before.len().saturating_sub(4));
    // One small word may stand between: "not on Friday".
    if let Some((last, rest)) = near.split_last()
        && SMALL.contains(last)
    {
        near = rest;
    }
    let refused = REFUSED.iter().any(|phrase| {
        let length = phrase.split(' ').count();
        near.len() >= length && find_phrase(from(near, near.len() - length), phrase) == Some(0)
    });
    let after = from(words, mention.end);
    refused || UNFIT.iter().any(|phrase| starts_with(after, phrase))
}

/// Whether a word names a day in any language: a weekday, today or tomorrow.
pub fn names_a_day(word: &str) -> bool {
    when::names_a_day(word)
}

/// Whether a word is an English weekday or month, and so no person's name.
pub(super) fn is_day_or_month(word: &str) -> bool {
    when::is_day_or_month(word)
}

#[cfg(test)]
mod tests;
