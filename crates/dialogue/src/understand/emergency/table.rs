//! The patterns of all languages, compiled once: words to slots, first slots to rules.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::lines::{Kind, Lines, Step, read};

/// The languages that are listened for, by their BCP 47 names; a rule holds a place in this list.
pub(super) const LANGUAGES: [&str; 3] = ["en", "es", "fr"];

static TEXTS: [&str; 3] = [
    include_str!("../../../lang/en/danger.txt"),
    include_str!("../../../lang/es/danger.txt"),
    include_str!("../../../lang/fr/danger.txt"),
];

/// The table.
pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| Table::of(&TEXTS.map(read)));

/// A place in a pattern, as the number of the set of words that may stand there.
pub(super) type Slot = u16;

/// A step of a compiled pattern.
#[derive(Debug, Clone, Copy)]
pub(super) enum Move {
    Word { slot: Slot, is_optional: bool },
    Gap(usize),
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Rule {
    pub kind: Kind,
    /// Its place in [`LANGUAGES`].
    pub language: usize,
    pub moves: Vec<Move>,
    pub in_any_order: bool,
    pub is_immune: bool,
    pub takes_up: bool,
}

/// All patterns.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub rules: Vec<Rule>,
    /// Slots of each known word, in order.
    words: FxHashMap<&'static str, Vec<Slot>>,
    /// Beginnings of words in order, with their slots and those of every shorter beginning.
    beginnings: Vec<(&'static str, Vec<Slot>)>,
    /// Rules that take words out, by their first slot.
    masks: Vec<Vec<usize>>,
    /// All other rules, by their first slot.
    signs: Vec<Vec<usize>>,
    /// The slot of the words that begin a statement, per language.
    openers: Vec<Slot>,
    /// The slot of the verbs of a statement, per language.
    verbs: Vec<Slot>,
    /// The slot of the words that turn the talk, per language.
    turns: Vec<Slot>,
}

impl Table {
    fn of(files: &[Lines]) -> Self {
        let mut table = Self::default();
        let mut slots = Slots::default();
        for (language, file) in files.iter().enumerate() {
            table.openers.push(slots.of(&file.openers));
            table.verbs.push(slots.of(&file.verbs));
            table.turns.push(slots.of(&file.turns));
            for line in &file.patterns {
                let moves = line.steps.iter().map(|step| match step {
                    Step::Gap(words) => Move::Gap(*words),
                    Step::Word { choices, is_optional } => {
                        Move::Word { slot: slots.of(choices), is_optional: *is_optional }
                    }
                });
                table.rules.push(Rule {
                    kind: line.kind,
                    language,
                    moves: moves.collect(),
                    in_any_order: line.in_any_order,
                    is_immune: line.is_immune,
                    takes_up: line.takes_up,
                });
            }
        }
        table.index(slots.sets.len());
        slots.spread(&mut table);
        table
    }

    fn index(&mut self, slots: usize) {
        self.masks = vec![Vec::new(); slots];
        self.signs = vec![Vec::new(); slots];
        for (place, rule) in self.rules.iter().enumerate() {
            let index = if rule.kind == Kind::Mask { &mut self.masks } else { &mut self.signs };
            let Some(Move::Word { slot, .. }) = rule.moves.first() else { continue };
            if let Some(rules) = index.get_mut(usize::from(*slot)) {
                rules.push(place);
            }
        }
    }

    /// The slots of a word without its accents; none if no pattern knows it.
    pub(super) fn slots(&self, word: &str) -> &[Slot] {
        self.words.get(word).map_or_else(|| self.begun(word), Vec::as_slice)
    }

    fn begun(&self, word: &str) -> &[Slot] {
        let mut shared = word;
        loop {
            // What begins the word is not after it, and neither is anything it shares more with.
            let end = self.beginnings.partition_point(|(beginning, _)| *beginning <= shared);
            let nearest = end.checked_sub(1).and_then(|at| self.beginnings.get(at));
            let Some((beginning, slots)) = nearest else { return &[] };
            if word.starts_with(beginning) {
                return slots;
            }
            let same = shared.bytes().zip(beginning.bytes()).take_while(|(a, b)| a == b).count();
            match shared.get(..same) {
                Some(less) if !less.is_empty() && less.len() < shared.len() => shared = less,
                _ => return &[],
            }
        }
    }

