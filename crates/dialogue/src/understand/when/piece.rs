//! Mentions put together: a day with its time, a time with its part of the day.

use super::clock::Clock;
use super::day::{Day, Which};
use super::grammar::Grammar;
use super::length::Length;
use super::value::{Grain, Problem};
use super::words::{Unit, Word};

/// Which edge of a part of the day: "early evening".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Whole,
    Early,
    Mid,
    Late,
}

/// On which side of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    After,
    Before,
}

/// Something on the calendar or the dial.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Piece {
    /// Tokens, from and to.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) day: Option<Day>,
    pub(super) day_at: Option<(usize, usize)>,
    pub(super) clock: Option<Clock>,
    /// The end of a range of times.
    pub(super) until: Option<Clock>,
    /// The last day of a range of days.
    pub(super) until_day: Option<Day>,
    pub(super) time_at: Option<(usize, usize)>,
    pub(super) part: Option<(u8, Edge)>,
    /// A number that may be an hour or a day of the month.
    pub(super) bare: Option<u32>,
    /// Now, or a distance from it that has a time: the instant and its grain.
    pub(super) instant: Option<(jiff::Zoned, Grain)>,
    /// "The next 3 hours".
    pub(super) instants: Option<(jiff::Zoned, jiff::Zoned)>,
    pub(super) length: Option<Length>,
    pub(super) bound: Option<Bound>,
    pub(super) problem: Option<Problem>,
}

impl Piece {
    fn new(start: usize, end: usize) -> Self {
        Self { start, end, ..Self::default() }
    }

    /// It is the present instant.
    pub(super) fn is_now(&self, grammar: &Grammar<'_>) -> bool {
        self.instant.is_some() && self.end == self.start + 1 && grammar.is(self.start, Word::Now)
    }

    /// It is nothing but a number that may be an hour.
    pub(super) fn is_bare(&self) -> bool {
        self.day.is_none()
            && self.part.is_none()
            && self.instant.is_none()
            && self.instants.is_none()
            && self.length.is_none()
            && self.problem.is_none()
            && self.clock.is_none_or(|clock| clock.weak)
    }

    pub(super) fn is_alone(&self) -> bool {
        self.instant.is_some()
            || self.instants.is_some()
            || self.length.is_some()
            || self.problem.is_some()
    }
}

