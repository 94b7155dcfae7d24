//! Live calls within one process.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::{CallId, Clock, TenantId};

use crate::live_calls::{LIST_MAX, LIVE_FOR, LiveCall, LiveCalls};

/// The most calls of one business that are remembered, ended ones included. A call beyond it is not
/// counted.
const CALLS_MAX: usize = 50_000;
/// How often calls without a sign of life are looked for.
const SWEEP_US: i64 = 60_000_000;

/// An index of calls in memory.
pub struct CallIndex {
    clock: Arc<dyn Clock>,
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    businesses: HashMap<TenantId, Business>,
    swept_at_us: i64,
}

#[derive(Default)]
struct Business {
    calls: HashMap<CallId, Entry>,
    /// The same calls, by when they are forgotten.
    order: BTreeSet<(Timestamp, CallId)>,
    /// How many of them go on.
    live: u32,
}

#[derive(Clone, Copy)]
struct Entry {
    known: Known,
    until: Timestamp,
}

/// What is known of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It began at this instant and goes on.
    Live(Timestamp),
    /// It has ended.
    Ended,
}

/// A call that is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remembered {
    /// The business.
    pub tenant: TenantId,
    /// The call.
    pub call: CallId,
    /// What is known of it.
    pub known: Known,
    /// How much longer.
    pub left: Duration,
}

impl CallIndex {
    /// No calls yet, and the clock by which they are forgotten.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, table: Mutex::default() }
    }

    /// [`LiveCalls::seen`], which has nothing to wait for here.
    pub fn seen_now(&self, tenant: TenantId, call: LiveCall) -> u32 {
        self.note(tenant, call.call, |before| match before {
            Some(Known::Ended) => None,
            Some(Known::Live(since)) => Some(Known::Live(since.min(call.since))),
            None => Some(Known::Live(call.since)),
        })
    }

    /// [`LiveCalls::ended`], which has nothing to wait for here.
    pub fn ended_now(&self, tenant: TenantId, call: CallId) {
        self.note(tenant, call, |_| Some(Known::Ended));
    }

    /// [`LiveCalls::list`], which has nothing to wait for here.
    pub fn list_now(&self, tenant: TenantId) -> Vec<LiveCall> {
        let now = self.clock.now();
        let mut table = self.lock();
        let Some(business) = table.current(tenant, now) else { return Vec::new() };
        let mut calls: Vec<LiveCall> =
            business.calls.iter().filter_map(|(call, entry)| entry.live(*call)).collect();
        drop(table);
        calls.sort_unstable();
        calls.truncate(LIST_MAX);
        calls
    }

    /// [`LiveCalls::count`], which has nothing to wait for here.
    pub fn count_now(&self, tenant: TenantId) -> u32 {
        let now = self.clock.now();
        self.lock().current(tenant, now).map_or(0, |business| business.live)
    }

    /// [`LiveCalls::count_all`], which has nothing to wait for here.
    pub fn count_all_now(&self) -> u32 {
        let now = self.clock.now();
        let mut table = self.lock();
        table.sweep(now);
        table.businesses.values().fold(0, |sum, business| sum.saturating_add(business.live))
    }

    /// Whether a call is known to have ended.
    pub fn has_ended(&self, tenant: TenantId, call: CallId) -> bool {
        let now = self.clock.now();
        let mut table = self.lock();
        let business = table.current(tenant, now);
        let entry = business.and_then(|business| business.calls.get(&call));
        entry.is_some_and(|entry| entry.known == Known::Ended)
    }

    /// Everything that is known, to tell somebody who knows nothing.
    pub fn all(&self) -> Vec<Remembered> {
        let now = self.clock.now();
        let mut table = self.lock();
        table.sweep(now);
        let businesses = table.businesses.iter();
        let calls = businesses.flat_map(|(tenant, business)| {
            business.calls.iter().map(|(call, entry)| Remembered {
                tenant: *tenant,
                call: *call,
                known: entry.known,
                left: Duration::try_from(entry.until.duration_since(now)).unwrap_or_default(),
            })
        });
        calls.collect()
    }

    /// Sets what is known of a call to what `change` makes of it, or leaves it; returns how many calls
    /// of the business go on.
    fn note(
        &self,
        tenant: TenantId,
        call: CallId,
        change: impl FnOnce(Option<Known>) -> Option<Known>,
    ) -> u32 {
        let now = self.clock.now();
        let until = now.saturating_add(LIVE_FOR).unwrap_or(Timestamp::MAX);
        let mut table = self.lock();
        table.sweep_sometimes(now);
        let business = table.businesses.entry(tenant).or_default();
        business.sweep(now);
        let before = business.calls.get(&call).map(|entry| entry.known);
        if let Some(known) = change(before)
            && (before.is_some() || business.calls.len() < CALLS_MAX)
        {
            business.set(call, Entry { known, until });
        }
        business.live
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn current(&mut self, tenant: TenantId, now: Timestamp) -> Option<&Business> {
        let business = self.businesses.get_mut(&tenant)?;
        business.sweep(now);
        Some(business)
    }

    fn sweep_sometimes(&mut self, now: Timestamp) {
        if now.as_microsecond().saturating_sub(self.swept_at_us) >= SWEEP_US {
            self.sweep(now);
        }
    }

    fn sweep(&mut self, now: Timestamp) {
        self.swept_at_us = now.as_microsecond();
        self.businesses.retain(|_, business| {
            business.sweep(now);
            !business.calls.is_empty()
        });
    }
}

impl Business {
    /// Forgets what is out of date.
    fn sweep(&mut self, now: Timestamp) {
        while let Some((until, call)) = self.order.first().copied()
            && until <= now
        {
            self.order.pop_first();
            if let Some(entry) = self.calls.remove(&call) {
                self.live = self.live.saturating_sub(entry.weight());
            }
        }
    }

    fn set(&mut self, call: CallId, entry: Entry) {
        if let Some(before) = self.calls.insert(call, entry) {
            self.order.remove(&(before.until, call));
            self.live = self.live.saturating_sub(before.weight());
        }
        self.order.insert((entry.until, call));
        self.live = self.live.saturating_add(entry.weight());
    }
}

impl Entry {
    const fn weight(self) -> u32 {
        match self.known {
            Known::Live(_) => 1,
            Known::Ended => 0,
        }
    }

    const fn live(self, call: CallId) -> Option<LiveCall> {
        match self.known {
            Known::Live(since) => Some(LiveCall { since, call }),
            Known::Ended => None,
        }
    }
}

#[async_trait]
impl LiveCalls for CallIndex {
    async fn seen(&self, tenant: TenantId, call: LiveCall) -> u32 {
        self.seen_now(tenant, call)
    }

    async fn ended(&self, tenant: TenantId, call: CallId) {
        self.ended_now(tenant, call);
    }

    async fn list(&self, tenant: TenantId) -> Vec<LiveCall> {
        self.list_now(tenant)
    }

    async fn count(&self, tenant: TenantId) -> u32 {
        self.count_now(tenant)
    }

    async fn count_all(&self) -> u32 {
        self.count_all_now()
    }
}
