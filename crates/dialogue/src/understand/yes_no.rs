//! Yes and no, as whole words: there is no `no` in `noon`.

use super::normalise::Words;

/// Phrases that decline.
const NO: [&str; 21] = [
    "no",
    "nope",
    "nah",
    "not really",
    "wrong",
    "incorrect",
    "thats not right",
    "not right",
    "dont",
    "do not",
    "not quite",
    "no thanks",
    "no thank you",
    "rather not",
    "neither",
    "none",
    "never mind",
    "nevermind",
    "hold on",
    "not yet",
    "not correct",
];

/// Phrases that agree.
const YES: [&str; 31] = [
    "yes",
    "yeah",
    "yep",
    "yup",
    "ya",
    "yea",
    "sure",
    "correct",
    "thats right",
    "right",
    "ok",
    "okay",
    "please do",
    "sounds good",
    "go ahead",
    "perfect",
    "that works",
    "works for me",
    "thats fine",
    "fine",
    "absolutely",
    "definitely",
    "great",
    "of course",
    "good",
    "lovely",
    "exactly",
    "confirm",
    "uh huh",
    "do it",
    "book it",
];

/// What an answer comes to, if it is one.
pub fn answer(words: &Words, digits: &str) -> Option<bool> {
    match digits {
        "1" => return Some(true),
        "2" => return Some(false),
        _ => {}
    }
    // "no problem", "no worries" agree.
    let agrees = words.has_any(&["no problem", "no worries", "why not", "dont mind"]);
    let place = |list: &[&str]| list.iter().filter_map(|phrase| words.find(phrase)).min();
    match (place(&YES), place(&NO)) {
        _ if agrees => Some(true),
        (Some(yes), Some(no)) => Some(yes < no && !words.starts_with("not")),
        (Some(_), None) => Some(true),
        (None, Some(_)) => Some(false),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_from_words_that_contain_them() {
        let cases = [
            ("yes please", Some(true)),
            ("no", Some(false)),
            ("yeah that's right", Some(true)),
            ("no thanks", Some(false)),
            ("that's not right", Some(false)),
            ("at noon", None),
            ("I know", None),
            ("now", None),
            ("no problem", Some(true)),
            ("nope", Some(false)),
            ("no, Thursday", Some(false)),
            ("perfect", Some(true)),
            ("don't", Some(false)),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(answer(&Words::of(text), ""), expected, "{text}");
        }
        assert_eq!(answer(&Words::default(), "1"), Some(true));
        assert_eq!(answer(&Words::default(), "2"), Some(false));
    }
}
