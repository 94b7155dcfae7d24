//! A gateway that notices when it is awaited inside a transaction.

use std::sync::Arc;

use async_trait::async_trait;
use crm::{FakeMail, Mail, OutboundMail};
use hooks::fake::FakeDeliver;
use hooks::{Deliver, Delivered, EndpointUrl, Headers};
use jiff::Timestamp;
use kernel::GatewayResult;
use store::MemoryDatabase;
use telephony::{FakeTexts, OutboundText, SentText, Texts};

/// Texts that refuse to be sent while a transaction of the same database is open: a provider that
/// is slow would hold a connection, and on SQLite every other caller.
pub struct GuardedTexts {
    /// What was sent.
    pub inner: Arc<FakeTexts>,
    /// The database whose transactions must be closed; none for databases that cannot tell.
    pub db: Option<Arc<MemoryDatabase>>,
}

impl GuardedTexts {
    fn check(&self) {
        if let Some(db) = &self.db {
            let open = db.open_here();
            assert_eq!(open, 0, "texts were awaited while {open} transaction(s) were open");
        }
    }
}

#[async_trait]
impl Texts for GuardedTexts {
    async fn send(&self, text: &OutboundText) -> GatewayResult<SentText> {
        self.check();
        self.inner.send(text).await
    }

    async fn find_sent(
        &self,
        text: &OutboundText,
        since: Timestamp,
    ) -> GatewayResult<Option<SentText>> {
        self.check();
        self.inner.find_sent(text, since).await
    }
}

/// Mail that refuses to be sent while a transaction of the same database is open.
pub struct GuardedMail {
    /// What was sent.
    pub inner: Arc<FakeMail>,
    /// The database whose transactions must be closed; none for databases that cannot tell.
    pub db: Option<Arc<MemoryDatabase>>,
}

#[async_trait]
impl Mail for GuardedMail {
    async fn send(&self, mail: &OutboundMail) -> GatewayResult<()> {
        if let Some(db) = &self.db {
            let open = db.open_here();
            assert_eq!(open, 0, "mail was awaited while {open} transaction(s) were open");
        }
        self.inner.send(mail).await
    }
}

/// Deliveries that refuse to be made while a transaction of the same database is open.
pub struct GuardedDeliver {
    /// What was sent.
    pub inner: Arc<FakeDeliver>,
    /// The database whose transactions must be closed; none for databases that cannot tell.
    pub db: Option<Arc<MemoryDatabase>>,
}

#[async_trait]
impl Deliver for GuardedDeliver {
    async fn deliver(
        &self,
        url: &EndpointUrl,
        headers: &Headers,
        body: &str,
    ) -> GatewayResult<Delivered> {
        if let Some(db) = &self.db {
            let open = db.open_here();
            assert_eq!(open, 0, "an endpoint was awaited while {open} transaction(s) were open");
        }
        self.inner.deliver(url, headers, body).await
    }
}
