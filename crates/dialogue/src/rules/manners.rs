//! Patience, and its limits: insults are warned about once, then the call ends.

use super::Turn;
use super::frame::{Asked, Task};
use crate::moves::{Expect, Move, Reply};
use crate::speech::Message;
use crate::understand::Words;

/// Words against the one who answers. An oath about a burst pipe is none.
const INSULTS: &[&str] = &[
    "fuck you",
    "fuck off",
    "screw you",
    "go to hell",
    "you idiot",
    "you moron",
    "you stupid",
    "you are stupid",
    "youre stupid",
    "youre an idiot",
    "you are an idiot",
    "you asshole",
    "you bitch",
    "you bastard",
    "you piece of",
    "shut up",
    "shut the fuck up",
    "kiss my ass",
    "hijo de puta",
    "hija de puta",
    "vete a la mierda",
    "que te jodan",
    "eres idiota",
    "eres imbécil",
    "eres estúpido",
    "eres estúpida",
    "cállate",
    "gilipollas",
    "va te faire",
    "ta gueule",
    "ferme la",
    "espèce de",
    "connard",
    "connasse",
    "va chier",
];

/// Words that ask for a moment.
const MOMENT: &[&str] = &[
    "hold on",
    "hang on",
    "one moment",
    "one second",
    "one sec",
    "just a moment",
    "just a second",
    "just a sec",
    "just a minute",
    "wait a moment",
    "wait a second",
    "wait a minute",
    "give me a moment",
    "give me a second",
    "give me a minute",
    "let me check",
    "let me look",
    "let me get",
    "un momento",
    "un segundo",
    "espere",
    "espera",
    "déjeme ver",
    "un instant",
    "un moment",
    "une seconde",
    "une minute",
    "attendez",
];
/// A longer utterance says what it wants besides.
const MOMENT_WORDS_MAX: usize = 8;

impl Turn<'_> {
    /// The caller looks something up: what was asked stays open, and longer.
    pub(super) fn patience(&mut self, words: &Words) -> Option<Move> {
        let dictating = self.state.frame.asked == Asked::Message;
        let busy = !matches!(self.state.frame.asked, Asked::Open | Asked::AnythingElse);
        let asks = words.len() <= MOMENT_WORDS_MAX && words.has_any(MOMENT);
        if !asks || dictating || !busy {
            return None;
        }
        let say = self.words(Message::TakeYourTime);
        Some(Move::Say(Reply { expect: Expect::Dictation, ..Reply::open(say) }))
    }

    /// What is said to an insult.
    pub(super) fn insulted(&mut self, words: &Words) -> Option<Move> {
        let dictating = self.state.frame.asked == Asked::Message;
        if dictating || !words.has_any(INSULTS) {
            return None;
        }
        self.frame().mood = self.state.frame.mood.saturating_sub(5);
        if self.state.frame.warned {
            self.frame().task = Task::None;
            return Some(Move::End { say: self.words(Message::AbuseEnd) });
        }
        self.frame().warned = true;
        let warning = self.words(Message::AbuseWarning);
        let again = self.pending_question();
        Some(Move::Say(Reply { say: format!("{warning} {}", again.say), ..again }))
    }
}
