//! Transactions that may only read.

use std::time::Duration;

use identity::Role;
use kernel::StoreError;

use super::samples::{
    Shop, account, at, call, catalogue, customer, done, id, invitation, job, key, member, message,
    registered, turn,
};
use super::{Db, error_of, read, write};
use crate::answers::Earlier;
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
    is_forbidden(&reader().await.messages().lock(id()).await);
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

/// Not even what would change nothing.
pub async fn a_reader_may_not_write_of_people_and_keys(db: Db) {
    let tenant = id();
    let (ada, invited, till) = (registered(&db).await, invitation(0), key(0));
    let reader = async || db.begin_read(tenant).await.unwrap();

    is_forbidden(&reader().await.accounts().insert_if_new(&account()).await);
    is_forbidden(&reader().await.members().put(&member(&ada, Role::Owner, 0)).await);
    is_forbidden(&reader().await.members().remove(ada.id).await);
    is_forbidden(&reader().await.invitations().insert(&invited).await);
    is_forbidden(&reader().await.invitations().close(invited.id, at(0)).await);
    is_forbidden(&reader().await.keys().insert(&till).await);
    is_forbidden(&reader().await.keys().used(till.id, at(0)).await);
    is_forbidden(&reader().await.keys().expire(till.id, at(0)).await);
    is_forbidden(&reader().await.keys().revoke(till.id, at(0)).await);
    is_forbidden(&reader().await.audit().append(&done(0)).await);
    is_forbidden(&reader().await.answers().begin("one", "print", at(0)).await);
    is_forbidden(&reader().await.answers().keep("one", at(0), "done").await);
    is_forbidden(&reader().await.answers().let_go("one", at(0)).await);
    is_forbidden(&reader().await.answers().forget(at(0), 9).await);

    let mut tx = reader().await;
    is_forbidden(&tx.audit().append(&done(0)).await);
    let next = tx.audit().after(0, 9).await;
    assert!(matches!(next, Err(StoreError::Poisoned)), "{next:?}");
    write(&db, tenant, async |tx| {
        assert!(tx.members().list().await.unwrap().is_empty());
        assert!(tx.invitations().open(at(0)).await.unwrap().is_empty());
        assert!(tx.keys().list().await.unwrap().is_empty());
        assert!(tx.audit().after(0, 9).await.unwrap().is_empty());
        let earlier = tx.answers().begin("one", "print", at(0)).await.unwrap();
        assert_eq!(earlier, Earlier::Nothing);
    })
    .await;
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
