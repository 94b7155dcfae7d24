//! Days as they are named, before it is known which one is meant.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::holiday;
use super::value::Grain;

/// The years that are understood.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// Which of several days of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Which {
    /// The one after today.
    #[default]
    Plain,
    /// The one in the week after this one.
    Next,
    /// The one before today.
    Last,
    /// The first one from today on.
    FromToday,
}

/// A span of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) grain: Grain,
}

/// What was said about the day; fields that were not said are empty.
#[expect(clippy::struct_field_names, reason = "day, month, year: the field's own terms")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) exact: Option<Date>,
    pub(super) days: Option<Days>,
    pub(super) weekday: Option<i8>,
    pub(super) which: Which,
    /// Weeks later than the weekday alone would say.
    pub(super) weeks: i8,
    pub(super) day: Option<i8>,
    pub(super) month: Option<i8>,
    pub(super) year: Option<i16>,
    /// Index of a holiday.
    pub(super) holiday: Option<u16>,
    /// Day and month may be the other way round: `3/4`.
    pub(super) either_way: bool,
    /// "the first one": it needs something around it that says it is a day.
    pub(super) weak: bool,
    /// It is no real day.
    pub(super) none_such: bool,
}

impl Day {
    pub(super) fn exact(date: Date) -> Self {
        Self { exact: Some(date), ..Self::default() }
    }

    pub(super) fn span(from: Date, to: Date, grain: Grain) -> Self {
        Self { days: Some(Days { from, to, grain }), ..Self::default() }
    }

    /// Takes over what another mention adds; `false` if they do not go together.
    pub(super) fn join(&mut self, other: &Self) -> bool {
        let mine = (self.weekday.is_some(), self.day.is_some(), self.days.is_some());
        let theirs = (other.weekday.is_some(), other.day.is_some(), other.days.is_some());
        if self.none_such || other.none_such || self.exact.is_some() && other.exact.is_some() {
            return false;
        }
        let weekday_only =
            |it: &Self| it.weekday.is_some() && it.day.is_none() && it.days.is_none();
        let day_only = |it: &Self| it.day.is_some() && it.month.is_none() && it.weekday.is_none();
        let fits = match (mine, theirs) {
            // "Friday" + "the 13th", "Saturday" + "3 days from now"
            _ if weekday_only(self) || weekday_only(other) => {
                !(mine.0 && theirs.0) && self.holiday.is_none() && other.holiday.is_none()
            }
            // "the 25th" + "this month", "the 3rd" + "next month"
            _ if day_only(self) && theirs.2 || day_only(other) && mine.2 => true,
            _ => false,
        };
        let year = other.days.filter(|days| {
            days.grain == Grain::Year && self.month.is_some() && self.year.is_none()
        });
        if let Some(year) = year {
            self.year = Some(year.from.year());
            return true;
        }
        if !fits {
            return false;
        }
        self.exact = self.exact.or(other.exact);
        self.days = self.days.or(other.days);
        if self.weekday.is_none() {
            self.weekday = other.weekday;
            self.which = other.which;
            self.weeks = other.weeks;
        }
        self.day = self.day.or(other.day);
        self.month = self.month.or(other.month);
        self.year = self.year.or(other.year);
        self.either_way |= other.either_way;
        self.weak &= other.weak;
        true
    }

    /// The days that may be meant, likeliest first; nothing if there is no such day.
    pub(super) fn resolve(&self, seen: &Seen<'_>) -> Vec<Days> {
        let one = |date: Date| Days { from: date, to: date, grain: Grain::Day };
        if self.none_such {
            return Vec::new();
        }
        if let Some(exact) = self.exact {
            return vec![one(exact)];
        }
        if let Some(index) = self.holiday {
            return self.feast(index, seen).map(one).into_iter().collect();
        }
        if let Some(days) = self.days {
            return self.within(days).into_iter().collect();
        }
        if let (Some(day), Some(month)) = (self.day, self.month) {
            let mut found: Vec<Days> =
                self.month_day(day, month, seen).map(one).into_iter().collect();
            if self.either_way && day != month {
                found.extend(self.month_day(month, day, seen).map(one));
            }
            return found;
        }
        if let Some(day) = self.day {
            return self.day_of_month(day, seen).map(one).into_iter().collect();
        }
        if let Some(weekday) = self.weekday {
            return self.weekday(weekday, seen.today).into_iter().map(one).collect();
        }
        if let Some(month) = self.month {
            return self.whole_month(month, seen).into_iter().collect();
        }
        self.year.and_then(year).into_iter().collect()
    }

