//! What an operator sets.

use std::collections::BTreeMap;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};

use crate::signature::Keyring;

/// The section `[twilio]`. An empty value counts as absent; secrets have no defaults and are never
/// shown by `Debug`.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The account: `AC` and 32 hexadecimal digits.
    pub account_sid: String,
    /// The account's auth token. Webhooks are signed with it; without an API key, requests are made
    /// with it too.
    #[serde(deserialize_with = "secret")]
    pub auth_token: Option<SecretString>,
    /// The account's second auth token, while the two are being exchanged.
    #[serde(deserialize_with = "secret")]
    pub secondary_auth_token: Option<SecretString>,
    /// An API key (`SK…`) to make requests with, in place of the auth token.
    pub api_key_sid: String,
    /// The API key's secret.
    #[serde(deserialize_with = "secret")]
    pub api_key_secret: Option<SecretString>,
    /// Auth tokens of sub-accounts by their `AC…`, to check their webhooks with.
    #[serde(deserialize_with = "secrets")]
    pub account_tokens: BTreeMap<String, SecretString>,
    /// Secrets of shared keys by their id (`webhooks_sharedkey_…`), to check webhooks with.
    #[serde(deserialize_with = "secrets")]
    pub shared_keys: BTreeMap<String, SecretString>,
    /// Where the API is. `https`, or `http` on this machine for a stand-in.
    pub api_base: String,
    /// The messaging service (`MG…`) that texts are sent through, if any. The sender is the business's
    /// own number all the same, which must be in the service's pool.
    pub messaging_service_sid: Option<String>,
    /// How long a connection may take to open, in milliseconds.
    pub connect_timeout_ms: u64,
    /// How long a request may take altogether, in milliseconds.
    pub request_timeout_ms: u64,
}

/// A setting that cannot be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("twilio.{key}: {why}")]
pub struct ConfigFault {
    /// The setting.
    pub key: &'static str,
    /// What is wrong with it.
    pub why: &'static str,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            account_sid: String::new(),
            auth_token: None,
            secondary_auth_token: None,
            api_key_sid: String::new(),
            api_key_secret: None,
            account_tokens: BTreeMap::new(),
            shared_keys: BTreeMap::new(),
            api_base: "https://api.twilio.com".to_owned(),
            messaging_service_sid: None,
            connect_timeout_ms: 3_000,
            request_timeout_ms: 10_000,
        }
    }
}

impl Config {
    /// Everything that is wrong, not only the first fault. Empty when requests can be made and
    /// webhooks be checked.
    pub fn faults(&self) -> Vec<ConfigFault> {
        let mut faults = Vec::new();
        let mut check = |holds: bool, key, why| {
            if !holds {
                faults.push(ConfigFault { key, why });
            }
        };
        check(
            is_sid(&self.account_sid, "AC"),
            "account_sid",
            "expected AC and 32 letters or digits",
        );
        check(is_set(self.auth_token.as_ref()), "auth_token", "missing");
        let key_sid = self.api_key_sid.is_empty() || is_sid(&self.api_key_sid, "SK");
        check(key_sid, "api_key_sid", "expected SK and 32 letters or digits");
        let both = self.api_key_sid.is_empty() != is_set(self.api_key_secret.as_ref());
        check(both, "api_key_secret", "expected together with api_key_sid");
        let accounts = self.account_tokens.keys().all(|sid| is_sid(sid, "AC"));
        check(accounts, "account_tokens", "expected AC and 32 letters or digits as keys");
        check(is_api_base(&self.api_base), "api_base", "expected https, or http on this machine");
        let service = self.messaging_service().is_none_or(|sid| is_sid(sid, "MG"));
        check(service, "messaging_service_sid", "expected MG and 32 letters or digits");
        let limits = 1..=60_000;
        let why = "expected 1 to 60000 milliseconds";
        check(limits.contains(&self.connect_timeout_ms), "connect_timeout_ms", why);
        check(limits.contains(&self.request_timeout_ms), "request_timeout_ms", why);
        faults
    }

    /// The keys that webhooks may be signed with.
    pub fn keyring(&self) -> Keyring {
        let own = [&self.auth_token, &self.secondary_auth_token].into_iter().flatten().cloned();
        let keyring = self
            .account_tokens
            .iter()
            .fold(Keyring::new(own), |keys, (sid, token)| keys.with_account(sid, [token.clone()]));
        self.shared_keys.iter().fold(keyring, |keys, (id, secret)| keys.with_shared_key(id, secret))
    }

