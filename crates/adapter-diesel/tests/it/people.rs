//! What protects people, keys and the record below the program: as somebody with SQL at hand sees it.

use diesel::prelude::*;
use identity::Role;
use kernel::TenantId;
use store::contract::samples::{
    at, done, id, invitation, join, key, member, registered, session, ticket,
};
use store::{Database, Durability};
use tokio_postgres::Client;

use crate::fixtures;

/// Tables that belong to businesses, and those that belong to none.
const OWN: [&str; 5] = ["members", "invitations", "api_keys", "audit", "answers"];
const NOBODYS: [&str; 3] = ["accounts", "sessions", "tickets"];

/// A row in every table.
async fn fill(db: &std::sync::Arc<dyn Database>) -> TenantId {
    let (tenant, ada) = (id(), registered(db).await);
    join(db, tenant, &member(&ada, Role::Owner, 0)).await;
    let mut tx = db.begin(tenant).await.unwrap();
    tx.invitations().insert(&invitation(0)).await.unwrap();
    tx.keys().insert(&key(0)).await.unwrap();
    tx.audit().append(&done(0)).await.unwrap();
    tx.audit().append(&done(1)).await.unwrap();
    tx.answers().begin("one", "print", at(0)).await.unwrap();
    tx.commit(Durability::Promised).await.unwrap();
    let mut tx = db.begin_platform().await.unwrap();
    tx.sessions().insert(&session(&ada, 0)).await.unwrap();
    tx.tickets().insert(&ticket(&ada)).await.unwrap();
    tx.commit().await.unwrap();
    tenant
}

async fn count(client: &Client, table: &str) -> i64 {
    let query = format!("SELECT count(*) FROM {table}");
    client.query_one(&query, &[]).await.unwrap().get(0)
}

/// How many rows a statement reached; `None` if it was refused.
async fn reached(client: &Client, sql: &str) -> Option<u64> {
    client.execute(sql, &[]).await.ok()
}

