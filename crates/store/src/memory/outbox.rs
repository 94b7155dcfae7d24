//! Jobs of one business.

use std::cmp::Reverse;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::clock::to_micros;
use kernel::{JobId, StoreResult};

use super::data::{Draft, JobRow, refused};
use super::tx::MemoryTx;
use crate::outbox::{JobStatus, JobView, NewJob, Outbox};

impl Draft {
    fn enqueue(&mut self, job: &NewJob) -> StoreResult<()> {
        if let Some(key) = &job.dedupe_key {
            if self.own.jobs_by_key.contains(key) {
                return Ok(());
            }
            self.own.jobs_by_key.insert(key.clone(), job.id);
        }
        if self.everything.jobs.contains(&job.id) {
            return Err(refused("outbox_tenant_id_id_key"));
        }
        let run_at = to_micros(job.run_at);
        let row = JobRow {
            id: job.id,
            kind: job.kind.clone(),
            lane: job.lane,
            payload: job.payload.clone(),
            status: JobStatus::Queued,
            attempts: 0,
            run_at,
            lease: None,
            last_error: None,
            // There is no clock here: a job counts as written when it may first run.
            created_at: run_at,
            settled_at: None,
        };
        self.everything.jobs.insert(job.id, self.tenant);
        self.everything.lane(job.lane).insert((run_at, job.id), self.tenant);
        self.own.jobs.insert(job.id, Arc::new(row));
        Ok(())
    }
}

#[async_trait]
impl Outbox for MemoryTx {
    async fn enqueue(&mut self, job: &NewJob) -> StoreResult<()> {
        self.write(|draft| draft.enqueue(job)).await
    }

    async fn recent(&mut self, limit: u8) -> StoreResult<Vec<JobView>> {
        self.read(|draft| {
            let mut found: Vec<&Arc<JobRow>> = draft.own.jobs.values().collect();
            found.sort_by_key(|job| Reverse((job.created_at, job.id)));
            found.truncate(usize::from(limit));
            Ok(found.into_iter().map(|job| job.view(draft.tenant)).collect())
        })
        .await
    }

    async fn retry(&mut self, id: JobId, now: Timestamp) -> StoreResult<bool> {
        let run_at = to_micros(now);
        self.write(|draft| {
            let known = draft.own.jobs.get(&id).filter(|job| job.status == JobStatus::Failed);
            let Some(known) = known.cloned() else { return Ok(false) };
            let status = JobStatus::Queued;
            let row = JobRow { status, run_at, settled_at: None, ..JobRow::clone(&known) };
            draft.own.jobs.insert(id, Arc::new(row));
            draft.everything.queued.insert((run_at, id), draft.tenant);
            Ok(true)
        })
        .await
    }
}
