//! What this domain needs from outside.

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::{CallId, CustomerId, GatewayResult, MessageId, PhoneNumber, StoreResult};

use crate::mail::OutboundMail;
use crate::{Customer, Message};

/// Remembers customers.
#[async_trait]
pub trait CustomerStore: Send {
    /// Adds a customer. MUST return `false`, and change nothing, if the phone number is known.
    async fn insert_if_new(&mut self, customer: &Customer) -> StoreResult<bool>;
    /// The customer with this id.
    async fn find(&mut self, id: CustomerId) -> StoreResult<Option<Customer>>;
    /// The customer with this number.
    async fn find_by_phone(&mut self, phone: &PhoneNumber) -> StoreResult<Option<Customer>>;
    /// Replaces name and the time of change, and nothing that another transaction may be changing
    /// meanwhile. MUST return `false` if there is none.
    async fn update(&mut self, customer: &Customer) -> StoreResult<bool>;
    /// Replaces whether they want no texts, and the time of change. MUST return `false` if there is
    /// none.
    async fn set_opted_out(
        &mut self,
        id: CustomerId,
        opted_out: bool,
        at: Timestamp,
    ) -> StoreResult<bool>;
    /// How many there are.
    async fn count(&mut self) -> StoreResult<u64>;
    /// Customers, newest first, those before the given id, at most `limit`. MUST show each one once to
    /// whoever goes on after the last one of a page, whatever is added meanwhile.
    async fn page(&mut self, before: Option<CustomerId>, limit: u16) -> StoreResult<Vec<Customer>>;
}

/// Remembers messages.
#[async_trait]
pub trait MessageStore: Send {
    /// Adds a message. May be carried out as late as the commit, which then reports the error.
    async fn insert(&mut self, message: &Message) -> StoreResult<()>;
    /// The message with this id.
    async fn find(&mut self, id: MessageId) -> StoreResult<Option<Message>>;
    /// The same, locked until the transaction ends: whoever changes it after looking at it waits here
    /// for others who do.
    async fn lock(&mut self, id: MessageId) -> StoreResult<Option<Message>>;
    /// Replaces status, provider id and the time of change. MUST return `false` if there is none.
    async fn update(&mut self, message: &Message) -> StoreResult<bool>;
    /// The messages of a call, oldest first.
    async fn of_call(&mut self, call: CallId) -> StoreResult<Vec<Message>>;
    /// The newest messages, newest first, at most `limit`.
    async fn recent(&mut self, limit: u8) -> StoreResult<Vec<Message>>;
    /// Messages, newest first, those that come after the given one in the list, at most `limit`. MUST
    /// show each one once to whoever goes on after the last one of a page, whatever is added meanwhile.
    async fn page(
        &mut self,
        before: Option<(Timestamp, MessageId)>,
        limit: u16,
    ) -> StoreResult<Vec<Message>>;
    /// How many texts went out, to customers and to the owner, that were written between `from` and
    /// `until` (not included). Those that a provider never took do not count.
    async fn texts_out(&mut self, from: Timestamp, until: Timestamp) -> StoreResult<u64>;
}

/// Sends mail.
#[async_trait]
pub trait Mail: Send + Sync {
    /// Hands one mail to a server.
    ///
    /// MUST refuse what has a [`fault`](OutboundMail::fault). MUST give the same `Message-ID` on every
    /// attempt, and so a mail may be sent again after
    /// [`GatewayErrorKind::Unknown`](kernel::GatewayErrorKind::Unknown): what arrives twice is told as
    /// a double. Success means that a server has accepted it, not that anybody got it.
    async fn send(&self, mail: &OutboundMail) -> GatewayResult<()>;
}
