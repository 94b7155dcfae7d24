//! Who was there a moment ago: so that a page with ten requests asks the database once.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use identity::{ApiKey, SignedIn};
use jiff::{SignedDuration, Timestamp};
use kernel::{SessionId, TenantId};
use tenancy::TenantStatus;

/// How long an answer is good. Whoever is signed out, taken out, or suspended on another machine is
/// served there no longer than this.
pub(super) const GOOD_FOR: SignedDuration = SignedDuration::from_secs(1);
/// How many answers of a kind are remembered.
const MAX: usize = 10_000;

/// Answers that are a moment old.
pub(super) struct Known {
    pub(super) sessions: Recent<SessionId, Option<SignedIn>>,
    pub(super) keys: Recent<String, Option<ApiKey>>,
    pub(super) statuses: Recent<TenantId, Option<TenantStatus>>,
}

impl Known {
    pub(super) fn new() -> Self {
        Self { sessions: Recent::new(), keys: Recent::new(), statuses: Recent::new() }
    }
}

/// A bounded map of answers with the time they were given.
pub(super) struct Recent<K, V>(Mutex<HashMap<K, (Timestamp, V)>>);

impl<K: Hash + Eq, V: Clone> Recent<K, V> {
    fn new() -> Self {
        Self(Mutex::new(HashMap::new()))
    }

    pub(super) fn get(&self, key: &K, now: Timestamp) -> Option<V> {
        let map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, value) = map.get(key)?;
        let age = now.duration_since(*at);
        (SignedDuration::ZERO <= age && age < GOOD_FOR).then(|| value.clone())
    }

    /// Remembers what was read at `now`, the time before it was asked for.
    pub(super) fn put(&self, key: K, now: Timestamp, value: V) {
        let mut map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if map.len() >= MAX {
            map.retain(|_, (at, _)| now.duration_since(*at) < GOOD_FOR);
            // A flood within a second: nobody is worse off than without this map.
            if map.len() >= MAX {
                map.clear();
            }
        }
        map.insert(key, (now, value));
    }

    pub(super) fn forget(&self, key: &K) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }

    pub(super) fn forget_all(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
