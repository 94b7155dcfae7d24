//! Which webhooks were seen.

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::StoreResult;

/// Remembers webhooks by the provider's own key for them.
#[async_trait]
pub trait ReceiptStore: Send {
    /// Notes an event. MUST return `false`, and change nothing, if it was noted before.
    async fn insert_if_new(
        &mut self,
        provider: &str,
        key: &str,
        at: Timestamp,
    ) -> StoreResult<bool>;
    /// Notes an event with what its sender was answered, to be answered again. MUST fail with a
    /// constraint if it was noted before. **Limits**: 64 KiB.
    async fn insert_answered(
        &mut self,
        provider: &str,
        key: &str,
        at: Timestamp,
        answer: &str,
    ) -> StoreResult<()>;
    /// What the sender of an event was answered. `None` if it was not noted, or without an answer.
    async fn answer(&mut self, provider: &str, key: &str) -> StoreResult<Option<String>>;
}
