//! Days as people say them, and the time of day with them.
//!
//! Weekdays: a bare one, or one with `this`, is the next one after today; `today` is said as such.
//! `next Friday` is the Friday of the next week, weeks beginning on Monday. Dates without a year are
//! the next such date.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::normalise::Words;
pub use super::times::TimeOfDay;
use super::times::{find, number};
use crate::briefing::{Briefing, DayHours};
use crate::tools::Window;

/// The days that a caller means, first to last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// The first.
    pub from: Date,
    /// The last.
    pub until: Date,
}

/// What a caller said about when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct When {
    /// The days.
    pub days: Option<Days>,
    /// The time of day.
    pub time: Option<TimeOfDay>,
    /// Whether anything will do, the sooner the better.
    pub soonest: bool,
}

/// A date that was said and does not exist: `February 30th`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchDay;

impl When {
    /// Reads what an utterance says about when.
    pub fn of(
        words: &Words,
        today: Date,
        hours: &[DayHours],
        american: bool,
    ) -> Result<Self, NoSuchDay> {
        let soonest = words.has_any(&[
            "as soon as possible",
            "asap",
            "soonest",
            "earliest",
            "any time",
            "anytime",
            "next available",
            "right away",
            "whenever",
            "first available",
            "straight away",
            "urgently",
        ]);
        Ok(Self { days: days(words, today, american)?, time: find(words, hours), soonest })
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.days.is_none() && self.time.is_none() && !self.soonest
    }

    /// What was said before, with what was said now in its place.
    #[must_use]
    pub fn corrected_by(self, later: Self) -> Self {
        Self {
            days: later.days.or(self.days),
            time: later.time.or(self.time),
            soonest: later.soonest || self.soonest && later.is_empty(),
        }
    }

    /// The window to search.
    pub fn window(&self) -> Window {
        let mut window = Window {
            from: self.days.map(|days| days.from),
            until: self.days.map(|days| days.until),
            ..Window::default()
        };
        match self.time {
            Some(TimeOfDay::At(time)) => window.near = Some(time),
            Some(TimeOfDay::After(time)) => window.not_before = Some(time),
            Some(TimeOfDay::Before(time)) => window.not_after = Some(time),
            Some(TimeOfDay::Between(from, to)) => {
                window.not_before = Some(from);
                window.not_after = Some(to);
            }
            None => {}
        }
        window
    }
}

/// Reads an utterance by a briefing's clock and hours.
pub fn read(words: &Words, briefing: &Briefing) -> Result<When, NoSuchDay> {
    let region = briefing.business.languages.first().and_then(|language| language.region());
    let american = region.is_none_or(|region| matches!(region, "US" | "CA"));
    When::of(words, briefing.now.date(), &briefing.business.hours, american)
}

const fn one(date: Date) -> Days {
    Days { from: date, until: date }
}

fn plus(date: Date, days: i64) -> Date {
    date.checked_add(days.days()).unwrap_or(date)
}

fn days(words: &Words, today: Date, american: bool) -> Result<Option<Days>, NoSuchDay> {
    if words.has("day after tomorrow") {
        return Ok(Some(one(plus(today, 2))));
    }
    if let Some(found) = in_some_time(words, today) {
        return Ok(Some(found));
    }
    if let Some(found) = calendar_date(words, today, american)? {
        return Ok(Some(one(found)));
    }
    if words.has("tomorrow") {
        let week = words.has_any(&["a week tomorrow", "tomorrow week", "a week from tomorrow"]);
        return Ok(Some(one(plus(today, if week { 8 } else { 1 }))));
    }
    let weekdays = weekdays(words, today);
    if let Some(day) = weekdays {
        return Ok(Some(one(day)));
    }
    if words.has_any(&[
        "today",
        "tonight",
        "this afternoon",
        "this morning",
        "this evening",
        "right now",
    ]) {
        return Ok(Some(one(today)));
    }
    let monday = plus(today, 7 - i64::from(today.weekday().to_monday_zero_offset()));
    if words.has_any(&["next week", "the week after", "following week"]) {
        return Ok(Some(Days { from: monday, until: plus(monday, 6) }));
    }
    if words.has("this week") {
        return Ok(Some(Days { from: today, until: plus(monday, -1) }));
    }
    if words.has("weekend") {
        let saturday = plus(monday, if words.has("next weekend") { 5 } else { -2 });
        return Ok(Some(Days { from: saturday.max(today), until: plus(saturday, 1) }));
    }
    if words.has("next month") {
        let first = today.last_of_month().tomorrow().unwrap_or(today);
        return Ok(Some(Days { from: first, until: first.last_of_month() }));
    }
    Ok(None)
}

