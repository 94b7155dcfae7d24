//! Names: introduced, answered, spelled, corrected.

use super::when;
use crate::understand::Words;

/// How many words a name may have.
const WORDS_MAX: usize = 4;

/// Words that introduce a name, whatever was asked.
pub(super) const INTRODUCTIONS: &[&str] = &[
    "my name is",
    "my names",
    "the name is",
    "the names",
    "name is",
    "this is",
    "under the name of",
    "under the name",
    "in the name of",
    "my full name is",
    "call me",
    "put it under",
    "its under",
    "under",
    "name its",
    "name of",
];
/// Words that introduce a name only where one was asked for, or where it is written as one.
const WEAK: &[&str] = &["its", "it is", "im", "i am", "for", "thats", "that is"];

/// Words that are no names, whatever stands before them.
const NOT_NAMES: &[&str] = &[
    "a",
    "an",
    "the",
    "for",
    "about",
    "not",
    "to",
    "just",
    "urgent",
    "emergency",
    "fine",
    "ok",
    "okay",
    "my",
    "is",
    "it",
    "in",
    "on",
    "at",
    "and",
    "i",
    "we",
    "tomorrow",
    "today",
    "calling",
    "regarding",
    "yes",
    "no",
    "please",
    "with",
    "what",
    "how",
    "when",
    "where",
    "who",
    "why",
    "that",
    "this",
    "there",
    "here",
    "good",
    "great",
    "perfect",
    "correct",
    "right",
    "wrong",
    "sorry",
    "thanks",
    "thank",
    "you",
    "your",
    "he",
    "she",
    "they",
    "looking",
    "trying",
    "hoping",
    "wondering",
    "running",
    "going",
    "coming",
    "having",
    "interested",
    "ready",
    "sure",
    "free",
    "available",
    "busy",
    "late",
    "early",
    "new",
    "back",
    "from",
    "of",
    "or",
    "but",
    "so",
    "if",
    "can",
    "could",
    "would",
    "will",
    "do",
    "does",
    "did",
    "have",
    "has",
    "had",
    "need",
    "want",
    "like",
    "book",
    "appointment",
    "booking",
    "haircut",
    "morning",
    "afternoon",
    "evening",
    "noon",
    "time",
    "day",
    "week",
    "next",
    "first",
    "second",
    "third",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "me",
    "us",
    "him",
    "her",
    "them",
    "same",
    "really",
    "very",
    "too",
    "also",
    "all",
    "any",
    "some",
    "nothing",
    "something",
    "anything",
    "everything",
    "someone",
    "somebody",
    "anyone",
    "robot",
    "machine",
    "leaking",
    "broken",
    "speaking",
    "under",
    "as",
    "instead",
    "actually",
    "again",
    "already",
    "still",
    "because",
];

/// The name that an utterance introduces on its own.
pub fn introduced(words: &Words) -> Option<String> {
    for phrase in INTRODUCTIONS {
        if let Some(place) = words.find(phrase)
            && let Some(name) = take(words, place + phrase.split(' ').count())
        {
            return Some(name);
        }
    }
    // "Dana speaking", "Dana here".
    let speaks = words.find("speaking").filter(|at| (1..=3).contains(at));
    if let Some(end) = speaks
        && let Some(name) = take(words, end.saturating_sub(if end > 2 { 2 } else { end }))
    {
        return Some(name);
    }
    for phrase in ["its", "im", "i am", "it is"] {
        if let Some(place) = words.find(phrase) {
            let start = place + phrase.split(' ').count();
            let is_written = words
                .written
                .get(start)
                .is_some_and(|word| word.chars().next().is_some_and(char::is_uppercase));
            if is_written && let Some(name) = take(words, start) {
                return Some(name);
            }
        }
    }
    None
}

/// The name in an answer to the question for it.
pub fn answered(words: &Words) -> Option<String> {
    const FILLERS: &[&str] = &[
        "yes", "yeah", "yep", "sure", "ok", "okay", "well", "its", "it", "is", "im", "i", "am",
        "so", "hi", "of", "course", "thats", "just", "please", "no", "actually", "uh", "oh",
    ];
    if let Some(name) = spelled(words).or_else(|| introduced(words)) {
        return Some(with_letter(name, words));
    }
    for phrase in WEAK {
        if let Some(place) = words.find(phrase)
            && let Some(name) = take(words, place + phrase.split(' ').count())
        {
            return Some(with_letter(name, words));
        }
    }
    let mut start = 0;
    while words.at(start).is_some_and(|word| FILLERS.contains(&word)) {
        start += 1;
    }
    if words.len().saturating_sub(start) > 8 {
        return None;
    }
    take(words, start).map(|name| with_letter(name, words))
}

/// The new name in "not Sam, Maria" or "no, it's Sam with a P".
pub fn corrected(words: &Words) -> Option<String> {
    if let Some(place) = words.find("not")
        && let Some(old) = take(words, place + 1)
    {
        let next = place + 1 + old.split(' ').count();
        let behind = (next..next + 3).find(|at| {
            words.at(*at).is_some_and(|word| !matches!(word, "its" | "but" | "it" | "is"))
        });
        // "not Sam Maria" comes without its comma from some recognisers.
        return behind
            .and_then(|behind| take(words, behind))
            .or_else(|| old.split(' ').nth(1).map(str::to_owned));
    }
    let spelled_letter = words.find("with a").or_else(|| words.find("with an")).is_some();
    let says_name = words.has_any(&["my name", "the name", "name is", "names"]);
    let starts_no =
        words.starts_with("no") || words.starts_with("sorry") || words.starts_with("actually");
    let its = words.has_any(&["its", "it is", "thats"]);
    if spelled_letter || says_name || starts_no && its || spelled(words).is_some() {
        return answered(words);
    }
    None
}

