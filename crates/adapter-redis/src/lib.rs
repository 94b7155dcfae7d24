//! Redis: what the machines of one deployment share, and how to go on without it.
//!
//! [`Redis`] fills the four gateways of `fleet`. Requests go over one connection that all tasks share,
//! and news come in over a second one. Two tasks keep them open: nobody who asks ever waits for a
//! connection, and whoever asks while there is none is answered in process.
//!
#![doc = include_str!("../README.md")]

mod bulletin;
mod cache;
mod config;
mod keeper;
mod limits;
mod link;
mod listener;
mod live_calls;
mod names;
mod scripts;
mod trouble;
mod unsaid;
mod wire;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use deadpool_redis::redis::Client;
use fleet::Fleet;
use fleet::in_process::{Board, Buckets, CallIndex, Memory};
use kernel::{Clock, GatewayError, GatewayErrorKind, IdSource};
use tokio::sync::{oneshot, watch};
use tokio::task::AbortHandle;

pub use config::{Config, ConfigFault};

use crate::link::Link;
use crate::names::Names;
use crate::scripts::Scripts;
use crate::trouble::Trouble;
use crate::unsaid::Unsaid;

/// A deployment's Redis, and everything that goes on without it.
///
/// Dropping it closes the connections.
pub struct Redis {
    shared: Arc<Shared>,
    tasks: [AbortHandle; 2],
}

/// What requests and the two tasks share.
struct Shared {
    client: Client,
    config: Config,
    names: Names,
    scripts: Scripts,
    /// This process, among those of the deployment.
    node: String,
    link: Link,
    /// Whether news come in. While they do not, a value in memory may be out of date.
    listening: AtomicBool,
    /// Why there is no connection; [`None`] before the first attempt has ended.
    standing: watch::Sender<Option<Result<(), Trouble>>>,
    unsaid: Unsaid,
    buckets: Buckets,
    memory: Memory,
    calls: CallIndex,
    board: Board,
}

/// How things stand with Redis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// What is shared is shared.
    Up,
    /// Everything is decided in process, until Redis comes back by itself.
    Away,
    /// Everything is decided in process, until somebody corrects the configuration.
    Misconfigured,
}

impl Redis {
    /// Connects, and keeps connecting in the background: must be called within a runtime of tokio, which
    /// must live as long as what is returned.
    ///
    /// Waits for the first attempt, at most for the configured time. What becomes of it changes nothing
    /// for those who ask; [`standing`](Self::standing) tells.
    ///
    /// **Errors**: a configuration with [faults](Config::faults).
    pub async fn connect(
        config: Config,
        clock: &Arc<dyn Clock>,
        ids: &dyn IdSource,
    ) -> Result<Self, GatewayError> {
        if let Some(fault) = config.faults().into_iter().next() {
            return Err(misconfigured(fault));
        }
        // The error of the client could quote the address.
        let client = config.client().map_err(|_| misconfigured("redis.url cannot be used"))?;
        let shared = Arc::new(Shared {
            client,
            names: Names::new(&config.prefix),
            scripts: Scripts::new(),
            node: ids.next_uuid().simple().to_string(),
            link: Link::new(config.response_timeout()),
            listening: AtomicBool::new(false),
            standing: watch::Sender::new(None),
            unsaid: Unsaid::default(),
            buckets: Buckets::new(Arc::clone(clock)),
            memory: Memory::new(Arc::clone(clock)),
            calls: CallIndex::new(Arc::clone(clock)),
            board: Board::default(),
            config,
        });
        let mut standing = shared.standing.subscribe();
        let (first_heard, heard) = oneshot::channel();
        let tasks = [
            tokio::spawn(keeper::keep(Arc::clone(&shared))).abort_handle(),
            tokio::spawn(listener::listen(Arc::clone(&shared), first_heard)).abort_handle(),
        ];
        let redis = Self { shared, tasks };
        // Both are told before long, for their tasks have time limits.
        let _ = standing.wait_for(Option::is_some).await;
        let _ = heard.await;
        Ok(redis)
    }

    /// The four gateways.
    pub fn fleet(self: &Arc<Self>) -> Fleet {
        Fleet {
            limits: Arc::<Self>::clone(self),
            cache: Arc::<Self>::clone(self),
            live_calls: Arc::<Self>::clone(self),
            bulletin: Arc::<Self>::clone(self),
        }
    }

    /// How things stand, as of the last answer of Redis.
    pub fn standing(&self) -> Standing {
        match *self.shared.standing.borrow() {
            Some(Ok(())) if self.shared.link.is_up() => Standing::Up,
            Some(Err(Trouble::Misconfigured)) => Standing::Misconfigured,
            _ => Standing::Away,
        }
    }

    /// Whether this machine hears what the others tell.
    pub fn is_listening(&self) -> bool {
        self.shared.is_listening()
    }
}

impl Shared {
    fn is_listening(&self) -> bool {
        self.listening.load(Ordering::SeqCst)
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

fn misconfigured(source: impl Into<kernel::error::Cause>) -> GatewayError {
    GatewayError { provider: "redis", kind: GatewayErrorKind::Misconfigured, source: source.into() }
}
