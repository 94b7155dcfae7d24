//! What became of a text that was sent.

use kernel::PhoneNumber;
use telephony::ProviderRef;

use super::{WebhookError, optional, whole_number};
use crate::form::Form;

/// How far a text message has come, in Twilio's steps.
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

impl DeliveryStatus {
    /// Reads Twilio's word; `None` for one that is not among them.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "accepted" | "scheduled" | "queued" | "sending" => Self::Pending,
            "sent" => Self::Sent,
            "delivered" | "read" | "partially_delivered" => Self::Delivered,
            "undelivered" => Self::Undelivered,
            "failed" => Self::Failed,
            "canceled" => Self::Canceled,
            "receiving" | "received" => Self::Received,
            _ => return None,
        })
    }

    /// Whether nothing more will happen to the message.
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Pending | Self::Sent)
    }

    /// The status after `next` was reported, in whatever order reports arrive: a final status stays,
    /// and a text that was sent is not pending again.
    #[must_use]
    pub const fn after(self, next: Self) -> Self {
        match (self, next) {
            (current, _) if current.is_final() => current,
            (Self::Sent, Self::Pending) => Self::Sent,
            (_, next) => next,
        }
    }
}

/// Twilio reports what became of a text. May come late, twice and out of order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageUpdate {
    /// Twilio's id of the message.
    pub message: ProviderRef,
    /// The number it was sent from: the business's.
    pub from: Option<PhoneNumber>,
    /// The number it was sent to.
    pub to: Option<PhoneNumber>,
    /// How far it has come.
    pub status: DeliveryStatus,
    /// Why it was not delivered: one of Twilio's error codes.
    pub error_code: Option<u32>,
}

/// Reads a text's status callback (`POST /twilio/sms/status`).
///
/// **Errors**: `MessageSid` or `MessageStatus` missing or not valid, `ErrorCode` no number.
pub fn message_status(form: &Form<'_>) -> Result<MessageUpdate, WebhookError> {
    // Twilio sends both spellings; the older one alone comes from old services.
    let either = |new: &'static str, old| optional(form, new).or_else(|| optional(form, old));
    let missing = |field| WebhookError::Missing { field };
    let sid = either("MessageSid", "SmsSid").ok_or_else(|| missing("MessageSid"))?;
    let why = "expected 1 to 128 visible ASCII characters";
    let message =
        ProviderRef::parse(sid).ok_or(WebhookError::Invalid { field: "MessageSid", why })?;
    let word = either("MessageStatus", "SmsStatus").ok_or_else(|| missing("MessageStatus"))?;
    let why = "not a status of Twilio's";
    let status =
        DeliveryStatus::parse(word).ok_or(WebhookError::Invalid { field: "MessageStatus", why })?;
    let number = |field| optional(form, field).and_then(|text| PhoneNumber::parse(text).ok());
    Ok(MessageUpdate {
        message,
        from: number("From"),
        to: number("To"),
        status,
        error_code: whole_number(form, "ErrorCode")?.filter(|code| *code != 0),
    })
}
