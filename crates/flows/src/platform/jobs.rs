//! Jobs that were given up.

use identity::Actor;
use kernel::{JobId, StoreResult};
use serde_json::json;
use store::{Durability, JobStatus, JobView};

use super::{Platform, PlatformError};
use crate::people::note;

impl Platform {
    /// Jobs that were given up, newest first, at most `limit`.
    pub async fn failed_jobs(&self, limit: u16) -> StoreResult<Vec<JobView>> {
        let mut tx = self.db().begin_platform().await?;
        let jobs = tx.queue().failed(limit).await?;
        tx.commit().await?;
        Ok(jobs)
    }

    /// Puts a job that was given up back in the queue. Returns whether that is a change: one that waits
    /// already goes on waiting.
    ///
    /// # Errors
    /// There is no such job, or it is done.
    pub async fn retry_job(&self, actor: &Actor, id: JobId) -> Result<bool, PlatformError> {
        let mut tx = self.db().begin_platform().await?;
        let job = tx.queue().find(id).await?;
        tx.commit().await?;
        let job = job.filter(|job| job.status != JobStatus::Done);
        let job = job.ok_or(PlatformError::Unknown("failed job"))?;
        let now = self.now();
        let mut tx = self.db().begin(job.tenant).await?;
        if !tx.outbox().retry(id, now).await? {
            return Ok(false);
        }
        let detail = json!({ "kind": job.kind });
        note(tx.as_mut(), actor, now, ("job.retried", id.to_string()), &detail).await?;
        tx.commit(Durability::Promised).await?;
        self.voice.wake.notify_one();
        Ok(true)
    }
}
