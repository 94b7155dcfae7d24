//! Bytes as an utterance, read by every part of the understanding in every language.

use std::ops::Range;
use std::sync::LazyLock;

use frontdesk_dialogue::BusinessFacts;
use frontdesk_dialogue::understand::extract::{self, Kind, email};
use frontdesk_dialogue::understand::normalise::WORDS_MAX;
use frontdesk_dialogue::understand::{
    Words, classify, emergency, faq, identity, intents, when, yes_no,
};
use jiff::Zoned;
use kernel::Language;

use crate::testing::{TUESDAY, barber, plumber, restaurant};

/// A longer text is cut: beyond it nothing is looked at that was not looked at before.
const BYTES_MAX: usize = 256 * 1024;

/// A business that speaks a language, and its clock.
struct Desk {
    language: Language,
    business: BusinessFacts,
    now: Zoned,
}

static DESKS: LazyLock<Vec<Desk>> = LazyLock::new(|| {
    let desk = |tag: &str, business: BusinessFacts| {
        let language: Language = tag.parse().unwrap();
        let languages = vec![language.clone()];
        Desk {
            language,
            business: BusinessFacts { languages, ..business },
            now: TUESDAY.parse().unwrap(),
        }
    };
    vec![desk("en-US", barber()), desk("es-ES", restaurant()), desk("fr-FR", plumber())]
});

/// Reads bytes as an utterance; those that are no UTF-8 become replacement characters.
///
/// **Panics** where something does not hold that always must.
pub fn check(bytes: &[u8]) {
    let bytes = bytes.get(..BYTES_MAX).unwrap_or(bytes);
    check_text(&String::from_utf8_lossy(bytes));
}

/// Reads an utterance in every language.
///
/// **Panics** where something does not hold that always must.
pub fn check_text(text: &str) {
    let words = Words::of(text);
    check_words(text, &words);
    let _ = identity::postcode(&[&words.list()]);
    // Lines are the guesses of a recogniser.
    let guesses: Vec<&str> = text.lines().take(40).collect();
    for guess in identity::name(&[&guesses]) {
        assert!(guess.given.is_some() || guess.family.is_some(), "a guess of nothing");
    }
    for desk in DESKS.iter() {
        check_meaning(&words, desk);
        check_times(text, &guesses, desk);
        for asked in [None, Some(Kind::PersonName), Some(Kind::Postcode), Some(Kind::PartySize)] {
            check_entities(text, &words, desk, asked);
        }
        let _ = emergency::alarm(&words, &desk.business);
        let _ = faq::find(&words, &desk.business);
        for address in email::find_all(text, &words, extract::digits::Tongues::of([&desk.language]))
        {
            assert!(address.1.contains('@'), "{address:?}");
        }
    }
    let _ = yes_no::answer(&words, "");
    assert_eq!(yes_no::answer(&words, "1"), Some(true), "a key counts whatever is said");
}

fn check_words(text: &str, words: &Words) {
    let count = words.len();
    assert!(count <= WORDS_MAX, "{count} words");
    let lengths = [words.words.len(), words.written.len(), words.pauses.len(), words.spans.len()];
    assert_eq!(lengths, [count; 4], "not one of each for a word");
    let mut end = 0;
    for (word, span) in words.words.iter().zip(&words.spans) {
        assert!(!word.is_empty() && !word.contains(' '), "{word:?} is no word");
        assert!(span.start >= end && span.start <= span.end, "{span:?} after {end}");
        assert!(text.get(span.clone()).is_some(), "{span:?} cuts a character");
        end = span.end;
    }
}

/// Whether a likelihood is one.
fn assert_share(share: f32) {
    // Sums of rounded shares may pass one by a hair.
    assert!((0.0..=1.001).contains(&share), "{share}");
}

fn check_meaning(words: &Words, desk: &Desk) {
    let ranked = intents::intents(words, &desk.business, &desk.language);
    assert_share(ranked.best.confidence);
    assert_share(ranked.in_scope);
    for (_, likely) in &ranked.alternatives {
        assert_share(*likely);
    }
    for part in &ranked.parts {
        assert_share(part.confidence);
        let Range { start, end } = part.words;
        assert!(start <= end && end <= words.len(), "{start}..{end} of {}", words.len());
    }
    if words.is_empty() {
        assert!(ranked.best.confidence <= 0.0, "sure of silence");
    }
    assert_share(classify::classify(words, &desk.business).confidence);
    for previous in [None, Some("Shall I book that?")] {
        let _ = yes_no::judge(words, previous, &desk.language);
    }
}

fn check_times(text: &str, guesses: &[&str], desk: &Desk) {
    for expected in [false, true] {
        let context = when::Context {
            now: &desk.now,
            language: desk.language.primary(),
            region: Some("US"),
            day_first: expected,
            hours: expected.then_some(desk.business.hours.as_slice()),
            expected,
        };
        for found in when::find(text, &context) {
            assert!(!found.values.is_empty() || found.problem.is_some(), "{found:?}");
            let spans = [Some(&found.span), found.day_span.as_ref(), found.time_span.as_ref()];
            for span in spans.into_iter().flatten() {
                assert!(text.get(span.clone()).is_some(), "{found:?}");
            }
        }
        if let Some(born) = when::birth_date(guesses, &context) {
            assert!(born <= desk.now.date(), "born on {born}");
        }
    }
}

fn check_entities(text: &str, words: &Words, desk: &Desk, asked: Option<Kind>) {
    let context = extract::Context { business: &desk.business, asked };
    let mut end = 0;
    for entity in extract::entities(text, words, &context) {
        assert!(entity.start >= end && entity.start < entity.end, "{entity:?} after {end}");
        end = entity.end;
        let length = entity.end - entity.start;
        assert_eq!(entity.text.chars().count(), length, "{entity:?}");
        let there: String = text.chars().skip(entity.start).take(length).collect();
        assert_eq!(there, entity.text, "not what stands there");
        assert!(!entity.values.is_empty(), "{entity:?}");
    }
}
