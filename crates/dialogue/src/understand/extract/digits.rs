//! Digits as people dictate them: one by one, doubled, in pairs and groups, in three languages.

use crate::understand::normalise::{from, word};

/// English words for one digit.
const ENGLISH: &[(&str, &str)] = &[
    ("zero", "0"),
    ("oh", "0"),
    ("o", "0"),
    ("nought", "0"),
    ("naught", "0"),
    ("nil", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("niner", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("thirteen", "13"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("sixteen", "16"),
    ("seventeen", "17"),
    ("eighteen", "18"),
    ("nineteen", "19"),
];

const ENGLISH_TENS: &[&str] =
    &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const SPANISH: &[(&str, &str)] = &[
    ("cero", "0"),
    ("uno", "1"),
    ("un", "1"),
    ("una", "1"),
    ("dos", "2"),
    ("tres", "3"),
    ("cuatro", "4"),
    ("cinco", "5"),
    ("seis", "6"),
    ("siete", "7"),
    ("ocho", "8"),
    ("nueve", "9"),
    ("diez", "10"),
    ("once", "11"),
    ("doce", "12"),
    ("trece", "13"),
    ("catorce", "14"),
    ("quince", "15"),
    ("dieciséis", "16"),
    ("dieciseis", "16"),
    ("diecisiete", "17"),
    ("dieciocho", "18"),
    ("diecinueve", "19"),
    ("veintiuno", "21"),
    ("veintiún", "21"),
    ("veintidós", "22"),
    ("veintidos", "22"),
    ("veintitrés", "23"),
    ("veintitres", "23"),
    ("veinticuatro", "24"),
    ("veinticinco", "25"),
    ("veintiséis", "26"),
    ("veintiseis", "26"),
    ("veintisiete", "27"),
    ("veintiocho", "28"),
    ("veintinueve", "29"),
];

const SPANISH_TENS: &[&str] =
    &["veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];

const FRENCH: &[(&str, &str)] = &[
    ("zéro", "0"),
    ("zero", "0"),
    ("un", "1"),
    ("une", "1"),
    ("deux", "2"),
    ("trois", "3"),
    ("quatre", "4"),
    ("cinq", "5"),
    ("six", "6"),
    ("sept", "7"),
    ("huit", "8"),
    ("neuf", "9"),
    ("dix", "10"),
    ("onze", "11"),
    ("douze", "12"),
    ("treize", "13"),
    ("quatorze", "14"),
    ("quinze", "15"),
    ("seize", "16"),
];

const FRENCH_TENS: &[(&str, u32)] = &[
    ("vingt", 20),
    ("trente", 30),
    ("quarante", 40),
    ("cinquante", 50),
    ("soixante", 60),
    ("septante", 70),
    ("huitante", 80),
    ("octante", 80),
    ("nonante", 90),
];

/// Which languages' words count; English always does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tongues {
    /// Spanish.
    pub spanish: bool,
    /// French.
    pub french: bool,
}

impl Tongues {
    /// The tongues among some language tags.
    pub fn of<'a>(languages: impl IntoIterator<Item = &'a kernel::Language>) -> Self {
        let mut tongues = Self::default();
        for language in languages {
            tongues.spanish |= language.primary() == "es";
            tongues.french |= language.primary() == "fr";
        }
        tongues
    }
}

/// A number below a hundred at the beginning of `words` as its digits, and how many words it takes:
/// `oh` is `0`, `twenty two` is `22`, `soixante dix sept` is `77`, `816` is itself.
pub fn spoken_at(words: &[&str], tongues: Tongues) -> Option<(String, usize)> {
    let first = words.first()?;
    if first.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(((*first).to_owned(), 1));
    }
    if tongues.french
        && let Some((value, length)) = french_at(words)
    {
        return Some((value, length));
    }
    if tongues.spanish {
        if let Some(found) = compound(words, SPANISH_TENS, SPANISH, Some("y")) {
            return Some(found);
        }
        if let Some(digits) = entry(SPANISH, first) {
            return Some((digits.to_owned(), 1));
        }
    }
    compound(words, ENGLISH_TENS, ENGLISH, None)
        .or_else(|| entry(ENGLISH, first).map(|digits| (digits.to_owned(), 1)))
}

/// The digit that a word stands for, with what recognisers write for it between other digits:
/// `for` is 4, `to` is 2.
pub fn misheard(word: &str) -> Option<&'static str> {
    Some(match word {
        "for" | "fore" => "4",
        "to" | "too" => "2",
        "won" => "1",
        "ate" => "8",
        "free" | "tree" => "3",
        "sex" | "sick" => "6",
        "fife" => "5",
        "owe" | "ow" => "0",
        _ => return None,
    })
}

/// How often the next piece counts: `double`, `triple`.
pub fn repeats(word: &str) -> Option<usize> {
    Some(match word {
        "double" | "doble" => 2,
        "triple" | "treble" => 3,
        "quadruple" => 4,
        _ => return None,
    })
}

fn entry(list: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    list.iter().find(|(name, _)| *name == word).map(|(_, digits)| *digits)
}

