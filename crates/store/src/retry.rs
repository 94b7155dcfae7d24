//! Running a transaction again after somebody else's got in its way.

use std::time::Duration;

use kernel::StoreError;

/// Counts the runs of one piece of work, and says whether another makes sense.
///
/// The work must open its own transaction in each run:
///
/// ```
/// # use frontdesk_store as store;
/// # async fn save() -> kernel::StoreResult<()> { Ok(()) }
/// # async fn story() -> kernel::StoreResult<()> {
/// let mut attempts = store::Attempts::new();
/// loop {
///     match save().await {
///         Err(error) if attempts.again(&error).await => {}
///         outcome => return outcome,
///     }
/// }
/// # }
/// ```
#[derive(Debug, Default)]
pub struct Attempts {
    failed: u32,
}

impl Attempts {
    /// How often work is run again, at most.
    pub const AGAIN_MAX: u32 = 5;

    /// How long the first pause takes; each later one takes twice as long as the one before. All
    /// of them together stay below a tenth of a second, for a caller is waiting on the line.
    const FIRST_PAUSE: Duration = Duration::from_millis(2);

    /// Nothing was tried yet.
    pub const fn new() -> Self {
        Self { failed: 0 }
    }

    /// Whether to run the work again after `error`; pauses first if so. Only a conflict is worth it,
    /// at most [`Attempts::AGAIN_MAX`] times.
    pub async fn again(&mut self, error: &StoreError) -> bool {
        if !error.is_conflict() || self.failed >= Self::AGAIN_MAX {
            return false;
        }
        let pause = Self::FIRST_PAUSE.saturating_mul(1 << self.failed);
        self.failed += 1;
        tokio::time::sleep(pause).await;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_conflict_is_tried_again_five_times() {
        let conflict = StoreError::Conflict("deadlock".into());
        let mut attempts = Attempts::new();
        let mut runs = 1;
        while attempts.again(&conflict).await {
            runs += 1;
        }
        assert_eq!(runs, 6);
    }

    #[tokio::test]
    async fn nothing_else_is_tried_again() {
        let mut attempts = Attempts::new();
        assert!(!attempts.again(&StoreError::Poisoned).await);
        assert!(!attempts.again(&StoreError::Unavailable("away".into())).await);
    }
}
