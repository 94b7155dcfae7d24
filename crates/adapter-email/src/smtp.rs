//! Mail by SMTP.
//!
//! The steps of a session are taken one by one rather than by `lettre`'s own transport, because what a
//! failure means depends on the step: before the words have gone out another attempt is harmless,
//! after that it may make a double. And each step has a time limit.
//!
//! Sources: RFC 5321 (SMTP), RFC 3207 (STARTTLS), RFC 4954 (sign-in), read 2026-11.

mod format;
mod pool;
mod session;

use std::sync::Arc;

use async_trait::async_trait;
use crm::{Mail, OutboundMail};
use kernel::{Clock, GatewayErrorKind, GatewayResult};

use crate::config::{Config, Kind};
use crate::failure::not_sent;
use format::Format;
use pool::Pool;
use session::Letter;

/// The provider's name in errors and logs.
pub const PROVIDER: &str = "smtp";

/// A mail server, with a few connections kept open. Cheap to clone.
#[derive(Clone)]
pub struct Smtp {
    inner: Arc<Inner>,
}

struct Inner {
    pool: Pool,
    format: Format,
}

impl Smtp {
    /// A sender with these settings. Opens no connection yet.
    ///
    /// **Errors**: `Misconfigured` if a setting cannot be right; see [`Config::faults`].
    pub fn new(config: &Config, clock: Arc<dyn Clock>) -> GatewayResult<Self> {
        let config = Config { kind: Kind::Smtp, ..config.clone() };
        if let Some(fault) = config.faults().into_iter().next() {
            return Err(not_sent(PROVIDER, GatewayErrorKind::Misconfigured, fault));
        }
        let format = Format::new(&config, clock)?;
        let pool = Pool::new(&config)?;
        Ok(Self { inner: Arc::new(Inner { pool, format }) })
    }

    /// Opens a connection and signs in, to see whether mail could be sent.
    pub async fn check(&self) -> GatewayResult<()> {
        let session = self.inner.pool.take().await?;
        self.inner.pool.give_back(session);
        Ok(())
    }
}

#[async_trait]
impl Mail for Smtp {
    async fn send(&self, mail: &OutboundMail) -> GatewayResult<()> {
        if let Some(fault) = mail.fault() {
            return Err(not_sent(PROVIDER, GatewayErrorKind::Rejected, fault));
        }
        let message = self.inner.format.message(mail)?;
        let letter = Letter {
            from: self.inner.format.sender(),
            to: self.inner.format.recipient(mail)?,
            message: message.formatted(),
        };
        let mut session = self.inner.pool.take().await?;
        let outcome = session.deliver(letter).await;
        // After a refusal the connection is as good as before; after anything else it is dropped.
        if session.is_usable() {
            self.inner.pool.give_back(session);
        }
        tracing::debug!(mail.id = %mail.id, accepted = outcome.is_ok(), "the mail server answered");
        outcome
    }
}

/// Shows where mail goes out, never how to sign in.
impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp").field("server", &self.inner.pool.server()).finish_non_exhaustive()
    }
}
