//! What telephony needs from outside.

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::{
    CallId, Caller, CustomerId, GatewayResult, JobId, MessageId, PhoneNumber, StoreResult,
};

use crate::{Call, CallOutcome, CallStatus, Channel, ProviderRef};

/// A text message to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboundText {
    /// The job that sends it: the same on every attempt, so that a provider or we can find doubles.
    pub key: JobId,
    /// Our id of the message: reports of what became of it name it.
    pub message: MessageId,
    /// The business's number.
    pub from: PhoneNumber,
    /// The recipient.
    pub to: PhoneNumber,
    /// The words. **Limits**: 1 to 1,600 characters.
    pub body: String,
}

/// A text that the provider has accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentText {
    /// The provider's id of it.
    pub provider_id: ProviderRef,
}

/// Sends text messages.
#[async_trait]
pub trait Texts: Send + Sync {
    /// Hands one text to the provider. Not idempotent at most providers: after
    /// [`GatewayErrorKind::Unknown`](kernel::GatewayErrorKind::Unknown), ask [`Texts::find_sent`].
    async fn send(&self, text: &OutboundText) -> GatewayResult<SentText>;

    /// Looks for a text that an earlier attempt may have sent: same numbers and words, not before
    /// `since`.
    async fn find_sent(
        &self,
        text: &OutboundText,
        since: Timestamp,
    ) -> GatewayResult<Option<SentText>>;
}

/// Which calls, and where to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CallPage {
    /// Those alone that come after this one in the list: its start and its id.
    pub before: Option<(Timestamp, CallId)>,
    /// Of this customer alone.
    pub customer: Option<CustomerId>,
    /// Of this status alone.
    pub status: Option<CallStatus>,
    /// With this outcome alone.
    pub outcome: Option<CallOutcome>,
    /// Over this channel alone.
    pub channel: Option<Channel>,
}

/// What calls of a range come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CallUsage {
    /// Phone calls that began in it.
    pub calls: u64,
    /// Their minutes, each call rounded up by itself.
    pub minutes: u64,
}

/// Remembers calls.
#[async_trait]
pub trait CallStore: Send {
    /// Adds a call. MUST return `false`, and change nothing, if this provider id is known already.
    /// MUST fail with a constraint if it is a conversation by text and another one with the same number
    /// has not ended.
    async fn insert_if_new(&mut self, call: &Call) -> StoreResult<bool>;
    /// The call with this id.
    async fn find(&mut self, id: CallId) -> StoreResult<Option<Call>>;
    /// The call that the carrier calls by this name.
    async fn find_by_provider(&mut self, provider_id: &ProviderRef) -> StoreResult<Option<Call>>;
    /// The conversation by text with this number that has not ended.
    async fn open_text(&mut self, from: &Caller) -> StoreResult<Option<Call>>;
    /// Replaces everything but the id, the channel, the provider's id and the start. MUST return `false` if there
    /// is no such call.
    async fn update(&mut self, call: &Call) -> StoreResult<bool>;
    /// The ended calls of a customer, newest first, at most `limit`.
    async fn recent_of(&mut self, customer: CustomerId, limit: u8) -> StoreResult<Vec<Call>>;
    /// The newest calls, newest first, at most `limit`.
    async fn recent(&mut self, limit: u8) -> StoreResult<Vec<Call>>;
    /// Calls over `channel` that have not ended and were last touched before `before`, at most
    /// `limit`.
    async fn stale(
        &mut self,
        channel: Channel,
        before: Timestamp,
        limit: u8,
    ) -> StoreResult<Vec<Call>>;
    /// Calls, newest first, at most `limit`. MUST show each call once to whoever goes on after the last
    /// one of a page, whatever is added meanwhile.
    async fn page(&mut self, page: &CallPage, limit: u16) -> StoreResult<Vec<Call>>;
    /// What phone calls that began between `from` and `until` (not included) come to.
    async fn usage(&mut self, from: Timestamp, until: Timestamp) -> StoreResult<CallUsage>;
}
