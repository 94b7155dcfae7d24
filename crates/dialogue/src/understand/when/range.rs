//! From one to another: "between 2 and 4", "July 13 to 15", "before noon".

use super::clock::Clock;
use super::day::Day;
use super::grammar::Grammar;
use super::piece::{Bound, Piece};
use super::words::Word;

/// What may stand between the ends of a range.
const SMALL: &[Word] = &[
    Word::Until,
    Word::And,
    Word::The,
    Word::On,
    Word::At,
    Word::Of,
    Word::For,
    Word::By,
    Word::Around,
    Word::This,
];

impl Grammar<'_> {
    /// Makes ranges of pieces that a connecting word stands between, and notes bounds.
    pub(super) fn ranges(&self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut done: Vec<Piece> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let joined = done.last().and_then(|last| self.range(last, &piece));
            if let (Some(joined), Some(last)) = (joined, done.last_mut()) {
                *last = joined;
                let ranged = done.pop();
                if let Some(ranged) = ranged
                    && !done.last_mut().is_some_and(|before| self.complete(before, &ranged))
                {
                    done.push(ranged);
                }
                continue;
            }
            let rest = done.last_mut().is_some_and(|last| self.complete(last, &piece));
            if !rest {
                done.push(piece);
            }
        }
        for piece in &mut done {
            self.bind(piece);
        }
        done
    }

    fn connected(&self, from: &Piece, to: &Piece) -> bool {
        let gap = from.end..to.start;
        if gap.is_empty() || gap.len() > 3 {
            return false;
        }
        if !gap.clone().all(|at| self.any(at, SMALL)) {
            return false;
        }
        let between = (from.start.saturating_sub(2)..from.end).any(|at| {
            self.any(at, &[Word::Between]) || self.is(at, Word::After) && at < from.start
        });
        let until = gap.clone().any(|at| self.is(at, Word::Until));
        let and = gap.clone().any(|at| self.is(at, Word::And));
        until || and && between
    }

    fn range(&self, from: &Piece, to: &Piece) -> Option<Piece> {
        if !self.connected(from, to) || from.until.is_some() || from.until_day.is_some() {
            return None;
        }
        if from.length.is_some() || to.length.is_some() {
            return None;
        }
        let mut joined = from.clone();
        joined.end = to.end;
        joined.bound = None;
        joined.part = from.part.or(to.part);
        joined.bare = None;
        let (mut left, mut right) = (from.clone(), to.clone());
        number_as_day(&mut left, &mut right);
        match (left.clock, right.clock) {
            (Some(first), Some(last)) => {
                // Each end has its own part of the day, or takes the other's.
                let both = left.part.is_some() && right.part.is_some()
                    || !last.open && left.part.is_some();
                let first = if both { self.settle(first, left.part, None) } else { first };
                let last =
                    if right.part.is_some() { self.settle(last, right.part, None) } else { last };
                let day = left.day.or(right.day);
                joined.clock = Some(Clock { weak: first.weak && last.weak, ..first });
                joined.until = Some(last);
                joined.day = day;
                joined.day_at = left.day_at.or(right.day_at);
                if left.day.is_some() && right.day.is_some() && left.day != right.day {
                    joined.until_day = right.day;
                }
                joined.time_at = left.time_at.zip(right.time_at).map(|(a, b)| (a.0, b.1));
                Some(joined)
            }
            (None, None) => {
                let (mut first, last) = (left.day?, right.day?);
                if left.part.is_some() || right.part.is_some() {
                    return None;
                }
                if first.day.is_some() && first.month.is_none() && last.day.is_some() {
                    first.month = last.month;
                    first.days = first.days.or(last.days);
                }
                let last = in_month_of(&first, last);
                if first.year.is_none() && last.year.is_some() && first.month.is_some() {
                    first.year = last.year;
                }
                joined.day = Some(first);
                joined.until_day = Some(last);
                joined.clock = None;
                joined.time_at = None;
                joined.day_at = left.day_at.zip(right.day_at).map(|(a, b)| (a.0, b.1));
                Some(joined)
            }
            // "Thursday until 5"
            (None, Some(_)) if left.day.is_some() && right.day.is_none() && left.part.is_none() => {
                joined.clock = right.clock;
                joined.time_at = right.time_at;
                joined.bound = Some(Bound::Before);
                Some(joined)
            }
            _ => None,
        }
    }

    /// A day beside a range of times: "Monday morning from 10 to 12", "9 to 11 on Thursday".
    fn complete(&self, last: &mut Piece, next: &Piece) -> bool {
        let gap = last.end..next.start;
        let glue = [
            Word::At,
            Word::On,
            Word::The,
            Word::Of,
            Word::In,
            Word::For,
            Word::From,
            Word::Between,
            Word::Lead,
        ];
        if gap.len() > 3 || !gap.clone().all(|at| self.any(at, &glue)) {
            return false;
        }
        let time_range = next.until.is_some() && next.day.is_none();
        let ranged = last.until.is_some() && last.day.is_none() && next.clock.is_none();
        if time_range && last.clock.is_none() && last.day.is_some() && last.until_day.is_none() {
            last.clock = next.clock;
            last.until = next.until;
            last.time_at = next.time_at;
            last.part = last.part.or(next.part);
            last.end = next.end;
            return true;
        }
        if ranged && (next.day.is_some() || next.part.is_some()) && next.until_day.is_none() {
            last.day = next.day;
            last.day_at = next.day_at;
            last.part = last.part.or(next.part);
            last.end = next.end;
            return true;
        }
        false
    }

    /// "before", "after" and "or later" around a piece.
    fn bind(&self, piece: &mut Piece) {
        if piece.until.is_some() || piece.until_day.is_some() {
            return;
        }
        if self.is(piece.end, Word::OrLater) {
            piece.bound = Some(Bound::After);
            piece.end += 1;
            return;
        }
        if self.is(piece.end, Word::OrEarlier) {
            piece.bound = Some(Bound::Before);
            piece.end += 1;
            return;
        }
        let small = [Word::At, Word::The, Word::On, Word::Around];
        let mut at = piece.start;
        for _ in 0..3 {
            let Some(before) = at.checked_sub(1) else { return };
            if let Some(bound) = self.bound_word(before) {
                piece.bound = piece.bound.or(Some(bound));
                return;
            }
            if !self.any(before, &small) {
                return;
            }
            at = before;
        }
    }
}

