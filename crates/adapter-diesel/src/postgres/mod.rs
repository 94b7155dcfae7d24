//! PostgreSQL, through tokio-postgres: no libpq.

mod connect;
mod dialect;
pub(crate) mod migrations;
mod pipeline;
mod role;
mod source;
#[path = "../stores/mod.rs"]
mod stores;
mod tls;

#[cfg(test)]
mod tests;

use async_trait::async_trait;
use diesel_async::RunQueryDsl;
use kernel::{StoreResult, TenantId};
use store::{Database, PlatformTx, Tx};

use self::source::Source;
use self::stores::{Access, PlatformTransaction, Scope, Session, TenantTransaction};
use crate::Config;
use crate::failure::unavailable;

/// A PostgreSQL database.
pub(crate) struct PostgresDatabase {
    source: Source,
}

impl PostgresDatabase {
    /// Connects once, to see whether row-level security binds the connections.
    pub(crate) async fn open(config: &Config) -> StoreResult<Self> {
        let change_role = role::needs_change(config).await?;
        Ok(Self { source: Source::new(config, change_role)? })
    }

    fn transaction(&self, tenant: TenantId, access: Access) -> TenantTransaction {
        let session = Session::new(self.source.clone(), Scope::Tenant(tenant), access);
        TenantTransaction { tenant, session }
    }
}

#[async_trait]
impl Database for PostgresDatabase {
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

    /// The schema was compared when the database was opened; a program that migrates it further
    /// keeps it usable for this one (expand, then contract).
    async fn check(&self) -> StoreResult<()> {
        let mut connection = self.source.connection().await?;
        let one = diesel::select(diesel::dsl::sql::<diesel::sql_types::Integer>("1"));
        one.get_result::<i32>(&mut connection).await.map_err(unavailable)?;
        Ok(())
    }
}
