//! Times of day as people say them.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::normalise::Words;
use crate::briefing::DayHours;

/// What a caller said about the time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeOfDay {
    /// At, or as near as can be to, this time.
    At(Time),
    /// Not before.
    After(Time),
    /// Starting before.
    Before(Time),
    /// Starting between the two.
    Between(Time, Time),
}

const fn clock(hour: i8) -> Time {
    Time::constant(hour, 0, 0, 0)
}

/// Reads a number below sixty, in digits or words: the number and how many words it took.
pub(super) fn number(words: &Words, place: usize) -> Option<(i8, usize)> {
    let word = words.at(place)?;
    if let Ok(number) = word.parse::<i8>() {
        return (0..60).contains(&number).then_some((number, 1));
    }
    let tens = TENS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    if let Some(tens) = tens {
        let unit = words.at(place + 1).and_then(unit).filter(|unit| *unit < 10);
        return Some(unit.map_or((tens, 1), |unit| (tens + unit, 2)));
    }
    unit(word).map(|number| (number, 1))
}

const TENS: [(&str, i8); 4] = [("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50)];

fn unit(word: &str) -> Option<i8> {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    UNITS.iter().position(|name| *name == word).and_then(|number| i8::try_from(number).ok())
}

/// A clock reading: hour, minute, whether the half of the day was said, and how many words it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reading {
    hour: i8,
    minute: i8,
    said_half: Option<bool>,
    taken: usize,
}

/// Reads a clock time at a place. `sure` means that what stands before it (`at`, `past`) makes a bare
/// number a time.
fn reading(words: &Words, place: usize, sure: bool) -> Option<Reading> {
    let word = words.at(place)?;
    match word {
        "noon" | "midday" => {
            return Some(Reading { hour: 12, minute: 0, said_half: Some(true), taken: 1 });
        }
        "midnight" => {
            return Some(Reading { hour: 0, minute: 0, said_half: Some(false), taken: 1 });
        }
        "half" => return past(words, place, 30),
        "quarter" => return past(words, place, 15),
        _ => {}
    }
    if let Some((hour, minute)) = word.split_once(':') {
        let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
        return half(words, Reading { hour, minute, said_half: None, taken: 1 }, place);
    }
    if word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) && sure {
        let hour = word.get(..2)?.parse().ok()?;
        let minute = word.get(2..)?.parse().ok()?;
        return half(words, Reading { hour, minute, said_half: None, taken: 1 }, place);
    }
    let (hour, mut taken) = number(words, place)?;
    let mut minute = 0;
    if let Some((minutes, more)) = number(words, place + taken)
        && (minutes >= 10 || words.at(place + taken) == Some("oh"))
    {
        minute = minutes;
        taken += more;
    }
    let oclock = words.at(place + taken) == Some("oclock");
    taken += usize::from(oclock);
    let found = half(words, Reading { hour, minute, said_half: None, taken }, place)?;
    let is_time = sure || oclock || found.said_half.is_some() || minute > 0;
    (is_time && hour <= 24).then_some(found)
}

/// `half past two`, `half two`, `quarter to five`.
fn past(words: &Words, place: usize, minutes: i8) -> Option<Reading> {
    let (to, skipped) = match words.at(place + 1)? {
        "past" | "after" => (false, 2),
        "to" | "before" | "of" => (true, 2),
        // British: half two is half past two.
        _ if minutes == 30 => (false, 1),
        _ => return None,
    };
    let (hour, taken) = number(words, place + skipped)?;
    if !(1..=12).contains(&hour) {
        return None;
    }
    let (hour, minute) =
        if to { (if hour == 1 { 12 } else { hour - 1 }, 60 - minutes) } else { (hour, minutes) };
    half(words, Reading { hour, minute, said_half: None, taken: skipped + taken }, place)
}

/// Looks for `am`, `pm`, `in the morning` behind a reading.
fn half(words: &Words, reading: Reading, place: usize) -> Option<Reading> {
    let Reading { hour, minute, taken, .. } = reading;
    if !(0..=24).contains(&hour) || !(0..60).contains(&minute) {
        return None;
    }
    let next = place + taken;
    let in_the = words.at(next) == Some("in") && words.at(next + 1) == Some("the");
    let (said_half, more) = match (words.at(next), words.at(next + 2)) {
        (Some("am"), _) => (Some(false), 1),
        (Some("pm"), _) => (Some(true), 1),
        (Some("a"), _) if words.at(next + 1) == Some("m") => (Some(false), 2),
        (Some("p"), _) if words.at(next + 1) == Some("m") => (Some(true), 2),
        (_, Some("morning")) if in_the => (Some(false), 3),
        (_, Some("afternoon" | "evening")) if in_the => (Some(true), 3),
        _ => (None, 0),
    };
    Some(Reading { hour, minute, said_half, taken: taken + more })
}

