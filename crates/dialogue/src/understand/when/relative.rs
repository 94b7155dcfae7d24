//! Days by their distance: "in two weeks", "3 days ago", "next month", "the first Monday of May".

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::dates::At;
use super::day::{Day, Seen, Which};
use super::grammar::Grammar;
use super::length::Length;
use super::value::Grain;
use super::words::{Unit, Word};

impl Grammar<'_> {
    pub(super) fn seen(&self) -> Seen<'_> {
        Seen { today: self.today(), region: self.context.region, holidays: &self.lexicon.holidays }
    }

    /// "in 3 days", "two weeks ago", "a week from Friday", "two Sundays from now".
    pub(super) fn relative(&self, at: usize) -> At<Day> {
        let (length, sign, end) = self.distance(at)?;
        if !length.is_days() {
            return None;
        }
        Some((Day::exact(length.added_to(self.today(), sign)?), end))
            .filter(|_| length.end <= end)
            .or(None)
    }

    /// How far from now, in which direction, and where it ends.
    pub(super) fn distance(&self, at: usize) -> Option<(Length, i32, usize)> {
        if self.is(at, Word::In) {
            let place = self.skip(at + 1, &[Word::Around, Word::The]);
            let length = self.length_at(place)?;
            let time = self.any(length.end, &[Word::Of]);
            let end = length.end + usize::from(self.is(length.end, Word::Hence));
            return (!time).then_some((length, 1, end));
        }
        if self.is(at, Word::AgoLead)
            && let Some(length) = self.length_at(self.skip(at + 1, &[Word::Around]))
        {
            return Some((length, -1, length.end));
        }
        let length = self.length_at(at)?;
        if self.is(length.end, Word::Ago) {
            return Some((length, -1, length.end + 1));
        }
        if self.is(length.end, Word::Hence) {
            return Some((length, 1, self.skip(length.end, &[Word::Hence])));
        }
        None
    }

    /// "a week on Tuesday", "two months after next Friday", "a fortnight today".
    pub(super) fn beside_day(&self, at: usize) -> At<Day> {
        let length = self.length_at(at).filter(Length::is_days)?;
        // "Three nights from the 12th" begin there, and so does "for 3 days from Monday".
        let stay = (at..length.end).any(|at| self.unit(at) == Some(Unit::Night))
            || self.behind(at, &[Word::For, Word::Lasting]);
        if stay {
            return None;
        }
        if self.is(length.end, Word::AfterNext)
            && let Some(weekday) = self.entry(length.end + 1).weekday
        {
            // "two months after next Friday": the lexer took "after next" for one word.
            let day = Day { weekday: Some(weekday), which: Which::Next, ..Day::default() };
            let base = self.first_of(&day)?;
            return Some((Day::exact(length.added_to(base, 1)?), length.end + 2));
        }
        let sign = if self.is(length.end, Word::Before) { -1 } else { 1 };
        let led = self.any(length.end, &[Word::From, Word::After, Word::Before, Word::On]);
        let whole_weeks = length.days > 0 && length.days % 7 == 0;
        if !led && !whole_weeks {
            return None;
        }
        let place = self.skip(length.end + usize::from(led), &[Word::The]);
        let (day, end) = if self.is(place, Word::Now) && led {
            (Day::exact(self.today()), place + 1)
        } else {
            self.day_at(place)?
        };
        if !led && day.weekday.is_none() && day.exact.is_none() {
            return None;
        }
        let base = self.first_of(&day)?;
        Some((Day::exact(length.added_to(base, sign)?), end))
    }

    /// "this week", "next 3 days", "la semana que viene", "los próximos dos meses".
    pub(super) fn period(&self, at: usize) -> At<Day> {
        let before = self.which(at);
        let following = self.is(at, Word::Following);
        let whole = usize::from(before.is_none() && self.is(at, Word::Whole));
        let mut place = at + usize::from(before.is_some()) + whole;
        let inner = self.which(place).filter(|_| before.is_some());
        place += usize::from(inner.is_some());
        let which = inner.or(before);
        if let Some((count, place)) = self.count(place).filter(|_| !self.is(place, Word::An))
            && let Some(unit) = self.unit(place)
        {
            let behind = self.which(place + 1).filter(|_| which.is_none());
            let middle = if which.is_none() { self.which(place) } else { None };
            let _ = middle;
            let which = which.or(behind)?;
            let days = self.several(unit, count, which)?;
            return Some((days, place + 1 + usize::from(behind.is_some())));
        }
        // "3 prochains jours", "2 próximos meses"
        if which.is_none()
            && let Some((count, next)) = self.count(place)
            && let Some(which) = self.which(next)
            && let Some(unit) = self.unit(next + 1)
        {
            return Some((self.several(unit, count, which)?, next + 2));
        }
        let quarter = which.is_some() && self.is(place, Word::Quarter);
        let unit = if quarter { Unit::Quarter } else { self.unit(place)? };
        let bare_day = unit == Unit::Day && which.is_none() && whole == 0;
        if bare_day && (!self.lexicon.habits.plain_day || self.number(place + 1).is_some()) {
            return None;
        }
        let behind = self
            .which(place + 1)
            .filter(|_| which.is_none() && !self.is(place + 1, Word::AfterNext));
        let end = place + 1 + usize::from(behind.is_some());
        if which.is_none() && self.is(place + 1, Word::AfterNext) {
            return Some((self.span_of(unit, 2)?, place + 2));
        }
        let this =
            before == Some(Which::Plain) && (self.is(at, Word::This) || self.is(at, Word::Coming));
        let which = match which.or(behind) {
            Some(which) => which,
            None if unit == Unit::Weekend => Which::Plain,
            None if whole > 0
                || self.behind(
                    place,
                    &[Word::In, Word::The, Word::Of, Word::Begin, Word::Mid, Word::End],
                ) =>
            {
                Which::Plain
            }
            None => return None,
        };
        let coming = self.is(at, Word::Coming) && inner.is_none();
        let steps = match which {
            Which::Next => 1,
            Which::Last => -1,
            _ => i32::from(coming && unit != Unit::Weekend),
        };
        let _ = (following, this);
        Some((self.span_of(unit, steps)?, end))
    }

    /// The week, month and so on that many after this one.
    pub(super) fn span_of(&self, unit: Unit, steps: i32) -> Option<Day> {
        let today = self.today();
        let monday =
            today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
        let add = |date: Date, days: i64| date.checked_add(days.days()).ok();
        let steps_wide = i64::from(steps);
        Some(match unit {
            Unit::Day => Day::exact(add(today, steps_wide)?),
            Unit::Week => {
                let from = add(monday, 7 * steps_wide)?;
                Day::span(from, add(from, 6)?, Grain::Week)
            }
            Unit::Weekend => {
                let from = add(monday, 7 * steps_wide + 5)?;
                Day::span(from, add(from, 1)?, Grain::Weekend)
            }
            Unit::Fortnight => {
                let from = add(monday, 14 * steps_wide)?;
                Day::span(from, add(from, 13)?, Grain::Week)
            }
            Unit::Workday if steps == 0 => Day::span(monday, add(monday, 4)?, Grain::Week),
            Unit::Month => {
                let from = today.first_of_month().checked_add(steps.months()).ok()?;
                Day::span(from, from.last_of_month(), Grain::Month)
            }
            Unit::Quarter => {
                let first = (today.month() - 1) / 3 * 3 + 1;
                let from = Date::new(today.year(), first, 1).ok()?;
                let from = from.checked_add((3 * steps).months()).ok()?;
                let to = from.checked_add(2.months()).ok()?.last_of_month();
                Day::span(from, to, Grain::Quarter)
            }
            Unit::Year => {
                let year = today.year() + i16::try_from(steps).ok()?;
                let from = Date::new(year, 1, 1).ok()?;
                Day::span(from, from.last_of_year(), Grain::Year)
            }
            _ => return None,
        })
    }

    /// "the next 3 days" begin tomorrow, "the last two weeks" end with the one before this.
    fn several(&self, unit: Unit, count: i32, which: Which) -> Option<Day> {
        let today = self.today();
        let count = count.clamp(1, 1_000);
        let add = |date: Date, days: i32| date.checked_add(i64::from(days).days()).ok();
        let (from, to) = match (unit, which) {
            (Unit::Day | Unit::Night, Which::Last) => (add(today, -count)?, add(today, -1)?),
            (Unit::Day | Unit::Night, _) => (add(today, 1)?, add(today, count)?),
            (Unit::Workday, which) => {
                let length = Length { workdays: count, ..Length::default() };
                let one = Length { workdays: 1, ..Length::default() };
                let sign = if which == Which::Last { -1 } else { 1 };
                let (near, far) = (one.added_to(today, sign)?, length.added_to(today, sign)?);
                (near.min(far), near.max(far))
            }
            (Unit::Week | Unit::Weekend | Unit::Month | Unit::Year | Unit::Quarter, _) => {
                let (first, last) = if which == Which::Last { (-count, -1) } else { (1, count) };
                let first = self.span_of(unit, first)?.days?;
                let last = self.span_of(unit, last)?.days?;
                (first.from, last.to)
            }
            _ => return None,
        };
        Some(Day::span(from, to, Grain::Day))
    }

    /// "the end of the month", "beginning of next week", "mi-décembre".
    pub(super) fn edge(&self, at: usize) -> At<Day> {
        let month_behind = self.entry(at + 1).month.is_some();
        let edge = match [Word::Begin, Word::Mid, Word::End].into_iter().find(|it| self.is(at, *it))
        {
            Some(edge) => edge,
            None if month_behind && self.is(at, Word::Early) => Word::Begin,
            None if month_behind && self.is(at, Word::Late) => Word::End,
            None => return None,
        };
        let mut place = self.skip(at + 1, &[Word::Of, Word::The]);
        if self.unit(place) == Some(Unit::Month)
            && self.is(place + 1, Word::Of)
            && self.entry(place + 2).month.is_some()
        {
            // "fin du mois de mars"
            place += 2;
        }
        let (day, end) = match (self.unit(place), self.is(place, Word::Weak)) {
            (Some(unit), _) if self.which(place + 1).is_none() => match self.period(place) {
                Some((day, end)) => (day, end),
                None => (self.span_of(unit, 0)?, place + 1),
            },
            _ => self.period(place).or_else(|| self.month_of_edge(place))?,
        };
        let days = day.resolve(&self.seen()).into_iter().next()?;
        let add = |date: Date, days: i64| date.checked_add(days.days()).ok();
        let edges = self.lexicon.month_edges;
        let (from, to) = match (days.grain, edge) {
            (Grain::Week, Word::Begin) => (days.from, add(days.from, 2)?),
            (Grain::Week, Word::Mid) => (add(days.from, 2)?, add(days.from, 3)?),
            (Grain::Week, _) => (add(days.from, self.lexicon.end_of_week - 1)?, days.to),
            (Grain::Month, Word::Begin) => (days.from, add(days.from, edges.0 - 1)?),
            (Grain::Month, Word::Mid) => (add(days.from, 9)?, add(days.from, 19)?),
            (Grain::Month, _) => (add(days.from, edges.1 - 1)?, days.to),
            (Grain::Year, Word::Begin) => (days.from, add(days.from, 89)?),
            (Grain::Year, Word::Mid) => (add(days.from, 151)?, add(days.from, 211)?),
            (Grain::Year, _) => (add(days.to, -60)?, days.to),
            _ => return None,
        };
        Some((Day::span(from, to, days.grain), end))
    }

    fn month_of_edge(&self, at: usize) -> At<Day> {
        let which = self.which(at).filter(|_| self.entry(at + 1).month.is_some());
        let place = at + usize::from(which.is_some());
        let month = self.entry(place).month?;
        let (year, end) = self.year_behind(place + 1);
        let which = which.unwrap_or_default();
        Some((Day { month: Some(month), year, which, ..Day::default() }, end))
    }

    /// "the first Tuesday of October", "last Friday in May", "third week of January", "la semaine
    /// du 6 octobre", "two Sundays from now".
    pub(super) fn nth(&self, at: usize) -> At<Day> {
        if let Some(found) = self.week_of(at) {
            return Some(found);
        }
        let number = self.number(at);
        if let Some(count) = self.cardinal(at, 1, 50)
            && let Some(weekday) = self.entry(at + 1).weekday
            && self.is(at + 2, Word::Hence)
        {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            let first = self.today().nth_weekday(i32::try_from(count).ok()?, weekday).ok()?;
            return Some((Day::exact(first), at + 3));
        }
        let (which, place) = match number {
            Some(number)
                if number.ordinal
                    && (number.value <= 5
                        || number.value <= 12 && self.unit(at + 1) == Some(Unit::Month)) =>
            {
                (i8::try_from(number.value).ok()?, at + 1)
            }
            _ if self.is(at, Word::Last) => (-1, at + 1),
            _ => return None,
        };
        let target = self.skip(place + 1, &[Word::Of, Word::In, Word::The]);
        if target == place + 1 {
            return None;
        }
        let (month, end) = self.period(target).or_else(|| self.month_of_edge(target))?;
        let days = month.resolve(&self.seen()).into_iter().next()?;
        if days.grain == Grain::Year
            && let Some(Unit::Month) = self.unit(place)
        {
            let from = Date::new(days.from.year(), which, 1).ok()?;
            return Some((Day::span(from, from.last_of_month(), Grain::Month), end));
        }
        if days.grain != Grain::Month {
            return None;
        }
        if let Some(weekday) = self.entry(place).weekday {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            let date = days.from.nth_weekday_of_month(which, weekday).ok()?;
            return Some((Day::exact(date), end));
        }
        if matches!(self.unit(place), Some(Unit::Week | Unit::Weekend)) {
            let weekday = Weekday::Thursday;
            let weekend = self.unit(place) == Some(Unit::Weekend);
            let anchor = if weekend { Weekday::Saturday } else { weekday };
            let date = days.from.nth_weekday_of_month(which, anchor).ok()?;
            let from = if weekend { date } else { date.checked_sub(3.days()).ok()? };
            let length = if weekend { 1 } else { 6 };
            return Some((
                Day::span(from, from.checked_add(length.days()).ok()?, Grain::Week),
                end,
            ));
        }
        if self.unit(place) == Some(Unit::Fortnight) {
            let middle = days.from.checked_add(14.days()).ok()?;
            let (from, to) = if which == 1 { (days.from, middle) } else { (middle, days.to) };
            return Some((Day::span(from, to, Grain::Week), end));
        }
        if self.unit(place) == Some(Unit::Day) && which == -1 {
            return Some((Day::exact(days.to), end));
        }
        None
    }

    /// "the week of the 6th of October".
    fn week_of(&self, at: usize) -> At<Day> {
        if !(self.unit(at) == Some(Unit::Week) && self.any(at + 1, &[Word::Of, Word::From])) {
            return None;
        }
        let place = self.skip(at + 1, &[Word::Of, Word::From, Word::On, Word::The]);
        let (day, end) = self.month_day_only(place)?;
        let date = self.first_of(&day)?;
        let monday =
            date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days()).ok()?;
        // A Sunday opens the week that follows.
        let from = if date.weekday() == Weekday::Sunday { date.tomorrow().ok()? } else { monday };
        Some((Day::span(from, from.checked_add(6.days()).ok()?, Grain::Week), end))
    }

    fn month_day_only(&self, at: usize) -> At<Day> {
        self.day_at(at).filter(|(day, _)| day.day.is_some() && !day.weak)
    }
}
