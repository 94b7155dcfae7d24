//! The sections about who comes in and what machines share.

use adapter_email::{Kind, Security};
use identity::RootSecrets;
use secrecy::SecretString;

use super::Reader;
use crate::http::api::Rates;
use crate::settings::Secrets;

/// `[security]`.
pub(super) fn security(reader: &mut Reader) -> Secrets {
    let newest = reader.secret("security.secret");
    let before = reader.secret("security.previous_secret");
    let platform = reader.secret("security.platform_secret");
    let what = "write at least 32 characters: openssl rand -hex 32";
    for (key, secret) in [
        ("security.secret", &newest),
        ("security.previous_secret", &before),
        ("security.platform_secret", &platform),
    ] {
        if secret
            .as_ref()
            .is_some_and(|secret| RootSecrets::new(std::slice::from_ref(secret)).is_err())
        {
            reader.fault(key, what);
        }
    }
    if newest.is_none() && before.is_some() {
        reader.fault("security.secret", "set it together with security.previous_secret");
    }
    Secrets { roots: newest.into_iter().chain(before).collect(), platform }
}

/// `[redis]`; `None` where everything stays in process.
pub(super) fn redis(reader: &mut Reader) -> Option<adapter_redis::Config> {
    let url = reader.secret("redis.url");
    let certificates = reader.text("redis.root_certificates");
    let root_certificates = match (certificates.is_empty(), std::fs::read_to_string(&certificates))
    {
        (true, _) => None,
        (false, Ok(pem)) => Some(pem),
        (false, Err(error)) => {
            reader.fault("redis.root_certificates", format!("cannot be read: {error}"));
            None
        }
    };
    let config = adapter_redis::Config {
        url,
        prefix: reader.text("redis.prefix"),
        connect_timeout_ms: reader.number("redis.connect_timeout_ms", 1..=60_000),
        response_timeout_ms: reader.number("redis.response_timeout_ms", 1..=60_000),
        root_certificates,
    };
    config.url.as_ref()?;
    for fault in config.faults() {
        reader.fault(&format!("redis.{}", fault.key), fault.why);
    }
    Some(config)
}

/// `[email]`.
pub(super) fn email(reader: &mut Reader) -> adapter_email::Config {
    let kinds = [("fake", Kind::Fake), ("smtp", Kind::Smtp), ("sendgrid", Kind::Sendgrid)];
    let securities =
        [("starttls", Security::Starttls), ("tls", Security::Tls), ("none", Security::None)];
    let secret = |reader: &mut Reader, key: &str| -> Option<SecretString> { reader.secret(key) };
    let config = adapter_email::Config {
        kind: reader.choice("email.kind", &kinds).unwrap_or_default(),
        from: reader.text("email.from"),
        from_name: reader.text("email.from_name"),
        smtp_host: reader.text("email.smtp_host"),
        smtp_port: u16::try_from(reader.number("email.smtp_port", 0..=65_535)).unwrap_or(0),
        smtp_security: reader.choice("email.smtp_security", &securities).unwrap_or_default(),
        smtp_user: reader.text("email.smtp_user"),
        smtp_password: secret(reader, "email.smtp_password"),
        smtp_root_certificates: reader.text("email.smtp_root_certificates"),
        smtp_connections: usize::try_from(reader.number("email.smtp_connections", 1..=64))
            .unwrap_or(1),
        sendgrid_api_key: secret(reader, "email.sendgrid_api_key"),
        api_base: reader.text("email.api_base"),
        connect_timeout_ms: reader.number("email.connect_timeout_ms", 1..=300_000),
        request_timeout_ms: reader.number("email.request_timeout_ms", 1..=300_000),
    };
    for fault in config.faults() {
        let key = format!("email.{}", fault.key);
        if !reader.layers.faults.iter().any(|known| known.key == key) {
            reader.fault(&key, fault.why);
        }
    }
    config
}

/// `[hooks]`: how far requests to businesses' own servers may go.
pub(super) fn hooks(reader: &mut Reader) -> adapter_hooks::Config {
    let config = adapter_hooks::Config {
        allow: places(reader, "hooks.allow"),
        refuse: places(reader, "hooks.refuse"),
        ports: ports(reader),
        connect_timeout_ms: reader.number("hooks.connect_timeout_ms", 1..=60_000),
        request_timeout_ms: reader.number("hooks.request_timeout_ms", 1..=60_000),
    };
    for fault in config.faults() {
        let key = format!("hooks.{}", fault.key);
        if !reader.layers.faults.iter().any(|known| known.key == key) {
            reader.fault(&key, fault.why);
        }
    }
    config
}

/// Networks, addresses and hosts, with blanks between them.
fn places(reader: &mut Reader, key: &str) -> Vec<adapter_hooks::Reach> {
    let text = reader.text(key);
    let places: Result<Vec<_>, _> = words(&text).map(str::parse).collect();
    places.unwrap_or_else(|_| {
        reader.fault(key, "write networks (10.20.0.0/16), addresses or hosts, with blanks between");
        Vec::new()
    })
}

fn ports(reader: &mut Reader) -> Vec<u16> {
    let text = reader.text("hooks.ports");
    let ports: Result<Vec<u16>, _> = words(&text).map(str::parse).collect();
    ports.unwrap_or_else(|_| {
        reader.fault("hooks.ports", "write ports, such as 80 443, with blanks between them");
        Vec::new()
    })
}

/// What stands between blanks and commas.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ' ']).filter(|word| !word.is_empty())
}

/// Other sites whose pages may use the API: `https://one.example https://two.example`.
pub(super) fn origins(reader: &mut Reader) -> Vec<String> {
    let text = reader.text("server.cors_origins");
    let origins: Vec<String> =
        words(&text).map(|origin| origin.trim_end_matches('/').to_owned()).collect();
    let fits = |origin: &String| {
        super::is_web_address(origin) && origin.matches('/').count() == 2 && !origin.contains('*')
    };
    if !origins.iter().all(fits) {
        let what = "write origins, such as https://shop.example, with blanks between them";
        reader.fault("server.cors_origins", what);
    }
    origins
}

/// How often somebody may ask the API.
pub(super) fn rates(reader: &mut Reader) -> Rates {
    let mut rate = |key: &str| u32::try_from(reader.number(key, 1..=1_000_000)).unwrap_or(u32::MAX);
    let address = rate("limits.address_per_minute");
    let business = rate("limits.business_per_minute");
    Rates::per_minute(address, business, rate("limits.key_per_minute"))
}
