//! From what was said to dates and times.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Time};
use jiff::tz::AmbiguousOffset;

use super::day::{Day, Days, YEARS};
use super::grammar::Grammar;
use super::piece::{Bound, Piece};
use super::value::{ClockChange, Found, Grain, Kind, Moment, Problem, Value};
use super::words::Word;

/// No mention has more readings than this.
const VALUES_MAX: usize = 4;

/// What makes a bare number an hour.
const CUES: &[Word] = &[
    Word::At,
    Word::Around,
    Word::Before,
    Word::After,
    Word::By,
    Word::Until,
    Word::Since,
    Word::Between,
    Word::Lead,
];

impl Grammar<'_> {
    /// The mention with its readings; nothing if it is no mention of time after all.
    pub(super) fn resolve(&self, piece: &Piece) -> Option<Found> {
        let mut found = self.read(piece)?;
        let had_values = !found.values.is_empty();
        found.values.retain(is_bounded);
        (!had_values || !found.values.is_empty()).then_some(found)
    }

    fn read(&self, piece: &Piece) -> Option<Found> {
        let mut found = Found {
            span: self.span((piece.start, piece.end))?,
            day_span: piece.day_at.and_then(|it| self.span(it)),
            time_span: piece.time_at.and_then(|it| self.span(it)),
            kind: Kind::Point,
            values: Vec::new(),
            open_half: false,
            part: piece.part.and_then(|(index, _)| self.part_name(index)),
            problem: piece.problem,
        };
        if piece.problem.is_some() {
            return Some(found);
        }
        if let Some(length) = piece.length {
            let seconds = length.total_seconds();
            found.kind = Kind::Duration;
            found.values = vec![Value { duration: Some(seconds), ..Value::empty(Grain::Minute) }];
            return (seconds > 0).then_some(found);
        }
        if let Some((then, grain)) = &piece.instant {
            let time = Time::new(then.hour(), then.minute(), 0, 0).ok()?;
            let value = Value { date: Some(then.date()), time: Some(time), ..Value::empty(*grain) };
            found.values = vec![value];
            return Some(found);
        }
        if let Some((from, to)) = &piece.instants {
            let moment = |at: &jiff::Zoned| Moment {
                date: Some(at.date()),
                time: Time::new(at.hour(), at.minute(), 0, 0).ok(),
            };
            let value = Value {
                from: Some(moment(from)),
                to: Some(moment(to)),
                ..Value::empty(Grain::Minute)
            };
            found.kind = Kind::Interval;
            found.values = vec![value];
            return Some(found);
        }
        if !self.is_meant(piece) {
            return None;
        }
        let days = self.days(piece);
        if piece.day.is_some() && days.is_empty() {
            found.problem = Some(Problem::NoSuchDay);
            return Some(found);
        }
        found.open_half = piece.part.is_none()
            && piece.clock.is_some_and(|clock| clock.open)
            && piece.until.is_none_or(|until| until.open);
        self.values(piece, &days, &mut found);
        for value in &mut found.values {
            value.clock_change = self.clock_change(value);
        }
        Some(found)
    }

    fn span(&self, (from, to): (usize, usize)) -> Option<Range<usize>> {
        let last = self.tokens.get(to.checked_sub(1)?)?;
        Some(self.tokens.get(from)?.span.start..last.span.end)
    }

    pub(super) fn part_name(&self, index: u8) -> Option<&'static str> {
        let lexicon = super::lexicon(self.context.language);
        lexicon.parts.get(usize::from(index)).map(|(name, _)| &**name)
    }

    /// Whether a doubtful piece is a time here.
    fn is_meant(&self, piece: &Piece) -> bool {
        if piece.day.is_some_and(|day| day.weak) && piece.clock.is_none() {
            return self.context.expected && self.tokens.len() <= 4;
        }
        if piece.day.is_some() {
            return true;
        }
        let Some(clock) = piece.clock else { return piece.part.is_some() };
        if !clock.weak {
            return true;
        }
        let next = self.tokens.get(clock.end);
        let counted = next
            .is_some_and(|token| token.is(Word::Counted) || token.number.is_some() && !token.pause);
        if counted {
            return false;
        }
        if piece.part.is_some() || piece.bound.is_some() && piece.until.is_none() {
            return !self.behind(piece.start, &[Word::For])
                || piece.part.is_some()
                || self.lexicon.habits.plain_day;
        }
        let heard_four_or_two = self.any(piece.start.saturating_sub(1), &[Word::Four, Word::Two]);
        let cue = self.behind(piece.start, CUES) && !heard_four_or_two;
        let from = piece.until.is_some() && self.behind(piece.start, &[Word::From, Word::For]);
        let short = self.context.expected && self.tokens.len() <= clock.end - clock.start + 6;
        let late_hours = piece.until.is_some_and(|until| until.hour > 12 && clock.hour > 12);
        cue || from || short || late_hours
    }

    fn days(&self, piece: &Piece) -> Vec<Days> {
        let seen = self.seen();
        let Some(day) = piece.day else { return Vec::new() };
        let mut days = day.resolve(&seen);
        if let Some(last) = piece.until_day {
            let last_said = last;
            let Some(last) = last.resolve(&seen).into_iter().next() else { return Vec::new() };
            days.truncate(1);
            for first in &mut days {
                let mut to = last.to;
                if last.grain == Grain::Month && first.grain == Grain::Month {
                    // "March to May" ends where May begins.
                    to = last.from;
                }
                if to < first.from {
                    let year = jiff::Span::new().years(1);
                    let dated = day.month.is_some() && day.year.is_none();
                    let earlier = first.from.checked_sub(year).ok().filter(|_| dated);
                    match earlier.filter(|earlier| *earlier <= to) {
                        // It has begun.
                        Some(earlier) => first.from = earlier,
                        None => to = Self::later_than(first.from, to, &last_said),
                    }
                }
                *first = Days { from: first.from, to, grain: Grain::Day };
            }
        }
        days
    }

    /// The same weekday in the week, or the same date in the year, after a day.
    fn later_than(day: Date, end: Date, said: &Day) -> Date {
        if let (Some(number), None) = (said.day, said.month) {
            // "The 28th to the 3rd" ends in the next month.
            let first = day.first_of_month();
            let months = (0..=3_i64).filter_map(|ahead| first.checked_add(ahead.months()).ok());
            let mut dates =
                months.filter_map(|first| Date::new(first.year(), first.month(), number).ok());
            return dates.find(|date| *date >= day).unwrap_or(day);
        }
        let distance = day.since(end).map_or(0, |span| span.get_days());
        let later = if distance <= 7 {
            end.checked_add(jiff::Span::new().days(7))
        } else {
            end.checked_add(jiff::Span::new().years(1))
        };
        later.ok().filter(|later| *later >= day).unwrap_or(day)
    }

    fn values(&self, piece: &Piece, days: &[Days], found: &mut Found) {
        let times = self.times(piece, days);
        let no_days: [Option<Days>; 1] = [None];
        let with_days: Vec<Option<Days>> = days.iter().copied().map(Some).collect();
        let days: &[Option<Days>] = if days.is_empty() { &no_days } else { &with_days };
        for (from, to) in &times {
            for day in days {
                if found.values.len() < VALUES_MAX {
                    let (kind, value) = self.value(piece, *day, (*from, *to));
                    found.kind = kind;
                    found.values.push(value);
                }
            }
        }
    }

    fn value(
        &self,
        piece: &Piece,
        day: Option<Days>,
        time: (Option<Time>, Option<Time>),
    ) -> (Kind, Value) {
        let single = day.filter(|day| day.from == day.to);
        let date = single.map(|day| day.from);
        let grain = match (time.0, day) {
            (Some(time), _) if piece.clock.is_some() => {
                if time.minute() == 0 {
                    Grain::Hour
                } else {
                    Grain::Minute
                }
            }
            (Some(_), _) => Grain::PartOfDay,
            (None, Some(day)) => day.grain,
            (None, None) => Grain::Day,
        };
        let mut value = Value { date, ..Value::empty(grain) };
        let moment = |date: Option<Date>, time: Option<Time>| Some(Moment { date, time });
        if let (Some(from), Some(to)) = time {
            let end_date = match (piece.until_day.is_some(), day) {
                (true, Some(day)) => Some(day.to),
                _ => date,
            };
            let start_date =
                day.map(|day| day.from).filter(|_| single.is_some() || piece.until_day.is_some());
            let past_midnight = to <= from && piece.until_day.is_none();
            let end_date =
                if past_midnight { end_date.and_then(|it| it.tomorrow().ok()) } else { end_date };
            value.from = moment(start_date, Some(from));
            value.to = moment(end_date, Some(to));
            return match (piece.bound, piece.part, piece.clock) {
                (Some(Bound::After), Some(_), None) => {
                    (value.from, value.to) = (value.to, None);
                    (Kind::Interval, value)
                }
                (Some(Bound::Before), Some(_), None) => {
                    (value.from, value.to) = (None, value.from);
                    (Kind::Interval, value)
                }
                _ => (Kind::Interval, value),
            };
        }
        value.time = time.0;
        match (piece.bound, value.time.is_some()) {
            (Some(Bound::After), _) if value.time.is_some() || date.is_some() => {
                value.from = moment(date, value.time);
                return (Kind::Interval, value);
            }
            (Some(Bound::Before), _) if value.time.is_some() || date.is_some() => {
                value.to = moment(date, value.time);
                return (Kind::Interval, value);
            }
            _ => {}
        }
        if let (None, Some(day)) = (date, day) {
            match piece.bound {
                Some(Bound::After) => value.from = moment(Some(day.from), None),
                Some(Bound::Before) if self.behind(piece.start, &[Word::By]) => {
                    value.to = moment(Some(day.to), None);
                }
                Some(Bound::Before) => value.to = moment(Some(day.from), None),
                None => {
                    value.from = moment(Some(day.from), None);
                    value.to = moment(Some(day.to), None);
                }
            }
            return (Kind::Interval, value);
        }
        (Kind::Point, value)
    }

    fn clock_change(&self, value: &Value) -> Option<ClockChange> {
        let civil = value.date?.to_datetime(value.time?);
        match self.context.now.time_zone().to_ambiguous_timestamp(civil).offset() {
            AmbiguousOffset::Gap { .. } => Some(ClockChange::Skipped),
            AmbiguousOffset::Fold { .. } => Some(ClockChange::Repeated),
            AmbiguousOffset::Unambiguous { .. } => None,
        }
    }
}

/// Whether a value is in the years that are understood.
fn is_bounded(value: &Value) -> bool {
    let ends = [value.from, value.to].into_iter().flatten().filter_map(|end| end.date);
    value.date.into_iter().chain(ends).all(|date| YEARS.contains(&date.year()))
}
