//! Patience, and its limits: insults are warned about once, then the call ends.

use super::Turn;
use super::cues::{Cue, has};
use super::frame::{Asked, Task};
use crate::moves::{Expect, Move, Reply};
use crate::speech::Message;
use crate::understand::Words;

/// A longer utterance says what it wants besides.
const MOMENT_WORDS_MAX: usize = 8;

impl Turn<'_> {
    /// The caller looks something up: what was asked stays open, and longer.
    pub(super) fn patience(&mut self, words: &Words) -> Option<Move> {
        let dictating = self.state.frame.asked == Asked::Message;
        let busy = !matches!(self.state.frame.asked, Asked::Open | Asked::AnythingElse);
        let asks = words.len() <= MOMENT_WORDS_MAX && has(words, Cue::Moment);
        if !asks || dictating || !busy {
            return None;
        }
        let say = self.words(Message::TakeYourTime);
        Some(Move::Say(Reply { expect: Expect::Dictation, ..Reply::open(say) }))
    }

    /// What is said to an insult.
    pub(super) fn insulted(&mut self, words: &Words) -> Option<Move> {
        let dictating = self.state.frame.asked == Asked::Message;
        if dictating || !has(words, Cue::Insult) {
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
