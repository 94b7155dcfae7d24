//! What the shared stores need from PostgreSQL.

use diesel::QueryResult;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::DatabaseErrorInformation;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Ready, ready};
use store::Durability;
use uuid::Uuid;

use super::Source;
pub(super) use super::pipeline::Wire;
use super::pipeline::{Step, in_order};
use super::stores::{Access, Opening, Pending, Scope};
use crate::rows::conversations::Seen;

pub(super) type Connection = diesel_async::AsyncPgConnection;

/// Where a deferred statement is sent.
pub(super) type Pipe<'a> = &'a Connection;

/// A deferred statement on its way: sent when it is first polled.
pub(super) type Sent<'a> = BoxFuture<'a, QueryResult<usize>>;

/// Sends a deferred statement.
macro_rules! send {
    ($query:expr, $pipe:expr) => {{
        let mut pipe: $crate::postgres::dialect::Pipe<'_> = $pipe;
        diesel_async::RunQueryDsl::execute($query, &mut pipe)
    }};
}
pub(super) use send;

/// A connection with a statement in flight gives its place in the pool to a new one.
pub(super) const DETACHES: bool = true;

/// Begins a transaction and names the business that row-level security lets through: one message.
fn opening_sql(opening: Opening) -> String {
    let begin = match opening.access {
        Access::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        Access::Write => "BEGIN",
    };
    // SET takes no parameters; a UUID needs no quoting.
    match opening.scope {
        Scope::Tenant(tenant) => format!("{begin};SET LOCAL app.tenant='{}'", tenant.as_uuid()),
        Scope::Platform => format!("{begin};SET LOCAL app.platform='on'"),
    }
}

fn batch(connection: Pipe<'_>, sql: String) -> Step<'_> {
    let mut connection = connection;
    async move { connection.batch_execute(&sql).await.map(|()| 0) }.boxed()
}

/// Nothing is sent ahead: [`wire`] sends it together with the next statement.
pub(super) fn flush(
    _: &mut Connection,
    _: &mut Option<Opening>,
    _: &mut Vec<Pending>,
) -> Ready<QueryResult<()>> {
    ready(Ok(()))
}

/// The connection for the next statement, which takes along what was put off until now.
pub(super) fn wire(
    connection: &mut Connection,
    opening: Option<Opening>,
    pending: Vec<Pending>,
) -> Wire<'_> {
    let connection: Pipe<'_> = connection;
    let opening = opening.map(|opening| batch(connection, opening_sql(opening)));
    let pending = pending.into_iter().map(|statement| statement.start(connection));
    Wire::new(connection, opening.into_iter().chain(pending).collect())
}

/// A call is locked by its row.
pub(super) type CallLock = ();

/// A turn is opened by the transaction that writes it: its row is locked, and nothing else.
pub(super) const TURNS_APART: bool = false;

/// Never asked: see [`TURNS_APART`].
pub(super) fn apart(connection: &mut Connection, opening: Opening) -> Both<'_> {
    both(connection, Some(opening), Vec::new())
}

/// Never asked: whoever read the conversation has locked it.
pub(super) fn unchanged(_: Seen, _: Pipe<'_>) -> Sent<'static> {
    ready(Ok(0)).boxed()
}

/// The connection for two statements.
pub(super) type Both<'a> = Wire<'a>;

/// The same as [`wire`]: one trip takes any number of statements.
pub(super) fn both(
    connection: &mut Connection,
    opening: Option<Opening>,
    pending: Vec<Pending>,
) -> Both<'_> {
    wire(connection, opening, pending)
}

/// Sends everything that was put off and the COMMIT in one trip, and looks at every answer.
pub(super) async fn commit(
    connection: &mut Connection,
    opening: Option<Opening>,
    pending: Vec<Pending>,
    durability: Durability,
) -> QueryResult<()> {
    let connection: Pipe<'_> = connection;
    let mut first = opening.map(opening_sql).into_iter().collect::<Vec<_>>();
    if durability == Durability::Relaxed {
        // The server answers before its log is on the disk, and writes it within moments.
        first.push("SET LOCAL synchronous_commit=off".to_owned());
    }
    if pending.is_empty() {
        first.push("COMMIT".to_owned());
        let mut connection = connection;
        return connection.batch_execute(&first.join(";")).await;
    }
    let first = (!first.is_empty()).then(|| batch(connection, first.join(";")));
    let pending = pending.into_iter().map(|statement| statement.start(connection));
    let steps = first.into_iter().chain(pending).collect();
    let mut pipe = connection;
    in_order(steps, Commit.execute(&mut pipe)).await.map(drop)
}

/// The server has put on the disk what was promised before it answered the COMMIT.
#[expect(clippy::unused_async, reason = "the other database has to wait here")]
pub(super) async fn keep(_: &Source, _: Durability) -> QueryResult<()> {
    Ok(())
}

/// Rolls back; a connection without a transaction takes it for a warning.
pub(super) async fn roll_back(connection: &mut Connection) -> QueryResult<()> {
    connection.batch_execute("ROLLBACK").await
}

/// COMMIT as a prepared statement, which keeps its place behind others that are being prepared.
struct Commit;

impl QueryId for Commit {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl QueryFragment<Pg> for Commit {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("COMMIT");
        Ok(())
    }
}

diesel::define_sql_function! {
    // It returns void, which nobody reads.
    fn pg_advisory_xact_lock(key: BigInt) -> Text;
}

/// Makes later callers with the same key wait until this transaction ends.
pub(super) fn lock(key: Uuid, pipe: Pipe<'_>) -> Sent<'_> {
    let (high, low) = key.as_u64_pair();
    let mut pipe = pipe;
    diesel::select(pg_advisory_xact_lock((high ^ low).cast_signed())).execute(&mut pipe)
}

diesel::define_sql_function! {
    fn set_config(name: Text, value: Text, is_local: Bool) -> Text;
}

/// Lets the platform see the one call that the carrier calls by this name.
pub(super) fn name_call(provider_id: String, pipe: Pipe<'_>) -> Sent<'_> {
    let mut pipe = pipe;
    diesel::select(set_config("app.provider_id", provider_id, true)).execute(&mut pipe)
}

/// Locks the rows of a query until the transaction ends.
///
/// A macro, because diesel keeps the types of its locking clauses private.
macro_rules! for_update {
    ($query:expr) => {
        diesel::QueryDsl::for_update($query)
    };
}
pub(super) use for_update;

/// Locks the rows of a query, passing over those that another worker has locked.
macro_rules! skip_locked {
    ($query:expr) => {
        diesel::QueryDsl::skip_locked(diesel::QueryDsl::for_update($query))
    };
}
pub(super) use skip_locked;

/// Runs two queries, and what has to go before them, in one trip.
macro_rules! pair {
    ($wire:expr, $first:expr => $one:ty, $second:expr => $two:ty) => {{
        let (connection, steps) = $wire.split();
        let (mut left, mut right) = (connection, connection);
        let first = diesel_async::RunQueryDsl::load::<$one>($first, &mut left);
        let second = diesel_async::RunQueryDsl::load::<$two>($second, &mut right);
        let both = futures_util::future::try_join(first, second);
        $crate::postgres::pipeline::in_order(steps, both).await
    }};
}
pub(super) use pair;

pub(super) fn violated_constraint(error: &dyn DatabaseErrorInformation) -> Option<String> {
    error.constraint_name().map(str::to_owned)
}
