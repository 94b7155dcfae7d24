//! PostgreSQL and SQLite behind the store's ports.
//!
//! * `columns`, `schema`, `rows` and `failure` are compiled once.
//! * `stores/` is written once and compiled twice: each database's module loads it with `#[path]`,
//!   and it finds its connection and the few statements that differ in the `dialect` module beside
//!   it. rustfmt, clippy and debuggers see ordinary files.
//! * `postgres/` and `sqlite/` hold what is truly different: connecting, beginning, committing.
//!
//! A program opens its database once, with [`open`], and keeps it for as long as it runs. The schema
//! is brought up to date by [`migrate`], never by [`open`].

#![expect(clippy::duplicate_mod, reason = "the stores are compiled once per database")]

mod columns;
mod config;
mod failure;
mod postgres;
mod prepared;
mod rows;
mod schema;
mod sqlite;
mod state;

use std::sync::Arc;

pub use config::Config;
use kernel::StoreResult;
pub use state::{SchemaError, SchemaState};
use store::Database;

use self::config::Backend;

/// Opens the database that the configuration names, after making sure that its schema is this
/// program's and that, on PostgreSQL, row-level security binds the connections.
///
/// # Errors
/// `Other` with a [`SchemaError`] when the schema is another; `Forbidden` when row-level security
/// cannot be made to bind the login role, or the URL is of no known kind; `Unavailable` when the
/// database does not answer.
pub async fn open(config: &Config) -> StoreResult<Arc<dyn Database>> {
    state::require_current(schema_state(config).await?)?;
    match config.backend()? {
        Backend::Postgres => Ok(Arc::new(postgres::PostgresDatabase::open(config).await?)),
        Backend::Sqlite(path) => Ok(Arc::new(sqlite::SqliteDatabase::open(config, path).await?)),
    }
}

/// Brings the schema up to date, making the SQLite file if there is none. Returns the names of the
/// migrations that were carried out, in order. Any number of programs may call it at once.
pub async fn migrate(config: &Config) -> StoreResult<Vec<String>> {
    match config.backend()? {
        Backend::Postgres => postgres::migrations::migrate(config).await,
        Backend::Sqlite(path) => sqlite::migrations::migrate(config, path).await,
    }
}

/// Undoes the newest `steps` migrations, and the data in what they made. Returns their names.
pub async fn revert(config: &Config, steps: usize) -> StoreResult<Vec<String>> {
    match config.backend()? {
        Backend::Postgres => postgres::migrations::revert(config, steps).await,
        Backend::Sqlite(path) => sqlite::migrations::revert(config, path, steps).await,
    }
}

/// How the database's schema and this program's stand to each other. Changes nothing.
pub async fn schema_state(config: &Config) -> StoreResult<SchemaState> {
    match config.backend()? {
        Backend::Postgres => postgres::migrations::schema_state(config).await,
        Backend::Sqlite(path) => sqlite::migrations::schema_state(config, path).await,
    }
}