    /// "Wednesday" of a week, "the 3rd" of a month.
    fn within(&self, days: Days) -> Option<Days> {
        let pick = |fits: &dyn Fn(Date) -> bool| {
            let date = (0..31_i64)
                .filter_map(|ahead| days.from.checked_add(ahead.days()).ok())
                .find(|date| *date <= days.to && fits(*date))?;
            Some(Days { from: date, to: date, grain: Grain::Day })
        };
        if let Some(day) = self.day {
            return pick(&|date| date.day() == day);
        }
        match self.weekday {
            Some(weekday) => pick(&|date| date.weekday().to_monday_one_offset() == weekday),
            None => Some(days),
        }
    }

    fn feast(&self, index: u16, seen: &Seen<'_>) -> Option<Date> {
        let rules = seen.holidays.get(usize::from(index))?;
        if let Some(year) = self.year {
            return holiday::in_year(rules, seen.region, year);
        }
        let this_year = seen.today.year();
        let first = this_year - i16::from(self.which == Which::Last);
        let mut years =
            (first..=this_year + 1).filter_map(|year| holiday::in_year(rules, seen.region, year));
        if self.which == Which::Last {
            return years.rfind(|date| *date < seen.today);
        }
        years.find(|date| *date >= seen.today)
    }

    fn month_day(&self, day: i8, month: i8, seen: &Seen<'_>) -> Option<Date> {
        if let Some(year) = self.year {
            return YEARS.contains(&year).then(|| Date::new(year, month, day).ok()).flatten();
        }
        let this_year = seen.today.year();
        if self.which == Which::Last {
            return (this_year - 8..=this_year)
                .rev()
                .filter_map(|year| Date::new(year, month, day).ok())
                .find(|date| *date < seen.today);
        }
        let mut dates =
            (this_year..=this_year + 8).filter_map(|year| Date::new(year, month, day).ok());
        dates.find(|date| *date >= seen.today)
    }

    fn day_of_month(&self, day: i8, seen: &Seen<'_>) -> Option<Date> {
        let mut first = seen.today.first_of_month();
        for _ in 0..60 {
            let date = Date::new(first.year(), first.month(), day).ok();
            let fits = |date: &Date| {
                *date >= seen.today
                    && self.weekday.is_none_or(|it| date.weekday().to_monday_one_offset() == it)
            };
            if let Some(date) = date.filter(fits) {
                return Some(date);
            }
            first = first.checked_add(1.month()).ok()?;
        }
        None
    }

    fn weekday(&self, weekday: i8, today: Date) -> Vec<Date> {
        let Ok(weekday) = Weekday::from_monday_one_offset(weekday) else { return Vec::new() };
        let ahead = i64::from(today.weekday().until(weekday));
        let later = |days: i64| today.checked_add((days + 7 * i64::from(self.weeks)).days()).ok();
        let coming = if ahead == 0 { 7 } else { ahead };
        match self.which {
            Which::Plain => later(coming).into_iter().collect(),
            Which::FromToday => later(ahead).into_iter().collect(),
            Which::Last => later(if ahead == 0 { -7 } else { ahead - 7 }).into_iter().collect(),
            Which::Next => {
                let to_monday = 7 - i64::from(today.weekday().to_monday_zero_offset());
                let next = to_monday + i64::from(weekday.to_monday_zero_offset());
                // Half of the speakers mean the coming one.
                let other = (coming != next).then(|| later(coming)).flatten();
                later(next).into_iter().chain(other).collect()
            }
        }
    }

    fn whole_month(&self, month: i8, seen: &Seen<'_>) -> Option<Days> {
        let later = i16::from(month < seen.today.month());
        let by_which = match self.which {
            Which::Last => -i16::from(month >= seen.today.month()),
            _ => later,
        };
        let year = self.year.unwrap_or(seen.today.year() + by_which);
        let from = Date::new(year, month, 1).ok()?;
        Some(Days { from, to: from.last_of_month(), grain: Grain::Month })
    }
}

/// What days are resolved by.
pub(super) struct Seen<'a> {
    pub(super) today: Date,
    pub(super) region: Option<&'a str>,
    pub(super) holidays: &'a [Vec<holiday::Rule>],
}

fn year(year: i16) -> Option<Days> {
    let from = Date::new(year, 1, 1).ok()?;
    Some(Days { from, to: from.last_of_year(), grain: Grain::Year })
}
