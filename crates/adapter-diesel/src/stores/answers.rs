//! What requests with an idempotency key were answered.

use async_trait::async_trait;
use diesel::query_dsl::methods;
use diesel::upsert::excluded;
use diesel::{BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use kernel::StoreResult;
use store::answers::{AnswerStore, CARRIED_OUT_WITHIN, Earlier};

use super::Session;
use crate::columns::Bind;
use crate::prepared::Prepared;
use crate::schema::answers;

type Kept = (String, Option<String>);

#[async_trait]
impl AnswerStore for Session {
    async fn begin(&mut self, key: &str, fingerprint: &str, at: Timestamp) -> StoreResult<Earlier> {
        let tenant = self.tenant()?;
        let abandoned = at.checked_sub(CARRIED_OUT_WITHIN).unwrap_or(Timestamp::MIN);
        let asked = diesel::insert_into(answers::table)
            .values((
                answers::tenant_id.eq(tenant),
                answers::key.eq(key),
                answers::fingerprint.eq(fingerprint),
                answers::begun_at.eq(Bind(at)),
            ))
            .on_conflict((answers::tenant_id, answers::key))
            .do_update()
            .set(answers::begun_at.eq(excluded(answers::begun_at)));
        // Whoever comes second waits here for the first one to commit, and sees what it left.
        let query = Prepared(methods::FilterDsl::filter(
            asked,
            answers::fingerprint
                .eq(excluded(answers::fingerprint))
                .and(answers::answer.is_null())
                .and(answers::begun_at.le(Bind(abandoned))),
        ));
        let taken = query.execute(&mut self.wire().await?).await;
        if self.checked(taken)? == 1 {
            return Ok(Earlier::Nothing);
        }
        let query =
            answers::table.find((tenant, key)).select((answers::fingerprint, answers::answer));
        let row = query.first::<Kept>(&mut self.wire().await?).await.optional();
        Ok(match self.checked(row)? {
            Some((asked, _)) if asked != fingerprint => Earlier::Other,
            Some((_, Some(answer))) => Earlier::Answered(answer),
            Some((_, None)) | None => Earlier::Running,
        })
    }

    async fn keep(&mut self, key: &str, begun_at: Timestamp, answer: &str) -> StoreResult<bool> {
        let running = answers::table
            .find((self.tenant()?, key))
            .filter(answers::begun_at.eq(Bind(begun_at)))
            .filter(answers::answer.is_null());
        let query = Prepared(diesel::update(running).set(answers::answer.eq(Some(answer))));
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }

    async fn let_go(&mut self, key: &str, begun_at: Timestamp) -> StoreResult<bool> {
        let running = answers::table
            .find((self.tenant()?, key))
            .filter(answers::begun_at.eq(Bind(begun_at)))
            .filter(answers::answer.is_null());
        let deleted = diesel::delete(running).execute(&mut self.wire().await?).await;
        Ok(self.checked(deleted)? == 1)
    }

    async fn forget(&mut self, at: Timestamp, limit: u16) -> StoreResult<u64> {
        let tenant = self.tenant()?;
        self.writable()?;
        let query = answers::table
            .filter(answers::tenant_id.eq(tenant))
            .filter(answers::begun_at.lt(Bind(at)))
            .order(answers::begun_at)
            .limit(limit.into())
            .select(answers::key);
        let keys = query.load::<String>(&mut self.wire().await?).await;
        let keys = self.checked(keys)?;
        if keys.is_empty() {
            return Ok(0);
        }
        let old = answers::table
            .filter(answers::tenant_id.eq(tenant))
            .filter(answers::begun_at.lt(Bind(at)))
            .filter(answers::key.eq_any(keys));
        let deleted = diesel::delete(old).execute(&mut self.wire().await?).await;
        let deleted = self.checked(deleted)?;
        Ok(u64::try_from(deleted).unwrap_or(u64::MAX))
    }
}
