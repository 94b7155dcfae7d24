//! A transaction of one business in memory.

use std::sync::Arc;

use async_trait::async_trait;
use billing::SubscriptionStore;
use crm::{CustomerStore, MessageStore};
use dialogue::ConversationStore;
use hooks::{DeliveryStore, EndpointStore};
use identity::{AuditStore, InvitationStore, KeyStore, MemberStore, NewAccounts};
use kernel::{StoreError, StoreResult, TenantId};
use scheduling::{AppointmentStore, ScheduleStore};
use telephony::CallStore;
use tenancy::{FlagStore, SettingsVersionStore, TenantStore};
use tokio::sync::OwnedMutexGuard;

use super::Shared;
use super::data::Draft;
use crate::answers::AnswerStore;
use crate::outbox::Outbox;
use crate::receipts::ReceiptStore;
use crate::tx::{Durability, OpenTurn, Tx};

/// A transaction: a copy of its business's data that is put in place by the commit.
///
/// Each store of a business is implemented for it in a file of that store's name.
pub(super) struct MemoryTx {
    shared: Arc<Shared>,
    draft: Draft,
    /// The right to write; a transaction that may only read has none.
    writer: Option<OwnedMutexGuard<()>>,
    poisoned: bool,
    changed: bool,
    /// The task that opened it.
    opened_by: Option<tokio::task::Id>,
}

impl MemoryTx {
    pub(super) fn new(
        shared: Arc<Shared>,
        tenant: TenantId,
        writer: Option<OwnedMutexGuard<()>>,
    ) -> Self {
        let opened_by = shared.switches.opened();
        let draft = Draft::new(tenant, shared.committed());
        Self { shared, draft, writer, poisoned: false, changed: false, opened_by }
    }

    /// Asks a question.
    pub(super) async fn read<T>(
        &mut self,
        ask: impl FnOnce(&Draft) -> StoreResult<T> + Send,
    ) -> StoreResult<T> {
        self.enter().await?;
        let answer = ask(&self.draft);
        self.poisoned = answer.is_err();
        answer
    }

    /// Changes something, or does not: what `change` has begun when it fails is never committed.
    pub(super) async fn write<T>(
        &mut self,
        change: impl FnOnce(&mut Draft) -> StoreResult<T> + Send,
    ) -> StoreResult<T> {
        self.enter().await?;
        let answer = self.allowed().and_then(|()| change(&mut self.draft));
        self.poisoned = answer.is_err();
        self.changed = true;
        answer
    }

    /// Asks about something that nobody else may change until this transaction ends. There is one
    /// writer at a time, so whoever may write holds every lock already.
    pub(super) async fn lock<T>(&mut self, ask: impl FnOnce(&Draft) -> T + Send) -> StoreResult<T> {
        self.enter().await?;
        let answer = self.allowed().map(|()| ask(&self.draft));
        self.poisoned = answer.is_err();
        answer
    }

    const fn allowed(&self) -> StoreResult<()> {
        match self.writer {
            Some(_) => Ok(()),
            None => Err(StoreError::Forbidden("a write in a transaction that may only read")),
        }
    }

    async fn enter(&mut self) -> StoreResult<()> {
        if self.poisoned {
            return Err(StoreError::Poisoned);
        }
        let fate = self.shared.switches.call().await;
        self.poisoned = fate.is_err();
        fate
    }
}

impl Drop for MemoryTx {
    fn drop(&mut self) {
        self.shared.switches.closed(self.opened_by);
    }
}

#[async_trait]
impl Tx for MemoryTx {
    fn tenant(&self) -> TenantId {
        self.draft.tenant
    }

    fn accounts(&mut self) -> &mut dyn NewAccounts {
        self
    }

    fn answers(&mut self) -> &mut dyn AnswerStore {
        self
    }

    fn appointments(&mut self) -> &mut dyn AppointmentStore {
        self
    }

    fn audit(&mut self) -> &mut dyn AuditStore {
        self
    }

    fn calls(&mut self) -> &mut dyn CallStore {
        self
    }

    fn conversations(&mut self) -> &mut dyn ConversationStore {
        self
    }

    fn customers(&mut self) -> &mut dyn CustomerStore {
        self
    }

    fn deliveries(&mut self) -> &mut dyn DeliveryStore {
        self
    }

    fn endpoints(&mut self) -> &mut dyn EndpointStore {
        self
    }

    fn invitations(&mut self) -> &mut dyn InvitationStore {
        self
    }

    fn keys(&mut self) -> &mut dyn KeyStore {
        self
    }

    fn members(&mut self) -> &mut dyn MemberStore {
        self
    }

    fn messages(&mut self) -> &mut dyn MessageStore {
        self
    }

    fn outbox(&mut self) -> &mut dyn Outbox {
        self
    }

    fn receipts(&mut self) -> &mut dyn ReceiptStore {
        self
    }

    fn schedules(&mut self) -> &mut dyn ScheduleStore {
        self
    }

    fn subscriptions(&mut self) -> &mut dyn SubscriptionStore {
        self
    }

    fn flags(&mut self) -> &mut dyn FlagStore {
        self
    }

    fn settings_versions(&mut self) -> &mut dyn SettingsVersionStore {
        self
    }

    fn tenants(&mut self) -> &mut dyn TenantStore {
        self
    }

    async fn open_turn(&mut self, provider_id: &str) -> StoreResult<OpenTurn> {
        self.lock(|draft| OpenTurn {
            stamp: draft.own.stamp(),
            conversation: draft.own.conversation(provider_id),
        })
        .await
    }

    async fn commit(mut self: Box<Self>, _: Durability) -> StoreResult<()> {
        if self.poisoned {
            return Err(StoreError::Poisoned);
        }
        let shared = Arc::clone(&self.shared);
        let draft = self.changed.then(|| {
            let everything = std::mem::take(&mut self.draft.everything);
            let own = std::mem::take(&mut self.draft.own);
            Draft { tenant: self.draft.tenant, everything, own }
        });
        let publish = || {
            if let Some(draft) = draft {
                shared.publish(draft.finish());
            }
        };
        // `self` lives on until the state is in place, and the right to write with it.
        self.shared.switches.commit(publish).await
    }

    async fn rollback(self: Box<Self>) -> StoreResult<()> {
        self.shared.switches.call().await
    }
}
