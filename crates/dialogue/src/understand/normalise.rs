//! One shape for what recognisers and keyboards produce: lower case, no punctuation, words.

use std::ops::Range;

use super::artificial::{Signs, gives_orders};

/// The most words of one utterance that are looked at: more than a minute of speech.
pub const WORDS_MAX: usize = 240;

/// An utterance as words.
///
/// Apostrophes vanish (`don't` is `dont`), numbers and units part (`3pm` is `3 pm`), ordinals stay
/// whole (`3rd`), abbreviations close up (`p.m.` is `pm`), hesitations are dropped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// The words in lower case: letters and digits, with `:` and `/` between digits.
    pub words: Vec<String>,
    /// The same words as they were written.
    pub written: Vec<String>,
    /// Whether a comma, a full stop or the like stood before the word.
    pub pauses: Vec<bool>,
    /// Where each word stands in the text it was cut from, in bytes.
    pub spans: Vec<Range<usize>>,
    /// Whether it is written as a question.
    pub is_question: bool,
    /// Whether it is a program, markup, or an order to a machine about itself.
    pub is_artificial: bool,
}

/// Sounds that carry nothing.
const HESITATIONS: &[&str] = &["um", "uh", "uhm", "umm", "er", "erm", "hmm", "hm", "ah", "eh"];

impl Words {
    /// Cuts an utterance into words.
    pub fn of(text: &str) -> Self {
        let mut cutter = Cutter::default();
        let mut characters = text.char_indices().peekable();
        let (mut previous, mut signs) = (' ', Signs::default());
        while let Some((place, character)) = characters.next() {
            if cutter.words.len() >= WORDS_MAX {
                break;
            }
            let next = characters.peek().map_or(' ', |(_, next)| *next);
            cutter.place = place;
            cutter.take(character, previous, next);
            signs.take(previous, character, next);
            previous = character;
        }
        cutter.close();
        cutter.words.words.truncate(WORDS_MAX);
        cutter.words.is_artificial = signs.is_code() || gives_orders(&cutter.words.words);
        cutter.words
    }

    /// The words, to be compared with.
    pub fn list(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).collect()
    }

    /// The word at a place.
    pub fn at(&self, place: usize) -> Option<&str> {
        self.words.get(place).map(String::as_str)
    }

    /// Where a phrase of whole words stands.
    pub fn find(&self, phrase: &str) -> Option<usize> {
        // Nearly every phrase fails on its first word, which is compared alone.
        let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
        let follows = |place: usize| {
            let mut behind = self.words.iter().skip(place + 1);
            rest.is_empty()
                || rest.split(' ').all(|want| behind.next().is_some_and(|it| it == want))
        };
        let fits =
            |(place, word): (usize, &String)| (word == first && follows(place)).then_some(place);
        self.words.iter().enumerate().find_map(fits)
    }

    /// Whether a phrase of whole words stands anywhere: `no` is not in `noon`.
    pub fn has(&self, phrase: &str) -> bool {
        self.find(phrase).is_some()
    }

    /// Whether any of these phrases stands anywhere.
    pub fn has_any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.has(phrase))
    }

    /// Whether it begins with a phrase of whole words.
    pub fn starts_with(&self, phrase: &str) -> bool {
        let mut words = self.words.iter();
        phrase.split(' ').all(|want| words.next().is_some_and(|word| word == want))
    }

    /// The words from a place on.
    #[must_use]
    pub fn behind(&self, place: usize) -> Self {
        Self {
            words: self.words.get(place..).unwrap_or_default().to_vec(),
            written: self.written.get(place..).unwrap_or_default().to_vec(),
            pauses: self.pauses.get(place..).unwrap_or_default().to_vec(),
            spans: self.spans.get(place..).unwrap_or_default().to_vec(),
            is_question: self.is_question,
            is_artificial: self.is_artificial,
        }
    }

    /// The words before a place.
    #[must_use]
    pub fn up_to(&self, place: usize) -> Self {
        let end = place.min(self.words.len());
        Self {
            words: self.words.get(..end).unwrap_or_default().to_vec(),
            written: self.written.get(..end).unwrap_or_default().to_vec(),
            pauses: self.pauses.get(..end).unwrap_or_default().to_vec(),
            spans: self.spans.get(..end).unwrap_or_default().to_vec(),
            is_question: self.is_question,
            is_artificial: self.is_artificial,
        }
    }

    /// Drops the words from a place on.
    pub fn truncate(&mut self, length: usize) {
        self.words.truncate(length);
        self.written.truncate(length);
        self.pauses.truncate(length);
        self.spans.truncate(length);
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

#[derive(Default)]
struct Cutter {
    words: Words,
    word: String,
    written: String,
    pause: bool,
    /// Where the character that is looked at stands.
    place: usize,
    /// The bytes of the word so far.
    span: Range<usize>,
}

impl Cutter {
    fn take(&mut self, character: char, previous: char, next: char) {
        let inside_number = previous.is_ascii_digit() && next.is_ascii_digit();
        let is_open = !self.word.is_empty();
        match character {
            '\'' | '\u{2019}' | '\u{2bc}' if is_open => self.written.push(character),
            '.' | ':' if inside_number => self.add(':', character),
            '/' if inside_number => self.add('/', character),
            ',' if inside_number => {}
            '.' if self.is_abbreviation(next) => {}
            '+' if next.is_ascii_digit() && !is_open => self.add('+', '+'),
            '&' => {
                self.close();
                "and".clone_into(&mut self.word);
                "and".clone_into(&mut self.written);
                self.span = self.place..self.place + 1;
                self.close();
            }
            _ if character.is_alphanumeric() => {
                let unit = previous.is_ascii_digit() && character.is_alphabetic();
                if unit && is_open && !starts_ordinal(character, next) {
                    self.close();
                }
                self.reach(character);
                self.written.push(character);
                self.word.extend(character.to_lowercase());
            }
            _ => {
                self.close();
                self.pause |= matches!(character, ',' | '.' | ';' | '?' | '!' | '\n');
                self.words.is_question |= character == '?';
            }
        }
    }

    /// Takes the bytes of a character into the word's span.
    fn reach(&mut self, character: char) {
        if self.word.is_empty() {
            self.span.start = self.place;
        }
        self.span.end = self.place + character.len_utf8();
    }

    fn add(&mut self, heard: char, written: char) {
        self.reach(written);
        self.word.push(heard);
        self.written.push(written);
    }

    /// `p.m.`: single letters with dots between.
    fn is_abbreviation(&self, next: char) -> bool {
        let mut letters = self.word.chars();
        let single = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
        single && next.is_alphabetic()
    }

    fn close(&mut self) {
        if self.word.is_empty() {
            self.written.clear();
            return;
        }
        if HESITATIONS.contains(&self.word.as_str()) {
            self.word.clear();
            self.written.clear();
            return;
        }
        self.words.words.push(std::mem::take(&mut self.word));
        let written = std::mem::take(&mut self.written);
        self.words.written.push(written.trim_end_matches(['\'', '\u{2019}']).to_owned());
        self.words.pauses.push(std::mem::take(&mut self.pause));
        self.words.spans.push(self.span.clone());
    }
}

fn starts_ordinal(character: char, next: char) -> bool {
    matches!(
        (character.to_ascii_lowercase(), next.to_ascii_lowercase()),
        ('s', 't') | ('n' | 'r', 'd') | ('t', 'h')
    )
}

/// Whether `phrase` (words parted by blanks) stands in `words`, and where.
pub fn find_phrase(words: &[&str], phrase: &str) -> Option<usize> {
    // Nearly every phrase fails on its first word, which is compared alone.
    let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
    let follows = |place: usize| {
        let mut behind = words.iter().skip(place + 1);
        rest.is_empty() || rest.split(' ').all(|want| behind.next() == Some(&want))
    };
    let fits = |(place, word): (usize, &&str)| (*word == first && follows(place)).then_some(place);
    words.iter().enumerate().find_map(fits)
}

/// Whether one of `phrases` stands in `words`.
pub fn has_any(words: &[&str], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| find_phrase(words, phrase).is_some())
}

