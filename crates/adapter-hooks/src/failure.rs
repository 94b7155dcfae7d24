//! What a failure means to whoever asked.
//!
//! The words are shown to owners: they tell what to do, and nothing of what lies behind an address.

use kernel::{GatewayError, GatewayErrorKind};
use outbound::Failure;

const PROVIDER: &str = "webhook";

/// A failure's words, with what happened below them for the log.
#[derive(Debug, thiserror::Error)]
#[error("{words}")]
struct Told {
    words: String,
    source: Failure,
}

/// The error for a request that has no answer.
pub(crate) fn failed(failure: Failure) -> GatewayError {
    let (kind, words) = match &failure {
        Failure::Refused(refusal) => {
            (GatewayErrorKind::Rejected, format!("the address may not be reached: {refusal}"))
        }
        Failure::Unreachable(_) => (
            GatewayErrorKind::Unavailable { retry_after_seconds: None },
            "no connection to the address came about".to_owned(),
        ),
        Failure::Unanswered(_) => (GatewayErrorKind::Unknown, "no answer came in time".to_owned()),
        Failure::Unsendable(_) | Failure::Setup(_) => {
            (GatewayErrorKind::Misconfigured, "it could not be sent; it is tried later".to_owned())
        }
    };
    GatewayError { provider: PROVIDER, kind, source: Box::new(Told { words, source: failure }) }
}
