//! Times of day.

use jiff::SignedDuration;
use jiff::civil::Time;

use super::dates::is_part_of_day;
use super::dial::{Dial, dial_at};
use super::value::{Clock, NOON, in_half};
use super::{Calendar, Found, WhenProblem};
use crate::understand::extract::number::cardinal_at;
use crate::understand::normalise::{before, find_phrase, from, word};

/// Finds the time of day and puts it into `found`.
pub(super) fn find(words: &[&str], calendar: &Calendar<'_>, found: &mut Found, expected: bool) {
    if in_a_while(words, calendar, found) {
        return;
    }
    let mut dials: Vec<Dial> = Vec::new();
    let mut index = 0;
    while index < words.len() {
        if found.used.get(index) == Some(&true) {
            index += 1;
            continue;
        }
        match dial_at(words, index) {
            Some(Err(length)) => {
                found.problem = Some(WhenProblem::NoSuchTime);
                found.mark(index, length);
                index += length;
            }
            Some(Ok(dial)) if !dial.bare || is_due(words, &dial, found, expected) => {
                found.mark(index, dial.length);
                dials.push(dial);
                index += dial.length;
            }
            _ => index += 1,
        }
    }
    let part = part_of_day(words, found);
    // "not at 3, at 4": a time that is ruled out counts only where it is the only one.
    if dials.len() > 1 {
        dials.retain(|dial| !rules_out(words, dial.start));
    }
    let Some(last) = dials.last().copied() else {
        if part.is_none() && find_phrase(words, "first thing").is_some() {
            let ten = Time::constant(10, 0, 0, 0);
            found.when.time = Some(Clock::Part(Time::midnight(), ten));
        } else if let Some(part) = part {
            found.when.time = Some(part);
        } else if any_time(words) {
            found.when.time = Some(Clock::Any);
        }
        return;
    };
    let settle = |dial: Dial| settle(dial, part);
    let earlier = dials.len().checked_sub(2).and_then(|at| dials.get(at)).copied();
    if let Some(first) = earlier
        && is_between(words, &first, &last)
    {
        let (from, from_loose) = settle(first);
        let (to, to_loose) = settle(last);
        // "between 2 and 4 pm": the second half speaks for the first.
        let pair = match (from_loose, to_loose) {
            (true, false) => (in_half(from, in_half(from, true) < to), to, false),
            (false, true) => (from, in_half(to, from >= NOON || in_half(to, false) < from), false),
            (loose, _) => (from, to, loose),
        };
        found.when.time = Some(Clock::Between(pair.0, pair.1));
        found.when.loose = pair.2;
        return;
    }
    let (time, loose) = settle(last);
    found.when.loose = loose;
    found.when.time = Some(match bound(words, last.start) {
        Bound::After => Clock::After(time),
        Bound::Before => Clock::Before(time),
        Bound::None => Clock::At(time),
    });
}

/// The time with the part of the day applied, and whether it is still open.
fn settle(dial: Dial, part: Option<Clock>) -> (Time, bool) {
    match part {
        Some(Clock::Part(from, _)) if dial.loose => (in_half(dial.time, from >= NOON), false),
        _ => (dial.time, dial.loose),
    }
}

/// "in an hour", "in 20 minutes", "in half an hour".
fn in_a_while(words: &[&str], calendar: &Calendar<'_>, found: &mut Found) -> bool {
    let Some((at, minutes, length)) = (0..words.len()).find_map(|at| {
        let rest = from(words, at);
        let (minutes, length) = match *rest {
            ["in", "half", "an", "hour", ..] => (30, 4),
            ["in", "an" | "1" | "one", "hour", ..] => (60, 3),
            ["in", ..] => {
                let (count, length) = cardinal_at(from(rest, 1))?;
                match word(rest, 1 + length) {
                    "minutes" | "minute" => (count, length + 2),
                    "hours" => (count.saturating_mul(60), length + 2),
                    _ => return None,
                }
            }
            _ => return None,
        };
        Some((at, minutes, length))
    }) else {
        return false;
    };
    let then = calendar.now.saturating_add(SignedDuration::from_mins(i64::from(minutes)));
    let time = Time::new(then.hour(), then.minute(), 0, 0).unwrap_or_default();
    found.when.from = Some(then.date());
    found.when.until = Some(then.date());
    found.when.time = Some(Clock::At(time));
    found.mark(at, length);
    true
}