/// Whether `words` begin with `phrase`.
pub fn starts_with(words: &[&str], phrase: &str) -> bool {
    let mut words = words.iter();
    phrase.split(' ').all(|wanted| words.next() == Some(&wanted))
}

/// The word at `index`, or nothing to compare with.
pub fn word<'a>(words: &[&'a str], index: usize) -> &'a str {
    words.get(index).copied().unwrap_or("")
}

/// The words from `index` on.
pub fn from<'a, 'b>(words: &'b [&'a str], index: usize) -> &'b [&'a str] {
    words.get(index..).unwrap_or(&[])
}

/// The words before `index`.
pub fn before<'a, 'b>(words: &'b [&'a str], index: usize) -> &'b [&'a str] {
    words.get(..index.min(words.len())).unwrap_or(&[])
}

/// A word without the ending of its plural.
pub fn singular(word: &str) -> &str {
    if word.len() <= 3 || word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word;
    }
    word.strip_suffix('s').unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_as_they_are_compared() {
        for (text, expected) in [
            ("I'd like 3pm, please!", "id like 3 pm please"),
            ("At 10.30 a.m. on the 3rd", "at 10:30 am on the 3rd"),
            ("Um, half-past two?", "half past two"),
            ("1,200 dollars & 50 cents", "1200 dollars and 50 cents"),
            ("March 3rd. Or 3/4/2026.", "march 3rd or 3/4/2026"),
            ("call +1 (816) 555-0100", "call +1 816 555 0100"),
            ("O\u{2019}Brien's o'clock", "obriens oclock"),
            ("", ""),
            ("¿¡…", ""),
            ("7ish or 16h", "7 ish or 16 h"),
        ] {
            assert_eq!(Words::of(text).words.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn a_word_knows_how_it_was_written_and_whether_a_pause_came_before() {
        let words = Words::of("Well, I'm O'Neil. Right?");
        assert_eq!(words.words, ["well", "im", "oneil", "right"]);
        assert_eq!(words.written, ["Well", "I'm", "O'Neil", "Right"]);
        assert_eq!(words.pauses, [false, true, false, true]);
        assert!(words.is_question);
        assert_eq!(words.behind(2).words, ["oneil", "right"]);
    }

    #[test]
    fn a_word_knows_where_it_stood() {
        let text = "Ça va? Um, don't: 3pm & 10.30 a.m.";
        let words = Words::of(text);
        let cut: Vec<&str> = words.spans.iter().map(|span| &text[span.clone()]).collect();
        assert_eq!(cut, ["Ça", "va", "don't", "3", "pm", "&", "10.30", "a.m"]);
    }

    #[test]
    fn phrases_are_found_at_word_boundaries_only() {
        let words = Words::of("I know that noon is now");
        assert_eq!(words.find("no"), None);
        assert_eq!(words.find("noon is"), Some(3));
        assert!(words.has_any(&["nope", "now"]));
        assert!(words.starts_with("i know") && !words.starts_with("know"));
    }

    #[test]
    fn a_long_utterance_is_cut_off() {
        assert_eq!(Words::of(&"yes ".repeat(10_000)).words.len(), WORDS_MAX);
    }
}
