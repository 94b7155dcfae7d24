//! E-mail addresses, written or dictated: `sam dot jones at gmail dot com`.

use std::ops::Range;
use std::str::FromStr;

use email_address::EmailAddress;

use super::digits::{Tongues, spoken_at};
use super::entity::bytes_of;
use super::spelled;
use crate::understand::Words;
use crate::understand::normalise::{from, word};
use crate::understand::sound::plain;

/// How many words an address may take on each side of its at sign.
const SIDE_MAX: usize = 24;

/// Words before an address that are no part of it.
const LEADS: &[&str] = &[
    "is", "its", "to", "email", "mail", "at", "my", "address", "yes", "sure", "thats", "the", "it",
    "me", "correo", "es", "cest", "adresse", "ok", "okay", "under", "and", "use",
];

/// All addresses, in lower case, with the bytes that they take.
pub fn find_all(text: &str, words: &Words, tongues: Tongues) -> Vec<(Range<usize>, String)> {
    let mut found = written(text);
    if found.is_empty() {
        found.extend(dictated(words, tongues));
    }
    found
}

fn written(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in text.split(|it: char| it.is_whitespace() || matches!(it, ',' | ';' | '<' | '>')) {
        let start = at;
        // Every separator is one byte but for rare blanks, whose length is looked up.
        at += part.len();
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let bare = part.trim_end_matches(['.', '?', '!', ')', ':']);
        if bare.contains('@')
            && let Some(address) = valid(bare)
        {
            found.push((start..start + bare.len(), address));
        }
    }
    found
}

fn dictated(words: &Words, tongues: Tongues) -> Option<(Range<usize>, String)> {
    let list = words.list();
    let signs =
        (1..list.len()).filter(|at| matches!(word(&list, *at), "at" | "arroba" | "arobase"));
    for sign in signs {
        let Some((domain, end)) = domain(&list, sign + 1, tongues) else { continue };
        // The longest local part that can be one: its words stand in a row before the sign.
        let floor = sign.saturating_sub(SIDE_MAX);
        let lead = (floor..sign).rev().find(|at| LEADS.contains(&word(&list, *at)));
        let start = lead.map_or(floor, |at| at + 1);
        let local = joined(&list, start..sign, tongues);
        if let Some(address) = valid(&format!("{local}@{domain}"))
            && let Some(bytes) = bytes_of(words, &(start..end))
        {
            return Some((bytes, address));
        }
    }
    None
}

/// A domain from a place on: words and dots, up to the last dotted part.
fn domain(list: &[&str], start: usize, tongues: Tongues) -> Option<(String, usize)> {
    let end_max = list.len().min(start + SIDE_MAX);
    let last_dot = (start + 1..end_max.saturating_sub(1)).rev().find(|at| {
        is_dot(word(list, *at))
            && (start..*at).all(|place| !matches!(word(list, place), "and" | "is"))
    })?;
    let end = last_dot + 2;
    let domain = joined(list, start..end, tongues);
    (!domain.starts_with('.') && domain.contains('.')).then_some((domain, end))
}

fn is_dot(word: &str) -> bool {
    matches!(word, "dot" | "point" | "punto" | "period")
}

/// Words written together as an address has them.
fn joined(list: &[&str], place: Range<usize>, tongues: Tongues) -> String {
    let mut address = String::new();
    let mut at = place.start;
    let list = list.get(..place.end).unwrap_or_default();
    while at < place.end {
        let heard = word(list, at);
        let rest = from(list, at);
        let taken = match *rest {
            ["all", "one", "word", ..] | ["todo", "junto", ..] | ["tout", "attaché", ..] => {
                at += if heard == "all" { 3 } else { 2 };
                continue;
            }
            ["guion" | "guión", "bajo", ..] | ["tiret", "bas", ..] | ["under", "score", ..] => {
                address.push('_');
                2
            }
            ["underscore", ..] => {
                address.push('_');
                1
            }
            ["dash" | "hyphen" | "minus" | "guion" | "guión" | "tiret", ..] => {
                address.push('-');
                1
            }
            ["plus", ..] => {
                address.push('+');
                1
            }
            _ if is_dot(heard) => {
                address.push('.');
                1
            }
            ["double" | "triple", ..] => {
                let next = word(list, at + 1);
                let digits = spoken_at(from(list, at + 1), tongues).map(|it| it.0);
                let piece = digits.unwrap_or_else(|| next.to_owned());
                address.push_str(&piece.repeat(if heard == "double" { 2 } else { 3 }));
                2
            }
            _ => spelled_or_said(list, at, tongues, &mut address),
        };
        at += taken;
    }
    address
}

fn spelled_or_said(list: &[&str], at: usize, tongues: Tongues, address: &mut String) -> usize {
    if let Some(run) = spelled::run(list, at, 2, tongues) {
        address.push_str(&run.letters);
        return run.end - at;
    }
    if let Some((digits, length)) = spoken_at(from(list, at), tongues) {
        address.push_str(&digits);
        return length;
    }
    address.extend(word(list, at).chars().map(plain));
    1
}

fn valid(address: &str) -> Option<String> {
    let address = address.to_lowercase();
    let (local, domain) = address.rsplit_once('@')?;
    let ending = domain.rsplit('.').next()?;
    let whole = !local.is_empty() && domain.contains('.') && !domain.contains("..");
    let plausible = whole && ending.len() >= 2 && ending.bytes().all(|it| it.is_ascii_alphabetic());
    (plausible && EmailAddress::from_str(&address).is_ok()).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_and_dictated() {
        let spanish = Tongues { spanish: true, french: false };
        let french = Tongues { spanish: false, french: true };
        for (tongues, text, expected) in [
            (Tongues::default(), "it's Ann.Lee@Example.com.", Some("ann.lee@example.com")),
            (
                Tongues::default(),
                "my email is ann dot lee at gmail dot com",
                Some("ann.lee@gmail.com"),
            ),
            (
                Tongues::default(),
                "a n n underscore lee seven two at yahoo dot co dot uk",
                Some("ann_lee72@yahoo.co.uk"),
            ),
            (
                Tongues::default(),
                "green dash door all one word at outlook dot com thanks",
                Some("green-door@outlook.com"),
            ),
            (spanish, "es ana guion bajo ruiz arroba correo punto es", Some("ana_ruiz@correo.es")),
            (french, "c'est luc point roy arobase orange point fr", Some("luc.roy@orange.fr")),
            (Tongues::default(), "see you at three", None),
            (Tongues::default(), "at dot at", None),
        ] {
            let found = find_all(text, &Words::of(text), tongues).into_iter().next();
            assert_eq!(found.map(|it| it.1).as_deref(), expected, "{text}");
        }
    }
}
