//! What this domain needs remembered.

use async_trait::async_trait;
use kernel::{PhoneNumber, StoreResult, TenantId};

use crate::flags::{Flag, History, Overrides, Rollouts, Stage};
use crate::{SettingsDraft, SettingsVersion, Tenant, TenantStamp, TenantStatus, VersionHead};

/// A transaction's own business.
#[async_trait]
pub trait TenantStore: Send {
    /// The business whose transaction this is.
    async fn find(&mut self) -> StoreResult<Option<Tenant>>;
    /// The same, locked until the transaction ends: whoever changes it after looking at it waits here
    /// for whoever does the same.
    async fn lock(&mut self) -> StoreResult<Option<Tenant>>;
    /// Version and status alone.
    async fn stamp(&mut self) -> StoreResult<Option<TenantStamp>>;
    /// Adds the business, or replaces everything but its id and the time it joined. MUST set the
    /// version to one more than the stored one (1 for a new business) and return it, and MUST fail
    /// with the constraint `tenants_phone_key` if another business has the number.
    async fn put(&mut self, tenant: &Tenant) -> StoreResult<i64>;
    /// Counts the version up and changes nothing else, so that what is remembered of the business is
    /// read again. MUST return `false` if there is no such business.
    async fn touch(&mut self) -> StoreResult<bool>;
}

/// Questions that are asked before a business is known.
#[async_trait]
pub trait NumberStore: Send {
    /// Whose number this is.
    async fn owner_of(&mut self, phone: &PhoneNumber) -> StoreResult<Option<TenantId>>;
    /// Whose call the carrier means by this id.
    async fn owner_of_call(&mut self, provider_id: &str) -> StoreResult<Option<TenantId>>;
    /// Every business, oldest first, after the given id, at most `limit`.
    async fn list(&mut self, after: Option<TenantId>, limit: u16) -> StoreResult<Vec<TenantId>>;
    /// Businesses of one status, oldest first, after the given id, at most `limit`.
    async fn of_status(
        &mut self,
        status: TenantStatus,
        after: Option<TenantId>,
        limit: u16,
    ) -> StoreResult<Vec<TenantId>>;
    /// How many businesses have each status; those that none has are left out.
    async fn by_status(&mut self) -> StoreResult<Vec<(TenantStatus, u64)>>;
}

/// Remembers what a transaction's own business was given apart from its plan.
#[async_trait]
pub trait FlagStore: Send {
    /// What it was given; nothing if none was ever stored.
    async fn find(&mut self) -> StoreResult<Overrides>;
    /// The same, locked until the transaction ends: whoever changes it after looking at it waits here
    /// for whoever does the same.
    async fn lock(&mut self) -> StoreResult<Overrides>;
    /// Replaces it.
    async fn put(&mut self, overrides: &Overrides) -> StoreResult<()>;
}

/// Remembers how far the platform has brought each flag, before a business is known.
#[async_trait]
pub trait RolloutStore: Send {
    /// Every rollout, without waiting for anybody. **Limits**: as many as there are flags.
    async fn list(&mut self) -> StoreResult<Rollouts>;
    /// The same, locked until the transaction ends: whoever changes one after looking at it waits here
    /// for whoever does the same.
    async fn lock(&mut self) -> StoreResult<Rollouts>;
    /// Replaces the rollout of one flag and MUST leave the others as they are.
    async fn put(&mut self, flag: Flag, stage: &History<Stage>) -> StoreResult<()>;
}

/// Remembers what a transaction's own business's settings were, and what is being worked on.
#[async_trait]
pub trait SettingsVersionStore: Send {
    /// Adds a version. MUST fail with the constraint `settings_versions_tenant_id_version_key` if there
    /// is one of that number.
    async fn insert(&mut self, version: &SettingsVersion) -> StoreResult<()>;
    /// The version with this number.
    async fn find(&mut self, version: i64) -> StoreResult<Option<SettingsVersion>>;
    /// The version with the highest number.
    async fn latest(&mut self) -> StoreResult<Option<SettingsVersion>>;
    /// Versions, newest first, below the given number, at most `limit`.
    async fn page(&mut self, before: Option<i64>, limit: u16) -> StoreResult<Vec<VersionHead>>;
    /// Forgets all but the newest `kept` versions. Says how many it forgot.
    async fn forget_but(&mut self, kept: u16) -> StoreResult<u64>;
    /// What is being worked on.
    async fn draft(&mut self) -> StoreResult<Option<SettingsDraft>>;
    /// Puts this in its place.
    async fn put_draft(&mut self, draft: &SettingsDraft) -> StoreResult<()>;
    /// Forgets it. `false` if nothing was being worked on.
    async fn drop_draft(&mut self) -> StoreResult<bool>;
}
