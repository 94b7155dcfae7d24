//! Days of the month: named, numbered, written with slashes, and holidays.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Calendar;
use super::dates::{Day, one};
use super::months::{month, named, weekday};
use crate::understand::extract::number::{cardinal_at, ordinal_at};
use crate::understand::normalise::{from, word};

/// "March 3rd", "3 March", "the third of March", each with a year or without.
pub(super) fn month_day(rest: &[&str], calendar: &Calendar<'_>) -> Option<Day> {
    let the = usize::from(word(rest, 0) == "the");
    let (month_number, day, length) = if let Some(number) = month(word(rest, the)) {
        let skip = the + 1 + usize::from(word(rest, the + 1) == "the");
        let (day, length) = day_number(from(rest, skip))?;
        (number, day, skip + length)
    } else {
        let (day, length) = day_number(from(rest, the))?;
        let skip = the + length + usize::from(word(rest, the + length) == "of");
        (month(word(rest, skip))?, day, skip + 1)
    };
    let year = word(rest, length).parse::<i16>().ok().filter(|year| (2000..2200).contains(year));
    let length = length + usize::from(year.is_some());
    Some(dated(length, year, month_number, day, calendar))
}

fn day_number(words: &[&str]) -> Option<(i8, usize)> {
    let ordinal = ordinal_at(words);
    let days = if ordinal.is_some() { 1..=99 } else { 1..=31 };
    let (value, length) = ordinal.or_else(|| cardinal_at(words))?;
    // "March 3 pm" is no date; neither is "at 3 March" followed by minutes.
    if matches!(word(words, length), "am" | "pm" | "oclock") {
        return None;
    }
    i8::try_from(value).ok().filter(|value| days.contains(value)).map(|day| (day, length))
}

fn dated(length: usize, year: Option<i16>, month: i8, day: i8, calendar: &Calendar<'_>) -> Day {
    let today = calendar.today();
    let date = |year| Date::new(year, month, day).ok();
    let wanted = match year {
        Some(year) => date(year),
        None => date(today.year())
            .filter(|day| *day >= today)
            .or_else(|| date(today.year().saturating_add(1)))
            // The 29th of February waits for its year.
            .or_else(|| {
                let leap = (month, day) == (2, 29);
                (0..8).filter(|_| leap).find_map(|ahead| date(today.year().saturating_add(ahead)))
            }),
    };
    wanted.map_or(Day::NoSuch(length), |day| one(length, day))
}

/// "the 3rd" of this month or the next that has one.
pub(super) fn bare_ordinal(words: &[&str], index: usize, calendar: &Calendar<'_>) -> Option<Day> {
    const NOT_A_DAY: &[&str] = &[
        "one",
        "slot",
        "option",
        "time",
        "available",
        "appointment",
        "opening",
        "thing",
        "floor",
        "visit",
        "choice",
        "street",
        "avenue",
        "half",
        "of",
        "person",
        "name",
        "two",
        "free",
        "offer",
        "is",
        "ones",
    ];
    let rest = from(words, index);
    let the = usize::from(word(rest, 0) == "the");
    let (value, length) = ordinal_at(from(rest, the))?;
    let written = word(rest, the).starts_with(|character: char| character.is_ascii_digit());
    let after_weekday = index.checked_sub(1).and_then(|at| weekday(word(words, at))).is_some();
    if the == 0 && !written && !after_weekday {
        return None;
    }
    // "the second" alone rather picks an offer; days of the month are said with more.
    if !written && value <= 3 && !after_weekday && words.len() <= 4 && word(words, 0) != "on" {
        return None;
    }
    if NOT_A_DAY.contains(&word(rest, the + length)) {
        return None;
    }
    let day = i8::try_from(value).ok().filter(|day| (1..=31).contains(day));
    let Some(day) = day else { return Some(Day::NoSuch(the + length)) };
    let today = calendar.today();
    let this_month = today.first_of_month();
    (0..4)
        .map(|ahead| this_month.saturating_add(ahead.months()))
        .filter_map(|first| Date::new(first.year(), first.month(), day).ok())
        .find(|date| *date >= today)
        .map(|date| one(the + length, date))
}

/// "3/4", "3/4/2026", "2026-03-04".
pub(super) fn numeric(rest: &[&str], calendar: &Calendar<'_>) -> Option<Day> {
    if let [year, month, day, ..] = *rest
        && year.len() == 4
        && month.len() == 2
        && day.len() == 2
        && let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse())
        && (2000..2200).contains(&year)
    {
        return Some(dated(3, Some(year), month, day, calendar));
    }
    let mut parts = word(rest, 0).split('/');
    let first: i8 = parts.next()?.parse().ok()?;
    let second: i8 = parts.next()?.parse().ok()?;
    let year = match parts.next() {
        None => None,
        Some(year) => {
            let year: i16 = year.parse().ok()?;
            Some(if year < 100 { year + 2000 } else { year })
        }
    };
    let (day, month) = if calendar.day_first { (first, second) } else { (second, first) };
    // A month beyond 12 can only be the day.
    let (day, month) = if month > 12 && day <= 12 { (month, day) } else { (day, month) };
    Some(dated(1, year, month, day, calendar))
}

pub(super) fn holiday(rest: &[&str], calendar: &Calendar<'_>) -> Option<Day> {
    let today = calendar.today();
    let (length, day) = named(rest, today.year())?;
    let day = if day < today { named(rest, today.year().saturating_add(1))?.1 } else { day };
    Some(one(length, day))
}
