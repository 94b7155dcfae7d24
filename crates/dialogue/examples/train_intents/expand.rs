//! Examples from templates.
//!
//! A file has lines of four kinds: `# a remark`, `$slot = one | another`, `= label` (an act, for the
//! lines below it), and templates. In a template `[a|b|]` is one of several (or nothing), `$slot` is
//! one of a slot's values, and both may be nested.

#![expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts here are small"
)]

use std::collections::{BTreeMap, BTreeSet};

/// The most sentences made of one template.
const SAMPLES_MAX: usize = 80;
/// Up to how many sentences of a template all are made.
const ALL_UNTIL: usize = 40;

/// A small generator of numbers that are the same everywhere (`SplitMix64`).
pub(crate) struct Numbers(pub u64);

impl Numbers {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// A hash of text (FNV-1a, 64 bits).
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A sentence and what it does.
pub(crate) struct Example {
    pub(crate) label: String,
    pub(crate) text: String,
}

enum Piece {
    Text(String),
    Choice(Vec<Vec<Piece>>),
}

fn parse(text: &str, slots: &BTreeMap<String, String>, line: usize) -> Vec<Vec<Piece>> {
    let mut rest = text.chars().peekable();
    let found = alternatives(&mut rest, slots, line);
    assert!(rest.next().is_none(), "line {line}: a ] too many");
    found
}

fn alternatives(
    rest: &mut std::iter::Peekable<std::str::Chars<'_>>,
    slots: &BTreeMap<String, String>,
    line: usize,
) -> Vec<Vec<Piece>> {
    let mut all = vec![Vec::new()];
    let mut text = String::new();
    loop {
        let next = rest.peek().copied();
        if matches!(next, Some('[' | ']' | '|' | '$') | None) && !text.is_empty() {
            all.last_mut().unwrap().push(Piece::Text(std::mem::take(&mut text)));
        }
        match next {
            None | Some(']') => return all,
            Some('|') => {
                rest.next();
                all.push(Vec::new());
            }
            Some('[') => {
                rest.next();
                let inner = alternatives(rest, slots, line);
                assert_eq!(rest.next(), Some(']'), "line {line}: no ]");
                all.last_mut().unwrap().push(Piece::Choice(inner));
            }
            Some('$') => {
                rest.next();
                let mut name = String::new();
                while let Some(letter) =
                    rest.peek().filter(|it| it.is_ascii_alphanumeric() || **it == '_')
                {
                    name.push(*letter);
                    rest.next();
                }
                let slot = slots.get(&name).unwrap_or_else(|| panic!("line {line}: no ${name}"));
                all.last_mut().unwrap().push(Piece::Choice(parse(slot, slots, line)));
            }
            Some(letter) => {
                rest.next();
                text.push(letter);
            }
        }
    }
}

/// How many sentences a template stands for.
fn count(all: &[Vec<Piece>]) -> f64 {
    let one = |piece: &Piece| match piece {
        Piece::Text(_) => 1.0,
        Piece::Choice(inner) => count(inner),
    };
    all.iter().map(|pieces| pieces.iter().map(one).product::<f64>()).sum()
}

fn sample(all: &[Vec<Piece>], numbers: &mut Numbers, into: &mut String) {
    let chosen = &all[numbers.below(all.len())];
    for piece in chosen {
        match piece {
            Piece::Text(text) => into.push_str(text),
            Piece::Choice(inner) => sample(inner, numbers, into),
        }
    }
}

/// All examples of a file, in its order.
pub(crate) fn expand(file: &str) -> Vec<Example> {
    let slot = |line: &str| {
        let (name, values) = line.trim().strip_prefix('$')?.split_once(" = ")?;
        Some((name.to_owned(), values.to_owned()))
    };
    let slots: BTreeMap<String, String> = file.lines().filter_map(slot).collect();
    let (mut label, mut examples) = (String::new(), Vec::new());
    for (line, text) in file.lines().enumerate() {
        let text = text.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        if let Some(name) = text.strip_prefix("= ") {
            name.clone_into(&mut label);
            continue;
        }
        if slot(text).is_some() {
            continue;
        }
        let template = parse(text, &slots, line + 1);
        let wanted = wanted(count(&template));
        let mut numbers = Numbers(hash(text) ^ hash(&label));
        let mut seen = BTreeSet::new();
        for _ in 0..wanted * 5 {
            let mut sentence = String::new();
            sample(&template, &mut numbers, &mut sentence);
            let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
            if seen.len() < wanted && seen.insert(sentence.clone()) {
                examples.push(Example { label: label.clone(), text: sentence });
            }
        }
    }
    examples
}

/// How many sentences are made where `count` could be: all where they are few, else twice their
/// root. Only operations whose results are the same on every machine are used (`powf` is not one).
fn wanted(count: f64) -> usize {
    let root = (count.sqrt() * 2.0).ceil().max(ALL_UNTIL as f64);
    (root.min(count) as usize).clamp(1, SAMPLES_MAX)
}
