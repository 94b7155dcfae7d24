//! What an operator sets.

use std::time::Duration;

use crm::mail::MailAddress;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};
use url::Host;

/// The section `[email]`. An empty value counts as absent; secrets have no defaults and are never
/// shown by `Debug`.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Who sends.
    pub kind: Kind,
    /// The address that mail comes from.
    pub from: String,
    /// The name beside it.
    pub from_name: String,
    /// The mail server's name.
    pub smtp_host: String,
    /// Its port; 0 for the usual one of `smtp_security`: 587, 465 or 25.
    pub smtp_port: u16,
    /// How the connection is kept private.
    pub smtp_security: Security,
    /// Who signs in there, if anybody has to.
    pub smtp_user: String,
    /// The password of `smtp_user`.
    #[serde(deserialize_with = "secret")]
    pub smtp_password: Option<SecretString>,
    /// A PEM file with the certificate authorities to trust instead of the public ones.
    pub smtp_root_certificates: String,
    /// How many connections there may be at once.
    pub smtp_connections: usize,
    /// SendGrid's key, `SG.…`, with the permission to send mail.
    #[serde(deserialize_with = "secret")]
    pub sendgrid_api_key: Option<SecretString>,
    /// Where SendGrid's API is. `https`, or `http` on this machine for a stand-in.
    pub api_base: String,
    /// How long a connection may take to open, sign-in included, in milliseconds.
    pub connect_timeout_ms: u64,
    /// How long a mail may take from there on, in milliseconds.
    pub request_timeout_ms: u64,
}

/// Who sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Nobody: mail stays in the process.
    #[default]
    Fake,
    /// A mail server.
    Smtp,
    /// SendGrid.
    Sendgrid,
}

/// How the connection to a mail server is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// By TLS from the second word on; a server that does not offer it gets no mail.
    #[default]
    Starttls,
    /// By TLS from the first byte on.
    Tls,
    /// Not at all: for a server on this machine.
    None,
}

/// A setting that cannot be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("email.{key}: {why}")]
pub struct ConfigFault {
    /// The setting.
    pub key: &'static str,
    /// What is wrong with it.
    pub why: &'static str,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            kind: Kind::Fake,
            from: String::new(),
            from_name: "Frontdesk".to_owned(),
            smtp_host: String::new(),
            smtp_port: 0,
            smtp_security: Security::Starttls,
            smtp_user: String::new(),
            smtp_password: None,
            smtp_root_certificates: String::new(),
            smtp_connections: 4,
            sendgrid_api_key: None,
            api_base: "https://api.sendgrid.com".to_owned(),
            connect_timeout_ms: 10_000,
            request_timeout_ms: 30_000,
        }
    }
}

impl Config {
    /// Everything that is wrong, not only the first fault. Empty when mail can be sent, or need not be.
    pub fn faults(&self) -> Vec<ConfigFault> {
        let mut faults = Vec::new();
        if self.kind == Kind::Fake {
            return faults;
        }
        let mut check = |holds: bool, key, why| {
            if !holds {
                faults.push(ConfigFault { key, why });
            }
        };
        let from = MailAddress::parse(&self.from).is_ok();
        check(from, "from", "expected an address such as frontdesk@example.com");
        match self.kind {
            Kind::Fake => {}
            Kind::Smtp => {
                check(is_host(&self.smtp_host), "smtp_host", "expected the name of a server");
                let private = self.smtp_security != Security::None || is_local(&self.smtp_host);
                check(private, "smtp_security", "expected starttls or tls but on this machine");
                let both = self.smtp_user.is_empty() != is_set(self.smtp_password.as_ref());
                check(both, "smtp_password", "expected together with smtp_user");
                let some = (1..=64).contains(&self.smtp_connections);
                check(some, "smtp_connections", "expected 1 to 64");
            }
            Kind::Sendgrid => {
                let key = self.sendgrid_api_key.as_ref();
                check(key.is_some_and(is_header_value), "sendgrid_api_key", "missing, or no key");
                let why = "expected https, or http on this machine";
                check(is_api_base(&self.api_base), "api_base", why);
            }
        }
        let limits = 1..=300_000;
        let why = "expected 1 to 300000 milliseconds";
        check(limits.contains(&self.connect_timeout_ms), "connect_timeout_ms", why);
        check(limits.contains(&self.request_timeout_ms), "request_timeout_ms", why);
        faults
    }

