//! A value together with those it had before, so that it can go back.

use serde::{Deserialize, Serialize};

/// How many earlier values are kept.
pub const PAST_MAX: usize = 10;

/// A value that may be absent, with its past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct History<T> {
    /// What holds; `None` where nothing is said.
    now: Option<T>,
    /// What held before, the latest last. **Limits**: [`PAST_MAX`].
    #[serde(default = "Vec::new")]
    past: Vec<Option<T>>,
}

impl<T> Default for History<T> {
    fn default() -> Self {
        Self { now: None, past: Vec::new() }
    }
}

impl<T: PartialEq> History<T> {
    /// What holds.
    pub const fn now(&self) -> Option<&T> {
        self.now.as_ref()
    }

    /// What held before, the latest last.
    pub fn past(&self) -> &[Option<T>] {
        &self.past
    }

    /// Sets the value, or says nothing any more. Returns whether that is a change; what is no change
    /// leaves no trace, so that going back always changes something.
    pub fn set(&mut self, value: Option<T>) -> bool {
        if self.now == value {
            return false;
        }
        let before = std::mem::replace(&mut self.now, value);
        if self.past.len() >= PAST_MAX {
            self.past.remove(0);
        }
        self.past.push(before);
        true
    }

    /// Goes back by one change. Returns `false` where there is none to go back to.
    pub fn roll_back(&mut self) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.now = before;
        true
    }
}
