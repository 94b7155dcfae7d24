//! English times and dates.

use jiff::civil::{Date, Time, Weekday};

use super::dialect::Dialect;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const HOURS: [&str; 12] = [
    "twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven",
];

/// `3 PM`, `3:30 PM`, `noon`; in Britain `half past three`.
pub(super) fn time(time: Time, dialect: Dialect) -> String {
    match (time.hour(), time.minute()) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "noon".to_owned(),
        (_, 15 | 30 | 45) if dialect == Dialect::BritishEnglish => quarters(time),
        _ => twelve_hours(time),
    }
}

/// `half past three`, with the part of the day where shops could be open at both.
fn quarters(time: Time) -> String {
    let (past, hour) = match time.minute() {
        15 => ("quarter past", time.hour()),
        30 => ("half past", time.hour()),
        _ => ("quarter to", time.hour() + 1),
    };
    let name = HOURS.get(usize::try_from(hour % 12).unwrap_or_default()).copied();
    let of_day = match time.hour() {
        0..12 => " in the morning",
        12..18 => "",
        _ => " in the evening",
    };
    format!("{past} {}{of_day}", name.unwrap_or_default())
}

fn twelve_hours(time: Time) -> String {
    let hour = match time.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    let half = if time.hour() < 12 { "AM" } else { "PM" };
    match time.minute() {
        0 => format!("{hour} {half}"),
        minute => format!("{hour}:{minute:02} {half}"),
    }
}

/// `3:30 PM`; in Britain `15:30`.
pub(super) fn time_text(time: Time, dialect: Dialect) -> String {
    if dialect == Dialect::BritishEnglish {
        return time.strftime("%H:%M").to_string();
    }
    twelve_hours(time)
}

/// `Tuesday, March 3rd`; in Britain `Tuesday the 3rd of March`.
pub(super) fn date(date: Date, dialect: Dialect) -> String {
    let (weekday, month, day) = (weekday(date.weekday()), month(date), ordinal(date.day()));
    if dialect == Dialect::BritishEnglish {
        format!("{weekday} the {day} of {month}")
    } else {
        format!("{weekday}, {month} {day}")
    }
}

/// `Tue, Mar 3`; in Britain `Tue 3 Mar`.
pub(super) fn date_text(date: Date, dialect: Dialect) -> String {
    let format = if dialect == Dialect::BritishEnglish { "%a %-d %b" } else { "%a, %b %-d" };
    date.strftime(format).to_string()
}

fn month(date: Date) -> &'static str {
    let at = usize::try_from(date.month() - 1).unwrap_or_default();
    MONTHS.get(at).copied().unwrap_or_default()
}

pub(super) const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn ordinal(day: i8) -> String {
    let ending = match (day % 10, day % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}
