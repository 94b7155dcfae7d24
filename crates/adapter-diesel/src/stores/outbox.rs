//! What happens after a commit.

use async_trait::async_trait;
use diesel::{ExpressionMethods, QueryDsl, SelectableHelper};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use kernel::{JobId, StoreResult};
use store::{JobStatus, JobView, NewJob, Outbox};

use super::{Pending, Session};
use crate::columns::Bind;
use crate::rows::outbox::{JobViewRow, NewJobRow};
use crate::schema::outbox;

#[async_trait]
impl Outbox for Session {
    async fn enqueue(&mut self, job: &NewJob) -> StoreResult<()> {
        let tenant = self.tenant()?;
        self.defer(Pending::Job(NewJobRow::new(tenant, job)))
    }

    async fn recent(&mut self, limit: u8) -> StoreResult<Vec<JobView>> {
        // Ids are made in the order of time.
        let query = outbox::table
            .filter(outbox::tenant_id.eq(self.tenant()?))
            .order(outbox::id.desc())
            .limit(limit.into())
            .select(JobViewRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        let rows = self.checked(rows)?;
        self.valid(rows.into_iter().map(JobViewRow::view).collect())
    }

    async fn retry(&mut self, id: JobId, now: Timestamp) -> StoreResult<bool> {
        let tenant = self.tenant()?;
        self.writable()?;
        let failed = outbox::table
            .find((tenant, Bind(id)))
            .filter(outbox::status.eq(Bind(JobStatus::Failed)));
        let query = diesel::update(failed).set((
            outbox::status.eq(Bind(JobStatus::Queued)),
            outbox::run_at.eq(Bind(now)),
            outbox::settled_at.eq(None::<Bind<Timestamp>>),
        ));
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }
}
