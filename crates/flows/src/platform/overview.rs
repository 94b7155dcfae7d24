//! The house at a glance.

use identity::AuditEntry;
use jiff::Timestamp;
use kernel::{StoreResult, TenantId};
use store::Durability;
use tenancy::TenantStatus;

use super::Platform;

/// The house at a glance.
#[derive(Debug, Clone)]
pub struct Overview {
    /// How many businesses have each status; those that none has are left out.
    pub businesses: Vec<(TenantStatus, u64)>,
    /// How many calls are going on.
    pub live_calls: u32,
    /// How many jobs wait or are being tried.
    pub jobs_waiting: u64,
    /// How many jobs were given up: somebody must look.
    pub jobs_failed: u64,
    /// When the next job is due.
    pub next_job_at: Option<Timestamp>,
}

impl Platform {
    /// The house at a glance.
    pub async fn overview(&self) -> StoreResult<Overview> {
        let mut tx = self.db().begin_platform().await?;
        let businesses = tx.numbers().by_status().await?;
        let jobs_waiting = tx.queue().waiting().await?;
        let jobs_failed = tx.queue().given_up().await?;
        let next_job_at = tx.queue().next_due().await?;
        tx.commit().await?;
        let live_calls = self.fleet.live_calls.count_all().await;
        Ok(Overview { businesses, live_calls, jobs_waiting, jobs_failed, next_job_at })
    }

    /// A business's record of who did what, newest first, before the entry with this number, at most
    /// `limit`.
    pub async fn audit(
        &self,
        id: TenantId,
        before: Option<i64>,
        limit: u16,
    ) -> StoreResult<Vec<AuditEntry>> {
        let mut tx = self.db().begin_read(id).await?;
        let entries = tx.audit().before(before, limit).await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(entries)
    }
}
