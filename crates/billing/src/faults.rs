//! Everything that is wrong with a folder of price books, each fault with its place.

use std::fmt;

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file: `usd.toml`.
    pub file: String,
    /// The plan, where the fault lies in one: its id, or its place where it has none (`plans[2]`).
    pub plan: Option<String>,
    /// The key: `included.minutes`.
    pub key: String,
    /// What is wrong and how to write it.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        if let Some(plan) = &self.plan {
            write!(f, "plan {plan}: ")?;
        }
        write!(f, "{}: {}", self.key, self.what)
    }
}

/// Collects faults while files are read, so that all of them are reported at once.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    found: Vec<Fault>,
    file: String,
    plan: Option<String>,
}

impl Faults {
    /// What follows stands in this file, outside any plan.
    pub(crate) fn in_file(&mut self, file: &str) {
        file.clone_into(&mut self.file);
        self.plan = None;
    }

    /// What follows stands in this plan of the file, or outside any.
    pub(crate) fn in_plan(&mut self, plan: Option<String>) {
        self.plan = plan;
    }

    pub(crate) fn add(&mut self, key: impl Into<String>, what: impl fmt::Display) {
        self.found.push(Fault {
            file: self.file.clone(),
            plan: self.plan.clone(),
            key: key.into(),
            what: what.to_string(),
        });
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The faults, if there are any.
    pub(crate) fn into_result(self) -> Result<(), Vec<Fault>> {
        if self.found.is_empty() { Ok(()) } else { Err(self.found) }
    }
}
