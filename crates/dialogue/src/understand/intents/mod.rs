//! What callers want: patterns and a small linear model, weighed against each other.
//!
//! The model is trained from `data/intents` by `make train`; `docs/understanding.md` tells how, and
//! how well it does.

pub mod act;
pub mod features;
pub mod model;
mod parts;
mod tongue;

use std::ops::Range;

use kernel::Language;

use super::classify::{ARTIFICIAL, Classified, by_patterns};
use super::normalise::Words;
use super::{faq, phrases};
use crate::briefing::BusinessFacts;
use crate::state::Intent;
use act::Act;
use model::{ACTS, Model};

pub use tongue::{asked_for, spoken};

/// Below this confidence a rule should ask rather than act.
pub const ACT_FROM: f32 = 0.8;
/// Below this the utterance is taken for something that the business has nothing to do with.
pub const IN_SCOPE_FROM: f32 = 0.5;
/// How much a pattern's word counts beside the model's.
const PATTERNS: f32 = 0.2;
/// How many other intents are told.
const ALTERNATIVES: usize = 3;

/// What an utterance may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// The likeliest intent; an answer to a question counts as `confirm`, see [`Act::intent`].
    pub best: Classified,
    /// What the model took it for, finer than the intent.
    pub act: Act,
    /// How likely it is meant for a receptionist at all, 0 to 1.
    pub in_scope: f32,
    /// The next likeliest intents with a likelihood of at least 0.01, likeliest first.
    pub alternatives: Vec<(Intent, f32)>,
    /// Its parts in order, where it wants several things; else one part.
    pub parts: Vec<Part>,
}

impl Ranked {
    /// Nothing that we could do anything about.
    const fn nothing(confidence: f32, parts: Vec<Part>) -> Self {
        let best = Classified { intent: Intent::Unknown, confidence };
        let alternatives = Vec::new();
        Self { best, act: Act::Unknown, in_scope: confidence, alternatives, parts }
    }
}

/// One of the things that an utterance wants.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The intent.
    pub intent: Intent,
    /// How sure.
    pub confidence: f32,
    /// Which words it stands in: places in [`Words::words`].
    pub words: Range<usize>,
}

/// The model of a language; English where there is none.
fn model(language: &str) -> Option<&'static Model> {
    let model = match language {
        "es" => &model::SPANISH,
        "fr" => &model::FRENCH,
        _ => &model::ENGLISH,
    };
    model.as_ref()
}

/// How likely each act and each intent is.
struct Weighed {
    acts: [f32; ACTS],
    intents: [f32; phrases::INTENTS.len()],
}

impl Weighed {
    fn of(words: &[String], language: &str) -> Self {
        let mut weighed = Self { acts: [0.0; ACTS], intents: [0.0; phrases::INTENTS.len()] };
        if let Some(model) = model(language).filter(|_| !words.is_empty()) {
            weighed.acts = model.weigh(&features::tokens(words));
        }
        for (act, likely) in Act::ALL.into_iter().zip(weighed.acts) {
            weighed.add(act.intent(), likely);
        }
        weighed
    }

    fn add(&mut self, intent: Intent, likely: f32) {
        let place = phrases::INTENTS.iter().position(|it| *it == intent);
        if let Some(sum) = place.and_then(|place| self.intents.get_mut(place)) {
            *sum += likely;
        }
    }

    /// Mixes in what something else thinks.
    fn lean(&mut self, intent: Intent, share: f32) {
        self.intents.iter_mut().for_each(|likely| *likely *= 1.0 - share);
        self.add(intent, share);
    }

    /// Leans towards what the patterns say.
    fn hear_patterns(&mut self, words: &Words) {
        let (act, likely) = self.act();
        let pattern = by_patterns(words);
        if matches!(pattern.intent, Intent::Unknown | Intent::Faq) {
            return;
        }
        // A pattern that fits a reply says less: it saw a few words alone.
        let share = if act.is_reply() && likely > 0.8 { PATTERNS / 2.0 } else { PATTERNS };
        self.lean(pattern.intent, share * pattern.confidence);
    }

