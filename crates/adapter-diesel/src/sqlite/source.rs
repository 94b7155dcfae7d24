//! Where connections come from: one that writes, several that read.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use deadpool::Runtime;
use diesel::sql_types::Text;
use diesel::{ConnectionError, ConnectionResult};
use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use diesel_async::{AsyncConnection, RunQueryDsl, SimpleAsyncConnection};
use futures_util::FutureExt;
use kernel::{StoreError, StoreResult, TenantId};

use super::dialect::Connection;
use super::stores::{Access, Lease};
use super::turns::{CallLock, Calls};
use super::wal::Log;
use crate::Config;
use crate::failure::unavailable;

/// One connection that writes, and several that read: SQLite allows no more.
///
/// Writers queue for the one connection in memory, in order of arrival; `busy_timeout` is left for
/// other processes that have the file open.
#[derive(Clone)]
pub(super) struct Source(Arc<Pools>);

struct Pools {
    writer: Pool<Connection>,
    readers: Pool<Connection>,
    log: Option<Log>,
    calls: Calls,
}

impl Source {
    pub(super) async fn open(config: &Config, path: &Path) -> StoreResult<Self> {
        let text = path.to_str().ok_or(StoreError::Forbidden("a path that is not UTF-8"))?;
        let (setup, log) = if has_log(config, text).await? {
            (setup(config, "NORMAL"), Some(Log::beside(path).map_err(unavailable)?))
        } else {
            // Some file systems cannot have a log beside the file: SQLite itself syncs each commit.
            (setup(config, "FULL"), None)
        };
        let read_only = format!("{setup} PRAGMA query_only = ON;");
        Ok(Self(Arc::new(Pools {
            writer: pool(config, text, 1, setup)?,
            readers: pool(config, text, config.readers.max(1), read_only)?,
            log,
            calls: Calls::new(config.wait_timeout),
        })))
    }

    /// A connection for a transaction.
    pub(super) async fn lease(&self, access: Access) -> StoreResult<Lease> {
        Ok(Lease::new(match access {
            Access::Read => self.reader().await?,
            Access::Write => self.0.writer.get().await.map_err(unavailable)?,
        }))
    }

    /// Locks a call in memory, unless `held` does so already.
    pub(super) async fn lock_call(
        &self,
        tenant: TenantId,
        call: &str,
        held: &[CallLock],
        may_wait: bool,
    ) -> StoreResult<Option<CallLock>> {
        self.0.calls.lock(tenant, call, held, may_wait).await
    }

    /// A connection that only reads.
    pub(super) async fn reader(&self) -> StoreResult<Object<Connection>> {
        self.0.readers.get().await.map_err(unavailable)
    }

    /// What is to be synced for a commit that was promised.
    pub(super) fn log(&self) -> Option<&Log> {
        self.0.log.as_ref()
    }
}

fn setup(config: &Config, synchronous: &str) -> String {
    // busy_timeout first: switching to WAL needs a lock too. A larger log moves a page that many turns
    // change into the database once and not each time.
    format!(
        "PRAGMA busy_timeout = {};
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = {synchronous};
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cache_size = -8192;
         PRAGMA wal_autocheckpoint = 4000;",
        config.wait_timeout.as_millis(),
    )
}

#[derive(diesel::QueryableByName)]
struct Journal {
    #[diesel(sql_type = Text)]
    journal_mode: String,
}

/// Switches to a write-ahead log, if the file system allows it.
async fn has_log(config: &Config, path: &str) -> StoreResult<bool> {
    let mut connection =
        connect(path.to_owned(), setup(config, "FULL")).await.map_err(unavailable)?;
    let journal: Journal = diesel::sql_query("PRAGMA journal_mode")
        .get_result(&mut connection)
        .await
        .map_err(unavailable)?;
    Ok(journal.journal_mode == "wal")
}

pub(super) async fn connect(path: String, setup: String) -> ConnectionResult<Connection> {
    let mut connection = Connection::establish(&path).await?;
    let mut attempts = 0;
    loop {
        match connection.batch_execute(&setup).await {
            // While several programs open a new file at once, the switch to a log fails at once:
            // SQLite does not wait for a lock that two may hold against each other.
            Err(error) if attempts < SWITCHES_MAX && is_locked(&error) => {
                attempts += 1;
                tokio::time::sleep(SWITCH_AGAIN_AFTER).await;
            }
            outcome => {
                outcome.map_err(ConnectionError::CouldntSetupConfiguration)?;
                return Ok(connection);
            }
        }
    }
}

/// How often a connection is set up again while others are switching the file to a log.
const SWITCHES_MAX: u32 = 250;
const SWITCH_AGAIN_AFTER: Duration = Duration::from_millis(20);

fn is_locked(error: &diesel::result::Error) -> bool {
    matches!(error, diesel::result::Error::DatabaseError(_, why) if why.message().contains("is locked"))
}

/// How a connection is set up that is used for migrations.
pub(super) fn patient(wait: Duration) -> String {
    format!(
        "PRAGMA busy_timeout = {}; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;",
        wait.max(Duration::from_secs(10)).as_millis()
    )
}

fn pool(config: &Config, path: &str, size: usize, setup: String) -> StoreResult<Pool<Connection>> {
    let mut manager = ManagerConfig::<Connection>::default();
    // There is no server that could close a connection.
    manager.recycling_method = RecyclingMethod::Fast;
    manager.custom_setup = Box::new(move |path| connect(path.to_owned(), setup.clone()).boxed());
    Pool::builder(AsyncDieselConnectionManager::new_with_config(path, manager))
        .max_size(size)
        .wait_timeout(Some(config.wait_timeout))
        .create_timeout(Some(config.wait_timeout))
        .runtime(Runtime::Tokio1)
        .build()
        .map_err(unavailable)
}
