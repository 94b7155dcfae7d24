//! Row-level security and the wire, seen from inside: queries that forget the tenant, commits in one
//! trip, connections that are given back.

use std::time::Duration;

use diesel::prelude::*;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use kernel::{StoreError, TenantId};
use store::contract::samples::{Shop, at, call, customer, id, job, turn};
use store::{Database, Durability};

use self::server::TemporaryDatabase;
use super::PostgresDatabase;
use super::stores::{Access, Scope, Session};
use crate::columns::Bind;
use crate::schema::{calls, customers, outbox, tenants};
use crate::{Config, migrate};

#[path = "../../tests/it/server.rs"]
mod server;

async fn open() -> Option<(PostgresDatabase, TemporaryDatabase)> {
    open_with(|config| config).await
}

async fn open_with(
    change: impl FnOnce(Config) -> Config,
) -> Option<(PostgresDatabase, TemporaryDatabase)> {
    let temporary = server::create().await?;
    let config = change(Config {
        connect_timeout: Duration::from_secs(20),
        wait_timeout: Duration::from_secs(20),
        ..Config::new(&temporary.url)
    });
    migrate(&config).await.unwrap();
    Some((PostgresDatabase::open(&config).await.unwrap(), temporary))
}

fn session(db: &PostgresDatabase, scope: Scope) -> Session {
    Session::new(db.source.clone(), scope, Access::Write)
}

/// So many customers and jobs, and one business.
async fn fill(db: &PostgresDatabase, tenant: TenantId, count: usize) {
    let mut tx = db.begin(tenant).await.unwrap();
    for _ in 0..count {
        tx.customers().insert_if_new(&customer()).await.unwrap();
        tx.outbox().enqueue(&job(0)).await.unwrap();
    }
    let business = store::contract::samples::tenant(tenant);
    tx.tenants().put(&business).await.unwrap();
    tx.commit(Durability::Relaxed).await.unwrap();
}

/// Customers, jobs and businesses that a session sees when it does not ask for its own.
async fn seen(session: &mut Session) -> (i64, i64, i64) {
    let customers = customers::table.count().get_result(&mut session.wire().await.unwrap()).await;
    let customers = session.checked(customers).unwrap();
    let jobs = outbox::table.count().get_result(&mut session.wire().await.unwrap()).await;
    let jobs = session.checked(jobs).unwrap();
    let businesses = tenants::table.count().get_result(&mut session.wire().await.unwrap()).await;
    (customers, jobs, session.checked(businesses).unwrap())
}

#[tokio::test]
async fn a_query_without_the_tenant_sees_only_the_current_tenant() {
    let Some((db, _guard)) = open().await else { return };
    let (ours, theirs) = (id(), id());
    fill(&db, ours, 3).await;
    fill(&db, theirs, 4).await;
    let see = async |scope| seen(&mut session(&db, scope)).await;
    assert_eq!(see(Scope::Tenant(ours)).await, (3, 3, 1));
    assert_eq!(see(Scope::Tenant(theirs)).await, (4, 4, 1));
    assert_eq!(see(Scope::Tenant(id())).await, (0, 0, 0));
    // The platform sees jobs and whose number is whose, and no customer.
    assert_eq!(see(Scope::Platform).await, (0, 7, 2));
}

#[tokio::test]
async fn the_platform_sees_the_one_call_whose_name_it_knows() {
    let Some((db, _guard)) = open().await else { return };
    let (tenant, one, other) = (id(), call(0), call(1));
    let mut tx = db.begin(tenant).await.unwrap();
    tx.calls().insert_if_new(&one).await.unwrap();
    tx.calls().insert_if_new(&other).await.unwrap();
    tx.commit(Durability::Relaxed).await.unwrap();
    let mut platform = session(&db, Scope::Platform);
    let number: &mut dyn tenancy::NumberStore = &mut platform;
    assert_eq!(number.owner_of_call(one.provider_id.as_str()).await.unwrap(), Some(tenant));
    assert_eq!(number.owner_of_call("CAunknown").await.unwrap(), None);
    let all = calls::table.count().get_result::<i64>(&mut platform.wire().await.unwrap()).await;
    assert_eq!(platform.checked(all).unwrap(), 0);
}

