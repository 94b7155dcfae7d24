//! What people say around what they mean: openers, hedges and thanks, which change nothing.

use std::sync::LazyLock;

use super::normalise::Words;
use super::pattern::Patterns;

/// How an utterance begins.
static OPENERS: LazyLock<Patterns> = LazyLock::new(|| {
    Patterns::new([
        "^well",
        "^you know",
        "^so",
        "^look",
        "^listen",
        "^oh",
        "^hang on",
        "^i mean",
        "^pues",
        "^bueno",
        "^a ver",
        "^este",
        "^eh",
        "^enfin",
        "^alors",
        "^bah",
        "^ben",
        "^euh",
        "^hein",
    ])
});
/// How an utterance ends.
static CLOSERS: LazyLock<Patterns> = LazyLock::new(|| {
    Patterns::new([
        "please dear",
        "dear",
        "if you dont mind",
        "if thats alright|okay|ok",
        "thank you kindly|dear|love",
        "si es tan amable",
        "si no le importa",
        "muchas gracias",
        "por favor por favor",
        "si ça ne vous dérange pas",
        "si ca ne vous derange pas",
    ])
});

impl Words {
    /// The words without what is said around them; all of them if nothing else was said.
    #[must_use]
    pub fn without_politeness(self) -> Self {
        let mut start = 0;
        let mut end = self.len();
        while let Some(hit) = OPENERS.hits(self.words.get(start..end).unwrap_or_default()).next() {
            // "so" alone, and "este jueves", which is no opener.
            let next = self.at(start + hit.words.end);
            if next.is_none() || self.pauses.get(start + hit.words.end) != Some(&true) {
                break;
            }
            start += hit.words.end;
        }
        while let Some(hit) = CLOSERS
            .hits(self.words.get(start..end).unwrap_or_default())
            .find(|hit| start + hit.words.end == end)
        {
            end = start + hit.words.start;
        }
        if start >= end || start == 0 && end == self.len() {
            return self;
        }
        self.up_to(end).behind(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_is_left() {
        for (text, expected) in [
            ("well, yes, if you don't mind", "yes"),
            ("you know, that's right, thank you kindly", "thats right"),
            ("you know where we are", "you know where we are"),
            ("thank you kindly", "thank you kindly"),
            ("this Thursday, please, dear", "this thursday"),
            ("este jueves por favor", "este jueves por favor"),
            ("bueno, el jueves, muchas gracias", "el jueves"),
            ("", ""),
        ] {
            assert_eq!(Words::of(text).without_politeness().words.join(" "), expected, "{text}");
        }
    }
}
