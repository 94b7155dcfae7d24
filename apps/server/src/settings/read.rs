//! Checks every value and names every fault.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::time::Duration;

use actix_web::http::Uri;
use secrecy::SecretString;

use super::faults::{Fault, Faulty};
use super::layers::{Layers, Origin, Sources};
use super::redacted::{Row, shown};
use super::{Log, LogFormat, Server, Settings, SimulatorSwitch};

mod doors;

/// The most threads that serve HTTP unless a number is set.
const WORKERS_BY_DEFAULT_MAX: usize = 8;
/// How short a key for signing may be, in characters.
const KEY_CHARS_MIN: usize = 32;

pub(super) fn read(sources: &Sources) -> Result<Settings, Faulty> {
    let mut reader = Reader { layers: sources.overlay() };
    let server = server(&mut reader);
    let database = database(&mut reader);
    let redis = doors::redis(&mut reader);
    let email = doors::email(&mut reader);
    let hooks = doors::hooks(&mut reader);
    let security = doors::security(&mut reader);
    let twilio = twilio(&mut reader);
    let offers_key = reader.secret("offers.key");
    if offers_key_is_short(&reader) {
        reader.fault("offers.key", "write at least 32 characters: openssl rand -hex 32");
    }
    let log = log(&mut reader);
    let database_by_default = reader
        .layers
        .entries
        .get("database.url")
        .is_none_or(|entry| entry.origin == Origin::Default);
    let Layers { entries, file, mut faults } = reader.layers;
    faults.sort_by(|one, other| one.key.cmp(&other.key));
    if !faults.is_empty() {
        return Err(Faulty(faults));
    }
    let rows = entries.into_iter().map(|(key, entry)| {
        let quoted = matches!(entry.value.kind, config::ValueKind::String(_));
        let shown = shown(&key, &entry.value.to_string(), quoted);
        Row { key, shown, origin: entry.origin }
    });
    let rows = rows.collect();
    Ok(Settings {
        server,
        database,
        redis,
        email,
        hooks,
        security,
        twilio,
        offers_key,
        log,
        file,
        database_by_default,
        rows,
    })
}

fn server(reader: &mut Reader) -> Server {
    let listen = reader.text("server.listen").parse::<SocketAddr>().unwrap_or_else(|_| {
        reader.fault("server.listen", "write an address and a port, such as 127.0.0.1:8080");
        SocketAddr::from(([127, 0, 0, 1], 8080))
    });
    let public_url = reader.text("server.public_url");
    if !public_url.is_empty() && !is_web_address(&public_url) {
        let what = "write http:// or https:// and a host, without a query: https://desk.example";
        reader.fault("server.public_url", what);
    }
    let workers = match reader.number("server.workers", 0..=256) {
        0 => std::thread::available_parallelism()
            .map_or(2, std::num::NonZero::get)
            .min(WORKERS_BY_DEFAULT_MAX),
        count => usize::try_from(count).unwrap_or(1),
    };
    let switches = [
        ("auto", SimulatorSwitch::Auto),
        ("on", SimulatorSwitch::On),
        ("off", SimulatorSwitch::Off),
    ];
    let environment = reader.text("server.environment");
    let fits = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    if environment.is_empty() || environment.len() > 40 || !environment.chars().all(fits) {
        reader.fault("server.environment", "write 1 to 40 letters, digits, dots, dashes");
    }
    Server {
        listen,
        public_url: Some(public_url.trim_end_matches('/').to_owned()).filter(|it| !it.is_empty()),
        workers,
        drain: Duration::from_secs(reader.number("server.drain_seconds", 0..=600)),
        simulator: reader.choice("server.simulator", &switches).unwrap_or(SimulatorSwitch::Off),
        environment,
        origins: doors::origins(reader),
        rates: doors::rates(reader),
        proxies: usize::try_from(reader.number("server.proxies", 0..=8)).unwrap_or(0),
    }
}

fn database(reader: &mut Reader) -> adapter_diesel::Config {
    let url = reader.text("database.url");
    let is_known = match url.strip_prefix("sqlite:") {
        Some(path) => !path.is_empty() && path != ":memory:" && path != "//",
        None => url.starts_with("postgres://") || url.starts_with("postgresql://"),
    };
    if !is_known {
        reader.fault("database.url", "write sqlite:FILE, postgres://… or postgresql://…");
    }
    let count = |number: u64| usize::try_from(number).unwrap_or(1);
    let patience = 1..=600_000;
    let certificates = reader.text("database.root_certificates");
    let root_certificates = if certificates.is_empty() {
        None
    } else {
        match std::fs::read(&certificates) {
            Ok(pem) => Some(pem),
            Err(error) => {
                reader.fault("database.root_certificates", format!("cannot be read: {error}"));
                None
            }
        }
    };
    adapter_diesel::Config {
        connections: count(reader.number("database.connections_per_worker", 1..=64)),
        readers: count(reader.number("database.readers", 1..=64)),
        connect_timeout: reader.millis("database.connect_timeout_ms", 1..=60_000),
        wait_timeout: reader.millis("database.wait_ms", 1..=60_000),
        statement_timeout: reader.millis("database.statement_timeout_ms", patience.clone()),
        lock_timeout: reader.millis("database.lock_timeout_ms", patience.clone()),
        idle_timeout: reader.millis("database.idle_timeout_ms", patience),
        statement_cache: reader.flag("database.statement_cache"),
        root_certificates,
        ..adapter_diesel::Config::new(url)
    }
}