#[tokio::test]
async fn a_statement_without_the_tenant_changes_only_the_current_tenant() {
    let Some((db, _guard)) = open().await else { return };
    let (ours, theirs) = (id(), id());
    fill(&db, ours, 3).await;
    fill(&db, theirs, 4).await;
    let mut tx = session(&db, Scope::Tenant(ours));
    let deleted = diesel::delete(customers::table).execute(&mut tx.wire().await.unwrap()).await;
    assert_eq!(tx.checked(deleted).unwrap(), 3);
    drop(tx);

    // Nor can a row be handed to somebody else.
    let mut tx = session(&db, Scope::Tenant(theirs));
    let given = diesel::update(customers::table)
        .set(customers::tenant_id.eq(Bind(ours)))
        .execute(&mut tx.wire().await.unwrap())
        .await;
    assert!(matches!(tx.checked(given), Err(StoreError::Forbidden(_))));
}

#[tokio::test]
async fn nothing_is_left_on_a_connection_that_is_given_back() {
    let Some((db, _guard)) = open_with(|config| Config { connections: 1, ..config }).await else {
        return;
    };
    let (ours, theirs) = (id(), id());
    fill(&db, ours, 3).await;
    fill(&db, theirs, 4).await;
    for _ in 0..10 {
        assert_eq!(seen(&mut session(&db, Scope::Tenant(ours))).await, (3, 3, 1));
        assert_eq!(seen(&mut session(&db, Scope::Platform)).await, (0, 7, 2));
        assert_eq!(seen(&mut session(&db, Scope::Tenant(theirs))).await, (4, 4, 1));
        // Outside of any transaction.
        let mut connection = db.source.connection().await.unwrap();
        let count: i64 = customers::table.count().get_result(&mut connection).await.unwrap();
        assert_eq!(count, 0);
    }
}

