//! One shape for what recognisers and keyboards produce: lower case, no punctuation, words.

/// An utterance as words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// The words in lower case: letters and digits, with `:` and `/` between digits.
    pub words: Vec<String>,
    /// The same words as they were written.
    pub written: Vec<String>,
}

/// How many words of one utterance are looked at.
pub const WORDS_MAX: usize = 200;

impl Words {
    /// Splits an utterance into words; punctuation goes, apostrophes are closed up (`it's`, `its`).
    pub fn of(text: &str) -> Self {
        let mut split = Self::default();
        for written in text.split(|c: char| c.is_whitespace() || c == ',').take(WORDS_MAX) {
            let inner = |c: char| c.is_alphanumeric();
            let written = written.trim_matches(|c: char| !inner(c));
            if written.is_empty() {
                continue;
            }
            let mut word = String::with_capacity(written.len());
            let mut before_digit = false;
            for c in written.chars() {
                match c {
                    '\'' | '’' | '.' => {}
                    ':' | '/' if before_digit => word.push(c),
                    c if c.is_alphanumeric() => word.extend(c.to_lowercase()),
                    _ => {
                        split.push(&word, written);
                        word.clear();
                    }
                }
                before_digit = c.is_ascii_digit();
            }
            split.push(&word, written);
        }
        split
    }

    fn push(&mut self, word: &str, written: &str) {
        if word.is_empty() {
            return;
        }
        // "3pm" is two words.
        let digits = word.chars().take_while(char::is_ascii_digit).count();
        if let (Some(number), Some(half @ ("am" | "pm"))) = (word.get(..digits), word.get(digits..))
            && digits > 0
        {
            for part in [number, half] {
                self.words.push(part.to_owned());
                self.written.push(part.to_owned());
            }
            return;
        }
        self.words.push(word.to_owned());
        self.written.push(written.to_owned());
    }

    /// The word at a place.
    pub fn at(&self, place: usize) -> Option<&str> {
        self.words.get(place).map(String::as_str)
    }

    /// Where a phrase of whole words stands.
    pub fn find(&self, phrase: &str) -> Option<usize> {
        let wanted: Vec<&str> = phrase.split(' ').collect();
        self.words
            .windows(wanted.len())
            .position(|window| window.iter().zip(&wanted).all(|(word, want)| word == want))
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

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_and_case_go_and_words_stay_whole() {
        let words = Words::of("I'd like Tuesday, at 3PM -- or 10:30 a.m.!");
        assert_eq!(words.words, ["id", "like", "tuesday", "at", "3", "pm", "or", "10:30", "am"]);
        assert!(words.has("at 3 pm"));
        assert!(!Words::of("noon now know").has("no"));
    }
}
