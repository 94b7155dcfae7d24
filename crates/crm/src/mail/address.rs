//! Where a mail goes.

use std::fmt;

/// An e-mail address as servers everywhere take it.
///
/// **Limits**: 254 ASCII characters, a domain with a dot; no quoted local part, no literal address, no
/// display name, and so nothing that could add a recipient or a header.
/// **Source**: RFC 5321 section 4.5.3.1, read 2026-11.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MailAddress(String);

/// Why a text is not an address that mail can be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address of the form name@example.com")]
pub struct MailAddressError;

impl MailAddress {
    /// Reads an address.
    ///
    /// # Errors
    /// It is none, or none that every server takes.
    pub fn parse(text: &str) -> Result<Self, MailAddressError> {
        let options = email_address::Options::default()
            .with_required_tld()
            .without_domain_literal()
            .without_display_text();
        let parsed = email_address::EmailAddress::parse_with_options(text, options);
        let parsed = parsed.map_err(|_| MailAddressError)?;
        if text.len() > 254 || parsed.local_part().starts_with('"') || !text.is_ascii() {
            return Err(MailAddressError);
        }
        Ok(Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands after the `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

/// Masked: an address is a personal datum.
impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "•••@{}", self.domain())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_one_mailbox_and_nothing_else() {
        let address = MailAddress::parse("dana.reyes+salon@prairie.example").unwrap();
        assert_eq!(address.as_str(), "dana.reyes+salon@prairie.example");
        assert_eq!(address.domain(), "prairie.example");
        assert_eq!(format!("{address:?}"), "•••@prairie.example");
        let long = format!("{}@example.com", "a".repeat(250));
        for text in [
            "",
            "dana",
            "@example.com",
            "dana@",
            "dana@localhost",
            "a b@example.com",
            "dana@[127.0.0.1]",
            "\"d a\"@example.com",
            "Dana <d@example.com>",
            "d@example.com, x@example.com",
            "d@example.com\r\nBcc: x@example.com",
            "d@example.com\n",
            "d@example.com> SIZE=1",
            "dänä@example.com",
            long.as_str(),
        ] {
            assert!(MailAddress::parse(text).is_err(), "{text:?}");
        }
    }
}
