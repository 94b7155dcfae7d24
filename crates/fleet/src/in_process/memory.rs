//! A cache within one process.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::Clock;

use super::recent::Weight;
use super::shards::Shards;
use crate::Key;
use crate::cache::{Cache, Look, Stamp, TTL_MAX, VALUE_BYTES_MAX};
use crate::flights::Flights;

/// The most that values take together, in bytes.
const BYTES_MAX: usize = 64 * 1024 * 1024;
/// What a value takes beside its own length, in bytes: the key, the table, the counts.
const OVERHEAD_BYTES: usize = 192;
/// Into how many counters forgettings are counted. Two keys that share one cost each other a put.
const COUNTERS: usize = 1_024;

/// Values in memory.
pub struct Memory {
    clock: Arc<dyn Clock>,
    values: Shards<Value>,
    forgotten: Vec<AtomicU64>,
    flights: Flights,
}

struct Value {
    text: Arc<str>,
    /// A clock that was put back must not make a value live longer.
    from: Timestamp,
    until: Timestamp,
}

impl Weight for Value {
    fn weight(&self) -> usize {
        self.text.len().saturating_add(OVERHEAD_BYTES)
    }
}

impl Memory {
    /// An empty cache, and the clock by which its values age.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let forgotten = std::iter::repeat_with(AtomicU64::default).take(COUNTERS).collect();
        Self { clock, values: Shards::new(BYTES_MAX), forgotten, flights: Flights::default() }
    }

    /// How many values are kept, those included that are out of date.
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// [`Cache::look`], which has nothing to wait for here.
    pub fn look_now(&self, key: &Key) -> Look {
        // Before the table is read: what is forgotten in between must spoil the stamp.
        let here = self.stamp(key);
        let now = self.clock.now();
        let found = self.values.with(key, |shard| {
            let value = shard.table.get_mut(key)?;
            if value.from <= now && now < value.until {
                return Some(Arc::clone(&value.text));
            }
            shard.table.remove(key);
            None
        });
        let missing = Look::Missing(Stamp { here, outside: None });
        found.flatten().map_or(missing, Look::Found)
    }

    /// [`Cache::put_since`], which has nothing to wait for here. Looks at the part of the stamp that
    /// is about this process.
    pub fn put_since_now(&self, key: &Key, value: Arc<str>, ttl: Duration, since: Stamp) {
        let from = self.clock.now();
        let until = from.saturating_add(ttl.min(TTL_MAX)).unwrap_or(from);
        if value.len() > VALUE_BYTES_MAX || until <= from {
            return;
        }
        self.values.with(key, |shard| {
            // Forgetting counts first and removes second, under the same lock.
            if self.stamp(key) == since.here {
                shard.table.insert(key.clone(), Value { text: value, from, until });
            }
        });
    }

    /// [`Cache::forget`], which has nothing to wait for here.
    pub fn forget_now(&self, key: &Key) {
        if let Some(counter) = self.counter(key) {
            counter.fetch_add(1, Ordering::SeqCst);
        }
        self.flights.close(key);
        self.values.with(key, |shard| shard.table.remove(key));
    }

    /// [`Cache::put`], which has nothing to wait for here.
    pub fn put_now(&self, key: &Key, value: Arc<str>, ttl: Duration) {
        self.forget_now(key);
        let here = self.stamp(key);
        self.put_since_now(key, value, ttl, Stamp { here, outside: None });
    }

    /// Forgets everything.
    pub fn forget_all(&self) {
        for counter in &self.forgotten {
            counter.fetch_add(1, Ordering::SeqCst);
        }
        self.flights.close_all();
        self.values.each(|shard| shard.table.retain(|_| false));
    }

    /// How often `key` was forgotten, or another key with which it shares the counter.
    pub fn stamp(&self, key: &Key) -> u64 {
        self.counter(key).map_or(0, |counter| counter.load(Ordering::SeqCst))
    }

    fn counter(&self, key: &Key) -> Option<&AtomicU64> {
        self.forgotten.get(self.values.slot(key, COUNTERS))
    }
}

#[async_trait]
impl Cache for Memory {
    async fn look(&self, key: &Key) -> Look {
        self.look_now(key)
    }

    async fn put_since(&self, key: &Key, value: Arc<str>, ttl: Duration, since: Stamp) {
        self.put_since_now(key, value, ttl, since);
    }

    async fn put(&self, key: &Key, value: Arc<str>, ttl: Duration) {
        self.put_now(key, value, ttl);
    }

    async fn forget(&self, key: &Key) {
        self.forget_now(key);
    }

    fn flights(&self) -> &Flights {
        &self.flights
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use kernel::ManualClock;

    use super::*;

    fn memory() -> (Memory, Arc<ManualClock>) {
        let clock = Arc::new(ManualClock::new(Timestamp::from_second(1_800_000_000).unwrap()));
        (Memory::new(clock.clone()), clock)
    }

    #[test]
    fn any_number_of_values_takes_a_bounded_amount_of_memory() {
        let (memory, _) = memory();
        let value: Arc<str> = "x".repeat(10_000).into();
        for number in 0..20_000 {
            let key = Key::host(&number.to_string());
            memory.put_now(&key, Arc::clone(&value), Duration::from_secs(30));
        }
        assert!(memory.count() * (value.len() + OVERHEAD_BYTES) <= BYTES_MAX);
        assert!(memory.count() > 1_000);
    }

    #[test]
    fn a_clock_that_goes_back_makes_no_value_live_longer() {
        let (memory, clock) = memory();
        let key = Key::host("a.example.test");
        memory.put_now(&key, "1".into(), Duration::from_secs(30));
        assert!(matches!(memory.look_now(&key), Look::Found(_)));
        clock.advance(SignedDuration::from_hours(-1));
        assert!(matches!(memory.look_now(&key), Look::Missing(_)));
    }

    #[test]
    fn a_value_that_is_too_long_is_not_kept() {
        let (memory, _) = memory();
        let key = Key::host("a.example.test");
        memory.put_now(&key, "x".repeat(VALUE_BYTES_MAX + 1).into(), Duration::from_secs(30));
        assert!(matches!(memory.look_now(&key), Look::Missing(_)));
    }
}
