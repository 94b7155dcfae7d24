//! Which mentions belong together.

use std::ops::Range;

use super::day::Day;
use super::grammar::Grammar;
use super::piece::{Bound, Piece};
use super::value::Grain;
use super::words::Word;

/// What may stand between the parts of one time.
const GLUE: &[Word] = &[
    Word::At,
    Word::On,
    Word::The,
    Word::Of,
    Word::In,
    Word::For,
    Word::Around,
    Word::By,
    Word::This,
    Word::Lead,
    Word::From,
    Word::Before,
    Word::After,
    Word::Since,
];

impl Grammar<'_> {
    /// Joins a mention to the one before it, if they say different things about one time.
    pub(super) fn join(&self, last: &mut Piece, next: &Piece) -> bool {
        if last.is_alone() || next.is_alone() || next.start < last.end {
            return false;
        }
        let gap = last.end..next.start;
        if gap.len() > 3 {
            return false;
        }
        if !gap.clone().all(|at| self.any(at, GLUE)) {
            return false;
        }
        let until = gap.clone().any(|at| self.is(at, Word::Until));
        let only_until = gap.clone().any(|at| self.is(at, Word::Until) && !self.is(at, Word::At));
        let strong = next.clock.is_some_and(|clock| !clock.weak) && next.day.is_none();
        let article = gap.clone().any(|at| self.any(at, &[Word::Of, Word::The]));
        if only_until && !(article && strong && last.clock.is_none()) {
            return false;
        }
        let fills_clock = next.clock.is_some() && last.clock.is_none();
        let known = last.day.is_some() || last.part.is_some();
        if until && !(fills_clock && known) && next.part.is_none() {
            return false;
        }
        if last.day.is_some_and(|day| day.weak) && next.is_bare() {
            return false;
        }
        let for_gap = gap.clone().any(|at| self.is(at, Word::For) && !self.is(at, Word::The));
        if last.is_bare() && last.clock.is_none() {
            return Self::join_bare(last, next);
        }
        if next.is_bare() && (next.clock.is_none() || for_gap && !self.lexicon.habits.plain_day) {
            return false;
        }
        let part_alone = next.part.is_some() && next.day.is_none();
        let party = self.is_party(last.start) && !part_alone;
        if last.is_bare() && (party || next.clock.is_some() && next.day.is_none()) {
            return false;
        }
        if last.is_bare() && Self::join_bare(last, next) {
            return true;
        }
        self.fill(last, next, &gap)
    }

    /// "table for 4": a number that counts people rather than hours.
    fn is_party(&self, at: usize) -> bool {
        self.behind(at, &[Word::For, Word::Of])
            && !self.behind(at, &[Word::At, Word::By])
            && !self.lexicon.habits.plain_day
    }

    /// "the 23 of next month": a bare number and a month.
    fn join_bare(last: &mut Piece, next: &Piece) -> bool {
        let month =
            next.day.and_then(|day| day.days).is_some_and(|days| days.grain == Grain::Month);
        let Some(bare) = last.bare.filter(|_| month && next.clock.is_none()) else { return false };
        let day = Day { day: i8::try_from(bare).ok(), ..next.day.unwrap_or_default() };
        last.day = Some(day);
        last.day_at = Some((last.start, next.end));
        last.clock = None;
        last.time_at = None;
        last.bare = None;
        last.end = next.end;
        true
    }

    fn fill(&self, last: &mut Piece, next: &Piece, gap: &Range<usize>) -> bool {
        let mut joined = last.clone();
        match (&mut joined.day, &next.day) {
            (Some(mine), Some(theirs)) => {
                if last.clock.is_some() && next.clock.is_some() || !mine.join(theirs) {
                    // "tomorrow evening": the part's own day is the day that was said.
                    let same = next.part.is_some() && mine.exact == theirs.exact;
                    if !same {
                        return false;
                    }
                }
                joined.day_at = joined.day_at.zip(next.day_at).map(|(a, b)| (a.0, b.1));
            }
            (None, Some(theirs)) => {
                joined.day = Some(*theirs);
                joined.day_at = next.day_at;
            }
            (_, None) => {}
        }
        if joined.clock.is_some() && next.clock.is_some() || !self.parts_agree(last, next) {
            return false;
        }
        joined.clock = joined.clock.or(next.clock);
        joined.part = joined.part.or(next.part);
        let day_between = |mine: (usize, usize), theirs: (usize, usize)| {
            joined.day_at.is_some_and(|day| mine.1 <= day.0 && day.1 <= theirs.0)
        };
        joined.time_at = match (joined.time_at, next.time_at) {
            // "8 tomorrow night": the hour alone.
            (Some(mine), Some(theirs)) if day_between(mine, theirs) => {
                Some(if next.clock.is_some() { theirs } else { mine })
            }
            (Some(mine), Some(theirs)) => Some((mine.0, theirs.1)),
            (mine, theirs) => mine.or(theirs),
        };
        if let Some(clock) = &mut joined.clock {
            clock.weak = false;
        }
        for at in gap.clone() {
            joined.bound = self.bound_word(at).or(joined.bound);
        }
        joined.bare = None;
        joined.end = next.end;
        if let Some(day) = &mut joined.day {
            day.weak = false;
        }
        *last = joined;
        true
    }

    /// Whether at most one names a part of the day, or the first is inside the second: "first thing
    /// in the morning".
    fn parts_agree(&self, last: &Piece, next: &Piece) -> bool {
        let hours = |piece: &Piece| {
            let (index, _) = piece.part?;
            self.lexicon.parts.get(usize::from(index)).map(|(_, hours)| hours.whole)
        };
        match (hours(last), hours(next)) {
            (Some(mine), Some(theirs)) => theirs.0 <= mine.0 && mine.1 <= theirs.1,
            _ => true,
        }
    }

    pub(super) fn bound_word(&self, at: usize) -> Option<Bound> {
        let is = |word| self.is(at, word);
        let from = is(Word::From) && !is(Word::Of) && !is(Word::On);
        let by = is(Word::By) && !is(Word::On) && !is(Word::For);
        let until = is(Word::Until) && !is(Word::At) && !is(Word::The);
        if is(Word::Before) && !is(Word::After) {
            Some(Bound::Before)
        } else if is(Word::After) || is(Word::Since) || from {
            Some(Bound::After)
        } else if by || until {
            Some(Bound::Before)
        } else {
            None
        }
    }
}
