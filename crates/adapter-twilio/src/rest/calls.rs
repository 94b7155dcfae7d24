//! Calls.

use jiff::Timestamp;
use kernel::{GatewayResult, PhoneNumber};
use serde::{Deserialize, Deserializer};
use telephony::{CallStatus, ProviderRef};

use super::failure::not_sent;
use super::transport::Fields;
use super::{Twilio, wire};
use crate::webhook::call_status;

/// How long an inline document may be, in characters. Source: Twilio API, `Calls`, `Twiml`.
pub const TWIML_CHARS_MAX: usize = 4_000;

/// Where a call gets its document from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instructions {
    /// Twilio asks this address, by POST.
    Url(String),
    /// The document itself, with absolute addresses. **Limits**: [`TWIML_CHARS_MAX`] characters.
    Twiml(String),
}

/// A call to be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCall {
    /// The number to show: one of the account's.
    pub from: PhoneNumber,
    /// Whom to ring.
    pub to: PhoneNumber,
    /// What happens once they answer.
    pub instructions: Instructions,
    /// Where the call's end is reported.
    pub status_callback: Option<String>,
    /// How long it rings, in seconds: 5 to 600.
    pub ring_seconds: u16,
}

/// A call as Twilio remembers it. Not quite up to date: the callbacks are quicker.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CallRecord {
    /// Twilio's id of it.
    #[serde(deserialize_with = "wire::sid")]
    pub sid: ProviderRef,
    /// Who called; `None` where that is no number.
    #[serde(default, deserialize_with = "wire::number_option")]
    pub from: Option<PhoneNumber>,
    /// Who was called.
    #[serde(default, deserialize_with = "wire::number_option")]
    pub to: Option<PhoneNumber>,
    /// Where it stands; `None` for a status that we do not know.
    #[serde(default, deserialize_with = "status")]
    pub status: Option<CallStatus>,
    /// How long it lasted, in seconds.
    #[serde(default, deserialize_with = "wire::count_option")]
    pub duration: Option<u32>,
    /// When it was answered.
    #[serde(default, deserialize_with = "wire::instant_option")]
    pub start_time: Option<Timestamp>,
    /// When it ended.
    #[serde(default, deserialize_with = "wire::instant_option")]
    pub end_time: Option<Timestamp>,
}

impl Twilio {
    /// Places a call. **Not idempotent**: after `Unknown`, nobody knows whether a phone rings.
    pub async fn create_call(&self, call: &NewCall) -> GatewayResult<CallRecord> {
        let mut fields: Fields<'_> =
            vec![("To", call.to.as_str().into()), ("From", call.from.as_str().into())];
        fields.extend(instructions(&call.instructions)?);
        fields.push(("Timeout", call.ring_seconds.clamp(5, 600).to_string().into()));
        if let Some(callback) = &call.status_callback {
            fields.push(("StatusCallback", callback.into()));
            fields.push(("StatusCallbackMethod", "POST".into()));
        }
        self.create(&self.path("Calls.json"), &fields).await
    }

    /// The call with this id.
    pub async fn call(&self, sid: &ProviderRef) -> GatewayResult<Option<CallRecord>> {
        self.get(&self.path_of("Calls", sid, ".json")?).await
    }

    /// Gives a live call another document. `None` if there is no such call; `Rejected` if it has
    /// ended.
    pub async fn redirect_call(
        &self,
        sid: &ProviderRef,
        to: &Instructions,
    ) -> GatewayResult<Option<CallRecord>> {
        let path = self.path_of("Calls", sid, ".json")?;
        self.change(&path, &instructions(to)?).await
    }

    /// Hangs up. `None` if there is no such call.
    pub async fn complete_call(&self, sid: &ProviderRef) -> GatewayResult<Option<CallRecord>> {
        let path = self.path_of("Calls", sid, ".json")?;
        self.change(&path, &[("Status", "completed".into())]).await
    }
}

fn instructions(from: &Instructions) -> GatewayResult<Fields<'_>> {
    match from {
        Instructions::Url(url) => Ok(vec![("Url", url.into()), ("Method", "POST".into())]),
        Instructions::Twiml(document) if document.chars().count() <= TWIML_CHARS_MAX => {
            Ok(vec![("Twiml", document.into())])
        }
        Instructions::Twiml(_) => Err(not_sent("an inline document has at most 4,000 characters")),
    }
}

fn status<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<CallStatus>, D::Error> {
    let word = Option::<String>::deserialize(deserializer)?;
    Ok(word.as_deref().and_then(call_status))
}
