//! Voice messages and recordings.

use kernel::PhoneNumber;
use telephony::{ProviderRef, Recording, Voicemail};

use super::{WebhookError, called, optional, reference, required, whole_number};
use crate::form::Form;

/// The caller has spoken after the tone (`POST /twilio/voice/voicemail`).
///
/// **Errors**: `CallSid` or `To` missing or not valid, `RecordingDuration` no number.
pub fn voicemail(form: &Form<'_>) -> Result<Voicemail, WebhookError> {
    let seconds = whole_number(form, "RecordingDuration")?.unwrap_or(0);
    let recording = optional(form, "RecordingSid")
        .or_else(|| optional(form, "RecordingUrl").and_then(sid_of_url))
        .filter(|_| seconds > 0)
        .and_then(ProviderRef::parse);
    Ok(Voicemail {
        provider_id: reference(form, "CallSid")?,
        to: called(form)?,
        recording,
        seconds,
    })
}

/// A recording is ready, or will never be (`POST /twilio/recordings`).
///
/// **Errors**: `CallSid`, `RecordingSid` or `RecordingStatus` missing or not valid,
/// `RecordingDuration` no number.
pub fn recording(form: &Form<'_>) -> Result<Recording, WebhookError> {
    let ready = match required(form, "RecordingStatus")? {
        "completed" => true,
        "in-progress" | "paused" | "stopped" | "processing" | "absent" | "failed" | "deleted" => {
            false
        }
        _ => {
            let why = "not a status of Twilio's";
            return Err(WebhookError::Invalid { field: "RecordingStatus", why });
        }
    };
    Ok(Recording {
        call: reference(form, "CallSid")?,
        to: optional(form, "To").and_then(|text| PhoneNumber::parse(text).ok()),
        recording: reference(form, "RecordingSid")?,
        ready,
        seconds: whole_number(form, "RecordingDuration")?,
    })
}

/// Whether `url` is a recording on the API host of `api_base`, and not some other place that a forged
/// callback would have us ask with our credentials. Media are fetched by their id anyway; this is for
/// those who show or pass on the address.
pub fn is_recording_url(url: &str, api_base: &str) -> bool {
    let (Ok(url), Ok(base)) = (url::Url::parse(url), url::Url::parse(api_base)) else {
        return false;
    };
    let same_place = url.scheme() == base.scheme()
        && url.host() == base.host()
        && url.port_or_known_default() == base.port_or_known_default();
    let no_user = url.username().is_empty() && url.password().is_none();
    let in_api = url.path().starts_with("/2010-04-01/Accounts/");
    same_place && no_user && in_api && sid_of_url(url.path()).is_some()
}

/// The `RE…` at the end of a recording's address.
fn sid_of_url(url: &str) -> Option<&str> {
    let (_, last) = url.rsplit_once("/Recordings/")?;
    let sid = last.split('.').next()?;
    let fits = sid.len() == 34
        && sid.starts_with("RE")
        && sid.bytes().all(|byte| byte.is_ascii_alphanumeric());
    fits.then_some(sid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_recordings_on_the_api_host_are_trusted() {
        let api = "https://api.twilio.com";
        let path = "/2010-04-01/Accounts/AC1/Recordings/REc0ffee00c0ffee00c0ffee00c0ffee00";
        assert!(is_recording_url(&format!("{api}{path}"), api));
        assert!(is_recording_url(&format!("{api}{path}.mp3"), api));
        for foreign in [
            format!("http://api.twilio.com{path}"),
            format!("https://api.twilio.com.evil.test{path}"),
            format!("https://api.twilio.com@evil.test{path}"),
            format!("https://u:p@api.twilio.com{path}"),
            format!("https://api.twilio.com:8443{path}"),
            format!("https://169.254.169.254{path}"),
            "https://api.twilio.com/x".to_owned(),
            format!("{api}/2010-04-01/Accounts/AC1/Recordings/RE1/../../x"),
            "file:///etc/passwd".to_owned(),
            String::new(),
        ] {
            assert!(!is_recording_url(&foreign, api), "{foreign}");
        }
    }
}