fn compound(
    words: &[&str],
    tens: &[&str],
    ones: &[(&str, &'static str)],
    joint: Option<&str>,
) -> Option<(String, usize)> {
    let first = words.first()?;
    let place = tens.iter().position(|name| name == first)? + 2;
    let next = match joint {
        Some(joint) if words.get(1) == Some(&joint) => 2,
        Some(_) => return Some((format!("{place}0"), 1)),
        None => 1,
    };
    let one = entry(ones, word(words, next)).filter(|it| it.len() == 1 && *it != "0");
    match one {
        Some(one) => Some((format!("{place}{one}"), next + 1)),
        None => Some((format!("{place}0"), 1)),
    }
}

/// `soixante et onze`, `quatre vingt dix sept`, `dix huit`.
fn french_at(words: &[&str]) -> Option<(String, usize)> {
    let first = word(words, 0);
    let (tens, mut at) = if first == "quatre" && matches!(word(words, 1), "vingt" | "vingts") {
        (80, 2)
    } else if let Some((_, tens)) = FRENCH_TENS.iter().find(|(name, _)| *name == first) {
        (*tens, 1)
    } else {
        return french_below_twenty(words).map(|(value, length)| (value.to_string(), length));
    };
    let joined = word(words, at) == "et";
    let rest = from(words, at + usize::from(joined));
    let most = if matches!(tens, 60 | 80) { 19 } else { 9 };
    if let Some((ones, length)) = french_below_twenty(rest)
        && (1..=most).contains(&ones)
    {
        at += usize::from(joined) + length;
        return Some(((tens + ones).to_string(), at));
    }
    Some((tens.to_string(), at))
}

fn french_below_twenty(words: &[&str]) -> Option<(u32, usize)> {
    let value: u32 = entry(FRENCH, words.first()?)?.parse().ok()?;
    if value == 10
        && let Some(ones @ 7..=9) = entry(FRENCH, word(words, 1)).and_then(|it| it.parse().ok())
    {
        return Some((10 + ones, 2));
    }
    Some((value, 1))
}

/// The whole number that words say, up to 999,999: `forty five`, `a hundred and twenty`,
/// `two thousand`, `1200`; and how many words it takes.
pub fn amount_at(words: &[&str], tongues: Tongues) -> Option<(u32, usize)> {
    let mut total: u32 = 0;
    let mut part: Option<u32> = None;
    let mut at = 0;
    let mut taken = 0;
    while let Some(heard) = words.get(at) {
        let scale: u32 = match *heard {
            "hundred" | "cent" | "cents" if *heard == "hundred" || tongues.french => 100,
            "cien" | "ciento" if tongues.spanish => 100,
            "thousand" => 1_000,
            "mil" if tongues.spanish => 1_000,
            "mille" if tongues.french => 1_000,
            "a" if at == 0 && matches!(word(words, 1), "hundred" | "thousand") => {
                at += 1;
                continue;
            }
            "and" if taken == at && total + part.unwrap_or(0) >= 100 => {
                at += 1;
                continue;
            }
            _ => 0,
        };
        if scale > 0 {
            let times = part.unwrap_or(1).checked_mul(scale)?;
            (total, part) = if scale == 1_000 {
                (total.checked_add(times)?, None)
            } else {
                (total, Some(times))
            };
            at += 1;
            taken = at;
            continue;
        }
        let Some((digits, length)) = spoken_at(from(words, at), tongues) else { break };
        let value: u32 = digits.parse().ok().filter(|value| *value < 1_000_000)?;
        match part {
            Some(before)
                if before >= 100 && before % 100 == 0 && value < 100 && digits.len() < 3 =>
            {
                part = Some(before.checked_add(value)?);
            }
            None => part = Some(value),
            Some(_) => break,
        }
        at += length;
        taken = at;
    }
    (taken > 0).then(|| (total.saturating_add(part.unwrap_or(0)), taken))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_in_three_languages() {
        let all = Tongues { spanish: true, french: true };
        let french = Tongues { spanish: false, french: true };
        for (tongues, text, expected) in [
            (Tongues::default(), "oh seven", Some(("0", 1))),
            (Tongues::default(), "twenty two fifty", Some(("22", 2))),
            (Tongues::default(), "nought", Some(("0", 1))),
            (Tongues::default(), "816 555", Some(("816", 1))),
            (Tongues::default(), "cinco", None),
            (all, "treinta y uno", Some(("31", 3))),
            (all, "treinta uno", Some(("30", 1))),
            (all, "veintidós", Some(("22", 1))),
            (french, "quatre vingt dix sept", Some(("97", 4))),
            (french, "soixante et onze", Some(("71", 3))),
            (french, "dix huit trente", Some(("18", 2))),
            (french, "quarante deux", Some(("42", 2))),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            let found = spoken_at(&words, tongues);
            let expected = expected.map(|(digits, length)| (digits.to_owned(), length));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn amounts_are_whole_numbers() {
        for (text, expected) in [
            ("forty five dollars", Some((45, 2))),
            ("a hundred and twenty", Some((120, 4))),
            ("two thousand three hundred", Some((2300, 4))),
            ("1200 pounds", Some((1200, 1))),
            ("five six", Some((5, 1))),
            ("hello", None),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(amount_at(&words, Tongues::default()), expected, "{text}");
        }
    }
}
