//! What businesses have ordered, and what is switched on.

use std::sync::Arc;

use async_trait::async_trait;
use billing::{Subscription, SubscriptionStore};
use identity::audit::BEGINNING;
use identity::{AuditEntry, AuditStore, NewAuditEntry};
use kernel::clock::to_micros;
use kernel::{StoreError, StoreResult, TenantId};
use tenancy::flags::{Flag, History, Overrides, Rollouts, Stage};
use tenancy::{FlagStore, RolloutStore};

use super::data::{Business, Draft, Everything};
use super::platform::MemoryPlatformTx;
use super::tx::MemoryTx;

/// Whose record is the platform's own: nobody's.
const PLATFORM: TenantId = TenantId::from_uuid(uuid::Uuid::nil());

impl Draft {
    fn put_subscription(&mut self, subscription: &Subscription) -> StoreResult<()> {
        if subscription.tenant != self.tenant {
            return Err(StoreError::Forbidden("a row of another business"));
        }
        self.own.subscription = Some(Subscription {
            since: to_micros(subscription.since),
            trial_ends_at: subscription.trial_ends_at.map(to_micros),
            paid_until: subscription.paid_until.map(to_micros),
            ..subscription.clone()
        });
        Ok(())
    }
}

#[async_trait]
impl SubscriptionStore for MemoryTx {
    async fn find(&mut self) -> StoreResult<Option<Subscription>> {
        self.read(|draft| Ok(draft.own.subscription.clone())).await
    }

    async fn lock(&mut self) -> StoreResult<Option<Subscription>> {
        self.lock(|draft| draft.own.subscription.clone()).await
    }

    async fn put(&mut self, subscription: &Subscription) -> StoreResult<()> {
        self.write(|draft| draft.put_subscription(subscription)).await
    }
}

#[async_trait]
impl FlagStore for MemoryTx {
    async fn find(&mut self) -> StoreResult<Overrides> {
        self.read(|draft| Ok(draft.own.overrides.clone().unwrap_or_default())).await
    }

    async fn lock(&mut self) -> StoreResult<Overrides> {
        self.lock(|draft| draft.own.overrides.clone().unwrap_or_default()).await
    }

    async fn put(&mut self, overrides: &Overrides) -> StoreResult<()> {
        self.write(|draft| {
            draft.own.overrides = Some(overrides.clone());
            Ok(())
        })
        .await
    }
}

impl Everything {
    fn rollouts(&self) -> Rollouts {
        let all = self.rollouts.iter();
        Rollouts::new(all.map(|(name, history)| (name.clone(), history.clone())))
    }

    fn append_own(&mut self, new: &NewAuditEntry) -> AuditEntry {
        let own = self.businesses.get(&PLATFORM);
        let mut own = own.map(|own| Business::clone(own)).unwrap_or_default();
        let last = own.audit.values().next_back();
        let (seq, hash) = last.map_or((0, BEGINNING), |last| (last.seq, &last.hash));
        let entry = AuditEntry::after(seq, hash, new);
        own.audit.insert(entry.seq, Arc::new(entry.clone()));
        self.businesses.insert(PLATFORM, Arc::new(own));
        entry
    }

    /// The platform's own record, oldest first.
    fn record(&self) -> impl DoubleEndedIterator<Item = &AuditEntry> {
        let own = self.businesses.get(&PLATFORM);
        own.into_iter().flat_map(|own| own.audit.values().map(|entry| &**entry))
    }
}

#[async_trait]
impl RolloutStore for MemoryPlatformTx {
    async fn list(&mut self) -> StoreResult<Rollouts> {
        self.read(Everything::rollouts).await
    }

    async fn lock(&mut self) -> StoreResult<Rollouts> {
        // Whoever may write is alone.
        self.write(|everything| everything.rollouts()).await
    }

    async fn put(&mut self, flag: Flag, stage: &History<Stage>) -> StoreResult<()> {
        self.write(|everything| everything.rollouts.insert(flag.name().to_owned(), stage.clone()))
            .await
    }
}

#[async_trait]
impl AuditStore for MemoryPlatformTx {
    async fn append(&mut self, new: &NewAuditEntry) -> StoreResult<AuditEntry> {
        self.write(|everything| everything.append_own(new)).await
    }

    async fn after(&mut self, seq: i64, limit: u16) -> StoreResult<Vec<AuditEntry>> {
        self.read(|everything| {
            let later = everything.record().filter(|entry| entry.seq > seq);
            later.take(limit.into()).cloned().collect()
        })
        .await
    }

    async fn before(&mut self, seq: Option<i64>, limit: u16) -> StoreResult<Vec<AuditEntry>> {
        self.read(|everything| {
            let entries = everything.record().rev();
            let earlier = entries.filter(|entry| seq.is_none_or(|seq| entry.seq < seq));
            earlier.take(limit.into()).cloned().collect()
        })
        .await
    }
}
