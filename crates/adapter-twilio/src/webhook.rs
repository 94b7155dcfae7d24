//! From a believed form to telephony's words.
//!
//! Only what is needed is read: unknown fields are passed over, missing optional ones are no error,
//! and placeholders such as `no value` count as absent. A [`WebhookError`] names the field.
//!
//! Source: Twilio docs, "TwiML for Programmable Voice", "Call resource", "Gather", "Dial", "Record",
//! read 2026-11; fields as captured in `fixtures/twilio/`.

mod call;
mod message;
mod recording;
mod turn;

pub(crate) use call::call_status;
pub use call::{dial_result, inbound_call, status};
pub(crate) use message::delivery_status;
pub use message::{inbound_text, message_status};
pub use recording::{is_recording_url, recording, voicemail};
pub use turn::{SPEECH_CHARS_MAX, TurnInput, turn};

use kernel::{Caller, PhoneNumber};
use telephony::ProviderRef;

use crate::form::Form;

/// Why a form is not the webhook that it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    /// A field that must be there is not, or is empty.
    #[error("the field {field} is missing")]
    Missing {
        /// Its name, as Twilio spells it.
        field: &'static str,
    },
    /// A field that cannot be what it says. The value is not shown: it may be a phone number.
    #[error("the field {field} is not valid: {why}")]
    Invalid {
        /// Its name, as Twilio spells it.
        field: &'static str,
        /// What was expected.
        why: &'static str,
    },
}

/// What Twilio and its callers send in place of nothing.
const PLACEHOLDERS: [&str; 3] = ["no value", "null", "undefined"];

/// The field's value, trimmed, unless it is absent, empty or a placeholder.
fn optional<'a>(form: &'a Form<'_>, field: &str) -> Option<&'a str> {
    let value = form.get(field)?.trim();
    let nothing = value.is_empty()
        || PLACEHOLDERS.iter().any(|placeholder| value.eq_ignore_ascii_case(placeholder));
    (!nothing).then_some(value)
}

fn required<'a>(form: &'a Form<'_>, field: &'static str) -> Result<&'a str, WebhookError> {
    optional(form, field).ok_or(WebhookError::Missing { field })
}

fn reference(form: &Form<'_>, field: &'static str) -> Result<ProviderRef, WebhookError> {
    let why = "expected 1 to 128 visible ASCII characters";
    ProviderRef::parse(required(form, field)?).ok_or(WebhookError::Invalid { field, why })
}

fn whole_number(form: &Form<'_>, field: &'static str) -> Result<Option<u32>, WebhookError> {
    let why = "expected a whole number";
    optional(form, field)
        .map(|text| text.parse().map_err(|_| WebhookError::Invalid { field, why }))
        .transpose()
}

/// The number that was called: `To`, or `Called` where `To` is no number.
fn called(form: &Form<'_>) -> Result<PhoneNumber, WebhookError> {
    let number = |field| optional(form, field).and_then(|text| PhoneNumber::parse(text).ok());
    if let Some(found) = number("To").or_else(|| number("Called")) {
        return Ok(found);
    }
    required(form, "To").or_else(|missing| required(form, "Called").map_err(|_| missing))?;
    Err(WebhookError::Invalid { field: "To", why: "expected a number in E.164 form" })
}

/// Who calls: `From`, or `Caller`. A caller who shows nothing, or more than any address holds, is
/// withheld, not an error.
fn caller(form: &Form<'_>) -> Caller {
    let shown = optional(form, "From").or_else(|| optional(form, "Caller"));
    shown.filter(|text| text.len() <= CALLER_BYTES_MAX).map_or(Caller::Withheld, Caller::parse)
}

/// The longest address of a caller: a SIP address of the size that Twilio accepts.
const CALLER_BYTES_MAX: usize = 255;
