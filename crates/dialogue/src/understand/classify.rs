//! What a caller wants: phrases with weights; the heaviest wins.

use super::lexicon::{EMPTY, PHRASES};
use super::normalise::Words;
use crate::briefing::BusinessFacts;
use crate::state::Intent;

/// An intent and how sure we are, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Classified {
    /// The intent.
    pub intent: Intent,
    /// How sure.
    pub confidence: f32,
}

/// What an utterance asks for, apart from what was asked before.
pub fn classify(words: &Words, business: &BusinessFacts) -> Classified {
    let mut best = Classified { intent: Intent::Unknown, confidence: 0.0 };
    for (intent, weight, phrases) in &PHRASES {
        let longest =
            phrases.iter().filter(|phrase| words.has(phrase)).map(|phrase| phrase.len()).max();
        let Some(longest) = longest else { continue };
        // A longer phrase tells more than a shorter one of the same weight.
        let bonus = if longest >= 12 { 0.03 } else { 0.0 };
        let confidence = weight + bonus;
        if confidence > best.confidence {
            best = Classified { intent: *intent, confidence };
        }
    }
    // "goodbye" inside a longer request is no farewell.
    if best.intent == Intent::Goodbye && words.len() > 9 {
        best.confidence = 0.4;
    }
    if best.confidence < 0.9 && faq(words, business).is_some() {
        return Classified { intent: Intent::Faq, confidence: 0.88 };
    }
    if best.intent == Intent::Faq {
        best = Classified { intent: Intent::Unknown, confidence: 0.3 };
    }
    best.confidence = best.confidence.min(0.99);
    best
}

/// The place of the business's own answer that fits a question.
pub fn faq(words: &Words, business: &BusinessFacts) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (place, fact) in business.faqs.iter().enumerate() {
        let question = Words::of(&fact.question);
        let telling: Vec<&String> =
            question.words.iter().filter(|word| !EMPTY.contains(&word.as_str())).collect();
        if telling.is_empty() {
            continue;
        }
        let met = telling
            .iter()
            .filter(|word| words.words.iter().any(|heard| stem(heard) == stem(word)))
            .count();
        let enough = met * 2 > telling.len() || met >= 1 && telling.len() <= 2;
        let score = met * 100 / telling.len();
        if enough && met > 0 && score >= 50 && score > best.map_or(0, |(score, _)| score) {
            best = Some((score, place));
        }
    }
    best.map(|(_, place)| place)
}

fn stem(word: &str) -> &str {
    for ending in ["ings", "ing", "ers", "es", "s", "ed"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= 3
        {
            return stem;
        }
    }
    word
}
