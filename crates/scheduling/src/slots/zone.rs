//! From wall clock to instants, many at a time.
//!
//! A zone's offset changes a few times a year. They are looked up once for the whole range that is
//! searched, so that a minute of a day becomes an instant by an addition.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Seconds of a civil day.
const DAY: i64 = 86_400;
/// Seconds of a minute.
const MINUTE: i64 = 60;

/// A stretch of time with one offset. **Units**: seconds since 1970, seconds east of Greenwich.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    from: i64,
    until: i64,
    offset: i64,
}

/// The offsets of a zone over a range of days.
#[derive(Debug)]
pub(crate) struct ZoneTable(Vec<Piece>);

impl ZoneTable {
    /// The offsets that matter between two days, both included.
    pub(crate) fn new(zone: &TimeZone, first: Date, last: Date) -> Self {
        // No offset is longer than 26 hours, so two days more on both sides are enough.
        let begin = instant(civil_midnight(first) - 2 * DAY);
        let end = civil_midnight(last) + 3 * DAY;
        let mut pieces = Vec::with_capacity(8);
        let mut piece = Piece {
            from: i64::MIN,
            until: i64::MAX,
            offset: i64::from(zone.to_offset(begin).seconds()),
        };
        for transition in zone.following(begin) {
            let at = transition.timestamp().as_second();
            if at > end {
                break;
            }
            let offset = i64::from(transition.offset().seconds());
            if offset != piece.offset {
                pieces.push(Piece { until: at, ..piece });
                piece = Piece { from: at, until: i64::MAX, offset };
            }
        }
        pieces.push(piece);
        Self(pieces)
    }

    /// The clock of one day.
    pub(crate) fn day(&self, date: Date) -> DayClock<'_> {
        let civil = civil_midnight(date);
        // The first offset under which the wall shows this day; if it lasts until after midnight,
        // the day is like any other.
        let first = self.0.iter().find(|piece| piece.until.saturating_add(piece.offset) > civil);
        match first {
            Some(piece)
                if piece.from <= civil - piece.offset
                    && piece.until > civil + DAY - piece.offset =>
            {
                DayClock::Even { midnight: civil - piece.offset }
            }
            _ => DayClock::Uneven { civil, pieces: &self.0 },
        }
    }
}

/// Says when the wall clock shows a minute of one day.
#[derive(Debug, Clone, Copy)]
pub(crate) enum DayClock<'z> {
    /// A day without a change of the clocks, and its midnight.
    Even { midnight: i64 },
    /// A day on which, or at whose end, the clocks change: its midnight if the zone had no offset,
    /// and the zone's offsets.
    Uneven { civil: i64, pieces: &'z [Piece] },
}

impl DayClock<'_> {
    /// When the wall clock shows the minute: the first time, if it does so twice; `None` if never.
    pub(crate) fn instant(&self, minute: u16) -> Option<i64> {
        match self {
            Self::Even { midnight } => Some(midnight + i64::from(minute) * MINUTE),
            Self::Uneven { civil, pieces } => {
                let civil = civil + i64::from(minute) * MINUTE;
                pieces.iter().find_map(|piece| {
                    let instant = civil - piece.offset;
                    (piece.from <= instant && instant < piece.until).then_some(instant)
                })
            }
        }
    }

    /// When the wall clock first shows the minute or a later one: when hours that begin or end then
    /// really do.
    pub(crate) fn reached(&self, minute: u16) -> i64 {
        match self {
            Self::Even { midnight } => midnight + i64::from(minute) * MINUTE,
            Self::Uneven { civil, pieces } => {
                let civil = civil + i64::from(minute) * MINUTE;
                let reached = pieces.iter().find_map(|piece| {
                    let instant = piece.from.max(civil - piece.offset);
                    (instant < piece.until).then_some(instant)
                });
                reached.unwrap_or(i64::MAX)
            }
        }
    }
}

/// The seconds between 1970 and a day's midnight, by the wall clock.
fn civil_midnight(date: Date) -> i64 {
    date.duration_since(jiff::civil::date(1970, 1, 1)).as_secs()
}

/// The instant that many seconds after 1970, or the nearest that can be written.
pub(crate) fn instant(seconds: i64) -> Timestamp {
    let nearest = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_second(seconds).unwrap_or(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;
    use jiff::tz::AmbiguousOffset;

    /// Every minute of every day of a year, against the library's own arithmetic.
    #[test]
    fn minutes_become_the_instants_that_jiff_says() {
        for name in [
            "America/New_York",
            "Europe/London",
            "Australia/Lord_Howe",
            "America/Havana",
            "America/Santiago",
            "Africa/Casablanca",
            "Asia/Kathmandu",
            "UTC",
        ] {
            let zone = TimeZone::get(name).unwrap();
            let (first, last) = (date(2026, 1, 1), date(2027, 1, 1));
            let table = ZoneTable::new(&zone, first, last);
            for day in first.series(1.day()).take_while(|day| *day <= last) {
                let clock = table.day(day);
                for minute in 0..1_440_u16 {
                    let (hour, rest) = (minute / 60, minute % 60);
                    let civil =
                        day.at(i8::try_from(hour).unwrap(), i8::try_from(rest).unwrap(), 0, 0);
                    let ambiguous = zone.to_ambiguous_timestamp(civil);
                    let expected = if matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. }) {
                        None
                    } else {
                        Some(ambiguous.earlier().unwrap().as_second())
                    };
                    assert_eq!(clock.instant(minute), expected, "{name} {civil}");
                    assert!(expected.is_none_or(|instant| clock.reached(minute) == instant));
                }
                let after = table.day(day.tomorrow().unwrap());
                assert!(clock.reached(1_440) <= after.reached(0), "{name} {day}");
            }
        }
    }

    #[test]
    fn a_day_that_never_was_has_no_length() {
        let apia = TimeZone::get("Pacific/Apia").unwrap();
        let table = ZoneTable::new(&apia, date(2011, 12, 29), date(2011, 12, 31));
        let missing = table.day(date(2011, 12, 30));
        assert!((0..1_440).all(|minute| missing.instant(minute).is_none()));
        assert_eq!(missing.reached(0), missing.reached(1_440));
        assert_eq!(table.day(date(2011, 12, 29)).reached(1_440), missing.reached(0));
    }
}
