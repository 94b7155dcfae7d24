//! What the server has said.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::failure::{Failure, Outcome};

/// The body of an answer, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer(pub(super) String);

/// One page of a list.
#[derive(Debug, Deserialize)]
pub struct Page {
    /// What is on it, each as it came.
    pub items: Vec<Box<RawValue>>,
    /// Where to go on.
    #[serde(default)]
    pub next: Option<String>,
}

impl Answer {
    /// The text, as it came. An empty answer is an empty object, so that a script always gets one.
    pub fn json(&self) -> &str {
        if self.0.trim().is_empty() { "{}" } else { self.0.trim_end() }
    }

    /// What it says.
    pub fn read<T: DeserializeOwned>(&self) -> Outcome<T> {
        read(&self.0)
    }

    /// What it says, as a page of a list.
    pub fn page(&self) -> Outcome<Page> {
        read(&self.0)
    }
}

/// What every item says.
pub fn items<T: DeserializeOwned>(items: &[Box<RawValue>]) -> Outcome<Vec<T>> {
    items.iter().map(|item| read(item.get())).collect()
}

/// A list as one document.
pub fn list(items: &[Box<RawValue>]) -> String {
    let items: Vec<&str> = items.iter().map(|item| item.get()).collect();
    format!("{{\"items\":[{}],\"next\":null}}", items.join(","))
}

fn read<T: DeserializeOwned>(text: &str) -> Outcome<T> {
    serde_json::from_str(text).map_err(|error| {
        Failure::refused(format!(
            "the server's answer cannot be read, is it another version? ({error})"
        ))
    })
}
