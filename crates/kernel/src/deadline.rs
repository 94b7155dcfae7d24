//! How long a turn may still take.

use jiff::{SignedDuration, Timestamp};

/// The instant by which an answer must be on its way, carried with a turn through every layer.
///
/// Nested budgets are made with [`Deadline::within`]: an inner deadline never lies after the outer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deadline(Timestamp);

impl Deadline {
    /// The deadline `budget` after `now`.
    pub fn after(now: Timestamp, budget: SignedDuration) -> Self {
        Self(now.saturating_add(budget).unwrap_or(Timestamp::MAX))
    }

    /// An inner deadline: `budget` from `now`, but no later than this one.
    #[must_use]
    pub fn within(self, now: Timestamp, budget: SignedDuration) -> Self {
        self.min(Self::after(now, budget))
    }

    /// What is left; zero when the deadline has passed.
    pub fn remaining(self, now: Timestamp) -> std::time::Duration {
        std::time::Duration::try_from(self.0.duration_since(now)).unwrap_or_default()
    }

    /// Whether nothing is left.
    pub fn has_passed(self, now: Timestamp) -> bool {
        self.0 <= now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inner_deadline_never_outlives_the_outer() {
        let now = Timestamp::UNIX_EPOCH;
        let outer = Deadline::after(now, SignedDuration::from_millis(2_500));
        assert_eq!(outer.within(now, SignedDuration::from_secs(9)), outer);
        let inner = outer.within(now, SignedDuration::from_millis(100));
        assert_eq!(inner.remaining(now).as_millis(), 100);
        assert!(inner.has_passed(now + SignedDuration::from_millis(100)));
        assert!(outer.remaining(now + SignedDuration::from_secs(60)).is_zero());
    }
}
