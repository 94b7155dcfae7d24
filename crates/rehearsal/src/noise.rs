//! What a speech recogniser makes of words on a bad line.
//!
//! **Model**: letter case and punctuation are lost. Then, for each word, at the rate given: a word
//! that carries little is dropped, a word that sounds like another becomes it, a time in figures is
//! split (`3:30` becomes `3 30`), or a filler is heard before it. A word that carries much is dropped at a
//! tenth of the rate. Names and spelled digits stay: who is misheard there is asked again.

use crate::dice::Dice;
use crate::speech::Language;

/// How long a word may be that carries little.
const LITTLE: usize = 4;
/// How much rarer than others words are dropped that carry much.
const MUCH_RARER: f64 = 0.1;

/// The words as a recogniser writes them on a line of this rate, 0 to 1. `kept` are never lost.
pub fn recognise(
    words: &str,
    rate: f64,
    kept: &[String],
    language: &Language,
    dice: &mut Dice,
) -> String {
    if rate <= 0.0 {
        return words.to_owned();
    }
    let kept: Vec<String> = kept.iter().flat_map(|it| it.split_whitespace()).map(plain).collect();
    let mut heard: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        let word = plain(word);
        if word.is_empty() {
            continue;
        }
        if kept.contains(&word) || !dice.happens(rate) {
            heard.push(word);
            continue;
        }
        heard.extend(misheard(&word, language, dice));
    }
    heard.join(" ")
}

/// A word that went wrong.
fn misheard(word: &str, language: &Language, dice: &mut Dice) -> Vec<String> {
    if word.contains(':') {
        return vec![word.replace(':', " ")];
    }
    let sounds = language.homophones.iter().find(|it| plain(&it.from) == word);
    if let Some(other) = sounds.and_then(|it| dice.pick(&it.to)) {
        return vec![other.clone()];
    }
    let is_number = word.chars().any(|it| it.is_ascii_digit());
    if !is_number && word.chars().count() <= LITTLE && dice.happens(0.5) {
        return Vec::new();
    }
    if !is_number && dice.happens(MUCH_RARER) {
        return Vec::new();
    }
    let filler = dice.pick(&language.fillers).cloned().unwrap_or_default();
    vec![filler, word.to_owned()]
}

/// A word without case and punctuation.
fn plain(word: &str) -> String {
    let inner = |it: &char| it.is_alphanumeric() || matches!(it, '\'' | ':' | '-' | '@' | '+');
    let text: String = word.chars().filter(inner).collect();
    text.trim_matches(['\'', ':', '-']).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_line_changes_nothing_and_a_bad_one_repeats_itself() {
        let language = Language::find("en").unwrap_or_else(|| unreachable!("it is built in"));
        let words = "Hi, I'd like to book a haircut at 3:30 pm, please.";
        let hear = |rate, seed| {
            let mut dice = Dice::new(seed, "line");
            recognise(words, rate, &["haircut".to_owned()], language, &mut dice)
        };
        assert_eq!(hear(0.0, 1), words);
        assert_eq!(hear(0.3, 1), hear(0.3, 1));
        assert_ne!(hear(1.0, 1), hear(1.0, 2));
        for seed in 0..20 {
            assert!(hear(1.0, seed).contains("haircut"));
            assert!(hear(1.0, seed).contains("3 30"));
            assert!(!hear(0.1, seed).contains([',', '.', 'H', 'I']));
        }
    }
}
