//! What an operator sets.

use std::time::Duration;

use deadpool_redis::redis::{Client, RedisResult, TlsCertificates};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};

/// The section `[redis]`. The address can hold a password, and is not shown by `Debug`.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where Redis is: `redis://[USER[:PASSWORD]@]HOST[:PORT][/DB]`, or `rediss://` for TLS. One
    /// primary; none means that the four gateways work in process.
    #[serde(deserialize_with = "secret")]
    pub url: Option<SecretString>,
    /// What every name begins with. Deployments that share a Redis have different ones: channels know
    /// no database numbers.
    pub prefix: String,
    /// How long it may take to connect, sign in and prove that Redis can write, in milliseconds. Only
    /// the start of the server waits for it, once.
    pub connect_timeout_ms: u64,
    /// How long an answer may take before everything is decided in process, in milliseconds.
    pub response_timeout_ms: u64,
    /// Certificate authorities in PEM, in place of the public ones.
    pub root_certificates: Option<String>,
}

/// A setting that cannot be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("redis.{key}: {why}")]
pub struct ConfigFault {
    /// The setting.
    pub key: &'static str,
    /// What is wrong with it. Never a part of the address.
    pub why: &'static str,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            url: None,
            prefix: "frontdesk".to_owned(),
            connect_timeout_ms: 500,
            response_timeout_ms: 250,
            root_certificates: None,
        }
    }
}

/// The longest that the start may wait, in milliseconds.
const CONNECT_MS_MAX: u64 = 500;
/// The longest that a request may wait for a Redis that hangs, in milliseconds: with all else, half a
/// second.
const RESPONSE_MS_MAX: u64 = 450;
/// The longest prefix, in bytes.
const PREFIX_BYTES_MAX: usize = 64;

impl Config {
    /// The defaults with this address.
    pub fn new(url: impl Into<SecretString>) -> Self {
        Self { url: Some(url.into()), ..Self::default() }
    }

    /// Everything that is wrong, not only the first fault. Empty when a connection can be tried.
    pub fn faults(&self) -> Vec<ConfigFault> {
        let mut faults = Vec::new();
        let mut check = |holds: bool, key, why| {
            if !holds {
                faults.push(ConfigFault { key, why });
            }
        };
        let is_known =
            ["redis://", "rediss://"].iter().any(|start| self.address().starts_with(start));
        check(
            is_known && Client::open(self.address()).is_ok(),
            "url",
            "expected redis://HOST:PORT or rediss://HOST:PORT",
        );
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b":._-".contains(&byte);
        let prefix = (1..=PREFIX_BYTES_MAX).contains(&self.prefix.len());
        check(
            prefix && self.prefix.bytes().all(is_plain),
            "prefix",
            "expected 1 to 64 letters, digits, colons, dots, underscores and hyphens",
        );
        let connect = (1..=CONNECT_MS_MAX).contains(&self.connect_timeout_ms);
        check(connect, "connect_timeout_ms", "expected 1 to 500 milliseconds");
        let response = (1..=RESPONSE_MS_MAX).contains(&self.response_timeout_ms);
        check(response, "response_timeout_ms", "expected 1 to 450 milliseconds");
        check(self.has_roots(), "root_certificates", "expected certificates in PEM and rediss://");
        faults
    }

    /// Something that connects. Nothing is connected yet.
    pub(crate) fn client(&self) -> RedisResult<Client> {
        if self.address().starts_with("rediss://") {
            // The provider is named: without, the process panics as soon as two are compiled in. An
            // error means that somebody has named one before.
            let _ = rustls::crypto::ring::default_provider().install_default();
        }
        match &self.root_certificates {
            Some(pem) => {
                let root_cert = Some(pem.clone().into_bytes());
                let certificates = TlsCertificates { client_tls: None, root_cert };
                Client::build_with_tls(self.address(), certificates)
            }
            None => Client::open(self.address()),
        }
    }

    /// Whether there is somebody to trust. A text without certificates is one that trusts nobody.
    fn has_roots(&self) -> bool {
        let Some(pem) = &self.root_certificates else { return true };
        let mut certificates = CertificateDer::pem_slice_iter(pem.as_bytes()).peekable();
        certificates.peek().is_some()
            && certificates.all(|certificate| certificate.is_ok())
            && self.address().starts_with("rediss://")
    }

    fn address(&self) -> &str {
        self.url.as_ref().map_or("", |url| url.expose_secret())
    }

    pub(crate) const fn connect_timeout(&self) -> Duration {
        Duration::from_millis(self.connect_timeout_ms)
    }

    pub(crate) const fn response_timeout(&self) -> Duration {
        Duration::from_millis(self.response_timeout_ms)
    }
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SecretString>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.filter(|text| !text.is_empty()).map(SecretString::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(config: &Config) -> Vec<&'static str> {
        config.faults().iter().map(|fault| fault.key).collect()
    }

    #[test]
    fn every_fault_is_reported_at_once() {
        let mut config = Config::new("redis://127.0.0.1");
        assert_eq!(keys(&config), [""; 0]);
        config.url = Some("http://127.0.0.1".into());
        config.prefix = "a b".to_owned();
        config.connect_timeout_ms = 0;
        config.response_timeout_ms = 451;
        let wrong = ["url", "prefix", "connect_timeout_ms", "response_timeout_ms"];
        assert_eq!(keys(&config), wrong);
        assert_eq!(keys(&Config::default()), ["url"]);
    }

    #[test]
    fn addresses_are_read_as_operators_write_them() {
        for url in [
            "redis://127.0.0.1",
            "redis://cache:6380/2",
            "redis://:hush@[::1]:6379",
            "rediss://user:p%40ss@cache.example.test:6380",
        ] {
            assert_eq!(keys(&Config::new(url)), [""; 0], "{url}");
        }
        for url in ["", "127.0.0.1:6379", "redis://", "redis://h:99999", "redis+unix:///x"] {
            assert_eq!(keys(&Config::new(url)), ["url"], "{url}");
        }
    }

    #[test]
    fn certificates_must_be_some_and_need_tls() {
        let one = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        let cut = one.replace("-----END", "");
        for (url, pem) in [
            ("rediss://cache", "nothing"),
            ("rediss://cache", cut.as_str()),
            ("redis://cache", one),
        ] {
            let config = Config { root_certificates: Some(pem.to_owned()), ..Config::new(url) };
            assert_eq!(keys(&config), ["root_certificates"], "{url}");
        }
    }

    #[test]
    fn a_section_is_read_and_its_password_stays_hidden() {
        let text = r#"{"url":"redis://:hush@cache:6379","prefix":"shop"}"#;
        let config: Config = serde_json::from_str(text).unwrap();
        assert_eq!((config.prefix.as_str(), config.response_timeout_ms), ("shop", 250));
        assert!(!format!("{config:?} {:?}", config.faults()).contains("hush"));
        assert!(serde_json::from_str::<Config>(r#"{"adress":"x"}"#).is_err());
        let none: Config = serde_json::from_str(r#"{"url":""}"#).unwrap();
        assert!(none.url.is_none());
    }
}
