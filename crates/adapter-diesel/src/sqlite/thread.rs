//! A thread per SQLite connection.

use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;

use diesel_async::sync_connection_wrapper::SpawnBlocking;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::oneshot;

type Job = Box<dyn FnOnce() + Send>;

/// A thread of a connection's own, which runs its statements one after the other.
///
/// Replaces diesel-async's default, which (a) panics when a query is cancelled on a current-thread
/// runtime, such as an actix worker's, and (b) hops through tokio's shared blocking pool each time.
/// Here a cancelled statement simply finishes, and whatever comes next on the connection (the
/// rollback) waits its turn.
pub(super) struct ConnectionThread {
    jobs: mpsc::Sender<Job>,
}

impl SpawnBlocking for ConnectionThread {
    fn spawn_blocking<'a, R>(
        &mut self,
        task: impl FnOnce() -> R + Send + 'static,
    ) -> BoxFuture<'a, Result<R, Box<dyn Error + Send + Sync + 'static>>>
    where
        R: Send + 'static,
    {
        let (reply, result) = oneshot::channel();
        let job = Box::new(move || {
            // The task is consumed, and with it its share of the connection, before the reply.
            if let Ok(value) = catch_unwind(AssertUnwindSafe(task)) {
                let _ = reply.send(value);
            }
        });
        let sent = self.jobs.send(job);
        async move {
            sent.map_err(|_| "the connection's thread is gone")?;
            Ok(result.await?)
        }
        .boxed()
    }

    #[expect(clippy::expect_used, reason = "the trait allows no failure")]
    fn get_runtime() -> Self {
        let (jobs, queue) = mpsc::channel::<Job>();
        thread::Builder::new()
            .name("sqlite".to_owned())
            .spawn(move || queue.into_iter().for_each(|job| job()))
            .expect("the operating system gives us a thread");
        Self { jobs }
    }
}
