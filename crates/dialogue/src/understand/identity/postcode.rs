//! A British postcode out of several guesses at it.

use super::{GUESSES_MAX, TURNS_MAX, lower};
use crate::understand::extract::digits::{Tongues, misheard, spoken_at};
use crate::understand::extract::spelled;

/// Shapes of postcodes: `A` a letter, `9` a digit.
///
/// Source: Royal Mail, "Programmers' Guide", edition 7, postcode formats.
const SHAPES: [&[u8]; 6] = [b"A99AA", b"A999AA", b"AA99AA", b"AA999AA", b"A9A9AA", b"AA9A9AA"];

/// The postcode areas.
///
/// Source: Royal Mail, list of the 124 areas, with those of the Crown dependencies.
const AREAS: &[&str] = &[
    "AB", "AL", "B", "BA", "BB", "BD", "BH", "BL", "BN", "BR", "BS", "BT", "CA", "CB", "CF", "CH",
    "CM", "CO", "CR", "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E",
    "EC", "EH", "EN", "EX", "FK", "FY", "G", "GL", "GU", "GY", "HA", "HD", "HG", "HP", "HR", "HS",
    "HU", "HX", "IG", "IM", "IP", "IV", "JE", "KA", "KT", "KW", "KY", "L", "LA", "LD", "LE", "LL",
    "LN", "LS", "LU", "M", "ME", "MK", "ML", "N", "NE", "NG", "NN", "NP", "NR", "NW", "OL", "OX",
    "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH", "RM", "S", "SA", "SE", "SG", "SK", "SL", "SM",
    "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS", "TW",
    "UB", "W", "WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "YO", "ZE",
];

/// Letters and digits that sound alike on a telephone.
const ALIKE: &[&str] =
    &["BCDEGPTVZ3", "AHKJ8", "IY5", "QU2", "LMNO", "FSX6", "RAOI", "JG", "N9", "UW", "WV"];

/// Pairs that are hardly told apart: a consonant's voice, or a nasal, is lost on a narrow line.
const NEARLY_SAME: &[&str] =
    &["BP", "DT", "MN", "FS", "V5", "A8", "PT", "BV", "BD", "UQ", "EI", "Z3", "JK", "AH", "TE"];

/// What a letter that sounds alike costs, what one that sounds nearly the same, what one that does not, what a word too much, what a
/// letter too few, and what an area that does not exist.
const CONFUSED: f64 = 1.6;
const NEARLY: f64 = 0.9;
const OTHER: f64 = 4.0;
const SKIPPED: f64 = 1.6;
const MISSING: f64 = 2.2;
const NO_AREA: f64 = 2.5;
/// What each place further down the recogniser's list costs.
const RANK: f64 = 0.15;
/// The most that one turn may count against a code: a turn of noise tells nothing.
const TURN_MAX: f64 = 9.0;

/// What one word may stand for: characters, likeliest first.
type Symbol = Vec<(char, f64)>;

/// The postcode that fits best what was heard. Each turn is the recogniser's list of guesses,
/// likeliest first.
///
/// **Limits**: codes of the United Kingdom, as `EC1A 1BB`.
pub fn postcode(turns: &[&[&str]]) -> Option<String> {
    let heard: Vec<Vec<Vec<Symbol>>> = turns
        .iter()
        .rev()
        .take(TURNS_MAX)
        .map(|guesses| guesses.iter().take(GUESSES_MAX).map(|guess| symbols(guess)).collect())
        .collect();
    let mut candidates: Vec<String> = Vec::new();
    for guess in heard.iter().flatten() {
        candidates.extend(SHAPES.iter().filter_map(|shape| fitted(guess, shape)));
    }
    candidates.sort_unstable();
    candidates.dedup();
    let score = |code: &str| -> f64 {
        let turns = heard.iter().map(|guesses| {
            let costs = (0_u8..)
                .zip(guesses)
                .map(|(rank, guess)| distance(guess, code) + f64::from(rank) * RANK);
            costs.fold(TURN_MAX, f64::min)
        });
        turns.sum::<f64>() + if is_area(code) { 0.0 } else { NO_AREA }
    };
    let best = candidates.into_iter().map(|code| (score(&code), code));
    let (_, code) = best.min_by(|one, other| one.0.total_cmp(&other.0))?;
    let (outward, inward) = code.split_at_checked(code.len().checked_sub(3)?)?;
    Some(format!("{outward} {inward}"))
}

