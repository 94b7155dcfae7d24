//! Lengths of time: "an hour and a half", "three weeks", "a couple of days".

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Span, ToSpan, Zoned};

use super::grammar::Grammar;
use super::words::{Unit, Word};

/// More than this many of a unit is no sensible length.
const COUNT_MAX: u32 = 5_000;

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Length {
    pub(super) months: i32,
    pub(super) days: i32,
    pub(super) workdays: i32,
    pub(super) seconds: i64,
    pub(super) end: usize,
}

impl Length {
    /// Its usual number of seconds: a month has 30 days and a year 365.
    pub(super) fn total_seconds(&self) -> i64 {
        let years = i64::from(self.months / 12) * 365;
        let months = i64::from(self.months % 12) * 30;
        let days = years + months + i64::from(self.days) + i64::from(self.workdays);
        days * 86_400 + self.seconds
    }

    pub(super) fn is_days(&self) -> bool {
        self.seconds == 0
    }

    /// A day this much later, or earlier.
    pub(super) fn added_to(&self, day: Date, sign: i32) -> Option<Date> {
        let span =
            Span::new().try_months(sign * self.months).ok()?.try_days(sign * self.days).ok()?;
        let mut day = day.checked_add(span).ok()?;
        for _ in 0..self.workdays {
            loop {
                day = day.checked_add(i64::from(sign).days()).ok()?;
                if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
                    break;
                }
            }
        }
        Some(day)
    }

    /// An instant this much later, or earlier.
    pub(super) fn moved(&self, now: &Zoned, sign: i32) -> Option<Zoned> {
        let days = sign * (self.days + self.workdays);
        let span = Span::new().try_months(sign * self.months).ok()?.try_days(days).ok()?;
        let moved = now.checked_add(span).ok()?;
        moved.checked_add(SignedDuration::from_secs(i64::from(sign) * self.seconds)).ok()
    }

    fn add(&mut self, unit: Unit, count: i32) {
        match unit {
            Unit::Second => self.seconds += i64::from(count),
            Unit::Minute => self.seconds += i64::from(count) * 60,
            Unit::QuarterHour => self.seconds += i64::from(count) * 900,
            Unit::Hour => self.seconds += i64::from(count) * 3_600,
            Unit::Day | Unit::Night => self.days += count,
            Unit::Workday => self.workdays += count.min(400),
            Unit::Week | Unit::Weekend => self.days += count * 7,
            Unit::Fortnight => self.days += count * 14,
            Unit::Month => self.months += count,
            Unit::Quarter => self.months += count * 3,
            Unit::Year => self.months += count * 12,
        }
    }

    fn add_half(&mut self, unit: Unit) {
        match unit {
            Unit::Minute => self.seconds += 30,
            Unit::Hour => self.seconds += 1_800,
            Unit::Day => self.seconds += 43_200,
            Unit::Week => self.days += 3,
            Unit::Month => self.days += 15,
            Unit::Year => self.months += 6,
            _ => {}
        }
    }
}

impl Grammar<'_> {
    /// The length of time at a place.
    pub(super) fn length_at(&self, at: usize) -> Option<Length> {
        let mut length = self.one_length(at)?;
        // "1 day, 2 hours and 5 minutes", "una hora y 30 minutos".
        for _ in 0..4 {
            let next = self.skip(length.end, &[Word::And]);
            let Some(more) = self.one_length(next).filter(|_| self.count(next).is_some()) else {
                break;
            };
            if self.any(more.end, &[Word::Ago, Word::Hence]) && next == length.end {
                break;
            }
            length.months += more.months;
            length.days += more.days;
            length.workdays += more.workdays;
            length.seconds += more.seconds;
            length.end = more.end;
        }
        Some(length)
    }

    /// How many: a number, "a", "a couple of", "several".
    pub(super) fn count(&self, at: usize) -> Option<(i32, usize)> {
        let at =
            at + usize::from(self.is(at, Word::An) && self.any(at + 1, &[Word::Couple, Word::Few]));
        if self.is(at, Word::Couple) {
            return Some((2, self.skip(at + 1, &[Word::Of])));
        }
        if self.is(at, Word::Few) {
            return Some((3, at + 1));
        }
        if let Some(number) = self.cardinal(at, 0, COUNT_MAX) {
            return i32::try_from(number).ok().map(|count| (count, at + 1));
        }
        (self.is(at, Word::An)).then_some((1, at + 1))
    }

    fn is_night(&self, index: u8) -> bool {
        self.lexicon.parts.get(usize::from(index)).is_some_and(|(name, _)| &**name == "night")
    }

    fn one_length(&self, at: usize) -> Option<Length> {
        let mut length = Length::default();
        if self.is(at, Word::Half) {
            let place = at + 1 + usize::from(self.is(at + 1, Word::An));
            let unit = self.unit(place)?;
            length.add_half(unit);
            length.end = place + 1;
            return Some(length);
        }
        if self.is(at, Word::ThreeQuarters) {
            let place = self.skip(at + 1, &[Word::Of, Word::An]);
            return (self.unit(place) == Some(Unit::Hour)).then_some(Length {
                seconds: 2_700,
                end: place + 1,
                ..length
            });
        }
        if let Some(groups) = self.tokens.get(at).and_then(|token| token.groups)
            && groups.mark == b'.'
            && groups.values.get(1) == Some(&5)
            && let Some(unit) = self.unit(at + 1)
        {
            // "1.5 hours"
            let whole = groups.values.first().copied().filter(|whole| *whole < 1_000)?;
            length.add(unit, i32::try_from(whole).ok()?);
            length.add_half(unit);
            return Some(Length { end: at + 2, ..length });
        }
        if let Some(groups) = self.tokens.get(at).and_then(|token| token.groups)
            && groups.mark == b'/'
            && self.any(at + 1, &[Word::HourMark])
            && let [part @ (1 | 3), whole @ (2 | 4), _] = groups.values
        {
            // "1/2 hour"
            let seconds = i64::from(3_600 / whole * part);
            return Some(Length { seconds, end: at + 2, ..length });
        }
        let (count, mut place) = self.count(at)?;
        let mut half = false;
        if self.any(place, &[Word::And, Word::Plus]) {
            // "one and a half hours", "una y media hora"
            let article = usize::from(self.is(place + 1, Word::An));
            if self.is(place + 1 + article, Word::Half) {
                place += 2 + article;
                half = true;
            }
        }
        // "One night": a part of the day that is counted only alone, for "8 night" is a time.
        let night = count == 1
            && self.entry(place).part.is_some_and(|index| self.is_night(index))
            && !self.behind(at, &[Word::At]);
        let unit = if night { Some(Unit::Night) } else { self.unit(place) };
        let unit = unit.filter(|unit| *unit != Unit::Weekend)?;
        length.add(unit, count);
        place += 1;
        if !half && self.any(place, &[Word::And, Word::Plus]) {
            let article = usize::from(self.is(place + 1, Word::An));
            if self.is(place + 1 + article, Word::Half) && self.unit(place + 2 + article).is_none()
            {
                place += 2 + article;
                half = true;
            }
        }
        if half {
            length.add_half(unit);
        }
        Some(Length { end: place, ..length })
    }
}
