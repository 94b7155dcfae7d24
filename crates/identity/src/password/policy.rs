//! Which passwords are accepted.
//!
//! Length is asked for, and that somebody who knows what people take for passwords, or knows this
//! person, has something left to guess. What kinds of characters there are does not matter.

use secrecy::{ExposeSecret, SecretString};

use super::words::{CALENDAR, COMMON, ROWS};
use crate::email::EmailAddress;

/// How many characters a password has at least.
pub const PASSWORD_LETTERS_MIN: usize = 10;
/// How many it has at most.
pub const PASSWORD_LETTERS_MAX: usize = 128;

/// How many pieces a password has at least, where whatever comes to mind as a whole is one piece: a
/// common word, a year, a run of letters or digits, a row of keys, a name; and any other character.
const PIECES_MIN: usize = 5;
/// How many characters of a run or a row of keys make it one.
const RUN_MIN: usize = 3;
/// How many letters of a name or an address make them worth looking for.
const PART_MIN: usize = 3;
/// How many parts of name and address are looked for.
const PARTS_MAX: usize = 32;

/// Why a password is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// It has too few characters.
    #[error("a password has at least {PASSWORD_LETTERS_MIN} characters")]
    Short,
    /// It has too many.
    #[error("a password has at most {PASSWORD_LETTERS_MAX} characters")]
    Long,
    /// It holds a character that no keyboard writes.
    #[error("a password has no control characters")]
    Control,
    /// It is one of those that are tried first.
    #[error("this password is one of those that are tried first")]
    Common,
    /// It is made of the person's address or name.
    #[error("this password is made of the name or the address")]
    Personal,
}

/// Whether somebody with this address and name may have this password.
///
/// # Errors
/// They may not, and why.
pub fn check(
    password: &SecretString,
    email: &EmailAddress,
    name: &str,
) -> Result<(), PasswordFault> {
    let password = password.expose_secret();
    let length = password.chars().take(PASSWORD_LETTERS_MAX + 1).count();
    if length > PASSWORD_LETTERS_MAX {
        return Err(PasswordFault::Long);
    }
    if length < PASSWORD_LETTERS_MIN {
        return Err(PasswordFault::Short);
    }
    if password.chars().any(char::is_control) {
        return Err(PasswordFault::Control);
    }
    let letters: Vec<char> = password.chars().flat_map(char::to_lowercase).collect();
    let letters = unit(&letters);
    let mut known = Known::to_everybody();
    if known.pieces(letters) < PIECES_MIN {
        return Err(PasswordFault::Common);
    }
    known.words.extend(parts(email, name));
    if known.pieces(letters) < PIECES_MIN {
        return Err(PasswordFault::Personal);
    }
    Ok(())
}

/// What is repeated, where a password is nothing but a repetition.
fn unit(letters: &[char]) -> &[char] {
    let repeats = |period: &usize| letters.iter().zip(letters.iter().skip(*period)).all(is_same);
    let period = (1..=letters.len() / 2).find(repeats).unwrap_or(letters.len());
    letters.get(..period).unwrap_or(letters)
}

fn is_same((one, other): (&char, &char)) -> bool {
    one == other
}

/// What a guesser knows, as letters.
struct Known {
    words: Vec<Vec<char>>,
    /// Rows of keys, in both directions.
    rows: Vec<Vec<char>>,
}

impl Known {
    fn to_everybody() -> Self {
        let right = ROWS.iter().map(|row| row.chars().collect());
        let left = ROWS.iter().map(|row| row.chars().rev().collect());
        let words = listed().map(|word| word.chars().collect());
        Self { words: words.collect(), rows: right.chain(left).collect() }
    }

    /// How many pieces a text falls into, the longest first at every place.
    fn pieces(&self, letters: &[char]) -> usize {
        let (mut rest, mut pieces) = (letters, 0);
        while !rest.is_empty() {
            rest = rest.get(self.piece(rest)..).unwrap_or_default();
            pieces += 1;
        }
        pieces
    }

    /// How many of the first letters can be guessed together; one, if no more.
    fn piece(&self, letters: &[char]) -> usize {
        let words = self.words.iter().map(|word| word_length(letters, word));
        let rows = self.rows.iter().map(|row| row_length(letters, row));
        let others = [1, run_length(letters), year_length(letters)];
        words.chain(rows).chain(others).max().unwrap_or(1)
    }
}

/// The words that anybody's password may be made of.
fn listed() -> impl Iterator<Item = &'static str> {
    COMMON.split_ascii_whitespace().chain(CALENDAR.split_ascii_whitespace())
}

/// The word's length, if it comes first, letters written as digits and signs included.
fn word_length(letters: &[char], word: &[char]) -> usize {
    let alike =
        letters.iter().zip(word).take_while(|(shown, letter)| stands_for(**shown, **letter));
    if alike.count() == word.len() { word.len() } else { 0 }
}

fn stands_for(shown: char, letter: char) -> bool {
    let disguises = match letter {
        'a' => "4@",
        'b' => "8",
        'e' => "3",
        'g' => "9",
        'i' => "1!|",
        'l' => "1|",
        'o' => "0",
        's' => "5$",
        't' => "7+",
        'z' => "2",
        _ => "",
    };
    shown == letter || disguises.contains(shown)
}

/// How far the letters go along a row of keys.
fn row_length(letters: &[char], row: &[char]) -> usize {
    let from = letters.first().and_then(|first| row.iter().position(|key| key == first));
    let keys = row.iter().skip(from.unwrap_or(row.len()));
    let length = keys.zip(letters).take_while(|pair| is_same(*pair)).count();
    if length < RUN_MIN { 0 } else { length }
}