/// "July 13 to 15", "from 13 to 15 July": a bare number is a day where the other one is.
fn number_as_day(left: &mut Piece, right: &mut Piece) {
    let as_day = |bare: Option<u32>, other: Day| {
        let day = i8::try_from(bare?).ok()?;
        Some(Day {
            day: Some(day),
            month: other.month,
            year: other.year,
            days: other.days,
            ..Day::default()
        })
    };
    if left.is_bare()
        && let Some(other) = right.day.filter(|day| day.day.is_some() && right.clock.is_none())
        && let Some(day) = as_day(left.bare, other)
    {
        left.day = Some(day);
        left.day_at = Some((left.start, left.end));
        left.clock = None;
    } else if right.is_bare()
        && let Some(other) = left.day.filter(|day| day.day.is_some() && left.clock.is_none())
        && let Some(day) = as_day(right.bare, other)
    {
        right.day = Some(day);
        right.day_at = Some((right.start, right.end));
        right.clock = None;
    }
}

/// "July 13 to 15" ends in July, "the 27th of October until the 5th" in November.
fn in_month_of(first: &Day, mut last: Day) -> Day {
    let (Some(month), Some(from), Some(to)) = (first.month, first.day, last.day) else {
        return last;
    };
    if last.month.is_some() || last.weekday.is_some() {
        return last;
    }
    let over = to < from;
    last.month = Some(if over { month % 12 + 1 } else { month });
    last.year = last.year.or(first.year.map(|year| year + i16::from(over && month == 12)));
    last
}
