//! Letters as people spell them: `d a n a`, `bravo`, `B as in boy`, `double l`, `i griega`.

use super::digits::Tongues;
use crate::understand::normalise::word;

/// How sure a word is to be a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Surety {
    /// A single letter, a word of the spelling alphabet, "B as in boy".
    Sure,
    /// A word that also means something else: `see`, `are`, `you`.
    Perhaps,
}

/// The spelling alphabet of aviation and, with it, words in common use.
///
/// Source: ICAO Annex 10, volume II, 5.2.1.3.
pub(crate) const ALPHABET: &[&str] = &[
    "alpha", "alfa", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india",
    "juliet", "juliett", "kilo", "lima", "mike", "november", "oscar", "papa", "quebec", "romeo",
    "sierra", "tango", "uniform", "victor", "whiskey", "whisky", "xray", "yankee", "zulu",
];

/// Letter names that hardly are words.
const NAMES: &[(&str, char)] = &[
    ("bee", 'b'),
    ("cee", 'c'),
    ("dee", 'd'),
    ("ef", 'f'),
    ("eff", 'f'),
    ("gee", 'g'),
    ("aitch", 'h'),
    ("haitch", 'h'),
    ("ay", 'a'),
    ("jay", 'j'),
    ("kay", 'k'),
    ("el", 'l'),
    ("ell", 'l'),
    ("em", 'm'),
    ("en", 'n'),
    ("pee", 'p'),
    ("cue", 'q'),
    ("ar", 'r'),
    ("ess", 's'),
    ("tee", 't'),
    ("vee", 'v'),
    ("ex", 'x'),
    ("wye", 'y'),
    ("zed", 'z'),
    ("zee", 'z'),
    ("ee", 'e'),
];

/// Words that recognisers write for a letter.
const HOMOPHONES: &[(&str, char)] = &[
    ("be", 'b'),
    ("see", 'c'),
    ("sea", 'c'),
    ("eye", 'i'),
    ("aye", 'i'),
    ("okay", 'k'),
    ("oh", 'o'),
    ("pea", 'p'),
    ("queue", 'q'),
    ("are", 'r'),
    ("es", 's'),
    ("tea", 't'),
    ("you", 'u'),
    ("yu", 'u'),
    ("why", 'y'),
    ("hey", 'a'),
];

const SPANISH: &[(&str, char)] = &[
    ("be", 'b'),
    ("ce", 'c'),
    ("de", 'd'),
    ("efe", 'f'),
    ("ge", 'g'),
    ("hache", 'h'),
    ("jota", 'j'),
    ("ka", 'k'),
    ("ele", 'l'),
    ("eme", 'm'),
    ("ene", 'n'),
    ("eñe", 'ñ'),
    ("pe", 'p'),
    ("cu", 'q'),
    ("erre", 'r'),
    ("ere", 'r'),
    ("ese", 's'),
    ("te", 't'),
    ("uve", 'v'),
    ("equis", 'x'),
    ("ye", 'y'),
    ("zeta", 'z'),
];

const FRENCH: &[(&str, char)] = &[
    ("bé", 'b'),
    ("cé", 'c'),
    ("dé", 'd'),
    ("effe", 'f'),
    ("gé", 'g'),
    ("hache", 'h'),
    ("ji", 'j'),
    ("gi", 'j'),
    ("ka", 'k'),
    ("elle", 'l'),
    ("emme", 'm'),
    ("enne", 'n'),
    ("pé", 'p'),
    ("ku", 'q'),
    ("erre", 'r'),
    ("esse", 's'),
    ("té", 't'),
    ("vé", 'v'),
    ("ixe", 'x'),
    ("zède", 'z'),
    ("zed", 'z'),
];

/// Letters in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// The letters in lower case, with `-` and `'` where they were said.
    pub letters: String,
    /// The place of the first word.
    pub start: usize,
    /// The place behind the last word.
    pub end: usize,
}

/// The first word that is spelled in `words`, of three letters or more (`fewest`).
pub fn find(words: &[&str], fewest: usize, tongues: Tongues) -> Option<Spelling> {
    let mut at = 0;
    while at < words.len() {
        match run(words, at, fewest, tongues) {
            Some(spelling) => return Some(spelling),
            None => at += 1,
        }
    }
    None
}

/// The letters from a place on, if enough of them are.
pub fn run(words: &[&str], start: usize, fewest: usize, tongues: Tongues) -> Option<Spelling> {
    let mut letters = String::new();
    let (mut at, mut sure, mut all) = (start, 0_usize, 0_usize);
    let mut end = start;
    while let Some((piece, surety, length)) = letter_at(words, at, tongues) {
        if piece.is_empty() {
            at += length;
            continue;
        }
        letters.push_str(&piece);
        sure += usize::from(surety == Surety::Sure);
        all += 1;
        at += length;
        end = at;
        // Words are cut off at a limit, but a speller need not look further either.
        if letters.len() > 60 {
            break;
        }
    }
    let enough = letters.chars().filter(|it| it.is_alphabetic()).count() >= fewest;
    (enough && all >= 2 && sure * 2 >= all).then_some(Spelling { letters, start, end })
}

