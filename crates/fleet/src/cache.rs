//! What is costly to find out, kept for a moment.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use crate::Key;
use crate::flights::{Flights, Seat};

/// The longest value that is kept, in bytes. A longer one is looked for every time.
pub const VALUE_BYTES_MAX: usize = 64 * 1024;
/// The longest time that a value is kept.
pub const TTL_MAX: Duration = Duration::from_hours(1);

/// Keeps values for a moment, over all machines.
///
/// A value can vanish at any time. A change is seen everywhere within a second of
/// [`forget`](Self::forget), unless machines have lost sight of each other: then no later than its
/// time to live.
#[async_trait]
pub trait Cache: Send + Sync {
    /// The value of `key`, or the proof of having looked.
    async fn look(&self, key: &Key) -> Look;

    /// Keeps a value that was found out after `since` was given.
    ///
    /// MUST keep nothing if the key was put or forgotten after that look, on whichever machine: the
    /// value may have been read before the change.
    async fn put_since(&self, key: &Key, value: Arc<str>, ttl: Duration, since: Stamp);

    /// Keeps a value, whatever was kept before. MUST be seen by every machine like a forgetting.
    async fn put(&self, key: &Key, value: Arc<str>, ttl: Duration);

    /// Forgets the value of `key`. MUST also keep a load under way from putting what it had read.
    /// Call it after the change has been committed.
    async fn forget(&self, key: &Key);

    /// What is being found out in this process.
    fn flights(&self) -> &Flights;
}

/// What a look into the cache finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// The value.
    Found(Arc<str>),
    /// Nothing. A value that is found out from now on may be put with this stamp.
    Missing(Stamp),
}

/// Proof of having looked at a certain point. Only whoever gave it can read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// How often something was forgotten in this process.
    pub here: u64,
    /// How often it was forgotten outside, where there is an outside to ask.
    pub outside: Option<u64>,
}

impl dyn Cache + '_ {
    /// The value of `key`, if it is there.
    pub async fn get(&self, key: &Key) -> Option<Arc<str>> {
        match self.look(key).await {
            Look::Found(value) => Some(value),
            Look::Missing(_) => None,
        }
    }

    /// The value of `key`; where it is missing, whatever `load` finds out, which is then kept.
    ///
    /// Of many who miss the same key at once in one process, one loads and the others wait for it.
    /// They share its error too; nobody who comes later does. If the one who loads is cancelled or
    /// panics, one who waits takes over. Whoever asks after a [`forget`](Cache::forget) gets nothing
    /// that was loaded before it.
    ///
    /// **Errors**: those of `load`. Wrap what cannot be cloned in an [`Arc`].
    pub async fn get_or<E, F>(
        &self,
        key: &Key,
        ttl: Duration,
        load: impl FnOnce() -> F,
    ) -> Result<Arc<str>, E>
    where
        F: Future<Output = Result<String, E>>,
        E: Clone + Send + Sync + 'static,
    {
        loop {
            if let Look::Found(value) = self.look(key).await {
                return Ok(value);
            }
            let flight = match self.flights().board::<E>(key) {
                Seat::Guest(guest) => match guest.arrival().await {
                    Some(result) => return result,
                    None => continue,
                },
                Seat::Pilot(flight) => flight,
            };
            // Another one may have landed between the look and the boarding.
            let result = match self.look(key).await {
                Look::Found(value) => Ok(value),
                Look::Missing(since) => match load().await {
                    Ok(value) => {
                        let value: Arc<str> = value.into();
                        self.put_since(key, Arc::clone(&value), ttl, since).await;
                        Ok(value)
                    }
                    Err(error) => Err(error),
                },
            };
            flight.land(&result);
            return result;
        }
    }
}
