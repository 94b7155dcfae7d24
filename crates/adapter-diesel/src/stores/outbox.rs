//! What happens after a commit.

use async_trait::async_trait;
use diesel::{ExpressionMethods, QueryDsl, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::StoreResult;
use store::{JobView, NewJob, Outbox};

use super::{Pending, Session};
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
}
