//! What SendGrid says when it says no.

use jiff::Timestamp;
use kernel::{GatewayError, GatewayErrorKind};
use reqwest::header::HeaderMap;
use serde::Deserialize;

use super::PROVIDER;
use crate::failure::{Refusal, without_people};

/// The longest wait that is believed. **Units**: seconds.
const WAIT_SECONDS_MAX: i64 = 24 * 60 * 60;

/// SendGrid's error body. A body that is too large is answered with HTML instead.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Body {
    errors: Vec<Fault>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Fault {
    message: Option<String>,
    field: Option<String>,
}

/// When to come again: `Retry-After` in seconds, or else the second in which the limit is lifted.
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<u32> {
    let number = |name| -> Option<i64> {
        headers.get(name).and_then(|value| value.to_str().ok())?.trim().parse().ok()
    };
    let until = || number("x-ratelimit-reset").map(|at| at - now.as_second());
    let seconds = number("retry-after").or_else(until)?;
    u32::try_from(seconds.clamp(0, WAIT_SECONDS_MAX)).ok()
}

/// The error for an answer that is no success, to `stage`, without the words of `private`.
pub(super) fn refused(
    status: u16,
    body: &[u8],
    retry_after_seconds: Option<u32>,
    (stage, private): (&'static str, &[&str]),
) -> GatewayError {
    let body: Body = serde_json::from_slice(body).unwrap_or_default();
    let about_sender = body.errors.iter().any(|fault| {
        fault.field.as_deref().is_some_and(|field| field == "from" || field.starts_with("from."))
    });
    let words: Vec<&str> =
        body.errors.iter().filter_map(|fault| fault.message.as_deref()).collect();
    let kind = match status {
        400 if about_sender => GatewayErrorKind::Misconfigured,
        // Neither the key nor the address of the API will get better by asking again.
        401 | 403 | 404 | 405 | 300..=399 => GatewayErrorKind::Misconfigured,
        408 | 429 | 500.. => GatewayErrorKind::Unavailable { retry_after_seconds },
        _ => GatewayErrorKind::Rejected,
    };
    let message = without_people(&words.join("; "), private);
    GatewayError { provider: PROVIDER, kind, source: Box::new(Refusal { status, message, stage }) }
}
