//! A text comes in; what became of a text that was sent.

use kernel::{MessageId, PhoneNumber};
use telephony::{DeliveryReport, DeliveryStatus, Handled, InboundText, ProviderRef};

use super::{WebhookError, called, optional, required, whole_number};
use crate::form::Form;

/// Twilio's word for how far a text has come; `None` for one that is not among them.
pub(crate) fn delivery_status(word: &str) -> Option<DeliveryStatus> {
    Some(match word {
        "accepted" | "scheduled" | "queued" | "sending" => DeliveryStatus::Pending,
        "sent" => DeliveryStatus::Sent,
        "delivered" | "read" | "partially_delivered" => DeliveryStatus::Delivered,
        "undelivered" => DeliveryStatus::Undelivered,
        "failed" => DeliveryStatus::Failed,
        "canceled" => DeliveryStatus::Canceled,
        "receiving" | "received" => DeliveryStatus::Received,
        _ => return None,
    })
}

/// How many characters of a text are kept; the rest is cut. Source: Twilio docs, "Messages", read
/// 2026-11.
const BODY_CHARS_MAX: usize = 1_600;

/// "Attempt to send to unsubscribed recipient". Source: Twilio docs, "Error 21610", read 2026-11.
const UNSUBSCRIBED: u32 = 21_610;

/// Somebody texts (`POST /twilio/sms`). `None` for a sender that cannot be answered: a short code, a
/// name.
///
/// **Errors**: `MessageSid` or `To` missing or not valid, `NumMedia` no number.
pub fn inbound_text(form: &Form<'_>) -> Result<Option<InboundText>, WebhookError> {
    let provider_id = sid(form)?;
    let to = called(form)?;
    let media = whole_number(form, "NumMedia")?.unwrap_or_default();
    let from = required(form, "From")?;
    let Ok(from) = PhoneNumber::parse(from) else { return Ok(None) };
    // Only where the account's own opt-out rules are on.
    let handled = match optional(form, "OptOutType") {
        Some("STOP") => Some(Handled::Stop),
        Some("START") => Some(Handled::Start),
        Some("HELP") => Some(Handled::Help),
        _ => None,
    };
    let body = form.get("Body").map(words).unwrap_or_default();
    Ok(Some(InboundText { provider_id, from, to, body, media, handled }))
}

/// The words without what nobody types: control characters.
fn words(body: &str) -> String {
    let shown = body.trim().chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter });
    shown.filter(|letter| !letter.is_control()).take(BODY_CHARS_MAX).collect()
}

/// Twilio's id of a text: it sends both spellings, the older one alone comes from old services.
fn sid(form: &Form<'_>) -> Result<ProviderRef, WebhookError> {
    let sid = optional(form, "MessageSid").or_else(|| optional(form, "SmsSid"));
    let sid = sid.ok_or(WebhookError::Missing { field: "MessageSid" })?;
    let why = "expected 1 to 128 visible ASCII characters";
    ProviderRef::parse(sid).ok_or(WebhookError::Invalid { field: "MessageSid", why })
}

/// Reads a text's status callback (`POST /twilio/sms/status?m=`); `message` comes from the address.
///
/// **Errors**: `MessageSid` or `MessageStatus` missing or not valid, `ErrorCode` no number.
pub fn message_status(
    form: &Form<'_>,
    message: Option<MessageId>,
) -> Result<DeliveryReport, WebhookError> {
    let provider_id = sid(form)?;
    let word = optional(form, "MessageStatus").or_else(|| optional(form, "SmsStatus"));
    let word = word.ok_or(WebhookError::Missing { field: "MessageStatus" })?;
    let why = "not a status of Twilio's";
    let status =
        delivery_status(word).ok_or(WebhookError::Invalid { field: "MessageStatus", why })?;
    let error_code = whole_number(form, "ErrorCode")?.filter(|code| *code != 0);
    Ok(DeliveryReport {
        message,
        provider_id,
        from: optional(form, "From").and_then(|text| PhoneNumber::parse(text).ok()),
        status,
        error_code,
        opted_out: error_code == Some(UNSUBSCRIBED),
    })
}
