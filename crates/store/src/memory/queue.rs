//! Jobs of all businesses.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use kernel::clock::to_micros;
use kernel::{JobId, LeaseId, StoreResult, TenantId};

use super::data::{Business, Everything, JobRow};
use super::platform::MemoryPlatformTx;
use crate::outbox::{JobQueue, JobStatus, JobView, Lane, LeasedJob, Settled, Share};

impl Everything {
    fn job(&self, id: JobId) -> Option<(TenantId, &JobRow)> {
        let tenant = *self.jobs.get(&id)?;
        let row = self.businesses.get(&tenant)?.jobs.get(&id)?;
        Some((tenant, row))
    }

    /// Puts `row` in the place of the job as it was, in the queue too.
    fn replace_job(&mut self, tenant: TenantId, row: JobRow) {
        let Some(business) = self.businesses.get(&tenant) else { return };
        let mut business = Business::clone(business);
        let queue = self.lane(row.lane);
        if let Some(before) = business.jobs.get(&row.id) {
            queue.remove(&(before.run_at, before.id));
        }
        if row.status == JobStatus::Queued {
            queue.insert((row.run_at, row.id), tenant);
        }
        business.jobs.insert(row.id, Arc::new(row));
        self.businesses.insert(tenant, Arc::new(business));
    }

    /// The jobs of a lane that are due, oldest first, and no more than its share of any business.
    fn due(&mut self, lane: Lane, now: Timestamp, share: Share) -> Vec<JobId> {
        let mut of_each: HashMap<TenantId, u16> = HashMap::new();
        let due = self.lane(lane).iter().take_while(|((run_at, _), _)| *run_at <= now);
        let fair = due.filter(|(_, tenant)| {
            let count = of_each.entry(**tenant).or_default();
            *count = count.saturating_add(1);
            *count <= share.of_one
        });
        fair.take(usize::from(share.of_all)).map(|((_, id), _)| *id).collect()
    }

    fn lease_jobs(&mut self, due: Vec<JobId>, lease: LeaseId, until: Timestamp) -> Vec<LeasedJob> {
        let mut leased = Vec::with_capacity(due.len());
        for id in due {
            let Some((tenant, row)) = self.job(id) else { continue };
            let row = JobRow {
                attempts: row.attempts.saturating_add(1),
                run_at: until,
                lease: Some(lease),
                ..row.clone()
            };
            leased.push(LeasedJob {
                id,
                tenant,
                kind: row.kind.clone(),
                payload: row.payload.clone(),
                attempt: row.attempts,
                failed_before: row.last_error.is_some(),
                created_at: row.created_at,
                lease,
            });
            self.replace_job(tenant, row);
        }
        leased
    }

    fn settle_job(&mut self, id: JobId, lease: LeaseId, now: Timestamp, how: &Settled) -> bool {
        let Some((tenant, row)) = self.job(id) else { return false };
        if row.status != JobStatus::Queued || row.lease != Some(lease) {
            return false;
        }
        let mut row = JobRow { lease: None, ..row.clone() };
        match how {
            Settled::Done => {
                row.status = JobStatus::Done;
                row.settled_at = Some(now);
            }
            Settled::Retry { at, error } => {
                row.run_at = to_micros(*at);
                row.last_error = Some(error.clone());
            }
            Settled::Failed { error } => {
                row.status = JobStatus::Failed;
                row.settled_at = Some(now);
                row.last_error = Some(error.clone());
            }
        }
        self.replace_job(tenant, row);
        true
    }

    fn failed_jobs(&self, limit: u16) -> Vec<JobView> {
        let all = self.businesses.iter();
        let mut found: Vec<(TenantId, &JobRow)> = all
            .flat_map(|(tenant, own)| own.jobs.values().map(|row| (*tenant, &**row)))
            .filter(|(_, row)| row.status == JobStatus::Failed)
            .collect();
        found.sort_by_key(|(_, row)| Reverse((row.settled_at, row.id)));
        found.truncate(usize::from(limit));
        found.into_iter().map(|(tenant, row)| row.view(tenant)).collect()
    }

    fn retry_job(&mut self, id: JobId, now: Timestamp) -> bool {
        let Some((tenant, row)) = self.job(id) else { return false };
        if row.status != JobStatus::Failed {
            return false;
        }
        let status = JobStatus::Queued;
        let row = JobRow { status, run_at: now, settled_at: None, ..row.clone() };
        self.replace_job(tenant, row);
        true
    }
}

#[async_trait]
impl JobQueue for MemoryPlatformTx {
    async fn claim(
        &mut self,
        lease: LeaseId,
        now: Timestamp,
        lease_for: SignedDuration,
        limit: u16,
    ) -> StoreResult<Vec<LeasedJob>> {
        let until = now.saturating_add(lease_for).unwrap_or(Timestamp::MAX);
        let (now, until) = (to_micros(now), to_micros(until));
        let share = Share { of_all: limit, of_one: limit };
        self.write(|everything| {
            let due = everything.due(Lane::Prompt, now, share);
            everything.lease_jobs(due, lease, until)
        })
        .await
    }

    async fn claim_shared(
        &mut self,
        lease: LeaseId,
        now: Timestamp,
        lease_for: SignedDuration,
        share: Share,
    ) -> StoreResult<Vec<LeasedJob>> {
        let until = now.saturating_add(lease_for).unwrap_or(Timestamp::MAX);
        let (now, until) = (to_micros(now), to_micros(until));
        self.write(|everything| {
            let due = everything.due(Lane::Patient, now, share);
            everything.lease_jobs(due, lease, until)
        })
        .await
    }

    async fn settle(
        &mut self,
        id: JobId,
        lease: LeaseId,
        now: Timestamp,
        outcome: &Settled,
    ) -> StoreResult<bool> {
        self.write(|everything| everything.settle_job(id, lease, to_micros(now), outcome)).await
    }

    async fn failed(&mut self, limit: u16) -> StoreResult<Vec<JobView>> {
        self.read(|everything| everything.failed_jobs(limit)).await
    }

    async fn retry(&mut self, id: JobId, now: Timestamp) -> StoreResult<bool> {
        self.write(|everything| everything.retry_job(id, to_micros(now))).await
    }

    async fn find(&mut self, id: JobId) -> StoreResult<Option<JobView>> {
        self.read(|everything| everything.job(id).map(|(tenant, row)| row.view(tenant))).await
    }

    async fn given_up(&mut self) -> StoreResult<u64> {
        self.read(|everything| {
            let jobs = everything.businesses.values().flat_map(|own| own.jobs.values());
            let failed = jobs.filter(|row| row.status == JobStatus::Failed);
            u64::try_from(failed.count()).unwrap_or(u64::MAX)
        })
        .await
    }

    async fn waiting(&mut self) -> StoreResult<u64> {
        self.read(|everything| {
            let waiting = everything.queued.len() + everything.patient.len();
            u64::try_from(waiting).unwrap_or(u64::MAX)
        })
        .await
    }

    async fn next_due(&mut self) -> StoreResult<Option<Timestamp>> {
        self.read(|everything| {
            let lanes = [&everything.queued, &everything.patient];
            lanes.iter().filter_map(|lane| Some(lane.iter().next()?.0.0)).min()
        })
        .await
    }
}