/// Up to four words from a place that can be a name, with capitals.
fn take(words: &Words, start: usize) -> Option<String> {
    let mut name: Vec<String> = Vec::new();
    for place in start..(start + WORDS_MAX) {
        let (Some(word), Some(written)) = (words.at(place), words.written.get(place)) else {
            break;
        };
        let paused = place > start && words.pauses.get(place) == Some(&true);
        let letters = word.chars().all(char::is_alphabetic);
        if paused || !letters || word.len() > 24 || is_no_name(word) {
            break;
        }
        name.push(capital(written));
    }
    // A single letter is no name.
    (name.iter().any(|word| word.chars().count() > 1)).then(|| name.join(" "))
}

pub(super) fn is_no_name(word: &str) -> bool {
    NOT_NAMES.contains(&word) || word.len() > 3 && when::is_day_or_month(word)
}

/// A name that is spelled: "D A N A", "that's D-A-N-A".
fn spelled(words: &Words) -> Option<String> {
    let is_letter = |at: usize| {
        words.at(at).is_some_and(|word| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        })
    };
    let start =
        (0..words.len()).find(|at| is_letter(*at) && is_letter(at + 1) && is_letter(at + 2))?;
    let letters: String = (start..words.len())
        .take_while(|at| is_letter(*at))
        .filter_map(|at| words.at(at))
        .collect();
    let name = capital(&letters);
    // A name that was said before it was spelled keeps its other half.
    let said = take(words, 0).or_else(|| introduced(words));
    let parts: Vec<String> =
        said.iter().flat_map(|said| said.split(' ').map(str::to_owned)).collect();
    let alike = |part: &str| strsim::jaro_winkler(&part.to_lowercase(), &letters) > 0.7;
    match parts.iter().position(|part| alike(part)) {
        Some(place) if parts.len() > 1 => {
            let mut parts = parts;
            if let Some(part) = parts.get_mut(place) {
                *part = name;
            }
            Some(parts.join(" "))
        }
        _ => Some(name),
    }
}

/// "Sam with a P" is Pam, "Sara with an H" is Sarah.
fn with_letter(name: String, words: &Words) -> String {
    let place = words.find("with a").or_else(|| words.find("with an"));
    let letter = place.and_then(|at| words.at(at + 2)).filter(|word| word.chars().count() == 1);
    let Some(letter) = letter.and_then(|word| word.chars().next()) else { return name };
    let (first, rest) = name.split_once(' ').unwrap_or((name.as_str(), ""));
    let lower = first.to_lowercase();
    let first =
        if lower.starts_with(letter) || lower.contains(letter) && !matches!(letter, 'h' | 'e') {
            first.to_owned()
        } else if matches!(letter, 'h' | 'e') {
            format!("{first}{letter}")
        } else {
            let mut letters = lower.chars();
            letters.next();
            capital(&format!("{letter}{}", letters.as_str()))
        };
    if rest.is_empty() { first } else { format!("{first} {rest}") }
}

pub(super) fn capital(written: &str) -> String {
    let mut letters = written.chars();
    let first: String =
        letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    first + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_introduced() {
        for (text, expected) in [
            ("my name is Dana Reyes and I need a haircut", Some("Dana Reyes")),
            ("Hi, this is alex", Some("Alex")),
            ("it's Dana, a haircut tomorrow", Some("Dana")),
            ("I'm Priya O'Neil", Some("Priya O'Neil")),
            ("I'm looking for a haircut", None),
            ("it's urgent", None),
            ("this is an emergency", None),
            ("it's about tomorrow", None),
            ("put it under Okafor please", Some("Okafor")),
            ("I'm calling about a leak", None),
            ("Dana speaking", Some("Dana")),
        ] {
            assert_eq!(introduced(&Words::of(text)).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn names_are_answered_spelled_and_corrected() {
        for (text, expected) in [
            ("Alex Reed", Some("Alex Reed")),
            ("uh, it's alex reed please", Some("Alex Reed")),
            ("yes, Maria", Some("Maria")),
            ("d a n a", Some("Dana")),
            ("Dayna Reyes, that's D-A-N-A", Some("Dana Reyes")),
            ("Sam with a P", Some("Pam")),
            ("Sara with an H", Some("Sarah")),
            ("what do you mean", None),
            ("why do you need that", None),
            ("tomorrow", None),
            ("for Jordan", Some("Jordan")),
        ] {
            assert_eq!(answered(&Words::of(text)).as_deref(), expected, "{text}");
        }
        for (text, expected) in [
            ("not Sam, Maria", Some("Maria")),
            ("not sam maria", Some("Maria")),
            ("no, it's Sam with a P", Some("Pam")),
            ("sorry, my name is Kit", Some("Kit")),
            ("no, Thursday", None),
            ("no, it's too early", None),
        ] {
            assert_eq!(corrected(&Words::of(text)).as_deref(), expected, "{text}");
        }
    }
}
