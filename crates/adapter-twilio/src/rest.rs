//! Twilio's REST API, as far as a receptionist needs it.
//!
//! Nothing is retried here: whoever asked knows whether asking again is right, and the error's kind
//! says so (see [`failure`]).
//!
//! Source: GitHub `twilio/twilio-oai` 2.6.7, `twilio_api_v2010`, read 2026-11.

pub mod calls;
pub mod failure;
pub mod messages;
pub mod numbers;
pub mod recordings;

mod paging;
mod private;
mod texts;
mod transport;
mod wire;

pub use private::Private;

use std::sync::Arc;

use kernel::GatewayResult;
use secrecy::SecretString;
use telephony::ProviderRef;

use crate::config::Config;
use failure::not_sent;

/// A client of one account. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Twilio {
    http: reqwest::Client,
    inner: Arc<Account>,
}

struct Account {
    /// `{api_base}`, without a slash at its end.
    api_base: String,
    /// `/2010-04-01/Accounts/{AC…}`.
    path: String,
    user: String,
    password: SecretString,
    messaging_service: Option<String>,
    message_callback: Option<String>,
}

impl Twilio {
    /// A client with these settings.
    ///
    /// **Errors**: `Misconfigured` if a setting cannot be right; see [`Config::faults`].
    pub fn new(config: &Config) -> GatewayResult<Self> {
        if let Some(fault) = config.faults().into_iter().next() {
            return Err(failure::misconfigured(fault));
        }
        let (user, password) = config.credentials();
        let account = Account {
            api_base: config.api_base.trim_end_matches('/').to_owned(),
            path: format!("/2010-04-01/Accounts/{}", config.account_sid),
            user,
            password,
            messaging_service: config.messaging_service().map(str::to_owned),
            message_callback: None,
        };
        let http = transport::client(config)?;
        Ok(Self { http, inner: Arc::new(account) })
    }

    /// The same client, whose texts report what becomes of them to `url`.
    #[must_use]
    pub fn with_message_callback(self, url: impl Into<String>) -> Self {
        let account = Account {
            api_base: self.inner.api_base.clone(),
            path: self.inner.path.clone(),
            user: self.inner.user.clone(),
            password: self.inner.password.clone(),
            messaging_service: self.inner.messaging_service.clone(),
            message_callback: Some(url.into()),
        };
        Self { http: self.http, inner: Arc::new(account) }
    }

    /// `/2010-04-01/Accounts/{AC…}/{tail}`.
    fn path(&self, tail: &str) -> String {
        [&self.inner.path, "/", tail].concat()
    }

    /// `/2010-04-01/Accounts/{AC…}/{kind}/{sid}{ending}`; refuses an id that would name another path.
    fn path_of(&self, kind: &str, sid: &ProviderRef, ending: &str) -> GatewayResult<String> {
        let sid = sid.as_str();
        if !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(not_sent("an id of Twilio's has letters and digits only"));
        }
        Ok([&self.inner.path, "/", kind, "/", sid, ending].concat())
    }
}

/// Shows whose account it is, never how to use it.
impl std::fmt::Debug for Twilio {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Twilio").field("path", &self.inner.path).finish_non_exhaustive()
    }
}