fn part_of_day(words: &[&str], found: &mut Found) -> Option<Clock> {
    let hour = |hour| Time::constant(hour, 0, 0, 0);
    let at = (0..words.len()).rev().find(|index| is_part_of_day(words, *index))?;
    let previous = at.checked_sub(1).map_or("", |before| word(words, before));
    found.mark(at, 1);
    let part = |from, to| Some(Clock::Part(hour(from), hour(to)));
    match (previous, word(words, at)) {
        ("early", "morning") => part(0, 10),
        (_, "morning") if find_phrase(words, "first thing").is_some() => part(0, 10),
        ("late", "morning") => part(10, 12),
        ("early", "afternoon") => part(12, 15),
        ("late", "afternoon") => part(15, 18),
        (_, "morning" | "mornings") => part(0, 12),
        (_, "afternoon" | "afternoons") => part(12, 17),
        (_, "lunchtime") | ("at" | "over" | "my", "lunch") => part(12, 14),
        (_, "lunch") => None,
        _ => part(17, 0),
    }
}

fn any_time(words: &[&str]) -> bool {
    ["any time", "anytime", "whenever", "no particular time", "time doesnt matter", "all day"]
        .iter()
        .any(|phrase| find_phrase(words, phrase).is_some())
}

enum Bound {
    After,
    Before,
    None,
}

fn bound(words: &[&str], start: usize) -> Bound {
    let before = before(words, start);
    let near = from(before, before.len().saturating_sub(3));
    match *near {
        [.., not, "later", "than"] => {
            if not == "no" {
                Bound::Before
            } else {
                Bound::After
            }
        }
        [.., not, "earlier", "than"] => {
            if not == "no" {
                Bound::After
            } else {
                Bound::Before
            }
        }
        [.., "before" | "by" | "until" | "till"] => Bound::Before,
        [.., "after" | "from" | "past" | "since"] | [.., "after" | "from", "about" | "around"] => {
            Bound::After
        }
        _ if after_word(words, start) => Bound::After,
        _ => Bound::None,
    }
}

/// "3 or later", "3 onwards".
fn after_word(words: &[&str], start: usize) -> bool {
    let rest = from(words, start + 1);
    let near = crate::understand::normalise::before(rest, 4);
    find_phrase(near, "or later").is_some()
        || find_phrase(near, "onwards").is_some()
        || find_phrase(near, "or after").is_some()
}

fn rules_out(words: &[&str], start: usize) -> bool {
    let before = before(words, start);
    before.ends_with(&["not"])
        || before.ends_with(&["not", "at"])
        || before.ends_with(&["instead", "of"])
}

fn is_between(words: &[&str], first: &Dial, last: &Dial) -> bool {
    let between = words.get(first.start + first.length..last.start).unwrap_or(&[]);
    let before = first.start.checked_sub(1).map_or("", |at| word(words, at));
    match between {
        ["and"] => before == "between" || before == "after" || before == "from",
        ["and" | "but", "before"] | ["or"] => true,
        ["to" | "until" | "till" | "through"] => before != "change" && before != "moved",
        _ => false,
    }
}

/// Whether a bare number is a time here: a preposition leads to it, or a time was asked for.
fn is_due(words: &[&str], dial: &Dial, found: &Found, expected: bool) -> bool {
    const POINTING: &[&str] = &[
        "first", "second", "third", "last", "this", "that", "which", "later", "earlier", "other",
        "next", "the", "no", "any", "every", "middle", "number", "option",
    ];
    const COUNTED: &[&str] = &[
        "people", "persons", "person", "of", "guests", "adults", "kids", "children", "days",
        "weeks", "minutes", "hours", "dollars", "pounds", "euros", "years", "times",
    ];
    let following = word(words, dial.start + dial.length);
    if COUNTED.contains(&following) {
        return false;
    }
    let Some(before) = dial.start.checked_sub(1) else {
        return expected && words.len() <= dial.length + 3;
    };
    let day_before = found.used.get(before) == Some(&true);
    let lead = word(words, before);
    if POINTING.contains(&lead) && word(words, dial.start) == "one" || lead == "number" {
        return false;
    }
    day_before
        || matches!(
            lead,
            "at" | "around"
                | "about"
                | "by"
                | "after"
                | "before"
                | "between"
                | "until"
                | "till"
                | "it"
                | "say"
                | "past"
                | "than"
                | "actually"
        )
        || (lead == "from" && word(words, dial.start + dial.length) != "now")
        || (matches!(lead, "and" | "to" | "or") && follows_time(words, before, found))
        || (expected && words.len() <= dial.length + 5 && lead != "for")
        || (expected && lead == "for" && following != "people")
}

fn follows_time(words: &[&str], connector: usize, found: &Found) -> bool {
    connector.checked_sub(1).is_some_and(|at| found.used.get(at) == Some(&true))
        || word(words, connector) == "to"
            && words.iter().take(connector).any(|word| matches!(*word, "move" | "change" | "push"))
}
