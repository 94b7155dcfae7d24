//! Numbers that nobody has to keep: payment cards and social security numbers.
//!
//! People dictate them to receptionists, asked or not. They are taken out of what was said before
//! anything else sees it, so that they reach no table, no log and no model.
//!
//! Sources: ISO/IEC 7812-1 (Luhn's check, lengths), the issuers' published prefixes, and the Social
//! Security Administration's rules on which numbers are never given out; read 2026-11.

use std::borrow::Cow;
use std::ops::Range;

/// What stands where a card's number stood.
pub const CARD: &str = "[card number]";
/// What stands where a social security number stood.
pub const SOCIAL: &str = "[social security number]";

/// The text without numbers of payment cards and without social security numbers.
///
/// Takes time in proportion to the text, and copies it only where there is something to take out.
///
/// ```
/// use frontdesk_kernel::redact::redacted;
///
/// assert_eq!(redacted("it's 4111 1111 1111 1111, exp 12/29"), "it's [card number], exp 12/29");
/// assert_eq!(redacted("call me on 816 555 0142"), "call me on 816 555 0142");
/// ```
pub fn redacted(text: &str) -> Cow<'_, str> {
    // The shortest has nine digits.
    if text.bytes().filter(u8::is_ascii_digit).count() < 9 {
        return Cow::Borrowed(text);
    }
    let mut kept = String::new();
    let mut copied = 0;
    let social = is_spoken_of(text);
    for run in runs(text) {
        let mut from = 0;
        while from < run.len() {
            let Some((groups, word)) = found(text, run.get(from..).unwrap_or_default(), social)
            else {
                from += 1;
                continue;
            };
            let start = run.get(from).map_or(copied, |group| group.start);
            let end = run.get(from + groups - 1).map_or(start, |group| group.end);
            kept.push_str(text.get(copied..start).unwrap_or_default());
            kept.push_str(word);
            copied = end;
            from += groups;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    kept.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(kept)
}

/// Groups of digits, together where single blanks, hyphens or dots part them.
fn runs(text: &str) -> Vec<Vec<Range<usize>>> {
    let mut runs: Vec<Vec<Range<usize>>> = Vec::new();
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while at < bytes.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        while digit(at) {
            at += 1;
        }
        let joined = start > 0 && matches!(bytes.get(start - 1), Some(b' ' | b'-' | b'.'));
        match runs.last_mut() {
            Some(run) if joined && run.last().is_some_and(|last| last.end + 1 == start) => {
                run.push(start..at);
            }
            _ => runs.push(Vec::from([Range { start, end: at }])),
        }
    }
    runs
}

/// How many of these groups, from the first on, are a number that has to go, and what it is. The longest
/// wins.
fn found(text: &str, groups: &[Range<usize>], social: bool) -> Option<(usize, &'static str)> {
    // A number with a country's code is a telephone's.
    let first = groups.first()?;
    if text.get(..first.start)?.ends_with('+') {
        return None;
    }
    let mut digits: Vec<u8> = Vec::with_capacity(19);
    let mut best = None;
    for (place, group) in groups.iter().enumerate() {
        digits.extend(text.get(group.clone())?.bytes().map(|it| it - b'0'));
        if digits.len() > 19 {
            break;
        }
        if is_card(&digits) {
            best = Some((place + 1, CARD));
        } else if is_social(&digits) {
            let hyphens =
                text.get(first.start..group.end)?.bytes().filter(|it| *it == b'-').count();
            let sizes = groups.iter().map(Range::len).take(3).eq([3, 2, 4]);
            if (place == 2 && hyphens == 2 && sizes) || social {
                best = best.or(Some((place + 1, SOCIAL)));
            }
        }
    }
    best
}

/// Whether the text speaks of social security.
fn is_spoken_of(text: &str) -> bool {
    let whole = text.to_lowercase();
    ["social", "ssn", "seguro"].iter().any(|word| whole.contains(word))
}

/// Whether these digits are those of a payment card: an issuer's prefix, its length, Luhn's check.
fn is_card(digits: &[u8]) -> bool {
    let prefix = |places: usize| {
        digits.iter().take(places).fold(0_u32, |number, digit| number * 10 + u32::from(*digit))
    };
    let fits = match digits.len() {
        13 => prefix(1) == 4,
        14 => matches!(prefix(2), 36 | 38) || matches!(prefix(3), 300..=305),
        15 => matches!(prefix(2), 34 | 37),
        16 => {
            prefix(1) == 4
                || matches!(prefix(2), 51..=55 | 65)
                || matches!(prefix(4), 2221..=2720 | 6011 | 3528..=3589)
                || matches!(prefix(3), 644..=649)
        }
        17..=19 => prefix(1) == 4 || matches!(prefix(2), 62 | 65) || prefix(4) == 6011,
        _ => false,
    };
    fits && luhn(digits)
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(*digit);
            if place % 2 == 0 { digit } else { digit * 2 - 9 * u32::from(digit > 4) }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether these digits can be a social security number: some groups were never given out.
fn is_social(digits: &[u8]) -> bool {
    let (Some(area), Some(group), Some(serial)) =
        (digits.get(..3), digits.get(3..5), digits.get(5..9))
    else {
        return false;
    };
    let given = !matches!(area, [0, 0, 0] | [6, 6, 6] | [9, ..]);
    let some = |part: &[u8]| part.iter().any(|digit| *digit != 0);
    digits.len() == 9 && given && some(group) && some(serial)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cards_are_taken_out_however_they_are_grouped() {
        for number in [
            "4111111111111111",
            "4111 1111 1111 1111",
            "4111-1111-1111-1111",
            "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
            "3782 822463 10005",
            "5555 5555 5555 4444",
            "6011 1111 1111 1117",
            "30569309025904",
        ] {
            let text = format!("my card is {number} thanks");
            assert_eq!(redacted(&text), "my card is [card number] thanks", "{number}");
        }
        let expiry = "4111 1111 1111 1111 12 29 and 123";
        assert_eq!(redacted(expiry), "[card number] 12 29 and 123");
        let two = "4111111111111111 or maybe 5555555555554444";
        assert_eq!(redacted(two), "[card number] or maybe [card number]");
    }

    #[test]
    fn social_security_numbers_are_taken_out() {
        assert_eq!(redacted("it's 219-09-9999"), "it's [social security number]");
        let spoken = redacted("my social is 219 09 9999 okay");
        assert_eq!(spoken, "my social is [social security number] okay");
        assert_eq!(redacted("social 219099999"), "social [social security number]");
    }

    #[test]
    fn what_has_to_be_understood_stays() {
        for text in [
            "call me on 816 555 0142",
            "it's +44 20 7946 0000 extension 12",
            "+4111111111111111",
            "the 3rd of March 2026 at 10:30, 45 minutes, order 123456789",
            "4111 1111 1111 1112",
            "000-12-3456 and 912-12-3456",
            "219 09 9999",
            "",
            "¿qué? 🎉 219-09-999",
        ] {
            assert!(matches!(redacted(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_nothing_is_found_twice(text in "[0-9 .+a-zé-]{0,80}") {
            let once = redacted(&text).into_owned();
            prop_assert_eq!(redacted(&once), once.as_str());
        }
    }
}
