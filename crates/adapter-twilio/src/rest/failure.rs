//! What Twilio's failures mean to us.
//!
//! | What happened | to a read, or a change that may be repeated | to a creation |
//! |---|---|---|
//! | refused connection, no route, no TLS | `Unavailable` | `Unavailable` |
//! | sent, but no answer, a cut answer, or one that is no JSON | `Unavailable` | `Unknown` |
//! | 429, or code 20429 | `Unavailable`, with `Retry-After` | the same |
//! | 408, 5xx | `Unavailable`, with `Retry-After` | `Unknown` |
//! | 401, 403, or code 20003 | `Misconfigured` | the same |
//! | code 21610 | `OptedOut` | the same |
//! | any other 4xx | `Rejected` | the same |
//! | 3xx | `Misconfigured`: this is not the API | the same |
//!
//! Why a creation's 5xx is `Unknown`: creating calls and messages is not idempotent at Twilio, and a
//! gateway that answers 502 or 504 does not know what happened behind it. Looking first costs one
//! request; a second call or text costs trust.

use std::fmt;

use kernel::{GatewayError, GatewayErrorKind};
use reqwest::StatusCode;
use serde::Deserialize;

/// The provider's name in errors and logs.
pub const PROVIDER: &str = "twilio";

const AUTHENTICATION_FAILED: u32 = 20_003;
const TOO_MANY_REQUESTS: u32 = 20_429;
const OPTED_OUT: u32 = 21_610;

/// Whether a request may be sent twice without doing harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    /// Reads, deletions, and changes that set a thing to what it shall be.
    Harmless,
    /// Creates something each time.
    Creates,
}

impl Repeat {
    /// The kind of a failure after which nobody knows whether it was done.
    const fn in_doubt(self) -> GatewayErrorKind {
        match self {
            Self::Harmless => GatewayErrorKind::Unavailable { retry_after_seconds: None },
            Self::Creates => GatewayErrorKind::Unknown,
        }
    }
}

/// An answer that says no. Shown without phone numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// Twilio's error code, such as 21211.
    pub code: Option<u32>,
    /// Twilio's words, phone numbers blotted out.
    pub message: String,
    /// `Twilio-Request-Id`: what Twilio's support asks for.
    pub request_id: Option<String>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP {}", self.status)?;
        if let Some(code) = self.code {
            write!(f, ", code {code}")?;
        }
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        if let Some(id) = &self.request_id {
            write!(f, " (request {id})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}

/// Twilio's error body.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Body {
    code: Option<u32>,
    message: Option<String>,
}

/// The error for an answer that is no success.
pub(super) fn refused(
    status: StatusCode,
    headers: &reqwest::header::HeaderMap,
    body: &[u8],
    repeat: Repeat,
) -> GatewayError {
    let body: Body = serde_json::from_slice(body).unwrap_or_default();
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let retry_after_seconds = header("retry-after").and_then(|text| text.trim().parse().ok());
    let message = body.message.map_or_else(String::new, |text| {
        without_numbers(&text.chars().take(MESSAGE_CHARS_MAX).collect::<String>())
    });
    let refusal = Refusal {
        status: status.as_u16(),
        code: body.code,
        message,
        request_id: header("twilio-request-id").map(str::to_owned),
    };
    let kind = match (body.code, status.as_u16()) {
        (Some(OPTED_OUT), _) => GatewayErrorKind::OptedOut,
        (Some(TOO_MANY_REQUESTS), _) | (_, 429) => {
            GatewayErrorKind::Unavailable { retry_after_seconds }
        }
        (Some(AUTHENTICATION_FAILED), _) | (_, 401 | 403 | 300..=399) => {
            GatewayErrorKind::Misconfigured
        }
        (_, 408 | 500..) if repeat == Repeat::Harmless => {
            GatewayErrorKind::Unavailable { retry_after_seconds }
        }
        (_, 408 | 500..) => GatewayErrorKind::Unknown,
        _ => GatewayErrorKind::Rejected,
    };
    GatewayError { provider: PROVIDER, kind, source: Box::new(refusal) }
}

/// How much of Twilio's words is kept.
const MESSAGE_CHARS_MAX: usize = 300;

/// The error for a request that got no answer, or half of one.
pub(super) fn unanswered(error: reqwest::Error, repeat: Repeat) -> GatewayError {
    let kind = if error.is_connect() {
        GatewayErrorKind::Unavailable { retry_after_seconds: None }
    } else if error.is_builder() {
        GatewayErrorKind::Misconfigured
    } else {
        repeat.in_doubt()
    };
    // The address holds the account, and in a search the numbers.
    GatewayError { provider: PROVIDER, kind, source: Box::new(error.without_url()) }
}

/// The error for a success that cannot be read: what was asked has been done.
pub(super) fn unreadable(
    source: impl std::error::Error + Send + Sync + 'static,
    repeat: Repeat,
) -> GatewayError {
    GatewayError { provider: PROVIDER, kind: repeat.in_doubt(), source: Box::new(source) }
}

/// The error for an answer that is larger than it may be.
pub(super) fn too_large(bytes_max: usize, repeat: Repeat) -> GatewayError {
    let why = format!("the answer is larger than {bytes_max} bytes");
    GatewayError { provider: PROVIDER, kind: repeat.in_doubt(), source: why.into() }
}

/// The error for a request that is wrong before it is sent.
pub(super) fn not_sent(why: &'static str) -> GatewayError {
    GatewayError { provider: PROVIDER, kind: GatewayErrorKind::Rejected, source: why.into() }
}

/// The error for settings that cannot be right.
pub(super) fn misconfigured(
    source: impl std::error::Error + Send + Sync + 'static,
) -> GatewayError {
    let kind = GatewayErrorKind::Misconfigured;
    GatewayError { provider: PROVIDER, kind, source: Box::new(source) }
}

/// Blots out every run of seven digits or more, with the marks people put between them. Error codes
/// have five digits and stay.
fn without_numbers(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut run = String::new();
    let flush = |run: &mut String, shown: &mut String| {
        let digits = run.chars().filter(char::is_ascii_digit).count();
        shown.push_str(if digits >= 7 { "…" } else { run });
        // A blank after a number belongs to the sentence.
        if digits >= 7 && run.ends_with(' ') {
            shown.push(' ');
        }
        run.clear();
    };
    for character in text.chars() {
        let in_run = character.is_ascii_digit()
            || character == '+'
            || (!run.is_empty() && matches!(character, ' ' | '-' | '(' | ')' | '.'));
        if in_run {
            run.push(character);
        } else {
            flush(&mut run, &mut shown);
            shown.push(character);
        }
    }
    flush(&mut run, &mut shown);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phone_numbers_never_reach_the_log() {
        let cases = [
            ("The 'To' number +15005550001 is not valid.", "The 'To' number … is not valid."),
            ("to (500) 555-0001, code 21211", "to (…, code 21211"),
            ("15005550001", "…"),
            ("code 21610 stays", "code 21610 stays"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(without_numbers(text), expected);
        }
    }
}
