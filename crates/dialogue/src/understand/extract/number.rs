//! Numbers as they are said.

use crate::understand::normalise::word;

const ONES: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] =
    &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS: &[&str] = &[
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];

fn place(list: &[&str], word: &str) -> Option<u32> {
    list.iter().position(|entry| *entry == word).and_then(|place| u32::try_from(place).ok())
}

/// The value of digits or of a single number word: `7`, `seven`, `fifty`.
///
/// **Limits**: digits up to 9999.
pub fn cardinal(word: &str) -> Option<u32> {
    if word.is_empty() {
        return None;
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return if word.len() <= 4 { word.parse().ok() } else { None };
    }
    place(ONES, word).or_else(|| tens(word))
}

fn tens(word: &str) -> Option<u32> {
    place(TENS, word).map(|place| (place + 2) * 10)
}

/// A number at the beginning of `words`, and how many words it takes: `twenty five` is 25 in two.
pub fn cardinal_at(words: &[&str]) -> Option<(u32, usize)> {
    let first = word(words, 0);
    if let Some(tens) = tens(first)
        && let Some(ones @ 1..=9) = place(ONES, word(words, 1))
    {
        return Some((tens + ones, 2));
    }
    cardinal(first).map(|value| (value, 1))
}

/// An ordinal at the beginning of `words`, and how many words it takes: `3rd`, `third`,
/// `twenty first`.
pub fn ordinal_at(words: &[&str]) -> Option<(u32, usize)> {
    let first = word(words, 0);
    let digits = first.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    if !digits.is_empty()
        && digits.len() + 2 == first.len()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        return digits.parse().ok().filter(|value| *value <= 9_999).map(|value| (value, 1));
    }
    if let Some(tens) = tens(first)
        && let Some(ones @ 1..=9) = place(ORDINALS, word(words, 1))
    {
        return Some((tens + ones, 2));
    }
    match first {
        "twentieth" => Some((20, 1)),
        "thirtieth" => Some((30, 1)),
        _ => place(ORDINALS, first).filter(|value| *value > 0).map(|value| (value, 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_digits_and_words() {
        assert_eq!(cardinal_at(&["twenty", "five", "past"]), Some((25, 2)));
        assert_eq!(cardinal_at(&["twenty", "ten"]), Some((20, 1)));
        assert_eq!(cardinal_at(&["15"]), Some((15, 1)));
        assert_eq!(cardinal("none"), None);
        assert_eq!(cardinal("123456"), None);
        assert_eq!(ordinal_at(&["twenty", "first"]), Some((21, 2)));
        assert_eq!(ordinal_at(&["3rd"]), Some((3, 1)));
        assert_eq!(ordinal_at(&["second"]), Some((2, 1)));
        assert_eq!(ordinal_at(&["3"]), None);
        assert_eq!(ordinal_at(&["30th"]), Some((30, 1)));
    }
}
