//! Two sets of migrations, one schema.

use std::collections::BTreeSet;

use crate::{fixtures, server};
use frontdesk_adapter_diesel::migrate;

use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

#[derive(Debug, QueryableByName, PartialEq, Eq, PartialOrd, Ord)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    sql_type: String,
    #[diesel(sql_type = Bool)]
    required: bool,
}

const POSTGRES: &str = "
    SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'NO'
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_diesel%'";

const SQLITE: &str = "
    SELECT tables.name AS table_name, columns.name AS name, columns.type AS sql_type,
           columns.\"notnull\" AS required
    FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND tables.name NOT LIKE '\\_\\_diesel%' ESCAPE '\\'";

#[tokio::test]
async fn both_databases_have_the_same_columns() {
    let Some(database) = server::create().await else { return };
    migrate(&fixtures::patient(&database.url)).await.unwrap();
    let rows = database.admin().await.query(POSTGRES, &[]).await.unwrap();
    let postgres: BTreeSet<Column> = rows
        .into_iter()
        .map(|row| Column {
            table_name: row.get(0),
            name: row.get(1),
            sql_type: match row.get(2) {
                "uuid" | "text" | "jsonb" => "TEXT".to_owned(),
                "timestamp with time zone" | "integer" | "bigint" | "boolean" => {
                    "INTEGER".to_owned()
                }
                other => panic!("no rule for {other}"),
            },
            required: row.get(3),
        })
        .collect();

    let file = fixtures::sqlite().await;
    let path = file.config.url.strip_prefix("sqlite:").unwrap();
    let mut connection = SqliteConnection::establish(path).unwrap();
    let sqlite: Vec<Column> = diesel::sql_query(SQLITE).load(&mut connection).unwrap();
    assert!(!sqlite.is_empty());
    assert_eq!(postgres, sqlite.into_iter().collect());
}

/// Accounts, sessions and tickets belong to no business: the platform alone has policies for them,
/// but for the one that lets a business add an account.
const UNPROTECTED: &str = "
    SELECT tables.relname::text
    FROM pg_class AS tables
    WHERE tables.relnamespace = 'public'::regnamespace AND tables.relkind IN ('r', 'p')
      AND tables.relname NOT LIKE '\\_\\_diesel%'
      AND NOT (
          tables.relrowsecurity AND tables.relforcerowsecurity
          AND EXISTS (
              SELECT FROM pg_policy AS policies
              WHERE policies.polrelid = tables.oid AND policies.polcmd = '*'
                AND pg_get_expr(policies.polqual, tables.oid) LIKE '%id = current_tenant())'
                AND pg_get_expr(policies.polwithcheck, tables.oid) LIKE '%id = current_tenant())'
          )
          AND EXISTS (
              SELECT FROM pg_index AS indexes
              JOIN pg_attribute AS columns
                ON columns.attrelid = tables.oid AND columns.attnum = indexes.indkey[0]
              WHERE indexes.indrelid = tables.oid AND indexes.indisprimary
                AND columns.attname
                    = CASE tables.relname WHEN 'tenants' THEN 'id' ELSE 'tenant_id' END
          )
      )
      AND NOT (
          tables.relname IN ('accounts', 'sessions', 'tickets')
          AND tables.relrowsecurity AND tables.relforcerowsecurity
          AND EXISTS (
              SELECT FROM pg_policy AS policies
              WHERE policies.polrelid = tables.oid AND policies.polcmd = '*'
                AND pg_get_expr(policies.polqual, tables.oid) = 'is_platform()'
                AND pg_get_expr(policies.polwithcheck, tables.oid) = 'is_platform()'
          )
          AND NOT EXISTS (
              SELECT FROM pg_policy AS policies
              WHERE policies.polrelid = tables.oid
                AND coalesce(pg_get_expr(policies.polqual, tables.oid), '') <> 'is_platform()'
                AND (tables.relname, policies.polname, policies.polcmd)
                    <> ('accounts', 'newcomer', 'a')
          )
      )";

#[tokio::test]
async fn every_table_is_protected_and_led_by_the_tenant() {
    let Some(database) = server::create().await else { return };
    migrate(&fixtures::patient(&database.url)).await.unwrap();
    let admin = database.admin().await;
    let names = |rows: Vec<tokio_postgres::Row>| -> Vec<String> {
        rows.iter().map(|row| row.get(0)).collect()
    };
    assert_eq!(names(admin.query(UNPROTECTED, &[]).await.unwrap()), Vec::<String>::new());
    // The test notices.
    admin
        .batch_execute(
            "ALTER TABLE turns NO FORCE ROW LEVEL SECURITY;
             CREATE TABLE forgotten (tenant_id uuid, id uuid PRIMARY KEY);
             CREATE POLICY leak ON sessions FOR SELECT USING (current_tenant() IS NOT NULL);
             DROP POLICY platform ON tickets;",
        )
        .await
        .unwrap();
    let mut found = names(admin.query(UNPROTECTED, &[]).await.unwrap());
    found.sort();
    assert_eq!(found, ["forgotten", "sessions", "tickets", "turns"]);
}
