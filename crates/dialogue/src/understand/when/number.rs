//! Number words put together: "twenty five", "two thousand nineteen", "quatre-vingt-dix-sept".

use super::lexicon::{Entry, Lexicon};
use super::token::{Number, Token};
use super::words::Word;

/// Numbers above this are no part of any date or time.
const VALUE_MAX: u32 = 9_999;

/// Joins number words that belong together.
pub(super) fn compose<'a>(mut tokens: Vec<Token<'a>>, lexicon: &Lexicon) -> Vec<Token<'a>> {
    let mut kept = 0;
    let mut at = 0;
    while at < tokens.len() {
        let before_is_number =
            kept > 0 && tokens.get(kept - 1).is_some_and(|it| it.number.is_some());
        let found = Reader { tokens: &tokens, lexicon }.number(at, before_is_number);
        let (number, length) = found.map_or((None, 1), |(number, length)| (Some(number), length));
        let end = tokens.get(at + length - 1).map_or(0, |last| last.span.end);
        if let Some(token) = tokens.get_mut(at) {
            if let Some(number) = number {
                token.number = Some(number);
                token.unknown = false;
            }
            if length > 1 {
                token.entry = Entry::NONE;
                token.span.end = end;
            }
        }
        tokens.swap(kept, at);
        kept += 1;
        at += length;
    }
    tokens.truncate(kept);
    tokens
}

struct Reader<'a, 'b> {
    tokens: &'b [Token<'a>],
    lexicon: &'b Lexicon,
}

impl Reader<'_, '_> {
    fn entry(&self, at: usize) -> &Entry {
        self.tokens.get(at).map_or(Entry::NONE, |token| token.entry)
    }

    fn plain(&self, at: usize) -> Option<u32> {
        let token = self.tokens.get(at)?;
        if let Some(number) = token.number {
            return (!number.ordinal && number.value <= VALUE_MAX).then_some(number.value);
        }
        token.entry.number.map(u32::from)
    }

    fn number(&self, at: usize, behind_number: bool) -> Option<(Number, usize)> {
        let token = self.tokens.get(at)?;
        let said = |value, length, ordinal| Some((Number { value, width: 0, ordinal }, length));
        if token.number.is_some() {
            let digits = token.number.filter(|number| !number.ordinal && number.value < 100)?;
            let multiplied = self.entry(at + 1).multiplier.is_some();
            let (value, length) = if multiplied { self.whole(at)? } else { (digits.value, 1) };
            return (length > 1).then_some((Number { value, width: 0, ordinal: false }, length));
        }
        let entry = token.entry;
        let ones = |at: usize| self.plain(at).filter(|value| (1..=9).contains(value));
        if entry.is(Word::Zero)
            && (behind_number || entry.number.is_some())
            && self.tokens.get(at + 1).is_some_and(|next| !next.pause)
            && let Some(value) = ones(at + 1)
        {
            return Some((Number { value, width: 2, ordinal: false }, 2));
        }
        if let Some(tens) = entry.number.filter(|tens| tens % 10 == 0 && (20..100).contains(tens))
            && let Some(ones @ 1..=9) = self.entry(at + 1).ordinal
        {
            return said(u32::from(tens + ones), 2, true);
        }
        if let Some((value, length)) = self.whole(at) {
            return said(value, length, false);
        }
        entry.ordinal.and_then(|value| said(u32::from(value), 1, true))
    }

    /// Up to 99: how much and how many words.
    fn small(&self, at: usize) -> Option<(u32, usize)> {
        let value = self.plain(at).filter(|value| *value < 100)?;
        if self.tokens.get(at).is_none_or(|token| token.number.is_some()) {
            return Some((value, 1));
        }
        let tens = value >= 20 && value % 10 == 0;
        if !tens {
            return Some((value, 1));
        }
        let long = self.lexicon.habits.long_tens && matches!(value, 60 | 80);
        let fits = |ones: u32| (1..=9).contains(&ones) || long && (10..=19).contains(&ones);
        let said = |at: usize| {
            let word =
                self.tokens.get(at).filter(|token| token.number.is_none() && !token.pause)?;
            word.entry.number.map(u32::from)
        };
        if let Some(ones) = said(at + 1).filter(|ones| fits(*ones)) {
            return Some((value + ones, 2));
        }
        if self.lexicon.habits.and_minutes
            && self.entry(at + 1).is(Word::And)
            && let Some(ones) = said(at + 2).filter(|ones| fits(*ones))
            && (ones % 10 == 1 || value >= 30 && !self.lexicon.habits.long_tens)
        {
            return Some((value + ones, 3));
        }
        Some((value, 1))
    }

    /// Up to 9,900: "nineteen hundred", "five hundred and six", "quinientos seis".
    fn hundreds(&self, at: usize) -> Option<(u32, usize)> {
        if let Some(value) = self.plain(at).filter(|value| (100..1_000).contains(value))
            && self.tokens.get(at).is_some_and(|token| token.number.is_none())
        {
            let rest = self.small(at + 1);
            return Some(rest.map_or((value, 1), |(rest, length)| (value + rest, length + 1)));
        }
        let (value, length) = self.small(at)?;
        if self.entry(at + length).multiplier != Some(100) {
            return Some((value, length));
        }
        let (rest, more) = self.behind(at + length + 1, Self::small);
        Some((value * 100 + rest, length + 1 + more))
    }

    fn whole(&self, at: usize) -> Option<(u32, usize)> {
        let bare = self.entry(at).multiplier == Some(1_000) && self.lexicon.habits.and_minutes;
        let (value, length) = if bare { (1, 0) } else { self.hundreds(at)? };
        if self.entry(at + length).multiplier != Some(1_000) {
            return Some((value, length));
        }
        let (rest, more) = self.behind(at + length + 1, Self::hundreds);
        let sum = value.checked_mul(1_000)?.checked_add(rest)?;
        (sum <= VALUE_MAX).then_some((sum, length + 1 + more))
    }

    /// What follows a hundred or a thousand, with or without an "and".
    fn behind(
        &self,
        at: usize,
        read: impl Fn(&Self, usize) -> Option<(u32, usize)>,
    ) -> (u32, usize) {
        if let Some(found) = read(self, at) {
            return found;
        }
        let and = self.entry(at).is(Word::And).then(|| read(self, at + 1)).flatten();
        and.map_or((0, 0), |(rest, length)| (rest, length + 1))
    }
}
