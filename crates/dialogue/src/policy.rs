//! The one question that rules and models answer alike.

use async_trait::async_trait;

use crate::briefing::Briefing;
use crate::heard::Heard;
use crate::moves::Move;
use crate::state::State;
use crate::tools::ToolResult;

/// What just happened.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// The call begins: greet.
    Started,
    /// The caller said or keyed something, or stayed silent.
    Heard(&'a Heard),
    /// A tool that the policy used has answered.
    Tool(&'a ToolResult),
    /// Nobody answered when the caller was to be handed over: apologise and offer to take a message
    /// (or go on with what was interrupted). The answer is one [`Move`] other than `HandOff`.
    HandOffFailed,
}

/// Decides what happens next in a conversation.
#[async_trait]
pub trait Policy: Send + Sync {
    /// Makes one move and keeps in `state` whatever the next one needs.
    ///
    /// MUST answer every event with a move a caller can live with: there is no error. MUST NOT keep
    /// using tools for ever; the caller of this method stops it after
    /// [`TOOL_CALLS_MAX`] in one turn.
    async fn next(&self, briefing: &Briefing, state: &mut State, event: Event<'_>) -> Move;
}

/// How many tools a policy may use before it must speak.
pub const TOOL_CALLS_MAX: usize = 6;
