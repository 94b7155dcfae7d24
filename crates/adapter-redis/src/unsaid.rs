//! What the others have to be told as soon as they can be reached.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use fleet::{Audience, Key};
use kernel::{CallId, TenantId};

/// The most keys, audiences and calls. What is beyond lives out its time: an hour at most for a value,
/// two for a call; and an event is a hint.
const UNSAID_MAX: usize = 10_000;

/// Forgettings, events and ends of calls that may not have reached the others.
///
/// What must arrive is noted before it is sent: whoever sends it may be dropped meanwhile.
#[derive(Default)]
pub(crate) struct Unsaid(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    /// Each with the number of the change that it stands for.
    forgotten: HashMap<Key, u64>,
    changes: u64,
    missed: BTreeSet<Audience>,
    ended: BTreeSet<(TenantId, CallId)>,
}

impl Unsaid {
    /// Notes that `key` is being forgotten. The number that comes back settles it.
    pub(crate) fn forgetting(&self, key: &Key) -> u64 {
        let mut inner = self.lock();
        inner.changes += 1;
        let change = inner.changes;
        if inner.forgotten.len() < UNSAID_MAX || inner.forgotten.contains_key(key) {
            inner.forgotten.insert(key.clone(), change);
        }
        change
    }

    /// Notes that everybody knows of `change` of `key`. A later change is still unsaid.
    pub(crate) fn forgotten(&self, key: &Key, change: u64) {
        let mut inner = self.lock();
        if inner.forgotten.get(key) == Some(&change) {
            inner.forgotten.remove(key);
        }
    }

    /// Notes that `audience` was not told something.
    pub(crate) fn missed(&self, audience: Audience) {
        let mut inner = self.lock();
        if inner.missed.len() < UNSAID_MAX {
            inner.missed.insert(audience);
        }
    }

    /// Notes that `audience` was told that it missed something.
    pub(crate) fn told(&self, audience: Audience) {
        self.lock().missed.remove(&audience);
    }

    /// Notes that a call is being reported as over.
    pub(crate) fn ending(&self, tenant: TenantId, call: CallId) {
        let mut inner = self.lock();
        if inner.ended.len() < UNSAID_MAX {
            inner.ended.insert((tenant, call));
        }
    }

    /// Notes that everybody knows that a call is over.
    pub(crate) fn ended(&self, tenant: TenantId, call: CallId) {
        self.lock().ended.remove(&(tenant, call));
    }

    /// Every call whose end may be unsaid.
    pub(crate) fn ends(&self) -> Vec<(TenantId, CallId)> {
        self.lock().ended.iter().copied().collect()
    }

    /// Every change that may be unsaid.
    pub(crate) fn changes(&self) -> Vec<(Key, u64)> {
        self.lock().forgotten.iter().map(|(key, change)| (key.clone(), *change)).collect()
    }

    /// Every audience that was not told something.
    pub(crate) fn audiences(&self) -> Vec<Audience> {
        self.lock().missed.iter().copied().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_change_is_not_settled_by_an_earlier_one() {
        let (unsaid, key) = (Unsaid::default(), Key::host("a.example.test"));
        let first = unsaid.forgetting(&key);
        let second = unsaid.forgetting(&key);
        unsaid.forgotten(&key, first);
        assert_eq!(unsaid.changes(), [(key.clone(), second)]);
        unsaid.forgotten(&key, second);
        assert_eq!(unsaid.changes(), []);
    }

    #[test]
    fn what_waits_is_bounded() {
        let unsaid = Unsaid::default();
        for number in 0..=UNSAID_MAX {
            unsaid.forgetting(&Key::host(&number.to_string()));
        }
        assert_eq!(unsaid.changes().len(), UNSAID_MAX);
    }
}
