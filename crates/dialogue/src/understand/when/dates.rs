//! Days with a number, a month or a name: "the 3rd of March", `3/4`, "next Friday", "Easter".

use super::day::{Day, Which, YEARS};
use super::grammar::Grammar;
use super::words::{Unit, Word};

/// What was read and where it ends.
pub(super) type At<T> = Option<(T, usize)>;

impl Grammar<'_> {
    /// The day at a place.
    pub(super) fn day_at(&self, at: usize) -> At<Day> {
        self.numeric(at)
            .or_else(|| self.shifted(at))
            .or_else(|| self.feast(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.edge(at))
            .or_else(|| self.nth(at))
            .or_else(|| self.period(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.month_day(at))
            .or_else(|| self.day_number(at))
            .or_else(|| self.month(at))
            .or_else(|| self.year_alone(at))
    }

    /// Today, tomorrow, "le lendemain du 13".
    fn shifted(&self, at: usize) -> At<Day> {
        let shift = self.entry(at).shift?;
        if self.entry(at).part.is_some() && shift == 1 && self.is_morning(at) {
            return None;
        }
        if self.is(at + 1, Word::Of)
            && shift != 0
            && let Some((day, end)) = self.day_at(self.skip(at + 2, &[Word::The]))
            && let Some(base) = self.first_of(&day)
        {
            let span = jiff::Span::new().days(i64::from(shift));
            return Some((Day::exact(base.checked_add(span).ok()?), end));
        }
        let span = jiff::Span::new().days(i64::from(shift));
        Some((Day::exact(self.today().checked_add(span).ok()?), at + 1))
    }

    /// Whether a word that means both morning and tomorrow means the morning: "de la mañana".
    pub(super) fn is_morning(&self, at: usize) -> bool {
        let weekday = at.checked_sub(1).is_some_and(|it| self.entry(it).weekday.is_some());
        self.behind(at, &[Word::The, Word::This, Word::For, Word::Early]) || weekday
    }

    /// The day that a mention means first.
    pub(super) fn first_of(&self, day: &Day) -> Option<jiff::civil::Date> {
        day.resolve(&self.seen()).first().map(|days| days.from)
    }

    fn feast(&self, at: usize) -> At<Day> {
        let which = self.which(at);
        let place = at + usize::from(which.is_some());
        let holiday = self.entry(place).holiday?;
        let (year, end) = self.year_behind(place + 1);
        let which = match which {
            Some(Which::Last) => Which::Last,
            _ => Which::Plain,
        };
        Some((Day { holiday: Some(holiday), year, which, ..Day::default() }, end))
    }

    /// "this", "next" and the like.
    pub(super) fn which(&self, at: usize) -> Option<Which> {
        if self.is(at, Word::Coming) || self.is(at, Word::This) {
            Some(Which::Plain)
        } else if self.any(at, &[Word::Next, Word::Following]) {
            Some(Which::Next)
        } else if self.is(at, Word::Last) {
            Some(Which::Last)
        } else {
            None
        }
    }

    fn weekday(&self, at: usize) -> At<Day> {
        let before = self.which(at);
        let mut place = at + usize::from(before.is_some());
        let double = before.is_some() && self.which(place).is_some();
        let inner = if double { self.which(place) } else { None };
        place += usize::from(double);
        let weekday = self.entry(place).weekday?;
        let (mut end, mut weeks) = (place + 1, 0);
        let mut which = inner.or(before);
        if self.unsure(place) && which.is_none() && !self.weak_word_is_day(place) {
            return None;
        }
        let article = self.skip(end, &[Word::The]);
        if self.is(end, Word::AfterNext) {
            // The one after the coming one.
            (weeks, which, end) = (1, Some(Which::Plain), end + 1);
        } else if matches!(which, None | Some(Which::Plain))
            && self.any(end, &[Word::Next, Word::Last, Word::Following])
            && self.unit(end + 1).is_none()
            && self.entry(end + 1).month.is_none()
        {
            which = self.which(end);
            end += 1;
        } else if self.is(end, Word::InAWeek) && !self.lexicon.habits.weekday_number_is_day {
            (weeks, end) = (1, end + 1);
        } else if self.is(end, Word::InAWeek) {
            (weeks, which, end) = (1, Some(Which::FromToday), end + 1);
        } else if self.is(end, Word::InTwoWeeks) {
            (weeks, which, end) = (2, Some(Which::FromToday), end + 1);
        } else if self.is(end, Word::In)
            && let Some(length) = self.length_at(end + 1)
            && length.is_days()
            && length.days % 7 == 0
            && (7..=350).contains(&length.days)
        {
            weeks = i8::try_from(length.days / 7).unwrap_or(1);
            (which, end) = (Some(Which::FromToday), length.end);
        }
        let _ = article;
        let which = which.unwrap_or_default();
        Some((Day { weekday: Some(weekday), which, weeks, ..Day::default() }, end))
    }

    /// Whether a word may also be no word of time at all, or the short form of something else.
    fn unsure(&self, at: usize) -> bool {
        self.is(at, Word::Weak)
    }

    /// "sat" and "mar" are days beside a number, a preposition or alone.
    fn weak_word_is_day(&self, at: usize) -> bool {
        let alone = self.tokens.len() <= 2;
        let led = self.behind(at, &[Word::On, Word::From, Word::Until, Word::By, Word::Next])
            && !self.is(at.saturating_sub(1), Word::ToHour);
        let beside = self.number(at + 1).is_some()
            || self.entry(at + 1).month.is_some()
            || self.entry(at + 1).part.is_some()
            || self.any(at + 1, &[Word::At])
            || self.tokens.get(at + 1).is_some_and(|it| it.groups.is_some());
        let last = at + 1 == self.tokens.len() && self.tokens.len() <= 5;
        alone || led || beside || last
    }

    /// "the 3rd of March", "March 3rd", "3 march 2026", "8/Oct/2012", "October the 15th".
    fn month_day(&self, at: usize) -> At<Day> {
        let which = self.which(at).filter(|_| self.number(at + 1).is_some());
        let at = at + usize::from(which.is_some());
        let which = match which {
            Some(Which::Last) => Which::Last,
            _ => Which::Plain,
        };
        if let Some(number) = self.number(at) {
            if number.width == 4 {
                // "2019-aug-01"
                let place = self.dashes(at + 1);
                let month = self.entry(place).month?;
                let day = self.cardinal(self.dashes(place + 1), 1, 31)?;
                let year = i16::try_from(number.value).ok().filter(|year| YEARS.contains(year))?;
                let day = Self::of_month(day, month, Some(year), which);
                return Some((day, self.dashes(place + 1) + 1));
            }
            let mut place = at + 1;
            if self.is(place, Word::Day) && number.ordinal {
                place += 1;
            }
            let place = self.dashes(self.skip(place, &[Word::Of, Word::The]));
            let (month, mut end) = match self.entry(place).month {
                Some(month) => (month, place + 1),
                None => self.numbered_month(at, place)?,
            };
            let _ = &mut end;
            let (year, end) = self.year_behind(self.dashes(end));
            return Some((Self::of_month(number.value, month, year, which), end));
        }
        let month = self.entry(at).month?;
        let place = self.skip(at + 1, &[Word::The, Word::On]);
        let number = self.number(place).filter(|it| it.width <= 2)?;
        if number.value > 31 && number.width > 0 || number.value > 99 {
            return None;
        }
        // "march 3 pm" is no day.
        if !number.ordinal && self.any(place + 1, &[Word::Am, Word::Pm, Word::Oclock]) {
            return None;
        }
        let (year, end) = self.year_behind(place + 1);
        Some((Self::of_month(number.value, month, year, which), end))
    }

    /// "the 17th of the 9th": a month by its number.
    fn numbered_month(&self, at: usize, place: usize) -> At<i8> {
        let month = self.number(place).filter(|it| (1..=12).contains(&it.value))?;
        let of = (at + 1..place).any(|it| self.is(it, Word::Of));
        let both = self.number(at).is_some_and(|it| it.ordinal) && month.ordinal;
        let romance = self.lexicon.habits.plain_day && self.behind(at, &[Word::The, Word::On]);
        (of && (both || romance)).then_some((i8::try_from(month.value).ok()?, place + 1))
    }

    fn of_month(day: u32, month: i8, year: Option<i16>, which: Which) -> Day {
        let none_such = !(1..=31).contains(&day);
        Day {
            day: i8::try_from(day).ok(),
            month: Some(month),
            year,
            which,
            none_such,
            ..Day::default()
        }
    }

    pub(super) fn is_dash(&self, at: usize) -> bool {
        self.is(at, Word::Until) && self.tokens.get(at).is_some_and(|it| it.span.is_empty())
    }

    fn dashes(&self, at: usize) -> usize {
        at + usize::from(self.is_dash(at) && self.touches_all(at, 2))
    }

    /// A year, as it stands behind a date.
    pub(super) fn year_behind(&self, at: usize) -> (Option<i16>, usize) {
        let place = self.skip(at, &[Word::Of, Word::In]);
        let Some(number) = self.number(place).filter(|number| !number.ordinal) else {
            return (None, at);
        };
        if let Some(year) = self.said_year(place) {
            return (Some(year), place + 2);
        }
        let year = i16::try_from(number.value).ok().filter(|year| YEARS.contains(year));
        let time = self.any(place + 1, &[Word::Am, Word::Pm, Word::Oclock, Word::HourMark]);
        match year {
            Some(year) if matches!(number.width, 0 | 4) && !time => {
                let buddhist = place + 1;
                (Some(year), buddhist)
            }
            _ => (None, at),
        }
    }

    /// "nineteen eighty two", "twenty twenty six".
    pub(super) fn said_year(&self, at: usize) -> Option<i16> {
        let century = self.number(at).filter(|it| matches!(it.value, 19..=21) && it.width == 0)?;
        let rest = self.number(at + 1).filter(|it| {
            (it.width == 0 && (10..100).contains(&it.value) || it.width == 2) && !it.ordinal
        })?;
        let year = i16::try_from(century.value * 100 + rest.value).ok()?;
        let clock = self.any(at + 2, &[Word::Am, Word::Pm]);
        (YEARS.contains(&year) && !clock).then_some(year)
    }

    /// "the 3rd", "on the twenty first", "el 17", "día 18".
    fn day_number(&self, at: usize) -> At<Day> {
        let number = self.number(at)?;
        if !(1..=31).contains(&number.value) || number.width > 2 {
            let ordinal = number.ordinal && number.width > 0 && number.value > 31;
            return ordinal.then(|| (Day { none_such: true, ..Day::default() }, at + 1));
        }
        let article = self.behind(at, &[Word::The, Word::On])
            || self.behind(at, &[Word::Day]) && !self.behind(at.saturating_sub(1), &[Word::An]);
        let after_weekday = at.checked_sub(1).is_some_and(|it| self.entry(it).weekday.is_some());
        let next = self.entry(at + 1);
        let taken = next.unit.is_some_and(|unit| unit != Unit::Day)
            || next.weekday.is_some()
            || next.is(Word::Counted)
            || self.unknown_behind(at + 1) && !after_weekday;
        let day = Some(i8::try_from(number.value).ok()?);
        let found = Day { day, ..Day::default() };
        if number.ordinal {
            let said = number.width == 0 && number.value <= 12;
            let article = self.behind(at, &[Word::The, Word::From, Word::Until, Word::Between]);
            let led = self.behind(
                at,
                &[
                    Word::On,
                    Word::By,
                    Word::For,
                    Word::From,
                    Word::Until,
                    Word::Before,
                    Word::After,
                ],
            ) || at >= 2
                && self.is(at - 1, Word::The)
                && self.any(
                    at - 2,
                    &[Word::On, Word::By, Word::From, Word::Until, Word::Before, Word::After],
                );
            let weak = said && !(led && article) && !after_weekday || number.width == 0 && taken;
            let day_word = usize::from(self.is(at + 1, Word::Day));
            return (!next.unit.is_some_and(|unit| unit != Unit::Day))
                .then_some((Day { weak, ..found }, at + 1 + day_word));
        }
        let romance = self.lexicon.habits.plain_day && article && !taken && !self.feminine(at);
        let behind_weekday = after_weekday
            && !self.is(at, Word::An)
            && (self.lexicon.habits.weekday_number_is_day || number.value > 12 && !taken)
            && !self.any(at + 1, &[Word::Am, Word::Pm, Word::HourMark, Word::Oclock])
            && !self.is_dash(at + 1)
            && (self.lexicon.habits.weekday_number_is_day || !self.is(at + 1, Word::Until));
        // "on the 17": English wants the preposition to be sure.
        let led = at >= 2
            && !self.lexicon.habits.plain_day
            && self.is(at - 1, Word::The)
            && self.any(at - 2, &[Word::On, Word::By, Word::Until])
            && !taken
            && !self.tokens.get(at + 1).is_some_and(|it| it.unknown && !it.pause);
        (romance || behind_weekday || led).then_some((found, at + 1))
    }

    /// "a las 3", "la una": an article that leads to an hour.
    fn feminine(&self, at: usize) -> bool {
        self.behind(at, &[Word::At])
            && !self.behind(at, &[Word::Day])
            && !self.behind(at, &[Word::On])
    }

    fn unknown_behind(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|it| it.unknown && !it.pause && it.span.len() > 3)
            && self.is(at.saturating_sub(1), Word::Weak)
    }

    fn month(&self, at: usize) -> At<Day> {
        let which = self.which(at).filter(|_| self.entry(at + 1).month.is_some());
        let place = at + usize::from(which.is_some());
        let month = self.entry(place).month?;
        let (year, end) = self.year_behind(self.dashes(place + 1));
        let end = if year.is_none() { place + 1 } else { end };
        if self.entry(place).number.is_some() && year.is_none() {
            return None;
        }
        let led = which.is_some()
            || year.is_some()
            || self.tokens.len() <= 2
            || self.behind(
                place,
                &[
                    Word::In,
                    Word::Since,
                    Word::From,
                    Word::Until,
                    Word::By,
                    Word::Of,
                    Word::Begin,
                    Word::Mid,
                    Word::End,
                    Word::Around,
                    Word::Between,
                    Word::And,
                ],
            );
        // A month alone may be a name: it wants a preposition, or to stand at the end.
        let last = end == self.tokens.len();
        if !led && !last {
            return None;
        }
        if !led && (self.unsure(place) || self.entry(place).weekday.is_some()) {
            return None;
        }
        let which = which.unwrap_or_default();
        Some((Day { month: Some(month), year, which, ..Day::default() }, end))
    }

    fn year_alone(&self, at: usize) -> At<Day> {
        if !self.behind(at, &[Word::In, Word::Since]) {
            return None;
        }
        let (year, end) = self.year_behind(at);
        Some((Day { year: Some(year?), ..Day::default() }, end))
    }
}