/// How many of the first characters are the same, or follow each other up or down.
fn run_length(letters: &[char]) -> usize {
    let step = |pair: &[char]| match pair {
        [one, next] => i64::from(u32::from(*next)) - i64::from(u32::from(*one)),
        _ => 0,
    };
    let mut steps = letters.windows(2).map(step);
    let Some(first) = steps.next().filter(|step| step.abs() <= 1) else { return 0 };
    let length = 2 + steps.take_while(|step| *step == first).count();
    if length < RUN_MIN { 0 } else { length }
}

/// Four, if a year of the last century or this one comes first.
fn year_length(letters: &[char]) -> usize {
    let is_year = matches!(
        letters,
        ['1', '9', '0'..='9', '0'..='9', ..] | ['2', '0', '0'..='9', '0'..='9', ..]
    );
    if is_year { 4 } else { 0 }
}

/// What somebody is called by name and address, in parts.
fn parts(email: &EmailAddress, name: &str) -> Vec<Vec<char>> {
    let whole = email.as_str().split('@').chain([email.as_str(), name]);
    let words = email.as_str().split(apart).chain(name.split(apart));
    let lower = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<Vec<char>>();
    let parts = whole.chain(words).map(lower).filter(|part| part.len() >= PART_MIN);
    parts.take(PARTS_MAX).collect()
}

fn apart(letter: char) -> bool {
    !letter.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of_dana(password: &str) -> Result<(), PasswordFault> {
        let email = EmailAddress::parse("dana.reyes@prairie-plumbing.example").unwrap();
        check(&password.into(), &email, "Dana María Reyes")
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(of_dana(""), Err(PasswordFault::Short));
        assert_eq!(of_dana("vogelfrei"), Err(PasswordFault::Short));
        assert_eq!(of_dana("vogelfreie"), Ok(()));
        assert_eq!(of_dana("жёлтый дом"), Ok(()), "ten characters, nineteen bytes");
        assert_eq!(of_dana("жёлтый до"), Err(PasswordFault::Short));
        assert_eq!(of_dana("🦔🌵🚲🎺🍉🧭🪁🧊🛶🎲"), Ok(()));
        let long: String =
            ('a'..='z').flat_map(|one| ['q', 'x', one, 'k', 'u']).take(128).collect();
        assert_eq!(of_dana(&long), Ok(()));
        assert_eq!(of_dana(&format!("{long}x")), Err(PasswordFault::Long));
        assert_eq!(of_dana(&"x".repeat(1 << 20)), Err(PasswordFault::Long));
    }

    #[test]
    fn no_kind_of_character_is_asked_for() {
        let fine = [
            "correct horse battery staple",
            "nine wet otters",
            "8302916475",
            "    quiet room    ",
            "thewallsarethin",
            "ΣΙΓΑ ΣΙΓΑ ΠΑΜΕ",
            "my password is long enough to be mine",
            "happy green dragon coffee",
        ];
        for password in fine {
            assert_eq!(of_dana(password), Ok(()), "{password}");
        }
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        let common = [
            "password12",
            "Password123!",
            "P@ssw0rd1234",
            "passwordpassword",
            "PASSWORD!!",
            "1234567890",
            "0987654321",
            "12345678910",
            "1111111111",
            "aaaaaaaaaaaa",
            "abcdefghij",
            "zyxwvutsrq",
            "qwertyuiop",
            "poiuytrewq",
            "qwertyuiop123",
            "asdfghjkl;",
            "1qaz2wsx3edc",
            "!@#$%^&*()",
            "1q2w3e4r5t",
            "Summer2026!",
            "december2025",
            "January1990",
            "Welcome2026",
            "welcome123!",
            "letmein123",
            "iloveyou12",
            "Football99",
            "dragonmonkey",
            "abcabcabcabc",
            "121212121212",
            "xyxyxyxyxy",
            "changeme!!",
            "admin12345",
            "qwerty12345",
            "Passwort2024",
            "contraseña1",
            "superman2000",
            "frontdesk1",
            "trustno1trustno1",
            "2024202420",
        ];
        for password in common {
            assert_eq!(of_dana(password), Err(PasswordFault::Common), "{password}");
        }
    }

    #[test]
    fn name_and_address_are_refused() {
        let personal = [
            "dana.reyes@prairie-plumbing.example",
            "DanaReyes1",
            "danareyes2026",
            "reyesdana12",
            "Prairie-Plumbing",
            "prairie2026!",
            "dana maría reyes",
            "R3y35-d4n4",
            "plumbing1234",
        ];
        for password in personal {
            assert_eq!(of_dana(password), Err(PasswordFault::Personal), "{password}");
        }
        assert_eq!(of_dana("prairie sunset walks"), Ok(()), "more than the name");
    }

    #[test]
    fn control_characters_are_refused() {
        for password in ["vogelfrei\u{0}heit", "vogelfrei\nheit", "vogelfrei\u{7f}heit"] {
            assert_eq!(of_dana(password), Err(PasswordFault::Control));
        }
    }

    #[test]
    fn the_words_are_as_they_are_looked_for() {
        for word in listed().chain(ROWS.iter().copied()) {
            assert_eq!(word, word.to_lowercase());
            assert!(word.chars().count() >= RUN_MIN, "{word}");
        }
        assert!(listed().count() > 250);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_text_is_too_odd_to_judge(password in "\\PC{0,140}", name in "\\PC{0,60}") {
            let email = EmailAddress::parse("a@b.example").unwrap();
            let _ = check(&password.into(), &email, &name);
        }

        #[test]
        fn four_words_that_nobody_lists_are_fine(
            words in prop::collection::vec("[qkwvx][bdfgh][jkpqz]{2}", 4),
        ) {
            prop_assert_eq!(of_dana(&words.join(" ")), Ok(()));
        }
    }
}
