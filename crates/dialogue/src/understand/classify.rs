//! What a caller wants: patterns with weights, the heaviest wins.

use std::sync::LazyLock;

use kernel::Language;

use super::intents::act::Act;
use super::normalise::Words;
use super::pattern::Patterns;
use super::phrases::all;
use super::{faq, intents};
use crate::briefing::BusinessFacts;
use crate::state::Intent;
use crate::understand::extract::service;
use crate::understand::when::is_day_or_month;

/// An intent and how sure we are, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Classified {
    /// The intent.
    pub intent: Intent,
    /// How sure.
    pub confidence: f32,
}

/// How sure we are of what nobody says: that it is nothing for us, and no more.
pub(super) const ARTIFICIAL: f32 = 0.1;
/// What another pattern of the same intent adds.
const MORE: f32 = 0.01;
/// How sure we must be of an answer to a known question before it beats a pattern.
const FAQ: f32 = 0.5;

/// Below this the patterns have as good as nothing, and the model is asked.
const UNSURE: f32 = 0.6;
/// How sure the model must be to fill in.
const FILLS: f32 = 0.9;
/// The same in a language that has no patterns.
const FILLS_ALONE: f32 = 0.7;
/// How sure the model must be that something is no business of ours to overrule a soft pattern.
const FOREIGN: f32 = 0.98;

/// The patterns of all intents, compiled.
static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

struct Table {
    entries: Vec<(Intent, f32)>,
    /// Which entry a pattern belongs to.
    entry_of: Vec<usize>,
    patterns: Patterns,
}

/// How an entry stands in an utterance.
#[derive(Clone, Copy)]
struct EntryHit {
    pattern: usize,
    /// Whether more than one of its patterns does.
    several: bool,
}

impl Table {
    fn new() -> Self {
        let entry_of =
            all().enumerate().flat_map(|(at, (.., patterns))| patterns.iter().map(move |_| at));
        Self {
            entries: all().map(|(intent, weight, _)| (*intent, *weight)).collect(),
            entry_of: entry_of.collect(),
            patterns: Patterns::new(all().flat_map(|(.., patterns)| patterns.iter().copied())),
        }
    }

    /// The entries that stand in the words, in the order of the table.
    fn entries_in(&self, words: &[String]) -> impl Iterator<Item = ((Intent, f32), EntryHit)> {
        let mut hits: Vec<Option<EntryHit>> = vec![None; self.entries.len()];
        for hit in self.patterns.hits(words) {
            let entry = self.entry_of.get(hit.pattern).and_then(|entry| hits.get_mut(*entry));
            let Some(entry) = entry else { continue };
            match entry {
                Some(known) => known.several |= known.pattern != hit.pattern,
                None => *entry = Some(EntryHit { pattern: hit.pattern, several: false }),
            }
        }
        self.entries.iter().copied().zip(hits).filter_map(|(entry, hit)| Some((entry, hit?)))
    }
}

/// What an utterance asks for, apart from what was asked before: patterns first, and where they are
/// silent or unsure, the model.
pub fn classify(words: &Words, business: &BusinessFacts) -> Classified {
    if words.is_artificial {
        return Classified { intent: Intent::Unknown, confidence: ARTIFICIAL };
    }
    let mut best = by_patterns(words);
    // A service and a time make a booking, whatever known question is near.
    if !is_firm(best.intent) && !asks_price(words) && says_when(words) {
        let named = service::find(words, business).is_some_and(|it| it.score >= 0.8);
        if named && !matches!(best.intent, Intent::Waitlist | Intent::Callback | Intent::Spam) {
            return Classified { intent: Intent::Book, confidence: best.confidence.max(0.9) };
        }
    }
    let known = faq::find(words, business);
    if let Some(found) = known {
        let beats = found.score >= 0.99 || best.confidence < 0.9 || asks(words, best.intent);
        if found.score >= FAQ && beats && !is_firm(best.intent) {
            return Classified { intent: Intent::Faq, confidence: 0.5 + found.score * 0.45 };
        }
    }
    if best.intent == Intent::Faq {
        best = Classified { intent: Intent::Unknown, confidence: 0.3 };
    }
    if best.confidence < 0.8 && service::find(words, business).is_some_and(|it| it.score >= 0.8) {
        best = Classified { intent: Intent::Book, confidence: 0.8 };
    }
    if best.confidence < UNSURE || is_soft(best.intent) {
        best = with_model(best, words, business);
    }
    Classified { confidence: best.confidence.min(0.99), ..best }
}

