//! Webhooks that were seen.

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::StoreResult;
use kernel::clock::to_micros;

use super::tx::MemoryTx;
use crate::receipts::ReceiptStore;

#[async_trait]
impl ReceiptStore for MemoryTx {
    async fn insert_if_new(
        &mut self,
        provider: &str,
        key: &str,
        at: Timestamp,
    ) -> StoreResult<bool> {
        self.write(|draft| {
            let receipt = (provider.to_owned(), key.to_owned());
            if draft.own.receipts.contains(&receipt) {
                return Ok(false);
            }
            draft.own.receipts.insert(receipt, to_micros(at));
            Ok(true)
        })
        .await
    }
}
