//! What this domain needs remembered.

use async_trait::async_trait;
use kernel::StoreResult;

use crate::Subscription;

/// Remembers what a transaction's own business has ordered.
#[async_trait]
pub trait SubscriptionStore: Send {
    /// The business's subscription; `None` if it has ordered nothing yet.
    async fn find(&mut self) -> StoreResult<Option<Subscription>>;
    /// The same, locked until the transaction ends: whoever changes it after looking at it waits here
    /// for whoever does the same.
    async fn lock(&mut self) -> StoreResult<Option<Subscription>>;
    /// Adds the subscription or replaces it. MUST return `Forbidden` if it is another business's.
    async fn put(&mut self, subscription: &Subscription) -> StoreResult<()>;
}
