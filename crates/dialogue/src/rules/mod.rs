//! The built-in mind: frames, slots, grammars. Needs no model and no network.

mod again;
mod answers;
mod appointments;
pub mod attendee;
mod booking;
mod brief;
mod clauses;
mod contact;
mod cues;
mod danger;
mod details;
pub mod frame;
mod greet;
mod guard;
mod hear;
mod help;
mod manners;
mod messages;
mod offers;
mod pending;
mod phrases;
mod questions;
mod results;
mod summary;
mod tongues;
mod trouble;
mod waitlist;

pub use frame::Frame;
pub use summary::{Outcome, outcome, summarise};

use async_trait::async_trait;

use crate::briefing::Briefing;
use crate::moves::{Move, Reply};
use crate::policy::{Event, Policy, TOOL_CALLS_MAX};
use crate::speech::{Medium, Message, safe};
use crate::state::{Decision, State};

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
        if !matches!(event, Event::Tool(_)) {
            state.frame.tools = 0;
            state.frame.lead.clear();
        }
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

    /// Words that go before whatever is said next in this turn.
    pub(crate) fn lead(&mut self, words: &str) {
        let lead = &mut self.state.frame.lead;
        if !lead.is_empty() {
            lead.push(' ');
        }
        lead.push_str(words);
    }

    /// Puts the last touches on a decision: what leads in, what must not be said, what was said
    /// before; and stops tools that lead nowhere.
    fn finish(&mut self, decided: Move) -> Move {
        if let Move::Use(call) = decided {
            self.frame().tools += 1;
            if usize::from(self.state.frame.tools) < TOOL_CALLS_MAX {
                return Move::Use(call);
            }
            let stuck = self.stuck();
            return self.finish(stuck);
        }
        let lead = std::mem::take(&mut self.state.frame.lead);
        let voice = self.voice();
        let whole = |say: String| {
            let text = if lead.is_empty() { say } else { format!("{lead} {say}") };
            match voice.medium {
                Medium::Speech => safe::for_speech(text, voice.dialect.tongue()),
                Medium::Text => text,
            }
        };
        match decided {
            Move::Say(reply) => {
                let say = whole(reply.say);
                let again = self.state.frame.said == say;
                self.state.frame.said.clone_from(&say);
                let say = if again {
                    self.state.frame.said.clear();
                    self.say(Message::OnceMore, &[("say", say.into())])
                } else {
                    say
                };
                let hints = if reply.hints.is_empty() { self.hints() } else { reply.hints };
                Move::Say(Reply { say, hints, ..reply })
            }
            Move::End { say } => Move::End { say: whole(say) },
            Move::HandOff { say, reason, brief } => {
                Move::HandOff { say: whole(say), reason, brief }
            }
            Move::Voicemail { say } => Move::Voicemail { say: whole(say) },
            Move::Use(call) => Move::Use(call),
        }
    }
}
