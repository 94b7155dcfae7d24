//! What is to happen after a commit: written in the same transaction, done by a worker, exactly once.

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use kernel::{JobId, LeaseId, StoreResult, TenantId};
use serde::{Deserialize, Serialize};

/// A kind of job. Payloads hold ids, never data: the worker reads again, checks, acts, records.
pub trait Job: Serialize + for<'de> Deserialize<'de> + Send + Sync {
    /// The name in the `kind` column; never changes once it was released.
    const KIND: &'static str;
    /// See [`Lane`].
    const LANE: Lane = Lane::Prompt;
}

/// Which jobs wait for which. Those of one lane never wait for those of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// People wait for them: done within a moment.
    #[default]
    Prompt,
    /// They wait for servers that are not ours, which may take their time.
    Patient,
}

/// How many jobs of [`Lane::Patient`] are claimed at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Of all businesses.
    pub of_all: u16,
    /// Of each one.
    pub of_one: u16,
}

/// A job to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Its id: also the idempotency key that providers get.
    pub id: JobId,
    /// See [`Job::KIND`].
    pub kind: String,
    /// JSON. **Limits**: 8 KiB.
    pub payload: String,
    /// No second job of the business with the same key is ever written; `None` allows any number.
    pub dedupe_key: Option<String>,
    /// Not before.
    pub run_at: Timestamp,
    /// Which others it waits for.
    pub lane: Lane,
}

impl NewJob {
    /// A job to be done as soon as possible.
    pub fn new<J: Job>(id: JobId, job: &J, now: Timestamp) -> Self {
        let payload = serde_json::to_string(job).unwrap_or_else(|_| "{}".to_owned());
        let (kind, lane) = (J::KIND.to_owned(), J::LANE);
        Self { id, kind, payload, dedupe_key: None, run_at: now, lane }
    }

    /// The same job, written once per `key`.
    #[must_use]
    pub fn once(mut self, key: impl Into<String>) -> Self {
        self.dedupe_key = Some(key.into());
        self
    }

    /// The same job, not before `run_at`.
    #[must_use]
    pub const fn at(mut self, run_at: Timestamp) -> Self {
        self.run_at = run_at;
        self
    }
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobStatus {
    /// Waiting, or being tried again.
    Queued,
    /// Done.
    Done,
    /// Given up: somebody must look.
    Failed,
}

/// Writes jobs.
#[async_trait]
pub trait Outbox: Send {
    /// Writes a job; does nothing if the business has one with the same dedupe key, done ones
    /// included. May be carried out as late as the commit, which then reports the error.
    async fn enqueue(&mut self, job: &NewJob) -> StoreResult<()>;
    /// Jobs of this business, newest first, at most `limit`.
    async fn recent(&mut self, limit: u8) -> StoreResult<Vec<JobView>>;
    /// Puts a job of this business that was given up back in the queue. MUST return `false` if it is
    /// not one.
    async fn retry(&mut self, id: JobId, now: Timestamp) -> StoreResult<bool>;
}

/// A job that this worker holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeasedJob {
    /// Its id.
    pub id: JobId,
    /// Whose it is.
    pub tenant: TenantId,
    /// See [`Job::KIND`].
    pub kind: String,
    /// JSON.
    pub payload: String,
    /// 1 on the first attempt.
    pub attempt: u32,
    /// Whether an earlier attempt ran to its end and failed. On a later attempt without that, the
    /// earlier one was cut short.
    pub failed_before: bool,
    /// When it was written.
    pub created_at: Timestamp,
    /// Proof that this worker holds it.
    pub lease: LeaseId,
}

/// A job as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobView {
    /// Its id.
    pub id: JobId,
    /// Whose it is.
    pub tenant: TenantId,
    /// See [`Job::KIND`].
    pub kind: String,
    /// Where it stands.
    pub status: JobStatus,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next, or was settled.
    pub run_at: Timestamp,
    /// Why the last attempt failed; holds no personal data.
    pub last_error: Option<String>,
}

/// What to do with a job that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// It is done.
    Done,
    /// Try again, not before the given instant.
    Retry {
        /// Not before.
        at: Timestamp,
        /// Why it failed; holds no personal data.
        error: String,
    },
    /// Give up.
    Failed {
        /// Why; holds no personal data.
        error: String,
    },
}

/// Hands out jobs of all businesses.
#[async_trait]
pub trait JobQueue: Send {
    /// Leases due jobs of [`Lane::Prompt`], oldest first, at most `limit`, until `now + lease_for`. A job whose lease ran
    /// out is due again, so a worker that died loses nothing. Two workers never hold one job.
    async fn claim(
        &mut self,
        lease: LeaseId,
        now: Timestamp,
        lease_for: SignedDuration,
        limit: u16,
    ) -> StoreResult<Vec<LeasedJob>>;
    /// The same for [`Lane::Patient`], and no more than its share of any business: whoever has a
    /// thousand of them due takes no turn from others.
    async fn claim_shared(
        &mut self,
        lease: LeaseId,
        now: Timestamp,
        lease_for: SignedDuration,
        share: Share,
    ) -> StoreResult<Vec<LeasedJob>>;
    /// Settles a job. MUST return `false`, and change nothing, if the lease is not the current one.
    async fn settle(
        &mut self,
        id: JobId,
        lease: LeaseId,
        now: Timestamp,
        outcome: &Settled,
    ) -> StoreResult<bool>;
    /// Jobs that were given up, newest first, at most `limit`.
    async fn failed(&mut self, limit: u16) -> StoreResult<Vec<JobView>>;
    /// Puts a job that was given up back in the queue. MUST return `false` if it is not one.
    async fn retry(&mut self, id: JobId, now: Timestamp) -> StoreResult<bool>;
    /// A job of any business.
    async fn find(&mut self, id: JobId) -> StoreResult<Option<JobView>>;
    /// How many jobs were given up.
    async fn given_up(&mut self) -> StoreResult<u64>;
    /// How many jobs wait or are being tried.
    async fn waiting(&mut self) -> StoreResult<u64>;
    /// When the next job is due, leases counted.
    async fn next_due(&mut self) -> StoreResult<Option<Timestamp>>;
}
