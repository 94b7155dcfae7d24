//! A call and what becomes of it.

use jiff::Timestamp;
use kernel::{CallId, Caller, CustomerId, PhoneNumber};
use serde::{Deserialize, Serialize};

/// A carrier's own id for a call, a message or a recording. Opaque to us.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProviderRef(String);

impl ProviderRef {
    /// How long a carrier's id may be, in bytes.
    pub const BYTES_MAX: usize = 128;

    /// Accepts what a carrier calls a thing: 1 to 128 visible ASCII characters.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = !text.is_empty() && text.len() <= Self::BYTES_MAX;
        (fits && text.bytes().all(|byte| byte.is_ascii_graphic())).then(|| Self(text.to_owned()))
    }

    /// The id as the carrier writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Somebody calls one of our numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboundCall {
    /// The carrier's id of the call.
    pub provider_id: ProviderRef,
    /// Who calls.
    pub from: Caller,
    /// The number that was called: it decides whose call this is.
    pub to: PhoneNumber,
    /// The number that passed the call on, when a business forwards its own line to us.
    pub forwarded_from: Option<PhoneNumber>,
    /// Whether the network vouches that the caller may use this number (attestation A).
    pub number_verified: bool,
}

/// Where a call stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallStatus {
    /// Not answered yet.
    Ringing,
    /// Somebody, or we, talk.
    InProgress,
    /// Ended after it was answered.
    Completed,
    /// The other side was busy.
    Busy,
    /// It could not be connected.
    Failed,
    /// Nobody answered.
    NoAnswer,
    /// The caller hung up before anybody answered.
    Canceled,
}

impl CallStatus {
    /// Whether nothing more will happen to the call.
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Ringing | Self::InProgress)
    }

    /// The status after `next` was reported, in whatever order reports arrive: an ended call stays
    /// ended, and a call that was answered does not ring again.
    #[must_use]
    pub const fn after(self, next: Self) -> Self {
        match (self, next) {
            (current, _) if current.is_final() => current,
            (Self::InProgress, Self::Ringing) => Self::InProgress,
            (_, next) => next,
        }
    }
}

/// How a call ended for the business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallOutcome {
    /// An appointment was made.
    Booked,
    /// An appointment was moved.
    Rescheduled,
    /// An appointment was cancelled.
    Cancelled,
    /// The caller got the answer they wanted.
    Answered,
    /// The caller left a message for the owner.
    Message,
    /// The caller spoke to the business's voicemail.
    Voicemail,
    /// A person took over.
    Transferred,
    /// An emergency was recognised and the owner alerted.
    Emergency,
    /// The caller hung up, or stayed silent, before anything was settled.
    Abandoned,
    /// Nobody answered, or the call never came through.
    Missed,
    /// The business is not served at present.
    Refused,
}

/// What carries a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A phone call.
    #[default]
    Voice,
    /// Text messages between two numbers.
    Sms,
}

/// A call as we remember it; a conversation by text is kept like one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Our id.
    pub id: CallId,
    /// What carries it. Never changes.
    pub channel: Channel,
    /// The carrier's id, of a conversation by text that of its first message; unique within a
    /// business.
    pub provider_id: ProviderRef,
    /// Who called.
    pub from: Caller,
    /// The number that was called.
    pub to: PhoneNumber,
    /// The customer that the number belongs to, if the caller showed one.
    pub customer: Option<CustomerId>,
    /// Where it stands.
    pub status: CallStatus,
    /// How it ended, once that is known.
    pub outcome: Option<CallOutcome>,
    /// When it reached us.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How long it lasted by the carrier's count.
    pub seconds: Option<u32>,
    /// One or two sentences on what it was about; empty until it has ended.
    pub summary: Option<String>,
    /// One word on what it was about: an intent's name, or `voicemail`.
    pub category: Option<String>,
    /// `positive`, `neutral` or `negative`.
    pub sentiment: Option<String>,
    /// Where the carrier keeps the recording, if there is one.
    pub recording: Option<ProviderRef>,
}

/// The carrier reports where a call stands. May come late, twice and out of order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusUpdate {
    /// The carrier's id of the call.
    pub provider_id: ProviderRef,
    /// The number that was called.
    pub to: PhoneNumber,
    /// Who called.
    pub from: Caller,
    /// Where the call stands.
    pub status: CallStatus,
    /// How long it lasted, with a final status.
    pub seconds: Option<u32>,
}

/// What became of an attempt to connect the caller to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DialStatus {
    /// They talked.
    Completed,
    /// Nobody picked up.
    NoAnswer,
    /// The line was busy.
    Busy,
    /// It could not be connected.
    Failed,
    /// The caller hung up meanwhile.
    Canceled,
}

/// The result of a [`Dial`](crate::plan::Dial).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialResult {
    /// The carrier's id of the caller's leg.
    pub provider_id: ProviderRef,
    /// The number that was called in the first place.
    pub to: PhoneNumber,
    /// The turn whose plan dialled.
    pub turn_no: u32,
    /// What became of it.
    pub status: DialStatus,
    /// Whether the two sides were connected; a callee who refuses can still count as completed.
    pub bridged: bool,
    /// How long they talked, in seconds.
    pub seconds: Option<u32>,
}

/// The caller has spoken after the tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voicemail {
    /// The carrier's id of the call.
    pub provider_id: ProviderRef,
    /// The number that was called.
    pub to: PhoneNumber,
    /// The carrier's id of the recording; none when nothing was said.
    pub recording: Option<ProviderRef>,
    /// Its length in seconds.
    pub seconds: u32,
}

/// A recording is ready, or will never be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// The carrier's id of the call it belongs to.
    pub call: ProviderRef,
    /// The number that was called, where the carrier says so.
    pub to: Option<PhoneNumber>,
    /// The carrier's id of the recording.
    pub recording: ProviderRef,
    /// Whether it can be fetched now.
    pub ready: bool,
    /// Its length in seconds.
    pub seconds: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_in_any_order_end_in_the_same_state() {
        use CallStatus::{Completed, InProgress, Ringing};
        let orders = [
            [Ringing, InProgress, Completed],
            [Completed, InProgress, Ringing],
            [InProgress, Completed, Ringing],
            [Ringing, Completed, InProgress],
        ];
        for order in orders {
            let end = order.into_iter().fold(Ringing, CallStatus::after);
            assert_eq!(end, Completed, "{order:?}");
        }
    }

    #[test]
    fn a_providers_id_is_short_and_visible() {
        assert!(ProviderRef::parse("CA0123").is_some());
        assert_eq!(ProviderRef::parse(""), None);
        assert_eq!(ProviderRef::parse("CA 1"), None);
        assert_eq!(ProviderRef::parse(&"x".repeat(129)), None);
    }
}
