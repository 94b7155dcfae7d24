//! Feasts and holidays, computed for any year.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// When a holiday falls, in one region or wherever no other rule is for the region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    region: Option<Box<str>>,
    day: Day,
    shift_days: i16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    /// A month and a day.
    Fixed(i8, i8),
    /// The nth weekday of a month; -1 is the last one.
    Nth(i8, i8, i8),
    /// Easter Sunday.
    Easter,
}

impl Rule {
    /// `12-25`, `easter+39`, `11/4/4` (month, weekday with Monday 1, which one; -1 is the last),
    /// each with `US=` before it for a region and `+1` behind it for the day after.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (region, rest) = match text.split_once('=') {
            Some((region, rest)) => (Some(region.into()), rest),
            None => (None, text),
        };
        let (rest, shift_days) = match rest.strip_prefix("easter") {
            Some("") => ("easter", 0),
            Some(shift) => ("easter", shift.trim_start_matches('+').parse().ok()?),
            None => match rest.split_once('+') {
                Some((rest, shift)) => (rest, shift.parse().ok()?),
                None => (rest, 0),
            },
        };
        let day = if rest == "easter" {
            Day::Easter
        } else if let Some((month, rest)) = rest.split_once('/') {
            let (weekday, which) = rest.split_once('/')?;
            Day::Nth(month.parse().ok()?, weekday.parse().ok()?, which.parse().ok()?)
        } else {
            let (month, day) = rest.split_once('-')?;
            Day::Fixed(month.parse().ok()?, day.parse().ok()?)
        };
        Some(Self { region, day, shift_days })
    }

    fn in_year(&self, year: i16) -> Option<Date> {
        let day = match self.day {
            Day::Fixed(month, day) => Date::new(year, month, day).ok()?,
            Day::Nth(month, weekday, which) => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(which, weekday).ok()?
            }
            Day::Easter => easter(year)?,
        };
        day.checked_add(i64::from(self.shift_days).days()).ok()
    }
}

/// The day of a holiday in a year, by the rule for the region or the general one.
pub(super) fn in_year(rules: &[Rule], region: Option<&str>, year: i16) -> Option<Date> {
    let own = rules.iter().find(|rule| rule.region.is_some() && rule.region.as_deref() == region);
    own.or_else(|| rules.iter().find(|rule| rule.region.is_none()))
        .or_else(|| rules.first())?
        .in_year(year)
}

/// Easter Sunday of the western churches.
///
/// Source: the "anonymous Gregorian computus" (Nature, 20 April 1876; Meeus, Astronomical
/// Algorithms, chapter 8).
pub(super) fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let golden = year_number % 19;
    let (century, rest) = (year_number / 100, year_number % 100);
    let correction = (century + 8) / 25;
    let epact =
        (19 * golden + century - century / 4 - (century - correction + 1) / 3 + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let sum = epact + weekday - 7 * late + 114;
    Date::new(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_fall_where_the_almanac_has_them() {
        for (rule, region, year, expected) in [
            ("easter", None, 2026, "2026-04-05"),
            ("easter", None, 2000, "2000-04-23"),
            ("easter", None, 2038, "2038-04-25"),
            ("easter+39", None, 2026, "2026-05-14"),
            ("easter-2", None, 2026, "2026-04-03"),
            ("11/4/4", None, 2026, "2026-11-26"),
            ("11/4/4+1", None, 2026, "2026-11-27"),
            ("5/1/-1", None, 2026, "2026-05-25"),
            ("12-25", Some("US"), 2026, "2026-12-25"),
        ] {
            let rules = [Rule::parse(rule).unwrap()];
            let day = in_year(&rules, region, year).unwrap();
            assert_eq!(day.to_string(), expected, "{rule} {year}");
        }
        assert_eq!(Rule::parse("nonsense"), None);
    }

    #[test]
    fn a_region_has_its_own_day() {
        let rules: Vec<Rule> =
            ["11/4/4", "CA=10/1/2"].iter().map(|rule| Rule::parse(rule).unwrap()).collect();
        assert_eq!(in_year(&rules, Some("CA"), 2026).unwrap().to_string(), "2026-10-12");
        assert_eq!(in_year(&rules, Some("GB"), 2026).unwrap().to_string(), "2026-11-26");
    }
}
