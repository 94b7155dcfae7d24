//! Danger, in three levels: of life, of the trade, and what may be one.
//!
//! Patterns of signs (`lang/*/danger.txt`) are found in the words; then denials, times long gone,
//! suppositions, questions about services and the like take the alarm out of the signs they reach, and
//! the worst of the rest counts. Danger of life is listened for in all languages, whatever the language
//! of the call: who panics speaks their own.

mod judge;
mod lines;
mod listen;
mod table;

use super::normalise::Words;
use crate::briefing::{BusinessFacts, Vertical};
use lines::{Group, Kind};
use listen::{Found, Token};
use table::LANGUAGES;

/// How bad it sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Alarm {
    /// Somebody may be in danger: tell them whom to call, at once.
    LifeSafety,
    /// An emergency of the trade.
    Trade,
    /// It may be one: ask.
    Maybe,
}

/// What is listened for beside danger of life.
#[derive(Debug, Clone, Copy)]
pub struct Ear<'a> {
    /// What the business does: a burst pipe is no emergency of a barber's.
    pub vertical: Vertical,
    /// Languages in which emergencies of the trade are heard, by their primary subtag: `en`, `es`.
    pub languages: &'a [&'a str],
    /// The business's own words for an emergency.
    pub phrases: &'a [Words],
}

/// Whether an utterance raises an alarm with a business, in any language it speaks.
pub fn alarm(words: &Words, business: &BusinessFacts) -> Option<Alarm> {
    let languages: Vec<&str> = business.languages.iter().map(kernel::Language::primary).collect();
    let (vertical, phrases) = (business.vertical, &business.words().emergencies);
    Ear { vertical, languages: &languages, phrases }.alarm(words)
}

impl Ear<'_> {
    /// Whether an utterance raises an alarm.
    pub fn alarm(&self, words: &Words) -> Option<Alarm> {
        let active = LANGUAGES.map(|language| self.languages.contains(&language));
        let mut tokens = listen::tokens(words);
        let mut found = listen::listen(&mut tokens, active);
        self.own(words, &tokens, &mut found);
        judge::judge(&found, &tokens, self.vertical, &active)
    }

    /// Finds the business's own words.
    fn own(&self, words: &Words, tokens: &[Token<'_>], found: &mut Vec<Found>) {
        for phrase in self.phrases {
            let phrase = &phrase.words;
            // Places differ where a word was cut in two, which no more than blurs what reaches where.
            if let Some((start, end)) = said(&words.words, phrase) {
                let (kind, language) = (Kind::Trade(Group::Any), LANGUAGES.len());
                let end = end.min(tokens.len());
                let is_immune = phrase
                    .iter()
                    .any(|word| matches!(word.as_str(), "no" | "cant" | "wont" | "not"));
                found.push(Found { kind, language, start, end, is_immune, takes_up: false });
            }
        }
    }
}

/// Where the words of a phrase were said in order, with at most two others between.
fn said(words: &[String], phrase: &[String]) -> Option<(usize, usize)> {
    let (first, rest) = phrase.split_first()?;
    (0..words.len()).find_map(|start| {
        if !alike(words.get(start)?, first) {
            return None;
        }
        let mut at = start;
        for wanted in rest {
            at = (at + 1..=at + 3)
                .find(|place| words.get(*place).is_some_and(|word| alike(word, wanted)))?;
        }
        Some((start, at + 1))
    })
}

fn alike(heard: &str, known: &str) -> bool {
    heard == known || known.len() > 4 && super::faq::stem(heard) == super::faq::stem(known)
}

#[cfg(test)]
mod tests;