/// Whether a time of day is said: a day alone may be that of a question ("haircuts on Saturday?").
fn says_when(words: &Words) -> bool {
    const HALVES: &[&str] = &["am", "pm", "oclock", "noon", "morning", "afternoon", "evening"];
    words.words.iter().any(|word| HALVES.contains(&word.as_str()))
        && words.words.iter().any(|word| {
            is_day_or_month(word) || matches!(word.as_str(), "today" | "tomorrow" | "tonight")
        })
}

fn asks_price(words: &Words) -> bool {
    words.has_any(&["how much", "cost", "price", "charge", "how long", "how many"])
}

/// What the model adds: an intent where the patterns have none, a doubt where they met familiar
/// words in an unfamiliar matter ("how much is seven times eight").
fn with_model(best: Classified, words: &Words, business: &BusinessFacts) -> Classified {
    let default = business.languages.first().map_or("en", Language::primary);
    let language = intents::spoken(words).unwrap_or(default);
    let (act, likely) = intents::likeliest(&words.words, language);
    if act == Act::Unknown && likely >= FOREIGN && is_soft(best.intent) {
        return Classified { intent: Intent::Unknown, confidence: 1.0 - likely };
    }
    let silent = best.confidence < UNSURE;
    let fills = if language == "en" { FILLS } else { FILLS_ALONE };
    if silent && likely >= fills && !act.is_reply() && act.intent() != Intent::Unknown {
        return Classified { intent: act.intent(), confidence: likely.min(0.95) };
    }
    best
}

/// Intents whose patterns are a few common words.
const fn is_soft(intent: Intent) -> bool {
    matches!(
        intent,
        Intent::Price
            | Intent::Availability
            | Intent::Hours
            | Intent::Location
            | Intent::Services
            | Intent::Stock
    )
}

/// What the patterns alone say.
pub(super) fn by_patterns(words: &Words) -> Classified {
    let mut best = Classified { intent: Intent::Unknown, confidence: 0.0 };
    for (entry, hit) in TABLE.entries_in(&words.words) {
        let more = if hit.several { MORE } else { 0.0 };
        let weight = in_context(entry.0, entry.1, words);
        if weight + more > best.confidence {
            best = Classified { intent: entry.0, confidence: weight + more };
        }
    }
    best
}

/// Whether a request of this kind, said as a question, may be a question with a known answer.
fn asks(words: &Words, intent: Intent) -> bool {
    const OPENERS: &[&str] = &[
        "do", "does", "is", "are", "can", "could", "what", "how", "where", "which", "will", "may",
        "have", "if",
    ];
    let asked =
        words.is_question || words.words.iter().take(3).any(|it| OPENERS.contains(&it.as_str()));
    asked
        && matches!(
            intent,
            Intent::Book
                | Intent::Availability
                | Intent::Services
                | Intent::Stock
                | Intent::Location
                | Intent::Unknown
                | Intent::Faq
                | Intent::Price
                | Intent::Thanks
                | Intent::Greeting
        )
}

/// Intents that no known question overrides.
const fn is_firm(intent: Intent) -> bool {
    matches!(
        intent,
        Intent::Cancel
            | Intent::Reschedule
            | Intent::CheckAppointment
            | Intent::Human
            | Intent::RobotQuestion
            | Intent::StopContact
            | Intent::Emergency
            | Intent::Message
    )
}

/// Some words mean less in a longer utterance.
fn in_context(intent: Intent, weight: f32, words: &Words) -> f32 {
    let long = words.len() > 9;
    match intent {
        Intent::Goodbye => {
            // "goodbye" inside a longer request is no farewell; at its end it is.
            // Politeness may come behind it.
            let end = words.words.iter().rev().take(5).any(|last| {
                matches!(
                    last.as_str(),
                    "bye"
                        | "goodbye"
                        | "all"
                        | "it"
                        | "everything"
                        | "you"
                        | "thanks"
                        | "day"
                        | "one"
                        | "evening"
                        | "weekend"
                        | "care"
                        | "later"
                )
            });
            if long && !end {
                0.4
            } else if words.len() > 5 && !end {
                0.6
            } else {
                weight
            }
        }
        Intent::Thanks if words.len() > 6 => 0.4,
        Intent::Repeat if words.len() > 8 => 0.5,
        Intent::Repeat
            if words.len() > 2 && (words.starts_with("what") || words.starts_with("sorry")) =>
        {
            if words.has_any(&["say", "that", "repeat", "hear", "catch", "again"]) {
                weight
            } else {
                0.3
            }
        }
        Intent::Greeting if words.len() > 5 => 0.3,
        Intent::Emergency if words.len() > 8 => 0.7,
        _ => weight,
    }
}

#[cfg(test)]
mod tests;
