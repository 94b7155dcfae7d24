//! Who may do how much.

use std::time::Duration;

use async_trait::async_trait;

use crate::Key;

/// Counts what is done under a key, and says when it is too much.
///
/// The same rule everywhere: a bucket holds tokens up to its burst, and they come back at an even
/// pace. Webhooks of calls are not limited here: they all come from the carrier's addresses, and what
/// bounds them is how many calls a business has at once.
#[async_trait]
pub trait Limits: Send + Sync {
    /// Takes `cost` tokens from the bucket of `key`, or none.
    ///
    /// MUST decide whatever happens: who has lost sight of the other machines decides alone. MUST
    /// take nothing when it refuses. MUST treat a key that it never saw as a full bucket. A cost
    /// beyond the burst MUST count as the burst: nobody could ever pay more.
    ///
    /// A key should always be asked for with the same rate; after a change of it, the time until the
    /// bucket is full again stays, as far as the new burst allows.
    async fn take(&self, key: &Key, rate: Rate, cost: u32) -> Taken;
}

/// What became of a request for tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// Go on.
    Granted {
        /// Whole tokens that are left.
        left: u32,
    },
    /// Too much.
    Wait {
        /// After this time the same request is granted, if nobody else is served before.
        retry_after: Duration,
    },
}

impl Taken {
    /// Whether to go on.
    pub const fn is_granted(self) -> bool {
        matches!(self, Self::Granted { .. })
    }
}

/// How fast tokens come back, and how many a bucket holds.
///
/// ```
/// use frontdesk_fleet::Rate;
///
/// let sign_in = Rate::per_minute(5);
/// let api = Rate::per_minute(600).with_burst(50);
/// assert_eq!((sign_in.burst(), api.burst()), (5, 50));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    interval_us: u64,
    burst: u32,
}

/// The longest time that a bucket takes to fill, in microseconds: 366 days. Instants of so many
/// microseconds are whole numbers in a double, which is what Redis' scripts count with.
const FILL_US_MAX: u64 = 366 * 86_400 * 1_000_000;

impl Rate {
    /// So many tokens a second; as many are the burst. None counts as one.
    pub const fn per_second(tokens: u32) -> Self {
        Self::new(tokens, 1_000_000)
    }

    /// So many tokens a minute; as many are the burst. None counts as one.
    pub const fn per_minute(tokens: u32) -> Self {
        Self::new(tokens, 60_000_000)
    }

    /// So many tokens an hour; as many are the burst. None counts as one.
    pub const fn per_hour(tokens: u32) -> Self {
        Self::new(tokens, 3_600_000_000)
    }

    /// So many tokens in this time; as many are the burst. None counts as one.
    pub fn over(tokens: u32, period: Duration) -> Self {
        Self::new(tokens, u64::try_from(period.as_micros()).unwrap_or(u64::MAX))
    }

    /// The same pace with another burst, at least one. **Limits**: a bucket that would take longer
    /// than 366 days to fill is made smaller.
    #[must_use]
    pub const fn with_burst(self, burst: u32) -> Self {
        let burst = if burst == 0 { 1 } else { burst };
        let mut rate = Self { burst, ..self };
        while rate.fill_us() > FILL_US_MAX {
            rate.burst /= 2;
        }
        rate
    }

    /// How many tokens a full bucket holds.
    pub const fn burst(self) -> u32 {
        self.burst
    }

    /// How long one token takes to come back, in microseconds.
    pub const fn interval_us(self) -> u64 {
        self.interval_us
    }

    #[expect(clippy::as_conversions, reason = "widening, where `From` is not yet const")]
    const fn new(tokens: u32, period_us: u64) -> Self {
        let tokens = if tokens == 0 { 1 } else { tokens };
        let interval_us = period_us / tokens as u64;
        Self { interval_us: if interval_us == 0 { 1 } else { interval_us }, burst: 1 }
            .with_burst(tokens)
    }

    #[expect(clippy::as_conversions, reason = "widening, where `From` is not yet const")]
    const fn fill_us(self) -> u64 {
        self.interval_us.saturating_mul(self.burst as u64)
    }
}

/// The whole state of a bucket: when it will be full, in microseconds since 1970.
///
/// A bucket that is full holds no state at all, so it can be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bucket {
    full_at_us: i64,
}

impl Bucket {
    /// A bucket that is full.
    pub const FULL: Self = Self { full_at_us: i64::MIN };

