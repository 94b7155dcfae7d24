//! Jobs of one business.

use super::samples::{Shop, at, id, job};
use super::{Db, read, write};
use crate::outbox::{JobStatus, JobView, NewJob, Settled};
use crate::tx::Durability;

pub(super) async fn enqueue(db: &Db, shop: &Shop, job: &NewJob) {
    write(db, shop.id, async |tx| tx.outbox().enqueue(job).await.unwrap()).await;
}

async fn recent(db: &Db, shop: &Shop) -> Vec<JobView> {
    read(db, shop.id, async |tx| tx.outbox().recent(255).await.unwrap()).await
}

pub async fn a_job_waits_to_be_done(db: Db) {
    let shop = Shop::open(&db).await;
    let new = job(3);
    enqueue(&db, &shop, &new).await;
    let expected = JobView {
        id: new.id,
        tenant: shop.id,
        kind: "sample".to_owned(),
        status: JobStatus::Queued,
        attempts: 0,
        run_at: at(3),
        last_error: None,
    };
    assert_eq!(recent(&db, &shop).await, [expected]);
}

pub async fn jobs_are_listed_newest_first(db: Db) {
    let shop = Shop::open(&db).await;
    let mut expected = Vec::new();
    for minute in 0..5 {
        let new = job(minute);
        enqueue(&db, &shop, &new).await;
        expected.insert(0, new.id);
    }
    read(&db, shop.id, async |tx| {
        let ids = |list: Vec<JobView>| list.into_iter().map(|job| job.id).collect::<Vec<_>>();
        assert_eq!(ids(tx.outbox().recent(255).await.unwrap()), expected);
        assert_eq!(ids(tx.outbox().recent(2).await.unwrap()), expected[..2]);
        assert!(tx.outbox().recent(0).await.unwrap().is_empty());
    })
    .await;
}

pub async fn a_key_is_used_once(db: Db) {
    let (shop, other) = (Shop::open(&db).await, Shop::open(&db).await);
    let first = job(0).once("confirm/1");
    enqueue(&db, &shop, &first).await;
    enqueue(&db, &shop, &job(1).once("confirm/1")).await;
    assert_eq!(recent(&db, &shop).await.len(), 1);
    assert_eq!(recent(&db, &shop).await[0].id, first.id);

    enqueue(&db, &shop, &job(1).once("confirm/2")).await;
    enqueue(&db, &shop, &job(1)).await;
    enqueue(&db, &shop, &job(1)).await;
    assert_eq!(recent(&db, &shop).await.len(), 4);
    enqueue(&db, &other, &job(1).once("confirm/1")).await;
    assert_eq!(recent(&db, &other).await.len(), 1);
}

pub async fn a_key_stays_used_when_the_job_is_over(db: Db) {
    let shop = Shop::open(&db).await;
    let outcomes = [Settled::Done, Settled::Failed { error: "gone".to_owned() }];
    for (minute, outcome) in (0..).zip(outcomes) {
        let key = format!("key {minute}");
        let first = job(minute).once(&*key);
        enqueue(&db, &shop, &first).await;
        let mut tx = db.begin_platform().await.unwrap();
        let lease = id();
        let hour = jiff::SignedDuration::from_hours(1);
        tx.queue().claim(lease, at(minute), hour, 9).await.unwrap();
        assert!(tx.queue().settle(first.id, lease, at(minute), &outcome).await.unwrap());
        tx.commit().await.unwrap();

        enqueue(&db, &shop, &job(minute).once(&*key)).await;
        assert_eq!(recent(&db, &shop).await.len(), usize::try_from(minute).unwrap() + 1);
    }
}

pub async fn one_of_many_uses_the_key(db: Db) {
    let shop = Shop::open(&db).await;
    let mut racers = tokio::task::JoinSet::new();
    for minute in 0..16 {
        let (db, tenant) = (db.clone(), shop.id);
        racers.spawn(async move {
            let mut tx = db.begin(tenant).await.unwrap();
            tx.outbox().enqueue(&job(minute).once("only one")).await.unwrap();
            tx.commit(Durability::Promised).await.unwrap();
        });
    }
    racers.join_all().await;
    assert_eq!(recent(&db, &shop).await.len(), 1);
}
