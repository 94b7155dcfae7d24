//! The connection that requests go over, and the breaker that takes it away.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use deadpool_redis::redis::aio::MultiplexedConnection;
use deadpool_redis::redis::{AsyncConnectionConfig, Client, Pipeline, RedisResult, cmd};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::scripts::Scripts;
use crate::trouble::{Trouble, is_missing_script};

/// How many requests may wait to be sent.
const QUEUE_MAX: usize = 1_024;
/// How long the proof that Redis can write stays there, in milliseconds.
const PROBE_MS: u64 = 5_000;

/// The connection, while there is one. Nobody ever waits for it to be opened.
pub(crate) struct Link {
    line: ArcSwapOption<Line>,
    response_timeout: Duration,
}

/// One connection. Requests of all tasks share it and overtake nobody: a pool would ask each connection
/// whether it is alive before lending it, and so cost a second round trip.
pub(crate) struct Line {
    connection: MultiplexedConnection,
    trouble: watch::Sender<Option<Trouble>>,
    said_odd: AtomicBool,
}

impl Link {
    pub(crate) const fn new(response_timeout: Duration) -> Self {
        Self { line: ArcSwapOption::const_empty(), response_timeout }
    }

    /// Whether requests go to Redis.
    pub(crate) fn is_up(&self) -> bool {
        self.line.load().is_some()
    }

    /// The connection, if there is one.
    pub(crate) fn line(&self) -> Option<Arc<Line>> {
        self.line.load_full()
    }

    /// Sends requests over `line` from now on, or nowhere.
    pub(crate) fn set(&self, line: Option<Arc<Line>>) {
        self.line.store(line);
    }

    /// Asks Redis. `None` means: decide in process.
    ///
    /// The first request that fails in general takes the connection away from all the others, those
    /// included that are waiting for an answer. So a Redis that hangs costs everyone at most one
    /// timeout, once.
    pub(crate) async fn ask<T, F>(&self, send: impl Fn(MultiplexedConnection) -> F) -> Option<T>
    where
        F: Future<Output = RedisResult<T>>,
    {
        let line = self.line.load_full()?;
        match line.ask(self.response_timeout, send).await {
            Ok(answer) => Some(answer),
            Err(trouble) if trouble.is_general() => {
                self.line.compare_and_swap(&line, None);
                None
            }
            Err(_) => None,
        }
    }
}

impl Line {
    /// Connects, makes the scripts known, and proves that Redis can write: one that has become a
    /// replica, or has no memory left, answers to everything else.
    pub(crate) async fn open(
        client: &Client,
        probe: &str,
        patience: Duration,
    ) -> Result<Self, Trouble> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(None)
            .set_response_timeout(None)
            .set_pipeline_buffer_size(QUEUE_MAX);
        let work = async {
            let mut connection =
                client.get_multiplexed_async_connection_with_config(&config).await?;
            Scripts::load().query_async::<()>(&mut connection).await?;
            let mut set = cmd("SET");
            set.arg(probe).arg(1).arg("PX").arg(PROBE_MS);
            let answer: String = set.query_async(&mut connection).await?;
            RedisResult::Ok((connection, answer))
        };
        match timeout(patience, work).await {
            Ok(Ok((connection, answer))) if answer == "OK" => Ok(Self {
                connection,
                trouble: watch::Sender::new(None),
                said_odd: AtomicBool::new(false),
            }),
            // Something that is not Redis.
            Ok(Ok(_)) => Err(Trouble::Unable),
            Ok(Err(error)) => Err(match Trouble::of(&error) {
                // Nothing unusual was asked for.
                Trouble::Odd => Trouble::Unable,
                trouble => trouble,
            }),
            Err(_) => Err(Trouble::Silent),
        }
    }

    /// Asks over this connection. An error that is general ends it.
    pub(crate) async fn ask<T, F>(
        &self,
        patience: Duration,
        send: impl Fn(MultiplexedConnection) -> F,
    ) -> Result<T, Trouble>
    where
        F: Future<Output = RedisResult<T>>,
    {
        let mut ended = self.trouble.subscribe();
        let answer = tokio::select! {
            biased;
            answer = timeout(patience, self.attempt(send)) => answer,
            _ = ended.wait_for(Option::is_some) => return Err(Trouble::Unreachable),
        };
        let trouble = match answer {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(error)) => Trouble::of(&error),
            Err(_) => Trouble::Silent,
        };
        if trouble.is_general() {
            self.end(trouble);
        } else if !self.said_odd.swap(true, Ordering::Relaxed) {
            tracing::warn!("Redis refused a request: it was decided in process, as may others be");
        }
        Err(trouble)
    }

    async fn attempt<T, F>(&self, send: impl Fn(MultiplexedConnection) -> F) -> RedisResult<T>
    where
        F: Future<Output = RedisResult<T>>,
    {
        match send(self.connection.clone()).await {
            Err(error) if is_missing_script(&error) => {
                Scripts::load().query_async::<()>(&mut self.connection.clone()).await?;
                send(self.connection.clone()).await
            }
            answer => answer,
        }
    }

    /// Whether Redis still answers.
    pub(crate) async fn ping(&self, patience: Duration) -> Result<(), Trouble> {
        self.ask(patience, async |mut connection| {
            cmd("PING").query_async::<()>(&mut connection).await
        })
        .await
    }

    /// Sends all of `pipe`, whose answers do not matter.
    pub(crate) async fn run(&self, pipe: &Pipeline, patience: Duration) -> Result<(), Trouble> {
        self.ask(patience, async |mut connection| pipe.query_async::<()>(&mut connection).await)
            .await
    }

    /// Why the connection ended, as soon as it has.
    pub(crate) async fn ended(&self) -> Trouble {
        let mut trouble = self.trouble.subscribe();
        let ended = trouble.wait_for(Option::is_some).await;
        ended.ok().and_then(|trouble| *trouble).unwrap_or(Trouble::Unreachable)
    }

    fn end(&self, trouble: Trouble) {
        self.trouble.send_if_modified(|before| {
            let first = before.is_none();
            if first {
                *before = Some(trouble);
            }
            first
        });
    }
}
