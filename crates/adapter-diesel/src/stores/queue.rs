//! Jobs of all businesses, handed out to workers.

use async_trait::async_trait;
use diesel::dsl::sql;
use diesel::sql_types::{Bool, Integer};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use jiff::{SignedDuration, Timestamp};
use kernel::{JobId, LeaseId, StoreResult};
use store::{JobQueue, JobStatus, JobView, Lane, LeasedJob, Settled, Share};

use super::super::dialect;
use super::{Session, counted};
use crate::columns::{Bind, Instant};
use crate::failure::corrupt;
use crate::rows::outbox::{JobRow, JobViewRow};
use crate::schema::outbox;

const NO_LEASE: Option<Bind<LeaseId>> = None;

impl Session {
    /// Hands jobs out, in this order.
    async fn lease_jobs(
        &mut self,
        ids: &[JobId],
        lease: LeaseId,
        until: Timestamp,
    ) -> StoreResult<Vec<LeasedJob>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let query = diesel::update(outbox::table.filter(outbox::id.eq_any(ids.iter().map(Bind))))
            .set((
                outbox::run_at.eq(Bind(until)),
                outbox::lease.eq(Some(Bind(lease))),
                outbox::attempts.eq(outbox::attempts + 1),
            ))
            .returning(JobRow::as_returning());
        let rows = query.get_results(&mut self.wire().await?).await;
        let mut rows: Vec<JobRow> = self.checked(rows)?;
        // RETURNING promises no order.
        rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id()));
        self.valid(rows.into_iter().map(|row| row.leased(lease)).collect())
    }
}

#[async_trait]
impl JobQueue for Session {
    async fn claim(
        &mut self,
        lease: LeaseId,
        now: Timestamp,
        lease_for: SignedDuration,
        limit: u16,
    ) -> StoreResult<Vec<LeasedJob>> {
        self.platform()?;
        let due = outbox::table
            .filter(outbox::status.eq(Bind(JobStatus::Queued)))
            .filter(outbox::lane.eq(Bind(Lane::Prompt)))
            .filter(outbox::run_at.le(Bind(now)))
            .order((outbox::run_at, outbox::id))
            .limit(limit.into())
            .select(outbox::id);
        let ids = dialect::skip_locked!(due).load::<JobId>(&mut self.wire().await?).await;
        let ids = self.checked(ids)?;
        let until = now.saturating_add(lease_for).unwrap_or(Timestamp::MAX);
        self.lease_jobs(&ids, lease, until).await
    }

    async fn claim_shared(
        &mut self,
        lease: LeaseId,
        now: Timestamp,
        lease_for: SignedDuration,
        share: Share,
    ) -> StoreResult<Vec<LeasedJob>> {
        self.platform()?;
        // Rows cannot be locked where they are ranked.
        let ranked = sql::<Bool>(concat!(
            "outbox.id IN (SELECT ranked.id FROM (SELECT waiting.id, ROW_NUMBER() OVER ",
            "(PARTITION BY waiting.tenant_id ORDER BY waiting.run_at, waiting.id) AS place ",
            "FROM outbox AS waiting WHERE waiting.status = 'queued' ",
            "AND waiting.lane = 'patient' AND waiting.run_at <= ",
        ))
        .bind::<Instant, _>(Bind(now))
        .sql(") AS ranked WHERE ranked.place <= ")
        .bind::<Integer, _>(i32::from(share.of_one))
        .sql(")");
        let due = outbox::table
            .filter(outbox::status.eq(Bind(JobStatus::Queued)))
            .filter(outbox::lane.eq(Bind(Lane::Patient)))
            .filter(outbox::run_at.le(Bind(now)))
            .filter(ranked)
            .order((outbox::run_at, outbox::id))
            .limit(share.of_all.into())
            .select(outbox::id);
        let ids = dialect::skip_locked!(due).load::<JobId>(&mut self.wire().await?).await;
        let ids = self.checked(ids)?;
        let until = now.saturating_add(lease_for).unwrap_or(Timestamp::MAX);
        self.lease_jobs(&ids, lease, until).await
    }

