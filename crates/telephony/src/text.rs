//! Text messages that come in, and what becomes of those that went out.

use kernel::{MessageId, PhoneNumber};
use serde::{Deserialize, Serialize};

use crate::ProviderRef;

/// Somebody texts one of our numbers. May come twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboundText {
    /// The provider's id of the message: the same each time it comes.
    pub provider_id: ProviderRef,
    /// Who texts. A short code or a name instead of a number cannot be answered and does not get here.
    pub from: PhoneNumber,
    /// The number that was texted: it decides whose text this is.
    pub to: PhoneNumber,
    /// The words. **Limits**: at most 1,600 characters.
    pub body: String,
    /// How many pictures or other files came with it.
    pub media: u32,
    /// What the carrier has already taken it for, and answered itself.
    pub handled: Option<Handled>,
}

/// A word that the carrier answers itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Handled {
    /// The sender wants no texts.
    Stop,
    /// The sender wants texts again.
    Start,
    /// The sender asks for help.
    Help,
}

/// The answer to a text: a text back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextReply {
    /// Our id of it.
    pub message: MessageId,
    /// The words. **Limits**: 1 to 1,600 characters.
    pub body: String,
}

/// How far a text message has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeliveryStatus {
    /// Accepted, scheduled, queued or being handed to the carrier.
    Pending,
    /// The carrier has it.
    Sent,
    /// It arrived, and perhaps was read.
    Delivered,
    /// The carrier could not deliver it.
    Undelivered,
    /// It never left.
    Failed,
    /// It was called back before it left.
    Canceled,
    /// It is not ours: somebody sent it to us.
    Received,
}

/// The provider reports what became of a text. May come late, twice and out of order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryReport {
    /// Our id of the message, out of the address that we gave for reports.
    pub message: Option<MessageId>,
    /// The provider's id of the message.
    pub provider_id: ProviderRef,
    /// The number it was sent from: the business's.
    pub from: Option<PhoneNumber>,
    /// How far it has come.
    pub status: DeliveryStatus,
    /// Why it was not delivered, in the provider's own numbers.
    pub error_code: Option<u32>,
    /// Whether it was not delivered because the recipient wants no texts.
    pub opted_out: bool,
}
