//! Everything that is wrong with a business file, each fault with its key.

use std::fmt;

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The key: `services[2].price`.
    pub key: String,
    /// What is wrong and how to write it.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.key, self.what)
    }
}

/// Collects faults while a file is read, so that all of them are reported at once.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, key: impl Into<String>, what: impl fmt::Display) {
        self.0.push(Fault { key: key.into(), what: what.to_string() });
    }

    /// The value, or a fault under `key`.
    pub(crate) fn take<T, E: fmt::Display>(
        &mut self,
        key: impl Into<String>,
        result: Result<T, E>,
    ) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.add(key, error);
                None
            }
        }
    }

    /// A fault unless `text` has between 1 and `chars_max` characters.
    pub(crate) fn text(&mut self, key: impl Into<String>, text: &str, chars_max: usize) {
        let count = text.trim().chars().count();
        if count == 0 {
            self.add(key, "must not be empty");
        } else if count > chars_max {
            self.add(key, format_args!("must have at most {chars_max} characters"));
        }
    }

    /// A fault unless `number` lies in the range.
    pub(crate) fn range(&mut self, key: impl Into<String>, number: i64, min: i64, max: i64) {
        if number < min || number > max {
            self.add(key, format_args!("must lie between {min} and {max}"));
        }
    }

    /// The faults, if there are any.
    pub(crate) fn into_result(self) -> Result<(), Vec<Fault>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }
}
