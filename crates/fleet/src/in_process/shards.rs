//! A table in several parts, so that threads seldom wait for each other.

use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::recent::{Recent, Weight};
use crate::Key;

/// In how many parts.
const SHARDS: usize = 16;

pub(super) struct Shards<V> {
    shards: Vec<Mutex<Shard<V>>>,
    hasher: RandomState,
}

/// One part, and when it was last swept.
pub(super) struct Shard<V> {
    pub(super) table: Recent<Key, V>,
    pub(super) swept_at_us: i64,
}

impl<V: Weight> Shards<V> {
    /// A table that weighs at most `weight_max`.
    pub(super) fn new(weight_max: usize) -> Self {
        let shard = || Shard { table: Recent::new(weight_max / SHARDS), swept_at_us: i64::MIN };
        let shards = (0..SHARDS).map(|_| Mutex::new(shard())).collect();
        Self { shards, hasher: RandomState::new() }
    }

    /// Does `work` with the part in which `key` is. `None` never happens: there is always a part.
    pub(super) fn with<T>(&self, key: &Key, work: impl FnOnce(&mut Shard<V>) -> T) -> Option<T> {
        let shard = self.shards.get(self.slot(key, SHARDS))?;
        Some(work(&mut lock(shard)))
    }

    /// Does `work` with every part in turn.
    pub(super) fn each(&self, mut work: impl FnMut(&mut Shard<V>)) {
        for shard in &self.shards {
            work(&mut lock(shard));
        }
    }

    /// How many values there are.
    pub(super) fn len(&self) -> usize {
        self.shards.iter().map(|shard| lock(shard).table.len()).sum()
    }

    /// A number below `slots`, always the same for the same key.
    pub(super) fn slot(&self, key: &Key, slots: usize) -> usize {
        let slots = u64::try_from(slots).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.hasher.hash_one(key) % slots).unwrap_or_default()
    }
}

fn lock<V>(shard: &Mutex<Shard<V>>) -> MutexGuard<'_, Shard<V>> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}