    fn act(&self) -> (Act, f32) {
        let pairs = Act::ALL.into_iter().zip(self.acts);
        pairs.max_by(|one, other| one.1.total_cmp(&other.1)).unwrap_or((Act::Unknown, 0.0))
    }

    fn ranked(&self) -> Vec<(Intent, f32)> {
        let mut ranked: Vec<_> = phrases::INTENTS.into_iter().zip(self.intents).collect();
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
        ranked
    }
}

/// How likely each act is, in the order of [`Act::ALL`], by the model alone; all nought for no words.
pub fn acts(words: &[String], language: &str) -> [f32; ACTS] {
    Weighed::of(words, language).acts
}

/// The likeliest act, by the model alone.
pub fn likeliest(words: &[String], language: &str) -> (Act, f32) {
    Weighed::of(words, language).act()
}

/// Which share of the words the model of a language has met, 0 to 1. Figures are no words.
#[expect(clippy::cast_precision_loss, clippy::as_conversions, reason = "at most a few hundred")]
pub fn known(words: &Words, language: &Language) -> f32 {
    let Some(model) = model(language.primary()) else { return 0.0 };
    let tokens = features::tokens(&words.words);
    let spelt = |word: &&String| word.chars().any(char::is_alphabetic);
    let pairs = words.words.iter().zip(&tokens).filter(|(word, _)| spelt(word));
    let known = pairs.filter(|(_, token)| model.knows(token)).count();
    known as f32 / tokens.len().max(1) as f32
}

/// What an utterance means, apart from any business.
pub fn rank(words: &Words, language: &Language) -> Ranked {
    finish(words, language, Weighed::of(&words.words, language.primary()), None)
}

/// What an utterance means to a business: its own services and questions count too.
pub fn intents(words: &Words, business: &BusinessFacts, language: &Language) -> Ranked {
    let weighed = Weighed::of(&words.words, language.primary());
    finish(words, language, weighed, faq::find(words, business))
}

fn finish(
    words: &Words,
    language: &Language,
    mut weighed: Weighed,
    known: Option<faq::Known>,
) -> Ranked {
    if words.is_empty() {
        return Ranked::nothing(0.0, Vec::new());
    }
    if words.is_artificial {
        let part = Part { intent: Intent::Unknown, confidence: ARTIFICIAL, words: 0..words.len() };
        return Ranked::nothing(ARTIFICIAL, vec![part]);
    }
    let (act, _) = weighed.act();
    weighed.hear_patterns(words);
    if let Some(known) = known.filter(|known| known.score >= 0.5) {
        weighed.lean(Intent::Faq, 0.7 * known.score);
    }
    let mut ranked = weighed.ranked();
    let unknown = ranked.iter().find(|it| it.0 == Intent::Unknown).map_or(0.0, |it| it.1);
    let (intent, confidence) = ranked.first().copied().unwrap_or((Intent::Unknown, 0.0));
    ranked.remove(0);
    ranked.truncate(ALTERNATIVES);
    ranked.retain(|(_, likely)| *likely >= 0.01);
    let mut best = Classified { intent, confidence };
    let parts = parts::of(words, language.primary(), best);
    if let [first, _, ..] = parts.as_slice()
        && (best.intent == Intent::Unknown || best.confidence < ACT_FROM)
    {
        let social = |part: &&Part| matches!(part.intent, Intent::Greeting | Intent::Thanks);
        let wanted = parts.iter().find(|part| !social(part)).unwrap_or(first);
        best = Classified { intent: wanted.intent, confidence: wanted.confidence };
    }
    Ranked { best, act, in_scope: 1.0 - unknown, alternatives: ranked, parts }
}

#[cfg(test)]
mod tests;
