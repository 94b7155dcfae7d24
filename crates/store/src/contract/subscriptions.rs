//! What a business has ordered.

use billing::{Subscription, SubscriptionEvent, SubscriptionStatus};
use kernel::StoreError;

use super::samples::{Shop, at, id};
use super::{Db, read, write};

/// A subscription of `shop` on trial.
fn trial(shop: &Shop) -> Subscription {
    Subscription::new(shop.id, ("usd", "pilot"), 30, at(0))
}

pub async fn what_was_ordered_is_found(db: Db) {
    let shop = Shop::open(&db).await;
    let ordered = trial(&shop);
    read(&db, shop.id, async |tx| {
        assert_eq!(tx.subscriptions().find().await.unwrap(), None);
    })
    .await;
    write(&db, shop.id, async |tx| {
        assert_eq!(tx.subscriptions().lock().await.unwrap(), None);
        tx.subscriptions().put(&ordered).await.unwrap();
        assert_eq!(tx.subscriptions().find().await.unwrap().as_ref(), Some(&ordered));
    })
    .await;
    let paid = SubscriptionEvent::Paid { until: at(99) };
    let paid = ordered.after(&paid, at(5)).unwrap();
    write(&db, shop.id, async |tx| tx.subscriptions().put(&paid).await.unwrap()).await;
    let found = read(&db, shop.id, async |tx| tx.subscriptions().find().await.unwrap()).await;
    assert_eq!(found, Some(paid));
}

pub async fn every_subscription_status_is_kept(db: Db) {
    let shop = Shop::open(&db).await;
    for status in SubscriptionStatus::ALL {
        let kept = Subscription { status, trial_ends_at: None, ..trial(&shop) };
        write(&db, shop.id, async |tx| tx.subscriptions().put(&kept).await.unwrap()).await;
        let found = read(&db, shop.id, async |tx| tx.subscriptions().find().await.unwrap()).await;
        assert_eq!(found, Some(kept));
    }
}

pub async fn a_subscription_of_another_business_is_refused(db: Db) {
    let (ours, theirs) = (Shop::open(&db).await, Shop::open(&db).await);
    let mut tx = db.begin(ours.id).await.unwrap();
    let refused = tx.subscriptions().put(&trial(&theirs)).await;
    assert!(matches!(refused, Err(StoreError::Forbidden(_))), "{refused:?}");
    drop(tx);
    write(&db, theirs.id, async |tx| tx.subscriptions().put(&trial(&theirs)).await.unwrap()).await;
    read(&db, ours.id, async |tx| {
        assert_eq!(tx.subscriptions().find().await.unwrap(), None);
    })
    .await;
    read(&db, id(), async |tx| assert_eq!(tx.subscriptions().find().await.unwrap(), None)).await;
}

pub async fn a_reader_may_not_order(db: Db) {
    let shop = Shop::open(&db).await;
    let mut tx = db.begin_read(shop.id).await.unwrap();
    let refused = tx.subscriptions().put(&trial(&shop)).await;
    assert!(matches!(refused, Err(StoreError::Forbidden(_))), "{refused:?}");
    let mut tx = db.begin_read(shop.id).await.unwrap();
    let refused = tx.subscriptions().lock().await;
    assert!(matches!(refused, Err(StoreError::Forbidden(_))), "{refused:?}");
}
