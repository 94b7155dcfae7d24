//! What requests with an idempotency key were answered.

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use kernel::StoreResult;

/// How long a request may be carried out before it is taken for one whose server died.
pub const CARRIED_OUT_WITHIN: SignedDuration = SignedDuration::from_secs(60);

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Earlier {
    /// Nothing: it is the asker's to carry out now.
    Nothing,
    /// The request was carried out, and this was its answer.
    Answered(String),
    /// It is being carried out at this moment.
    Running,
    /// The key was used for another request.
    Other,
}

/// Remembers answers of the transaction's business by the asker's own key.
#[async_trait]
pub trait AnswerStore: Send {
    /// Takes the key for the request with this fingerprint. Of many at once one MUST get
    /// [`Earlier::Nothing`]; so does whoever comes [`CARRIED_OUT_WITHIN`] after one that never ended.
    async fn begin(&mut self, key: &str, fingerprint: &str, at: Timestamp) -> StoreResult<Earlier>;
    /// Keeps the answer. MUST return `false` if the key is not being carried out since `begun_at`.
    async fn keep(&mut self, key: &str, begun_at: Timestamp, answer: &str) -> StoreResult<bool>;
    /// Lets go of the key, so that the request can be made again. MUST return `false` as above.
    async fn let_go(&mut self, key: &str, begun_at: Timestamp) -> StoreResult<bool>;
    /// Forgets what was begun before `at`, at most `limit`; says how many.
    async fn forget(&mut self, at: Timestamp, limit: u16) -> StoreResult<u64>;
}
