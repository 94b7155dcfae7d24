//! One turn of a call at a time, without the write lock.
//!
//! SQLite has no row locks: whoever locks anything has the only write lock. A turn that thinks would
//! keep everybody else from writing, so it locks its call here, in memory, reads on a connection that
//! only reads, and takes the write lock for its commit. Other processes that have the file open are
//! not seen here: when the write lock is taken, the conversation must be as it was read.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use kernel::{StoreError, StoreResult, TenantId};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::timeout;

/// How many calls can be locked at once at most; two calls that share a lock wait for each other.
const LOCKS: usize = 1_024;

/// The locks of calls.
pub(super) struct Calls {
    locks: Vec<Arc<Mutex<()>>>,
    wait: Duration,
}

/// A call that is locked until this is dropped.
#[derive(Debug)]
pub(super) struct CallLock {
    place: usize,
    _guard: OwnedMutexGuard<()>,
}

impl Calls {
    pub(super) fn new(wait: Duration) -> Self {
        Self { locks: (0..LOCKS).map(|_| Arc::default()).collect(), wait }
    }

    /// Locks a call, unless `held` does so already.
    ///
    /// Whoever holds another lock, the write lock or another call's, MUST NOT wait: that fails as a
    /// conflict, which is tried again from the start.
    pub(super) async fn lock(
        &self,
        tenant: TenantId,
        call: &str,
        held: &[CallLock],
        may_wait: bool,
    ) -> StoreResult<Option<CallLock>> {
        let mut hasher = DefaultHasher::new();
        (tenant.as_uuid(), call).hash(&mut hasher);
        let place = usize::try_from(hasher.finish() % 1_024).unwrap_or_default();
        if held.iter().any(|held| held.place == place) {
            return Ok(None);
        }
        let Some(lock) = self.locks.get(place).cloned() else { return Ok(None) };
        let guard = if may_wait && held.is_empty() {
            let waited = timeout(self.wait, lock.lock_owned()).await;
            waited.map_err(|late| StoreError::Unavailable(Box::new(late)))?
        } else {
            lock.try_lock_owned().map_err(|busy| StoreError::Conflict(Box::new(busy)))?
        };
        Ok(Some(CallLock { place, _guard: guard }))
    }
}