    /// The messaging service, if one is set.
    pub(crate) fn messaging_service(&self) -> Option<&str> {
        self.messaging_service_sid.as_deref().filter(|sid| !sid.is_empty())
    }

    /// The user name and the password of requests.
    pub(crate) fn credentials(&self) -> (String, SecretString) {
        let (user, password) = if self.api_key_sid.is_empty() {
            (&self.account_sid, &self.auth_token)
        } else {
            (&self.api_key_sid, &self.api_key_secret)
        };
        (user.clone(), password.clone().unwrap_or_default())
    }

    pub(crate) const fn connect_timeout(&self) -> Duration {
        Duration::from_millis(self.connect_timeout_ms)
    }

    pub(crate) const fn request_timeout(&self) -> Duration {
        Duration::from_millis(self.request_timeout_ms)
    }
}

fn is_sid(text: &str, prefix: &str) -> bool {
    text.len() == 34
        && text.starts_with(prefix)
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_set(secret: Option<&SecretString>) -> bool {
    secret.is_some_and(|secret| !secret.expose_secret().is_empty())
}

/// Credentials travel with every request: in the clear only as far as this machine.
fn is_api_base(text: &str) -> bool {
    let Ok(url) = url::Url::parse(text) else { return false };
    let local = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => return false,
    };
    let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    plain && (url.scheme() == "https" || (url.scheme() == "http" && local))
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SecretString>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.filter(|text| !text.is_empty()).map(SecretString::from))
}

fn secrets<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, SecretString>, D::Error> {
    let texts = BTreeMap::<String, String>::deserialize(deserializer)?;
    Ok(texts.into_iter().map(|(name, text)| (name, SecretString::from(text))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> Config {
        Config {
            account_sid: "AC00000000000000000000000000000001".to_owned(),
            auth_token: Some("token".into()),
            ..Config::default()
        }
    }

    #[test]
    fn every_fault_is_reported_at_once() {
        let mut config = good();
        assert_eq!(config.faults(), []);
        config.account_sid = "AC1".to_owned();
        config.auth_token = Some("".into());
        config.api_key_sid = "SK00000000000000000000000000000001".to_owned();
        config.api_base = "http://api.example.test".to_owned();
        config.messaging_service_sid = Some("SM1".to_owned());
        config.request_timeout_ms = 0;
        let keys: Vec<&str> = config.faults().iter().map(|fault| fault.key).collect();
        assert_eq!(
            keys,
            [
                "account_sid",
                "auth_token",
                "api_key_secret",
                "api_base",
                "messaging_service_sid",
                "request_timeout_ms"
            ]
        );
    }

    #[test]
    fn an_api_key_is_used_for_requests_but_not_for_webhooks() {
        let mut config = good();
        config.api_key_sid = "SK00000000000000000000000000000001".to_owned();
        config.api_key_secret = Some("key".into());
        assert_eq!(config.faults(), []);
        let (user, password) = config.credentials();
        assert_eq!((user.as_str(), password.expose_secret()), (config.api_key_sid.as_str(), "key"));
        assert!(format!("{:?}", config.keyring()).contains("auth_tokens: 1"));
    }

    #[test]
    fn a_stand_in_on_this_machine_may_speak_http() {
        for base in ["http://127.0.0.1:4100", "http://localhost:1", "http://[::1]:1"] {
            assert!(is_api_base(base), "{base}");
        }
        for base in ["http://api.twilio.com", "ftp://localhost", "api.twilio.com", "", "https://?x"]
        {
            assert!(!is_api_base(base), "{base}");
        }
    }

    #[test]
    fn a_section_is_read_and_its_secrets_stay_hidden() {
        let config: Config = serde_json::from_str(
            r#"{"account_sid":"AC1","auth_token":"hush","api_key_secret":"","shared_keys":{"k":"hush"}}"#,
        )
        .unwrap();
        assert_eq!(config.api_base, "https://api.twilio.com");
        assert!(config.api_key_secret.is_none());
        assert!(!format!("{config:?}").contains("hush"));
        assert!(serde_json::from_str::<Config>(r#"{"auth_tokn":"x"}"#).is_err());
    }
}
