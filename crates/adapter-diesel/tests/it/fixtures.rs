//! Opened databases of one test.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use frontdesk_adapter_diesel::{Config, migrate, open};
use kernel::{StoreResult, TenantId};
use store::contract::Fixture;
use store::{Database, PlatformTx, Tx};

use crate::server;

/// An opened database, and what must live as long as it.
pub(crate) struct Opened {
    pub(crate) db: Arc<dyn Database>,
    pub(crate) config: Config,
    guard: Box<dyn Any + Send>,
}

impl Opened {
    /// A connection to the PostgreSQL database as the role that made it, bound by nothing.
    pub(crate) async fn admin(&self) -> tokio_postgres::Client {
        server::connect(&self.config.url.parse().unwrap()).await.unwrap()
    }

    pub(crate) fn into_fixture(self) -> Fixture {
        Fixture::new(Shared(self.db), self.guard)
    }
}

/// A new SQLite file.
pub(crate) async fn sqlite() -> Opened {
    let folder = tempfile::tempdir().unwrap();
    let config = patient(&format!("sqlite:{}", folder.path().join("test.db").display()));
    migrate(&config).await.unwrap();
    Opened { db: open(&config).await.unwrap(), config, guard: Box::new(folder) }
}

/// A new database on the PostgreSQL server, if there is one.
pub(crate) async fn postgres() -> Option<Opened> {
    let database = server::create().await?;
    let config = patient(&database.url);
    migrate(&config).await.unwrap();
    Some(Opened { db: open(&config).await.unwrap(), config, guard: Box::new(database) })
}

/// Every database that this machine has.
pub(crate) async fn all() -> Vec<Opened> {
    let mut all = vec![sqlite().await];
    all.extend(postgres().await);
    all
}

/// A configuration with the patience of a busy machine.
pub(crate) fn patient(url: &str) -> Config {
    Config {
        connect_timeout: Duration::from_secs(20),
        wait_timeout: Duration::from_secs(20),
        statement_timeout: Duration::from_secs(20),
        lock_timeout: Duration::from_secs(20),
        ..Config::new(url)
    }
}

/// A shared database as a value of its own.
struct Shared(Arc<dyn Database>);

#[async_trait]
impl Database for Shared {
    async fn begin(&self, tenant: TenantId) -> StoreResult<Box<dyn Tx>> {
        self.0.begin(tenant).await
    }

    async fn begin_read(&self, tenant: TenantId) -> StoreResult<Box<dyn Tx>> {
        self.0.begin_read(tenant).await
    }

    async fn begin_platform(&self) -> StoreResult<Box<dyn PlatformTx>> {
        self.0.begin_platform().await
    }

    async fn check(&self) -> StoreResult<()> {
        self.0.check().await
    }
}
