//! Phone numbers, keyed or dictated.

use kernel::PhoneNumber;

use super::number::{cardinal, cardinal_at};
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
    complete(&dictated(words), business)
}

/// The digits of a dictated number; a long run of them, one by one, doubled, in pairs or groups.
fn dictated(words: &Words) -> String {
    let list = words.list();
    let mut number = String::new();
    let mut repeat = 1;
    let mut at = 0;
    while at < list.len() {
        let rest = from(&list, at);
        let heard = word(rest, 0);
        let mut taken = 1;
        let times = std::mem::replace(&mut repeat, 1);
        match heard {
            "double" => repeat = 2,
            "triple" | "treble" => repeat = 3,
            "oh" | "o" | "nought" | "naught" => number.push_str(&"0".repeat(times)),
            "hundred" => number.push_str("00"),
            "thousand" => number.push_str("000"),
            _ if heard.starts_with('+') => {
                number.push_str(heard);
            }
            _ if heard.bytes().next().is_some_and(|byte| byte.is_ascii_digit()) => {
                let digits: String = heard.chars().filter(char::is_ascii_digit).collect();
                number.push_str(&digits.repeat(times));
            }
            _ => {
                if let Some((value, length)) =
                    cardinal_at(rest).filter(|_| cardinal(heard).is_some())
                {
                    number.push_str(&value.to_string().repeat(times));
                    taken = length;
                }
            }
        }
        at += taken;
    }
    number
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
