//! Everything that is wrong with a configuration, each fault with its key.

use std::fmt;

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The key, such as `server.listen`, or the file or variable that cannot be read.
    pub key: String,
    /// What is wrong and what to write. Never holds the value, which may be a secret.
    pub what: String,
    /// Where the value came from, where it was set by somebody.
    pub from: Option<String>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.key, self.what)?;
        match &self.from {
            Some(from) => write!(f, " (from {from})"),
            None => Ok(()),
        }
    }
}

/// A configuration that cannot be used, with everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the configuration has {} fault(s)", .0.len())]
pub struct Faulty(pub Vec<Fault>);
