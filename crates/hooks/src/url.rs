//! Where an endpoint is.

use std::fmt;

use ::url::{Host, Url};

/// The address of an endpoint, as far as its text tells that requests may go there.
///
/// `https`, or `http` to this machine where the deployment allows it; no user's name, no fragment.
/// Which networks may be reached is decided when a connection is opened, and not here.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EndpointUrl(Url);

/// Whether requests may go to this machine in the clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlainHttp {
    /// Never: for everybody's deployments.
    Never,
    /// To the loopback: for development and tests.
    OnLoopback,
}

/// Why a text is not the address of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// Longer than [`EndpointUrl::BYTES_MAX`].
    #[error("the address has more than {} characters", EndpointUrl::BYTES_MAX)]
    TooLong,
    /// No URL at all, or one without a host.
    #[error("expected an address such as https://example.com/hooks")]
    Malformed,
    /// Anything but `https`.
    #[error("the address must begin with https://")]
    NotHttps,
    /// It holds a user's name or a password.
    #[error("the address must not hold a user's name or a password")]
    UserInfo,
    /// It holds a fragment, which no server would ever see.
    #[error("the address must not hold a #")]
    Fragment,
}

impl EndpointUrl {
    /// How long an address may be, in bytes.
    pub const BYTES_MAX: usize = 2_048;

    /// Reads an address.
    pub fn parse(text: &str, plain: PlainHttp) -> Result<Self, UrlError> {
        if text.len() > Self::BYTES_MAX {
            return Err(UrlError::TooLong);
        }
        let url = Url::parse(text).map_err(|_| UrlError::Malformed)?;
        if url.as_str().len() > Self::BYTES_MAX {
            return Err(UrlError::TooLong);
        }
        let host = url.host().ok_or(UrlError::Malformed)?;
        let clear = plain == PlainHttp::OnLoopback && is_loopback(&host);
        if url.scheme() != "https" && !(url.scheme() == "http" && clear) {
            return Err(UrlError::NotHttps);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(UrlError::UserInfo);
        }
        if url.fragment().is_some() {
            return Err(UrlError::Fragment);
        }
        Ok(Self(url))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The address in its parts.
    pub const fn as_url(&self) -> &Url {
        &self.0
    }

    /// The host alone: what may be logged.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

impl fmt::Display for EndpointUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Shows the host: many services put their secret into the path.
impl fmt::Debug for EndpointUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}/…", self.0.scheme(), self.host())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_https_without_anything_odd() {
        let long = format!("https://a.example/{}", "ü".repeat(1_000));
        for (text, error) in [
            ("http://a.example/", UrlError::NotHttps),
            ("http://127.0.0.1/", UrlError::NotHttps),
            ("ftp://a.example/", UrlError::NotHttps),
            ("mailto:a@a.example", UrlError::Malformed),
            ("a.example/hook", UrlError::Malformed),
            ("https://", UrlError::Malformed),
            ("https://a@a.example/", UrlError::UserInfo),
            ("https://:b@a.example/", UrlError::UserInfo),
            ("https://a.example/#x", UrlError::Fragment),
            (long.as_str(), UrlError::TooLong),
        ] {
            assert_eq!(EndpointUrl::parse(text, PlainHttp::Never), Err(error), "{text}");
        }
        let url = EndpointUrl::parse("https://A.example:443/s3cret?x", PlainHttp::Never).unwrap();
        assert_eq!(url.as_str(), "https://a.example/s3cret?x");
        assert_eq!(format!("{url:?}"), "https://a.example/…");
    }

    #[test]
    fn this_machine_may_be_reached_in_the_clear_where_it_is_allowed() {
        let parse = |text| EndpointUrl::parse(text, PlainHttp::OnLoopback);
        for text in ["http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]/", "http://127.1"]
        {
            assert!(parse(text).is_ok(), "{text}");
        }
        for text in ["http://a.example/", "http://10.0.0.1/", "http://localhost.a.example/"] {
            assert_eq!(parse(text), Err(UrlError::NotHttps), "{text}");
        }
    }
}
