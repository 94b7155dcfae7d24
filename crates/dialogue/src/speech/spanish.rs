//! Spanish times and dates.

use jiff::civil::{Date, Time, Weekday};

use super::dialect::Dialect;
use super::voice::Joint;

const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const SMALL: [&str; 30] = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];
const TENS: [&str; 6] = ["", "", "", "treinta", "cuarenta", "cincuenta"];

/// `la una`, `las tres y media de la tarde`, `las doce del mediodía`; always with its article.
pub(super) fn time(time: Time, dialect: Dialect) -> String {
    let (clock, of_day) = parts(time, dialect);
    format!("{clock} {of_day}")
}

/// Several times: the part of the day is said once where they share it.
pub(super) fn times(times: &[Time], dialect: Dialect) -> Vec<String> {
    let all: Vec<(String, &str)> = times.iter().map(|time| parts(*time, dialect)).collect();
    let next = all.iter().skip(1).map(|(_, of_day)| Some(*of_day)).chain([None]);
    all.iter()
        .zip(next)
        .map(
            |((clock, of_day), next)| {
                if next == Some(*of_day) { clock.clone() } else { format!("{clock} {of_day}") }
            },
        )
        .collect()
}

/// The time on the dial, and the part of the day.
fn parts(time: Time, dialect: Dialect) -> (String, &'static str) {
    let of_day = match time.hour() {
        0 if time.minute() == 0 => "de la noche",
        0..6 => "de la madrugada",
        6..12 => "de la mañana",
        12 => "del mediodía",
        13..20 => "de la tarde",
        20 if dialect == Dialect::EuropeanSpanish => "de la tarde",
        _ => "de la noche",
    };
    let minute = time.minute();
    let clock = match minute {
        0 => hour(time.hour()),
        15 => format!("{} y cuarto", hour(time.hour())),
        30 => format!("{} y media", hour(time.hour())),
        // "las doce menos cuarto de la mañana": the part of the day that it still is.
        45 if dialect == Dialect::EuropeanSpanish => {
            format!("{} menos cuarto", hour((time.hour() + 1) % 24))
        }
        1..=30 => format!("{} y {}", hour(time.hour()), number(minute)),
        _ => format!("{} {}", hour(time.hour()), number(minute)),
    };
    (clock, of_day)
}

fn hour(hour: i8) -> String {
    match hour % 12 {
        0 => "las doce".to_owned(),
        1 => "la una".to_owned(),
        hour => format!("las {}", number(hour)),
    }
}

/// `cuarenta y cinco`, 0 to 59.
fn number(number: i8) -> String {
    let at = usize::try_from(number).unwrap_or_default();
    if let Some(word) = SMALL.get(at) {
        return (*word).to_owned();
    }
    let tens = TENS.get(at / 10).copied().unwrap_or_default();
    match at % 10 {
        0 => tens.to_owned(),
        one => format!("{tens} y {}", SMALL.get(one).copied().unwrap_or_default()),
    }
}

/// `15:30`; in the Americas `3:30 p. m.`.
pub(super) fn time_text(time: Time, dialect: Dialect) -> String {
    if dialect == Dialect::EuropeanSpanish {
        return time.strftime("%H:%M").to_string();
    }
    let half = if time.hour() < 12 { "a. m." } else { "p. m." };
    format!("{} {half}", time.strftime("%-I:%M"))
}

/// `el martes 3 de marzo`; the first of a month is `uno` in Spain and `primero` elsewhere.
pub(super) fn date(date: Date, dialect: Dialect) -> String {
    let day = match date.day() {
        1 if dialect == Dialect::AmericanSpanish => "primero".to_owned(),
        day => day.to_string(),
    };
    format!("el {} {day} de {}", weekday(date.weekday()), month(date))
}

/// `mar 3 mar`.
pub(super) fn date_text(date: Date) -> String {
    let short = |name: &str| name.chars().take(3).collect::<String>();
    format!("{} {} {}", short(weekday(date.weekday())), date.day(), short(month(date)))
}

fn month(date: Date) -> &'static str {
    let at = usize::try_from(date.month() - 1).unwrap_or_default();
    MONTHS.get(at).copied().unwrap_or_default()
}

pub(super) const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "lunes",
        Weekday::Tuesday => "martes",
        Weekday::Wednesday => "miércoles",
        Weekday::Thursday => "jueves",
        Weekday::Friday => "viernes",
        Weekday::Saturday => "sábado",
        Weekday::Sunday => "domingo",
    }
}

/// `y` and `o`, which change before their own sound: `e invierno`, `u otro`.
pub(super) fn joint(joint: Joint, next: &str) -> &'static str {
    let next = next.to_lowercase();
    let starts = |sounds: &[&str]| sounds.iter().any(|sound| next.starts_with(sound));
    match joint {
        Joint::And if starts(&["i", "hi", "í"]) && !starts(&["hie", "hia"]) => "e",
        Joint::And => "y",
        Joint::Or if starts(&["o", "ho", "ó"]) => "u",
        Joint::Or => "o",
    }
}
