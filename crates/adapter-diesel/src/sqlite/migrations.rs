//! The schema of SQLite, embedded.

use std::collections::BTreeSet;
use std::path::Path;

use diesel::result::Error;
use diesel::sql_types::Text;
use diesel::sqlite::Sqlite;
use diesel::{QueryResult, RunQueryDsl, SqliteConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use kernel::{StoreError, StoreResult};

use super::source::{connect, patient};
use crate::Config;
use crate::failure::unavailable;
use crate::state::{SchemaState, compare};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");

pub(crate) async fn migrate(config: &Config, path: &Path) -> StoreResult<Vec<String>> {
    alone(config, path, |connection| {
        let versions =
            connection.run_pending_migrations(MIGRATIONS).map_err(Error::QueryBuilderError)?;
        Ok(versions.iter().map(ToString::to_string).collect())
    })
    .await
}

pub(crate) async fn revert(config: &Config, path: &Path, steps: usize) -> StoreResult<Vec<String>> {
    alone(config, path, move |connection| {
        (0..steps)
            .map(|_| {
                let version = connection.revert_last_migration(MIGRATIONS);
                Ok(version.map_err(Error::QueryBuilderError)?.to_string())
            })
            .collect()
    })
    .await
}

pub(crate) async fn schema_state(config: &Config, path: &Path) -> StoreResult<SchemaState> {
    // Looking must not make the file.
    if !path.exists() {
        return Ok(SchemaState::Empty);
    }
    let mut connection =
        connect(utf8(path)?, patient(config.wait_timeout)).await.map_err(unavailable)?;
    let applied = connection.spawn_blocking(applied).await.map_err(unavailable)?;
    compare::<Sqlite>(&MIGRATIONS, &applied)
}

#[derive(diesel::QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

fn applied(connection: &mut SqliteConnection) -> QueryResult<BTreeSet<String>> {
    let tables: Vec<Name> = diesel::sql_query(
        "SELECT name FROM sqlite_schema WHERE name = '__diesel_schema_migrations'",
    )
    .load(connection)?;
    if tables.is_empty() {
        return Ok(BTreeSet::new());
    }
    let versions: Vec<Name> =
        diesel::sql_query("SELECT version AS name FROM __diesel_schema_migrations")
            .load(connection)?;
    Ok(versions.into_iter().map(|version| version.name).collect())
}

/// Runs `work` under the write lock, which keeps out another process that starts at the same time.
async fn alone<F>(config: &Config, path: &Path, work: F) -> StoreResult<Vec<String>>
where
    F: FnOnce(&mut SqliteConnection) -> QueryResult<Vec<String>> + Send + 'static,
{
    let mut connection =
        connect(utf8(path)?, patient(config.wait_timeout)).await.map_err(unavailable)?;
    let names = connection.spawn_blocking(|inner| inner.exclusive_transaction(work)).await;
    names.map_err(|error| StoreError::Other(error.into()))
}

fn utf8(path: &Path) -> StoreResult<String> {
    path.to_str().map(str::to_owned).ok_or(StoreError::Forbidden("a path that is not UTF-8"))
}
