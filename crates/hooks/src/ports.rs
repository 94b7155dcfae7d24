//! What this domain needs from outside.

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::{DeliveryId, EndpointId, EventId, GatewayResult, StoreResult};

use crate::delivery::{Delivery, DeliveryStatus};
use crate::endpoint::Endpoint;
use crate::event::{Event, EventKind};
use crate::signature::Headers;
use crate::url::EndpointUrl;

/// Remembers endpoints. Their secrets come sealed. Addresses are read back with
/// [`crate::PlainHttp::OnLoopback`]: what a deployment allows was asked when they were entered, and is
/// asked again when a connection is opened.
#[async_trait]
pub trait EndpointStore: Send {
    /// Adds an endpoint. MUST return `false`, and change nothing, if the business has
    /// [`Endpoint::PER_BUSINESS_MAX`] already.
    async fn insert_if_room(&mut self, endpoint: &Endpoint) -> StoreResult<bool>;
    /// The endpoint with this id.
    async fn find(&mut self, id: EndpointId) -> StoreResult<Option<Endpoint>>;
    /// The same, locked until the transaction ends: whoever changes it after looking at it waits here
    /// for others who do.
    async fn lock(&mut self, id: EndpointId) -> StoreResult<Option<Endpoint>>;
    /// All of them, oldest first; there are at most [`Endpoint::PER_BUSINESS_MAX`].
    async fn list(&mut self) -> StoreResult<Vec<Endpoint>>;
    /// Replaces everything but id and creation; lock it first. MUST return `false` if there is none.
    async fn update(&mut self, endpoint: &Endpoint) -> StoreResult<bool>;
    /// Removes an endpoint and its deliveries. MUST return `false` if there is none.
    async fn remove(&mut self, id: EndpointId) -> StoreResult<bool>;
}

/// Remembers events and their deliveries.
#[async_trait]
pub trait DeliveryStore: Send {
    /// Adds an event with its deliveries. May be carried out as late as the commit, which then reports
    /// the error: a call in which something happens waits for nothing here.
    async fn insert_event(&mut self, event: &Event, deliveries: &[Delivery]) -> StoreResult<()>;
    /// The event with this id.
    async fn find_event(&mut self, id: EventId) -> StoreResult<Option<Event>>;
    /// What each of these events is about, in no order; those that there are none of are left out.
    async fn kinds(&mut self, events: &[EventId]) -> StoreResult<Vec<(EventId, EventKind)>>;
    /// The delivery with this id.
    async fn find(&mut self, id: DeliveryId) -> StoreResult<Option<Delivery>>;
    /// The same, locked until the transaction ends.
    async fn lock(&mut self, id: DeliveryId) -> StoreResult<Option<Delivery>>;
    /// Replaces everything but id, endpoint, event and creation; lock it first. MUST return `false`
    /// if there is none.
    async fn update(&mut self, delivery: &Delivery) -> StoreResult<bool>;
    /// The deliveries that a query asks for, newest first by id.
    async fn list(&mut self, query: &DeliveryQuery) -> StoreResult<Vec<Delivery>>;
    /// Removes up to `limit` deliveries that are settled and were created before the instant, and
    /// events of that age that nothing is left of; says how many deliveries went.
    async fn remove_before(&mut self, instant: Timestamp, limit: u16) -> StoreResult<u64>;
}

/// Which deliveries are wanted; what is `None` does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeliveryQuery {
    /// To this endpoint.
    pub endpoint: Option<EndpointId>,
    /// With this status.
    pub status: Option<DeliveryStatus>,
    /// Created at or after this instant.
    pub since: Option<Timestamp>,
    /// Older than this one: the last of the page before.
    pub after: Option<DeliveryId>,
    /// How many at most.
    pub limit: u16,
}

/// Carries events to endpoints.
#[async_trait]
pub trait Deliver: Send + Sync {
    /// Posts `body`, which is JSON, with the signature's headers, and says what the endpoint
    /// answered, whatever its status. MUST follow no redirect: it is an answer too.
    ///
    /// **Errors**: `Rejected` if the address may not be reached, and nothing was sent; `Unavailable`
    /// if no connection came about; `Unknown` if it was sent and nobody answered; `Misconfigured` if
    /// the reason lies with us.
    async fn deliver(
        &self,
        url: &EndpointUrl,
        headers: &Headers,
        body: &str,
    ) -> GatewayResult<Delivered>;
}

/// An endpoint's answer.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivered {
    /// The HTTP status.
    pub status: u16,
    /// Seconds from `Retry-After`, when the endpoint said so with 429 or 503.
    pub retry_after_seconds: Option<u32>,
    /// The beginning of the body, where it is text. **Limits**: at most
    /// [`Delivered::SNIPPET_CHARS_MAX`] characters, control characters taken out.
    pub snippet: String,
}

impl Delivered {
    /// How much of an answer is kept, in characters.
    pub const SNIPPET_CHARS_MAX: usize = 300;

    /// An answer, of whose text the beginning is kept.
    pub fn new(status: u16, retry_after_seconds: Option<u32>, text: &str) -> Self {
        let shown = text.trim().chars().map(|it| if it.is_control() { ' ' } else { it });
        let snippet = shown.take(Self::SNIPPET_CHARS_MAX).collect();
        let busy = matches!(status, 429 | 503);
        Self { status, retry_after_seconds: retry_after_seconds.filter(|_| busy), snippet }
    }
}

/// Shows no words of the endpoint's.
impl std::fmt::Debug for Delivered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Delivered")
            .field("status", &self.status)
            .field("retry_after_seconds", &self.retry_after_seconds)
            .field("snippet_bytes", &self.snippet.len())
            .finish()
    }
}