fn is_area(code: &str) -> bool {
    let area = code.find(|letter: char| letter.is_ascii_digit()).and_then(|end| code.get(..end));
    area.is_some_and(|area| AREAS.contains(&area))
}

/// The characters that a guess may stand for.
fn symbols(guess: &str) -> Vec<Symbol> {
    let words: Vec<String> = lower(guess).collect();
    let list: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut symbols = Vec::new();
    let mut at = 0;
    while let Some(word) = list.get(at) {
        let rest = list.get(at..).unwrap_or_default();
        if let Some(run) = lettered(&list, at) {
            symbols.push(vec![(run.0, 0.0)]);
            at += run.1;
            continue;
        }
        if *word == "double" && at + 1 < list.len() {
            let next = list.get(at + 1).map_or_else(Vec::new, |next| of_word(next));
            symbols.extend(next.into_iter().take(1).cycle().take(2));
            at += 2;
            continue;
        }
        let single = word.chars().count() == 1;
        if !single && let Some((digits, length)) = spoken_at(rest, Tongues::default()) {
            symbols.extend(digits.chars().map(|digit| vec![(digit, 0.0)]));
            at += length;
            continue;
        }
        symbols.extend(of_word(word));
        at += 1;
    }
    symbols
}

/// "P for Peter": the example's first letter, and three words.
fn lettered(words: &[&str], at: usize) -> Option<(char, usize)> {
    let letter = spelled::letter(words.get(at)?, Tongues::default())?;
    let length = match (*words.get(at + 1)?, words.get(at + 2)) {
        ("as", Some(&("in" | "for"))) => 4,
        ("for" | "4" | "like", _) => 3,
        _ => return None,
    };
    let example = words.get(at + length - 1).filter(|word| word.len() >= 3)?;
    let told = example.chars().next().filter(char::is_ascii_alphabetic).unwrap_or(letter);
    Some((told.to_ascii_uppercase(), length))
}

fn of_word(word: &str) -> Vec<Symbol> {
    if word.chars().count() > 1 {
        if spelled::ALPHABET.contains(&word) {
            return word
                .chars()
                .next()
                .map(|it| vec![(it.to_ascii_uppercase(), 0.0)])
                .into_iter()
                .collect();
        }
        let letter = spelled::letter(word, Tongues::default());
        let digit = misheard(word).and_then(|digit| digit.chars().next());
        let mut symbol: Symbol = Vec::new();
        symbol.extend(letter.map(|letter| (letter.to_ascii_uppercase(), 0.0)));
        symbol.extend(digit.map(|digit| (digit, 0.0)));
        symbol.extend(heard_as(word).iter().map(|letter| (*letter, 0.3)));
        if !symbol.is_empty() {
            return vec![symbol];
        }
        let has_digit = word.chars().any(|it| it.is_ascii_digit());
        if !has_digit && word.chars().count() > 3 {
            // An unknown word may be one of a speller's own examples.
            let first = word.chars().next().map(|it| (it.to_ascii_uppercase(), 1.0));
            return vec![first.into_iter().collect()];
        }
    }
    word.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| vec![(letter.to_ascii_uppercase(), 0.0)])
        .collect()
}

/// Short words that recognisers write for letters and digits.
fn heard_as(word: &str) -> &'static [char] {
    match word {
        "and" | "then" | "end" | "an" | "in" => &['N'],
        "as" | "ass" | "yes" | "us" => &['S'],
        "head" | "age" | "each" => &['H'],
        "ill" | "aisle" | "all" | "hell" | "al" => &['L'],
        "add" | "said" | "dead" | "set" | "that" | "sad" | "dad" | "zag" => &['Z'],
        "our" | "ah" | "a" => &['R', 'A'],
        "if" | "half" | "app" | "off" | "eff" => &['F'],
        "him" | "am" => &['M'],
        "do" => &['2', 'D'],
        "i" => &['I', 'Y'],
        "he" => &['E', 'P'],
        "coach" => &['H', 'O'],
        "wife" | "white" | "wine" => &['Y'],
        "geez" | "jeez" | "geese" => &['G'],
        "full" | "fall" | "four" => &['4'],
        "five" | "fine" | "file" => &['5', '9'],
        "they" | "day" => &['D', 'A'],
        "key" | "cake" | "ok" => &['K'],
        "axe" | "eggs" => &['X'],
        "jae" | "je" => &['J'],
        "pay" => &['P'],
        "tip" | "tv" => &['T'],
        "we" => &['V', 'W'],
        "ski" => &['W'],
        "own" => &['0'],
        _ => &[],
    }
}

