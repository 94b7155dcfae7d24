//! SQLite: one file, compiled in.

mod dialect;
pub(crate) mod migrations;
mod source;
#[path = "../stores/mod.rs"]
mod stores;
mod thread;
mod turns;
mod wal;

use std::path::Path;

use async_trait::async_trait;
use diesel_async::SimpleAsyncConnection;
use kernel::{StoreResult, TenantId};
use store::{Database, PlatformTx, Tx};

use self::source::Source;
use self::stores::{Access, PlatformTransaction, Scope, Session, TenantTransaction};
use crate::Config;
use crate::failure::unavailable;

/// A SQLite file.
pub(crate) struct SqliteDatabase {
    source: Source,
}

impl SqliteDatabase {
    pub(crate) async fn open(config: &Config, path: &Path) -> StoreResult<Self> {
        Ok(Self { source: Source::open(config, path).await? })
    }

    fn transaction(&self, tenant: TenantId, access: Access) -> TenantTransaction {
        let session = Session::new(self.source.clone(), Scope::Tenant(tenant), access);
        TenantTransaction { tenant, session }
    }
}

#[async_trait]
impl Database for SqliteDatabase {
    async fn begin(&self, tenant: TenantId) -> StoreResult<Box<dyn Tx>> {
        Ok(Box::new(self.transaction(tenant, Access::Write)))
    }

    async fn begin_read(&self, tenant: TenantId) -> StoreResult<Box<dyn Tx>> {
        Ok(Box::new(self.transaction(tenant, Access::Read)))
    }

    async fn begin_platform(&self) -> StoreResult<Box<dyn PlatformTx>> {
        let session = Session::new(self.source.clone(), Scope::Platform, Access::Write);
        Ok(Box::new(PlatformTransaction(session)))
    }

    /// The schema was compared when the file was opened.
    async fn check(&self) -> StoreResult<()> {
        let mut connection = self.source.reader().await?;
        connection.batch_execute("SELECT 1").await.map_err(unavailable)
    }
}
