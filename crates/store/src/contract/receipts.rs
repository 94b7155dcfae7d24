//! Webhooks that were seen.

use kernel::StoreError;
use tokio::task::JoinSet;

use super::samples::{Shop, at};
use super::{Db, error_of, read, write};
use crate::tx::Durability;

pub async fn an_event_is_new_once(db: Db) {
    let shop = Shop::open(&db).await;
    for expected in [true, false, false] {
        let new = write(&db, shop.id, async |tx| {
            tx.receipts().insert_if_new("twilio", "SM1/sent", at(0)).await.unwrap()
        })
        .await;
        assert_eq!(new, expected);
    }
    write(&db, shop.id, async |tx| {
        let receipts = tx.receipts();
        assert!(receipts.insert_if_new("twilio", "SM1/delivered", at(0)).await.unwrap());
        assert!(receipts.insert_if_new("stripe", "SM1/sent", at(0)).await.unwrap());
        assert!(!receipts.insert_if_new("twilio", "SM1/sent", at(99)).await.unwrap());
    })
    .await;
}

pub async fn what_was_not_committed_is_new_again(db: Db) {
    let shop = Shop::open(&db).await;
    let mut tx = db.begin(shop.id).await.unwrap();
    assert!(tx.receipts().insert_if_new("twilio", "one", at(0)).await.unwrap());
    tx.rollback().await.unwrap();
    let new = write(&db, shop.id, async |tx| {
        tx.receipts().insert_if_new("twilio", "one", at(0)).await.unwrap()
    });
    assert!(new.await);
}

pub async fn an_event_is_new_to_one_of_many(db: Db) {
    let shop = Shop::open(&db).await;
    let mut racers = JoinSet::new();
    for _ in 0..16 {
        let (db, tenant) = (db.clone(), shop.id);
        racers.spawn(async move {
            let mut tx = db.begin(tenant).await.unwrap();
            let new = tx.receipts().insert_if_new("twilio", "one", at(0)).await.unwrap();
            tx.commit(Durability::Promised).await.unwrap();
            new
        });
    }
    assert_eq!(racers.join_all().await.into_iter().filter(|new| *new).count(), 1);
}

pub async fn an_answer_is_kept_with_its_event(db: Db) {
    let shop = Shop::open(&db).await;
    write(&db, shop.id, async |tx| {
        let receipts = tx.receipts();
        receipts.insert_answered("twilio", "SM1", at(0), "{\"reply\":\"¿qué?\"}").await.unwrap();
        receipts.insert_if_new("twilio", "SM2", at(0)).await.unwrap();
        assert!(!receipts.insert_if_new("twilio", "SM1", at(1)).await.unwrap());
    })
    .await;
    read(&db, shop.id, async |tx| {
        let receipts = tx.receipts();
        let kept = receipts.answer("twilio", "SM1").await.unwrap();
        assert_eq!(kept.as_deref(), Some("{\"reply\":\"¿qué?\"}"));
        for (provider, key) in [("twilio", "SM2"), ("twilio", "SM3"), ("stripe", "SM1")] {
            assert_eq!(receipts.answer(provider, key).await.unwrap(), None);
        }
    })
    .await;
    let mut tx = db.begin(shop.id).await.unwrap();
    let again = tx.receipts().insert_answered("twilio", "SM1", at(0), "other").await;
    let error = error_of(tx, again).await;
    assert!(matches!(error, StoreError::Constraint { .. }), "{error:?}");
}
