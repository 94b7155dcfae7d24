//! What requests with an idempotency key were answered.

use async_trait::async_trait;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use kernel::StoreResult;
use store::answers::{AnswerStore, CARRIED_OUT_WITHIN, Earlier};

use super::super::dialect;
use super::Session;
use crate::columns::Bind;
use crate::schema::answers;

type Kept = (String, Timestamp, Option<String>);

#[async_trait]
impl AnswerStore for Session {
    async fn begin(&mut self, key: &str, fingerprint: &str, at: Timestamp) -> StoreResult<Earlier> {
        let tenant = self.tenant()?;
        let query = diesel::insert_into(answers::table)
            .values((
                answers::tenant_id.eq(tenant),
                answers::key.eq(key),
                answers::fingerprint.eq(fingerprint),
                answers::begun_at.eq(Bind(at)),
            ))
            .on_conflict((answers::tenant_id, answers::key))
            .do_nothing();
        let inserted = query.execute(&mut self.wire().await?).await;
        if self.checked(inserted)? == 1 {
            return Ok(Earlier::Nothing);
        }
        let query = answers::table.find((tenant, key)).select((
            answers::fingerprint,
            answers::begun_at,
            answers::answer,
        ));
        let row = dialect::for_update!(query).first::<Kept>(&mut self.wire().await?).await;
        let Some((asked, begun_at, answer)) = self.checked(row.optional())? else {
            // Let go of at this moment.
            return Ok(Earlier::Running);
        };
        if asked != fingerprint {
            return Ok(Earlier::Other);
        }
        if let Some(answer) = answer {
            return Ok(Earlier::Answered(answer));
        }
        if at.duration_since(begun_at) < CARRIED_OUT_WITHIN {
            return Ok(Earlier::Running);
        }
        let query =
            diesel::update(answers::table.find((tenant, key))).set(answers::begun_at.eq(Bind(at)));
        let updated = query.execute(&mut self.wire().await?).await;
        self.checked(updated)?;
        Ok(Earlier::Nothing)
    }

    async fn keep(&mut self, key: &str, begun_at: Timestamp, answer: &str) -> StoreResult<bool> {
        let running = answers::table
            .find((self.tenant()?, key))
            .filter(answers::begun_at.eq(Bind(begun_at)))
            .filter(answers::answer.is_null());
        let query = diesel::update(running).set(answers::answer.eq(Some(answer)));
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
