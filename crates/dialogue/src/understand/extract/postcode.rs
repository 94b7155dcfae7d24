//! Postcodes in an utterance: United States, United Kingdom, Canada; written, said or spelled.

use std::ops::Range;

use super::digits::{Tongues, repeats, spoken_at};
use super::spelled;
use crate::understand::normalise::word;

/// The most words that a postcode takes: seven, with examples for its letters.
const WORDS_MAX: usize = 16;

/// All postcodes with the places of their words. One of the United States, being mere digits, needs
/// to be asked for or announced.
pub fn find_all(list: &[&str], asked: bool) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < list.len() {
        let announced = asked || is_announced(list, at);
        match at_place(list, at, announced) {
            Some((end, code)) => {
                found.push((at..end, code));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn is_announced(list: &[&str], at: usize) -> bool {
    let before = list.get(at.saturating_sub(3)..at).unwrap_or_default();
    before.iter().any(|word| matches!(*word, "zip" | "zipcode" | "postcode" | "postal"))
}

/// The longest postcode that begins at a place.
fn at_place(list: &[&str], start: usize, announced: bool) -> Option<(usize, String)> {
    let mut code = String::new();
    let mut best = None;
    let mut at = start;
    while at < list.len().min(start + WORDS_MAX) && code.len() <= 10 {
        let (piece, length) = piece_at(list, at)?;
        code.push_str(&piece);
        at += length;
        if let Some(written) = recognised(&code, announced) {
            best = Some((at, written));
        }
        if piece_at(list, at).is_none() {
            break;
        }
    }
    best
}

fn piece_at(list: &[&str], at: usize) -> Option<(String, usize)> {
    let heard = list.get(at)?;
    if let Some(times) = repeats(heard) {
        let (piece, length) = piece_at_once(list, at + 1)?;
        return Some((piece.repeat(times), length + 1));
    }
    if matches!(*heard, "dash" | "space" | "hyphen") && at > 0 {
        return Some((String::new(), 1));
    }
    piece_at_once(list, at)
}

fn piece_at_once(list: &[&str], at: usize) -> Option<(String, usize)> {
    let heard = list.get(at)?;
    let rest = list.get(at..)?;
    if let Some((digits, length)) = spoken_at(rest, Tongues::default())
        && *heard != "o"
    {
        return Some((digits, length));
    }
    if heard.len() <= 7 && heard.bytes().any(|it| it.is_ascii_digit()) && heard.is_ascii() {
        let whole = heard.bytes().all(|it| it.is_ascii_alphanumeric());
        return whole.then(|| (heard.to_ascii_uppercase(), 1));
    }
    if let Some(letter) = spelled::letter(heard, Tongues::default()).filter(char::is_ascii) {
        let length = match (word(list, at + 1), word(list, at + 2)) {
            ("as", "in" | "for") => 4,
            ("for" | "like", _) => 3,
            _ => 1,
        };
        let example = word(list, at + length - 1).chars().next().filter(char::is_ascii_alphabetic);
        let letter = example.filter(|_| length > 1).unwrap_or(letter);
        return Some((letter.to_ascii_uppercase().to_string(), length));
    }
    let short = (2..=4).contains(&heard.len()) && heard.bytes().all(|it| it.is_ascii_alphabetic());
    // "SW1A 1AA" is cut where letters follow digits.
    let after_digit = at.checked_sub(1).and_then(|it| list.get(it));
    let inside = after_digit.is_some_and(|it| it.bytes().any(|it| it.is_ascii_digit()));
    let before_digit = word(list, at + 1).bytes().next().is_some_and(|it| it.is_ascii_digit());
    (short && heard.len() <= 2 && (inside || before_digit)).then(|| (heard.to_ascii_uppercase(), 1))
}

/// The code as it is written, if the characters are one.
fn recognised(code: &str, announced: bool) -> Option<String> {
    let shape: String =
        code.chars().map(|letter| if letter.is_ascii_digit() { '9' } else { 'A' }).collect();
    match shape.as_str() {
        "A99AA" | "A999AA" | "AA99AA" | "AA999AA" | "A9A9AA" | "AA9A9AA" => {
            let (outward, inward) = code.split_at_checked(code.len() - 3)?;
            Some(format!("{outward} {inward}"))
        }
        "A9A9A9" if code.chars().all(|letter| !"DFIOQU".contains(letter)) => {
            let (area, unit) = code.split_at_checked(3)?;
            Some(format!("{area} {unit}"))
        }
        "99999" if announced => Some(code.to_owned()),
        "999999999" if announced => {
            let (zip, four) = code.split_at_checked(5)?;
            Some(format!("{zip}-{four}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::Words;

    #[test]
    fn postcodes_of_three_countries_are_found() {
        for (text, asked, expected) in [
            ("it's BN1 6PQ", false, Some("BN1 6PQ")),
            ("EC1A 1BB please", false, Some("EC1A 1BB")),
            ("b n one six papa quebec", false, Some("BN1 6PQ")),
            ("K for kilo one a oh b one", false, Some("K1A 0B1")),
            ("K1A 0B1", false, Some("K1A 0B1")),
            ("zip code is 66203", false, Some("66203")),
            ("six six two oh three", true, Some("66203")),
            ("66203-1234", true, Some("66203-1234")),
            ("66203", false, None),
            ("tomorrow at 3", true, None),
        ] {
            let words = Words::of(text);
            let found = find_all(&words.list(), asked).into_iter().next().map(|it| it.1);
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
