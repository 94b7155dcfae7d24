//! Keys with which programs of a business come in.

use identity::{ApiKey, Grant, KeyKind};
use kernel::{ApiKeyId, StoreError, TenantId};
use tokio::task::JoinSet;

use super::samples::{at, digest, id, key};
use super::{Db, error_of, read, write};

async fn insert(db: &Db, tenant: TenantId, key: &ApiKey) {
    write(db, tenant, async |tx| tx.keys().insert(key).await.unwrap()).await;
}

async fn find(db: &Db, tenant: TenantId, id: ApiKeyId) -> Option<ApiKey> {
    read(db, tenant, async |tx| tx.keys().find(id).await.unwrap()).await
}

async fn expire(db: &Db, tenant: TenantId, id: ApiKeyId, minute: i64) -> bool {
    write(db, tenant, async |tx| tx.keys().expire(id, at(minute)).await.unwrap()).await
}

async fn revoke(db: &Db, tenant: TenantId, id: ApiKeyId, minute: i64) -> bool {
    in_tx!(db, tenant, tx => tx.keys().revoke(id, at(minute)).await.unwrap())
}

pub async fn a_key_is_found_by_id_and_digest(db: Db) {
    let tenant = id();
    let widget = ApiKey {
        kind: KeyKind::Widget,
        origins: vec!["https://shop.example".to_owned(), "https://www.shop.example".to_owned()],
        grants: Vec::new(),
        ..key(1)
    };
    let dashboard = ApiKey {
        kind: KeyKind::Dashboard,
        grants: Grant::all().collect(),
        last_used_at: Some(at(1)),
        expires_at: Some(at(2)),
        revoked_at: Some(at(3)),
        ..key(2)
    };
    for key in [key(0), widget, dashboard] {
        assert_eq!(find(&db, tenant, key.id).await, None);
        insert(&db, tenant, &key).await;
        assert_eq!(find(&db, tenant, key.id).await.as_ref(), Some(&key));
        let found =
            read(&db, tenant, async |tx| tx.keys().find_by_hash(&key.hash).await.unwrap()).await;
        assert_eq!(found, Some(key));
    }
    let unknown = read(&db, tenant, async |tx| tx.keys().find_by_hash(&digest()).await.unwrap());
    assert_eq!(unknown.await, None);
}

pub async fn a_digest_and_an_id_are_one_keys(db: Db) {
    let (tenant, first) = (id(), key(0));
    insert(&db, tenant, &first).await;
    for twin in [ApiKey { hash: first.hash.clone(), ..key(1) }, ApiKey { id: first.id, ..key(1) }] {
        let mut tx = db.begin(tenant).await.unwrap();
        let inserted = tx.keys().insert(&twin).await;
        let error = error_of(tx, inserted).await;
        assert!(matches!(error, StoreError::Constraint { .. }), "{error:?}");
    }
    assert_eq!(read(&db, tenant, async |tx| tx.keys().list().await.unwrap()).await, [first]);
}

pub async fn keys_that_were_not_taken_back_are_listed_newest_first(db: Db) {
    let tenant = id();
    let all = [key(1), key(3), key(2), ApiKey { expires_at: Some(at(-9)), ..key(0) }];
    for key in &all {
        insert(&db, tenant, key).await;
    }
    let list = async || read(&db, tenant, async |tx| tx.keys().list().await.unwrap()).await;
    let expected = [&all[1], &all[2], &all[0], &all[3]].map(Clone::clone);
    assert_eq!(list().await, expected, "those that ran out too");
    assert!(revoke(&db, tenant, all[1].id, 9).await);
    assert_eq!(list().await, expected[1..]);
}

pub async fn a_key_was_last_used_at_the_latest_time(db: Db) {
    let (tenant, first, other) = (id(), key(0), key(0));
    insert(&db, tenant, &first).await;
    insert(&db, tenant, &other).await;
    for (minute, latest) in [(5, 5), (3, 5), (5, 5), (7, 7), (-1, 7)] {
        write(&db, tenant, async |tx| {
            tx.keys().used(first.id, at(minute)).await.unwrap();
            tx.keys().used(id(), at(minute)).await.unwrap();
        })
        .await;
        let found = find(&db, tenant, first.id).await.unwrap();
        assert_eq!(found, ApiKey { last_used_at: Some(at(latest)), ..first.clone() });
    }
    let mut users = JoinSet::new();
    for minute in 0..16 {
        let (db, id) = (db.clone(), first.id);
        users.spawn(async move {
            in_tx!(db, tenant, tx => tx.keys().used(id, at(minute * 7 % 16)).await.unwrap());
        });
    }
    users.join_all().await;
    let found = find(&db, tenant, first.id).await.unwrap();
    assert_eq!(found.last_used_at, Some(at(15)));
    assert_eq!(find(&db, tenant, other.id).await, Some(other));
}

pub async fn a_key_runs_out_at_the_earliest_time(db: Db) {
    let (tenant, first, other) = (id(), key(0), key(0));
    insert(&db, tenant, &first).await;
    insert(&db, tenant, &other).await;
    for (minute, earliest) in [(50, 50), (60, 50), (40, 40), (40, 40)] {
        assert!(expire(&db, tenant, first.id, minute).await);
        let found = find(&db, tenant, first.id).await.unwrap();
        assert_eq!(found, ApiKey { expires_at: Some(at(earliest)), ..first.clone() });
    }
    assert!(!expire(&db, tenant, id(), 1).await);
    assert!(revoke(&db, tenant, first.id, 5).await);
    let revoked = find(&db, tenant, first.id).await;
    assert!(!expire(&db, tenant, first.id, 1).await, "it was taken back");
    assert_eq!(find(&db, tenant, first.id).await, revoked);
    assert_eq!(find(&db, tenant, other.id).await, Some(other));
}

pub async fn a_key_is_taken_back_once(db: Db) {
    let (tenant, first, other) = (id(), key(0), key(0));
    insert(&db, tenant, &first).await;
    insert(&db, tenant, &other).await;
    let mut racers = JoinSet::new();
    for minute in 0..16 {
        let (db, id) = (db.clone(), first.id);
        racers.spawn(async move { revoke(&db, tenant, id, minute).await.then_some(at(minute)) });
    }
    let revoked: Vec<_> = racers.join_all().await.into_iter().flatten().collect();
    assert_eq!(revoked.len(), 1);
    assert!(!revoke(&db, tenant, id(), 0).await);
    // Found by its digest all the same: that it was taken back is for the asker to say.
    let found =
        read(&db, tenant, async |tx| tx.keys().find_by_hash(&first.hash).await.unwrap()).await;
    assert_eq!(found, Some(ApiKey { revoked_at: revoked.first().copied(), ..first }));
    assert_eq!(find(&db, tenant, other.id).await, Some(other));
}
