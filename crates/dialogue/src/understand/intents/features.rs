//! What the model looks at: words, pairs of words, and pieces of words, as hashes.
//!
//! Everything is folded first: accents fall away, numbers, weekdays and months count as one word
//! each, so that few examples cover many sentences.

/// The most words of an utterance that are looked at.
pub const TOKENS_MAX: usize = 48;
/// The most letters of a word that are looked at.
const LETTERS_MAX: usize = 20;
/// Length of the pieces of words.
const PIECE: usize = 4;
/// What a piece of a word counts beside a whole word.
pub const PIECE_VALUE: f32 = 0.35;

/// A word as the model sees it.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// The folded word's hash.
    hash: u32,
    /// The folded word between marks of its ends.
    letters: [u8; LETTERS_MAX],
    /// How many of the letters are used; none for a class of words.
    length: usize,
}

/// Kinds of features, mixed into their hashes.
#[derive(Clone, Copy)]
enum Kind {
    Word,
    Pair,
    Skip,
    Triple,
    Piece,
    Unseen,
    Length,
}

const FNV_START: u32 = 0x811c_9dc5;
const FNV_PRIME: u32 = 0x0100_0193;
/// Stands for the beginning and the end of an utterance.
const EDGE: u32 = 0x0ed6_e001;
/// Stands for a word that the model does not know.
const UNSEEN: u32 = 0x0e05_ee17;

fn mix(hash: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(FNV_PRIME))
}

fn feature(kind: Kind, parts: &[u32]) -> u32 {
    let start = match kind {
        Kind::Word => 0x11,
        Kind::Pair => 0x23,
        Kind::Skip => 0x35,
        Kind::Triple => 0x59,
        Kind::Piece => 0x47,
        Kind::Unseen => 0x6b,
        Kind::Length => 0x7d,
    };
    let hash =
        parts.iter().fold(mix(FNV_START, &[start]), |hash, part| mix(hash, &part.to_le_bytes()));
    // FNV leaves the upper bits of short inputs alike; this spreads them.
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
    hash ^ (hash >> 13)
}

/// The plain letter for one with an accent.
const fn fold(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'œ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

/// One word for all of a class.
fn class(word: &str) -> Option<&'static str> {
    let first = word.chars().next()?;
    if first.is_ascii_digit() || first == '+' {
        let ordinal = word.ends_with("st")
            || word.ends_with("nd")
            || word.ends_with("rd")
            || word.ends_with("th");
        return Some(if ordinal { "@nth" } else { "@n" });
    }
    Some(match word {
        "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"
        | "mondays" | "tuesdays" | "wednesdays" | "thursdays" | "fridays" | "saturdays"
        | "sundays" | "lunes" | "martes" | "miércoles" | "miercoles" | "jueves" | "viernes"
        | "sábado" | "sabado" | "domingo" | "lundi" | "mardi" | "mercredi" | "jeudi"
        | "vendredi" | "samedi" | "dimanche" => "@day",
        "january" | "february" | "april" | "june" | "july" | "august" | "september" | "october"
        | "november" | "december" | "jan" | "feb" | "aug" | "sept" | "oct" | "nov" | "dec"
        | "enero" | "febrero" | "marzo" | "abril" | "mayo" | "junio" | "julio" | "agosto"
        | "septiembre" | "octubre" | "noviembre" | "diciembre" | "janvier" | "février"
        | "fevrier" | "avril" | "juin" | "juillet" | "août" | "aout" | "septembre" | "octobre"
        | "novembre" | "décembre" => "@month",
        "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten"
        | "eleven" | "twelve" | "thirteen" | "fourteen" | "fifteen" | "sixteen" | "seventeen"
        | "eighteen" | "nineteen" | "twenty" | "thirty" | "forty" | "fifty" | "dos" | "tres"
        | "cuatro" | "cinco" | "seis" | "siete" | "ocho" | "nueve" | "diez" | "once" | "doce"
        | "quince" | "veinte" | "treinta" | "cuarenta" | "deux" | "trois" | "quatre" | "cinq"
        | "huit" | "neuf" | "dix" | "onze" | "douze" | "quinze" | "vingt" | "trente"
        | "quarante" | "cinquante" => "@n",
        "second" | "third" | "fourth" | "fifth" | "sixth" | "seventh" | "eighth" | "ninth"
        | "tenth" | "eleventh" | "twelfth" | "fifteenth" | "twentieth" => "@nth",
        _ => return None,
    })
}

