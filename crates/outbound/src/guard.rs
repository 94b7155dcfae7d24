//! Which addresses may be reached.

use std::net::IpAddr;

use url::{Host, Url};

use crate::config::{Config, Reach, bare_name};
use crate::failure::Refusal;
use crate::networks::is_public;

/// Says which addresses may be reached.
///
/// [`Guard::vet_url`] judges what can be seen in a URL, and serves well to tell an owner at once; a
/// name is judged by [`Guard::vet_address`], each time a connection is opened. [`crate::Client`] does
/// both, and nobody else needs to.
#[derive(Debug, Clone)]
pub struct Guard {
    allow: Vec<Reach>,
    refuse: Vec<Reach>,
    ports: Vec<u16>,
}

impl Guard {
    /// How long a URL may be, in bytes.
    pub const URL_BYTES_MAX: usize = 2_048;

    /// The guard that these settings describe.
    pub fn new(config: &Config) -> Self {
        let Config { allow, refuse, ports, .. } = config.clone();
        Self { allow, refuse, ports }
    }

    /// Reads a URL and vets it.
    pub fn parse(&self, text: &str) -> Result<Url, Refusal> {
        if text.len() > Self::URL_BYTES_MAX {
            return Err(Refusal::TooLong);
        }
        let url = Url::parse(text).map_err(|_| Refusal::Malformed)?;
        self.vet_url(&url)?;
        Ok(url)
    }

    /// Whether a URL may be asked, as far as the URL itself tells: its length, scheme, port, and its
    /// host where that is an address, however it was written (`2130706433`, `0x7f.1`, `0177.0.0.1`:
    /// a parsed URL holds them as the addresses they are).
    pub fn vet_url(&self, url: &Url) -> Result<(), Refusal> {
        if url.as_str().len() > Self::URL_BYTES_MAX {
            return Err(Refusal::TooLong);
        }
        if !matches!(url.scheme(), "https" | "http") {
            return Err(Refusal::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::UserInfo);
        }
        let port = url.port_or_known_default().ok_or(Refusal::Port)?;
        if !self.ports.contains(&port) {
            return Err(Refusal::Port);
        }
        match url.host().ok_or(Refusal::NoHost)? {
            Host::Domain(_) => Ok(()),
            Host::Ipv4(address) => self.vet_address("", IpAddr::V4(address)),
            Host::Ipv6(address) => self.vet_address("", IpAddr::V6(address)),
        }
    }

    /// Whether the address that a host stands for may be connected to.
    pub fn vet_address(&self, host: &str, address: IpAddr) -> Result<(), Refusal> {
        let host = bare_name(host);
        let named = |reach: &Reach| reach.holds(&host, address);
        let refused = self.refuse.iter().any(named);
        if !refused && (is_public(address) || self.allow.iter().any(named)) {
            Ok(())
        } else {
            Err(Refusal::NotPublic)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use proptest::prelude::*;

    use super::*;

    fn guard(allow: &[&str], refuse: &[&str]) -> Guard {
        let read = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        Guard::new(&Config { allow: read(allow), refuse: read(refuse), ..Config::default() })
    }

    #[test]
    fn a_url_is_refused_for_what_is_wrong_with_it() {
        let guard = guard(&[], &[]);
        let long = format!("https://a.example/{}", "a".repeat(Guard::URL_BYTES_MAX));
        for (text, refusal) in [
            ("a.example", Refusal::Malformed),
            ("https://", Refusal::Malformed),
            ("https://1.2.3.4.5/", Refusal::Malformed),
            (long.as_str(), Refusal::TooLong),
            ("ftp://a.example", Refusal::Scheme),
            ("file:///etc/passwd", Refusal::Scheme),
            ("https://me@a.example", Refusal::UserInfo),
            ("https://:secret@a.example", Refusal::UserInfo),
            ("https://a.example:8443", Refusal::Port),
            ("https://a.example:0", Refusal::Port),
            ("https://10.0.0.1", Refusal::NotPublic),
            ("https://[::1]", Refusal::NotPublic),
        ] {
            assert_eq!(guard.parse(text), Err(refusal), "{text}");
        }
        for text in ["https://a.example/hook?x=1", "http://a.example", "https://8.8.8.8:443/"] {
            assert!(guard.parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn exceptions_are_made_by_network_and_by_name() {
        let guard =
            guard(&["10.20.0.0/16", "Hooks.Internal.Example"], &["10.20.30.0/24", "8.8.8.8"]);
        let vet = |host: &str, address: &str| guard.vet_address(host, address.parse().unwrap());
        assert_eq!(vet("a.example", "10.20.0.1"), Ok(()));
        assert_eq!(vet("a.example", "::ffff:10.20.0.1"), Ok(()));
        assert_eq!(vet("hooks.internal.example.", "192.168.0.1"), Ok(()));
        assert_eq!(vet("a.example", "10.21.0.1"), Err(Refusal::NotPublic));
        assert_eq!(vet("a.example", "10.20.30.1"), Err(Refusal::NotPublic), "refusals win");
        assert_eq!(vet("a.example", "8.8.8.8"), Err(Refusal::NotPublic));
        assert_eq!(vet("x.hooks.internal.example", "192.168.0.1"), Err(Refusal::NotPublic));
    }

    proptest! {
        #[test]
        fn an_address_is_judged_alike_in_every_notation(bits: u32) {
            let guard = guard(&[], &[]);
            let address = Ipv4Addr::from_bits(bits);
            let [a, b, c, d] = address.octets();
            let expected = if is_public(address.into()) { Ok(()) } else { Err(Refusal::NotPublic) };
            for host in [
                address.to_string(),
                format!("{address}."),
                bits.to_string(),
                format!("{bits:#x}"),
                format!("0{bits:o}"),
                format!("{a}.{}", bits & 0x00ff_ffff),
                format!("{a:#x}.{b}.{}", bits & 0xffff),
                format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
                format!("[::ffff:{address}]"),
            ] {
                let judged = guard.parse(&format!("https://{host}/")).map(drop);
                prop_assert_eq!(judged, expected, "{}", host);
            }
        }

        #[test]
        fn no_text_makes_the_guard_stumble(text in "(https?://)?.{0,60}") {
            if let Ok(url) = guard(&[], &[]).parse(&text) {
                prop_assert!(matches!(url.port_or_known_default(), Some(80 | 443)));
                prop_assert!(url.username().is_empty() && url.password().is_none());
            }
        }
    }
}
