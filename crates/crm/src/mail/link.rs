//! Where a button in a mail leads.

use std::fmt;

use url::{Host, Url};

/// The address of a web page: `https`, or `http` on this machine.
///
/// **Limits**: 2,000 characters, no user name or password in it.
/// Shown by `Debug` without its path, which may hold a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Link(Url);

/// Why a text is no address that may stand in a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the address of a web page: expected https, or http on this machine")]
pub struct LinkError;

impl Link {
    /// How long an address may be. **Units**: bytes.
    pub const BYTES_MAX: usize = 2_000;

    /// Reads an address.
    ///
    /// # Errors
    /// It is none, or leads somewhere else than to a web page.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        let odd = |letter: char| letter.is_control() || letter.is_whitespace();
        if text.len() > Self::BYTES_MAX || text.contains(odd) {
            return Err(LinkError);
        }
        let url = Url::parse(text).map_err(|_| LinkError)?;
        let local = match url.host().ok_or(LinkError)? {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        let anonymous = url.username().is_empty() && url.password().is_none();
        let web = url.scheme() == "https" || (url.scheme() == "http" && local);
        if web && anonymous && url.as_str().len() <= Self::BYTES_MAX {
            Ok(Self(url))
        } else {
            Err(LinkError)
        }
    }

    /// The address, in ASCII.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}/…", self.0.scheme(), self.0.host_str().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_a_web_page() {
        for text in [
            "https://frontdesk.example/verify?t=abc#x",
            "http://127.0.0.1:8080/verify",
            "http://localhost:1/",
            "http://[::1]:1/",
        ] {
            assert_eq!(Link::parse(text).unwrap().as_str(), text);
        }
        let long = format!("https://a.example/{}", "a".repeat(2_000));
        for text in [
            "",
            "verify",
            "//evil.example",
            "http://frontdesk.example/",
            "javascript:alert(1)",
            "data:text/html,x",
            "mailto:a@b.example",
            "ftp://localhost/",
            "https://",
            "https://you@evil.example/",
            "https://a:b@evil.example/",
            "https://a.example/\r\nX: y",
            "java\nscript:x",
            " https://a.example/",
            long.as_str(),
            "http://127.0.0.1.evil.example/",
            "http://localhost.evil.example/",
        ] {
            assert!(Link::parse(text).is_err(), "{text:?}");
        }
        let link = Link::parse("https://frontdesk.example/reset?t=hush").unwrap();
        assert_eq!(format!("{link:?}"), "https://frontdesk.example/…");
    }

    #[test]
    fn what_html_could_take_for_markup_is_encoded() {
        let link = Link::parse("https://a.example/?q=\"><script>'").unwrap();
        assert_eq!(link.as_str(), "https://a.example/?q=%22%3E%3Cscript%3E%27");
    }
}
