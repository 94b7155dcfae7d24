//! Days.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::months::{month, weekday};
use super::numbered::{bare_ordinal, holiday, month_day, numeric};
use super::{Calendar, DayMention, Found, WhenProblem, is_greeting};
use crate::understand::extract::number::{cardinal, cardinal_at};
use crate::understand::normalise::{before, find_phrase, from, starts_with, word};

/// A day or span of days at some place in the words.
struct Mention {
    start: usize,
    length: usize,
    from: Date,
    until: Date,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A weekday by its name alone.
    Weekday,
    /// A week or another span that a weekday may narrow.
    Span,
    /// Anything exact.
    Exact,
}

pub(super) enum Day {
    Days(usize, Date, Date, Kind),
    NoSuch(usize),
}

/// Finds the days and puts the wanted one into `found`.
pub(super) fn find(words: &[&str], calendar: &Calendar<'_>, found: &mut Found) {
    let mut mentions: Vec<Mention> = Vec::new();
    let mut index = 0;
    while index < words.len() {
        match day_at(words, index, calendar) {
            Some(Day::Days(length, from, until, kind)) => {
                found.mark(index, length);
                join(&mut mentions, Mention { start: index, length, from, until, kind });
                index += length;
            }
            Some(Day::NoSuch(length)) => {
                found.mark(index, length);
                found.problem = Some(WhenProblem::NoSuchDay);
                index += length;
            }
            None => index += 1,
        }
    }
    for mention in &mentions {
        found.days.push(DayMention {
            from: mention.from,
            until: mention.until,
            is_target: is_target(words, mention.start),
            ruled_out: is_ruled_out(words, mention),
        });
    }
    let wanted = |found: &Found, at: usize| found.days.get(at).is_some_and(|day| !day.ruled_out);
    let last = (0..mentions.len()).rev().find(|at| wanted(found, *at));
    let Some((place, last)) = last.and_then(|at| mentions.get(at).map(|last| (at, last))) else {
        return;
    };
    found.problem = None;
    found.when.from = Some(last.from);
    found.when.until = Some(last.until);
    let first =
        place.checked_sub(1).filter(|at| wanted(found, *at)).and_then(|at| mentions.get(at));
    if let Some(first) = first
        && joined(words, first, last)
    {
        found.when.from = Some(first.from);
        found.when.until = Some(last.until.max(first.until));
    }
}

/// "Tuesday the 3rd" and "next week on Tuesday" are one day each.
fn join(mentions: &mut Vec<Mention>, next: Mention) {
    if let Some(last) = mentions.last_mut()
        && next.start <= last.start + last.length + 1
    {
        let adjacent = next.start == last.start + last.length;
        let inside = last.from <= next.from && next.until <= last.until;
        match (last.kind, next.kind) {
            (Kind::Weekday, Kind::Exact) if adjacent => {
                *last = next;
                return;
            }
            (Kind::Span, Kind::Weekday) => {
                let day = (0..7)
                    .map(|ahead| last.from.saturating_add(ahead.days()))
                    .find(|day| day.weekday() == next.from.weekday());
                if let Some(day) = day.filter(|day| *day <= last.until) {
                    *last = Mention { from: day, until: day, kind: Kind::Exact, ..next };
                    return;
                }
            }
            (Kind::Weekday, Kind::Span) if adjacent || inside => {
                let wanted = last.from.weekday();
                let day = (0..7)
                    .map(|ahead| next.from.saturating_add(ahead.days()))
                    .find(|day| day.weekday() == wanted);
                if let Some(day) = day.filter(|day| *day <= next.until) {
                    *last = Mention { from: day, until: day, kind: Kind::Exact, ..next };
                    return;
                }
            }
            (Kind::Exact, Kind::Weekday)
                if adjacent && last.from.weekday() == next.from.weekday() =>
            {
                return;
            }
            _ => {}
        }
    }
    mentions.push(next);
}

