//! When a business is open, in civil time.

use std::str::FromStr;

use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A stretch of one day, in minutes after its midnight by the wall clock.
///
/// **Invariant**: `start < end <= 1440`. Text form: `08:00-12:00`; the end may be `24:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u16,
    end: u16,
}

/// Why a text is not a span of hours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// Not of the form `08:00-12:00`.
    #[error("write hours as \"08:00-12:00\"")]
    Form,
    /// It ends before it starts.
    #[error("the hours end before they start")]
    Order,
    /// Two spans of one day overlap.
    #[error("two spans of one day overlap")]
    Overlap,
}

impl Span {
    /// The span between two minutes of a day.
    pub const fn new(start: u16, end: u16) -> Result<Self, SpanError> {
        if end > 1_440 {
            return Err(SpanError::Form);
        }
        if start >= end {
            return Err(SpanError::Order);
        }
        Ok(Self { start, end })
    }

    /// The first minute.
    pub const fn start(self) -> u16 {
        self.start
    }

    /// The minute after the last.
    pub const fn end(self) -> u16 {
        self.end
    }

    /// Whether the wall clock time `time` lies inside.
    pub fn contains(self, time: Time) -> bool {
        let minute = minute_of(time);
        self.start <= minute && minute < self.end
    }
}

/// How many whole minutes after midnight a wall clock time is.
pub fn minute_of(time: Time) -> u16 {
    u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs())
}

impl FromStr for Span {
    type Err = SpanError;

    fn from_str(text: &str) -> Result<Self, SpanError> {
        let minutes = |clock: &str| -> Result<u16, SpanError> {
            let (hours, minutes) = clock.trim().split_once(':').ok_or(SpanError::Form)?;
            if minutes.len() != 2 || hours.is_empty() || hours.len() > 2 {
                return Err(SpanError::Form);
            }
            let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
            if !digits(hours) || !digits(minutes) {
                return Err(SpanError::Form);
            }
            let hours: u16 = hours.parse().map_err(|_| SpanError::Form)?;
            let minutes: u16 = minutes.parse().map_err(|_| SpanError::Form)?;
            if hours > 24 || minutes > 59 || (hours == 24 && minutes > 0) {
                return Err(SpanError::Form);
            }
            Ok(hours * 60 + minutes)
        };
        let (start, end) = text.split_once('-').ok_or(SpanError::Form)?;
        Self::new(minutes(start)?, minutes(end)?)
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { start, end } = self;
        write!(f, "{:02}:{:02}-{:02}:{:02}", start / 60, start % 60, end / 60, end % 60)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// The hours of a week. A day without spans is closed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WeekHours {
    /// Monday.
    pub mon: Vec<Span>,
    /// Tuesday.
    pub tue: Vec<Span>,
    /// Wednesday.
    pub wed: Vec<Span>,
    /// Thursday.
    pub thu: Vec<Span>,
    /// Friday.
    pub fri: Vec<Span>,
    /// Saturday.
    pub sat: Vec<Span>,
    /// Sunday.
    pub sun: Vec<Span>,
}

impl WeekHours {
    /// The spans of one weekday.
    pub fn on(&self, weekday: Weekday) -> &[Span] {
        match weekday {
            Weekday::Monday => &self.mon,
            Weekday::Tuesday => &self.tue,
            Weekday::Wednesday => &self.wed,
            Weekday::Thursday => &self.thu,
            Weekday::Friday => &self.fri,
            Weekday::Saturday => &self.sat,
            Weekday::Sunday => &self.sun,
        }
    }

    /// Whether no day is open.
    pub fn is_empty(&self) -> bool {
        WEEK.iter().all(|day| self.on(*day).is_empty())
    }

    /// Puts each day's spans in order.
    pub fn sorted(mut self) -> Result<Self, (Weekday, SpanError)> {
        let days = [
            (Weekday::Monday, &mut self.mon),
            (Weekday::Tuesday, &mut self.tue),
            (Weekday::Wednesday, &mut self.wed),
            (Weekday::Thursday, &mut self.thu),
            (Weekday::Friday, &mut self.fri),
            (Weekday::Saturday, &mut self.sat),
            (Weekday::Sunday, &mut self.sun),
        ];
        for (weekday, spans) in days {
            spans.sort_unstable();
            let mut pairs = spans.iter().zip(spans.iter().skip(1));
            if pairs.any(|(first, second)| first.end > second.start) {
                return Err((weekday, SpanError::Overlap));
            }
        }
        Ok(self)
    }
}

/// The days of a week, Monday first.
pub const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// A day on which a business is closed although its hours say otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosedDay {
    /// The day, by the business's calendar.
    pub date: Date,
    /// Why, as it is spoken: `Christmas Day`.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_and_written() {
        for text in ["08:00-12:00", "00:00-24:00", "22:30-23:00"] {
            assert_eq!(text.parse::<Span>().unwrap().to_string(), text);
        }
        assert_eq!("8:00-9:00".parse(), Span::new(480, 540));
        assert_eq!("12:00-08:00".parse::<Span>(), Err(SpanError::Order));
        for text in
            ["", "8-12", "08:00", "08:00-25:00", "08:60-09:00", "-1:00-02:00", "24:01-24:02"]
        {
            assert_eq!(text.parse::<Span>(), Err(SpanError::Form), "{text}");
        }
    }

    #[test]
    fn overlapping_spans_are_refused() {
        let hours = WeekHours {
            tue: vec!["13:00-17:00".parse().unwrap(), "08:00-13:30".parse().unwrap()],
            ..WeekHours::default()
        };
        assert_eq!(hours.sorted(), Err((Weekday::Tuesday, SpanError::Overlap)));
    }
}