    /// Takes `cost` tokens at the instant `now_us`, or none.
    ///
    /// A clock that goes back makes nobody wait longer than for a whole burst.
    pub fn take(&mut self, rate: Rate, cost: u32, now_us: i64) -> Taken {
        let interval = i64::try_from(rate.interval_us).unwrap_or(i64::MAX);
        let fill = i64::try_from(rate.fill_us()).unwrap_or(i64::MAX);
        let missing = self.full_at_us.saturating_sub(now_us).clamp(0, fill);
        let price = interval.saturating_mul(i64::from(cost.min(rate.burst)));
        let missing_after = missing.saturating_add(price);
        if missing_after > fill {
            let wait = u64::try_from(missing_after.saturating_sub(fill)).unwrap_or_default();
            return Taken::Wait { retry_after: Duration::from_micros(wait) };
        }
        self.full_at_us = now_us.saturating_add(missing_after);
        let left = fill.saturating_sub(missing_after).checked_div(interval).unwrap_or_default();
        Taken::Granted { left: u32::try_from(left).unwrap_or(u32::MAX) }
    }

    /// Whether nothing is missing at `now_us`.
    pub const fn is_full(self, now_us: i64) -> bool {
        self.full_at_us <= now_us
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000_000_000;

    #[test]
    fn a_bucket_gives_its_burst_and_then_one_token_an_interval() {
        let rate = Rate::per_minute(60).with_burst(3);
        let mut bucket = Bucket::FULL;
        let lefts: Vec<Taken> = (0..3).map(|_| bucket.take(rate, 1, NOW)).collect();
        assert_eq!(lefts, [2, 1, 0].map(|left| Taken::Granted { left }));
        let second = Taken::Wait { retry_after: Duration::from_secs(1) };
        assert_eq!(bucket.take(rate, 1, NOW), second);
        assert!(!bucket.take(rate, 1, NOW + 999_999).is_granted());
        assert_eq!(bucket.take(rate, 1, NOW + 1_000_000), Taken::Granted { left: 0 });
    }

    #[test]
    fn what_is_refused_takes_nothing() {
        let rate = Rate::per_minute(60).with_burst(3);
        let mut bucket = Bucket::FULL;
        bucket.take(rate, 2, NOW);
        let before = bucket;
        assert_eq!(bucket.take(rate, 2, NOW), Taken::Wait { retry_after: Duration::from_secs(1) });
        assert_eq!(bucket, before);
        assert_eq!(bucket.take(rate, 1, NOW), Taken::Granted { left: 0 });
    }

    #[test]
    fn a_cost_beyond_the_burst_counts_as_the_burst() {
        let rate = Rate::per_minute(60).with_burst(3);
        let mut bucket = Bucket::FULL;
        assert_eq!(bucket.take(rate, u32::MAX, NOW), Taken::Granted { left: 0 });
        let three = Taken::Wait { retry_after: Duration::from_secs(3) };
        assert_eq!(bucket.take(rate, u32::MAX, NOW), three);
    }

    #[test]
    fn a_clock_that_goes_back_costs_no_more_than_a_burst() {
        let rate = Rate::per_minute(60).with_burst(3);
        let mut bucket = Bucket::FULL;
        bucket.take(rate, 3, NOW);
        let a_day_ago = NOW - 86_400_000_000;
        let wait = bucket.take(rate, 1, a_day_ago);
        assert_eq!(wait, Taken::Wait { retry_after: Duration::from_secs(1) });
    }

    #[test]
    fn rates_that_cannot_be_are_brought_to_the_nearest_that_can() {
        assert_eq!(Rate::per_minute(0), Rate::per_minute(1));
        assert_eq!(Rate::per_minute(9).with_burst(0).burst(), 1);
        assert_eq!(Rate::per_second(u32::MAX).interval_us(), 1);
        let slow = Rate::per_hour(1).with_burst(u32::MAX);
        assert!(slow.fill_us() <= FILL_US_MAX && slow.burst() > 1_000);
    }

    proptest::proptest! {
        #[test]
        fn no_stretch_of_time_grants_more_than_a_burst_and_what_comes_back(
            steps in proptest::collection::vec((0_i64..3_000_000, 1_u32..4), 1..200),
            per_minute in 1_u32..1_000,
            burst in 1_u32..20,
        ) {
            let rate = Rate::per_minute(per_minute).with_burst(burst);
            let (mut bucket, mut now, mut granted) = (Bucket::FULL, NOW, 0_u64);
            for (pause, cost) in steps {
                now += pause;
                if bucket.take(rate, cost, now).is_granted() {
                    granted += u64::from(cost.min(burst));
                }
            }
            let elapsed = u64::try_from(now - NOW).unwrap();
            let most = u64::from(burst) + elapsed / rate.interval_us() + 1;
            proptest::prop_assert!(granted <= most, "{} > {}", granted, most);
        }
    }
}
