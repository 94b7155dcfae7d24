//! Where connections come from: a pool per thread.

use std::sync::Arc;
use std::time::Duration;

use deadpool::Runtime;
use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use futures_util::FutureExt;
use kernel::{StoreResult, TenantId};
use thread_local::ThreadLocal;

use super::connect::Connector;
use super::dialect::Connection;
use super::role::APP_ROLE;
use super::stores::{Access, Lease};
use crate::Config;
use crate::failure::unavailable;

/// Hands out connections, each thread its own.
///
/// A connection is driven by a task of the runtime that made it. With a pool per worker thread that
/// is the worker's own, and an answer wakes nobody on another thread: a fifth less time per turn
/// than with one pool for all. A runtime that ended takes its connections along; they are known to
/// be closed when they are next asked for, and replaced.
#[derive(Clone)]
pub(super) struct Source(Arc<Pools>);

struct Pools {
    by_thread: ThreadLocal<Pool<Connection>>,
    connector: Connector,
    size: usize,
    wait: Duration,
    connect: Duration,
}

impl Source {
    pub(super) fn new(config: &Config, change_role: bool) -> StoreResult<Self> {
        Ok(Self(Arc::new(Pools {
            by_thread: ThreadLocal::new(),
            connector: Connector::bounded(config, change_role.then_some(APP_ROLE))?,
            size: config.connections.max(1),
            wait: config.wait_timeout,
            connect: config.connect_timeout,
        })))
    }

    /// A connection for a transaction, reading or not.
    pub(super) async fn lease(&self, _: Access) -> StoreResult<Lease> {
        Ok(Lease::new(self.connection().await?))
    }

    /// Calls are locked by their rows.
    #[expect(clippy::unused_async, reason = "the other database has to wait here")]
    pub(super) async fn lock_call(
        &self,
        _: TenantId,
        _: &str,
        _: &[()],
        _: bool,
    ) -> StoreResult<Option<()>> {
        Ok(None)
    }

    /// A connection without a transaction.
    pub(super) async fn connection(&self) -> StoreResult<Object<Connection>> {
        let pool = self.0.by_thread.get_or_try(|| self.0.pool())?.clone();
        pool.get().await.map_err(unavailable)
    }
}

impl Pools {
    fn pool(&self) -> StoreResult<Pool<Connection>> {
        let connector = self.connector.clone();
        let mut config = ManagerConfig::<Connection>::default();
        // The connection itself knows when its socket is closed: no ping.
        config.recycling_method = RecyclingMethod::Fast;
        config.custom_setup = Box::new(move |_| {
            let connector = connector.clone();
            async move { connector.connect().await }.boxed()
        });
        Pool::builder(AsyncDieselConnectionManager::new_with_config("", config))
            .max_size(self.size)
            .wait_timeout(Some(self.wait))
            .create_timeout(Some(self.connect))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(unavailable)
    }
}
