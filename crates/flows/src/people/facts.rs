//! What is checked of the things that people type.

use identity::EmailAddress;

/// A field that cannot be what it says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {why}")]
pub struct Fault {
    /// The field, as it is called in JSON.
    pub field: &'static str,
    /// What is wrong with it, and what would be right.
    pub why: String,
}

impl Fault {
    /// A fault of this field.
    pub fn new(field: &'static str, why: impl Into<String>) -> Self {
        Self { field, why: why.into() }
    }
}

/// A name, with the space around it gone.
pub fn name(field: &'static str, text: &str, max: usize) -> Result<String, Fault> {
    let text = text.trim();
    let count = text.chars().count();
    if count == 0 || count > max {
        return Err(Fault::new(field, format!("expected 1 to {max} characters")));
    }
    if text.chars().any(char::is_control) {
        return Err(Fault::new(field, "expected one line of text"));
    }
    Ok(text.to_owned())
}

/// An e-mail address.
pub fn email(field: &'static str, text: &str) -> Result<EmailAddress, Fault> {
    EmailAddress::parse(text).map_err(|error| Fault::new(field, error.to_string()))
}
