//! A full name out of several guesses at it.

use super::{GUESSES_MAX, TURNS_MAX, lower};
use crate::understand::extract::digits::Tongues;
use crate::understand::extract::spelled;
use crate::understand::{known, sound};

/// A full name and how well it fits what was heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// The given name, with a capital.
    pub given: Option<String>,
    /// The family name, with a capital.
    pub family: Option<String>,
    /// How well it fits: only to be compared with the other guesses.
    pub score: f64,
}

/// What a name being common is worth against sounding right.
const COMMON: f64 = 0.004;
/// What each place further down the recogniser's list costs.
const RANK: f64 = 0.03;
/// What spelling counts against what was spoken.
const SPELLED: f64 = 1.6;
/// How many given and how many family names are combined.
const COMBINED: usize = 10;
/// Words around a name.
const FILLERS: &[&str] = &[
    "my", "name", "is", "its", "it", "the", "hi", "hello", "this", "im", "i", "am", "yes", "yeah",
    "yep", "sure", "ok", "okay", "so", "please", "thats", "that", "full", "first", "last", "names",
    "surname", "a", "um", "uh", "er", "mr", "mrs", "ms", "miss", "me", "llamo", "soy", "nombre",
    "mi", "es", "je", "suis", "mappelle",
];

/// One guess of the recogniser, taken apart.
struct Heard {
    given: Option<String>,
    family: Option<String>,
    spelled: Option<String>,
    turn: usize,
    cost: f64,
}

/// The names that fit best what was heard, best first, five at most. Each turn is the recogniser's
/// list of guesses, likeliest first; a caller who repeats or spells the name makes a further turn.
pub fn name(turns: &[&[&str]]) -> Vec<Guess> {
    let mut heard = Vec::new();
    for (turn, heard_now) in turns.iter().rev().take(TURNS_MAX).enumerate() {
        for (rank, guess) in (0_u8..).zip(heard_now.iter().take(GUESSES_MAX)) {
            heard.extend(take_apart(guess, turn, f64::from(rank) * RANK));
        }
    }
    let first_names = ranked(&heard, |it| it.given.as_deref(), |name| known::weight(name).given);
    let last_names = ranked(&heard, |it| it.family.as_deref(), |name| known::weight(name).family);
    let mut guesses = Vec::new();
    for (first, first_score) in options(&first_names) {
        for (last, last_score) in options(&last_names) {
            if first.is_none() && last.is_none() {
                continue;
            }
            let letters = spelling_score(&heard, first.unwrap_or(""), last.unwrap_or(""));
            guesses.push(Guess {
                given: first.map(capital),
                family: last.map(capital),
                score: first_score + last_score + SPELLED * letters,
            });
        }
    }
    guesses.sort_by(|one, other| other.score.total_cmp(&one.score));
    guesses.truncate(5);
    guesses
}

fn options(ranked: &[(String, f64)]) -> Vec<(Option<&str>, f64)> {
    if ranked.is_empty() {
        return vec![(None, 0.0)];
    }
    ranked.iter().take(COMBINED).map(|(name, score)| (Some(name.as_str()), *score)).collect()
}

fn take_apart(said: &str, turn: usize, cost: f64) -> Option<Heard> {
    let words: Vec<String> = lower(said).collect();
    let list: Vec<&str> = words.iter().map(String::as_str).collect();
    let short = list.iter().filter(|word| word.chars().count() <= 3).count();
    let alphabet = list.iter().filter(|word| spelled::ALPHABET.contains(word)).count();
    if list.len() >= 3 && (short * 3 >= list.len() * 2 || alphabet * 3 >= list.len() * 2) {
        return Some(Heard {
            given: None,
            family: None,
            spelled: Some(letters(&list)),
            turn,
            cost,
        });
    }
    let mut names = list
        .iter()
        .filter(|word| !FILLERS.contains(word) && word.chars().all(char::is_alphabetic))
        .filter(|word| word.chars().count() > 1);
    let front = (*names.next()?).to_owned();
    let back = names.next_back().map(|word| (*word).to_owned());
    let (given, family) = match back {
        Some(back) => (Some(front), Some(back)),
        None if known::weight(&front).family > known::weight(&front).given => (None, Some(front)),
        None => (Some(front), None),
    };
    Some(Heard { given, family, spelled: None, turn, cost })
}

/// All letters of a spelling; chunks of several are letters that the recogniser ran together.
fn letters(words: &[&str]) -> String {
    let mut letters = String::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if let Some(run) = spelled::run(words, at, 1, Tongues::default()) {
            letters.push_str(&run.letters);
            at = run.end;
            continue;
        }
        match (*word, spelled::letter(word, Tongues::default())) {
            ("double", _) => {
                letters.extend(words.get(at + 1).and_then(|next| next.chars().next()));
            }
            (_, Some(letter)) => letters.push(letter),
            _ => letters.extend(word.chars().filter(|it| it.is_alphabetic())),
        }
        at += 1;
    }
    letters
}

/// Names for one half of the full name, with how well each fits, best first.
fn ranked(
    heard: &[Heard],
    half: impl Fn(&Heard) -> Option<&str>,
    weight: impl Fn(&str) -> u8,
) -> Vec<(String, f64)> {
    let mut candidates: Vec<&str> = Vec::new();
    for said in heard.iter().filter_map(&half) {
        let alike = known::sounding_like(said).iter().copied().filter(|name| weight(name) > 0);
        candidates.extend(std::iter::once(said).chain(alike));
    }
    candidates.sort_unstable();
    candidates.dedup();
    let turns = heard.iter().map(|it| it.turn + 1).max().unwrap_or_default();
    let mut ranked: Vec<(String, f64)> = candidates
        .into_iter()
        .map(|candidate| {
            let mut best = [0.0_f64; TURNS_MAX];
            for it in heard {
                let Some(said) = half(it) else { continue };
                let fit = sound::likeness(said, candidate) - it.cost;
                if let Some(best) = best.get_mut(it.turn) {
                    *best = best.max(fit);
                }
            }
            let fit: f64 = best.iter().take(turns).sum();
            (candidate.to_owned(), fit + COMMON * f64::from(weight(candidate)))
        })
        .collect();
    ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
    ranked
}

fn spelling_score(heard: &[Heard], given: &str, family: &str) -> f64 {
    let whole = format!("{given}{family}");
    let mut best = [0.0_f64; TURNS_MAX];
    for it in heard {
        let Some(letters) = it.spelled.as_deref() else { continue };
        let parts = [given, family, whole.as_str()];
        // Half of a name spelled tells of that half only.
        let fit = parts.iter().map(|part| strsim::normalized_levenshtein(letters, part));
        let fit = fit.fold(0.0, f64::max) - it.cost;
        if let Some(best) = best.get_mut(it.turn) {
            *best = best.max(fit);
        }
    }
    best.iter().sum()
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_repetitions_and_spelling_are_weighed_together() {
        let full = |turns: &[&[&str]]| {
            let best = name(turns).into_iter().next().unwrap();
            format!("{} {}", best.given.unwrap_or_default(), best.family.unwrap_or_default())
        };
        assert_eq!(full(&[&["my name is Diana Ortega"]]), "Diana Ortega");
        assert_eq!(full(&[&["tom wallace", "tom wallis", "tum wallace"]]), "Tom Wallace");
        assert_eq!(full(&[&["jon sparks"], &["j o n"]]), "Jon Sparks");
        assert_eq!(
            full(&[&["phil nickels", "phil nicholls"], &["n i c h o l l s"]]),
            "Phil Nicholls"
        );
        assert!(name(&[&[""], &[]]).is_empty());
    }
}
