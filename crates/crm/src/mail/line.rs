//! Text that stays on one line.

use std::fmt;

/// Words for a header or a sentence: one line, and nothing in it that cannot be seen.
///
/// Line breaks, tabs and other control characters become blanks, marks that turn the direction of
/// writing or take no room are left out, and blanks are kept single. So no name or subject, whoever
/// wrote it, can start another header or show itself as something that it is not.
///
/// **Limits**: [`Line::CHARS_MAX`]; what is longer is cut.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Line(String);

impl Line {
    /// How long a line may be. **Units**: characters.
    pub const CHARS_MAX: usize = 200;
    /// How long a name may be. **Units**: characters.
    pub const NAME_CHARS_MAX: usize = 80;

    /// The text on one line.
    pub fn new(text: &str) -> Self {
        Self(one_line(text, Self::CHARS_MAX))
    }

    /// A name that somebody chose for themselves, for their business or their browser: besides, it is
    /// kept short, and holds nothing that a reader would make into a link.
    ///
    /// Whoever may invite strangers could otherwise call their shop "Your account is blocked, see
    /// evil.example" and have us deliver it.
    pub fn name(text: &str) -> Self {
        let line = one_line(text, Self::NAME_CHARS_MAX);
        let mut name = String::with_capacity(line.len());
        let mut letters = line.chars().peekable();
        while let Some(letter) = letters.next() {
            name.push(letter);
            let next = letters.peek();
            let joins = match letter {
                '.' | '\u{3002}' | '\u{ff0e}' | '\u{ff61}' => {
                    next.is_some_and(|next| next.is_alphabetic())
                }
                ':' => next == Some(&'/'),
                '@' => next.is_some_and(|next| !next.is_whitespace()),
                _ => false,
            };
            if joins {
                name.push(' ');
            }
        }
        Self(name)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing is left of it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn one_line(text: &str, chars_max: usize) -> String {
    let mut line = String::with_capacity(text.len().min(chars_max * 4));
    let mut count = 0;
    for letter in text.chars() {
        if is_invisible(letter) {
            continue;
        }
        let blank = letter.is_whitespace() || letter.is_control();
        if blank && (line.is_empty() || line.ends_with(' ')) {
            continue;
        }
        if count == chars_max {
            break;
        }
        line.push(if blank { ' ' } else { letter });
        count += 1;
    }
    line.truncate(line.trim_end().len());
    line
}

/// Marks of direction, of width nothing, and of byte order; joiners stay, which emoji and several
/// scripts need.
const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{00ad}' | '\u{feff}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Its length only: lines hold names.
impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} bytes]", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_starts_another_header() {
        for (text, line) in [
            ("Hi\r\nBcc: x@evil.example", "Hi Bcc: x@evil.example"),
            ("a\rb\nc\u{2028}d\u{85}e\u{0}f\tg\u{b}h", "a b c d e f g h"),
            ("  Ana   Núñez ", "Ana Núñez"),
            ("\u{202e}gpj.exe\u{200b}", "gpj.exe"),
            ("👩\u{200d}🦰 Salon", "👩\u{200d}🦰 Salon"),
            ("\r\n", ""),
        ] {
            assert_eq!(Line::new(text).as_str(), line, "{text:?}");
        }
        assert_eq!(Line::new(&"é".repeat(900)).as_str().chars().count(), Line::CHARS_MAX);
        assert_eq!(format!("{:?}", Line::new("Ana")), "[3 bytes]");
    }

    #[test]
    fn no_name_is_a_link() {
        for (text, name) in [
            ("Prairie Cuts", "Prairie Cuts"),
            ("St. John's 24/7", "St. John's 24/7"),
            ("J.R. Barber", "J. R. Barber"),
            ("Blocked! See https://evil.example/x", "Blocked! See https: //evil. example/x"),
            ("www.evil.example", "www. evil. example"),
            ("write me@evil.example", "write me@ evil. example"),
            ("evil\u{3002}example", "evil\u{3002} example"),
            ("evil\u{200b}.\u{200b}example", "evil. example"),
        ] {
            assert_eq!(Line::name(text).as_str(), name, "{text:?}");
        }
    }
}
