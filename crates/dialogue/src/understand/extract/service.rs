//! Which service: against the business's own list of names and other words for them.

use std::ops::Range;

use kernel::ServiceId;

use crate::briefing::BusinessFacts;
use crate::understand::Words;
use crate::understand::faq::stem;
use crate::understand::sound;

/// A service that was named.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Which one.
    pub id: ServiceId,
    /// How sure, 0 to 1: 1 for its very words, 0.9 for words that sound alike, less for a part.
    pub score: f32,
}

/// How alike two words must be to count as one, by Jaro-Winkler.
const ALIKE: f64 = 0.93;

/// Words that many services share, or that say nothing.
const GENERIC: &[&str] = &[
    "repair",
    "service",
    "appointment",
    "visit",
    "session",
    "consultation",
    "installation",
    "table",
    "new",
    "a",
    "an",
    "the",
    "for",
    "my",
    "of",
    "and",
    "to",
    "with",
    "on",
    "in",
    "free",
    "check",
    "regular",
    "full",
    "first",
    "men",
    "mens",
    "treatment",
    "work",
    "release",
    "up",
    "two",
    "four",
    "six",
];

/// A place in the words where a name stands.
struct Hit {
    id: ServiceId,
    start: usize,
    end: usize,
    letters: usize,
    score: f32,
}

/// The service that an utterance names.
///
/// The longest name wins; where the caller corrects themselves, the last one; one that is ruled out
/// ("not a haircut") does not count.
pub fn find(words: &Words, business: &BusinessFacts) -> Option<Found> {
    match told(words, business) {
        Told::Named(hit) => Some(Found { id: hit.id, score: hit.score }),
        Told::RuledOut => None,
        Told::Nothing => partly(words, business),
    }
}

/// The service that an utterance names in full, with the places of its words.
pub fn find_at(words: &Words, business: &BusinessFacts) -> Option<(Found, Range<usize>)> {
    match told(words, business) {
        Told::Named(hit) => Some((Found { id: hit.id, score: hit.score }, hit.start..hit.end)),
        Told::RuledOut | Told::Nothing => None,
    }
}

/// What was said of services by their names.
enum Told {
    Named(Hit),
    RuledOut,
    Nothing,
}

fn told(words: &Words, business: &BusinessFacts) -> Told {
    let mut hits: Vec<Hit> = Vec::new();
    for (service, names) in business.services.iter().zip(&business.words().services) {
        for name in names {
            whole(words, name, service.id, &mut hits);
        }
    }
    // A longer name that nearly fits tells more than a part of it that fits.
    let longest = hits.iter().map(|hit| hit.letters).max().unwrap_or_default();
    let exact = hits.iter().filter(|hit| hit.score >= 1.0).map(|hit| hit.letters).max();
    if exact.is_some_and(|exact| exact * 2 > longest) {
        hits.retain(|hit| hit.score >= 1.0);
    }
    let ruled_out = |hit: &Hit| is_ruled_out(words, hit.start);
    if hits.iter().any(|hit| !ruled_out(hit)) {
        hits.retain(|hit| !ruled_out(hit));
    }
    let covered = |hit: &Hit| {
        hits.iter().any(|other| {
            other.letters > hit.letters && other.start <= hit.start && hit.end <= other.end
        })
    };
    let outer: Vec<&Hit> = hits.iter().filter(|hit| !covered(hit)).collect();
    let corrects =
        words.has_any(&["actually", "meant", "sorry", "instead", "rather", "no", "wait"]);
    let best = if corrects {
        outer.iter().max_by_key(|hit| (hit.start, hit.letters))
    } else {
        outer.iter().rev().max_by_key(|hit| hit.letters)
    };
    match best {
        Some(hit) if !ruled_out(hit) => Told::Named(Hit { ..**hit }),
        Some(_) => Told::RuledOut,
        None => Told::Nothing,
    }
}

/// Places where all words of a name stand in a row.
fn whole(words: &Words, name: &Words, id: ServiceId, hits: &mut Vec<Hit>) {
    if name.is_empty() {
        return;
    }
    let joined: String = name.words.concat();
    let letters = joined.len();
    for (start, window) in words.words.windows(name.len()).enumerate() {
        let same = window.iter().zip(&name.words).all(|(heard, known)| same(heard, known));
        let near = same || window.iter().zip(&name.words).all(|(heard, known)| alike(heard, known));
        if near {
            let score = if same { 1.0 } else { 0.9 };
            hits.push(Hit { id, start, end: start + name.len(), letters, score });
        }
    }
    // "hair cut" for "haircut", "checkup" for "check-up".
    for (start, pair) in words.words.windows(2).enumerate() {
        if name.len() == 1 && pair.concat() == joined {
            hits.push(Hit { id, start, end: start + 2, letters, score: 1.0 });
        }
    }
    if name.len() == 2 {
        for (start, word) in words.words.iter().enumerate() {
            if *word == joined {
                hits.push(Hit { id, start, end: start + 1, letters, score: 1.0 });
            }
        }
    }
}

