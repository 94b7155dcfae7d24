//! Failing on purpose.

use std::sync::Arc;
use std::time::Duration;

use frontdesk_store::contract::Db;
use frontdesk_store::contract::samples::{Shop, customer, job};
use frontdesk_store::memory::Fault;
use frontdesk_store::{Database, Durability, MemoryDatabase};
use kernel::{StoreError, StoreResult, TenantId};

/// Five calls: opening, two writes, a question, the commit.
async fn work(db: &MemoryDatabase, tenant: TenantId) -> StoreResult<u64> {
    let mut tx = db.begin(tenant).await?;
    tx.customers().insert_if_new(&customer()).await?;
    tx.outbox().enqueue(&job(0)).await?;
    let count = tx.customers().count().await?;
    tx.commit(Durability::Promised).await?;
    Ok(count)
}

async fn open() -> (MemoryDatabase, Shop) {
    let memory = MemoryDatabase::new();
    let db: Db = Arc::new(memory.clone());
    let shop = Shop::open(&db).await;
    (memory, shop)
}

#[tokio::test]
async fn each_call_can_fail_and_leaves_nothing_behind() {
    let (db, shop) = open().await;
    let before = db.calls();
    assert_eq!(work(&db, shop.id).await.unwrap(), 1);
    let calls = db.calls() - before;
    assert_eq!(calls, 5);
    for nth in 1..=calls {
        db.fail_at(nth, Fault::Unavailable);
        let outcome = work(&db, shop.id).await;
        assert!(matches!(outcome, Err(StoreError::Unavailable(_))), "{nth}: {outcome:?}");
        db.fail_at(nth, Fault::Conflict);
        let outcome = work(&db, shop.id).await;
        assert!(matches!(outcome, Err(StoreError::Conflict(_))), "{nth}: {outcome:?}");
        assert_eq!(db.open_transactions(), 0);
    }
    assert_eq!(work(&db, shop.id).await.unwrap(), 2);
}

#[tokio::test]
async fn a_lost_answer_comes_after_the_commit() {
    let (db, shop) = open().await;
    for nth in 1..=5 {
        db.fail_at(nth, Fault::AnswerLost);
        work(&db, shop.id).await.unwrap_err();
    }
    let count = db.begin_read(shop.id).await.unwrap().customers().count().await.unwrap();
    assert_eq!(count, 1, "the last one was carried out");
}

#[tokio::test]
async fn a_number_of_calls_fail() {
    let (db, shop) = open().await;
    db.fail_next(3, Fault::Unavailable);
    for _ in 0..3 {
        assert!(db.check().await.is_err());
    }
    db.check().await.unwrap();
    db.fail_next(u64::MAX, Fault::Conflict);
    assert!(work(&db, shop.id).await.is_err());
    assert!(db.begin_platform().await.is_err());
    db.heal();
    work(&db, shop.id).await.unwrap();
}

#[tokio::test]
async fn a_fault_poisons_the_transaction() {
    let (db, shop) = open().await;
    let mut tx = db.begin(shop.id).await.unwrap();
    db.fail_next(1, Fault::Unavailable);
    tx.customers().count().await.unwrap_err();
    let next = tx.customers().count().await;
    assert!(matches!(next, Err(StoreError::Poisoned)), "{next:?}");

    let mut tx = db.begin_platform().await.unwrap();
    db.fail_next(1, Fault::Unavailable);
    tx.queue().waiting().await.unwrap_err();
    let next = tx.queue().waiting().await;
    assert!(matches!(next, Err(StoreError::Poisoned)), "{next:?}");
    assert!(matches!(tx.commit().await, Err(StoreError::Poisoned)));
}

#[tokio::test(start_paused = true)]
async fn a_hanging_database_does_not_answer_until_it_is_let_go() {
    let (db, shop) = open().await;
    db.hang(true);
    let patience = Duration::from_hours(1);
    assert!(tokio::time::timeout(patience, work(&db, shop.id)).await.is_err());
    assert!(tokio::time::timeout(patience, db.check()).await.is_err());
    assert_eq!(db.open_transactions(), 0);

    let waiting = tokio::spawn({
        let db = db.clone();
        async move { work(&db, shop.id).await }
    });
    tokio::time::sleep(patience).await;
    assert!(!waiting.is_finished());
    db.hang(false);
    assert_eq!(waiting.await.unwrap().unwrap(), 1);
}

#[tokio::test]
async fn open_transactions_are_counted() {
    let (db, shop) = open().await;
    let reader = db.begin_read(shop.id).await.unwrap();
    let writer = db.begin(shop.id).await.unwrap();
    let platform = db.begin_platform().await.unwrap();
    assert_eq!(db.open_transactions(), 3);
    reader.rollback().await.unwrap();
    writer.commit(Durability::Relaxed).await.unwrap();
    assert_eq!(db.open_transactions(), 1);
    drop(platform);
    assert_eq!(db.open_transactions(), 0);
}

#[tokio::test]
async fn writers_come_in_the_order_in_which_they_asked() {
    let (db, shop) = open().await;
    let first = db.begin(shop.id).await.unwrap();
    let order = Arc::new(std::sync::Mutex::new(Vec::new()));
    let mut tasks = Vec::new();
    for number in 0..8 {
        let (db, order, tenant) = (db.clone(), order.clone(), shop.id);
        tasks.push(tokio::spawn(async move {
            let tx = db.begin(tenant).await.unwrap();
            order.lock().unwrap().push(number);
            tx.commit(Durability::Relaxed).await.unwrap();
        }));
        tokio::task::yield_now().await;
    }
    first.rollback().await.unwrap();
    for task in tasks {
        task.await.unwrap();
    }
    assert!(order.lock().unwrap().iter().copied().eq(0..8));
}