fn twilio(reader: &mut Reader) -> adapter_twilio::Config {
    let config = adapter_twilio::Config {
        account_sid: reader.text("twilio.account_sid"),
        auth_token: reader.secret("twilio.auth_token"),
        secondary_auth_token: reader.secret("twilio.secondary_auth_token"),
        api_key_sid: reader.text("twilio.api_key_sid"),
        api_key_secret: reader.secret("twilio.api_key_secret"),
        account_tokens: reader.secrets("twilio.account_tokens."),
        shared_keys: reader.secrets("twilio.shared_keys."),
        api_base: reader.text("twilio.api_base"),
        messaging_service_sid: Some(reader.text("twilio.messaging_service_sid"))
            .filter(|sid| !sid.is_empty()),
        connect_timeout_ms: reader.number("twilio.connect_timeout_ms", 1..=60_000),
        request_timeout_ms: reader.number("twilio.request_timeout_ms", 1..=60_000),
    };
    // Without an account there are no requests to make: only webhooks may be checked.
    let makes_requests = !config.account_sid.is_empty() || !config.api_key_sid.is_empty();
    for fault in config.faults() {
        let key = format!("twilio.{}", fault.key);
        let needless = matches!(fault.key, "account_sid" | "auth_token") && !makes_requests;
        // Out of range: said already when the number was read.
        let said = reader.layers.faults.iter().any(|known| known.key == key);
        if !needless && !said {
            reader.fault(&key, fault.why);
        }
    }
    config
}

fn log(reader: &mut Reader) -> Log {
    let formats = [("text", LogFormat::Text), ("json", LogFormat::Json)];
    let format = reader.choice("log.format", &formats).unwrap_or(LogFormat::Text);
    let level = reader.text("log.level");
    if crate::log::filter(&level).is_none() {
        reader.fault("log.level", "write error, warn, info, debug, trace, or directives");
    }
    Log { format, level }
}

fn offers_key_is_short(reader: &Reader) -> bool {
    let entry = reader.layers.entries.get("offers.key");
    let text = entry.map(|entry| entry.value.to_string()).unwrap_or_default();
    !text.is_empty() && text.chars().count() < KEY_CHARS_MIN
}

/// Whether this is an address that a carrier could call, without query and user.
fn is_web_address(text: &str) -> bool {
    let Ok(uri) = text.parse::<Uri>() else { return false };
    let scheme = matches!(uri.scheme_str(), Some("http" | "https"));
    let host = uri.host().is_some_and(|host| !host.is_empty());
    let plain = uri.query().is_none() && !text.contains('#') && !text.contains('@');
    scheme && host && plain
}

struct Reader {
    layers: Layers,
}

impl Reader {
    fn fault(&mut self, key: &str, what: impl Into<String>) {
        let origin = self.layers.entries.get(key).map(|entry| entry.origin.clone());
        self.layers.faults.push(Fault::of(key, what, &origin.unwrap_or(Origin::Default)));
    }

    fn value(&self, key: &str) -> Option<config::Value> {
        self.layers.entries.get(key).map(|entry| entry.value.clone())
    }

    /// The text, or nothing.
    fn text(&mut self, key: &str) -> String {
        match self.value(key).map(config::Value::into_string) {
            Some(Ok(text)) => text.trim().to_owned(),
            Some(Err(_)) => {
                self.fault(key, "write a text");
                String::new()
            }
            None => String::new(),
        }
    }

    fn secret(&mut self, key: &str) -> Option<SecretString> {
        Some(self.text(key)).filter(|text| !text.is_empty()).map(SecretString::from)
    }

    /// The entries of a table of secrets.
    fn secrets(&mut self, table: &str) -> BTreeMap<String, SecretString> {
        let keys: Vec<String> =
            self.layers.entries.keys().filter(|key| key.starts_with(table)).cloned().collect();
        let secret = |key: String| {
            let value = self.secret(&key)?;
            Some((key.get(table.len()..)?.to_owned(), value))
        };
        keys.into_iter().filter_map(secret).collect()
    }

    fn number(&mut self, key: &str, range: RangeInclusive<u64>) -> u64 {
        let number = self.value(key).and_then(|value| value.into_uint().ok());
        if let Some(number) = number.filter(|number| range.contains(number)) {
            return number;
        }
        self.fault(key, format!("write a number from {} to {}", range.start(), range.end()));
        *range.start()
    }

    fn millis(&mut self, key: &str, range: RangeInclusive<u64>) -> Duration {
        Duration::from_millis(self.number(key, range))
    }

    fn flag(&mut self, key: &str) -> bool {
        self.value(key).and_then(|value| value.into_bool().ok()).unwrap_or_else(|| {
            self.fault(key, "write true or false");
            false
        })
    }

    fn choice<T: Copy>(&mut self, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(key);
        let found = choices.iter().find(|(name, _)| *name == text);
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            self.fault(key, format!("write one of {}", names.join(", ")));
        }
        found.map(|(_, choice)| *choice)
    }
}
