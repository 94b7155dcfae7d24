//! Up, down, and what a program does that meets another schema.

use frontdesk_adapter_diesel::{
    Config, SchemaError, SchemaState, migrate, open, revert, schema_state,
};
use kernel::StoreError;

use crate::{fixtures, server};

fn schema_error(error: StoreError) -> SchemaError {
    match error {
        StoreError::Other(cause) => cause.downcast_ref::<SchemaError>().unwrap().clone(),
        other => panic!("{other:?}"),
    }
}

async fn up_down_and_up(config: &Config, dump: impl AsyncFn() -> Vec<String>) {
    assert_eq!(schema_state(config).await.unwrap(), SchemaState::Empty);
    assert_eq!(schema_error(open(config).await.err().unwrap()), SchemaError::Empty);
    let all = migrate(config).await.unwrap().len();
    assert_eq!(migrate(config).await.unwrap(), Vec::<String>::new());
    assert_eq!(schema_state(config).await.unwrap(), SchemaState::Current);
    let first = dump().await;
    assert!(first.len() > 50, "{first:?}");
    // Each alone, and all of them, the first of which leaves nothing behind.
    for steps in 1..=all {
        assert_eq!(revert(config, steps).await.unwrap().len(), steps);
        assert_ne!(dump().await, first);
        if steps == all {
            assert_eq!(schema_state(config).await.unwrap(), SchemaState::Empty);
            assert_eq!(dump().await, Vec::<String>::new());
        }
        assert_eq!(migrate(config).await.unwrap().len(), steps);
        assert_eq!(dump().await, first);
    }
    open(config).await.unwrap().check().await.unwrap();
}

const POSTGRES_DUMP: &str = "
    SELECT format('%s %s %s', 'column', attrelid::regclass, attname) AS line
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
      AND relname NOT LIKE '\\_\\_diesel%'
    UNION ALL
    SELECT format('constraint %s %s', conname, pg_get_constraintdef(oid)) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conname NOT LIKE '\\_\\_diesel%'
    UNION ALL
    SELECT format('policy %s %s', polname, polrelid::regclass) FROM pg_policy
    UNION ALL
    SELECT format('function %s', proname) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('default %s', defaclacl) FROM pg_default_acl
    UNION ALL
    SELECT format('grant %s %s', relname, relacl) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE '\\_\\_diesel%'
      AND relacl IS NOT NULL
    ORDER BY line";

#[tokio::test]
async fn postgresql_goes_up_and_down_and_up() {
    let Some(database) = server::create().await else { return };
    let admin = database.admin().await;
    up_down_and_up(&fixtures::patient(&database.url), async || {
        let rows = admin.query(POSTGRES_DUMP, &[]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    })
    .await;
}

#[tokio::test]
async fn sqlite_goes_up_and_down_and_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    let config = fixtures::patient(&format!("sqlite:{}", path.display()));
    assert!(!path.exists());
    up_down_and_up(&config, async || {
        use diesel::prelude::*;
        let mut connection = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
        diesel::sql_query(
            "SELECT coalesce(tables.sql, '') || ' ' || columns.name AS line
             FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
             WHERE tables.name NOT LIKE '\\_\\_diesel%' ESCAPE '\\' AND tables.name NOT LIKE 'sqlite%'
             ORDER BY line",
        )
        .load::<Line>(&mut connection)
        .unwrap()
        .into_iter()
        .map(|line| line.line)
        .collect()
    })
    .await;
}

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

#[tokio::test]
async fn a_schema_of_a_newer_program_is_refused() {
    let Some(database) = server::create().await else { return };
    let config = fixtures::patient(&database.url);
    migrate(&config).await.unwrap();
    let admin = database.admin().await;
    let newer = "INSERT INTO __diesel_schema_migrations VALUES ('20990101000000', now())";
    admin.batch_execute(newer).await.unwrap();
    let ahead = vec!["20990101000000".to_owned()];
    assert_eq!(schema_state(&config).await.unwrap(), SchemaState::Ahead(ahead.clone()));
    assert_eq!(schema_error(open(&config).await.err().unwrap()), SchemaError::Ahead(ahead));
}

#[tokio::test]
async fn a_schema_that_lacks_a_migration_is_refused() {
    let Some(database) = server::create().await else { return };
    let config = fixtures::patient(&database.url);
    let names = migrate(&config).await.unwrap();
    let admin = database.admin().await;
    admin
        .batch_execute(
            "UPDATE __diesel_schema_migrations SET version = '20000101000000'
             WHERE version = (SELECT max(version) FROM __diesel_schema_migrations)",
        )
        .await
        .unwrap();
    // Unknown versions outweigh missing ones.
    assert!(matches!(schema_state(&config).await.unwrap(), SchemaState::Ahead(_)));
    assert!(!names.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_that_start_together_migrate_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = fixtures::patient(&format!("sqlite:{}", folder.path().join("test.db").display()));
    let mut configs = vec![file];
    let database = server::create().await;
    configs.extend(database.as_ref().map(|database| fixtures::patient(&database.url)));
    for config in configs {
        let (one, two, three) = tokio::join!(migrate(&config), migrate(&config), migrate(&config));
        let mut applied = [one, two, three].map(Result::unwrap).concat();
        assert!(!applied.is_empty());
        let count = applied.len();
        applied.sort_unstable();
        applied.dedup();
        assert_eq!(applied.len(), count, "each is applied by one of them");
        open(&config).await.unwrap();
    }
}
