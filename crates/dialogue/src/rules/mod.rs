//! The built-in mind: frames, slots, grammars. Needs no model and no network.

mod appointments;
mod booking;
pub mod frame;
mod hear;
mod messages;
mod phrases;
mod questions;
mod results;
mod summary;

pub use frame::Frame;
pub use summary::{Outcome, outcome, summarise};

use async_trait::async_trait;

use crate::briefing::Briefing;
use crate::moves::{Move, Reply};
use crate::policy::{Event, Policy};
use crate::state::{Decision, State};
use crate::understand::Words;

/// Decides by rules. Keeps nothing between calls: everything is in the [`State`].
#[derive(Debug, Clone, Copy, Default)]
pub struct RulePolicy;

impl RulePolicy {
    /// The rules.
    pub const fn new() -> Self {
        Self
    }
}

#[async_trait]
impl Policy for RulePolicy {
    async fn next(&self, briefing: &Briefing, state: &mut State, event: Event<'_>) -> Move {
        state.decision = Decision::Rules;
        let mut turn = Turn { briefing, state };
        let decided = match event {
            Event::Started => turn.greet(),
            Event::Heard(heard) => turn.hear(heard),
            Event::Tool(result) => turn.tool_answered(result),
            Event::HandOffFailed => turn.nobody_free(),
        };
        turn.finish(decided)
    }
}

/// One decision: what may be known, and what was said so far.
pub(crate) struct Turn<'a> {
    pub(crate) briefing: &'a Briefing,
    pub(crate) state: &'a mut State,
}

impl Turn<'_> {
    pub(crate) fn frame(&mut self) -> &mut Frame {
        &mut self.state.frame
    }

    /// Puts what must never be said out of the last words, and keeps them for a repetition.
    fn finish(&mut self, decided: Move) -> Move {
        let guard = |text: String, briefing: &Briefing| {
            if is_secret(&text, briefing) {
                "I'm afraid I can't share that, but I can take a message for you.".to_owned()
            } else {
                text
            }
        };
        match decided {
            Move::Say(reply) => {
                let say = guard(reply.say, self.briefing);
                let again = self.state.frame.said == say;
                self.state.frame.said.clone_from(&say);
                let say = if again { format!("Sorry, once more: {say}") } else { say };
                Move::Say(Reply { say, ..reply })
            }
            Move::End { say } => Move::End { say: guard(say, self.briefing) },
            other => other,
        }
    }
}

/// Whether a text holds most of the words of something that must never be said.
fn is_secret(text: &str, briefing: &Briefing) -> bool {
    let words = Words::of(text);
    briefing.business.never_say.iter().any(|secret| {
        let secret = Words::of(secret);
        let telling: Vec<&String> = secret.words.iter().filter(|word| word.len() > 3).collect();
        telling.len() > 1 && telling.iter().all(|word| words.words.contains(word))
    })
}