/// The program's own role, looking as `tenant`, as the platform, or as nobody.
async fn look_as(client: &Client, tenant: Option<TenantId>, platform: bool) {
    let tenant = tenant.map(|tenant| tenant.as_uuid().to_string()).unwrap_or_default();
    let platform = if platform { "on" } else { "" };
    client
        .batch_execute(&format!(
            "SET ROLE frontdesk_app; SET app.tenant = '{tenant}'; SET app.platform = '{platform}'"
        ))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_wrong_business_or_none_reaches_no_row() {
    let Some(opened) = fixtures::postgres().await else { return };
    let tenant = fill(&opened.db).await;
    let client = opened.admin().await;
    for who in [None, Some(id())] {
        look_as(&client, who, false).await;
        for table in OWN.into_iter().chain(NOBODYS) {
            assert_eq!(count(&client, table).await, 0, "{table}");
            let column = if table == "audit" { "at" } else { "id" };
            let column = if table == "answers" { "key" } else { column };
            let column = if table == "members" { "account_id" } else { column };
            let update = reached(&client, &format!("UPDATE {table} SET {column} = {column}")).await;
            assert_eq!(update.unwrap_or_default(), 0, "{table}");
            let delete = reached(&client, &format!("DELETE FROM {table}")).await;
            assert_eq!(delete.unwrap_or_default(), 0, "{table}");
        }
        let theirs = tenant.as_uuid();
        let steal = [
            format!("INSERT INTO audit VALUES ('{theirs}', 3, now(), '', '', '', '', '')"),
            format!("INSERT INTO answers VALUES ('{theirs}', 'two', '', now())"),
            format!(
                "INSERT INTO answers VALUES ('{theirs}', 'one', '', now()) ON CONFLICT DO NOTHING"
            ),
            format!(
                "INSERT INTO invitations VALUES
                 ('{theirs}', '{theirs}', 'eve@example.com', 'owner', '', now(), now(), NULL)"
            ),
        ];
        for sql in steal {
            assert_eq!(reached(&client, &sql).await, None, "{sql}");
        }
    }
    look_as(&client, Some(tenant), false).await;
    for table in OWN {
        assert_eq!(count(&client, table).await, if table == "audit" { 2 } else { 1 }, "{table}");
    }
}

#[tokio::test]
async fn a_business_adds_accounts_and_sees_and_changes_none() {
    let Some(opened) = fixtures::postgres().await else { return };
    let tenant = fill(&opened.db).await;
    let client = opened.admin().await;
    look_as(&client, Some(tenant), false).await;
    for table in NOBODYS {
        assert_eq!(count(&client, table).await, 0, "{table}");
        assert_eq!(reached(&client, &format!("UPDATE {table} SET id = id")).await, Some(0));
        assert_eq!(reached(&client, &format!("DELETE FROM {table}")).await, Some(0), "{table}");
    }
    let add = |address: &str, is_platform: bool, rest: &str| {
        format!(
            "INSERT INTO accounts VALUES (gen_random_uuid(), '{address}', 'Eve', NULL, NULL, NULL,
             {is_platform}, now(), now()) {rest}"
        )
    };
    assert_eq!(reached(&client, &add("one@example.com", false, "")).await, Some(1));
    assert_eq!(reached(&client, &add("two@example.com", true, "")).await, None);
    assert_eq!(reached(&client, &add("two@example.com", false, "RETURNING id")).await, None);
    let overwrite = "ON CONFLICT (email) DO UPDATE SET name = 'Eve'";
    assert_eq!(reached(&client, &add("one@example.com", false, overwrite)).await, None);
    let quietly = "ON CONFLICT DO NOTHING";
    assert_eq!(reached(&client, &add("one@example.com", false, quietly)).await, Some(0));
    look_as(&client, None, false).await;
    assert_eq!(reached(&client, &add("two@example.com", false, "")).await, None);

    // The platform sees people and their places, and nothing else of a business.
    look_as(&client, None, true).await;
    for table in NOBODYS {
        assert_eq!(count(&client, table).await, if table == "accounts" { 2 } else { 1 }, "{table}");
    }
    assert_eq!(count(&client, "members").await, 1);
    assert_eq!(reached(&client, "UPDATE members SET role = 'owner'").await, Some(0));
    for table in ["invitations", "api_keys", "audit", "answers"] {
        assert_eq!(count(&client, table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn the_record_is_only_added_to_on_postgresql() {
    let Some(opened) = fixtures::postgres().await else { return };
    let tenant = fill(&opened.db).await;
    let client = opened.admin().await;
    let first = format!("WHERE tenant_id = '{}' AND seq = 1", tenant.as_uuid());
    let copy = "INSERT INTO audit SELECT tenant_id, seq, at, 'Eve', action, subject, detail, hash";
    let change = "ON CONFLICT (tenant_id, seq) DO UPDATE SET actor = 'Eve'";
    let changes = [
        format!("UPDATE audit SET actor = 'Eve' {first}"),
        format!("DELETE FROM audit {first}"),
        format!("{copy} FROM audit {first} {change}"),
        "TRUNCATE audit".to_owned(),
        "TRUNCATE audit CASCADE".to_owned(),
    ];
    // Not the program's role, and not whoever owns the table either.
    for sql in &changes {
        let refused = client.execute(sql, &[]).await.unwrap_err();
        let constraint = refused.as_db_error().and_then(|error| error.constraint());
        assert_eq!(constraint, Some("audit_stays"), "{sql}: {refused:?}");
    }
    look_as(&client, Some(tenant), false).await;
    for sql in &changes {
        assert_eq!(reached(&client, sql).await, None, "{sql}");
    }
    assert_eq!(count(&client, "audit WHERE actor <> 'Eve'").await, 2);
}

#[tokio::test]
async fn the_record_is_only_added_to_on_sqlite() {
    let opened = fixtures::sqlite().await;
    fill(&opened.db).await;
    let path = opened.config.url.strip_prefix("sqlite:").unwrap();
    let mut connection = SqliteConnection::establish(path).unwrap();
    let copy = "INTO audit SELECT tenant_id, seq, at, 'Eve', action, subject, detail, hash
                FROM audit WHERE seq = 1";
    for sql in [
        "UPDATE audit SET actor = 'Eve' WHERE seq = 1".to_owned(),
        "UPDATE OR REPLACE audit SET seq = 2 WHERE seq = 1".to_owned(),
        "DELETE FROM audit".to_owned(),
        format!("INSERT OR REPLACE {copy}"),
        format!("INSERT {copy} ON CONFLICT DO UPDATE SET actor = 'Eve'"),
    ] {
        let refused = diesel::sql_query(&sql).execute(&mut connection).unwrap_err();
        assert_eq!(refused.to_string(), "audit_stays", "{sql}");
    }
    let left = diesel::sql_query("DELETE FROM audit WHERE actor = 'Eve'").execute(&mut connection);
    assert_eq!(left, Ok(0));
}
