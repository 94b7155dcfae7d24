//! Transactions that may only read.

use std::time::Duration;

use kernel::StoreError;

use super::samples::{Shop, at, call, catalogue, customer, job, message, turn};
use super::{Db, error_of, read, write};
use crate::tx::{Durability, Tx};

fn is_forbidden<T: std::fmt::Debug>(outcome: &Result<T, StoreError>) {
    assert!(matches!(outcome, Err(StoreError::Forbidden(_))), "{outcome:?}");
}

pub async fn a_reader_may_not_write(db: Db) {
    let shop = Shop::open(&db).await;
    let call = call(0);
    write(&db, shop.id, async |tx| tx.calls().insert_if_new(&call).await.unwrap()).await;
    let reader = async || db.begin_read(shop.id).await.unwrap();

    let ada = customer();
    is_forbidden(&reader().await.customers().insert_if_new(&ada).await);
    is_forbidden(&reader().await.calls().insert_if_new(&super::samples::call(1)).await);
    is_forbidden(&reader().await.calls().update(&call).await);
    is_forbidden(&reader().await.appointments().claim(&shop.appointment(0, 30), at(0)).await);
    is_forbidden(&reader().await.messages().insert(&message(None, 0)).await);
    is_forbidden(&reader().await.messages().lock(super::samples::id()).await);
    is_forbidden(&reader().await.customers().set_opted_out(ada.id, true, at(0)).await);
    is_forbidden(&reader().await.receipts().insert_if_new("twilio", "one", at(0)).await);
    is_forbidden(&reader().await.schedules().save(&catalogue()).await);
    is_forbidden(&reader().await.tenants().put(&shop.tenant).await);

    let mut tx = reader().await;
    is_forbidden(&tx.customers().insert_if_new(&ada).await);
    let next = tx.customers().count().await;
    assert!(matches!(next, Err(StoreError::Poisoned)), "{next:?}");

    let nothing = read(&db, shop.id, async |tx| tx.customers().count().await.unwrap()).await;
    assert_eq!(nothing, 0);
}

pub async fn a_reader_may_not_leave_work_to_the_commit_either(db: Db) {
    let shop = Shop::open(&db).await;
    let call = call(0);
    write(&db, shop.id, async |tx| tx.calls().insert_if_new(&call).await.unwrap()).await;

    let mut tx = db.begin_read(shop.id).await.unwrap();
    let saved = tx.conversations().save_turn(&turn(&call, 0, 0)).await;
    is_forbidden::<()>(&Err(error_of(tx, saved).await));
    let mut tx = db.begin_read(shop.id).await.unwrap();
    let queued = tx.outbox().enqueue(&job(0)).await;
    is_forbidden::<()>(&Err(error_of(tx, queued).await));

    read(&db, shop.id, async |tx| {
        assert!(tx.conversations().transcript(call.id).await.unwrap().is_empty());
        assert!(tx.outbox().recent(9).await.unwrap().is_empty());
    })
    .await;
}

pub async fn a_reader_may_commit(db: Db) {
    let shop = Shop::open(&db).await;
    for durability in [Durability::Promised, Durability::Relaxed] {
        let mut tx = db.begin_read(shop.id).await.unwrap();
        assert_eq!(tx.tenants().find().await.unwrap().as_ref(), Some(&*shop.tenant));
        tx.commit(durability).await.unwrap();
    }
}

async fn state(tx: &mut Box<dyn Tx>) -> (u64, usize) {
    let customers = tx.customers().count().await.unwrap();
    (customers, tx.outbox().recent(9).await.unwrap().len())
}

pub async fn a_reader_sees_one_state(db: Db) {
    let shop = Shop::open(&db).await;
    let mut reader = db.begin_read(shop.id).await.unwrap();
    assert_eq!(state(&mut reader).await, (0, 0));
    write(&db, shop.id, async |tx| {
        tx.customers().insert_if_new(&customer()).await.unwrap();
        tx.outbox().enqueue(&job(0)).await.unwrap();
    })
    .await;
    assert_eq!(state(&mut reader).await, (0, 0));
    reader.rollback().await.unwrap();
    assert_eq!(read(&db, shop.id, state).await, (1, 1));
}

pub async fn a_reader_never_sees_unfinished_work_and_waits_for_nobody(db: Db) {
    let shop = Shop::open(&db).await;
    let mut writer = db.begin(shop.id).await.unwrap();
    writer.customers().insert_if_new(&customer()).await.unwrap();
    let reading = read(&db, shop.id, async |tx| tx.customers().count().await.unwrap());
    let count = tokio::time::timeout(Duration::from_secs(5), reading).await;
    assert_eq!(count, Ok(0));
    writer.commit(Durability::Promised).await.unwrap();
}
