//! Webhooks that were seen.

use async_trait::async_trait;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use kernel::StoreResult;
use store::ReceiptStore;

use super::Session;
use crate::columns::Bind;
use crate::schema::receipts;

#[async_trait]
impl ReceiptStore for Session {
    async fn insert_if_new(
        &mut self,
        provider: &str,
        key: &str,
        at: Timestamp,
    ) -> StoreResult<bool> {
        let query = diesel::insert_into(receipts::table)
            .values((
                receipts::tenant_id.eq(self.tenant()?),
                receipts::provider.eq(provider),
                receipts::key.eq(key),
                receipts::at.eq(Bind(at)),
            ))
            .on_conflict((receipts::tenant_id, receipts::provider, receipts::key))
            .do_nothing();
        let inserted = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(inserted)? == 1)
    }

    async fn insert_answered(
        &mut self,
        provider: &str,
        key: &str,
        at: Timestamp,
        answer: &str,
    ) -> StoreResult<()> {
        let query = diesel::insert_into(receipts::table).values((
            receipts::tenant_id.eq(self.tenant()?),
            receipts::provider.eq(provider),
            receipts::key.eq(key),
            receipts::at.eq(Bind(at)),
            receipts::answer.eq(answer),
        ));
        let inserted = query.execute(&mut self.wire().await?).await;
        self.checked(inserted)?;
        Ok(())
    }

    async fn answer(&mut self, provider: &str, key: &str) -> StoreResult<Option<String>> {
        let query = receipts::table.find((self.tenant()?, provider, key)).select(receipts::answer);
        let answer = query.first::<Option<String>>(&mut self.wire().await?).await.optional();
        Ok(self.checked(answer)?.flatten())
    }
}
