//! Callers hang up: a transaction may be dropped at any point.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use scheduling::Claim;
use store::contract::samples::{Shop, at, call, customer, id, job, turn};
use store::{Database, Durability};
use tokio::task::JoinSet;

use crate::fixtures;

/// Polls `work` at most `times`, then drops it. Whether it came to its end.
async fn abandoned_after<T>(times: usize, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    let mut left = times;
    poll_fn(move |context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        work.as_mut().poll(context).map(Some)
    })
    .await
}

/// Several statements, deferred ones among them, which all belong together.
async fn one_call(db: &Arc<dyn Database>, tenant: kernel::TenantId) {
    let call = call(0);
    let mut tx = db.begin(tenant).await.unwrap();
    tx.open_turn(call.provider_id.as_str()).await.unwrap();
    tx.customers().insert_if_new(&customer()).await.unwrap();
    assert!(tx.calls().insert_if_new(&call).await.unwrap());
    tx.conversations().save_turn(&turn(&call, 0, 0)).await.unwrap();
    tx.outbox().enqueue(&job(0)).await.unwrap();
    tx.commit(Durability::Relaxed).await.unwrap();
}

/// Customers, calls, lines and jobs.
async fn counts(db: &Arc<dyn Database>, tenant: kernel::TenantId) -> (u64, usize, usize, usize) {
    let mut tx = db.begin_read(tenant).await.unwrap();
    let customers = tx.customers().count().await.unwrap();
    let calls = tx.calls().recent(100).await.unwrap();
    let mut lines = 0;
    for call in &calls {
        lines += tx.conversations().transcript(call.id).await.unwrap().len();
    }
    let jobs = tx.outbox().recent(100).await.unwrap().len();
    (customers, calls.len(), lines, jobs)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_that_is_abandoned_at_any_point_leaves_all_or_nothing() {
    for opened in fixtures::all().await {
        for times in 0..60 {
            let tenant = id();
            let db = &opened.db;
            let finished = abandoned_after(times, one_call(db, tenant)).await.is_some();
            // Not held up by what was abandoned, and not on its connection.
            one_call(db, tenant).await;
            let (customers, calls, lines, jobs) = counts(db, tenant).await;
            assert!(customers == 1 || customers == 2, "{times}");
            assert_eq!((calls, lines, jobs).0, lines, "{times}");
            assert_eq!(u64::try_from(calls).unwrap(), customers, "{times}");
            assert_eq!(jobs, calls, "{times}");
            assert!(!finished || customers == 2, "{times}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn aborted_tasks_leave_the_database_usable() {
    for opened in fixtures::all().await {
        let tenant = id();
        let mut tasks = JoinSet::new();
        for index in 0..48_u64 {
            let db = Arc::clone(&opened.db);
            tasks.spawn(async move {
                let pause = Duration::from_micros(index * 150);
                let _ = tokio::time::timeout(pause, one_call(&db, tenant)).await;
            });
        }
        tasks.join_all().await;
        one_call(&opened.db, tenant).await;
        let (customers, calls, lines, jobs) = counts(&opened.db, tenant).await;
        assert_eq!(u64::try_from(calls).unwrap(), customers);
        assert_eq!((lines, jobs), (calls, calls));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_was_given_up_poisons_its_transaction() {
    for opened in fixtures::all().await {
        let db = &opened.db;
        let mut tx = db.begin(id()).await.unwrap();
        tx.customers().count().await.unwrap();
        assert!(abandoned_after(1, tx.customers().count()).await.is_none());
        assert!(matches!(tx.customers().count().await, Err(kernel::StoreError::Poisoned)));
        assert!(tx.commit(Durability::Relaxed).await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_many_wins_a_slot() {
    for opened in fixtures::all().await {
        let shop = Shop::open(&opened.db).await;
        let mut tasks = JoinSet::new();
        for _ in 0..64 {
            let (db, shop) = (Arc::clone(&opened.db), shop.clone());
            tasks.spawn(async move {
                let mut tx = db.begin(shop.id).await.unwrap();
                let claim = tx.appointments().claim(&shop.appointment(0, 30), at(-60)).await;
                tx.commit(Durability::Promised).await.unwrap();
                claim.unwrap()
            });
        }
        let claims = tasks.join_all().await;
        assert_eq!(claims.iter().filter(|claim| **claim == Claim::Won).count(), 1, "{claims:?}");
    }
}