/// "Monday or Tuesday", "the 3rd to the 5th".
fn joined(words: &[&str], first: &Mention, last: &Mention) -> bool {
    let between = words.get(first.start + first.length..last.start).unwrap_or(&[]);
    let between: Vec<&str> =
        between.iter().copied().filter(|word| !matches!(*word, "on" | "the" | "maybe")).collect();
    let span = last.until.since(first.from).map_or(0, |span| span.get_days());
    matches!(between.as_slice(), ["or" | "and" | "to" | "through" | "till" | "until"] | [])
        && (1..=14).contains(&span)
        && !word(words, first.start.saturating_sub(1)).starts_with("from")
}

fn is_target(words: &[&str], start: usize) -> bool {
    let before = before(words, start);
    let near = from(before, before.len().saturating_sub(3));
    near.iter().any(|word| matches!(*word, "to" | "until" | "till" | "for" | "instead"))
        && !near.ends_with(&["have", "for"])
}

fn is_ruled_out(words: &[&str], mention: &Mention) -> bool {
    let before = before(words, mention.start);
    let near = from(before, before.len().saturating_sub(3));
    let after = from(words, mention.start + mention.length);
    // One small word may stand between: "not on Friday".
    let small = ["on", "this", "the", "for"];
    let near = match near.split_last() {
        Some((last, rest)) if small.contains(last) => rest,
        _ => near,
    };
    let refused =
        ["not", "except", "cant do", "cant make", "cant come", "besides"].iter().any(|phrase| {
            find_phrase(near, phrase).is_some_and(|at| at + phrase.split(' ').count() == near.len())
        });
    refused
        || [
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
        ]
        .iter()
        .any(|phrase| starts_with(after, phrase))
}

fn day_at(words: &[&str], index: usize, calendar: &Calendar<'_>) -> Option<Day> {
    let rest = from(words, index);
    relative(rest, calendar)
        .or_else(|| span(rest, calendar))
        .or_else(|| weekday_at(rest, calendar))
        .or_else(|| month_day(rest, calendar))
        .or_else(|| bare_ordinal(words, index, calendar))
        .or_else(|| numeric(rest, calendar))
        .or_else(|| holiday(rest, calendar))
}

pub(super) fn one(length: usize, day: Date) -> Day {
    Day::Days(length, day, day, Kind::Exact)
}

fn relative(rest: &[&str], calendar: &Calendar<'_>) -> Option<Day> {
    let today = calendar.today();
    let ahead = |days: i64| today.saturating_add(days.days());
    match *rest {
        ["the", "day", "after", "tomorrow", ..] => return Some(one(4, ahead(2))),
        ["day", "after", "tomorrow", ..] => return Some(one(3, ahead(2))),
        ["today" | "tonight", "week", ..] => return None,
        ["this", "morning" | "afternoon" | "evening", ..] | ["today" | "tonight", ..] => {
            return Some(one(1, today));
        }
        ["later", "today", ..] => return Some(one(2, today)),
        ["tomorrow" | "tomorow" | "tmrw" | "tomorrows", ..] => return Some(one(1, ahead(1))),
        ["yesterday", ..] => return Some(one(1, ahead(-1))),
        ["in", "a", "fortnight", ..] => return Some(one(3, ahead(14))),
        ["in", "a", "month", ..] => return Some(one(3, today.saturating_add(1.month()))),
        ["in", "a", "week", ..] => return Some(one(3, ahead(7))),
        ["a", "week", "from" | "on", "today", ..] => return Some(one(4, ahead(7))),
        ["a", "week", "from" | "on", "tomorrow", ..] => return Some(one(4, ahead(8))),
        ["a", "week", "from" | "on", name, ..] => {
            let day = next_weekday(today, weekday(name)?, 0);
            return Some(one(4, day.saturating_add(7.days())));
        }
        _ => {}
    }
    counted(rest, today)
}

/// "in two weeks", "three days from now".
fn counted(rest: &[&str], today: Date) -> Option<Day> {
    let after_in = usize::from(word(rest, 0) == "in");
    let a_couple = word(rest, after_in) == "a" && word(rest, after_in + 1) == "couple";
    let (count, length) = if a_couple {
        (2, 2 + usize::from(word(rest, after_in + 2) == "of"))
    } else {
        cardinal_at(from(rest, after_in)).map(|(count, length)| (i64::from(count), length))?
    };
    let at = after_in + length;
    let days = match word(rest, at) {
        "day" | "days" => today.checked_add(count.days()),
        "week" | "weeks" => today.checked_add(count.weeks()),
        "month" | "months" => today.checked_add(count.months()),
        _ => return None,
    };
    let from_now =
        matches!(word(rest, at + 1), "from") && matches!(word(rest, at + 2), "now" | "today");
    if after_in == 0 && !from_now {
        return None;
    }
    Some(one(at + 1 + if from_now { 2 } else { 0 }, days.ok()?))
}

