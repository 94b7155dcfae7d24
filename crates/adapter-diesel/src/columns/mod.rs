//! The SQL types of our columns, and how domain types are stored in them.
//!
//! Each type exists in both databases, so that one `schema.rs` and one set of queries serve both.
//! The types are local to this crate, which is what allows diesel's conversions to be implemented
//! directly on domain types (the orphan rule asks for one local type): domain crates know nothing
//! of diesel, and rows are read without wrappers.
//!
//! | SQL type     | PostgreSQL    | SQLite                             |
//! |--------------|---------------|------------------------------------|
//! | [`Id`]       | `uuid`        | `TEXT`, hyphenated lower case      |
//! | [`Instant`]  | `timestamptz` | `INTEGER`, microseconds since 1970 |
//! | [`Label`]    | `text`        | `TEXT`                             |
//! | [`Document`] | `jsonb`       | `TEXT`                             |

#![expect(unreachable_pub, reason = "diesel's table! exposes the types in modules of its own")]

use diesel::backend::Backend;
use diesel::deserialize;
use diesel::expression::AsExpression;
use diesel::query_builder::QueryId;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::SqlType;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

mod domain;
mod postgres;
mod sqlite;

/// A UUID.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951))]
#[diesel(sqlite_type(name = "Text"))]
pub struct Id;

/// A point in time, with microseconds.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185))]
#[diesel(sqlite_type(name = "Long"))]
pub struct Instant;

/// A value of the domain in its text form: one word out of a fixed set, or a phone number, a time
/// zone, a provider's id.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(postgres_type(oid = 25, array_oid = 1009))]
#[diesel(sqlite_type(name = "Text"))]
pub struct Label;

/// A JSON document. Queries never look inside: what they filter by is a column of its own.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(postgres_type(oid = 3802, array_oid = 3807))]
#[diesel(sqlite_type(name = "Text"))]
pub struct Document;

/// A value of a domain type inside a query: `appointments::id.eq(Bind(id))`.
///
/// References will do: `settings.eq(Bind(&tenant.settings))`.
#[derive(Debug, Clone, Copy, AsExpression)]
#[diesel(sql_type = Id)]
#[diesel(sql_type = Instant)]
#[diesel(sql_type = Label)]
#[diesel(sql_type = Document)]
pub struct Bind<T>(pub T);

macro_rules! bind {
    ($($sql_type:ty),+) => {$(
        impl<T, DB> ToSql<$sql_type, DB> for Bind<T>
        where
            DB: Backend,
            T: ToSql<$sql_type, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.0.to_sql(out)
            }
        }
    )+};
}

bind!(Id, Instant, Label, Document);

/// A value that is stored as a [`Document`].
///
/// A local type, so that lists and foreign types can be columns; and `serde_json::Value` itself must
/// not be one: diesel implements its traits for it as soon as any crate of the build enables
/// diesel's feature of that name.
#[derive(Debug, Clone)]
pub struct Json<T>(pub T);

/// A text that is looked for in a column of [`Label`]s.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a>(pub &'a str);

/// How a database writes and reads the values behind these types: the whole difference between
/// the databases as far as data is concerned.
pub trait Codec: Backend {
    /// Writes an [`Id`].
    fn write_id(value: &Uuid, out: &mut Output<'_, '_, Self>) -> serialize::Result;
    /// Reads an [`Id`].
    fn read_id(value: Self::RawValue<'_>) -> deserialize::Result<Uuid>;

    /// Writes an [`Instant`].
    fn write_instant(micros: i64, out: &mut Output<'_, '_, Self>) -> serialize::Result;
    /// Reads an [`Instant`].
    fn read_instant(value: Self::RawValue<'_>) -> deserialize::Result<i64>;

    /// Writes a [`Label`].
    fn write_label(value: &str, out: &mut Output<'_, '_, Self>) -> serialize::Result;
    /// Reads a [`Label`].
    fn read_label(value: Self::RawValue<'_>) -> deserialize::Result<String>;

    /// Writes a [`Document`].
    fn write_document(value: &impl Serialize, out: &mut Output<'_, '_, Self>) -> serialize::Result;
    /// Reads a [`Document`].
    fn read_document<T: DeserializeOwned>(value: Self::RawValue<'_>) -> deserialize::Result<T>;
}
