//! What the shared stores need from SQLite.

use diesel::connection::SimpleConnection;
use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error};
use diesel::{
    OptionalExtension, QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, SqliteConnection,
};
use diesel_async::SimpleAsyncConnection;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
use store::Durability;
use uuid::Uuid;

use super::Source;
use super::stores::{Access, Opening, Pending};
use super::thread::ConnectionThread;
pub(super) use super::turns::CallLock;
use crate::columns::Bind;
use crate::rows::conversations::{Seen, Turn};
use crate::schema::conversations;

pub(super) type Connection = SyncConnectionWrapper<SqliteConnection, ConnectionThread>;

/// The connection for one statement.
pub(super) type Wire<'a> = &'a mut Connection;

/// Where a deferred statement is sent: on the connection's own thread.
pub(super) type Pipe<'a> = &'a mut SqliteConnection;

/// A deferred statement's answer: there is no way to be on.
pub(super) type Sent<'a> = QueryResult<usize>;

/// Carries out a deferred statement.
macro_rules! send {
    ($query:expr, $pipe:expr) => {
        diesel::RunQueryDsl::execute($query, $pipe)
    };
}
pub(super) use send;

/// A connection with a statement in flight keeps its place: it is the only one that may write.
pub(super) const DETACHES: bool = false;

/// Begins, and carries out what was put off until now: there is no trip to save.
///
/// A writing transaction takes SQLite's only write lock at once: one that reads first and writes
/// later fails with `SQLITE_BUSY` when another one wrote in between.
pub(super) async fn flush(
    connection: &mut Connection,
    opening: &mut Option<Opening>,
    pending: &mut Vec<Pending>,
) -> QueryResult<()> {
    if opening.is_none() && pending.is_empty() {
        return Ok(());
    }
    let (opening, pending) = (opening.take(), std::mem::take(pending));
    connection.spawn_blocking(move |inner| carry_out(inner, opening, pending)).await
}

/// Begins, and carries out what was put off, in one go on the connection's thread.
pub(super) fn carry_out(
    connection: &mut SqliteConnection,
    opening: Option<Opening>,
    pending: Vec<Pending>,
) -> QueryResult<()> {
    if let Some(opening) = opening {
        let begin = match opening.access {
            Access::Read => "BEGIN DEFERRED",
            Access::Write => "BEGIN IMMEDIATE",
        };
        connection.batch_execute(begin)?;
    }
    for statement in pending {
        statement.start(connection)?;
    }
    Ok(())
}

/// The connection; [`flush`] has left nothing to take along.
pub(super) fn wire(connection: &mut Connection, _: Option<Opening>, _: Vec<Pending>) -> Wire<'_> {
    connection
}

/// A turn is opened on a connection that only reads: the write lock is for those who write.
pub(super) const TURNS_APART: bool = true;

/// The connection for two statements, what has to go first, and whether the transaction ends with
/// them.
pub(super) type Both<'a> = (&'a mut Connection, Option<Opening>, Vec<Pending>, bool);

/// Nothing is carried out yet: [`pair`] does it all in one go on the connection's thread.
pub(super) const fn both(
    connection: &mut Connection,
    opening: Option<Opening>,
    pending: Vec<Pending>,
) -> Both<'_> {
    (connection, opening, pending, false)
}

/// Two statements that see one state of the data, and nothing else.
pub(super) const fn apart(connection: &mut Connection, opening: Opening) -> Both<'_> {
    (connection, Some(opening), Vec::new(), true)
}

/// Makes sure that a conversation is still as it was read without the write lock.
pub(super) fn unchanged(seen: Seen, connection: &mut SqliteConnection) -> QueryResult<usize> {
    let query = conversations::table
        .find((Bind(seen.tenant), Bind(seen.turn.call_id)))
        .select(Turn::as_select());
    if query.first(connection).optional()? == Some(seen.turn) {
        return Ok(1);
    }
    let text = "the conversation went on in the meantime".to_owned();
    Err(Error::DatabaseError(DatabaseErrorKind::SerializationFailure, Box::new(text)))
}