/// The one service that shares the most telling words with the utterance.
fn partly(words: &Words, business: &BusinessFacts) -> Option<Found> {
    let mut best: Option<(u16, ServiceId)> = None;
    let mut tied = false;
    for (service, names) in business.services.iter().zip(&business.words().services) {
        let mut score = 0;
        for name in names {
            let telling = name.words.iter().filter(|word| !GENERIC.contains(&word.as_str()));
            let (mut met, mut of) = (0_u16, 0_u16);
            for word in telling {
                of += 1;
                met += u16::from(words.words.iter().any(|heard| alike(heard, word)));
            }
            score = score.max((met * 100).checked_div(of).map_or(0, |share| share + met));
        }
        if score < 50 {
            continue;
        }
        match best {
            Some((top, _)) if score < top => {}
            Some((top, _)) if score == top => tied = true,
            _ => {
                best = Some((score, service.id));
                tied = false;
            }
        }
    }
    best.filter(|_| !tied)
        .map(|(score, id)| Found { id, score: if score >= 100 { 0.8 } else { 0.6 } })
}

fn is_ruled_out(words: &Words, start: usize) -> bool {
    let before = |back: usize| start.checked_sub(back).and_then(|at| words.at(at)).unwrap_or("");
    let article = matches!(before(1), "a" | "an" | "the" | "my");
    let back = if article { 2 } else { 1 };
    before(back) == "not" || before(back) == "of" && before(back + 1) == "instead"
}

fn same(heard: &str, known: &str) -> bool {
    heard == known
        || heard.len() > 3 && heard.strip_suffix('s') == Some(known)
        || known.len() > 3 && known.strip_suffix('s') == Some(heard)
}

fn alike(heard: &str, known: &str) -> bool {
    same(heard, known)
        || heard.len() >= 4 && known.len() >= 4 && stem(heard) == stem(known)
        || known.len() >= 5 && heard.len() >= 5 && sounds_alike(heard, known)
}

/// One letter wrong, or two in a long word that begins alike.
fn sounds_alike(heard: &str, known: &str) -> bool {
    if heard.chars().next() != known.chars().next() {
        return false;
    }
    // Words whose lengths differ by more are further apart than that, which is cheaper to see.
    if heard.chars().count().abs_diff(known.chars().count()) > 3 {
        return false;
    }
    let apart = strsim::damerau_levenshtein(heard, known);
    apart <= 1
        || apart == 2 && strsim::jaro_winkler(heard, known) >= ALIKE
        || apart <= 3 && sound::key(heard) == sound::key(known) && sound::key(known).len() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{barber, plumber};

    #[test]
    fn services_are_named_in_many_ways() {
        for (business, text, expected) in [
            (barber(), "I'd like a haircut", Some("Haircut")),
            (barber(), "just a trim please", Some("Haircut")),
            (barber(), "a hair cut", Some("Haircut")),
            (barber(), "two haircuts", Some("Haircut")),
            (barber(), "a beerd trim", Some("Beard trim")),
            (barber(), "hair and beard", Some("Haircut and beard")),
            (barber(), "sorry, I meant a beard trim", Some("Beard trim")),
            (barber(), "not a haircut, a beard trim", Some("Beard trim")),
            (barber(), "a haircut, no wait, a hot towel shave", Some("Hot towel shave")),
            (barber(), "a hot towl shave", Some("Hot towel shave")),
            (barber(), "do you have anything tomorrow", None),
            (barber(), "kids cut for my son", Some("Kids' cut")),
            (plumber(), "my faucet is dripping", Some("Faucet repair")),
            (plumber(), "the drain is clogged", Some("Drain cleaning")),
            (plumber(), "leaky tap", Some("Faucet repair")),
            (plumber(), "I need a repair", None),
            (plumber(), "we have no hot water", Some("Water heater service")),
            (plumber(), "a fawcet repair", Some("Faucet repair")),
        ] {
            let found = find(&Words::of(text), &business).map(|found| found.id);
            let name = business.services.iter().find(|it| Some(it.id) == found);
            let name = name.map(|service| service.name.as_str());
            assert_eq!(name, expected, "{text}");
        }
    }
}
