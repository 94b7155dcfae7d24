//! What a caller has said or keyed in.

use kernel::{Caller, PhoneNumber};
use telephony::ProviderRef;

use super::{WebhookError, called, caller, optional, reference};
use crate::form::Form;

/// How many characters of a speech result are kept; the rest is cut. About five minutes of speech.
pub const SPEECH_CHARS_MAX: usize = 4_000;

/// How many keys are kept. Twilio sends what was keyed before the gather ended.
const DIGITS_MAX: usize = 64;

/// One turn of a call, as heard.
#[derive(Clone, PartialEq)]
pub struct TurnInput {
    /// Twilio's id of the call.
    pub provider_id: ProviderRef,
    /// Who calls.
    pub from: Caller,
    /// The number that was called.
    pub to: PhoneNumber,
    /// The turn's number, from the address that was called.
    pub turn_no: u32,
    /// What was understood; `None` if nothing was said. At most [`SPEECH_CHARS_MAX`] characters, none
    /// of them a control character.
    pub speech: Option<String>,
    /// How sure the recogniser is, from 0 to 1. Often missing.
    pub confidence: Option<f32>,
    /// The keys pressed: `0` to `9`, `*`, `#`.
    pub digits: Option<String>,
}

/// Reads a gather's result (`POST /twilio/voice/turn?n=`); `turn_no` comes from the address.
///
/// **Errors**: `CallSid` or `To` missing or not valid. Speech is never refused.
pub fn turn(form: &Form<'_>, turn_no: u32) -> Result<TurnInput, WebhookError> {
    let confidence = optional(form, "Confidence")
        .and_then(|text| text.parse::<f32>().ok())
        .filter(|confidence| (0.0..=1.0).contains(confidence));
    Ok(TurnInput {
        provider_id: reference(form, "CallSid")?,
        from: caller(form),
        to: called(form)?,
        turn_no,
        // Not by way of `optional`: a caller may well say "no value".
        speech: form.get("SpeechResult").and_then(speech),
        confidence,
        digits: form.get("Digits").and_then(digits),
    })
}

/// The words without what no voice says: control characters, and what XML cannot carry.
fn speech(heard: &str) -> Option<String> {
    let mut words = String::with_capacity(heard.len().min(SPEECH_CHARS_MAX));
    let mut kept: usize = 0;
    for character in heard.trim().chars() {
        let shown = match character {
            '\t' | '\n' | '\r' => ' ',
            '\u{fffe}' | '\u{ffff}' => continue,
            other if other.is_control() => continue,
            other => other,
        };
        if kept == SPEECH_CHARS_MAX {
            break;
        }
        words.push(shown);
        kept += 1;
    }
    let trimmed = words.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

fn digits(keyed: &str) -> Option<String> {
    let keys: String =
        keyed.chars().filter(|key| matches!(key, '0'..='9' | '*' | '#')).take(DIGITS_MAX).collect();
    (!keys.is_empty()).then_some(keys)
}

/// Shows that there was speech, never what was said.
impl std::fmt::Debug for TurnInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TurnInput")
            .field("provider_id", &self.provider_id)
            .field("turn_no", &self.turn_no)
            .field("speech_bytes", &self.speech.as_ref().map(String::len))
            .field("confidence", &self.confidence)
            .field("digits_count", &self.digits.as_ref().map(String::len))
            .finish_non_exhaustive()
    }
}