/// The time that a reading means: said halves as said, others by the opening hours.
fn resolve(reading: Reading, hours: &[DayHours], afternoon: Option<bool>) -> Option<Time> {
    let Reading { hour, minute, said_half, .. } = reading;
    let time = |hour: i8| Time::new(hour % 24, minute, 0, 0).ok();
    if hour > 12 || hour == 0 {
        return time(hour);
    }
    let (early, late) = (hour % 12, hour % 12 + 12);
    if let Some(late_half) = said_half.or(afternoon) {
        return time(if late_half { late } else { early });
    }
    let open = |hour: i8| {
        let Some(time) = time(hour) else { return false };
        hours.iter().any(|day| {
            day.spans.iter().any(|(from, to)| *from <= time && (time < *to || *to == clock(0)))
        })
    };
    match (open(early), open(late)) {
        (true, false) => time(early),
        (false, true) => time(late),
        // Both or neither: as people mean it, eight to eleven in the morning, the rest after noon.
        _ => time(if (8..12).contains(&early) { early } else { late }),
    }
}

/// What an utterance says about the time of day.
pub(super) fn find(words: &Words, hours: &[DayHours]) -> Option<TimeOfDay> {
    let part = part_of_day(words);
    let afternoon = match part {
        Some(TimeOfDay::Before(_)) => Some(false),
        Some(TimeOfDay::Between(..) | TimeOfDay::After(_)) => Some(true),
        _ => None,
    };
    let mut found: Option<TimeOfDay> = None;
    let mut place = 0;
    while place < words.len() {
        let before = place.checked_sub(1).and_then(|place| words.at(place));
        let dated = is_dated(words, place);
        let sure = matches!(
            before,
            Some(
                "at" | "around"
                    | "about"
                    | "after"
                    | "before"
                    | "by"
                    | "until"
                    | "till"
                    | "from"
                    | "between"
                    | "make"
            )
        ) || before == Some("it") && words.has("make it")
            || before == Some("and") && words.has("between")
            || before == Some("to") && words.has("from");
        if dated {
            place += 1;
            continue;
        }
        let Some(reading) = reading(words, place, sure) else {
            place += 1;
            continue;
        };
        let Some(time) = resolve(reading, hours, afternoon) else {
            place += 1;
            continue;
        };
        found = Some(match (found, before) {
            (
                Some(TimeOfDay::After(from) | TimeOfDay::At(from)),
                Some("and" | "to" | "until" | "till"),
            ) if words.has_any(&["between", "from"]) && from < time => {
                TimeOfDay::Between(from, time)
            }
            (_, Some("after" | "from" | "between")) => TimeOfDay::After(time),
            (_, Some("before" | "by" | "until" | "till")) => TimeOfDay::Before(time),
            _ => TimeOfDay::At(time),
        });
        place += reading.taken.max(1);
    }
    found.or(part)
}

/// Whether a number at a place belongs to a date: `march 3`, `the 3rd`, `3 weeks`, `2 people`.
fn is_dated(words: &Words, place: usize) -> bool {
    let month = |word: Option<&str>| word.is_some_and(|word| super::when::month(word).is_some());
    let before = place.checked_sub(1).and_then(|place| words.at(place));
    let after = words.at(place + 1);
    month(before)
        || month(after)
        || after == Some("of") && month(words.at(place + 2))
        || matches!(
            after,
            Some(
                "days"
                    | "day"
                    | "weeks"
                    | "week"
                    | "people"
                    | "persons"
                    | "of"
                    | "minutes"
                    | "hours"
            )
        )
}

fn part_of_day(words: &Words) -> Option<TimeOfDay> {
    if words.has_any(&["first thing", "early morning"]) {
        return Some(TimeOfDay::Before(clock(10)));
    }
    if words.has_any(&["lunchtime", "lunch time", "over lunch"]) {
        return Some(TimeOfDay::Between(clock(12), clock(14)));
    }
    if words.has("after lunch") {
        return Some(TimeOfDay::After(clock(13)));
    }
    if words.has("after work") {
        return Some(TimeOfDay::After(clock(17)));
    }
    let greeting = |part: &str| words.has(&format!("good {part}"));
    if words.has("morning") && !greeting("morning") {
        return Some(TimeOfDay::Before(clock(12)));
    }
    if words.has("afternoon") && !greeting("afternoon") {
        return Some(TimeOfDay::Between(clock(12), clock(17)));
    }
    if words.has_any(&["evening", "tonight"]) && !greeting("evening") {
        return Some(TimeOfDay::After(clock(17)));
    }
    None
}
