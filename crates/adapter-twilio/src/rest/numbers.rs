//! Phone numbers: to be found, bought, pointed at us, given back.

use kernel::{GatewayResult, PhoneNumber};
use serde::Deserialize;
use telephony::ProviderRef;

use super::failure::not_sent;
use super::paging::page;
use super::transport::Fields;
use super::{Twilio, wire};

/// What sort of number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// A number of a town or region.
    Local,
    /// A number that is free to call.
    TollFree,
    /// A mobile number.
    Mobile,
}

/// Which numbers to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberSearch {
    /// The country, as ISO 3166 has it: `US`.
    pub country: String,
    /// What sort.
    pub kind: NumberKind,
    /// The area code; in the US and Canada only.
    pub area_code: Option<u16>,
    /// Digits or letters it shall contain, 2 to 16; `*` stands for any digit.
    pub contains: Option<String>,
    /// Whether it must take texts as well as calls.
    pub texts: bool,
}

/// A number on offer. Nobody keeps it for us: it may be gone when it is bought.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AvailableNumber {
    /// The number.
    pub phone_number: PhoneNumber,
    /// The town.
    #[serde(default)]
    pub locality: Option<String>,
    /// The state or region.
    #[serde(default)]
    pub region: Option<String>,
    /// What it can do.
    #[serde(default)]
    pub capabilities: Capabilities,
    /// Whether an address must be on file: `none`, `any`, `local` or `foreign`.
    #[serde(default)]
    pub address_requirements: Option<String>,
}

/// What a number can do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Capabilities {
    /// Calls.
    pub voice: bool,
    /// Texts.
    #[serde(alias = "SMS")]
    pub sms: bool,
    /// Pictures.
    #[serde(alias = "MMS")]
    pub mms: bool,
}

/// Where a number reports what happens to it. An empty address is unset.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Webhooks {
    /// A call comes in.
    pub voice_url: String,
    /// `voice_url` did not answer.
    pub voice_fallback_url: String,
    /// A call has ended.
    pub status_callback: String,
    /// A text comes in.
    pub sms_url: String,
}

/// A number of ours.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OwnNumber {
    /// Twilio's id of it: `PN…`.
    #[serde(deserialize_with = "wire::sid")]
    pub sid: ProviderRef,
    /// The number.
    pub phone_number: PhoneNumber,
    /// What it is called in Twilio's console.
    #[serde(default)]
    pub friendly_name: Option<String>,
    /// Where calls are reported.
    #[serde(default)]
    pub voice_url: Option<String>,
    /// Where calls are reported when `voice_url` does not answer.
    #[serde(default)]
    pub voice_fallback_url: Option<String>,
    /// Where the ends of calls are reported.
    #[serde(default)]
    pub status_callback: Option<String>,
    /// Where texts are reported.
    #[serde(default)]
    pub sms_url: Option<String>,
    /// What it can do.
    #[serde(default)]
    pub capabilities: Capabilities,
}

page!(AvailablePage, available_phone_numbers: AvailableNumber);
page!(OwnPage, incoming_phone_numbers: OwnNumber);

impl Twilio {
    /// Numbers on offer, at most `limit`.
    pub async fn search_numbers(
        &self,
        search: &NumberSearch,
        limit: usize,
    ) -> GatewayResult<Vec<AvailableNumber>> {
        let country = &search.country;
        if country.len() != 2 || !country.bytes().all(|letter| letter.is_ascii_uppercase()) {
            return Err(not_sent("a country has two capital letters"));
        }
        let kind = match search.kind {
            NumberKind::Local => "Local",
            NumberKind::TollFree => "TollFree",
            NumberKind::Mobile => "Mobile",
        };
        let mut query: Fields<'_> = vec![("VoiceEnabled", "true".into())];
        if search.texts {
            query.push(("SmsEnabled", "true".into()));
        }
        if let Some(code) = search.area_code {
            query.push(("AreaCode", code.to_string().into()));
        }
        if let Some(contains) = &search.contains {
            query.push(("Contains", contains.into()));
        }
        let path = self.path(&format!("AvailablePhoneNumbers/{country}/{kind}.json"));
        self.list::<AvailablePage>(&path, query, limit, |_| true).await
    }

    /// Buys a number and points it at us in the same request. **Not idempotent**, but a number is
    /// bought only once: after `Unknown`, list it.
    pub async fn buy_number(
        &self,
        number: &PhoneNumber,
        webhooks: &Webhooks,
    ) -> GatewayResult<OwnNumber> {
        let mut fields: Fields<'_> = vec![("PhoneNumber", number.as_str().into())];
        fields.extend(webhook_fields(webhooks));
        self.create(&self.path("IncomingPhoneNumbers.json"), &fields).await
    }

    /// Points a number of ours at other addresses. `None` if it is not ours.
    pub async fn point_number(
        &self,
        sid: &ProviderRef,
        webhooks: &Webhooks,
    ) -> GatewayResult<Option<OwnNumber>> {
        let path = self.path_of("IncomingPhoneNumbers", sid, ".json")?;
        self.change(&path, &webhook_fields(webhooks)).await
    }

    /// Our numbers, or the one that is `number`, at most `limit`.
    pub async fn numbers(
        &self,
        number: Option<&PhoneNumber>,
        limit: usize,
    ) -> GatewayResult<Vec<OwnNumber>> {
        let query: Fields<'_> =
            number.map(|number| ("PhoneNumber", number.as_str().into())).into_iter().collect();
        self.list::<OwnPage>(&self.path("IncomingPhoneNumbers.json"), query, limit, |_| true).await
    }

    /// Gives a number back, at once and for good. `false` if it was not ours.
    pub async fn release_number(&self, sid: &ProviderRef) -> GatewayResult<bool> {
        self.delete(&self.path_of("IncomingPhoneNumbers", sid, ".json")?).await
    }
}

fn webhook_fields(webhooks: &Webhooks) -> Fields<'_> {
    vec![
        ("VoiceUrl", webhooks.voice_url.as_str().into()),
        ("VoiceMethod", "POST".into()),
        ("VoiceFallbackUrl", webhooks.voice_fallback_url.as_str().into()),
        ("VoiceFallbackMethod", "POST".into()),
        ("StatusCallback", webhooks.status_callback.as_str().into()),
        ("StatusCallbackMethod", "POST".into()),
        ("SmsUrl", webhooks.sms_url.as_str().into()),
        ("SmsMethod", "POST".into()),
    ]
}
