//! Webhooks that were seen.

use async_trait::async_trait;
use diesel::ExpressionMethods;
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
}
