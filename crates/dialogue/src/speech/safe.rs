//! What a speech engine reads wrongly, or takes for markup, is said in words or left out.

use super::dialect::Tongue;

/// Text that an engine can read: no markup, no symbols, no control characters.
pub fn for_speech(text: String, tongue: Tongue) -> String {
    if text.chars().all(is_plain) {
        return text;
    }
    let mut said = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let before_digit = letters.peek().is_some_and(char::is_ascii_digit);
        match word(letter, tongue) {
            // "#4" is a number; "#" by itself is a key.
            Some(_) if letter == '#' && before_digit => {
                push_word(&mut said, number_sign(tongue));
            }
            Some(word) => push_word(&mut said, word),
            None if is_plain(letter) => {
                let doubled = letter == ' ' && (said.ends_with(' ') || said.is_empty());
                if !doubled {
                    said.push(letter);
                }
            }
            None => {
                if !said.ends_with(' ') && !said.is_empty() {
                    said.push(' ');
                }
            }
        }
    }
    said.truncate(said.trim_end().len());
    said
}

/// Letters of any script, digits, and the marks that sentences are made of.
fn is_plain(letter: char) -> bool {
    letter.is_alphanumeric()
        || matches!(
            letter,
            ' ' | '.' | ',' | ':' | ';' | '?' | '!' | '\'' | '"' | '-' | '(' | ')' | '/' | '$'
                | '£' | '€' | '¿' | '¡' | '\u{2019}' | '\u{2018}' | '\u{201c}' | '\u{201d}'
                | '\u{2013}' | '\u{2026}' | '«' | '»'
        )
        // Vowel signs and accents that are letters of their own.
        || matches!(letter, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e30}'..='\u{e4e}')
}

fn word(letter: char, tongue: Tongue) -> Option<&'static str> {
    let [english, spanish, french] = match letter {
        '&' => ["and", "y", "et"],
        '+' => ["plus", "más", "plus"],
        '%' => ["percent", "por ciento", "pour cent"],
        '@' => ["at", "arroba", "arobase"],
        '=' => ["equals", "igual a", "égale"],
        '°' => ["degrees", "grados", "degrés"],
        '#' => ["hash", "almohadilla", "dièse"],
        _ => return None,
    };
    Some(match tongue {
        Tongue::English => english,
        Tongue::Spanish => spanish,
        Tongue::French => french,
    })
}

const fn number_sign(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => "number",
        Tongue::Spanish => "número",
        Tongue::French => "numéro",
    }
}

fn push_word(said: &mut String, word: &str) {
    if !said.ends_with(' ') && !said.is_empty() {
        said.push(' ');
    }
    said.push_str(word);
    said.push(' ');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_engines_misread_is_said_in_words() {
        for (written, tongue, said) in [
            ("Salt & Pepper", Tongue::English, "Salt and Pepper"),
            ("Sal & Pimienta", Tongue::Spanish, "Sal y Pimienta"),
            ("50% off", Tongue::English, "50 percent off"),
            ("<break time=\"9s\"/>Hello", Tongue::English, "break time equals \"9s\"/ Hello"),
            ("Room #4", Tongue::English, "Room number 4"),
            ("à 20°", Tongue::French, "à 20 degrés"),
            ("Fine 👍 thanks", Tongue::English, "Fine thanks"),
            ("a\u{0}b\nc", Tongue::English, "a b c"),
            ("**bold** _it_", Tongue::English, "bold it"),
            ("¿Qué día? 3:30 PM, \"sí\"", Tongue::Spanish, "¿Qué día? 3:30 PM, \"sí\""),
            ("見積もり", Tongue::English, "見積もり"),
        ] {
            assert_eq!(for_speech(written.to_owned(), tongue), said, "{written}");
        }
    }
}
