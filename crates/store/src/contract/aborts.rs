//! Tasks that die at some await, whichever that is: a carrier that hangs up, a time limit.

use std::time::Duration;

use kernel::{StoreResult, TenantId};
use scheduling::{Appointment, Claim};

use super::samples::{Shop, at, customer, id, job};
use super::{Db, read, write};
use crate::tx::Durability;

pub async fn an_aborted_task_leaves_nothing_behind(db: Db) {
    async fn hold(db: Db, tenant: TenantId, wanted: [Appointment; 2]) -> StoreResult<()> {
        let mut tx = db.begin(tenant).await?;
        for new in &wanted {
            tx.appointments().claim(new, at(-30)).await?;
            tx.outbox().enqueue(&job(0)).await?;
        }
        // Never commits: the time must stay free.
        std::future::pending().await
    }

    let shop = Shop::open(&db).await;
    for round in 0..60 {
        let wanted = [shop.appointment(0, 30), shop.appointment(60, 90)];
        let task = tokio::spawn(hold(db.clone(), shop.id, wanted));
        tokio::time::sleep(Duration::from_micros(round * 100)).await;
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
    }

    write(&db, shop.id, async |tx| {
        for new in [shop.appointment(0, 30), shop.appointment(60, 90)] {
            assert_eq!(tx.appointments().claim(&new, at(-30)).await.unwrap(), Claim::Won);
        }
        assert!(tx.outbox().recent(255).await.unwrap().is_empty());
    })
    .await;
}

/// The same through the commit: all of it is there or nothing.
pub async fn an_aborted_commit_is_whole(db: Db) {
    async fn work(db: Db, tenant: TenantId) -> StoreResult<()> {
        let mut tx = db.begin(tenant).await?;
        tx.customers().insert_if_new(&customer()).await?;
        tx.outbox().enqueue(&job(0)).await?;
        tx.customers().insert_if_new(&customer()).await?;
        tx.commit(Durability::Promised).await
    }

    for round in 0..60 {
        // A business of its own, so that no round waits for what another one left.
        let tenant: TenantId = id();
        let task = tokio::spawn(work(db.clone(), tenant));
        tokio::time::sleep(Duration::from_micros(round * 80)).await;
        task.abort();
        let committed = matches!(task.await, Ok(Ok(())));
        // Waits for whatever is still going on: a commit that was sent cannot be called back.
        write(&db, tenant, async |tx| tx.outbox().enqueue(&job(1)).await.unwrap()).await;
        let rows = read(&db, tenant, async |tx| {
            let jobs = tx.outbox().recent(9).await.unwrap().len() - 1;
            (tx.customers().count().await.unwrap(), jobs)
        })
        .await;
        assert!(matches!(rows, (0, 0) | (2, 1)), "{rows:?}");
        assert!(!committed || rows == (2, 1), "{rows:?}");
    }
    // And the database still answers.
    db.check().await.unwrap();
}
