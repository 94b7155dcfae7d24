//! Yes and no, as whole words: there is no `no` in `noon`.

use std::sync::LazyLock;

use kernel::Language;

use super::intents;
use super::intents::act::Act;
use super::normalise::Words;
use super::pattern::Patterns;

/// Agreement that holds words of refusal.
const AGREES: &[&str] = &[
    "no problem|worries|objection|objections",
    "why not",
    "dont|do not mind",
    "not a problem",
    "no thats|that right|correct|perfect|great",
    "no that is|sounds|looks right|correct|perfect|great",
    "cant|couldnt|nothing * better|wrong",
    "no doubt",
    "no need to change",
    "not bad",
    "see why not",
    "wouldnt hurt",
    "no yeah|yes",
    "not|isnt|wasnt|arent false|wrong|incorrect|mistaken|untrue",
    "uh huh",
    "cant|couldnt agree more",
    "take|have|keep that|the appointment|slot|time|one",
];

/// Refusal that holds words of agreement.
const REFUSES: &[&str] = &[
    "not|isnt|aint|wasnt * right|correct|true|accurate|exact|okay|ok|good|fine|great|what|it|perfect|quite",
    "didnt|dont|doesnt|havent|did not * right|correct|correctly|exactly|properly",
    "thanks|sorry|oops|but * wrong|incorrect|incorrectly|mistake|mistakes|misunderstood",
    "completely|definitely|totally|clearly|actually|simply|just|is|its|thats false|untrue|wrong|inaccurate|erroneous",
    "false|wrong for sure|definitely",
    "not really|at all|quite|likely|in my",
    "ill|let me|going to pass",
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
    "but make|change|can|could|with|for|at",
    "something|anything|somewhere|somebody|someone else",
    "change it|that|the|my",
    "there is a mistake",
    "need|want to change",
];

/// Neither, though it holds words of refusal or agreement.
const UNDECIDED: &[&str] = &[
    "dont|cant|cannot|wouldnt|couldnt|doesnt * know|say|tell|answer|decide|mind|care|matter|remember|recall|bother",
    "do|can|could|would|does not * know|say|tell|answer|decide|mind|care|matter|remember|recall",
    "dont have * answer|idea|clue|preference|opinion|information",
    "do not have * answer|idea|clue|preference|opinion|information",
    "no|not * idea|clue|preference|opinion|knowledge|importance",
    "not|isnt * sure|certain|important",
    "anything|either|any|whatever|whichever|both * fine|ok|okay|work|works|do|good",
    "maybe|perhaps",
    "might be",
    "up to you",
    "it depends",
];

/// Not undecided, though it looks so.
const DECIDED: &[&str] = &[
    "not sure thats right|correct",
    "cant|couldnt say no|yes",
    "dont|do not mind if",
    "not really",
];

