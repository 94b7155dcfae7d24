//! Webhooks that were seen.

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::StoreResult;
use kernel::clock::to_micros;

use super::data::refused;
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
            draft.own.receipts.insert(receipt, (to_micros(at), None));
            Ok(true)
        })
        .await
    }

    async fn insert_answered(
        &mut self,
        provider: &str,
        key: &str,
        at: Timestamp,
        answer: &str,
    ) -> StoreResult<()> {
        self.write(|draft| {
            let receipt = (provider.to_owned(), key.to_owned());
            if draft.own.receipts.contains(&receipt) {
                return Err(refused("receipts_tenant_id_provider_key_key"));
            }
            draft.own.receipts.insert(receipt, (to_micros(at), Some(answer.to_owned())));
            Ok(())
        })
        .await
    }

    async fn answer(&mut self, provider: &str, key: &str) -> StoreResult<Option<String>> {
        self.read(|draft| {
            let receipt = (provider.to_owned(), key.to_owned());
            Ok(draft.own.receipts.get(&receipt).and_then(|(_, answer)| answer.clone()))
        })
        .await
    }
}
