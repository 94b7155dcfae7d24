//! Several statements in one trip.
//!
//! tokio-postgres sends a request when its future is first polled and hands out the answers in
//! order, so futures that are polled side by side share a trip. What this module adds is the rule
//! that makes it safe to send a `COMMIT` behind statements whose outcome is not known yet.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use diesel::QueryResult;
use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
use diesel_async::{AsyncConnectionCore, AsyncPgConnection, SimpleAsyncConnection};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

/// A statement whose answer is only a count, to be sent ahead of another.
pub(super) type Step<'a> = BoxFuture<'a, QueryResult<usize>>;

/// Sends `steps` and `last` in this order, without waiting in between, and waits for all of them.
///
/// The first error in that order is returned, and nothing behind a step that failed is polled again:
/// a statement that could not even be sent therefore stops everything behind it, and one that the
/// server refused has spoiled the transaction there, so that a `COMMIT` behind it rolls back.
///
/// The order holds while statements are still being prepared, too: diesel-async prepares under a
/// lock that is handed on in the order of asking. Only [`SimpleAsyncConnection::batch_execute`] does
/// not ask for that lock, so it may only come first.
pub(super) async fn in_order<T>(
    mut steps: Vec<Step<'_>>,
    last: impl Future<Output = QueryResult<T>>,
) -> QueryResult<T> {
    let mut done = vec![false; steps.len()];
    let mut last = pin!(last.fuse());
    let mut answer: Option<QueryResult<T>> = None;
    let mut failure = None;
    poll_fn(move |context| {
        let mut waiting = false;
        let mut failed_at = None;
        for (index, (step, done)) in steps.iter_mut().zip(&mut done).enumerate() {
            if *done {
                continue;
            }
            match step.poll_unpin(context) {
                Poll::Pending => waiting = true,
                Poll::Ready(Ok(_)) => *done = true,
                Poll::Ready(Err(error)) => {
                    failed_at = Some(index);
                    failure = Some(error);
                    break;
                }
            }
        }
        if let Some(index) = failed_at {
            steps.truncate(index);
        }
        if failure.is_none() && answer.is_none() {
            match last.as_mut().poll(context) {
                Poll::Pending => waiting = true,
                Poll::Ready(result) => answer = Some(result),
            }
        }
        if waiting {
            return Poll::Pending;
        }
        match (failure.take(), answer.take()) {
            (Some(error), _) => Poll::Ready(Err(error)),
            (None, Some(result)) => Poll::Ready(result),
            (None, None) => Poll::Pending,
        }
    })
    .await
}

/// A connection, and what has to be sent on it before the next statement.
pub(crate) struct Wire<'a> {
    connection: &'a AsyncPgConnection,
    steps: Vec<Step<'a>>,
}

impl<'a> Wire<'a> {
    pub(super) const fn new(connection: &'a AsyncPgConnection, steps: Vec<Step<'a>>) -> Self {
        Self { connection, steps }
    }

    /// The connection, and what has to be sent first.
    pub(super) fn split(self) -> (&'a AsyncPgConnection, Vec<Step<'a>>) {
        (self.connection, self.steps)
    }
}

type Shared<'a> = &'a AsyncPgConnection;

impl SimpleAsyncConnection for Wire<'_> {
    async fn batch_execute(&mut self, query: &str) -> QueryResult<()> {
        let steps = std::mem::take(&mut self.steps);
        // Not in one trip: a batch would overtake statements that are still being prepared.
        in_order(steps, std::future::ready(Ok(()))).await?;
        let mut connection = self.connection;
        connection.batch_execute(query).await
    }
}

impl<'a> AsyncConnectionCore for Wire<'a> {
    type ExecuteFuture<'conn, 'query> = BoxFuture<'a, QueryResult<usize>>;
    type LoadFuture<'conn, 'query> = BoxFuture<'a, QueryResult<Self::Stream<'conn, 'query>>>;
    type Stream<'conn, 'query> = <Shared<'a> as AsyncConnectionCore>::Stream<'conn, 'query>;
    type Row<'conn, 'query> = <Shared<'a> as AsyncConnectionCore>::Row<'conn, 'query>;
    type Backend = diesel::pg::Pg;

    fn load<'conn, 'query, T>(&'conn mut self, source: T) -> Self::LoadFuture<'conn, 'query>
    where
        T: AsQuery + 'query,
        T::Query: QueryFragment<Self::Backend> + QueryId + 'query,
    {
        let steps = std::mem::take(&mut self.steps);
        let mut connection = self.connection;
        let load = AsyncConnectionCore::load(&mut connection, source);
        if steps.is_empty() { load } else { in_order(steps, load).boxed() }
    }

    fn execute_returning_count<'conn, 'query, T>(
        &'conn mut self,
        source: T,
    ) -> Self::ExecuteFuture<'conn, 'query>
    where
        T: QueryFragment<Self::Backend> + QueryId + 'query,
    {
        let steps = std::mem::take(&mut self.steps);
        let mut connection = self.connection;
        let execute = AsyncConnectionCore::execute_returning_count(&mut connection, source);
        if steps.is_empty() { execute } else { in_order(steps, execute).boxed() }
    }
}
