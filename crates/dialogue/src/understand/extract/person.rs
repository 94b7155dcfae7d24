//! People's names in a sentence, with their places.

use std::ops::Range;

use super::name::{INTRODUCTIONS, capital, is_no_name};
use crate::understand::Words;
use crate::understand::known::{self, Weight};

/// Further words that introduce a name wherever they stand.
const MORE_INTRODUCTIONS: &[&str] = &[
    "i go by",
    "i am called",
    "im called",
    "use the name",
    "known as",
    "first name is",
    "last name is",
    "surname is",
    "first name",
    "last name",
    "surname",
    "family name",
    "under my name",
    "listed as",
    "reserved for",
    "me llamo",
    "mi nombre es",
    "a nombre de",
    "je mappelle",
    "mon nom est",
    "au nom de",
];

/// Words between the parts of a family name.
const PARTICLES: &[&str] = &[
    "de", "la", "del", "las", "los", "van", "von", "der", "den", "di", "da", "le", "st", "mc",
    "mac", "bin", "el", "al",
];

/// Words behind or before a name that are no part of it, where it is looked for in a sentence.
const BESIDE: &[&str] = &[
    "name",
    "called",
    "call",
    "restaurant",
    "use",
    "party",
    "table",
    "reservation",
    "reservations",
    "think",
    "tonight",
    "believe",
    "here",
    "are",
    "am",
    "im",
    "by",
    "be",
    "be",
    "its",
    "thats",
    "id",
    "ill",
    "well",
    "ive",
    "cancel",
    "change",
    "make",
    "get",
    "our",
    "people",
    "person",
    "please",
    "lunch",
    "dinner",
    "breakfast",
    "was",
    "were",
    "listed",
    "around",
    "which",
    "than",
    "then",
    "unfortunately",
    "currently",
    "afraid",
    "late",
    "maybe",
    "probably",
    "hello",
    "hi",
    "hey",
    "got",
    "made",
    "know",
    "not",
    "way",
    "idiot",
    "crazy",
    "strange",
    "silly",
    "incorrect",
    "weird",
    "hell",
    "business",
    "oh",
    "yeah",
    "yep",
    "nope",
    "alright",
    "thankyou",
    "cool",
    "nice",
    "ah",
    "said",
    "wanted",
    "help",
    "information",
    "family",
    "full",
    "surname",
    "last",
    "myself",
    "yesterday",
    "only",
    "outside",
    "inside",
    "asap",
    "mine",
    "moment",
    "restaurant",
    "manager",
    "someone",
    "ring",
    "number",
    "don",
    "dont",
    "cant",
    "wont",
    "isnt",
    "let",
    "lets",
    "bye",
    "goodbye",
    "sir",
    "madam",
    "maam",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "such",
    "half",
    "each",
    "more",
    "less",
    "everyone",
    "that's",
];

/// A person's name in an utterance, by the places of its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The given name.
    pub given: Option<Range<usize>>,
    /// The family name.
    pub family: Option<Range<usize>>,
}

impl Person {
    /// The places of all its words.
    pub fn words(&self) -> Range<usize> {
        let first = self.given.as_ref().or(self.family.as_ref());
        let last = self.family.as_ref().or(self.given.as_ref());
        first.map_or(0, |it| it.start)..last.map_or(0, |it| it.end)
    }

    /// The name as it was said, with capitals.
    pub fn full(&self, words: &Words) -> String {
        said(words, &self.words())
    }
}

/// Words of a name with capitals.
pub fn said(words: &Words, place: &Range<usize>) -> String {
    let parts = words.written.get(place.clone()).unwrap_or_default();
    let parts: Vec<String> = parts.iter().map(|part| capital(part)).collect();
    parts.join(" ")
}

/// All people's names in an utterance. `asked` says that a name was asked for.
pub fn find_all(words: &Words, asked: bool) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(end) = stretch(words, at) else {
            at += 1;
            continue;
        };
        if let Some(person) = person_at(words, at..end, asked) {
            at = person.words().end;
            found.push(person);
        } else {
            at += 1;
        }
    }
    found
}

/// The end of a row of words from a place on that may be one name.
fn stretch(words: &Words, start: usize) -> Option<usize> {
    let is_name = |at: usize| {
        words.at(at).is_some_and(|word| {
            word.chars().all(char::is_alphabetic)
                && (2..=24).contains(&word.chars().count())
                && (PARTICLES.contains(&word) && at > start
                    || !is_no_name(word) && !BESIDE.contains(&word))
        })
    };
    if !is_name(start) {
        return None;
    }
    let mut end = start + 1;
    let mut parts = 1;
    while is_name(end) && words.pauses.get(end) != Some(&true) {
        let particle = words.at(end).is_some_and(|word| PARTICLES.contains(&word));
        parts += usize::from(!particle);
        if parts > 2 {
            break;
        }
        end += 1;
    }
    Some(end)
}

