//! Names, numbers and party sizes.

use kernel::PhoneNumber;

use super::normalise::Words;

/// Words that introduce a name.
const INTRODUCTIONS: [&str; 9] = [
    "my name is",
    "the name is",
    "name is",
    "this is",
    "its under",
    "under the name",
    "my names",
    "the names",
    "put it under",
];

/// Words that are no names, whatever stands before them.
const NOT_NAMES: &[&str] = &[
    "thanks",
    "thank",
    "you",
    "cheers",
    "bye",
    "here",
    "speaking",
    "sir",
    "maam",
    "can",
    "could",
    "do",
    "does",
    "book",
    "appointment",
    "haircut",
    "need",
    "want",
    "cancel",
    "actually",
    "sorry",
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
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
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
];

/// The name that an utterance introduces.
pub fn introduced(words: &Words) -> Option<String> {
    for phrase in INTRODUCTIONS {
        if let Some(place) = words.find(phrase) {
            let start = place + phrase.split(' ').count();
            if let Some(name) = take(words, start) {
                return Some(name);
            }
        }
    }
    // "it's Dana": only where it is written like a name, for "it's urgent" is none.
    let place = ["its", "im"].iter().find_map(|word| words.find(word))?;
    let written = words.written.get(place + 1)?;
    let looks_like_one = written.chars().next().is_some_and(char::is_uppercase);
    looks_like_one.then(|| take(words, place + 1)).flatten()
}

/// The name in an answer to the question for it.
pub fn answered(words: &Words) -> Option<String> {
    const FILLERS: &[&str] = &[
        "no", "yes", "yeah", "sure", "ok", "okay", "um", "uh", "well", "its", "it", "is", "im",
        "i", "am", "so", "hi",
    ];
    if let Some(name) = introduced(words) {
        return Some(name);
    }
    let mut start = 0;
    while words.at(start).is_some_and(|word| FILLERS.contains(&word)) {
        start += 1;
    }
    take(words, start)
}

/// Up to three words from a place that can be a name, with capitals.
fn take(words: &Words, start: usize) -> Option<String> {
    let mut name: Vec<String> = Vec::new();
    for place in start..(start + 3) {
        let (Some(word), Some(written)) = (words.at(place), words.written.get(place)) else {
            break;
        };
        let letters = word.chars().all(char::is_alphabetic);
        if !letters || NOT_NAMES.contains(&word) {
            break;
        }
        name.push(capital(written));
    }
    (!name.is_empty()).then(|| name.join(" "))
}

fn capital(written: &str) -> String {
    let mut letters = written.chars();
    let first: String =
        letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    first + letters.as_str()
}

/// A phone number that was dictated or keyed, completed with the country's code of the business.
pub fn phone(words: &Words, digits: &str, country: &str) -> Option<PhoneNumber> {
    let mut number: String = digits.chars().filter(char::is_ascii_digit).collect();
    let mut repeat = 1;
    for word in &words.words {
        match word.as_str() {
            "double" => repeat = 2,
            "triple" => repeat = 3,
            "oh" | "o" => number.push_str(&"0".repeat(repeat)),
            "plus" => {}
            word => {
                let spoken = match word {
                    "zero" => "0",
                    "one" => "1",
                    "two" => "2",
                    "three" => "3",
                    "four" => "4",
                    "five" => "5",
                    "six" => "6",
                    "seven" => "7",
                    "eight" => "8",
                    "nine" => "9",
                    word if word.bytes().all(|byte| byte.is_ascii_digit()) => word,
                    _ => continue,
                };
                for _ in 0..repeat {
                    number.push_str(spoken);
                }
            }
        }
        if !matches!(word.as_str(), "double" | "triple") {
            repeat = 1;
        }
    }
    if number.len() < 7 {
        return None;
    }
    let full = if let Some(rest) = number.strip_prefix('0') {
        format!("{country}{rest}")
    } else if number.len() == 10 || !number.starts_with(country.trim_start_matches('+')) {
        format!("{country}{number}")
    } else {
        format!("+{number}")
    };
    PhoneNumber::parse(&full).ok()
}

/// For how many people.
pub fn party(words: &Words) -> Option<i8> {
    for (place, word) in words.words.iter().enumerate() {
        let count = |place: usize| super::times::number(words, place).map(|(count, _)| count);
        let found = match word.as_str() {
            "party" | "table" | "group"
                if words.at(place + 1) == Some("of") || words.at(place + 1) == Some("for") =>
            {
                count(place + 2)
            }
            "people" | "persons" | "guests" => place.checked_sub(1).and_then(count),
            _ => None,
        };
        if let Some(found) = found.filter(|count| *count > 0) {
            return Some(found);
        }
    }
    None
}
