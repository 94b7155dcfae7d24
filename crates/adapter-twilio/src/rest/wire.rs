//! How Twilio writes values in JSON: ids, numbers in quotes, dates as in mail.

use jiff::Timestamp;
use kernel::PhoneNumber;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use telephony::ProviderRef;

/// An id.
pub(super) fn sid<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ProviderRef, D::Error> {
    let text = String::deserialize(deserializer)?;
    ProviderRef::parse(&text).ok_or_else(|| D::Error::custom("not an id of Twilio's"))
}

/// An id that may be missing.
pub(super) fn sid_option<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<ProviderRef>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.as_deref().and_then(ProviderRef::parse))
}

/// A phone number; `None` for anything else that can stand in its place, such as a SIP address.
pub(super) fn number_option<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<PhoneNumber>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.as_deref().and_then(|text| PhoneNumber::parse(text).ok()))
}

/// An instant as RFC 2822 writes it; `None` if there is none, or none that can be read.
pub(super) fn instant_option<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Timestamp>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    let parsed = text.as_deref().and_then(|text| jiff::fmt::rfc2822::parse(text).ok());
    Ok(parsed.map(|zoned| zoned.timestamp()))
}

/// A whole number, in quotes or not; `None` for anything else (Twilio writes `-1` for "not yet").
pub(super) fn count_option<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<u32>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Number(i64),
        Text(String),
    }
    Ok(match Option::<Written>::deserialize(deserializer)? {
        Some(Written::Number(number)) => u32::try_from(number).ok(),
        Some(Written::Text(text)) => text.trim().parse().ok(),
        None => None,
    })
}
