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
}