    /// The rules that begin with a slot: those that take words out, or all others.
    pub(super) fn rules(&self, slot: Slot, masks: bool) -> &[usize] {
        let index = if masks { &self.masks } else { &self.signs };
        index.get(usize::from(slot)).map_or(&[], Vec::as_slice)
    }

    /// The languages in which a word with these slots begins a statement.
    pub(super) fn opens(&self, slots: &[Slot]) -> Languages {
        Languages::with(&self.openers, slots)
    }

    /// The languages in which a word with these slots is the verb of a statement.
    pub(super) fn states(&self, slots: &[Slot]) -> Languages {
        Languages::with(&self.verbs, slots)
    }

    /// The languages in which a word with these slots turns the talk.
    pub(super) fn turns(&self, slots: &[Slot]) -> Languages {
        Languages::with(&self.turns, slots)
    }
}

/// In which of [`LANGUAGES`] something holds: "car" turns the talk in French alone.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Languages([bool; LANGUAGES.len()]);

impl Languages {
    fn with(wanted: &[Slot], slots: &[Slot]) -> Self {
        let mut languages = Self::default();
        for (holds, slot) in languages.0.iter_mut().zip(wanted) {
            *holds = slots.binary_search(slot).is_ok();
        }
        languages
    }

    /// Whether it holds in a language; for what is of none, whether it holds in any.
    pub(super) fn has(self, language: usize) -> bool {
        self.0.get(language).copied().unwrap_or_else(|| self.0.contains(&true))
    }
}

/// Sets of words, each with a number.
#[derive(Default)]
struct Slots<'a> {
    sets: Vec<&'a [&'static str]>,
    known: FxHashMap<&'a [&'static str], Slot>,
}

impl<'a> Slots<'a> {
    fn of(&mut self, words: &'a [&'static str]) -> Slot {
        let next = Slot::try_from(self.sets.len()).unwrap_or(Slot::MAX);
        let slot = *self.known.entry(words).or_insert(next);
        if slot == next {
            self.sets.push(words);
        }
        slot
    }

    /// Gives every word and beginning its slots.
    fn spread(&self, table: &mut Table) {
        let mut beginnings: FxHashMap<&'static str, Vec<Slot>> = FxHashMap::default();
        for (slot, set) in (0..).zip(&self.sets) {
            for word in *set {
                let slots = match word.strip_suffix('~') {
                    Some(beginning) => beginnings.entry(beginning).or_default(),
                    None => table.words.entry(word).or_default(),
                };
                slots.push(slot);
            }
        }
        let shorter = |word: &str, slots: &[Slot]| {
            let more = beginnings.iter().filter(|(beginning, _)| word.starts_with(**beginning));
            let mut all: Vec<Slot> =
                more.flat_map(|(_, slots)| slots).chain(slots).copied().collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        for (word, slots) in &mut table.words {
            *slots = shorter(word, slots);
        }
        table.beginnings =
            beginnings.iter().map(|(word, slots)| (*word, shorter(word, slots))).collect();
        table.beginnings.sort_unstable();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_means_something() {
        for (text, language) in TEXTS.into_iter().zip(LANGUAGES) {
            let lines = read(text);
            assert!(lines.faults.is_empty(), "{language}: {:#?}", lines.faults);
            assert!(
                !lines.openers.is_empty() && !lines.turns.is_empty() && lines.patterns.len() > 50
            );
            for word in lines.patterns.iter().flat_map(|line| &line.steps) {
                let Step::Word { choices, .. } = word else { continue };
                let odd = choices.iter().find(|word| {
                    let word = word.trim_end_matches('~');
                    word.is_empty()
                        || !word.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
                });
                assert_eq!(odd, None, "{language}: words are lower case, without accents");
            }
        }
    }

    #[test]
    fn a_beginning_stands_for_every_word_that_begins_so() {
        let table = Table::of(&[read("@opener = i\n@turn = but\n[life]\nburn~ out\nburning up")]);
        let slots = |word| table.slots(word).len();
        assert_eq!((slots("burn"), slots("burnt"), slots("burning"), slots("bur")), (1, 1, 2, 0));
    }
}
