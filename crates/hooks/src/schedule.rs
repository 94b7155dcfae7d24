//! When an attempt is made again.

use jiff::{SignedDuration, Timestamp};
use kernel::DeliveryId;

/// How long after the attempt before it each attempt is made; the first one at once. Waiting grows
/// from a receiver's restart to a night, and all of it takes about 28 hours.
///
/// **Source**: Svix documentation, "Retry schedule", read 2026-11.
pub const WAITS: [SignedDuration; 8] = [
    SignedDuration::ZERO,
    SignedDuration::from_secs(5),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(30),
    SignedDuration::from_hours(2),
    SignedDuration::from_hours(5),
    SignedDuration::from_hours(10),
    SignedDuration::from_hours(10),
];

/// How much longer than the schedule says a wait may be, in thousandths: what failed together does
/// not come back together.
pub const JITTER_PER_MILLE: u32 = 200;

/// How long a receiver may put us off.
pub const RETRY_AFTER_MAX: SignedDuration = SignedDuration::from_hours(12);

/// When the next attempt is made after `attempts` of them failed, the last one just now; `None` when
/// there have been enough. Never sooner than the schedule says, nor than the receiver asked for within
/// [`RETRY_AFTER_MAX`].
pub fn next_attempt(
    delivery: DeliveryId,
    attempts: u16,
    retry_after_seconds: Option<u32>,
    now: Timestamp,
) -> Option<Timestamp> {
    let wait = WAITS.get(usize::from(attempts))?;
    let part = i32::try_from(spread(delivery, attempts)).unwrap_or_default();
    let jitter = *wait / 1_000 * part;
    let asked = SignedDuration::from_secs(i64::from(retry_after_seconds.unwrap_or(0)));
    let wait = (*wait + jitter).max(asked.min(RETRY_AFTER_MAX));
    Some(now.saturating_add(wait).unwrap_or(Timestamp::MAX))
}

/// A number from 0 to [`JITTER_PER_MILLE`], the same each time for an attempt of a delivery.
fn spread(delivery: DeliveryId, attempts: u16) -> u32 {
    let (high, low) = delivery.as_uuid().as_u64_pair();
    // SplitMix64 (Steele, Lea, Flood 2014) spreads ids that differ in a few bits only.
    let mut mixed = high ^ low.rotate_left(32) ^ (u64::from(attempts) << 48);
    for factor in [0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb] {
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(factor);
    }
    u32::try_from((mixed >> 31) % u64::from(JITTER_PER_MILLE + 1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use kernel::{IdSource, SeededIds, SystemIds};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn all_attempts_take_somewhat_more_than_a_day() {
        let ids: &dyn IdSource = &SystemIds;
        for _ in 0..100 {
            let (id, start) = (ids.next(), Timestamp::UNIX_EPOCH);
            let (mut now, mut attempts) = (start, 1);
            while let Some(next) = next_attempt(id, attempts, None, now) {
                (now, attempts) = (next, attempts + 1);
            }
            assert_eq!(attempts, 8);
            let hours = now.duration_since(start).as_hours();
            assert!((27..=33).contains(&hours), "{hours}");
        }
    }

    #[test]
    fn what_failed_together_comes_back_apart() {
        let ids: &dyn IdSource = &SeededIds::new(5);
        let now = Timestamp::UNIX_EPOCH;
        let mut times: Vec<_> =
            (0..1_000).filter_map(|_| next_attempt(ids.next(), 4, None, now)).collect();
        times.sort_unstable();
        let spread = times[999].duration_since(times[0]);
        assert!(spread > SignedDuration::from_mins(22), "{spread:?}");
        times.dedup();
        assert!(times.len() > 190, "{} different instants", times.len());
    }

    proptest! {
        #[test]
        fn a_wait_is_never_shorter_than_scheduled_or_asked_and_never_much_longer(
            seed: u64, attempts in 0_u16..20, asked in proptest::option::of(any::<u32>()),
        ) {
            let ids: &dyn IdSource = &SeededIds::new(seed);
            let (id, now) = (ids.next(), Timestamp::UNIX_EPOCH);
            let next = next_attempt(id, attempts, asked, now);
            prop_assert_eq!(next, next_attempt(id, attempts, asked, now));
            let Some(scheduled) = WAITS.get(usize::from(attempts)) else {
                prop_assert_eq!(next, None);
                return Ok(());
            };
            let wait = next.map(|next| next.duration_since(now)).unwrap_or_default();
            let asked = SignedDuration::from_secs(asked.unwrap_or(0).into()).min(RETRY_AFTER_MAX);
            prop_assert!(wait >= (*scheduled).max(asked));
            prop_assert!(wait <= (*scheduled + *scheduled / 5).max(asked));
        }
    }
}