/// Carries out what was put off and commits, in one go on the connection's thread.
pub(super) async fn commit(
    connection: &mut Connection,
    opening: Option<Opening>,
    pending: Vec<Pending>,
    _: Durability,
) -> QueryResult<()> {
    connection
        .spawn_blocking(move |inner| {
            carry_out(inner, opening, pending)?;
            inner.batch_execute("COMMIT")
        })
        .await
}

/// Puts what was promised on the disk. The connection is free meanwhile: the transactions that others
/// commit in this time share the next sync.
pub(super) async fn keep(source: &Source, durability: Durability) -> QueryResult<()> {
    let (Durability::Promised, Some(log)) = (durability, source.log()) else { return Ok(()) };
    log.sync().await.map_err(|error| {
        let text = format!("the log could not be put on the disk: {error}");
        Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(text))
    })
}

/// Rolls back whatever there is to roll back, after whatever the connection is busy with.
pub(super) async fn roll_back(connection: &mut Connection) -> QueryResult<()> {
    match connection.batch_execute("ROLLBACK").await {
        Err(Error::DatabaseError(_, info))
            if info.message().contains("no transaction is active") =>
        {
            Ok(())
        }
        result => result,
    }
}

/// There is nothing to wait for: whoever writes is alone.
#[expect(clippy::unnecessary_wraps, reason = "the other database can fail here")]
pub(super) fn lock(_: Uuid, _: Pipe<'_>) -> Sent<'static> {
    Ok(0)
}

/// There is no row-level security to be told.
#[expect(clippy::unnecessary_wraps, reason = "the other database can fail here")]
pub(super) fn name_call(_: String, _: Pipe<'_>) -> Sent<'static> {
    Ok(0)
}

/// There are no row locks: whoever writes is alone.
macro_rules! for_update {
    ($query:expr) => {
        $query
    };
}
pub(super) use for_update;

/// There are no row locks: whoever writes is alone.
macro_rules! skip_locked {
    ($query:expr) => {
        $query
    };
}
pub(super) use skip_locked;

/// Runs what was put off and two queries, in one go on the connection's thread.
macro_rules! pair {
    ($both:expr, $first:expr => $one:ty, $second:expr => $two:ty) => {{
        let (connection, opening, pending, ends) = $both;
        let (first, second) = ($first, $second);
        connection
            .spawn_blocking(move |inner| {
                $crate::sqlite::dialect::carry_out(inner, opening, pending)?;
                let first = diesel::RunQueryDsl::load::<$one>(first, inner)?;
                let second = diesel::RunQueryDsl::load::<$two>(second, inner)?;
                if ends {
                    diesel::connection::SimpleConnection::batch_execute(inner, "COMMIT")?;
                }
                Ok((first, second))
            })
            .await
    }};
}
pub(super) use pair;

/// SQLite names the columns of a unique constraint, not the constraint. Answers with the name that
/// our PostgreSQL schema gives it: `customers_tenant_id_phone_key`.
pub(super) fn violated_constraint(error: &dyn DatabaseErrorInformation) -> Option<String> {
    let message = error.message();
    if let Some(columns) = message.strip_prefix("UNIQUE constraint failed: ") {
        let mut name = String::new();
        for column in columns.split(", ") {
            let (table, column) = column.split_once('.')?;
            if name.is_empty() {
                name.push_str(table);
            }
            name.push('_');
            name.push_str(column);
        }
        return Some(name + "_key");
    }
    if let Some(name) = message.strip_prefix("CHECK constraint failed: ") {
        return Some(name.to_owned());
    }
    // Which one, it does not say.
    if message == "FOREIGN KEY constraint failed" {
        return Some("foreign_key".to_owned());
    }
    // Raised by a trigger.
    let is_name = message.contains('_')
        && message.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    is_name.then(|| message.to_owned())
}
