//! Tables of patterns, compiled once and found in one walk over an utterance.
//!
//! A pattern is words parted by blanks; `a|b` is one of several words, `*` is up to three words, a
//! leading `^` ties it to the beginning of the utterance. A pattern must begin with a word.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// How many words a `*` stands for, at most.
pub const GAP: usize = 3;

/// A table of patterns, looked up by first word.
///
/// An utterance of n words costs n look-ups and a few comparisons, however long the table is.
#[derive(Debug, Default)]
pub struct Patterns {
    patterns: Vec<Pattern>,
    by_first: FxHashMap<Box<str>, Vec<usize>>,
}

#[derive(Debug)]
struct Pattern {
    tied: bool,
    /// What follows the first word.
    rest: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Gap,
    OneOf(Box<[Box<str>]>),
}

/// A pattern that stands in an utterance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its place in the table.
    pub pattern: usize,
    /// The words that it takes up.
    pub words: Range<usize>,
}

impl Patterns {
    /// Compiles a table.
    pub fn new<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Self {
        let mut table = Self::default();
        for (place, text) in patterns.into_iter().enumerate() {
            let (tied, text) = text.strip_prefix('^').map_or((false, text), |text| (true, text));
            let mut steps = text.split(' ').filter(|step| !step.is_empty());
            for first in steps.next().unwrap_or_default().split('|') {
                table.by_first.entry(first.into()).or_default().push(place);
            }
            let rest = steps.map(|step| match step {
                "*" => Step::Gap,
                choices => Step::OneOf(choices.split('|').map(Box::from).collect()),
            });
            table.patterns.push(Pattern { tied, rest: rest.collect() });
        }
        table
    }

    /// Every place at which a pattern stands, from the first word to the last; of one pattern that
    /// stands at one place in several ways, the shortest.
    pub fn hits<'a, W: AsRef<str>>(&'a self, words: &'a [W]) -> impl Iterator<Item = Hit> + 'a {
        words.iter().enumerate().flat_map(move |(start, word)| {
            let places = self.by_first.get(word.as_ref()).map_or(&[][..], Vec::as_slice);
            places.iter().filter_map(move |&pattern| {
                let it = self.patterns.get(pattern)?;
                if it.tied && start > 0 {
                    return None;
                }
                let length = length_of(words.get(start + 1..)?, &it.rest)?;
                Some(Hit { pattern, words: start..start + 1 + length })
            })
        })
    }

    /// Whether any pattern stands anywhere.
    pub fn any<W: AsRef<str>>(&self, words: &[W]) -> bool {
        self.hits(words).next().is_some()
    }

    /// How many patterns there are.
    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }
}

/// How many words the steps take up at the beginning of the words, if they stand there.
fn length_of<W: AsRef<str>>(words: &[W], steps: &[Step]) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else { return Some(0) };
    match step {
        Step::Gap => (0..=GAP).find_map(|skip| Some(skip + length_of(words.get(skip..)?, rest)?)),
        Step::OneOf(choices) => {
            let (word, behind) = words.split_first()?;
            let fits = choices.iter().any(|choice| **choice == *word.as_ref());
            if fits { length_of(behind, rest).map(|length| length + 1) } else { None }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::Words;

    #[test]
    fn patterns_stand_where_they_stand() {
        let table = Patterns::new(["move|change my * appointment", "^hello", "my"]);
        let hits = |text: &str| -> Vec<(usize, Range<usize>)> {
            let words = Words::of(text);
            table.hits(&words.words).map(|hit| (hit.pattern, hit.words)).collect()
        };
        assert_eq!(hits("please move my next dental appointment"), [(0, 1..6), (2, 2..3)]);
        assert_eq!(hits("hello there"), [(1, 0..1)]);
        assert_eq!(hits("well hello"), []);
        assert_eq!(hits("change my a b c d appointment"), [(2, 1..2)]);
        assert_eq!(hits("move my"), [(2, 1..2)]);
        assert_eq!(hits(""), []);
    }

    #[test]
    fn an_empty_table_finds_nothing() {
        let table = Patterns::new([]);
        assert!(table.is_empty() && !table.any(&["anything"]));
        assert!(!Patterns::new([""]).any(&["anything"]));
    }
}
