//! How a database's schema and the program's stand to each other.

use std::collections::BTreeSet;

use diesel::backend::Backend;
use diesel::migration::MigrationSource;
use diesel_migrations::EmbeddedMigrations;
use kernel::{StoreError, StoreResult};

/// How a database's schema and this program's stand to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemaState {
    /// They are the same.
    Current,
    /// The database lacks these migrations, in order.
    Behind(Vec<String>),
    /// The database has migrations that this program does not know: their versions.
    Ahead(Vec<String>),
    /// There is no schema yet.
    Empty,
}

/// Why a database is not opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemaError {
    /// See [`SchemaState::Behind`].
    #[error("the database lacks migrations that this program needs ({}): migrate it first", .0.join(", "))]
    Behind(Vec<String>),
    /// See [`SchemaState::Ahead`].
    #[error("the database was migrated by a newer program (versions {})", .0.join(", "))]
    Ahead(Vec<String>),
    /// See [`SchemaState::Empty`].
    #[error("the database is empty: migrate it first")]
    Empty,
}

/// Compares the versions that were applied with the migrations that are embedded. Newer versions in
/// the database outweigh missing ones.
pub(crate) fn compare<DB: Backend>(
    embedded: &EmbeddedMigrations,
    applied: &BTreeSet<String>,
) -> StoreResult<SchemaState> {
    if applied.is_empty() {
        return Ok(SchemaState::Empty);
    }
    let migrations = MigrationSource::<DB>::migrations(embedded)
        .map_err(|error| StoreError::Other(error.to_string().into()))?;
    let mut known: Vec<(String, String)> = migrations
        .iter()
        .map(|migration| {
            (migration.name().version().as_owned().to_string(), migration.name().to_string())
        })
        .collect();
    known.sort();
    let versions: BTreeSet<&String> = known.iter().map(|(version, _)| version).collect();
    let ahead: Vec<String> =
        applied.iter().filter(|version| !versions.contains(version)).cloned().collect();
    if !ahead.is_empty() {
        return Ok(SchemaState::Ahead(ahead));
    }
    let behind: Vec<String> = known
        .into_iter()
        .filter(|(version, _)| !applied.contains(version))
        .map(|(_, name)| name)
        .collect();
    Ok(if behind.is_empty() { SchemaState::Current } else { SchemaState::Behind(behind) })
}

/// An error unless the schema is the program's.
pub(crate) fn require_current(state: SchemaState) -> StoreResult<()> {
    let error = match state {
        SchemaState::Current => return Ok(()),
        SchemaState::Behind(names) => SchemaError::Behind(names),
        SchemaState::Ahead(versions) => SchemaError::Ahead(versions),
        SchemaState::Empty => SchemaError::Empty,
    };
    Err(StoreError::Other(error.into()))
}