impl Grammar<'_> {
    /// All mentions, in order, each with what stands beside it.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let Some(piece) = self.piece_at(at) else {
                at += 1;
                continue;
            };
            at = piece.end.max(at + 1);
            let joined = pieces.last_mut().is_some_and(|last| self.join(last, &piece));
            if !joined {
                pieces.push(piece);
            }
        }
        pieces
    }

    fn piece_at(&self, at: usize) -> Option<Piece> {
        if self.is(at, Word::Now) {
            let mut piece = Piece::new(at, at + 1);
            piece.time_at = Some((at, at + 1));
            piece.instant = Some((self.context.now.clone(), Grain::Minute));
            return Some(piece);
        }
        if let Some((length, sign, end)) = self.distance(at)
            && !length.is_days()
        {
            let mut piece = Piece::new(at, end);
            piece.time_at = Some((at, end));
            piece.instant = length.moved(self.context.now, sign).map(|then| (then, Grain::Minute));
            return Some(piece);
        }
        if let Some(clock) = self.minutes_and_hour(at) {
            return self.clock_piece(at, Ok(self.tail(clock)));
        }
        if let Some(span) = self.near_now(at) {
            return Some(span);
        }
        let day = self.beside_day(at).or_else(|| self.day_at(at));
        if let Some((day, end)) = day {
            let mut piece = Piece::new(at, end);
            piece.day = Some(day);
            piece.day_at = Some((at, end));
            if end == at + 1
                && let Some(part) = self.entry(at).part
                && (self.entry(at).shift.is_some_and(|shift| shift <= 0)
                    || self.entry(at).holiday.is_some())
            {
                piece.part = Some((part, Edge::Whole));
                piece.time_at = None;
            }
            return Some(piece);
        }
        if let Some(length) = self.length_at(at).filter(|_| self.is_length(at)) {
            let mut piece = Piece::new(at, length.end);
            piece.length = Some(length);
            return Some(piece);
        }
        if let Some(found) = self.clock_at(at) {
            return self.clock_piece(at, found);
        }
        if let Some(piece) = self.part_at(at) {
            return Some(piece);
        }
        if let Some(length) = self.length_at(at) {
            let mut piece = Piece::new(at, length.end);
            piece.length = Some(length);
            return Some(piece);
        }
        // "para un corte": an article, not an hour.
        if self.is(at, Word::An) && !self.behind(at, &[Word::The, Word::At]) {
            return None;
        }
        let bare = self.cardinal(at, 25, 31).filter(|_| !self.is_counted(at, at + 1))?;
        let mut piece = Piece::new(at, at + 1);
        piece.bare = Some(bare);
        Some(piece)
    }

    /// "the next 3 hours", "los últimos 5 minutos".
    fn near_now(&self, at: usize) -> Option<Piece> {
        let before = self.which(at);
        let place = at + usize::from(before.is_some());
        let one = before.is_some() && self.unit(place).is_some();
        let (count, mut place) = if one { (1, place) } else { self.count(place)? };
        let middle = self.which(place).filter(|_| before.is_none());
        place += usize::from(middle.is_some());
        let unit = self.unit(place)?;
        let behind = self.which(place + 1).filter(|_| before.is_none() && middle.is_none());
        let which = before.or(middle).or(behind)?;
        let seconds = match unit {
            Unit::Second => 1,
            Unit::Minute => 60,
            Unit::Hour => 3_600,
            _ => return None,
        };
        let length = Length { seconds: i64::from(count) * seconds, ..Length::default() };
        let now = self.context.now;
        let sign = if which == Which::Last { -1 } else { 1 };
        let other = length.moved(now, sign)?;
        let mut piece = Piece::new(at, place + 1 + usize::from(behind.is_some()));
        piece.instants = Some(if sign < 0 { (other, now.clone()) } else { (now.clone(), other) });
        Some(piece)
    }

    /// Whether a number with "hours" is how long rather than when.
    fn is_length(&self, at: usize) -> bool {
        let cued = self.behind(
            at,
            &[Word::At, Word::Around, Word::Before, Word::After, Word::From, Word::Until],
        );
        let lasting = self.behind(at, &[Word::For, Word::Lasting]);
        let clock_number = self.number(at).is_some_and(|it| it.value >= 100);
        let unit_at = at + 1;
        let marked = self.is(unit_at, Word::HourMark);
        if !marked {
            return !clock_number && !self.any(at, &[Word::Quarter, Word::Half])
                || self.unit(unit_at).is_some();
        }
        let glued = self.touches(unit_at) && self.is_brief(unit_at);
        !cued && !glued && !clock_number && !self.lexicon.habits.clock_24 || lasting && !glued
    }

    fn clock_piece(&self, at: usize, found: super::clock::Read) -> Option<Piece> {
        match found {
            Ok(clock) => {
                if clock.weak && self.is_counted(clock.start, clock.end) {
                    return None;
                }
                let mut piece = Piece::new(at, clock.end);
                piece.clock = Some(clock);
                piece.time_at = Some((at, clock.end));
                if clock.weak && clock.end == at + 1 {
                    piece.bare = self.cardinal(at, 1, 31);
                }
                Some(piece)
            }
            Err(end) => {
                let mut piece = Piece::new(at, end);
                piece.problem = Some(Problem::NoSuchTime);
                Some(piece)
            }
        }
    }

    /// Whether a number counts something, is one of a row of digits or names a thing.
    fn is_counted(&self, at: usize, end: usize) -> bool {
        let next = self.entry(end);
        let row = |at: usize| {
            self.number(at).is_some_and(|number| number.width > 0)
                && !self.tokens.get(at).is_some_and(|token| token.pause)
        };
        // "the one on Thursday", "the second one": a pronoun.
        let pronoun = !self.lexicon.habits.plain_day
            && self.number(at).is_some_and(|it| it.width == 0 && it.value == 1)
            && (self.behind(at, &[Word::The, Word::This, Word::Last, Word::Next])
                || next.is(Word::Of)
                || at
                    .checked_sub(1)
                    .is_some_and(|it| self.number(it).is_some_and(|it| it.ordinal)));
        pronoun
            || next.is(Word::Counted)
            || next.unit.is_some()
            || next.multiplier.is_some()
            || self.behind(at, &[Word::Pointing])
            || row(end) && self.number(end - 1).is_some_and(|it| it.width > 0)
            || at.checked_sub(1).is_some_and(row) && self.number(at).is_some_and(|it| it.width > 0)
    }

    /// A part of the day: "in the morning", "late afternoon", "fin de matinée".
    fn part_at(&self, at: usize) -> Option<Piece> {
        let edge = |at: usize| {
            if self.any(at, &[Word::Early, Word::Begin]) {
                Some(Edge::Early)
            } else if self.is(at, Word::Mid) {
                Some(Edge::Mid)
            } else if self.any(at, &[Word::Late, Word::End]) {
                Some(Edge::Late)
            } else {
                None
            }
        };
        let mut which = edge(at);
        let mut place = at + usize::from(which.is_some());
        if which.is_some() {
            place = self.skip(place, &[Word::In, Word::The, Word::Of, Word::For]);
        }
        let meal = self.is(place, Word::Meal)
            && which.is_none()
            && !self.behind(
                place,
                &[
                    Word::At,
                    Word::Around,
                    Word::Before,
                    Word::After,
                    Word::By,
                    Word::In,
                    Word::This,
                ],
            )
            && !self.behind(
                place.saturating_sub(1),
                &[Word::At, Word::Around, Word::Before, Word::After],
            );
        let during = self.lexicon.habits.plain_day
            && at >= 2
            && (self.behind(place, &[Word::For]) || self.behind(place - 1, &[Word::For]));
        if meal && !during {
            return None;
        }
        let this = self.is(place, Word::This) || self.is(place, Word::Coming);
        let next = self.is(place, Word::Next);
        place += usize::from(this || next);
        let part = self.entry(place).part?;
        if self.behind(at, &[Word::Greeting]) && !this {
            return None;
        }
        let mut end = place + 1;
        if which.is_none() && !self.lexicon.habits.weekday_number_is_day {
            // English puts it in front.
        } else if which.is_none()
            && let Some(behind) = edge(end).filter(|_| {
                self.entry(end + 1).part.is_none() && self.entry(end + 1).month.is_none()
            })
        {
            which = Some(behind);
            end += 1;
        }
        let mut piece = Piece::new(at, end);
        piece.part = Some((part, which.unwrap_or(Edge::Whole)));
        piece.time_at = Some((place, end));
        let shift = if this { Some(0) } else { self.entry(place).shift.filter(|it| *it <= 0) };
        if let Some(shift) = shift {
            let days = jiff::Span::new().days(i64::from(shift));
            piece.day = self.today().checked_add(days).ok().map(Day::exact);
            // "This evening" names the day.
            piece.day_at = Some((place - usize::from(this), end));
            piece.time_at = None;
        }
        Some(piece)
    }
}
