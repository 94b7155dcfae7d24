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

impl MessageStatus {
    /// The status after `next`, in whatever order reports arrive: what was delivered, failed or is
    /// unwanted stays so, and what was sent is not on its way again.
    #[must_use]
    pub const fn after(self, next: Self) -> Self {
        match (self, next) {
            (Self::Delivered | Self::Failed | Self::Suppressed | Self::Received, _)
            | (Self::Sent, Self::Queued | Self::Sending | Self::Uncertain) => self,
            (_, next) => next,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::MessageStatus::{self, Delivered, Failed, Queued, Sending, Sent, Suppressed};

    #[test]
    fn reports_in_any_order_end_in_the_same_status() {
        for order in
            [[Sending, Sent, Delivered], [Sent, Delivered, Sent], [Delivered, Sent, Sending]]
        {
            assert_eq!(
                order.into_iter().fold(Queued, MessageStatus::after),
                Delivered,
                "{order:?}"
            );
        }
        assert_eq!(Sending.after(Queued), Queued, "nothing went out: it waits again");
        assert_eq!(Sent.after(Queued), Sent);
        assert_eq!(Failed.after(Sent), Failed);
        assert_eq!(Suppressed.after(Delivered), Suppressed);
    }
}
