//! French times and dates.

use jiff::civil::{Date, Time, Weekday};

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const SHORT_MONTHS: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
];
const SMALL: [&str; 17] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize",
];
const TENS: [&str; 6] = ["", "dix", "vingt", "trente", "quarante", "cinquante"];

/// `midi`, `quinze heures trente`, `une heure`.
pub(super) fn time(time: Time) -> String {
    let hours = match time.hour() {
        0 => "minuit".to_owned(),
        12 => "midi".to_owned(),
        1 => "une heure".to_owned(),
        21 => "vingt et une heures".to_owned(),
        hour => format!("{} heures", number(hour)),
    };
    match time.minute() {
        0 => hours,
        minute => format!("{hours} {}", feminine(number(minute))),
    }
}

/// Minutes are feminine: `vingt et une`.
fn feminine(number: String) -> String {
    if number == "un" || number.ends_with(" un") { format!("{number}e") } else { number }
}

/// `cinquante-neuf`, 0 to 59.
fn number(number: i8) -> String {
    let at = usize::try_from(number).unwrap_or_default();
    if let Some(word) = SMALL.get(at) {
        return (*word).to_owned();
    }
    let tens = TENS.get(at / 10).copied().unwrap_or_default();
    match at % 10 {
        0 => tens.to_owned(),
        1 => format!("{tens} et un"),
        one => format!("{tens}-{}", SMALL.get(one).copied().unwrap_or_default()),
    }
}

/// `15 h 30`, `15 h`.
pub(super) fn time_text(time: Time) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    if minute == 0 { format!("{hour} h") } else { format!("{hour} h {minute:02}") }
}

/// `le mardi 3 mars`, `le dimanche premier mars`.
pub(super) fn date(date: Date) -> String {
    let day = match date.day() {
        1 => "premier".to_owned(),
        day => day.to_string(),
    };
    format!("le {} {day} {}", weekday(date.weekday()), month(date, &MONTHS))
}

/// `mar. 3 mars`.
pub(super) fn date_text(date: Date) -> String {
    let weekday: String = weekday(date.weekday()).chars().take(3).collect();
    format!("{weekday}. {} {}", date.day(), month(date, &SHORT_MONTHS))
}

fn month(date: Date, names: &'static [&'static str; 12]) -> &'static str {
    let at = usize::try_from(date.month() - 1).unwrap_or_default();
    names.get(at).copied().unwrap_or_default()
}

pub(super) const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "lundi",
        Weekday::Tuesday => "mardi",
        Weekday::Wednesday => "mercredi",
        Weekday::Thursday => "jeudi",
        Weekday::Friday => "vendredi",
        Weekday::Saturday => "samedi",
        Weekday::Sunday => "dimanche",
    }
}
