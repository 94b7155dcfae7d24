//! Names of weekdays, months and days that everybody knows.

use jiff::civil::{Date, Weekday};

/// The weekday that a word names, and whether the word is its full name.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mondays" | "mon" => Weekday::Monday,
        "tuesday" | "tuesdays" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wednesdays" | "wed" | "weds" | "wensday" => Weekday::Wednesday,
        "thursday" | "thursdays" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fridays" | "fri" => Weekday::Friday,
        "saturday" | "saturdays" | "sat" => Weekday::Saturday,
        "sunday" | "sundays" => Weekday::Sunday,
        _ => return None,
    })
}

/// The month that a word names, 1 to 12.
pub(super) fn month(word: &str) -> Option<i8> {
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sep" | "sept" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// Days with a name and a fixed date: phrase, month, day.
const FIXED: [(&str, i8, i8); 14] = [
    ("christmas eve", 12, 24),
    ("christmas day", 12, 25),
    ("christmas", 12, 25),
    ("xmas", 12, 25),
    ("boxing day", 12, 26),
    ("new years eve", 12, 31),
    ("new years day", 1, 1),
    ("new years", 1, 1),
    ("valentines day", 2, 14),
    ("valentines", 2, 14),
    ("halloween", 10, 31),
    ("independence day", 7, 4),
    ("fourth of july", 7, 4),
    ("veterans day", 11, 11),
];

/// A named day at the beginning of `words`: how many words it takes, and its date in `year`.
pub(super) fn named(words: &[&str], year: i16) -> Option<(usize, Date)> {
    for (phrase, month, day) in FIXED {
        if crate::understand::normalise::starts_with(words, phrase) {
            return Some((phrase.split(' ').count(), Date::new(year, month, day).ok()?));
        }
    }
    // The fourth Thursday of November: the only moving day that callers name without a date.
    if words.first() == Some(&"thanksgiving") {
        let length = if words.get(1) == Some(&"day") { 2 } else { 1 };
        let first = Date::new(year, 11, 1).ok()?;
        return Some((length, first.nth_weekday_of_month(4, Weekday::Thursday).ok()?));
    }
    None
}
