//! What is SQLite's own: one file, several programs.

use std::sync::Arc;

use frontdesk_adapter_diesel::open;
use scheduling::Claim;
use store::Durability;
use store::contract::samples::{Shop, at};
use tokio::task::JoinSet;

use crate::fixtures;

/// Two programs, as far as SQLite can tell: neither knows of the other's queue.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_programs_share_one_file() {
    let first = fixtures::sqlite().await;
    let second = open(&first.config).await.unwrap();
    let shop = Shop::open(&first.db).await;
    let stores = [Arc::clone(&first.db), second];

    let mut tasks = JoinSet::new();
    for index in 0..64 {
        let db = Arc::clone(&stores[index % 2]);
        let appointment = shop.appointment(0, 30);
        let tenant = shop.id;
        tasks.spawn(async move {
            // Reads before it writes, and is not tried again: fails under BEGIN DEFERRED.
            let mut tx = db.begin(tenant).await.unwrap();
            tx.appointments().find(appointment.id).await.unwrap();
            let claim = tx.appointments().claim(&appointment, at(-60)).await.unwrap();
            tx.commit(Durability::Relaxed).await.unwrap();
            claim
        });
    }
    let claims = tasks.join_all().await;
    assert_eq!(claims.iter().filter(|claim| **claim == Claim::Won).count(), 1, "{claims:?}");
    assert_eq!(claims.iter().filter(|claim| **claim == Claim::Taken).count(), 63);
}

/// A call comes in while something else is being written.
#[tokio::test]
async fn whose_number_it_is_waits_for_no_writer() {
    for opened in fixtures::all().await {
        let shop = Shop::open(&opened.db).await;
        let mut writer = opened.db.begin(shop.id).await.unwrap();
        writer.tenants().put(&shop.tenant).await.unwrap();
        let mut tx = opened.db.begin_platform().await.unwrap();
        let owner = tx.numbers().owner_of(&shop.tenant.phone).await.unwrap();
        assert_eq!(owner, Some(shop.id));
        writer.rollback().await.unwrap();
        // The same transaction may go on to work on the queue.
        assert_eq!(tx.queue().waiting().await.unwrap(), 0);
        assert_eq!(tx.numbers().owner_of(&shop.tenant.phone).await.unwrap(), Some(shop.id));
        tx.commit().await.unwrap();
    }
}