fn person_at(words: &Words, place: Range<usize>, asked: bool) -> Option<Person> {
    let before =
        |back: usize| place.start.checked_sub(back).and_then(|at| words.at(at)).unwrap_or("");
    let behind = |next: usize| words.at(place.end + next).unwrap_or("");
    let led = is_led(words, place.start);
    let followed = matches!(behind(0), "speaking" | "here") && place.start <= 3
        || matches!((behind(0), behind(1)), ("is", "my" | "the"))
            && ["name", "surname"].iter().any(|name| behind(2) == *name || behind(3) == *name);
    let titled =
        matches!(before(1), "mr" | "mrs" | "ms" | "miss" | "dr" | "doctor" | "señor" | "señora");
    let of_party = before(1) == "the" && matches!(behind(0), "party" | "family");
    let weight = |at: usize| words.at(at).map(known::weight).unwrap_or_default();
    let first = weight(place.start);
    let written = words.written.get(place.start).and_then(|it| it.chars().next());
    let is_capital = written.is_some_and(char::is_uppercase) && place.start > 0;
    let pair = place.len() >= 2;
    let weak = matches!(before(1), "for" | "im" | "its" | "am" | "soy" | "suis" | "thats")
        && (is_capital || asked && first != Weight::default());
    let last_capital = words.written.get(place.end - 1).and_then(|it| it.chars().next());
    let listed = pair
        && first.given > 0
        && (is_capital || place.start == 0)
        && last_capital.is_some_and(char::is_uppercase);
    let alone =
        asked && place.start <= 4 && words.len().saturating_sub(place.end) <= 4 && words.len() <= 9;
    // What is led by a weak word and unknown to every list may be anything.
    let sure = led || followed || titled || of_party || asked;
    let believed = sure || pair || first.given.max(first.family) > 0;
    let hinted = led || followed || titled || of_party || weak || listed || alone;
    if !hinted || !believed {
        return None;
    }
    if !pair {
        let says_last = matches!(before(1), "surname")
            || before(2) == "last"
            || before(3) == "last"
            || before(2) == "surname"
            || before(2) == "family"
            || behind(2) == "surname"
            || behind(2) == "second"
            || behind(2) == "last";
        let says_first = before(2) == "first" || before(3) == "first" || behind(2) == "first";
        let is_family = !says_first
            && (says_last || titled || of_party || first.family > first.given || first.given == 0);
        return Some(if is_family {
            Person { given: None, family: Some(place) }
        } else {
            Person { given: Some(place), family: None }
        });
    }
    let parted = place.start + 1;
    Some(Person { given: Some(place.start..parted), family: Some(parted..place.end) })
}

/// Whether words that introduce a name end right before a place.
fn is_led(words: &Words, start: usize) -> bool {
    let before = words.words.get(..start).unwrap_or_default();
    INTRODUCTIONS.iter().chain(MORE_INTRODUCTIONS).any(|phrase| {
        let mut heard = before.iter().rev();
        phrase.rsplit(' ').all(|wanted| heard.next().is_some_and(|it| it == wanted))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_into_given_and_family() {
        for (text, asked, expected) in [
            ("my name is rosa whitfield and I need a cut", false, "rosa/whitfield"),
            ("I booked under Ines de la Cruz for six", false, "Ines/de la Cruz"),
            ("Mr Whitfield speaking", false, "/Whitfield"),
            ("a table for Tom Hollis at 8", false, "Tom/Hollis"),
            ("me llamo Pilar Ruiz", false, "Pilar/Ruiz"),
            ("Gemma Stroud", true, "Gemma/Stroud"),
            ("no thanks", true, ""),
            ("I need a haircut tomorrow", false, ""),
        ] {
            let words = Words::of(text);
            let part = |place: Option<Range<usize>>| {
                place.map_or_else(String::new, |it| said(&words, &it))
            };
            let people = find_all(&words, asked);
            let shown: Vec<String> = people
                .into_iter()
                .map(|it| format!("{}/{}", part(it.given), part(it.family)))
                .collect();
            assert_eq!(shown.join(" ").to_lowercase(), expected.to_lowercase(), "{text}");
        }
    }
}