impl Token {
    fn of(word: &str) -> Self {
        if let Some(class) = class(word) {
            return Self {
                hash: mix(FNV_START, class.as_bytes()),
                letters: [0; LETTERS_MAX],
                length: 0,
            };
        }
        let mut hash = FNV_START;
        let mut letters = [0; LETTERS_MAX];
        let mut length = 0;
        let mut put = |byte: u8| {
            if let Some(place) = letters.get_mut(length) {
                *place = byte;
                length += 1;
            }
        };
        put(b'<');
        let mut bytes = [0; 4];
        for letter in word.chars().map(fold) {
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                hash = mix(hash, &[byte]);
                put(byte);
            }
        }
        put(b'>');
        Self { hash, letters, length }
    }

    /// The feature that stands for the word itself.
    pub fn word(&self) -> u32 {
        feature(Kind::Word, &[self.hash])
    }
}

/// The words as the model sees them, at most [`TOKENS_MAX`].
pub fn tokens<S: AsRef<str>>(words: &[S]) -> Vec<Token> {
    words.iter().take(TOKENS_MAX).map(|word| Token::of(word.as_ref())).collect()
}

/// Calls `take` with every feature of an utterance and its value. `known` says which words the
/// model has met; pairs with one that it has not met are told apart from other pairs.
pub fn each(tokens: &[Token], known: impl Fn(&Token) -> bool, mut take: impl FnMut(u32, f32)) {
    let (mut unseen, mut before, mut last) = (0_u32, EDGE, EDGE);
    for token in tokens {
        let word = if known(token) {
            take(token.word(), 1.0);
            token.hash
        } else {
            unseen += 1;
            UNSEEN
        };
        take(feature(Kind::Pair, &[last, word]), 1.0);
        if before != EDGE || last != EDGE {
            take(feature(Kind::Skip, &[before, word]), 1.0);
            take(feature(Kind::Triple, &[before, last, word]), 1.0);
        }
        for piece in token.letters.get(..token.length).unwrap_or_default().windows(PIECE) {
            take(feature(Kind::Piece, &[mix(FNV_START, piece)]), PIECE_VALUE);
        }
        (before, last) = (last, word);
    }
    take(feature(Kind::Pair, &[last, EDGE]), 1.0);
    take(feature(Kind::Triple, &[before, last, EDGE]), 1.0);
    let count = u32::try_from(tokens.len()).unwrap_or(u32::MAX);
    take(feature(Kind::Length, &[length_class(count)]), 1.0);
    if unseen > 0 {
        take(feature(Kind::Unseen, &[unseen.min(4)]), 1.0);
        take(feature(Kind::Unseen, &[10 + unseen * 4 / count.max(1)]), 1.0);
    }
}

const fn length_class(count: u32) -> u32 {
    match count {
        0..=4 => count,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<u32> {
        let words: Vec<&str> = text.split(' ').collect();
        let mut found = Vec::new();
        each(&tokens(&words), |_| true, |feature, _| found.push(feature));
        found
    }

    #[test]
    fn classes_and_accents_fold() {
        for (one, other) in [
            ("at 3 pm", "at 4:30 pm"),
            ("monday please", "friday please"),
            ("the 3rd", "the 21st"),
            ("mañana está", "manana esta"),
            ("in june", "in october"),
        ] {
            assert_eq!(all(one), all(other), "{one} / {other}");
        }
        for (one, other) in [("no", "noon"), ("know", "now"), ("book it", "it book")] {
            assert_ne!(all(one), all(other), "{one} / {other}");
        }
    }

    #[test]
    fn unseen_words_are_counted_not_listed() {
        let words = ["zyx"];
        let mut with = Vec::new();
        each(&tokens(&words), |_| false, |feature, _| with.push(feature));
        assert!(!with.contains(&Token::of("zyx").word()));
    }
}
