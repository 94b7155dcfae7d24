//! How answers are laid out.

pub mod csv;
pub mod table;
pub mod text;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use table::{Cell, Tone};

/// How a run shows what it was asked for.
#[derive(Debug, Clone)]
pub struct Show {
    /// As the server's JSON rather than for people.
    pub json: bool,
    /// With colours.
    pub colours: bool,
    /// The zone of times.
    pub zone: TimeZone,
    /// How wide the output is, if it is a terminal.
    pub columns: Option<usize>,
}

impl Show {
    /// A point in time, with the offset of its zone.
    pub fn time(&self, at: Timestamp) -> String {
        at.to_zoned(self.zone.clone()).strftime("%Y-%m-%d %H:%M:%S%:z").to_string()
    }

    /// A point in time, if there is one.
    pub fn maybe_time(&self, at: Option<Timestamp>) -> Cell {
        at.map(|at| self.time(at)).into()
    }
}

/// A value whose form the server may choose: a number, an amount, a switch, a few words.
pub fn value(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "on".to_owned(),
        Value::Bool(false) => "off".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(self::value).collect::<Vec<_>>().join(", "),
        Value::Object(_) => value.to_string(),
    }
}

/// Where a business, a job or a subscription stands, as one sees at a glance.
pub fn status(word: &str) -> Cell {
    let tone = match word {
        "active" | "done" => Tone::Good,
        "suspended" | "closed" | "failed" | "past_due" | "cancelled" => Tone::Bad,
        "onboarding" | "in_review" | "waiting" | "running" | "trial" => Tone::Pending,
        _ => return Cell::from(word),
    };
    Cell::toned(word, tone)
}

/// A length of time in its two largest units.
pub fn duration(length: SignedDuration) -> String {
    let seconds = length.as_secs().max(0);
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds}s"),
        (0, 0, minutes) => format!("{minutes}m {}s", seconds % 60),
        (0, hours, minutes) => format!("{hours}h {minutes}m"),
        (days, hours, _) => format!("{days}d {hours}h"),
    }
}
