//! Transactions.

use async_trait::async_trait;
use billing::SubscriptionStore;
use crm::{CustomerStore, MessageStore};
use dialogue::{Conversation, ConversationStore};
use hooks::{DeliveryStore, EndpointStore};
use identity::{
    AccountStore, AuditStore, InvitationStore, KeyStore, MemberStore, NewAccounts, SessionStore,
    SignIns, TicketStore,
};
use kernel::{StoreResult, TenantId};
use scheduling::{AppointmentStore, ScheduleStore};
use telephony::CallStore;
use tenancy::{
    FlagStore, NumberStore, RolloutStore, SettingsVersionStore, TenantStamp, TenantStore,
};

use crate::answers::AnswerStore;
use crate::outbox::{JobQueue, Outbox};
use crate::receipts::ReceiptStore;

/// Where everything is remembered.
#[async_trait]
pub trait Database: Send + Sync {
    /// Opens a transaction. Everything read or written through it belongs to `tenant`.
    ///
    /// May cost nothing until the first statement: an adapter may send the opening together with it.
    async fn begin(&self, tenant: TenantId) -> StoreResult<Box<dyn Tx>>;

    /// Opens a transaction that sees one state of the data throughout and may not write: a write in
    /// it fails with `Forbidden`. Waits for nobody.
    async fn begin_read(&self, tenant: TenantId) -> StoreResult<Box<dyn Tx>>;

    /// Opens a transaction for the few questions that are asked before a business is known.
    async fn begin_platform(&self) -> StoreResult<Box<dyn PlatformTx>>;

    /// Whether the database answers, and its schema is the one this program was built for.
    async fn check(&self) -> StoreResult<()>;
}

/// How well a commit must be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Survives a power cut from the moment the commit returns: whatever was promised to a caller.
    Promised,
    /// Survives a crash of this program; a power cut of the database's machine may take the last
    /// moment of it. For turns that promise nothing.
    Relaxed,
}

/// What a turn needs first, in one trip.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenTurn {
    /// The business's version and status; `None` when there is no such business any more.
    pub stamp: Option<TenantStamp>,
    /// The conversation, locked until the transaction ends: a second webhook of the same call waits.
    pub conversation: Option<Conversation>,
}

/// A transaction of one business.
///
/// Dropping it rolls back. Any [`StoreError`](kernel::StoreError) poisons it: every later call,
/// [`Tx::commit`] included, fails with `Poisoned`. Never await a gateway while one is open.
#[async_trait]
pub trait Tx: Send {
    /// The business whose transaction this is.
    fn tenant(&self) -> TenantId;
    /// Adds accounts; sees none.
    fn accounts(&mut self) -> &mut dyn NewAccounts;
    /// What requests with an idempotency key were answered.
    fn answers(&mut self) -> &mut dyn AnswerStore;
    /// Appointments.
    fn appointments(&mut self) -> &mut dyn AppointmentStore;
    /// The record of who did what.
    fn audit(&mut self) -> &mut dyn AuditStore;
    /// Calls.
    fn calls(&mut self) -> &mut dyn CallStore;
    /// Conversations and their turns.
    fn conversations(&mut self) -> &mut dyn ConversationStore;
    /// Customers.
    fn customers(&mut self) -> &mut dyn CustomerStore;
    /// What the business's own servers are told, and how far that has come.
    fn deliveries(&mut self) -> &mut dyn DeliveryStore;
    /// The business's own servers.
    fn endpoints(&mut self) -> &mut dyn EndpointStore;
    /// Requests to join.
    fn invitations(&mut self) -> &mut dyn InvitationStore;
    /// Keys of programs.
    fn keys(&mut self) -> &mut dyn KeyStore;
    /// Who belongs to the business.
    fn members(&mut self) -> &mut dyn MemberStore;
    /// Messages.
    fn messages(&mut self) -> &mut dyn MessageStore;
    /// What happens after the commit.
    fn outbox(&mut self) -> &mut dyn Outbox;
    /// Webhooks that were seen.
    fn receipts(&mut self) -> &mut dyn ReceiptStore;
    /// Services, staff, hours.
    fn schedules(&mut self) -> &mut dyn ScheduleStore;
    /// What the business has ordered.
    fn subscriptions(&mut self) -> &mut dyn SubscriptionStore;
    /// What the business was given apart from its plan.
    fn flags(&mut self) -> &mut dyn FlagStore;
    /// What its settings were, and what they may become.
    fn settings_versions(&mut self) -> &mut dyn SettingsVersionStore;
    /// The business itself.
    fn tenants(&mut self) -> &mut dyn TenantStore;

    /// The business's stamp and the conversation of the call that the carrier calls `provider_id`.
    async fn open_turn(&mut self, provider_id: &str) -> StoreResult<OpenTurn>;

    /// Saves all of it or none.
    async fn commit(self: Box<Self>, durability: Durability) -> StoreResult<()>;

    /// Undoes all of it and waits until that is done.
    async fn rollback(self: Box<Self>) -> StoreResult<()>;
}

/// A transaction of the platform: sees no business's customers, calls or appointments.
#[async_trait]
pub trait PlatformTx: Send {
    /// People who sign in.
    fn accounts(&mut self) -> &mut dyn AccountStore;
    /// Their sessions.
    fn sessions(&mut self) -> &mut dyn SessionStore;
    /// Who is there. Waits for nobody, as long as nothing else was asked before.
    fn sign_ins(&mut self) -> &mut dyn SignIns;
    /// Links in mails.
    fn tickets(&mut self) -> &mut dyn TicketStore;
    /// Whose number is this.
    fn numbers(&mut self) -> &mut dyn NumberStore;
    /// How far each flag was brought.
    fn rollouts(&mut self) -> &mut dyn RolloutStore;
    /// The platform's own record of who did what: that of the business without an id, which no
    /// business can have.
    fn audit(&mut self) -> &mut dyn AuditStore;
    /// Jobs of all businesses.
    fn queue(&mut self) -> &mut dyn JobQueue;

    /// Saves all of it or none.
    async fn commit(self: Box<Self>) -> StoreResult<()>;
}
