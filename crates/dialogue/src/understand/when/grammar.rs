//! What every rule of the grammar looks at: the tokens and the context.

use jiff::civil::Date;

use super::Context;
use super::lexicon::{Entry, Lexicon};
use super::token::{Number, Token};
use super::words::{Unit, Word};

/// The tokens of an utterance with everything needed to read them.
pub(super) struct Grammar<'a> {
    pub(super) tokens: &'a [Token<'a>],
    pub(super) lexicon: &'a Lexicon,
    pub(super) context: &'a Context<'a>,
}

impl Grammar<'_> {
    pub(super) fn today(&self) -> Date {
        self.context.now.date()
    }

    pub(super) fn entry(&self, at: usize) -> &Entry {
        self.tokens.get(at).map_or(Entry::NONE, |token| token.entry)
    }

    pub(super) fn is(&self, at: usize, word: Word) -> bool {
        self.entry(at).is(word)
    }

    pub(super) fn any(&self, at: usize, words: &[Word]) -> bool {
        words.iter().any(|word| self.is(at, *word))
    }

    /// Whether the token before `at` is one of `words`.
    pub(super) fn behind(&self, at: usize, words: &[Word]) -> bool {
        at.checked_sub(1).is_some_and(|before| self.any(before, words))
    }

    pub(super) fn number(&self, at: usize) -> Option<Number> {
        self.tokens.get(at).and_then(|token| token.number)
    }

    /// A number that is no ordinal, within bounds.
    pub(super) fn cardinal(&self, at: usize, from: u32, to: u32) -> Option<u32> {
        let number = self.number(at).filter(|number| !number.ordinal)?;
        (from..=to).contains(&number.value).then_some(number.value)
    }

    pub(super) fn unit(&self, at: usize) -> Option<Unit> {
        self.entry(at).unit
    }

    pub(super) fn skip(&self, mut at: usize, words: &[Word]) -> usize {
        while at < self.tokens.len() && self.any(at, words) {
            at += 1;
        }
        at
    }

    /// Whether a token touches the one before it: `3p`.
    pub(super) fn touches(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        match (before, self.tokens.get(at)) {
            (Some(before), Some(token)) => before.span.end == token.span.start,
            _ => false,
        }
    }

    /// `16h`, `19hr`.
    pub(super) fn is_brief(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.span.len() <= 3)
    }

    pub(super) fn is_short(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.span.len() == 1)
    }
}