/// Words of refusal.
const NO: &[&str] = &[
    "no",
    "nope",
    "nah",
    "naw",
    "wrong",
    "incorrect",
    "incorrectly",
    "false",
    "untrue",
    "inaccurate",
    "erroneous",
    "mistake",
    "mistaken",
    "misunderstood",
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

/// Opening words that leave no doubt, for utterances that hold no other.
const OPENERS: &[(Answer, &[&str])] = &[
    (
        Answer::Yes,
        &[
            "yes",
            "yeah",
            "yep",
            "yup",
            "yea",
            "yeap",
            "sure",
            "absolutely",
            "definitely",
            "correct",
            "oui",
            "ouais",
            "daccord",
            "volontiers",
            "entendu",
            "sí",
            "claro",
            "vale",
            "exacto",
            "correcto",
            "exactement",
        ],
    ),
    (Answer::No, &["no", "nope", "nah", "non", "nan"]),
];

/// How much an opening word counts beside the model's word.
const OPENER: f32 = 0.5;
/// How much the phrases count.
const PHRASES: f32 = 0.45;
/// The same where there are hardly more words.
const SHORT_PHRASES: f32 = 0.65;
/// From which weight on it is an answer at all.
const ANSWERED: f32 = 0.35;
/// The same where it is not known that anything was asked.
const ANSWERED_ANYWAY: f32 = 0.55;

/// What an answer comes to after what was said before, if that is known.
///
/// After a question, thanks and "book it" agree, and "change it" and "cancel" do not.
pub fn judge(words: &Words, previous: Option<&str>, language: &Language) -> Answer {
    weigh(words, previous.is_some(), language.primary()).unwrap_or(Answer::Unsure)
}

/// The answer, or nothing if the words are none.
fn weigh(words: &Words, asked: bool, language: &str) -> Option<Answer> {
    if words.is_empty() {
        return None;
    }
    // What comes late in a long utterance is no answer to a yes-or-no question.
    let near = words.words.get(..words.len().min(16)).unwrap_or_default();
    let likely = intents::acts(near, language);
    let of = |acts: &[Act]| -> f32 {
        let pairs = Act::ALL.into_iter().zip(likely);
        pairs.filter(|(act, _)| acts.contains(act)).map(|(_, likely)| likely).sum()
    };
    let (mut yes, mut no, mut unsure) = (of(&[Act::Yes]), of(&[Act::No]), of(&[Act::Unsure]));
    if asked {
        yes += of(&[Act::Thanks, Act::Confirm]) + 0.7 * of(&[Act::Book]);
        no += of(&[Act::Reschedule, Act::Cancel]) + 0.5 * of(&[Act::Stop]);
    }
    let by_phrase = if language == "en" { phrases(words) } else { None };
    // The fewer the words, the more a phrase says.
    let weight = if words.len() <= 4 { SHORT_PHRASES } else { PHRASES };
    match by_phrase {
        Some(Answer::Yes) => yes += weight,
        Some(Answer::No) => no += weight,
        Some(Answer::Unsure) => unsure += weight,
        None => {}
    }
    match opener(words) {
        // "No, that's right" opens with a no and is none: there the phrases know better.
        Some(Answer::Yes) if by_phrase.is_none_or(|it| it == Answer::Yes) => yes += OPENER,
        Some(Answer::No) if by_phrase.is_none_or(|it| it == Answer::No) => no += OPENER,
        _ => {}
    }
    if unsure > yes && unsure > no && unsure >= ANSWERED {
        return Some(Answer::Unsure);
    }
    let enough = if asked { ANSWERED } else { ANSWERED_ANYWAY };
    match (yes >= no, yes.max(no) >= enough) {
        (_, false) => None,
        (true, true) => Some(Answer::Yes),
        (false, true) => Some(Answer::No),
    }
}

fn opener(words: &Words) -> Option<Answer> {
    let first = words.at(0)?;
    // "Si" without its accent is an answer where it stands alone, and "if" in a sentence.
    let bare = first == "si" && (words.len() <= 3 || words.pauses.get(1) == Some(&true));
    let met =
        OPENERS.iter().find(|(_, openers)| openers.contains(&first)).map(|(answer, _)| *answer);
    if bare { Some(Answer::Yes) } else { met }
}

/// What an answer comes to, if it is one; keys count too.
pub fn answer(words: &Words, digits: &str) -> Option<bool> {
    match digits {
        "1" => return Some(true),
        "2" => return Some(false),
        _ => {}
    }
    let language = intents::spoken(words).unwrap_or("en");
    match weigh(words, false, language)? {
        Answer::Yes => Some(true),
        Answer::No => Some(false),
        Answer::Unsure => None,
    }
}

/// What a phrase of the table says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Agrees,
    Undecided,
    Decided,
    Refuses,
    Yes,
    No,
}

/// The phrases, compiled.
static PHRASE_TABLE: LazyLock<(Vec<Says>, Patterns)> = LazyLock::new(|| {
    let lists = [
        (Says::Agrees, AGREES),
        (Says::Undecided, UNDECIDED),
        (Says::Decided, DECIDED),
        (Says::Refuses, REFUSES),
        (Says::Yes, YES),
        (Says::No, NO),
    ];
    let says = lists.iter().flat_map(|(says, list)| list.iter().map(|_| *says)).collect();
    (says, Patterns::new(lists.iter().flat_map(|(_, list)| list.iter().copied())))
});

/// What English phrases say.
fn phrases(words: &Words) -> Option<Answer> {
    // What comes late in a long utterance is no answer to a yes-or-no question.
    let near = words.words.get(..words.len().min(12)).unwrap_or_default();
    let (table, patterns) = &*PHRASE_TABLE;
    // Where each kind of phrase stands first.
    let mut firsts = [None; 6];
    for hit in patterns.hits(near) {
        let Some(says) = table.get(hit.pattern) else { continue };
        if let Some(first) = firsts.get_mut(says.place()) {
            *first = Some(first.map_or(hit.words.start, |it: usize| it.min(hit.words.start)));
        }
    }
    let [agrees, undecided, decided, refuses, yes, no] = firsts;
    let either = |yes: bool| if yes { Answer::Yes } else { Answer::No };
    if agrees.is_some() {
        return Some(Answer::Yes);
    }
    if undecided.is_some() && decided.is_none() {
        return Some(Answer::Unsure);
    }
    if refuses.is_some() {
        let clear = words.starts_with("yes") && !words.starts_with("yes no");
        return Some(either(clear && !words.has_any(&["but", "change", "actually", "instead"])));
    }
    match (yes, no) {
        (Some(yes), Some(no)) => Some(either(yes < no)),
        (Some(yes), None) => (yes < 6).then_some(Answer::Yes),
        (None, Some(no)) => (no < 6).then_some(Answer::No),
        (None, None) => None,
    }
}

impl Says {
    /// Its place among the kinds.
    const fn place(self) -> usize {
        match self {
            Self::Agrees => 0,
            Self::Undecided => 1,
            Self::Decided => 2,
            Self::Refuses => 3,
            Self::Yes => 4,
            Self::No => 5,
        }
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
