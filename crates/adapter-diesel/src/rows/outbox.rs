//! `outbox`.

use diesel::prelude::{Insertable, Queryable, Selectable};
use jiff::Timestamp;
use kernel::{JobId, LeaseId, StoreResult, TenantId};
use store::{JobStatus, JobView, Lane, LeasedJob, NewJob};

use super::unsigned;
use crate::columns::Bind;
use crate::schema::outbox;

#[derive(Queryable, Selectable)]
#[diesel(table_name = outbox)]
pub(crate) struct JobRow {
    tenant_id: TenantId,
    id: JobId,
    kind: String,
    payload: String,
    attempts: i32,
    last_error: Option<String>,
    created_at: Timestamp,
}

impl JobRow {
    pub(crate) const fn id(&self) -> JobId {
        self.id
    }

    pub(crate) fn leased(self, lease: LeaseId) -> StoreResult<LeasedJob> {
        Ok(LeasedJob {
            id: self.id,
            tenant: self.tenant_id,
            kind: self.kind,
            payload: self.payload,
            attempt: unsigned(self.attempts)?,
            failed_before: self.last_error.is_some(),
            created_at: self.created_at,
            lease,
        })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = outbox)]
pub(crate) struct JobViewRow {
    tenant_id: TenantId,
    id: JobId,
    kind: String,
    status: JobStatus,
    attempts: i32,
    run_at: Timestamp,
    settled_at: Option<Timestamp>,
    last_error: Option<String>,
}

impl JobViewRow {
    pub(crate) fn view(self) -> StoreResult<JobView> {
        Ok(JobView {
            id: self.id,
            tenant: self.tenant_id,
            kind: self.kind,
            status: self.status,
            attempts: unsigned(self.attempts)?,
            run_at: self.settled_at.unwrap_or(self.run_at),
            last_error: self.last_error,
        })
    }
}

/// Owns its texts, because it waits for the commit.
#[derive(Debug, Insertable)]
#[diesel(table_name = outbox, treat_none_as_default_value = false)]
pub(crate) struct NewJobRow {
    tenant_id: Bind<TenantId>,
    id: Bind<JobId>,
    kind: String,
    lane: Bind<Lane>,
    payload: String,
    dedupe_key: Option<String>,
    status: Bind<JobStatus>,
    attempts: i32,
    run_at: Bind<Timestamp>,
    created_at: Bind<Timestamp>,
}

impl NewJobRow {
    /// There is no clock here: a job counts as written when it may first run.
    pub(crate) fn new(tenant: Bind<TenantId>, job: &NewJob) -> Self {
        Self {
            tenant_id: tenant,
            id: Bind(job.id),
            kind: job.kind.clone(),
            lane: Bind(job.lane),
            payload: job.payload.clone(),
            dedupe_key: job.dedupe_key.clone(),
            status: Bind(JobStatus::Queued),
            attempts: 0,
            run_at: Bind(job.run_at),
            created_at: Bind(job.run_at),
        }
    }
}
