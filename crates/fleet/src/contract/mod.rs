//! What every implementation owes the server.
//!
//! Each promise is an ordinary function over a [`Fixture`].
//! [`contract_tests!`](crate::contract_tests) lists them once and makes them into tests of one
//! implementation:
//!
//! ```text
//! async fn fresh() -> Option<fleet::contract::Fixture> { … }
//! fleet::contract_tests!(crate::fresh);
//! ```

#![expect(
    clippy::unwrap_used,
    missing_docs,
    reason = "tests: a panic is a finding, and the names are sentences"
)]

use std::any::Any;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use kernel::{CallId, Id, IdKind, IdSource, SeededIds, TenantId};

use crate::{Fleet, LiveCall};

pub mod bulletin;
pub mod cache;
pub mod limits;
mod list;
pub mod live_calls;
pub mod single_flight;

/// Lets time go by for one fleet.
pub type Advance = Box<dyn Fn(Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// A fleet in which nothing has happened, and whatever must live as long as it.
pub struct Fixture {
    /// The fleet.
    pub fleet: Fleet,
    /// Lets time go by.
    pub advance: Advance,
    _guard: Box<dyn Any + Send + Sync>,
}

impl Fixture {
    /// `fleet`, what lets time go by for it, and what is dropped after the test.
    pub fn new(fleet: Fleet, advance: Advance, guard: impl Any + Send + Sync) -> Self {
        Self { fleet, advance, _guard: Box::new(guard) }
    }

    async fn after(&self, duration: Duration) {
        (self.advance)(duration).await;
    }
}

/// Runs one test of the contract; waiting for ever is a finding too.
pub async fn in_time(test: impl Future<Output = ()>) {
    let ended = tokio::time::timeout(Duration::from_mins(2), test).await;
    assert!(ended.is_ok(), "did not end within two minutes");
}

/// Waits for what happens in the background.
pub async fn eventually<T>(mut probe: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..1_000 {
        if let Some(value) = probe().await {
            return value;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("did not happen within ten seconds");
}

/// An id that no other test uses.
fn id<K: IdKind>() -> Id<K> {
    static SERIES: AtomicU64 = AtomicU64::new(1);
    let ids: &dyn IdSource = &SeededIds::new(SERIES.fetch_add(1, Ordering::Relaxed));
    ids.next()
}

fn tenant() -> TenantId {
    id()
}

/// A call that began `seconds` after some instant.
fn call(seconds: i64) -> LiveCall {
    let since = Timestamp::from_second(1_800_000_000 + seconds).unwrap();
    LiveCall { since, call: id::<kernel::id::CallKind>() }
}

fn ids(calls: &[LiveCall]) -> Vec<CallId> {
    calls.iter().map(|call| call.call).collect()
}