#[tokio::test]
async fn a_commit_in_one_trip_reports_the_constraint_that_was_violated() {
    let Some((db, _guard)) = open().await else { return };
    let (tenant, call) = (id(), call(0));
    let mut tx = db.begin(tenant).await.unwrap();
    tx.calls().insert_if_new(&call).await.unwrap();
    tx.conversations().save_turn(&turn(&call, 0, 0)).await.unwrap();
    tx.commit(Durability::Promised).await.unwrap();

    // Twice: with statements that have to be prepared, and with statements that are.
    for _ in 0..2 {
        let mut tx = db.begin(tenant).await.unwrap();
        tx.outbox().enqueue(&job(0)).await.unwrap();
        tx.conversations().save_turn(&turn(&call, 0, 0)).await.unwrap();
        tx.outbox().enqueue(&job(0)).await.unwrap();
        let error = tx.commit(Durability::Promised).await.unwrap_err();
        assert!(error.violates("turns_tenant_id_call_id_turn_no_role_key"), "{error:?}");
    }
    let mut tx = db.begin(tenant).await.unwrap();
    assert_eq!(tx.outbox().recent(9).await.unwrap(), []);
    assert_eq!(tx.conversations().transcript(call.id).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_overlap_that_gets_past_the_question_meets_the_constraint() {
    let Some((db, guard)) = open().await else { return };
    let admin = guard.admin().await;
    let db: std::sync::Arc<dyn Database> = std::sync::Arc::new(db);
    let shop = Shop::open(&db).await;
    let mut tx = db.begin(shop.id).await.unwrap();
    tx.appointments().claim(&shop.appointment(0, 30), at(-60)).await.unwrap();
    tx.commit(Durability::Promised).await.unwrap();
    let copy = "INSERT INTO appointments SELECT tenant_id, gen_random_uuid(), customer_id, call_id,
        service_id, staff_id, starts_at + interval '29 min', ends_at + interval '29 min',
        busy_until + interval '29 min', status, held_until, name, notes, version, created_at,
        updated_at FROM appointments";
    let error = admin.batch_execute(copy).await.unwrap_err();
    let error = error.as_db_error().unwrap();
    assert_eq!(error.constraint(), Some("appointments_no_overlap"));
}

/// Notes, from inside the server, how each transaction that adds a job is committed.
const SPY: &str = "
    CREATE TABLE spied (value text);
    GRANT ALL ON spied TO frontdesk_app;
    CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO spied VALUES (current_setting('synchronous_commit'));
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER spy AFTER INSERT ON outbox DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION spy();";

#[tokio::test]
async fn only_what_was_promised_waits_for_the_disk() {
    let Some((db, guard)) = open().await else { return };
    let admin = guard.admin().await;
    admin.batch_execute(SPY).await.unwrap();
    for (durability, expected) in
        [(Durability::Promised, "on"), (Durability::Relaxed, "off"), (Durability::Promised, "on")]
    {
        for with_a_read in [false, true] {
            let mut tx = db.begin(id()).await.unwrap();
            tx.outbox().enqueue(&job(0)).await.unwrap();
            if with_a_read {
                tx.outbox().recent(1).await.unwrap();
            }
            tx.commit(durability).await.unwrap();
            let rows = admin.query("DELETE FROM spied RETURNING value", &[]).await.unwrap();
            assert_eq!(rows.len(), 1);
            assert_eq!(rows[0].get::<_, &str>(0), expected);
        }
    }
}

#[tokio::test]
async fn time_limits_are_set_on_every_connection() {
    let Some((db, _guard)) =
        open_with(|config| Config { lock_timeout: Duration::from_millis(70), ..config }).await
    else {
        return;
    };
    let call = call(0);
    let tenant = id();
    let mut tx = db.begin(tenant).await.unwrap();
    tx.calls().insert_if_new(&call).await.unwrap();
    tx.conversations().save_turn(&turn(&call, 0, 0)).await.unwrap();
    tx.commit(Durability::Relaxed).await.unwrap();

    let mut first = db.begin(tenant).await.unwrap();
    first.open_turn(call.provider_id.as_str()).await.unwrap();
    let mut second = db.begin(tenant).await.unwrap();
    let waited = second.open_turn(call.provider_id.as_str()).await;
    assert!(matches!(waited, Err(StoreError::Unavailable(_))), "{waited:?}");
    // Reading waits for nobody.
    let mut third = db.begin_read(tenant).await.unwrap();
    assert_eq!(third.conversations().transcript(call.id).await.unwrap().len(), 1);
}

/// Why a commit looks at every answer.
#[tokio::test]
async fn postgresql_commits_a_failed_transaction_without_a_word() {
    let Some((db, _guard)) = open().await else { return };
    let mut connection = db.source.connection().await.unwrap();
    connection.batch_execute("BEGIN").await.unwrap();
    connection.batch_execute("SELECT 1/0").await.unwrap_err();
    connection.batch_execute("COMMIT").await.unwrap();
}

/// A restart of the server, as the pool sees it.
#[tokio::test]
async fn connections_that_the_server_closed_are_replaced() {
    let Some((db, guard)) = open().await else { return };
    fill(&db, id(), 1).await;
    let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let mut open = db.begin(id()).await.unwrap();
    open.customers().count().await.unwrap();
    let admin = guard.admin().await;
    admin.batch_execute(kill).await.unwrap();
    // The one that was in use is lost; whether its end was seen yet, nobody knows.
    assert!(matches!(open.customers().count().await, Err(StoreError::Unavailable(_))));
    drop(open);
    // One that was idle may be met once.
    let mut failures = 0;
    for _ in 0..6 {
        let mut tx = db.begin(id()).await.unwrap();
        failures += usize::from(tx.customers().count().await.is_err());
    }
    assert!(failures <= 1, "{failures}");
}

/// A worker thread whose runtime ended leaves dead connections behind in the pool of its thread.
#[test]
fn connections_of_a_runtime_that_ended_are_replaced() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let first = runtime();
    let Some((db, _guard)) = first.block_on(open()) else { return };
    first.block_on(fill(&db, id(), 1));
    drop(first);
    runtime().block_on(fill(&db, id(), 1));
}

#[tokio::test]
async fn statements_need_not_be_kept_prepared() {
    let Some((db, _guard)) = open_with(|config| Config { statement_cache: false, ..config }).await
    else {
        return;
    };
    let (tenant, call) = (id(), call(0));
    fill(&db, tenant, 3).await;
    let mut tx = db.begin(tenant).await.unwrap();
    tx.open_turn(call.provider_id.as_str()).await.unwrap();
    tx.calls().insert_if_new(&call).await.unwrap();
    tx.conversations().save_turn(&turn(&call, 0, 0)).await.unwrap();
    tx.commit(Durability::Promised).await.unwrap();
    let error = {
        let mut tx = db.begin(tenant).await.unwrap();
        tx.conversations().save_turn(&turn(&call, 0, 0)).await.unwrap();
        tx.commit(Durability::Relaxed).await.unwrap_err()
    };
    assert!(error.violates("turns_tenant_id_call_id_turn_no_role_key"), "{error:?}");
    assert_eq!(seen(&mut session(&db, Scope::Tenant(tenant))).await, (3, 3, 1));
}

#[tokio::test]
async fn a_transaction_that_did_nothing_costs_nothing() {
    // No server is there to be asked.
    let config = Config::new("postgres://nobody@127.0.0.1:1/nothing");
    let db = PostgresDatabase { source: super::Source::new(&config, false).unwrap() };
    let tx = db.begin(id()).await.unwrap();
    tx.commit(Durability::Promised).await.unwrap();
    let mut tx = db.begin(id()).await.unwrap();
    assert!(matches!(tx.customers().count().await, Err(StoreError::Unavailable(_))));
    assert!(matches!(db.check().await, Err(StoreError::Unavailable(_))));
}
