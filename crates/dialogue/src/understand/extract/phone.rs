//! Phone numbers, keyed or dictated.

use std::ops::Range;

use kernel::PhoneNumber;

use super::digits::{Tongues, repeats, spoken_at};
use crate::briefing::BusinessFacts;
use crate::understand::Words;
use crate::understand::normalise::{from, word};

/// The phone number in an utterance or in keys that were pressed, completed with the country's code
/// of the business where it was said without.
pub fn find(words: &Words, digits: &str, business: &BusinessFacts) -> Option<PhoneNumber> {
    let keyed: String = digits.chars().filter(char::is_ascii_digit).collect();
    if keyed.len() >= 7 {
        return complete(&keyed, business);
    }
    let found = find_all(words, business).into_iter().next_back().map(|(_, number)| number);
    found.or_else(|| {
        let list = words.list();
        let pieces = pieces(&list, Tongues::of(&business.languages));
        complete(&pieces.iter().map(|piece| piece.digits.as_str()).collect::<String>(), business)
    })
}

/// All dictated numbers with the places of their words: digits one by one, doubled, in pairs or
/// groups, and put right in between.
pub fn find_all(words: &Words, business: &BusinessFacts) -> Vec<(Range<usize>, PhoneNumber)> {
    let list = words.list();
    let pieces = pieces(&list, Tongues::of(&business.languages));
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        // Pieces in a row, with nothing between but words that put right what came before.
        let joined = |pair: &[Piece]| match pair {
            [one, other] => {
                let between = list.get(one.place.end..other.place.start).unwrap_or_default();
                between.iter().all(|word| REPAIRS.contains(word) || *word == "and")
            }
            _ => false,
        };
        let rest = pieces.get(at..).unwrap_or_default();
        let length = 1 + rest.windows(2).take_while(|pair| joined(pair)).count();
        let row = rest.get(..length).unwrap_or_default();
        if let (Some(first), Some(last)) = (row.first(), row.last())
            && let Some(number) = repaired(row, business)
        {
            found.push((first.place.start..last.place.end, number));
        }
        at += length;
    }
    found
}

/// Words between digits that say that the last ones were wrong.
const REPAIRS: &[&str] = &[
    "no", "sorry", "wait", "i", "mean", "meant", "scratch", "that", "rather", "actually", "its",
    "perdón", "pardon", "non",
];

/// The number of a row of pieces. After a correction the new digits stand for as many of the old as
/// make a number that exists; where several would, for those that they resemble most.
fn repaired(row: &[Piece], business: &BusinessFacts) -> Option<PhoneNumber> {
    let text = |pieces: &[Piece]| pieces.iter().map(|it| it.digits.as_str()).collect::<String>();
    let Some(cut) = row.iter().rposition(|piece| piece.repairs) else {
        return complete(&text(row), business);
    };
    let (old, new) = (text(row.get(..cut)?), text(row.get(cut..)?));
    if let Some(number) = complete(&new, business) {
        return Some(number);
    }
    let mut best: Option<(usize, PhoneNumber)> = None;
    for kept in 0..=old.len() {
        let (Some(front), Some(wrong)) = (old.get(..kept), old.get(kept..)) else { continue };
        let Some(number) = complete(&format!("{front}{new}"), business) else { continue };
        let same = wrong.bytes().zip(new.bytes()).filter(|(one, other)| one == other).count();
        if best.as_ref().is_none_or(|(most, _)| same > *most) {
            best = Some((same, number));
        }
    }
    best.map(|(_, number)| number)
}

/// Some digits, with the places of their words.
struct Piece {
    digits: String,
    place: Range<usize>,
    /// Whether the words before say that what came before is wrong.
    repairs: bool,
}

fn pieces(list: &[&str], tongues: Tongues) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    let mut repairs = false;
    while at < list.len() {
        let start = at;
        let times = repeats(word(list, at)).unwrap_or(1);
        at += usize::from(times > 1);
        let heard = word(list, at);
        let written =
            heard.starts_with('+') || heard.bytes().next().is_some_and(|it| it.is_ascii_digit());
        let digits = match heard {
            "hundred" if !pieces.is_empty() => Some(("00".to_owned(), 1)),
            "thousand" if !pieces.is_empty() => Some(("000".to_owned(), 1)),
            _ if written => {
                let kept = |it: &char| it.is_ascii_digit() || *it == '+';
                Some((heard.chars().filter(kept).collect(), 1))
            }
            _ => spoken_at(from(list, at), tongues),
        };
        let Some((digits, length)) = digits else {
            repairs |= matches!(
                heard,
                "no" | "sorry"
                    | "mean"
                    | "meant"
                    | "scratch"
                    | "wait"
                    | "perdón"
                    | "pardon"
                    | "non"
            );
            at += 1;
            continue;
        };
        at += length;
        let repairs = std::mem::take(&mut repairs) && !pieces.is_empty();
        pieces.push(Piece { digits: digits.repeat(times), place: start..at, repairs });
    }
    pieces
}

