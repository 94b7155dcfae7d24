//! What an utterance says about time.

use std::fmt;
use std::ops::Range;

use jiff::civil::{Date, Time};

/// How exact a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Grain {
    Year,
    Quarter,
    Month,
    Week,
    Weekend,
    Day,
    PartOfDay,
    Hour,
    Minute,
}

impl Grain {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Week => "week",
            Self::Weekend => "weekend",
            Self::Day => "day",
            Self::PartOfDay => "part_of_day",
            Self::Hour => "hour",
            Self::Minute => "minute",
        }
    }
}

/// What kind of thing was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A day, a time of day, or both.
    Point,
    /// Days or times from one to another; either end may be open.
    Interval,
    /// How long.
    Duration,
}

/// One end of an interval: a day, a time of day, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moment {
    /// The day.
    pub date: Option<Date>,
    /// The time of day.
    pub time: Option<Time>,
}

/// `2026-03-05`, `15:00` or `2026-03-05T15:00`.
impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(date) = self.date {
            write!(out, "{date}")?;
        }
        if self.date.is_some() && self.time.is_some() {
            write!(out, "T")?;
        }
        self.time.map_or(Ok(()), |time| write!(out, "{:02}:{:02}", time.hour(), time.minute()))
    }
}

/// What the clocks do at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockChange {
    /// The clocks jump over it: it does not exist.
    Skipped,
    /// The clocks are put back over it: it comes twice.
    Repeated,
}

/// One reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Value {
    /// The day.
    pub date: Option<Date>,
    /// The time of day.
    pub time: Option<Time>,
    /// Where an interval begins.
    pub from: Option<Moment>,
    /// Where an interval ends: the last day, or the time that it reaches.
    pub to: Option<Moment>,
    /// How long, in seconds.
    pub duration: Option<i64>,
    /// How exact it is.
    pub grain: Grain,
    /// Whether the clocks change over it.
    pub clock_change: Option<ClockChange>,
}

impl Value {
    pub(super) const fn empty(grain: Grain) -> Self {
        Self {
            date: None,
            time: None,
            from: None,
            to: None,
            duration: None,
            grain,
            clock_change: None,
        }
    }
}

/// Why something that sounds like a date or time is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// There is no such day: 30 February.
    NoSuchDay,
    /// There is no such time of day: 25:00.
    NoSuchTime,
}

/// One mention of a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, in bytes of the text, without leading prepositions.
    pub span: Range<usize>,
    /// The words that name the day, if any.
    pub day_span: Option<Range<usize>>,
    /// The words that name the time of day, if any.
    pub time_span: Option<Range<usize>>,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its readings, likeliest first; empty only where there is a `problem`.
    pub values: Vec<Value>,
    /// Whether morning or afternoon was left open; the values then begin with the likelier one.
    pub open_half: bool,
    /// The part of the day, by its name in the language's file: `morning`, `evening`.
    pub part: Option<&'static str>,
    /// It is no real date or time.
    pub problem: Option<Problem>,
}
