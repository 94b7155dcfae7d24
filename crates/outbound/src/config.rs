//! What an operator sets.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use ipnet::IpNet;
use serde::{Deserialize, Deserializer};

/// How far requests may go. The defaults reach the public internet on its two ports, and nothing
/// else.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// What may be reached although it is not public: a network, an address or a host's name.
    pub allow: Vec<Reach>,
    /// What may not be reached although it is public: the platform's own addresses. Wins over
    /// `allow`.
    pub refuse: Vec<Reach>,
    /// The ports that may be reached.
    pub ports: Vec<u16>,
    /// How long a connection may take to open, its name looked up, in milliseconds.
    pub connect_timeout_ms: u64,
    /// How long a request may take altogether, redirects and body included, in milliseconds.
    pub request_timeout_ms: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            allow: Vec::new(),
            refuse: Vec::new(),
            ports: vec![80, 443],
            connect_timeout_ms: 5_000,
            request_timeout_ms: 10_000,
        }
    }
}

/// A setting that cannot be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {why}")]
pub struct ConfigFault {
    /// The setting.
    pub key: &'static str,
    /// What is wrong with it.
    pub why: &'static str,
}

impl Config {
    /// Everything that is wrong, not only the first fault.
    pub fn faults(&self) -> Vec<ConfigFault> {
        let mut faults = Vec::new();
        let mut check = |holds: bool, key, why| {
            if !holds {
                faults.push(ConfigFault { key, why });
            }
        };
        let whole = |reach: &Reach| matches!(reach, Reach::Network(net) if net.prefix_len() == 0);
        check(!self.allow.iter().any(whole), "allow", "a network of everything is no exception");
        check(!self.ports.is_empty(), "ports", "expected at least one port");
        check(!self.ports.contains(&0), "ports", "0 is no port");
        let limits = 1..=60_000;
        let why = "expected 1 to 60000 milliseconds";
        check(limits.contains(&self.connect_timeout_ms), "connect_timeout_ms", why);
        check(limits.contains(&self.request_timeout_ms), "request_timeout_ms", why);
        faults
    }

    /// Whether `allow` names this machine: a loopback address, a network of such, or `localhost`.
    pub fn allows_loopback(&self) -> bool {
        self.allow.iter().any(|reach| match reach {
            Reach::Network(network) => network.network().is_loopback(),
            Reach::Host(name) => name == "localhost",
        })
    }

    pub(crate) const fn connect_timeout(&self) -> Duration {
        Duration::from_millis(self.connect_timeout_ms)
    }

    pub(crate) const fn request_timeout(&self) -> Duration {
        Duration::from_millis(self.request_timeout_ms)
    }
}

/// A place on the network: `10.20.0.0/16`, `127.0.0.1`, `::1` or `hooks.internal.example`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Every address of a network; a single address is a network of one.
    Network(IpNet),
    /// A host by its name, in lower case and without a dot at its end, wherever it points.
    Host(String),
}

/// Why a text names no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a network such as 10.20.0.0/16, an address or a host's name")]
pub struct ReachError;

impl Reach {
    /// Whether this place is meant by a host's name or by the address it stands for.
    pub(crate) fn holds(&self, host: &str, address: IpAddr) -> bool {
        match self {
            Self::Network(network) => network.contains(&address.to_canonical()),
            Self::Host(name) => name == host,
        }
    }
}

impl FromStr for Reach {
    type Err = ReachError;

    fn from_str(text: &str) -> Result<Self, ReachError> {
        if let Ok(network) = text.parse::<IpNet>() {
            return Ok(Self::Network(network.trunc()));
        }
        if let Ok(address) = text.parse::<IpAddr>() {
            return Ok(Self::Network(IpNet::from(address.to_canonical())));
        }
        match url::Host::parse(text) {
            Ok(url::Host::Domain(name)) if !text.contains('/') => Ok(Self::Host(bare_name(&name))),
            _ => Err(ReachError),
        }
    }
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(network) => write!(f, "{network}"),
            Self::Host(name) => f.write_str(name),
        }
    }
}

impl<'de> Deserialize<'de> for Reach {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A host's name as it is compared: `Example.com.` is `example.com`.
pub(crate) fn bare_name(name: &str) -> String {
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_people_write_them() {
        let shown = |text: &str| text.parse::<Reach>().map(|reach| reach.to_string());
        assert_eq!(shown("10.20.30.40/16").as_deref(), Ok("10.20.0.0/16"));
        assert_eq!(shown("127.0.0.1").as_deref(), Ok("127.0.0.1/32"));
        assert_eq!(shown("::ffff:127.0.0.1").as_deref(), Ok("127.0.0.1/32"));
        assert_eq!(shown("::1").as_deref(), Ok("::1/128"));
        assert_eq!(shown("Hooks.Internal.Example.").as_deref(), Ok("hooks.internal.example"));
        for text in ["", "10.0.0.0/33", "http://a.example", "a b", "a.example:80"] {
            assert_eq!(text.parse::<Reach>(), Err(ReachError), "{text}");
        }
    }

    #[test]
    fn only_a_list_that_names_this_machine_opens_it() {
        let allows = |places: &[&str]| {
            let allow = places.iter().map(|place| place.parse().unwrap()).collect();
            Config { allow, ..Config::default() }.allows_loopback()
        };
        for place in ["127.0.0.1", "127.0.0.0/8", "::1", "localhost", "::ffff:127.0.0.1"] {
            assert!(allows(&["10.0.0.0/8", place]), "{place}");
        }
        for place in ["10.0.0.0/8", "hooks.internal.example", "128.0.0.1", "localhost.example"] {
            assert!(!allows(&[place]), "{place}");
        }
        assert!(!allows(&[]));
    }

    #[test]
    fn every_fault_is_reported_at_once() {
        assert_eq!(Config::default().faults(), []);
        let config: Config = serde_json::from_str(
            r#"{"allow": ["0.0.0.0/0"], "ports": [0], "connect_timeout_ms": 0, "request_timeout_ms": 90000}"#,
        )
        .unwrap();
        let keys: Vec<&str> = config.faults().iter().map(|fault| fault.key).collect();
        assert_eq!(keys, ["allow", "ports", "connect_timeout_ms", "request_timeout_ms"]);
        assert!(serde_json::from_str::<Config>(r#"{"allow": ["10.0.0.0/99"]}"#).is_err());
        assert!(serde_json::from_str::<Config>(r#"{"alow": []}"#).is_err());
    }
}
