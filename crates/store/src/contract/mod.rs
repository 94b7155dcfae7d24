//! What every database owes the flows.
//!
//! Each promise is an ordinary function over a [`Database`].
//! [`contract_tests!`](crate::contract_tests) lists them once and makes them into tests of one
//! database:
//!
//! ```text
//! async fn fresh() -> Option<store::contract::Fixture> { … }
//! store::contract_tests!(crate::fresh);
//! ```

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests: a panic is a finding, and the names are sentences"
)]

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use kernel::{StoreError, TenantId};

use crate::tx::{Database, Durability, PlatformTx, Tx};

/// Does work in a transaction of a business and commits it, like [`write()`], in a task of its own:
/// what closures' futures are is not known well enough to be sent to another thread.
macro_rules! in_tx {
    ($db:expr, $tenant:expr, $tx:ident => $work:expr) => {{
        let mut $tx = $db.begin($tenant).await.unwrap();
        let value = $work;
        $tx.commit($crate::tx::Durability::Promised).await.unwrap();
        value
    }};
}

/// The same in a transaction of the platform.
macro_rules! in_platform_tx {
    ($db:expr, $tx:ident => $work:expr) => {{
        let mut $tx = $db.begin_platform().await.unwrap();
        let value = $work;
        $tx.commit().await.unwrap();
        value
    }};
}

pub mod aborts;
pub mod accounts;
pub mod answers;
pub mod appointments;
pub mod audit;
pub mod calls;
pub mod conversations;
pub mod customers;
pub mod deliveries;
pub mod endpoints;
pub mod flags;
pub mod holds;
pub mod invitations;
pub mod isolation;
pub mod keys;
mod list;
pub mod members;
pub mod messages;
pub mod outbox;
pub mod pages;
pub mod platform;
pub mod queue;
pub mod races;
pub mod readers;
pub mod receipts;
pub mod rollouts;
pub mod samples;
pub mod schedules;
pub mod sessions;
pub mod settings_versions;
pub mod subscriptions;
pub mod tenants;
pub mod tickets;
pub mod transactions;
pub mod values;

/// Any database.
pub type Db = Arc<dyn Database>;

/// An empty database, and whatever must live as long as it.
pub struct Fixture {
    /// The database.
    pub db: Db,
    _guard: Box<dyn Any + Send>,
}

impl Fixture {
    /// `database`, and what is dropped after the test: a temporary folder, a schema, `()`.
    pub fn new(database: impl Database + 'static, guard: impl Any + Send) -> Self {
        Self { db: Arc::new(database), _guard: Box::new(guard) }
    }
}

/// Runs one test of the contract; transactions that wait for each other for ever are a finding too.
pub async fn in_time(test: impl Future<Output = ()>) {
    let ended = tokio::time::timeout(Duration::from_mins(2), test).await;
    assert!(ended.is_ok(), "did not end within two minutes");
}

/// Does `work` in a transaction of `tenant` and commits it.
pub async fn write<T>(
    db: &Db,
    tenant: TenantId,
    work: impl AsyncFnOnce(&mut Box<dyn Tx>) -> T,
) -> T {
    let mut tx = db.begin(tenant).await.unwrap();
    let value = work(&mut tx).await;
    tx.commit(Durability::Promised).await.unwrap();
    value
}

/// Asks `question` in a transaction of `tenant` that may only read.
pub async fn read<T>(
    db: &Db,
    tenant: TenantId,
    question: impl AsyncFnOnce(&mut Box<dyn Tx>) -> T,
) -> T {
    let mut tx = db.begin_read(tenant).await.unwrap();
    let value = question(&mut tx).await;
    tx.rollback().await.unwrap();
    value
}

/// Does `work` in a transaction of the platform and commits it.
pub async fn as_platform<T>(db: &Db, work: impl AsyncFnOnce(&mut Box<dyn PlatformTx>) -> T) -> T {
    let mut tx = db.begin_platform().await.unwrap();
    let value = work(&mut tx).await;
    tx.commit().await.unwrap();
    value
}

/// Whether `task` waits: it had long enough to be done, if it did not.
async fn waits<T>(task: &tokio::task::JoinHandle<T>) -> bool {
    tokio::time::sleep(Duration::from_millis(60)).await;
    !task.is_finished()
}

/// The error of a write that may be carried out as late as the commit.
async fn error_of(tx: Box<dyn Tx>, written: Result<(), StoreError>) -> StoreError {
    match written {
        Err(error) => {
            let poisoned = tx.commit(Durability::Promised).await;
            assert!(matches!(poisoned, Err(StoreError::Poisoned)), "{poisoned:?}");
            error
        }
        Ok(()) => tx.commit(Durability::Promised).await.unwrap_err(),
    }
}

/// Waits for what happens in the background: dropping a transaction only *starts* its rollback, and
/// until that is done a queue may pass over its rows.
async fn eventually<T>(probe: impl AsyncFn() -> Option<T>) -> T {
    for _ in 0..500 {
        if let Some(value) = probe().await {
            return value;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("did not happen within five seconds");
}
