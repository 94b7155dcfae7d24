//! A text, or a message left with the receptionist.

use jiff::Timestamp;
use kernel::{CallId, CustomerId, MessageId, PhoneNumber};
use serde::{Deserialize, Serialize};

/// Which way a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// A text from a customer.
    Inbound,
    /// A text to a customer.
    Outbound,
    /// A text to the owner.
    Alert,
    /// What a caller asked the receptionist to pass on.
    Left,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageStatus {
    /// Waiting to be sent.
    Queued,
    /// About to be sent; after a crash it must be looked up before it is sent again.
    Sending,
    /// The provider has it.
    Sent,
    /// It arrived.
    Delivered,
    /// It will not be sent or did not arrive.
    Failed,
    /// It may have been sent, and nobody can tell: it is never sent again blindly.
    Uncertain,
    /// It reached us.
    Received,
    /// The recipient does not want texts.
    Suppressed,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Our id.
    pub id: MessageId,
    /// The customer it came from or went to; none for alerts to the owner.
    pub customer: Option<CustomerId>,
    /// The call it came out of.
    pub call: Option<CallId>,
    /// Which way it went.
    pub direction: Direction,
    /// Where it goes, or where an answer to it can go.
    pub phone: Option<PhoneNumber>,
    /// The words. **Limits**: at most 1,600 characters.
    pub body: String,
    /// What became of it.
    pub status: MessageStatus,
    /// The provider's id, once it has one.
    pub provider_id: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When its status last changed.
    pub updated_at: Timestamp,
}

impl Message {
    /// How long a message may be, in characters: the carriers' limit for one text.
    pub const CHARS_MAX: usize = 1_600;
}
