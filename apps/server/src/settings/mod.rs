//! The configuration: defaults, file, `.env`, environment; checked as a whole, shown without secrets.
//!
//! The only place where the environment is read. `config/default.toml` is the documentation of every
//! key and its default at once.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::SecretString;

pub mod faults;
pub mod layers;
mod read;
pub mod redacted;

pub use faults::{Fault, Faulty};
pub use layers::Sources;
pub use redacted::Row;

/// Everything that can be set, checked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The HTTP server.
    pub server: Server,
    /// The database.
    pub database: adapter_diesel::Config,
    /// Redis, where it is set.
    pub redis: Option<adapter_redis::Config>,
    /// Mail.
    pub email: adapter_email::Config,
    /// How far requests to businesses' own servers may go.
    pub hooks: adapter_hooks::Config,
    /// Secrets from which keys are derived.
    pub security: Secrets,
    /// Twilio.
    pub twilio: adapter_twilio::Config,
    /// What offered times are signed with, where it is set.
    pub offers_key: Option<SecretString>,
    /// The log.
    pub log: Log,
    /// The file that was read, if there was one.
    pub file: Option<PathBuf>,
    /// Whether nobody said which database to use.
    pub database_by_default: bool,
    /// Every key, as it may be shown.
    pub rows: Vec<Row>,
}

/// The section `[server]`.
#[derive(Debug, Clone)]
pub struct Server {
    /// Where to listen.
    pub listen: SocketAddr,
    /// How the world reaches the server, if that is set; no slash at its end.
    pub public_url: Option<String>,
    /// Threads that serve HTTP; at least 1.
    pub workers: usize,
    /// How long a stop waits for what is being worked on.
    pub drain: Duration,
    /// When the simulator is there.
    pub simulator: SimulatorSwitch,
    /// What this deployment is called.
    pub environment: String,
    /// Other sites whose pages may use the API.
    pub origins: Vec<String>,
    /// How often somebody may ask the API.
    pub rates: crate::http::api::Rates,
    /// How many proxies stand in front of the server.
    pub proxies: usize,
}

/// The section `[security]`.
#[derive(Debug, Clone)]
pub struct Secrets {
    /// What keys are derived from, newest first; none where nobody has set one.
    pub roots: Vec<SecretString>,
    /// What is shared with the platform's staff, if anything.
    pub platform: Option<SecretString>,
}

/// When the simulator is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SimulatorSwitch {
    /// In demo mode, and where only this machine can reach a server without providers.
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

/// The section `[log]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// How lines are written.
    pub format: LogFormat,
    /// A level for Frontdesk itself, or directives.
    pub level: String,
}

/// How lines of the log are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines: one JSON object a line.
    Json,
}

impl Settings {
    /// Reads and checks the configuration.
    ///
    /// # Errors
    /// Everything that is wrong with it, not only the first fault.
    pub fn read(sources: &Sources) -> Result<Self, Faulty> {
        read::read(sources)
    }

    /// The address that the world uses; where none is set, the one that is listened on.
    pub fn public_base(&self) -> String {
        self.server.public_url.clone().unwrap_or_else(|| self.local_base())
    }

    /// The address to open on this machine.
    pub fn local_base(&self) -> String {
        let mut address = self.server.listen;
        if address.ip().is_unspecified() {
            address.set_ip(match address.ip() {
                IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
                IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
            });
        }
        format!("http://{address}")
    }

    /// The file of a SQLite database; `None` on PostgreSQL.
    pub fn sqlite_file(&self) -> Option<&Path> {
        let path = self.database.url.strip_prefix("sqlite:")?;
        Some(Path::new(path.strip_prefix("//").unwrap_or(path)))
    }

    /// Whether texts go out through Twilio.
    pub const fn has_twilio(&self) -> bool {
        !self.twilio.account_sid.is_empty()
    }

    /// Whether webhooks can be checked; without a key every one of them is refused.
    pub fn checks_webhooks(&self) -> bool {
        let twilio = &self.twilio;
        twilio.auth_token.is_some()
            || twilio.secondary_auth_token.is_some()
            || !twilio.account_tokens.is_empty()
            || !twilio.shared_keys.is_empty()
    }

    /// Whether the simulator is there.
    pub fn has_simulator(&self, demo: bool) -> bool {
        match self.server.simulator {
            SimulatorSwitch::On => true,
            SimulatorSwitch::Off => false,
            SimulatorSwitch::Auto => {
                let private =
                    self.server.listen.ip().is_loopback() && self.server.public_url.is_none();
                demo || (private && !self.has_twilio() && !self.checks_webhooks())
            }
        }
    }
}