/// `in two weeks`, `in 3 days`, `a fortnight`.
fn in_some_time(words: &Words, today: Date) -> Option<Days> {
    if words.has_any(&["in a fortnight", "a fortnight from now"]) {
        return Some(one(plus(today, 14)));
    }
    let mut place = 0;
    while let Some(word) = words.at(place) {
        if word == "in" {
            let (count, taken) = match words.at(place + 1) {
                Some("a" | "an") => (1, 1),
                _ => number(words, place + 1)?,
            };
            let days = match words.at(place + 1 + taken)? {
                "day" | "days" => i64::from(count),
                "week" | "weeks" => i64::from(count) * 7,
                _ => return None,
            };
            return Some(one(plus(today, days)));
        }
        place += 1;
    }
    None
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word.strip_suffix('s').filter(|it| it.ends_with("day")).unwrap_or(word) {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// The last weekday that was named and not ruled out: people correct themselves to the right.
fn weekdays(words: &Words, today: Date) -> Option<Date> {
    let mut found = None;
    for (place, word) in words.words.iter().enumerate() {
        let Some(weekday) = weekday(word) else { continue };
        let before = place.checked_sub(1).and_then(|place| words.at(place));
        if before == Some("not") {
            continue;
        }
        let ahead = (7 + i64::from(weekday.to_monday_zero_offset())
            - i64::from(today.weekday().to_monday_zero_offset()))
            % 7;
        let coming = plus(today, if ahead == 0 { 7 } else { ahead });
        let date = if before == Some("next") {
            let monday = plus(today, 7 - i64::from(today.weekday().to_monday_zero_offset()));
            plus(monday, i64::from(weekday.to_monday_zero_offset()))
        } else if words.at(place + 1) == Some("week")
            || before == Some("on") && words.has("a week on")
        {
            plus(coming, 7)
        } else {
            coming
        };
        found = Some(date);
    }
    found
}

/// The month that a word names.
pub(super) fn month(word: &str) -> Option<i8> {
    const MONTHS: [(&str, &str); 12] = [
        ("january", "jan"),
        ("february", "feb"),
        ("march", "mar"),
        ("april", "apr"),
        ("may", "may"),
        ("june", "jun"),
        ("july", "jul"),
        ("august", "aug"),
        ("september", "sept"),
        ("october", "oct"),
        ("november", "nov"),
        ("december", "dec"),
    ];
    let place = MONTHS.iter().position(|(long, short)| word == *long || word == *short)?;
    i8::try_from(place + 1).ok()
}

/// A day of the month: `3`, `3rd`, `third`, `twenty first`.
fn ordinal(words: &Words, place: usize) -> Option<(i8, usize, bool)> {
    const ORDINALS: [&str; 19] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    ];
    let word = words.at(place)?;
    let named = |word: &str| {
        let place = ORDINALS.iter().position(|name| *name == word)?;
        i8::try_from(place + 1).ok()
    };
    if let Some(day) = named(word) {
        return Some((day, 1, true));
    }
    match word {
        "twentieth" => return Some((20, 1, true)),
        "thirtieth" => return Some((30, 1, true)),
        "twenty" | "thirty" => {
            let tens = if word == "twenty" { 20 } else { 30 };
            if let Some(unit) = words.at(place + 1).and_then(named).filter(|unit| *unit < 10) {
                return Some((tens + unit, 2, true));
            }
        }
        _ => {}
    }
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let day: i8 = digits.parse().ok().filter(|day| (1..=31).contains(day))?;
    let suffix = word.get(digits.len()..)?;
    match suffix {
        "st" | "nd" | "rd" | "th" => Some((day, 1, true)),
        "" => Some((day, 1, false)),
        _ => None,
    }
}

fn calendar_date(words: &Words, today: Date, american: bool) -> Result<Option<Date>, NoSuchDay> {
    for (place, word) in words.words.iter().enumerate() {
        if let Some(found) = slashed(word, today, american)? {
            return Ok(Some(found));
        }
        let Some(month) = month(word) else { continue };
        // "may" is a word of its own, too.
        let after = ordinal(words, place + 1).or_else(|| {
            (words.at(place + 1) == Some("the")).then(|| ordinal(words, place + 2)).flatten()
        });
        let before = || {
            let of = place.checked_sub(1).filter(|place| words.at(*place) == Some("of"));
            let end = of.unwrap_or(place);
            (1..=2).rev().find_map(|length| {
                let start = end.checked_sub(length)?;
                ordinal(words, start).filter(|(_, taken, _)| *taken == length)
            })
        };
        if let Some((day, _, _)) = before().or(after) {
            return coming(today, month, day).map(Some);
        }
    }
    // "the 3rd", without a month.
    for (place, word) in words.words.iter().enumerate() {
        let the = word == "the";
        if let Some((day, _, true)) = the.then(|| ordinal(words, place + 1)).flatten() {
            let follows = words.at(place + 2);
            if matches!(follows, Some("one" | "time" | "option" | "slot" | "thing"))
                || day < 4
                    && follows.is_none()
                    && words.len() <= 3
                    && !words.words.iter().any(|w| {
                        w.ends_with(|c: char| c.is_alphabetic())
                            && w.starts_with(|c: char| c.is_ascii_digit())
                    })
            {
                continue;
            }
            let mut month = today.first_of_month();
            for _ in 0..12 {
                if let Ok(date) = Date::new(month.year(), month.month(), day)
                    && date >= today
                {
                    return Ok(Some(date));
                }
                month = month.last_of_month().tomorrow().unwrap_or(month);
            }
            return Err(NoSuchDay);
        }
    }
    Ok(None)
}

fn slashed(word: &str, today: Date, american: bool) -> Result<Option<Date>, NoSuchDay> {
    let Some((first, rest)) = word.split_once('/') else { return Ok(None) };
    let second = rest.split('/').next().unwrap_or_default();
    let (Ok(first), Ok(second)) = (first.parse::<i8>(), second.parse::<i8>()) else {
        return Ok(None);
    };
    let (month, day) = if american { (first, second) } else { (second, first) };
    coming(today, month, day).map(Some)
}

/// The next such day.
fn coming(today: Date, month: i8, day: i8) -> Result<Date, NoSuchDay> {
    // A leap day can be eight years away.
    for year in today.year()..=today.year().saturating_add(8) {
        match Date::new(year, month, day) {
            Ok(date) if date >= today => return Ok(date),
            Err(_) if day > 29 || month != 2 => return Err(NoSuchDay),
            Ok(_) | Err(_) => {}
        }
    }
    Err(NoSuchDay)
}
