//! What this domain needs remembered.

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::{CallId, CustomerId, StoreResult};
use serde::{Deserialize, Serialize};

/// A conversation as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversation {
    /// The call that it belongs to.
    pub call: CallId,
    /// The carrier's name for the call.
    pub provider_id: String,
    /// The caller's record, if there is one.
    pub customer: Option<CustomerId>,
    /// The last turn that was answered; 0 is the greeting.
    pub turn_no: u32,
    /// The dialogue state, as JSON. **Limits**: 64 KiB.
    pub state: String,
    /// Whether the call has ended for good.
    pub ended: bool,
}

/// Who said a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The caller.
    Caller,
    /// The receptionist.
    Agent,
}

/// One utterance, said or heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The turn.
    pub turn_no: u32,
    /// Who said it.
    pub role: Role,
    /// The words.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// One turn, to be remembered.
#[derive(Debug, Clone, PartialEq)]
pub struct TurnRecord {
    /// The conversation as it is after the turn: its `turn_no` is this turn's number.
    pub conversation: Conversation,
    /// What the caller said; `None` for the greeting, empty for silence.
    pub heard: Option<String>,
    /// What we said.
    pub said: String,
    /// The answer that the carrier got, in a form that renders to the same bytes again.
    pub answer: String,
    /// When.
    pub at: Timestamp,
}

/// Remembers conversations.
#[async_trait]
pub trait ConversationStore: Send {
    /// The conversation of the call that the carrier calls `provider_id`, locked until the
    /// transaction ends: a second webhook of the same call waits here.
    async fn open(&mut self, provider_id: &str) -> StoreResult<Option<Conversation>>;
    /// The answer that a turn got, if it was answered.
    async fn answer(&mut self, call: CallId, turn_no: u32) -> StoreResult<Option<String>>;
    /// Remembers a turn and the state after it. May be carried out as late as the commit, which then
    /// reports the error. MUST fail with a constraint if the turn is there already.
    async fn save_turn(&mut self, turn: &TurnRecord) -> StoreResult<()>;
    /// Replaces state and end without a new turn. MUST return `false` if there is no such call.
    async fn update(&mut self, conversation: &Conversation) -> StoreResult<bool>;
    /// Everything said and heard, in order.
    async fn transcript(&mut self, call: CallId) -> StoreResult<Vec<Line>>;
}
