//! Several wishes in one utterance: cut where speakers cut, weighed piece by piece.

use std::ops::Range;

use super::{Part, Weighed};
use crate::state::Intent;
use crate::understand::classify::Classified;
use crate::understand::normalise::Words;

/// How sure a piece must be to count as a wish of its own.
const SURE: f32 = 0.6;
/// The most pieces that are looked at.
const PIECES_MAX: usize = 8;

/// Words that a new wish begins with, and that are no part of it.
const JOINTS: &[&str] = &[
    "and", "then", "but", "also", "plus", "y", "luego", "pero", "también", "tambien", "además",
    "et", "puis", "mais", "aussi", "ensuite",
];

/// The parts of an utterance in order; one if it wants one thing.
pub(super) fn of(words: &Words, language: &str, whole: Classified) -> Vec<Part> {
    let single = Part { intent: whole.intent, confidence: whole.confidence, words: 0..words.len() };
    let pieces = pieces(words);
    if pieces.len() < 2 || pieces.len() > PIECES_MAX {
        return vec![single];
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut begin = 0;
    for piece in pieces {
        // One word alone, such as "please" after a comma, is no wish of its own.
        let (intent, confidence) = if piece.len() < 2 {
            (Intent::Unknown, 0.0)
        } else {
            likeliest(words, &piece, language)
        };
        let last = parts.last().map(|part| part.intent);
        if intent == Intent::Unknown || confidence < SURE || last == Some(intent) {
            // What says nothing of its own belongs to what was said before.
            if let Some(part) = parts.last_mut() {
                part.words.end = piece.end;
                begin = piece.end;
            }
            continue;
        }
        // What came before the first wish belongs to it.
        let start = if parts.is_empty() { begin } else { piece.start };
        parts.push(Part { intent, confidence, words: start..piece.end });
        begin = piece.end;
    }
    if parts.len() < 2 { vec![single] } else { parts }
}

fn likeliest(words: &Words, piece: &Range<usize>, language: &str) -> (Intent, f32) {
    let mut part = words.behind(piece.start);
    part.truncate(piece.len());
    let mut weighed = Weighed::of(&part.words, language);
    if weighed.act().0.is_reply() {
        return (Intent::Unknown, 0.0);
    }
    weighed.hear_patterns(&part);
    weighed.ranked().first().copied().unwrap_or((Intent::Unknown, 0.0))
}

/// Where pieces stand, without the words that join them.
fn pieces(words: &Words) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for (place, word) in words.words.iter().enumerate() {
        let joint = JOINTS.contains(&word.as_str());
        let pause = words.pauses.get(place).copied().unwrap_or_default();
        if (joint || pause) && place > 0 {
            if place > start {
                pieces.push(start..place);
            }
            start = place;
        }
        if joint {
            start = place + 1;
        }
    }
    if start < words.len() {
        pieces.push(start..words.len());
    }
    pieces
}
