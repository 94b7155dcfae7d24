//! Limits within one process.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::Clock;

use super::recent::Weight;
use super::shards::Shards;
use crate::limits::{Bucket, Limits, Rate, Taken};
use crate::{Key, key::Area};

/// The most buckets of businesses, and as many of the platform: addresses and names that strangers
/// choose must not push out those of businesses.
const BUCKETS_MAX: usize = 131_072;
/// How often full buckets are looked for.
const SWEEP_US: i64 = 60_000_000;

/// Buckets of tokens in memory. **Limits**: 131,072 for businesses, and as many for the platform.
///
/// A bucket that has filled up is forgotten, for it says nothing. When there are too many,
/// the one that was not asked for longest goes: a flood of new keys then gets more than it should, and
/// nobody less.
pub struct Buckets {
    clock: Arc<dyn Clock>,
    of_businesses: Shards<Bucket>,
    of_the_platform: Shards<Bucket>,
}

impl Weight for Bucket {
    fn weight(&self) -> usize {
        1
    }
}

impl Buckets {
    /// No buckets yet, and the clock by which they fill.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let (of_businesses, of_the_platform) = (Shards::new(BUCKETS_MAX), Shards::new(BUCKETS_MAX));
        Self { clock, of_businesses, of_the_platform }
    }

    /// How many buckets are remembered.
    pub fn count(&self) -> usize {
        self.of_businesses.len() + self.of_the_platform.len()
    }

    /// [`Limits::take`], which has nothing to wait for here.
    pub fn take_now(&self, key: &Key, rate: Rate, cost: u32) -> Taken {
        let now_us = self.clock.now().as_microsecond();
        let taken = self.shards(key.area()).with(key, |shard| {
            // Where the clock has gone back, too: nothing is swept until it comes by again.
            if now_us.saturating_sub(shard.swept_at_us) >= SWEEP_US {
                shard.swept_at_us = now_us;
                shard.table.retain(|bucket| !bucket.is_full(now_us));
            }
            if let Some(bucket) = shard.table.get_mut(key) {
                return bucket.take(rate, cost, now_us);
            }
            let mut bucket = Bucket::FULL;
            let taken = bucket.take(rate, cost, now_us);
            shard.table.insert(key.clone(), bucket);
            taken
        });
        taken.unwrap_or(Taken::Granted { left: 0 })
    }

    const fn shards(&self, area: Area) -> &Shards<Bucket> {
        if area.is_platform() { &self.of_the_platform } else { &self.of_businesses }
    }
}

#[async_trait]
impl Limits for Buckets {
    async fn take(&self, key: &Key, rate: Rate, cost: u32) -> Taken {
        self.take_now(key, rate, cost)
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use jiff::{SignedDuration, Timestamp};
    use kernel::{IdSource, ManualClock, SeededIds, TenantId};

    use super::*;

    fn buckets() -> (Buckets, Arc<ManualClock>) {
        let clock = Arc::new(ManualClock::new(Timestamp::from_second(1_800_000_000).unwrap()));
        (Buckets::new(clock.clone()), clock)
    }

    fn address(number: u32) -> Key {
        Key::address(IpAddr::V4(Ipv4Addr::from_bits(number)))
    }

    #[test]
    fn a_flood_of_addresses_takes_no_more_memory_and_frees_no_business() {
        let (buckets, _) = buckets();
        let ids: &dyn IdSource = &SeededIds::new(1);
        let tenant: TenantId = ids.next();
        let rate = Rate::per_hour(1);
        assert!(buckets.take_now(&Key::requests(tenant), rate, 1).is_granted());
        for number in 0..300_000 {
            assert!(buckets.take_now(&address(number), rate, 1).is_granted());
        }
        assert!(buckets.count() <= BUCKETS_MAX + 1, "{} buckets", buckets.count());
        assert!(!buckets.take_now(&Key::requests(tenant), rate, 1).is_granted());
        assert!(!buckets.take_now(&address(299_999), rate, 1).is_granted());
    }

    #[test]
    fn full_buckets_are_forgotten() {
        let (buckets, clock) = buckets();
        for number in 0..10_000 {
            buckets.take_now(&address(number), Rate::per_second(1), 1);
        }
        assert_eq!(buckets.count(), 10_000);
        clock.advance(SignedDuration::from_mins(2));
        // One request for each part of the table, and a few more.
        for number in 0..1_000 {
            buckets.take_now(&address(number), Rate::per_second(1), 1);
        }
        assert_eq!(buckets.count(), 1_000);
    }
}
