//! The schema of PostgreSQL, embedded.

use std::collections::BTreeSet;

use diesel::pg::Pg;
use diesel::sql_types::{Bool, Text};
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use kernel::{StoreError, StoreResult};

use super::connect::Connector;
use crate::Config;
use crate::failure::unavailable;
use crate::state::{SchemaState, compare};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// Taken while migrating; any number that nobody else uses.
const MIGRATION_LOCK: &str = "SELECT pg_advisory_lock(7315309021)";

type Harness = AsyncMigrationHarness<AsyncPgConnection>;
type MigrationError = Box<dyn std::error::Error + Send + Sync>;

pub(crate) async fn migrate(config: &Config) -> StoreResult<Vec<String>> {
    with_harness(config, |harness| {
        let versions = harness.run_pending_migrations(MIGRATIONS)?;
        Ok(versions.iter().map(ToString::to_string).collect())
    })
    .await
}

pub(crate) async fn revert(config: &Config, steps: usize) -> StoreResult<Vec<String>> {
    with_harness(config, move |harness| {
        (0..steps).map(|_| Ok(harness.revert_last_migration(MIGRATIONS)?.to_string())).collect()
    })
    .await
}

pub(crate) async fn schema_state(config: &Config) -> StoreResult<SchemaState> {
    let mut connection = Connector::plain(config)?.connect().await.map_err(unavailable)?;
    compare::<Pg>(&MIGRATIONS, &applied(&mut connection).await?)
}

#[derive(diesel::QueryableByName)]
struct Known {
    #[diesel(sql_type = Bool)]
    known: bool,
}

#[derive(diesel::QueryableByName)]
struct Applied {
    #[diesel(sql_type = Text)]
    version: String,
}

async fn applied(connection: &mut AsyncPgConnection) -> StoreResult<BTreeSet<String>> {
    let known: Known =
        diesel::sql_query("SELECT to_regclass('__diesel_schema_migrations') IS NOT NULL AS known")
            .get_result(connection)
            .await
            .map_err(unavailable)?;
    if !known.known {
        return Ok(BTreeSet::new());
    }
    let rows: Vec<Applied> =
        diesel::sql_query("SELECT version::text FROM __diesel_schema_migrations")
            .load(connection)
            .await
            .map_err(unavailable)?;
    Ok(rows.into_iter().map(|row| row.version).collect())
}

/// Runs `work` alone: several programs may start at once. The lock goes away with the connection.
async fn with_harness<F>(config: &Config, work: F) -> StoreResult<Vec<String>>
where
    F: FnOnce(&mut Harness) -> Result<Vec<String>, MigrationError> + Send + 'static,
{
    let mut connection = Connector::plain(config)?.connect().await.map_err(unavailable)?;
    connection.batch_execute(MIGRATION_LOCK).await.map_err(unavailable)?;
    // The harness blocks its thread, and panics on the thread of a current-thread runtime.
    let migrate = move || work(&mut AsyncMigrationHarness::new(connection));
    let names = tokio::task::spawn_blocking(migrate).await.map_err(unavailable)?;
    names.map_err(StoreError::Other)
}