    async fn settle(
        &mut self,
        id: JobId,
        lease: LeaseId,
        now: Timestamp,
        outcome: &Settled,
    ) -> StoreResult<bool> {
        self.platform()?;
        let held = outbox::table.filter(
            outbox::id
                .eq(Bind(id))
                .and(outbox::lease.eq(Bind(lease)))
                .and(outbox::status.eq(Bind(JobStatus::Queued))),
        );
        let update = diesel::update(held);
        let settled = match outcome {
            Settled::Done => {
                let query = update.set((
                    outbox::status.eq(Bind(JobStatus::Done)),
                    outbox::settled_at.eq(Some(Bind(now))),
                    outbox::lease.eq(NO_LEASE),
                ));
                query.execute(&mut self.wire().await?).await
            }
            Settled::Retry { at, error } => {
                let query = update.set((
                    outbox::run_at.eq(Bind(*at)),
                    outbox::lease.eq(NO_LEASE),
                    outbox::last_error.eq(Some(error)),
                ));
                query.execute(&mut self.wire().await?).await
            }
            Settled::Failed { error } => {
                let query = update.set((
                    outbox::status.eq(Bind(JobStatus::Failed)),
                    outbox::settled_at.eq(Some(Bind(now))),
                    outbox::lease.eq(NO_LEASE),
                    outbox::last_error.eq(Some(error)),
                ));
                query.execute(&mut self.wire().await?).await
            }
        };
        Ok(self.checked(settled)? == 1)
    }

    async fn failed(&mut self, limit: u16) -> StoreResult<Vec<JobView>> {
        self.platform()?;
        let query = outbox::table
            .filter(outbox::status.eq(Bind(JobStatus::Failed)))
            .order((outbox::settled_at.desc(), outbox::id.desc()))
            .limit(limit.into())
            .select(JobViewRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        let rows = self.checked(rows)?;
        self.valid(rows.into_iter().map(JobViewRow::view).collect())
    }

    async fn retry(&mut self, id: JobId, now: Timestamp) -> StoreResult<bool> {
        self.platform()?;
        let failed = outbox::table
            .filter(outbox::id.eq(Bind(id)).and(outbox::status.eq(Bind(JobStatus::Failed))));
        let query = diesel::update(failed).set((
            outbox::status.eq(Bind(JobStatus::Queued)),
            outbox::run_at.eq(Bind(now)),
            outbox::settled_at.eq(None::<Bind<Timestamp>>),
        ));
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }

    async fn find(&mut self, id: JobId) -> StoreResult<Option<JobView>> {
        self.platform()?;
        let query = outbox::table.filter(outbox::id.eq(Bind(id))).select(JobViewRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        let row: Option<JobViewRow> = self.checked(row)?;
        self.valid(row.map(JobViewRow::view).transpose())
    }

    async fn given_up(&mut self) -> StoreResult<u64> {
        self.platform()?;
        let query = outbox::table.filter(outbox::status.eq(Bind(JobStatus::Failed))).count();
        let count = query.get_result::<i64>(&mut self.wire().await?).await;
        let count = self.checked(count)?;
        self.valid(counted(count))
    }

    async fn waiting(&mut self) -> StoreResult<u64> {
        self.platform()?;
        let query = outbox::table.filter(outbox::status.eq(Bind(JobStatus::Queued))).count();
        let count = query.get_result::<i64>(&mut self.wire().await?).await;
        let count = self.checked(count)?;
        self.valid(u64::try_from(count).map_err(|_| corrupt("a count is negative")))
    }

    async fn next_due(&mut self) -> StoreResult<Option<Timestamp>> {
        self.platform()?;
        let query = outbox::table
            .filter(outbox::status.eq(Bind(JobStatus::Queued)))
            .order(outbox::run_at)
            .limit(1)
            .select(outbox::run_at);
        let due = query.load::<Timestamp>(&mut self.wire().await?).await;
        Ok(self.checked(due)?.into_iter().next())
    }
}
