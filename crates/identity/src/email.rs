//! E-mail addresses as names of accounts.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

/// An e-mail address in lower case, so that one mailbox is one account.
///
/// **Limits**: 254 characters, one `@`, a domain with a dot; no quoted local parts and no literal
/// addresses, which no mailbox of a business has.
/// **Source**: RFC 5321 section 4.5.3.1, read 2026-11.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

/// Why a text is not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address of the form name@example.com")]
pub struct EmailError;

impl EmailAddress {
    /// Reads an address, white space around it left out.
    ///
    /// # Errors
    /// It is no address.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        let options = email_address::Options::default()
            .with_required_tld()
            .without_domain_literal()
            .without_display_text();
        let parsed = email_address::EmailAddress::parse_with_options(text, options);
        let parsed = parsed.map_err(|_| EmailError)?;
        if text.len() > 254 || parsed.local_part().starts_with('"') || !text.is_ascii() {
            return Err(EmailError);
        }
        Ok(Self(text.to_ascii_lowercase()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as logs and other people may see it: `d•••@example.com`.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or_default();
        let first: String = local.chars().take(1).collect();
        [first.as_str(), "•••@", domain].concat()
    }
}

/// Masked: an address is a personal datum.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl FromStr for EmailAddress {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, EmailError> {
        Self::parse(text)
    }
}

impl<'de> Deserialize<'de> for EmailAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mailbox_is_one_address() {
        let address = EmailAddress::parse("  Dana.Reyes@Prairie.Example ").unwrap();
        assert_eq!(address.as_str(), "dana.reyes@prairie.example");
        assert_eq!(address, EmailAddress::parse("dana.reyes@prairie.example").unwrap());
        assert_eq!(format!("{address:?}"), "d•••@prairie.example");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long = format!("{}@example.com", "a".repeat(250));
        let hostile = ["", "dana", "@example.com", "dana@", "a b@example.com", "a@b@example.com"];
        let odd =
            ["dana@[127.0.0.1]", "\"d a\"@example.com", "Dana <d@example.com>", "d@localhost"];
        let broken =
            ["d@example.com\r\nBcc: x@example.com", "d\u{0}@example.com", "dänä@example.com"];
        for text in hostile.iter().chain(&odd).chain(&broken).copied().chain([long.as_str()]) {
            assert!(EmailAddress::parse(text).is_err(), "{text:?}");
        }
    }
}
