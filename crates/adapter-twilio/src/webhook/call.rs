//! A call comes in, changes, and comes back from a transfer.

use kernel::PhoneNumber;
use telephony::{CallStatus, DialResult, DialStatus, InboundCall, StatusUpdate};

use super::{WebhookError, called, caller, optional, reference, required, whole_number};
use crate::form::Form;

/// The only verdict that vouches for the caller's number: the carrier knows the caller and their
/// right to use it, and nobody forwarded the call.
///
/// Source: Twilio docs, "Trusted Calling with SHAKEN/STIR"; npm `@twilio/voice-sdk` 2.18.5.
const VERIFIED: &str = "TN-Validation-Passed-A";

/// Somebody calls (`POST /twilio/voice`).
///
/// **Errors**: `CallSid` or `To` missing or not valid.
pub fn inbound_call(form: &Form<'_>) -> Result<InboundCall, WebhookError> {
    let forwarded_from = ["ForwardedFrom", "CalledVia"]
        .iter()
        .find_map(|field| optional(form, field))
        .and_then(|text| PhoneNumber::parse(text).ok());
    Ok(InboundCall {
        provider_id: reference(form, "CallSid")?,
        from: caller(form),
        to: called(form)?,
        forwarded_from,
        number_verified: optional(form, "StirVerstat") == Some(VERIFIED),
    })
}

/// Twilio reports where a call stands (`POST /twilio/voice/status`).
///
/// **Errors**: `CallSid`, `To` or `CallStatus` missing or not valid, `CallDuration` no number.
pub fn status(form: &Form<'_>) -> Result<StatusUpdate, WebhookError> {
    let status = call_status(required(form, "CallStatus")?)
        .ok_or(WebhookError::Invalid { field: "CallStatus", why: "not a status of Twilio's" })?;
    let seconds = whole_number(form, "CallDuration")?.filter(|_| status.is_final());
    Ok(StatusUpdate {
        provider_id: reference(form, "CallSid")?,
        to: called(form)?,
        from: caller(form),
        status,
        seconds,
    })
}

/// Twilio's word for a call's status in telephony's; `None` for a word that is not one of them.
pub(crate) fn call_status(word: &str) -> Option<CallStatus> {
    Some(match word {
        "queued" | "initiated" | "ringing" => CallStatus::Ringing,
        "in-progress" | "answered" => CallStatus::InProgress,
        "completed" => CallStatus::Completed,
        "busy" => CallStatus::Busy,
        "failed" => CallStatus::Failed,
        "no-answer" => CallStatus::NoAnswer,
        "canceled" => CallStatus::Canceled,
        _ => return None,
    })
}

/// An attempt to connect the caller to a person has ended (`POST /twilio/voice/dial?n=`); `turn_no`
/// comes from the address.
///
/// **Errors**: `CallSid`, `To` or `DialCallStatus` missing or not valid, `DialCallDuration` no number.
pub fn dial_result(form: &Form<'_>, turn_no: u32) -> Result<DialResult, WebhookError> {
    let status = match required(form, "DialCallStatus")? {
        "completed" | "answered" => DialStatus::Completed,
        "no-answer" => DialStatus::NoAnswer,
        "busy" => DialStatus::Busy,
        "failed" => DialStatus::Failed,
        "canceled" => DialStatus::Canceled,
        _ => {
            let why = "not a status of Twilio's";
            return Err(WebhookError::Invalid { field: "DialCallStatus", why });
        }
    };
    // Somebody who picks up and refuses is `completed` too; only `DialBridged` tells them apart.
    let bridged = match optional(form, "DialBridged") {
        Some(word) => word.eq_ignore_ascii_case("true"),
        None => status == DialStatus::Completed,
    };
    Ok(DialResult {
        provider_id: reference(form, "CallSid")?,
        to: called(form)?,
        turn_no,
        status,
        bridged,
        seconds: whole_number(form, "DialCallDuration")?,
    })
}
