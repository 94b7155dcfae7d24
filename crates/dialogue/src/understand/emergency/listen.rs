//! Finds every pattern in an utterance.

use super::lines::{Context, Kind};
use super::table::{LANGUAGES, Languages, Move, Rule, Slot, TABLE, Table};
use crate::understand::normalise::Words;

/// How far from its first word the words of a pattern in any order may stand.
const NEAR: usize = 8;

/// A word as patterns see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    slots: &'a [Slot],
    /// Whether it begins a statement: `there`, `my`.
    pub opens: Languages,
    /// Whether it is the verb of a statement: `is`.
    pub states: Languages,
    /// Whether nothing reaches past it: `but`.
    pub turns: Languages,
    is_masked: bool,
}

/// A pattern that was found, from its first word to behind its last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub kind: Kind,
    /// Its place among the languages; [`LANGUAGES`]`.len()` stands for the business's own words.
    pub language: usize,
    pub start: usize,
    pub end: usize,
    pub is_immune: bool,
    pub takes_up: bool,
}

/// Cuts words as patterns want them: without accents, `l'eau` as two words.
pub(super) fn tokens(words: &Words) -> Vec<Token<'static>> {
    let table = &*TABLE;
    let mut tokens = Vec::with_capacity(words.len() + 4);
    let mut folded = String::new();
    for (word, written) in words.words.iter().zip(&words.written) {
        let slots = table.slots(fold(word, &mut folded));
        let mut parts = written.split(['\'', '\u{2019}']);
        let (before, after) = (parts.next().unwrap_or_default(), parts.next());
        let Some(after) = after.filter(|_| slots.is_empty()) else {
            tokens.push(token(table, slots));
            continue;
        };
        let before = before.to_lowercase();
        if matches!(before.as_str(), "l" | "d" | "j" | "m" | "t" | "s" | "n" | "c" | "qu") {
            tokens.push(token(table, table.slots(&before)));
            tokens.push(token(table, table.slots(fold(&after.to_lowercase(), &mut folded))));
        } else {
            tokens.push(token(table, table.slots(fold(&before, &mut folded))));
        }
    }
    tokens
}

fn token<'a>(table: &Table, slots: &'a [Slot]) -> Token<'a> {
    let (opens, states, turns) = (table.opens(slots), table.states(slots), table.turns(slots));
    Token { slots, opens, states, turns, is_masked: false }
}

/// The word without its accents; `room` holds it where there are any.
fn fold<'a>(word: &'a str, room: &'a mut String) -> &'a str {
    if word.is_ascii() {
        return word;
    }
    room.clear();
    for letter in word.chars() {
        if letter == 'œ' {
            room.push_str("oe");
            continue;
        }
        room.push(match letter {
            'á' | 'à' | 'â' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'ö' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ñ' => 'n',
            'ç' => 'c',
            other => other,
        });
    }
    room
}

/// Everything that patterns find. `active` says of which languages trade counts.
pub(super) fn listen(tokens: &mut [Token<'_>], active: [bool; LANGUAGES.len()]) -> Vec<Found> {
    let mut found = Vec::new();
    look(tokens, true, active, &mut found);
    for mask in found.drain(..) {
        for token in tokens.iter_mut().take(mask.end).skip(mask.start) {
            token.is_masked = true;
        }
    }
    look(tokens, false, active, &mut found);
    found
}

fn look(
    tokens: &[Token<'_>],
    masks: bool,
    active: [bool; LANGUAGES.len()],
    found: &mut Vec<Found>,
) {
    let table = &*TABLE;
    for (start, token) in tokens.iter().enumerate() {
        if token.is_masked {
            continue;
        }
        for slot in token.slots {
            for place in table.rules(*slot, masks) {
                let Some(rule) = table.rules.get(*place) else { continue };
                let counts = active.get(rule.language).copied().unwrap_or(false)
                    || !matches!(rule.kind, Kind::Trade(_) | Kind::Maybe(_));
                if !counts {
                    continue;
                }
                if let Some((start, end)) = stands(rule, tokens, start) {
                    let Rule { kind, language, is_immune, takes_up, .. } = *rule;
                    found.push(Found { kind, language, start, end, is_immune, takes_up });
                }
            }
        }
    }
}

/// Where a rule stands whose first word is at a place.
fn stands(rule: &Rule, tokens: &[Token<'_>], start: usize) -> Option<(usize, usize)> {
    if !rule.in_any_order {
        let end = reach(rule.moves.get(1..)?, rule.language, tokens, start + 1)?;
        return Some((start, end));
    }
    let (mut first, mut last) = (start, start);
    let from = start.saturating_sub(NEAR);
    for wanted in rule.moves.iter().skip(1) {
        let Move::Word { slot, .. } = wanted else { continue };
        let near = tokens.iter().enumerate().skip(from).take(start + NEAR + 1 - from);
        let (place, _) =
            near.into_iter().find(|(place, token)| *place != start && token.fits(*slot))?;
        (first, last) = (first.min(place), last.max(place));
    }
    let between = tokens.get(first..=last)?;
    (!between.iter().any(|token| token.turns.has(rule.language))).then_some((first, last + 1))
}

/// Behind the last word, if the moves fit from a place on.
fn reach(moves: &[Move], language: usize, tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let Some((first, rest)) = moves.split_first() else { return Some(at) };
    match first {
        Move::Gap(words) => {
            for skip in 0..=*words {
                if let Some(end) = reach(rest, language, tokens, at + skip) {
                    return Some(end);
                }
                // A gap holds what belongs together, not a "but".
                if tokens.get(at + skip).is_none_or(|token| token.turns.has(language)) {
                    return None;
                }
            }
            None
        }
        Move::Word { slot, is_optional } => {
            let fits = tokens.get(at).is_some_and(|token| token.fits(*slot));
            let taken = if fits { reach(rest, language, tokens, at + 1) } else { None };
            taken.or_else(|| if *is_optional { reach(rest, language, tokens, at) } else { None })
        }
    }
}

impl Token<'_> {
    fn fits(&self, slot: Slot) -> bool {
        !self.is_masked && self.slots.binary_search(&slot).is_ok()
    }
}

impl Found {
    /// What it does to what stands around it, if it does.
    pub(super) fn context(&self) -> Option<Context> {
        match self.kind {
            Kind::Context(context) => Some(context),
            _ => None,
        }
    }
}