fn cost(symbol: &Symbol, wanted: char) -> f64 {
    let mut least = OTHER;
    for (letter, cost) in symbol {
        let apart = if *letter == wanted {
            0.0
        } else if matches!((letter, wanted), ('O', '0') | ('0', 'O') | ('I' | 'L', '1')) {
            0.3
        } else if NEARLY_SAME.iter().any(|set| set.contains(*letter) && set.contains(wanted)) {
            NEARLY
        } else if ALIKE.iter().any(|set| set.contains(*letter) && set.contains(wanted)) {
            CONFUSED
        } else {
            OTHER
        };
        least = least.min(cost + apart);
    }
    least
}

/// How far a guess is from a code: as an edit distance, with likely confusions cheap.
fn distance(guess: &[Symbol], code: &str) -> f64 {
    let mut row: Vec<f64> = vec![0.0];
    for _ in code.chars() {
        row.push(row.last().copied().unwrap_or_default() + MISSING);
    }
    for symbol in guess {
        let mut next = vec![row.first().copied().unwrap_or_default() + SKIPPED];
        for ((before, above), wanted) in row.iter().zip(row.iter().skip(1)).zip(code.chars()) {
            let left = next.last().copied().unwrap_or_default();
            next.push((before + cost(symbol, wanted)).min(above + SKIPPED).min(left + MISSING));
        }
        row = next;
    }
    row.last().copied().unwrap_or(f64::MAX)
}

/// The likeliest code of a shape, if the guess holds enough characters for it.
fn fitted(guess: &[Symbol], shape: &[u8]) -> Option<String> {
    // The best way to the first n places of the shape, after each symbol.
    let mut row: Vec<Option<(f64, String)>> = vec![None; shape.len() + 1];
    if let Some(first) = row.first_mut() {
        *first = Some((0.0, String::new()));
    }
    for symbol in guess {
        let mut next: Vec<Option<(f64, String)>> = row
            .iter()
            .map(|it| it.as_ref().map(|(cost, code)| (cost + SKIPPED, code.clone())))
            .collect();
        for ((before, slot), kind) in row.iter().zip(next.iter_mut().skip(1)).zip(shape) {
            let Some((so_far, code)) = before else { continue };
            for (letter, cost) in choices(symbol, *kind) {
                let mut longer = code.clone();
                longer.push(letter);
                let no_area = longer.len() == 2
                    && shape.get(1) == Some(&b'A')
                    && !AREAS.contains(&longer.as_str())
                    || longer.len() == 1
                        && shape.get(1) == Some(&b'9')
                        && !AREAS.contains(&longer.as_str());
                let total = so_far + cost + if no_area { NO_AREA } else { 0.0 };
                if slot.as_ref().is_none_or(|(best, _)| total < *best) {
                    *slot = Some((total, longer));
                }
            }
        }
        row = next;
    }
    row.pop().flatten().filter(|(cost, _)| *cost < 3.0 * TURN_MAX).map(|(_, code)| code)
}

/// What a symbol may be in a place for a letter or a digit.
fn choices(symbol: &Symbol, kind: u8) -> Vec<(char, f64)> {
    let fits = |letter: char| letter.is_ascii_digit() == (kind == b'9');
    let all = ('A'..='Z').chain('0'..='9').filter(|letter| fits(*letter));
    all.map(|letter| (letter, cost(symbol, letter))).filter(|(_, cost)| *cost <= 2.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_are_put_together_from_guesses() {
        for (turns, expected) in [
            (vec![vec!["b n 1 6 p q"]], Some("BN1 6PQ")),
            (vec![vec!["bravo november one six papa quebec"]], Some("BN1 6PQ")),
            (vec![vec!["LS2 nine J T"]], Some("LS2 9JT")),
            (vec![vec!["l s to 9 J tea"]], Some("LS2 9JT")),
            (vec![vec!["x l 3 4 r u"], vec!["t l 3 4 r u"], vec!["d l 3 4 r u"]], Some("DL3 4RU")),
            (vec![vec!["e h v 5 a b"], vec!["e h v"]], Some("EH5 5AB")),
            (vec![vec!["P for Peter o 6 double 1 A"], vec!["p o 6 1 1 a a"]], Some("PO61 1AA")),
            (vec![vec!["hello"]], None),
            (vec![vec![]], None),
        ] {
            let lists: Vec<&[&str]> = turns.iter().map(Vec::as_slice).collect();
            assert_eq!(postcode(&lists).as_deref(), expected, "{turns:?}");
        }
    }
}
