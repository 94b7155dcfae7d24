//! A single time of day: "half past two", "15:00", "ten thirty", "noon".

use jiff::civil::Time;

use super::value::{NOON, in_half};
use crate::understand::extract::number::{cardinal, cardinal_at};
use crate::understand::normalise::{from, starts_with, word};

/// A time as it stands in the words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dial {
    /// Where it begins.
    pub(super) start: usize,
    /// How many words it takes.
    pub(super) length: usize,
    /// The time.
    pub(super) time: Time,
    /// Morning or afternoon was left open.
    pub(super) loose: bool,
    /// A bare number, which is a time only where a time is due.
    pub(super) bare: bool,
}

/// The time at `index`, or how many words are a time that does not exist.
pub(super) fn dial_at(words: &[&str], index: usize) -> Option<Result<Dial, usize>> {
    let rest = from(words, index);
    let named = match *rest {
        ["12" | "twelve", "noon", ..] => Some((NOON, 2)),
        ["noon" | "midday", ..] => Some((NOON, 1)),
        ["12" | "twelve", "midnight", ..] => Some((Time::midnight(), 2)),
        ["midnight", ..] => Some((Time::midnight(), 1)),
        ["after", "work", ..] => Some((Time::constant(17, 0, 0, 0), 2)),
        ["lunch", ..] if index > 0 && word(words, index - 1) == "after" => {
            Some((Time::constant(13, 0, 0, 0), 1))
        }
        _ => None,
    };
    if let Some((time, length)) = named {
        return Some(Ok(Dial { start: index, length, time, loose: false, bare: false }));
    }
    let (hour, minute, length, bare) =
        spoken(rest).or_else(|| written(rest)).or_else(|| worded(rest))?;
    let mut length = length;
    let mut bare = bare;
    if matches!(word(rest, length), "oclock" | "sharp" | "ish" | "h") {
        length += 1;
        bare = false;
    }
    let half = half_of_day(from(rest, length));
    if let Some((_, taken)) = half {
        length += taken;
    }
    let invalid =
        hour > 24 || minute > 59 || (half.is_some() && hour > 12 && !(13..24).contains(&hour));
    if invalid {
        return (!bare).then_some(Err(length));
    }
    let hour = hour % 24;
    let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()?;
    let padded = word(rest, 0).starts_with('0');
    let dial = match half {
        Some((afternoon, _)) if hour <= 12 => {
            Dial { start: index, length, time: in_half(time, afternoon), loose: false, bare: false }
        }
        _ => {
            let loose = (1..=12).contains(&hour) && !padded;
            Dial { start: index, length, time, loose, bare: bare && half.is_none() }
        }
    };
    if dial.bare && !(1..=23).contains(&hour) {
        return None;
    }
    Some(Ok(dial))
}

/// Whether morning or afternoon follows, and in how many words.
fn half_of_day(rest: &[&str]) -> Option<(bool, usize)> {
    Some(match *rest {
        ["am", ..] => (false, 1),
        ["pm" | "tonight", ..] => (true, 1),
        ["a", "m", ..] => (false, 2),
        ["p", "m", ..] | ["at", "night", ..] => (true, 2),
        ["in", "the", "morning", ..] => (false, 3),
        ["in", "the", "afternoon" | "evening", ..] => (true, 3),
        _ => return None,
    })
}

type Parts = (u32, u32, usize, bool);

/// "half past two", "quarter to five", "twenty past", "half three".
fn spoken(rest: &[&str]) -> Option<Parts> {
    let skip = usize::from(matches!(word(rest, 0), "a"));
    let (minutes, mut at) = match word(rest, skip) {
        "half" => (30, skip + 1),
        "quarter" => (15, skip + 1),
        _ => {
            let (minutes, length) = cardinal_at(rest)?;
            let unit = usize::from(matches!(word(rest, length), "minutes" | "minute"));
            (minutes, length + unit)
        }
    };
    let direction = word(rest, at);
    let half_hour = minutes == 30 && word(rest, skip) == "half";
    if half_hour && let Some((hour @ 1..=12, length)) = cardinal_at(from(rest, at)) {
        return Some((hour, 30, at + length, false));
    }
    at += 1;
    let (hour, length) = cardinal_at(from(rest, at)).or(match word(rest, at) {
        "noon" | "midday" => Some((12, 1)),
        _ => None,
    })?;
    if !(1..=24).contains(&hour) || minutes == 0 || minutes > 59 {
        return None;
    }
    let hour_after = at + length;
    match direction {
        "past" | "after" if minutes >= 5 => Some((hour, minutes, hour_after, false)),
        "to" | "of" | "till" | "before"
            if (5..=30).contains(&minutes) && minutes.is_multiple_of(5) =>
        {
            // "5 to 7" is rather a span than five minutes to seven.
            if word(rest, 0) == "5" || word(rest, 0) == "10" || half_hour {
                return None;
            }
            let earlier = if hour == 1 { 12 } else { hour - 1 };
            Some((earlier, 60 - minutes, hour_after, false))
        }
        _ => None,
    }
}

/// "15:00", "3:30".
fn written(rest: &[&str]) -> Option<Parts> {
    let (hour, minute) = word(rest, 0).split_once(':')?;
    let minute = minute.split(':').next()?;
    if hour.len() > 2 || minute.len() != 2 {
        return None;
    }
    Some((hour.parse().ok()?, minute.parse().ok()?, 1, false))
}

/// "ten thirty", "3", "1530".
fn worded(rest: &[&str]) -> Option<Parts> {
    let first = word(rest, 0);
    if first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: u32 = first.parse().ok()?;
        let plausible =
            number / 100 < 24 && number % 100 < 60 && !(1_900..=2_100).contains(&number)
                || word(rest, 1) == "hours";
        return plausible.then_some((number / 100, number % 100, 1, true));
    }
    let (hour, length) = cardinal_at(rest)?;
    if first.len() == 3 && first.bytes().all(|byte| byte.is_ascii_digit()) {
        // "330 pm", as recognisers write it.
        let has_half = half_of_day(from(rest, 1)).is_some();
        return (has_half && hour % 100 < 60).then_some((hour / 100, hour % 100, 1, false));
    }
    if hour == 0 || hour > 23 && first.len() > 2 {
        return None;
    }
    let next = from(rest, length);
    let minute = match (word(next, 0), cardinal_at(next)) {
        ("oh" | "o", _) => cardinal(word(next, 1)).filter(|ones| *ones < 10).map(|ones| (ones, 2)),
        // Two numbers in a row are a time when the second can be minutes.
        (_, Some((minute @ 10..=59, taken))) if hour <= 12 => Some((minute, taken)),
        _ => None,
    };
    match minute {
        Some((minute, taken)) if !starts_with(from(next, taken), "people") => {
            Some((hour, minute, length + taken, false))
        }
        _ => Some((hour, 0, length, true)),
    }
}