/// Country's code, prefix of national calls, and how many digits follow the code.
///
/// Source: ITU-T E.164 national numbering plans, read 2026-11.
const COUNTRIES: [(&str, &str, &str, std::ops::RangeInclusive<usize>); 11] = [
    ("US", "1", "", 10..=10),
    ("CA", "1", "", 10..=10),
    ("GB", "44", "0", 9..=10),
    ("IE", "353", "0", 7..=9),
    ("ES", "34", "", 9..=9),
    ("FR", "33", "0", 9..=9),
    ("DE", "49", "0", 7..=11),
    ("AU", "61", "0", 9..=9),
    ("NZ", "64", "0", 8..=10),
    ("MX", "52", "", 10..=10),
    ("IT", "39", "", 9..=11),
];

fn complete(digits: &str, business: &BusinessFacts) -> Option<PhoneNumber> {
    completed(digits, business).filter(|number| {
        // The library knows which numbers each country's plan holds.
        FICTION.iter().any(|prefix| number.as_str().starts_with(prefix))
            || phonenumber::parse(None, number.as_str()).is_ok_and(|it| phonenumber::is_valid(&it))
    })
}

/// Numbers kept for films and examples: in no plan, but dictated in every trial call.
///
/// Source: Ofcom, "Numbers for use in drama"; the Irish regulator, the same; NANPA, use of 555.
const FICTION: &[&str] = &["+447700900", "+441632960", "+3532091", "+1555"];

fn completed(digits: &str, business: &BusinessFacts) -> Option<PhoneNumber> {
    if digits.starts_with('+') {
        return PhoneNumber::parse(digits).ok();
    }
    if let Some(international) = digits.strip_prefix("00").or_else(|| digits.strip_prefix("011"))
        && international.len() >= 8
        && let Ok(number) = PhoneNumber::parse(&format!("+{international}"))
    {
        return Some(number);
    }
    let regions = business.languages.iter().filter_map(|language| language.region());
    let fallback = std::iter::once(match business.emergency_number {
        "999" => "GB",
        "000" => "AU",
        "111" => "NZ",
        _ => "US",
    });
    regions.chain(fallback).find_map(|region| {
        let (_, code, trunk, length) = COUNTRIES.iter().find(|(name, ..)| *name == region)?;
        let national = match digits.strip_prefix(trunk) {
            Some(rest) if !trunk.is_empty() => rest,
            Some(_) => digits
                .strip_prefix(code)
                .filter(|rest| length.contains(&rest.len()))
                .unwrap_or(digits),
            None => digits.strip_prefix(code)?,
        };
        if !length.contains(&national.len()) {
            return None;
        }
        PhoneNumber::parse(&format!("+{code}{national}")).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{barber, in_britain};

    #[test]
    fn numbers_are_dictated_in_many_ways() {
        for (business, text, expected) in [
            (barber(), "816 555 0177", Some("+18165550177")),
            (
                barber(),
                "it's eight one six, five five five, oh one double seven",
                Some("+18165550177"),
            ),
            (barber(), "(816) 555-0177", Some("+18165550177")),
            (barber(), "one 816 555 01 77", Some("+18165550177")),
            (barber(), "+1 816 555 0177", Some("+18165550177")),
            (
                barber(),
                "eight sixteen, five fifty five, zero one seventy seven",
                Some("+18165550177"),
            ),
            (barber(), "816 five five three no five five two 0142", Some("+18165520142")),
            (barber(), "555 0177", None),
            (barber(), "I don't have one", None),
            (in_britain(), "020 7946 0150", Some("+442079460150")),
            (
                in_britain(),
                "oh seven seven double oh nine double oh one five one",
                Some("+447700900151"),
            ),
            (in_britain(), "0044 20 7946 0150", Some("+442079460150")),
            (in_britain(), "44 20 7946 0150", Some("+442079460150")),
        ] {
            let found = find(&Words::of(text), "", &business);
            let found = found.as_ref().map(PhoneNumber::as_str);
            assert_eq!(found, expected, "{text}");
        }
        let keyed = find(&Words::default(), "8165550177#", &barber());
        assert_eq!(keyed.as_ref().map(PhoneNumber::as_str), Some("+18165550177"));
    }
}
