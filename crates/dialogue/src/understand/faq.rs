//! Which of the business's own answers fits a question, if one does: nothing is made up.

use super::normalise::Words;
use crate::briefing::BusinessFacts;

/// A known question that fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Known {
    /// Its place among the business's questions.
    pub place: usize,
    /// How well it fits, 0 to 1.
    pub score: f32,
}

/// Words that say nothing about what a question is about.
const EMPTY: &[&str] = &[
    "do",
    "you",
    "your",
    "the",
    "a",
    "an",
    "is",
    "are",
    "there",
    "i",
    "can",
    "how",
    "what",
    "where",
    "when",
    "to",
    "of",
    "for",
    "in",
    "on",
    "at",
    "it",
    "any",
    "have",
    "we",
    "my",
    "me",
    "and",
    "or",
    "be",
    "if",
    "does",
    "will",
    "would",
    "could",
    "please",
    "with",
    "need",
    "take",
    "get",
    "about",
    "that",
    "this",
    "want",
    "know",
    "id",
    "like",
    "not",
    "which",
    "who",
    "may",
    "us",
    "am",
    "im",
    "was",
    "were",
    "has",
    "they",
    "he",
    "she",
    "some",
    "so",
    "just",
    "got",
    "give",
    "youre",
    "guys",
    "tell",
    "by",
    "from",
    "ask",
    "wondering",
    "question",
    "hi",
    "hello",
    "okay",
    "yes",
    "no",
];

/// The known question that fits best: most of its telling words were said.
pub fn find(words: &Words, business: &BusinessFacts) -> Option<Known> {
    fn telling(words: &Words) -> Vec<&str> {
        let words = words.words.iter().map(String::as_str);
        words.filter(|word| !EMPTY.contains(word)).map(stem).collect()
    }
    let heard = telling(words);
    if heard.is_empty() {
        return None;
    }
    let mut best: Option<Known> = None;
    for (place, question) in business.words().faqs.iter().enumerate() {
        let question = telling(question);
        let met = question.iter().filter(|word| heard.iter().any(|it| alike(it, word))).count();
        if met == 0 {
            continue;
        }
        let part = |of: usize| share(met, of);
        // Half of the question must be there; what else was said counts against it a little.
        let score = part(question.len()).min(1.0) * (0.75 + 0.25 * part(heard.len()).min(1.0));
        if score > best.map_or(0.0, |best| best.score) {
            best = Some(Known { place, score });
        }
    }
    best.filter(|best| best.score >= 0.42)
}

fn share(met: usize, of: usize) -> f32 {
    let number = |count: usize| u16::try_from(count).map_or(f32::MAX, f32::from);
    number(met) / number(of.max(1))
}

fn alike(heard: &str, known: &str) -> bool {
    heard == known
        || known.len() >= 5
            && heard.len() >= 5
            && (heard.starts_with(known)
                || known.starts_with(heard)
                || same_root(heard, known)
                || strsim::jaro_winkler(heard, known) > 0.94)
}

/// Endings of Spanish and French words that leave their root as it is.
const ENDINGS: &[&str] = &[
    "", "a", "o", "e", "an", "en", "ar", "er", "ir", "as", "os", "ado", "ada", "ando", "iendo",
    "ación", "acion", "aciones", "amiento", "é", "ée", "ez", "ent", "ons", "ement", "ation",
    "ations", "eur", "euse",
];

/// Whether two words differ in such an ending alone: `reservar` and `reservación`, `acceptez` and
/// `accepter`.
fn same_root(one: &str, other: &str) -> bool {
    let root: usize = one
        .chars()
        .zip(other.chars())
        .take_while(|(one, other)| one == other)
        .map(|(letter, _)| letter.len_utf8())
        .sum();
    // What both begin with may take a letter of the endings with it: `acept(a)n`, `acept(a)r`.
    (0..=2).filter_map(|back| root.checked_sub(back)).any(|root| {
        root >= 4
            && [one, other]
                .iter()
                .all(|word| word.get(root..).is_some_and(|rest| ENDINGS.contains(&rest)))
    })
}

/// A word without its endings, roughly.
pub(crate) fn stem(word: &str) -> &str {
    for ending in ["ings", "ing", "ers", "es", "ed", "s"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.chars().count() >= 3
        {
            return stem;
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_root_are_alike() {
        for (heard, known, expected) in [
            ("aceptan", "aceptar", true),
            ("reservar", "reservación", true),
            ("acceptez", "accepter", true),
            ("réservation", "réserver", true),
            ("parking", "parking", true),
            ("aparcar", "aparcamiento", true),
            ("garden", "gardener", true),
            ("tarjeta", "tarde", false),
            ("carte", "chien", false),
            ("ñandú", "ñu", false),
        ] {
            assert_eq!(alike(heard, known), expected, "{heard} {known}");
        }
    }
}