fn span(rest: &[&str], calendar: &Calendar<'_>) -> Option<Day> {
    let today = calendar.today();
    let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
    let week = |weeks: i64| {
        let monday = monday.saturating_add(weeks.weeks());
        (monday, monday.saturating_add(6.days()))
    };
    let days = |length, (from, until): (Date, Date)| {
        Some(Day::Days(length, from.max(today), until, Kind::Span))
    };
    let weekend = |weeks: i64| {
        let (_, sunday) = week(weeks);
        (sunday.saturating_sub(1.day()), sunday)
    };
    match *rest {
        ["week", "after", "next", ..] => days(3, week(2)),
        ["next", "week", ..] => days(2, week(1)),
        ["later" | "rest", "this" | "of", "week", ..] => days(3, week(0)),
        ["this", "week", ..] => days(2, week(0)),
        ["next", "weekend", ..] => days(2, weekend(1)),
        ["this" | "coming", "weekend", ..] => days(2, weekend(0)),
        ["weekend", ..] => days(1, weekend(0)),
        ["next", "month", ..] => {
            let first = today.first_of_month().saturating_add(1.month());
            days(2, (first, first.last_of_month()))
        }
        ["this", "month", ..] => days(2, (today, today.last_of_month())),
        ["in", name, ..] if month(name).is_some() && cardinal(word(rest, 2)).is_none() => {
            let month = month(name)?;
            let first = Date::new(today.year(), month, 1).ok()?;
            let first =
                if first.last_of_month() < today { first.saturating_add(1.year()) } else { first };
            days(2, (first, first.last_of_month()))
        }
        _ => None,
    }
}

fn next_weekday(today: Date, wanted: Weekday, at_least: i64) -> Date {
    let ahead = i64::from(today.weekday().until(wanted));
    let ahead = if ahead < at_least { ahead + 7 } else { ahead };
    today.saturating_add(ahead.days())
}

fn weekday_at(rest: &[&str], calendar: &Calendar<'_>) -> Option<Day> {
    let today = calendar.today();
    let (skip, rule) = match word(rest, 0) {
        "this" => (1, "this"),
        "next" => (1, "next"),
        "coming" | "upcoming" => (1, "coming"),
        "last" => (1, "last"),
        _ => (0, ""),
    };
    let wanted = weekday(word(rest, skip))?;
    let length = skip + 1;
    // "Friday week" and "Friday after next" are a week further.
    let (further, extra) = match (word(rest, length), word(rest, length + 1)) {
        ("week", _) if rule.is_empty() => (1, 1),
        ("after", "next") => (1, 2),
        _ => (0, 0),
    };
    let day = match rule {
        "next" => {
            let offset = i64::from(today.weekday().to_monday_zero_offset());
            let monday = today.saturating_add((7 - offset).days());
            monday.saturating_add(i64::from(wanted.to_monday_zero_offset()).days())
        }
        "last" => next_weekday(today, wanted, 0).saturating_sub(7.days()),
        _ => next_weekday(today, wanted, 1),
    };
    let day = day.saturating_add((further * 7).days());
    let kind = if rule.is_empty() && further == 0 { Kind::Weekday } else { Kind::Exact };
    Some(Day::Days(length + extra, day, day, kind))
}

/// Whether the word is a part of the day and no greeting.
pub(super) fn is_part_of_day(words: &[&str], index: usize) -> bool {
    matches!(
        word(words, index),
        "morning"
            | "mornings"
            | "afternoon"
            | "afternoons"
            | "evening"
            | "evenings"
            | "night"
            | "tonight"
            | "lunchtime"
            | "lunch"
    ) && !is_greeting(words, index)
}
