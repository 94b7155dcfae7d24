//! Yes and no, as whole words: there is no `no` in `noon`.

mod lists;

use std::sync::LazyLock;

use kernel::Language;

use super::intents;
use super::intents::act::Act;
use super::normalise::Words;
use super::pattern::Patterns;
use lists::{AGREES, DECIDED, NO, REFUSES, UNDECIDED, YES};

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
const OPENER: f32 = 0.6;
/// How much the phrases count.
const PHRASES: f32 = 0.55;
/// The same where there are hardly more words.
const SHORT_PHRASES: f32 = 0.75;
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
    if words.is_empty() || words.is_artificial {
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
    // "No, that's right" opens with a no and is none, "yes, but make it four" is no plain yes: there
    // the phrases know better.
    match opener(words).map(|opener| by_phrase.unwrap_or(opener)) {
        Some(Answer::Yes) => yes += OPENER,
        Some(Answer::No) => no += OPENER,
        Some(Answer::Unsure) => unsure += OPENER,
        None => {}
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
    if words.starts_with("go ahead") {
        return Some(Answer::Yes);
    }
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
    spoken_answer(words)
}

/// The same where no such question is pending: only what holds the words for it is weighed.
pub fn unasked(words: &Words, digits: &str) -> Option<bool> {
    let any = || PHRASE_TABLE.1.any(&words.words) || opener(words).is_some();
    if digits.is_empty() && !any() { None } else { answer(words, digits) }
}

fn spoken_answer(words: &Words) -> Option<bool> {
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
            ("no, don't tell me", Some(false)),
            ("no, don't bother", Some(false)),
            ("it's not Thursday", Some(false)),
            ("that doesn't work for us", Some(false)),
            ("that ain't right", Some(false)),
            ("that is not wrong", Some(true)),
            ("go ahead, there is no other choice", Some(true)),
            ("I'd have to say yes", Some(true)),
            ("please do that", Some(true)),
            ("I can't decide", None),
            ("I do not mind", None),
            ("I don't know if we booked one", None),
        ];
        for (text, expected) in cases {
            assert_eq!(answer(&Words::of(text), ""), expected, "{text}");
        }
        assert_eq!(answer(&Words::default(), "1"), Some(true));
        assert_eq!(answer(&Words::default(), "2"), Some(false));
    }
}
