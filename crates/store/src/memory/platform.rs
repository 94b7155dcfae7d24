//! A transaction of the platform in memory.

use std::sync::Arc;

use async_trait::async_trait;
use identity::{AccountStore, AuditStore, SessionStore, SignIns, TicketStore};
use kernel::{PhoneNumber, StoreError, StoreResult, TenantId};
use tenancy::{NumberStore, RolloutStore, TenantStatus};
use tokio::sync::OwnedMutexGuard;

use super::Shared;
use super::data::Everything;
use crate::outbox::JobQueue;
use crate::tx::PlatformTx;

/// A transaction that sees numbers and the queue. Becomes a writer with its first change only: the
/// question whose number is called waits for nobody.
pub(super) struct MemoryPlatformTx {
    shared: Arc<Shared>,
    everything: Everything,
    writer: Option<OwnedMutexGuard<()>>,
    poisoned: bool,
    /// The task that opened it.
    opened_by: Option<tokio::task::Id>,
}

impl MemoryPlatformTx {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        let opened_by = shared.switches.opened();
        let everything = shared.committed();
        Self { shared, everything, writer: None, poisoned: false, opened_by }
    }

    /// Asks a question.
    pub(super) async fn read<T>(
        &mut self,
        ask: impl FnOnce(&Everything) -> T + Send,
    ) -> StoreResult<T> {
        self.enter().await?;
        Ok(ask(&self.everything))
    }

    /// Changes something.
    pub(super) async fn write<T>(
        &mut self,
        change: impl FnOnce(&mut Everything) -> T + Send,
    ) -> StoreResult<T> {
        self.enter().await?;
        if self.writer.is_none() {
            self.writer = Some(Arc::clone(&self.shared.writer).lock_owned().await);
            // What others have committed while this one waited must not be undone.
            self.everything = self.shared.committed();
        }
        Ok(change(&mut self.everything))
    }

    /// Changes something that a constraint may forbid.
    pub(super) async fn try_write<T>(
        &mut self,
        change: impl FnOnce(&mut Everything) -> StoreResult<T> + Send,
    ) -> StoreResult<T> {
        let answer = self.write(change).await?;
        self.poisoned = answer.is_err();
        answer
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

impl Drop for MemoryPlatformTx {
    fn drop(&mut self) {
        self.shared.switches.closed(self.opened_by);
    }
}

#[async_trait]
impl PlatformTx for MemoryPlatformTx {
    fn accounts(&mut self) -> &mut dyn AccountStore {
        self
    }

    fn sessions(&mut self) -> &mut dyn SessionStore {
        self
    }

    fn sign_ins(&mut self) -> &mut dyn SignIns {
        self
    }

    fn tickets(&mut self) -> &mut dyn TicketStore {
        self
    }

    fn numbers(&mut self) -> &mut dyn NumberStore {
        self
    }

    fn rollouts(&mut self) -> &mut dyn RolloutStore {
        self
    }

    fn audit(&mut self) -> &mut dyn AuditStore {
        self
    }

    fn queue(&mut self) -> &mut dyn JobQueue {
        self
    }

    async fn commit(mut self: Box<Self>) -> StoreResult<()> {
        if self.poisoned {
            return Err(StoreError::Poisoned);
        }
        let everything = std::mem::take(&mut self.everything);
        let may_write = self.writer.is_some();
        let publish = || {
            if may_write {
                self.shared.publish(everything);
            }
        };
        self.shared.switches.commit(publish).await
    }
}

#[async_trait]
impl NumberStore for MemoryPlatformTx {
    async fn owner_of(&mut self, phone: &PhoneNumber) -> StoreResult<Option<TenantId>> {
        self.read(|everything| everything.numbers.get(phone).copied()).await
    }

    async fn owner_of_call(&mut self, provider_id: &str) -> StoreResult<Option<TenantId>> {
        self.read(|everything| everything.calls.get(&provider_id.to_owned()).copied()).await
    }

    async fn list(&mut self, after: Option<TenantId>, limit: u16) -> StoreResult<Vec<TenantId>> {
        self.read(|everything| {
            let known = everything.businesses.iter().filter(|(_, own)| own.tenant.is_some());
            known
                .map(|(id, _)| *id)
                .filter(|id| after.is_none_or(|after| *id > after))
                .take(usize::from(limit))
                .collect()
        })
        .await
    }

    async fn of_status(
        &mut self,
        status: TenantStatus,
        after: Option<TenantId>,
        limit: u16,
    ) -> StoreResult<Vec<TenantId>> {
        self.read(|everything| {
            let tenants = everything.businesses.values().filter_map(|own| own.tenant.as_ref());
            tenants
                .filter(|tenant| tenant.status == status)
                .map(|tenant| tenant.id)
                .filter(|id| after.is_none_or(|after| *id > after))
                .take(usize::from(limit))
                .collect()
        })
        .await
    }

    async fn by_status(&mut self) -> StoreResult<Vec<(TenantStatus, u64)>> {
        self.read(|everything| {
            let mut counts: Vec<(TenantStatus, u64)> = Vec::new();
            for tenant in everything.businesses.values().filter_map(|own| own.tenant.as_ref()) {
                match counts.iter_mut().find(|(status, _)| *status == tenant.status) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((tenant.status, 1)),
                }
            }
            counts
        })
        .await
    }
}