    /// The port, the usual one if none is set.
    pub(crate) const fn port(&self) -> u16 {
        match (self.smtp_port, self.smtp_security) {
            (0, Security::Starttls) => 587,
            (0, Security::Tls) => 465,
            (0, Security::None) => 25,
            (port, _) => port,
        }
    }

    pub(crate) const fn connect_timeout(&self) -> Duration {
        Duration::from_millis(self.connect_timeout_ms)
    }

    pub(crate) const fn request_timeout(&self) -> Duration {
        Duration::from_millis(self.request_timeout_ms)
    }
}

fn is_set(secret: Option<&SecretString>) -> bool {
    secret.is_some_and(|secret| !secret.expose_secret().is_empty())
}

fn is_header_value(secret: &SecretString) -> bool {
    let text = secret.expose_secret();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn is_host(text: &str) -> bool {
    Host::parse(text).is_ok() && !text.starts_with('[')
}

fn is_local(host: &str) -> bool {
    match Host::parse(host) {
        Ok(host) => is_local_host(&host),
        Err(_) => false,
    }
}

fn is_local_host<S: AsRef<str>>(host: &Host<S>) -> bool {
    match host {
        Host::Domain(name) => name.as_ref() == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// The key travels with every request: in the clear only as far as this machine.
fn is_api_base(text: &str) -> bool {
    let Ok(url) = url::Url::parse(text) else { return false };
    let Some(local) = url.host().map(|host| is_local_host(&host)) else { return false };
    let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    plain && (url.scheme() == "https" || (url.scheme() == "http" && local))
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

    fn smtp() -> Config {
        Config {
            kind: Kind::Smtp,
            from: "desk@example.com".to_owned(),
            smtp_host: "smtp.example.com".to_owned(),
            smtp_user: "desk".to_owned(),
            smtp_password: Some("hush".into()),
            ..Config::default()
        }
    }

    #[test]
    fn nothing_has_to_be_set_to_send_nothing() {
        assert_eq!(Config::default().faults(), []);
    }

    #[test]
    fn every_fault_is_reported_at_once() {
        assert_eq!(smtp().faults(), []);
        let mut config = smtp();
        config.from = "desk".to_owned();
        config.smtp_password = None;
        config.smtp_security = Security::None;
        config.smtp_connections = 0;
        config.request_timeout_ms = 0;
        let expected =
            ["from", "smtp_security", "smtp_password", "smtp_connections", "request_timeout_ms"];
        assert_eq!(keys(&config), expected);
        config.smtp_host = "smtp example\r\n".to_owned();
        assert_eq!(keys(&config)[1], "smtp_host");
        let mut config = Config { kind: Kind::Sendgrid, ..smtp() };
        config.api_base = "http://api.sendgrid.com".to_owned();
        assert_eq!(keys(&config), ["sendgrid_api_key", "api_base"]);
        config.sendgrid_api_key = Some("SG.x\r\ny".into());
        assert_eq!(keys(&config)[0], "sendgrid_api_key");
    }

    #[test]
    fn a_connection_in_the_clear_stays_on_this_machine() {
        for (host, expected) in
            [("127.0.0.1", true), ("localhost", true), ("10.0.0.1", false), ("mail", false)]
        {
            let config =
                Config { smtp_host: host.to_owned(), smtp_security: Security::None, ..smtp() };
            assert_eq!(config.faults().is_empty(), expected, "{host}");
        }
    }

    #[test]
    fn each_sort_of_privacy_has_its_usual_port() {
        let port = |smtp_security| Config { smtp_security, ..smtp() }.port();
        let ports = [port(Security::Starttls), port(Security::Tls), port(Security::None)];
        assert_eq!(ports, [587, 465, 25]);
        assert_eq!(Config { smtp_port: 2_525, ..smtp() }.port(), 2_525);
    }

    #[test]
    fn a_section_is_read_and_its_secrets_stay_hidden() {
        let config: Config = serde_json::from_str(
            r#"{"kind":"smtp","smtp_security":"tls","smtp_password":"hush","sendgrid_api_key":""}"#,
        )
        .unwrap();
        assert_eq!((config.kind, config.smtp_security), (Kind::Smtp, Security::Tls));
        assert!(config.sendgrid_api_key.is_none());
        assert!(!format!("{config:?}").contains("hush"));
        assert!(serde_json::from_str::<Config>(r#"{"kind":"carrier pigeon"}"#).is_err());
        assert!(serde_json::from_str::<Config>(r#"{"smtp_pasword":"x"}"#).is_err());
    }
}
