//! Street addresses as they are said: number, street, unit, city, postcode.

use std::ops::Range;

use super::digits::{Tongues, spoken_at};
use super::postcode;
use crate::understand::Words;
use crate::understand::normalise::{from, word};

/// Kinds of street, as they end an English street name.
const STREETS: &[&str] = &[
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "ln",
    "drive",
    "dr",
    "court",
    "ct",
    "boulevard",
    "blvd",
    "way",
    "place",
    "terrace",
    "close",
    "crescent",
    "square",
    "gardens",
    "grove",
    "hill",
    "row",
    "mews",
    "parkway",
    "highway",
    "circle",
    "trail",
    "walk",
];

/// Kinds of street, as they begin a Spanish or French one.
const FOREIGN: &[&str] =
    &["calle", "avenida", "paseo", "plaza", "rue", "boulevard", "place", "carrer"];

/// Parts of a house.
const UNITS: &[&str] = &["apartment", "apt", "unit", "suite", "flat", "floor", "number"];

/// The most words of a street's name, and of what follows it.
const NAME_MAX: usize = 4;

/// All addresses as they were said, with the places of their words.
pub fn find_all(words: &Words) -> Vec<(Range<usize>, String)> {
    let list = words.list();
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    let mut at = 0;
    while at < list.len() {
        match english(words, &list, at).or_else(|| foreign(&list, at)) {
            Some(end) => {
                let said = words.written.get(at..end).unwrap_or_default().join(" ");
                found.push((at..end, said));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The end of "12 Mill Street, flat 3, Merriam, 66203".
fn english(words: &Words, list: &[&str], start: usize) -> Option<usize> {
    let flat = usize::from(UNITS.contains(&word(list, start)));
    let mut at = start + flat + number(list, start + flat)?;
    if flat == 1 {
        at += number(list, at).unwrap_or(0);
    }
    let name = at;
    let kind = (name + 1..=name + NAME_MAX).find(|at| STREETS.contains(&word(list, *at)))?;
    let plain = |at: usize| {
        let heard = word(list, at);
        heard.chars().all(char::is_alphanumeric)
            && !matches!(
                heard,
                "at" | "on"
                    | "for"
                    | "to"
                    | "and"
                    | "in"
                    | "people"
                    | "am"
                    | "pm"
                    | "of"
                    | "minutes"
            )
    };
    if !(name..kind).all(plain) {
        return None;
    }
    Some(behind(words, list, kind + 1))
}

/// What belongs to an address behind its street: a unit, a city behind a pause, a postcode.
fn behind(words: &Words, list: &[&str], mut at: usize) -> usize {
    if matches!(word(list, at), "north" | "south" | "east" | "west") {
        at += 1;
    }
    if UNITS.contains(&word(list, at)) {
        let length = number(list, at + 1).unwrap_or(0);
        let lettered = word(list, at + 1 + length).chars().count() == 1;
        if length > 0 || lettered {
            at += 1 + length + usize::from(lettered);
        }
    }
    // A city is told by its capital: "12 Mill Street, Merriam, KS 66203".
    let capital = |at: usize| {
        words.written.get(at).and_then(|it| it.chars().next()).is_some_and(char::is_uppercase)
    };
    let into = usize::from(word(list, at) == "in");
    if capital(at + into) && (into == 1 || words.pauses.get(at) == Some(&true)) {
        at += into;
        let end = at + NAME_MAX;
        while at < end && capital(at) && word(list, at) != "i" {
            at += 1;
        }
    }
    let codes = postcode::find_all(from(list, at), true);
    match codes.first() {
        Some((place, _)) if place.start == 0 => at + place.end,
        _ => at,
    }
}

/// The end of "calle Mayor 12", "12 rue Haute".
fn foreign(list: &[&str], start: usize) -> Option<usize> {
    let leading = number(list, start).unwrap_or(0);
    let kind = start + leading;
    if !FOREIGN.contains(&word(list, kind)) {
        return None;
    }
    let longest = kind + 1 + NAME_MAX;
    if leading > 0 {
        let is_name = |at: &usize| word(list, *at).len() > 1 && *at < longest;
        let end = (kind + 1..list.len()).take_while(is_name).last()? + 1;
        return Some(end.min(longest));
    }
    let (at, length) =
        (kind + 2..=longest).find_map(|at| number(list, at).map(|length| (at, length)))?;
    Some(at + length)
}

/// How many words a house number takes: `12`, `twelve`, `one twenty two`, `12 b`.
fn number(list: &[&str], start: usize) -> Option<usize> {
    let tongues = Tongues { spanish: true, french: false };
    let mut at = start;
    let mut digits = 0;
    while let Some((piece, length)) = spoken_at(from(list, at), tongues) {
        digits += piece.len();
        at += length;
        if digits > 5 {
            return None;
        }
    }
    if digits > 0 && matches!(word(list, at), "b" | "c" | "d") {
        at += 1;
    }
    (digits > 0).then_some(at - start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_as_they_are_said() {
        for (text, expected) in [
            ("I'm at 12 Mill Street, Merriam, 66203", Some("12 Mill Street Merriam 66203")),
            ("it's forty two acacia avenue", Some("forty two acacia avenue")),
            (
                "one twenty two north elm road apartment 3 b",
                Some("one twenty two north elm road apartment 3 b"),
            ),
            ("flat 2, 8 High Street", Some("flat 2 8 High Street")),
            ("vivo en calle Mayor 12", Some("calle Mayor 12")),
            ("a table for 4 at 7", None),
            ("2 people on the way", None),
        ] {
            let found = find_all(&Words::of(text)).into_iter().next().map(|it| it.1);
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
