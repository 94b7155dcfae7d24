//! The database in memory.
//!
//! For trying the product out and for tests; everything is gone when the program ends. It obeys the
//! same contract as the databases on disk, down to the names of constraints, and can be told to
//! fail: [`MemoryDatabase::fail_at`], [`MemoryDatabase::hang`].

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use kernel::{StoreResult, TenantId};

use self::data::Everything;
use self::platform::MemoryPlatformTx;
use self::switches::Switches;
use self::tx::MemoryTx;
use crate::tx::{Database, PlatformTx, Tx};

mod accounts;
mod answers;
mod appointments;
mod audit;
mod calls;
mod conversations;
mod customers;
mod data;
mod hooks;
mod keys;
mod members;
mod messages;
mod outbox;
mod pages;
mod plans;
mod platform;
mod queue;
mod receipts;
mod schedules;
mod settings_versions;
mod switches;
mod tenants;
mod tx;

pub use switches::Fault;

/// A database in memory. Copies of the value are the same database.
///
/// One transaction writes at a time, the others wait in the order in which they came; readers wait
/// for nobody and see the state that was committed last when they were opened.
#[derive(Clone)]
pub struct MemoryDatabase {
    shared: Arc<Shared>,
}

/// What all transactions of one database share.
struct Shared {
    committed: Mutex<Everything>,
    writer: Arc<tokio::sync::Mutex<()>>,
    switches: Switches,
}

impl Shared {
    /// The state that was committed last.
    fn committed(&self) -> Everything {
        self.committed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Makes `everything` the committed state. Only whoever holds the right to write may.
    fn publish(&self, everything: Everything) {
        let before = std::mem::replace(
            &mut *self.committed.lock().unwrap_or_else(PoisonError::into_inner),
            everything,
        );
        // Freed here, after the lock: it may be the last copy of many pages.
        drop(before);
    }
}

impl MemoryDatabase {
    /// An empty database.
    pub fn new() -> Self {
        let shared = Shared {
            committed: Mutex::default(),
            writer: Arc::default(),
            switches: Switches::new(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// How many calls reached the database since it was opened. Opening, committing and rolling back
    /// count as one each, and so does every method of a store.
    pub fn calls(&self) -> u64 {
        self.shared.switches.calls()
    }

    /// Lets the next `count` calls fail.
    pub fn fail_next(&self, count: u64, fault: Fault) {
        self.shared.switches.fail(1, count, fault);
    }

    /// Lets the `nth` call from now fail; 1 is the next one.
    pub fn fail_at(&self, nth: u64, fault: Fault) {
        self.shared.switches.fail(nth, 1, fault);
    }

    /// While `hanging`, calls are not answered. Those under way go on when it ends.
    pub fn hang(&self, hanging: bool) {
        self.shared.switches.hang(hanging);
    }

    /// Takes back every fault that is still to come.
    pub fn heal(&self) {
        self.shared.switches.heal();
    }

    /// How many transactions are open.
    pub fn open_transactions(&self) -> usize {
        self.shared.switches.open()
    }

    /// How many transactions this task has open: none may be while a provider is awaited.
    pub fn open_here(&self) -> usize {
        self.shared.switches.open_here()
    }
}

impl Default for MemoryDatabase {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for MemoryDatabase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MemoryDatabase").finish_non_exhaustive()
    }
}

#[async_trait]
impl Database for MemoryDatabase {
    async fn begin(&self, tenant: TenantId) -> StoreResult<Box<dyn Tx>> {
        self.shared.switches.call().await?;
        let writer = Arc::clone(&self.shared.writer).lock_owned().await;
        Ok(Box::new(MemoryTx::new(Arc::clone(&self.shared), tenant, Some(writer))))
    }

    async fn begin_read(&self, tenant: TenantId) -> StoreResult<Box<dyn Tx>> {
        self.shared.switches.call().await?;
        Ok(Box::new(MemoryTx::new(Arc::clone(&self.shared), tenant, None)))
    }

    async fn begin_platform(&self) -> StoreResult<Box<dyn PlatformTx>> {
        self.shared.switches.call().await?;
        Ok(Box::new(MemoryPlatformTx::new(Arc::clone(&self.shared))))
    }

    async fn check(&self) -> StoreResult<()> {
        self.shared.switches.call().await
    }
}
