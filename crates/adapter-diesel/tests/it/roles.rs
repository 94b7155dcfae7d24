//! Whether row-level security binds whoever logs in.

use frontdesk_adapter_diesel::{migrate, open};
use kernel::{Id, IdSource, StoreError, SystemIds};
use store::Durability;

use crate::{fixtures, server};

fn new_id<K: kernel::IdKind>() -> Id<K> {
    let ids: &dyn IdSource = &SystemIds;
    ids.next()
}

/// A login role of this test, dropped by hand at its end.
async fn with_role(attributes: &str, test: impl AsyncFn(&server::TemporaryDatabase, &str)) {
    let Some(database) = server::create().await else { return };
    let admin = database.admin().await;
    let role = format!("test_{}", new_id::<kernel::id::JobKind>().as_uuid().simple());
    admin
        .batch_execute(&format!("CREATE ROLE {role} LOGIN PASSWORD '{role}' {attributes}"))
        .await
        .unwrap();
    test(&database, &role).await;
    admin
        .batch_execute(&format!("REASSIGN OWNED BY {role} TO CURRENT_USER; DROP OWNED BY {role}"))
        .await
        .unwrap();
    admin.batch_execute(&format!("DROP ROLE {role}")).await.unwrap();
}

#[tokio::test]
async fn an_ordinary_owner_is_bound_by_force() {
    with_role("", async |database, role| {
        let admin = database.admin().await;
        let name = database.url.rsplit('/').next().unwrap();
        admin
            .batch_execute(&format!(
                "ALTER DATABASE {name} OWNER TO {role}; GRANT CREATE ON SCHEMA public TO {role}"
            ))
            .await
            .unwrap();
        let config = fixtures::patient(&as_role(database, role));
        migrate(&config).await.unwrap();
        let db = open(&config).await.unwrap();
        fill_and_look(&db).await;
        let client = config.url.parse::<tokio_postgres::Config>().unwrap();
        let (client, connection) = client.connect(tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        let row = client.query_one("SELECT count(*) FROM customers", &[]).await.unwrap();
        assert_eq!(row.get::<_, i64>(0), 0);
    })
    .await;
}

#[tokio::test]
async fn a_role_above_the_policies_that_cannot_step_down_is_refused() {
    with_role("BYPASSRLS", async |database, role| {
        migrate(&fixtures::patient(&database.url)).await.unwrap();
        database
            .admin()
            .await
            .batch_execute(&format!("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"))
            .await
            .unwrap();
        let config = fixtures::patient(&as_role(database, role));
        match open(&config).await.err().unwrap() {
            StoreError::Forbidden(text) => assert!(text.contains("GRANT frontdesk_app"), "{text}"),
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn a_role_above_the_policies_steps_down_where_it_may() {
    with_role("BYPASSRLS", async |database, role| {
        migrate(&fixtures::patient(&database.url)).await.unwrap();
        database
            .admin()
            .await
            .batch_execute(&format!(
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role};
                 GRANT frontdesk_app TO {role}"
            ))
            .await
            .unwrap();
        let db = open(&fixtures::patient(&as_role(database, role))).await.unwrap();
        fill_and_look(&db).await;
    })
    .await;
}

async fn fill_and_look(db: &std::sync::Arc<dyn store::Database>) {
    let customer = store::contract::samples::customer();
    let (ours, theirs) = (new_id(), new_id());
    let mut tx = db.begin(ours).await.unwrap();
    assert!(tx.customers().insert_if_new(&customer).await.unwrap());
    tx.commit(Durability::Promised).await.unwrap();
    let mut tx = db.begin(ours).await.unwrap();
    assert_eq!(tx.customers().count().await.unwrap(), 1);
    let mut tx = db.begin(theirs).await.unwrap();
    assert_eq!(tx.customers().find(customer.id).await.unwrap(), None);
}

/// The URL of the same database, as another role.
fn as_role(database: &server::TemporaryDatabase, role: &str) -> String {
    let (_, place) = database.url.split_once("://").unwrap();
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    format!("postgres://{role}:{role}@{place}")
}
