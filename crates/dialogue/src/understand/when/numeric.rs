//! Days in figures: `3/4`, `2026-03-05`, "Friday 7-6".

use super::dates::At;
use super::day::{Day, YEARS};
use super::grammar::Grammar;
use super::words::{Unit, Word};

impl Grammar<'_> {
    /// `3/4`, `3/4/2026`, `2026-03-05`, "Friday 7-6", `20 02 14`.
    pub(super) fn numeric(&self, at: usize) -> At<Day> {
        if let Some(groups) = self.tokens.get(at)?.groups {
            let [first, second, third] = groups.values;
            let [width, second_width, third_width] = groups.widths;
            if groups.count == 3 {
                if groups.mark == b':' && third_width != 4 {
                    return None;
                }
                return Some((self.numbered(groups.values, groups.widths), at + 1));
            }
            if groups.mark != b'/'
                || width > 2
                || self.unit(at + 1) == Some(Unit::Hour)
                || self.is(at + 1, Word::HourMark)
            {
                return None;
            }
            if second_width == 4 && (1..=12).contains(&first) {
                let month = i8::try_from(first).ok();
                let year = i16::try_from(second).ok().filter(|year| YEARS.contains(year));
                return year.map(|_| (Day { month, year, ..Day::default() }, at + 1));
            }
            let _ = third;
            return (second_width <= 2).then(|| (self.day_and_month(first, second, None), at + 1));
        }
        let led = self.behind(at, &[Word::On, Word::In, Word::Next])
            || at.checked_sub(1).is_some_and(|before| self.entry(before).weekday.is_some());
        if let (Some(year), Some(month), Some(day)) =
            (self.number(at), self.number(at + 1), self.number(at + 2))
            && year.width == 4
            && month.width == 2
            && day.width == 2
            && i16::try_from(year.value).is_ok_and(|year| YEARS.contains(&year))
        {
            // "2026 03 05"
            let widths = [year.width, month.width, day.width];
            return Some((self.numbered([year.value, month.value, day.value], widths), at + 3));
        }
        let first = self.number(at).filter(|it| matches!(it.width, 1 | 2) && !it.ordinal)?;
        // "Friday 7-6": a dash between two numbers that cannot be hours of a range.
        if self.is(at + 1, Word::Until) && self.touches_all(at, 3) && led {
            let second = self.number(at + 2).filter(|it| matches!(it.width, 1 | 2))?;
            let end = at + 3;
            let time =
                self.any(end, &[Word::Am, Word::Pm, Word::HourMark]) || self.is_part_word(end);
            let real = (1..=31).contains(&first.value) && (1..=12).contains(&second.value)
                || (1..=12).contains(&first.value) && (1..=31).contains(&second.value);
            if real && !time && self.entry(end).month.is_none() && !self.is(end, Word::Of) {
                return Some((self.day_and_month(first.value, second.value, None), end));
            }
        }
        // "20 02 2014", "17 02" where numbers alone are dates.
        let second = self.number(at + 1).filter(|it| matches!(it.width, 1 | 2) && !it.ordinal)?;
        let third = self.number(at + 2).filter(|it| matches!(it.width, 2 | 4) && !it.ordinal);
        if self.lexicon.habits.clock_24 || third.is_some_and(|it| it.width == 4) {
            let (day, month) = (first.value, second.value);
            let plausible = (1..=31).contains(&day) && (1..=12).contains(&month);
            let edge = self.number(at + 2 + usize::from(third.is_some())).is_some()
                || at.checked_sub(1).is_some_and(|before| self.number(before).is_some());
            if plausible && !edge {
                let day = match third {
                    Some(year) => self.numbered(
                        [day, month, year.value],
                        [first.width, second.width, year.width],
                    ),
                    None => self.day_and_month(day, month, None),
                };
                return Some((day, at + 2 + usize::from(third.is_some())));
            }
        }
        None
    }

    pub(super) fn touches_all(&self, at: usize, count: usize) -> bool {
        let (Some(first), Some(last)) = (self.tokens.get(at), self.tokens.get(at + count - 1))
        else {
            return false;
        };
        last.span.start <= first.span.end + 1
    }

    fn is_part_word(&self, at: usize) -> bool {
        let at = self.skip(at, &[Word::Of, Word::The, Word::In]);
        self.entry(at).part.is_some()
    }

    fn numbered(&self, values: [u32; 3], widths: [u8; 3]) -> Day {
        let [first, second, third] = values;
        let [width, _, third_width] = widths;
        if width == 4 {
            let year = i16::try_from(first).ok();
            let mut day = self.day_and_month(second, third, year);
            // A year in front is followed by the month.
            day.month = i8::try_from(second).ok();
            day.day = i8::try_from(third).ok();
            day.either_way = false;
            day.none_such = !(1..=12).contains(&second) || !(1..=31).contains(&third);
            return day;
        }
        let year = match third_width {
            1 | 2 => {
                i16::try_from(third).ok().map(|year| year + if year < 70 { 2000 } else { 1900 })
            }
            _ => i16::try_from(third).ok(),
        };
        self.day_and_month(first, second, year)
    }

    fn day_and_month(&self, first: u32, second: u32, year: Option<i16>) -> Day {
        let (mut day, mut month) =
            if self.context.day_first { (first, second) } else { (second, first) };
        let either_way = (1..=12).contains(&day) && (1..=12).contains(&month);
        if month > 12 && (1..=12).contains(&day) {
            std::mem::swap(&mut day, &mut month);
        }
        let none_such = !(1..=12).contains(&month)
            || !(1..=31).contains(&day)
            || year.is_some_and(|year| !YEARS.contains(&year));
        Day {
            day: i8::try_from(day).ok(),
            month: i8::try_from(month).ok(),
            year,
            either_way,
            none_such,
            ..Day::default()
        }
    }
}
