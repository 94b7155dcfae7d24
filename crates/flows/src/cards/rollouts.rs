//! How far each flag was brought, at hand on every machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use arc_swap::ArcSwap;
use fleet::{Cache, Key};
use jiff::Timestamp;
use kernel::{StoreError, StoreResult};
use store::Database;
use tenancy::flags::Rollouts;

/// How often a machine asks the cache. With the second in which a forgetting is seen everywhere, this is
/// how long a change takes; the cache itself is in this process, as long as it hears of forgettings.
const ASK_AFTER_MS: i64 = 200;
/// How long rollouts stay in the cache that nobody changes.
const TTL: Duration = Duration::from_secs(30);
/// Their name there.
const FACT: &str = "rollouts";
/// As if nobody had ever asked.
const NEVER: i64 = i64::MIN;

/// Rollouts, and how often they have changed since this process began.
pub(super) struct Held {
    pub(super) rollouts: Rollouts,
    /// 0 until they were read for the first time.
    pub(super) generation: u64,
    text: Arc<str>,
}

/// The rollouts that this process goes by.
pub(super) struct AtHand {
    held: ArcSwap<Held>,
    asked_at: AtomicI64,
}

impl AtHand {
    pub(super) fn new() -> Self {
        let none = Held { rollouts: Rollouts::default(), generation: 0, text: "".into() };
        Self { held: ArcSwap::from_pointee(none), asked_at: AtomicI64::new(NEVER) }
    }

    pub(super) fn held(&self) -> Arc<Held> {
        self.held.load_full()
    }

    /// Asks the cache at the next opportunity.
    pub(super) fn ask_again(&self) {
        self.asked_at.store(NEVER, Ordering::SeqCst);
    }

    /// Makes sure that they are at most a moment old.
    ///
    /// # Errors
    /// They were never read, and cannot be. Once they were, the last ones are good until there are
    /// others.
    pub(super) async fn refresh(
        &self,
        db: &dyn Database,
        cache: &dyn Cache,
        now: Timestamp,
    ) -> StoreResult<()> {
        let is_first = self.held.load().generation == 0;
        if !is_first && !self.is_due(now) {
            return Ok(());
        }
        let load = || async { read(db).await.map_err(Arc::new) };
        match cache.get_or(&Key::platform_fact(FACT), TTL, load).await {
            Ok(text) => {
                self.take(text);
                self.asked_at.store(now.as_millisecond(), Ordering::SeqCst);
                Ok(())
            }
            Err(error) if is_first => Err(StoreError::Unavailable(Box::new(error))),
            Err(_) => Ok(()),
        }
    }

    /// Whether it is time to ask; of many who ask at once, one is told so.
    fn is_due(&self, now: Timestamp) -> bool {
        let now = now.as_millisecond();
        let asked_at = self.asked_at.load(Ordering::SeqCst);
        let age = now.checked_sub(asked_at);
        // A clock that was put back makes nothing good for longer.
        if age.is_some_and(|age| (0..ASK_AFTER_MS).contains(&age)) {
            return false;
        }
        let swapped =
            self.asked_at.compare_exchange(asked_at, now, Ordering::SeqCst, Ordering::SeqCst);
        swapped.is_ok()
    }

    fn take(&self, text: Arc<str>) {
        let held = self.held.load();
        if held.generation > 0 && held.text == text {
            return;
        }
        // What another release has written and this one cannot read changes nothing.
        let Ok(rollouts) = serde_json::from_str(&text) else { return };
        let generation = held.generation.saturating_add(1);
        self.held.store(Arc::new(Held { rollouts, generation, text }));
    }
}

/// Everybody is told that they have changed.
pub(super) async fn forget(cache: &dyn Cache) {
    cache.forget(&Key::platform_fact(FACT)).await;
}

async fn read(db: &dyn Database) -> StoreResult<String> {
    let mut tx = db.begin_platform().await?;
    let rollouts = tx.rollouts().list().await?;
    tx.commit().await?;
    serde_json::to_string(&rollouts).map_err(|error| StoreError::Corrupt(Box::new(error)))
}
