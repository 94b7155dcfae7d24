//! Making a database fail on purpose.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use kernel::StoreError;
use tokio::sync::watch;
use tokio::task;

/// How a call goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The database cannot be reached; nothing was done.
    Unavailable,
    /// Somebody else's transaction got in the way; nothing was done.
    Conflict,
    /// The call was carried out, and the connection broke before the answer came. Differs from
    /// [`Fault::Unavailable`] for commits only, since no other call leaves anything behind.
    AnswerLost,
}

impl Fault {
    fn error(self) -> StoreError {
        match self {
            Self::Unavailable => StoreError::Unavailable("told to be away".into()),
            Self::Conflict => StoreError::Conflict("told to be in conflict".into()),
            Self::AnswerLost => StoreError::Unavailable("told to lose the answer".into()),
        }
    }
}

/// What a test has set, and what it can read off.
#[derive(Debug)]
pub(super) struct Switches {
    calls: AtomicU64,
    open: Mutex<HashMap<Option<task::Id>, usize>>,
    planned: Mutex<Vec<Planned>>,
    hanging: watch::Sender<bool>,
}

/// The calls from `first` to `last`, counted from the opening of the database, fail.
#[derive(Debug)]
struct Planned {
    first: u64,
    last: u64,
    fault: Fault,
}

impl Switches {
    pub(super) fn new() -> Self {
        Self {
            calls: AtomicU64::new(0),
            open: Mutex::default(),
            planned: Mutex::default(),
            hanging: watch::Sender::new(false),
        }
    }

    /// Counts a call, and lets it fail if that is its fate.
    pub(super) async fn call(&self) -> Result<(), StoreError> {
        self.fate().await.map_or(Ok(()), |fault| Err(fault.error()))
    }

    /// Counts a commit and carries it out with `publish`, unless it is its fate to fail before.
    pub(super) async fn commit(&self, publish: impl FnOnce() + Send) -> Result<(), StoreError> {
        match self.fate().await {
            None => publish(),
            Some(Fault::AnswerLost) => {
                publish();
                return Err(Fault::AnswerLost.error());
            }
            Some(fault) => return Err(fault.error()),
        }
        Ok(())
    }

    async fn fate(&self) -> Option<Fault> {
        let number = self.calls.fetch_add(1, Ordering::SeqCst) + 1;
        if *self.hanging.borrow() {
            // The sender lives as long as `self`, so this ends when somebody lifts the switch only.
            let _ = self.hanging.subscribe().wait_for(|hanging| !hanging).await;
        }
        let mut planned = self.planned();
        planned.retain(|plan| number <= plan.last);
        planned.iter().find(|plan| plan.first <= number).map(|plan| plan.fault)
    }

    pub(super) fn calls(&self) -> u64 {
        self.calls.load(Ordering::SeqCst)
    }

    /// Lets `count` calls fail, the first of them the `nth` from now.
    pub(super) fn fail(&self, nth: u64, count: u64, fault: Fault) {
        let first = self.calls().saturating_add(nth);
        let last = first.saturating_add(count).saturating_sub(1);
        self.planned().push(Planned { first, last, fault });
    }

    pub(super) fn heal(&self) {
        self.planned().clear();
        self.hanging.send_replace(false);
    }

    pub(super) fn hang(&self, hanging: bool) {
        self.hanging.send_replace(hanging);
    }

    /// How many transactions are open.
    pub(super) fn open(&self) -> usize {
        self.opened_by().values().sum()
    }

    /// How many transactions this task has open.
    pub(super) fn open_here(&self) -> usize {
        self.opened_by().get(&task::try_id()).copied().unwrap_or_default()
    }

    /// A transaction was opened; by whom is to be said again when it is closed.
    pub(super) fn opened(&self) -> Option<task::Id> {
        let task = task::try_id();
        *self.opened_by().entry(task).or_default() += 1;
        task
    }

    pub(super) fn closed(&self, task: Option<task::Id>) {
        let mut open = self.opened_by();
        let count = open.remove(&task).unwrap_or_default().saturating_sub(1);
        if count > 0 {
            open.insert(task, count);
        }
    }

    fn opened_by(&self) -> MutexGuard<'_, HashMap<Option<task::Id>, usize>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn planned(&self) -> MutexGuard<'_, Vec<Planned>> {
        self.planned.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