/// One letter (or two of a kind) at a place, and how many words it takes.
fn letter_at(words: &[&str], at: usize, tongues: Tongues) -> Option<(String, Surety, usize)> {
    let first = word(words, at);
    let next = word(words, at + 1);
    match first {
        "double" | "doble" | "dos" if matches!(next, "u" | "you" | "uve" | "ve" | "v" | "vé") => {
            return Some(("w".to_owned(), Surety::Sure, 2));
        }
        "uve" | "ve" if next == "doble" => return Some(("w".to_owned(), Surety::Sure, 2)),
        "double" | "doble" | "deux" => {
            let (letter, _, length) = letter_at(words, at + 1, tongues)?;
            let letter = letter.chars().next()?;
            return Some((format!("{letter}{letter}"), Surety::Sure, length + 1));
        }
        "i" | "y" if matches!(next, "griega" | "grec") => {
            return Some(("y".to_owned(), Surety::Sure, 2));
        }
        "capital" | "upper" | "uppercase" | "lowercase" | "letter" => {
            letter_at(words, at + 1, tongues)?;
            return Some((String::new(), Surety::Sure, 1));
        }
        "hyphen" | "dash" | "guion" | "tiret" if at > 0 => {
            letter_at(words, at + 1, tongues)?;
            return Some(("-".to_owned(), Surety::Perhaps, 1));
        }
        "apostrophe" if at > 0 => return Some(("'".to_owned(), Surety::Perhaps, 1)),
        "x" if next == "ray" => return Some(("x".to_owned(), Surety::Sure, 2)),
        _ => {}
    }
    let (letter, surety) = single(first, tongues)?;
    // "P as in Peter", "P for Peter", "p de Paris": the word tells the letter.
    let length = match next {
        "as" if matches!(word(words, at + 2), "in" | "for") => 4,
        "for" | "like" | "comme" | "como" | "from" => 3,
        "de" if tongues.spanish || tongues.french => 3,
        "is" if word(words, at + 2) == "for" => 4,
        _ => return Some((letter.to_string(), surety, 1)),
    };
    let example = word(words, at + length - 1);
    if example.chars().count() < 3 {
        return Some((letter.to_string(), surety, 1));
    }
    let told = example.chars().next().filter(|it| it.is_alphabetic()).unwrap_or(letter);
    Some((told.to_string(), Surety::Sure, length))
}

fn single(heard: &str, tongues: Tongues) -> Option<(char, Surety)> {
    let mut characters = heard.chars();
    let first = characters.next()?;
    if characters.next().is_none() {
        return first.is_alphabetic().then_some((first, Surety::Sure));
    }
    if ALPHABET.contains(&heard) {
        return Some((first, Surety::Sure));
    }
    let named = |list: &[(&str, char)]| {
        list.iter().find(|(name, _)| *name == heard).map(|(_, letter)| *letter)
    };
    if let Some(letter) = named(NAMES) {
        return Some((letter, Surety::Sure));
    }
    let foreign = if tongues.spanish { named(SPANISH) } else { None }
        .or_else(|| if tongues.french { named(FRENCH) } else { None });
    foreign.or_else(|| named(HOMOPHONES)).map(|letter| (letter, Surety::Perhaps)).map(
        |(letter, surety)| {
            // In their own language these names are what is said.
            if foreign.is_some() { (letter, Surety::Sure) } else { (letter, surety) }
        },
    )
}

/// The one letter that a word stands for, with what recognisers write for it.
pub fn letter(word: &str, tongues: Tongues) -> Option<char> {
    single(word, tongues).map(|(letter, _)| letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_spelled_in_many_ways() {
        let spanish = Tongues { spanish: true, french: false };
        let french = Tongues { spanish: false, french: true };
        for (tongues, text, expected) in [
            (Tongues::default(), "d a n a", Some("dana")),
            (Tongues::default(), "dee ay en ay", Some("dana")),
            (Tongues::default(), "it is b as in boy o y d", Some("boyd")),
            (Tongues::default(), "t for peter a m", Some("pam")),
            (Tongues::default(), "capital k e double l y", Some("kelly")),
            (Tongues::default(), "romeo oscar mike", Some("rom")),
            (Tongues::default(), "double you a l k e are", Some("walker")),
            (Tongues::default(), "o apostrophe n e i l", Some("o'neil")),
            (Tongues::default(), "what are you", None),
            (Tongues::default(), "can you see", None),
            (Tongues::default(), "oh i see why", None),
            (spanish, "i griega eñe i griega", Some("yñy")),
            (spanish, "ge a erre ce i a", Some("garcia")),
            (french, "double vé a esse", Some("was")),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            let found = find(&words, 3, tongues).map(|found| found.letters);
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
