//! What the failures of mail servers and of SendGrid mean to us.
//!
//! | What happened | by SMTP | by SendGrid |
//! |---|---|---|
//! | nobody there, no greeting in time | `Unavailable` | `Unavailable` |
//! | a certificate that proves nothing, no STARTTLS, no way to sign in | `Misconfigured` | `Unavailable` |
//! | sign-in refused, sender refused | `Misconfigured` | 401, 403, or 400 about `from`: `Misconfigured` |
//! | recipient or words refused | 5xx: `Rejected` | other 4xx: `Rejected` |
//! | busy, greylisted | 4xx: `Unavailable` | 429, 5xx: `Unavailable`, with `Retry-After` |
//! | no answer after the words were sent | `Unknown` | `Unknown` |
//!
//! After `Unknown` a mail may be sent again: its `Message-ID` is the same, so servers and readers that
//! look at it drop the double.

use std::fmt;

use kernel::{GatewayError, GatewayErrorKind};

/// An answer that says no. Shown without addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The reply code of SMTP, or the status of HTTP.
    pub status: u16,
    /// Their words, addresses blotted out.
    pub message: String,
    /// What was being done: `RCPT`, `POST /v3/mail/send`.
    pub stage: &'static str,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.status, self.stage)?;
        if self.message.is_empty() { Ok(()) } else { write!(f, ": {}", self.message) }
    }
}

impl std::error::Error for Refusal {}

/// Something else than an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{stage}: {why}")]
pub struct NoAnswer {
    /// What was being done.
    pub stage: &'static str,
    /// What the transport says, addresses blotted out.
    pub why: String,
}

/// A failure that another attempt may heal.
pub(crate) const AWAY: GatewayErrorKind =
    GatewayErrorKind::Unavailable { retry_after_seconds: None };

/// How much of anybody's words is kept.
const MESSAGE_CHARS_MAX: usize = 300;

/// Somebody's words without what names a person: every word that has an `@` or a word of `private` in
/// it.
pub(crate) fn without_people(text: &str, private: &[&str]) -> String {
    let text: String = text.chars().take(MESSAGE_CHARS_MAX).collect();
    let lowered: Vec<String> = private.iter().map(|word| word.to_lowercase()).collect();
    let names_somebody = |word: &str| {
        let word = word.to_lowercase();
        // A short name is part of many a word.
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let names = |name: &String| bare == name || (name.len() > 3 && word.contains(name));
        word.contains('@') || lowered.iter().any(names)
    };
    let words = text.split_whitespace();
    words.map(|word| if names_somebody(word) { "…" } else { word }).collect::<Vec<_>>().join(" ")
}

/// The error for a mail that is wrong before it is sent, or settings that are.
pub(crate) fn not_sent(
    provider: &'static str,
    kind: GatewayErrorKind,
    source: impl std::error::Error + Send + Sync + 'static,
) -> GatewayError {
    GatewayError { provider, kind, source: Box::new(source) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_nobody() {
        let text = "5.1.1 <Zoe@prairie.example>: user zoe unknown at\r\nprairie.example (x1)";
        let shown = without_people(text, &["zoe", "prairie.example"]);
        assert_eq!(shown, "5.1.1 … user … unknown at … (x1)");
        assert_eq!(without_people("al, always fatal", &["al"]), "… always fatal");
        assert_eq!(without_people(&"é".repeat(900), &[]).chars().count(), MESSAGE_CHARS_MAX);
        let refusal = Refusal { status: 550, message: shown, stage: "RCPT" };
        assert_eq!(refusal.to_string(), "550 to RCPT: 5.1.1 … user … unknown at … (x1)");
    }
}
