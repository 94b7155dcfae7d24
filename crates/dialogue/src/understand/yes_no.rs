//! Yes and no, as whole words: there is no `no` in `noon`.

use super::classify::fits;
use super::normalise::Words;

/// Agreement that holds words of refusal.
const AGREES: &[&str] = &[
    "no problem|worries|objection|objections",
    "why not",
    "dont|do not mind",
    "not a problem",
    "no thats|that right|correct|fine|good|perfect|great|okay",
    "no that is|sounds|looks right|correct|fine|good|perfect|great",
    "cant|couldnt|nothing * better|wrong",
    "no doubt",
    "no need to change",
    "not bad",
    "see why not",
    "wouldnt hurt",
    "no yeah|yes",
];

/// Refusal that holds words of agreement.
const REFUSES: &[&str] = &[
    "not|isnt|aint|wasnt * right|correct|okay|ok|good|fine|sure|great|what|it|perfect|quite",
    "yeah no",
    "yes no",
    "dont|do not|wont|doesnt|didnt think|want|need|like|work|book|do|go|feel",
    "im|thats not",
    "id|would rather not",
    "no * thats|im good|okay|ok|fine|alright|all",
    "im good|okay|ok|alright|fine|set * thanks|thank|for",
    "not * thanks|yet|now|today|anymore|really|necessary|needed",
    "its|thats * wrong|incorrect|off|late|early|expensive|not",
    "absolutely|definitely|certainly|probably not",
    "of course not",
    "never mind",
    "hold on|off",
    "wait",
    "id prefer|rather",
    "could|can|would i|we|you * change|another|different|instead",
    "but not|actually",
    "something|anything|somewhere|somebody|someone else",
    "change|make it|that|the|my",
    "there is a mistake",
    "need|want to change",
];

/// Words of refusal.
const NO: &[&str] = &[
    "no",
    "nope",
    "nah",
    "naw",
    "wrong",
    "incorrect",
    "dont",
    "neither",
    "none",
    "never",
    "nevermind",
    "cancel",
    "stop",
    "negative",
    "not",
    "noway",
    "cant",
    "cannot",
    "wouldnt",
    "isnt",
    "wont",
    "unfortunately",
    "actually no",
    "nay",
];

/// Words of agreement.
const YES: &[&str] = &[
    "yes",
    "yeah",
    "yep",
    "yup",
    "ya",
    "yea",
    "yah",
    "sure",
    "correct",
    "right",
    "ok",
    "okay",
    "please do",
    "sounds good",
    "sounds great",
    "sounds fine",
    "sounds right",
    "go ahead",
    "perfect",
    "that works",
    "works",
    "fine",
    "absolutely",
    "definitely",
    "great",
    "of course",
    "good",
    "lovely",
    "exactly",
    "confirm",
    "confirmed",
    "uh huh",
    "mhm",
    "mm",
    "do it",
    "book it",
    "thats it",
    "thats the one",
    "alright",
    "all right",
    "certainly",
    "cool",
    "awesome",
    "excellent",
    "wonderful",
    "brilliant",
    "affirmative",
    "indeed",
    "yessir",
    "yes please",
    "please",
    "id like that",
    "i would",
    "i do",
    "id love to",
    "go for it",
    "lets do",
    "lets go",
    "that will do",
    "thatll do",
    "thatll work",
    "happy with",
    "totally",
    "nice",
    "true",
    "looks good",
    "suits me",
    "i guess",
    "agreed",
    "it is",
    "huh",
    "huh yes",
    "that is it",
    "thats fine",
    "that is fine",
    "sounds lovely",
    "by all means",
    "thats okay",
    "works fine",
    "suits",
    "youre right",
    "you are right",
    "you bet",
    "for sure",
    "obviously",
    "ill take",
];

/// An answer to a yes-or-no question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Answer {
    Yes,
    No,
    Unsure,
}

impl Answer {
    /// Its name: `yes`, `no` or `unsure`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "unsure",
        }
    }
}

/// What an answer comes to after what was said before.
pub fn judge(words: &Words, _previous: Option<&str>, _language: &kernel::Language) -> Answer {
    match answer(words, "") {
        Some(true) => Answer::Yes,
        Some(false) => Answer::No,
        None => Answer::Unsure,
    }
}

/// What an answer comes to, if it is one.
pub fn answer(words: &Words, digits: &str) -> Option<bool> {
    match digits {
        "1" => return Some(true),
        "2" => return Some(false),
        _ => {}
    }
    let list = words.list();
    // What comes late in a long utterance is no answer to a yes-or-no question.
    let near = list.get(..list.len().min(12)).unwrap_or_default();
    if AGREES.iter().any(|pattern| fits(near, pattern)) {
        return Some(true);
    }
    let place = |phrases: &[&str]| phrases.iter().filter_map(|phrase| words.find(phrase)).min();
    let yes = place(YES);
    if REFUSES.iter().any(|pattern| fits(near, pattern)) {
        let clear = words.starts_with("yes") && !words.starts_with("yes no");
        return Some(clear && !words.has_any(&["but", "change", "actually", "instead"]));
    }
    match (yes, place(NO)) {
        (Some(yes), Some(no)) => Some(yes < no),
        (Some(yes), None) => (yes < 6).then_some(true),
        (None, Some(no)) => (no < 6).then_some(false),
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
            ("yeah no", Some(false)),
            ("no that's right", Some(true)),
            ("sounds good to me", Some(true)),
            ("I don't think so", Some(false)),
            ("not really", Some(false)),
            ("why not", Some(true)),
            ("absolutely not", Some(false)),
            ("could we do another day", Some(false)),
            ("uh huh", Some(true)),
            ("go ahead and book it", Some(true)),
            ("never mind", Some(false)),
            ("hold on a second", Some(false)),
            ("I suppose a table outside", None),
            ("that works for me", Some(true)),
            ("wrong day", Some(false)),
            ("that's correct", Some(true)),
            ("I'd rather not", Some(false)),
            ("yes, but make it four", Some(false)),
        ];
        for (text, expected) in cases {
            assert_eq!(answer(&Words::of(text), ""), expected, "{text}");
        }
        assert_eq!(answer(&Words::default(), "1"), Some(true));
        assert_eq!(answer(&Words::default(), "2"), Some(false));
    }
}
