//! Jobs of all businesses, handed out to workers.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use kernel::JobId;
use tokio::task::JoinSet;

use super::outbox::enqueue;
use super::samples::{Shop, at, id, job};
use super::{Db, eventually, read, write};
use crate::outbox::{JobStatus, Lane, LeasedJob, NewJob, Settled, Share};

const LEASE: SignedDuration = SignedDuration::from_mins(5);

async fn claim(db: &Db, minute: i64, limit: u16) -> Vec<LeasedJob> {
    let mut tx = db.begin_platform().await.unwrap();
    let jobs = tx.queue().claim(id(), at(minute), LEASE, limit).await.unwrap();
    tx.commit().await.unwrap();
    jobs
}

async fn settle(db: &Db, job: &LeasedJob, minute: i64, outcome: &Settled) -> bool {
    let mut tx = db.begin_platform().await.unwrap();
    let settled = tx.queue().settle(job.id, job.lease, at(minute), outcome).await.unwrap();
    tx.commit().await.unwrap();
    settled
}

/// A business with one job, due in minute 0.
async fn one_job(db: &Db) -> (Shop, JobId) {
    let (shop, new) = (Shop::open(db).await, job(0));
    enqueue(db, &shop, &new).await;
    (shop, new.id)
}

fn failed() -> Settled {
    Settled::Failed { error: "no such number".to_owned() }
}

pub async fn due_jobs_are_handed_out_oldest_first(db: Db) {
    let (shop, other) = (Shop::open(&db).await, Shop::open(&db).await);
    let (first, second, third, future) = (job(1), job(2), job(3), job(100));
    enqueue(&db, &shop, &second).await;
    enqueue(&db, &other, &first).await;
    enqueue(&db, &shop, &future).await;
    enqueue(&db, &other, &third).await;

    assert!(claim(&db, 0, 9).await.is_empty());
    let jobs = claim(&db, 10, 2).await;
    assert_eq!(jobs.iter().map(|job| job.id).collect::<Vec<_>>(), [first.id, second.id]);
    assert_eq!((jobs[0].tenant, jobs[1].tenant), (other.id, shop.id));
    assert_eq!((jobs[0].attempt, &*jobs[0].kind), (1, "sample"));
    assert_eq!(jobs[0].payload, first.payload);
    assert_eq!(jobs[0].lease, jobs[1].lease);
    let jobs = claim(&db, 10, 9).await;
    assert_eq!(jobs.iter().map(|job| job.id).collect::<Vec<_>>(), [third.id]);
    assert!(claim(&db, 14, 9).await.is_empty());
}

pub async fn a_leased_job_is_left_alone_until_the_lease_is_over(db: Db) {
    let (_, id) = one_job(&db).await;
    assert_eq!(claim(&db, 0, 9).await.len(), 1);
    assert!(claim(&db, 4, 9).await.is_empty());
    let again = claim(&db, 6, 9).await;
    assert_eq!((again[0].id, again[0].attempt), (id, 2));
    assert!(!again[0].failed_before, "it was cut short");
    let wait = Settled::Retry { at: at(7), error: "away".to_owned() };
    assert!(settle(&db, &again[0], 6, &wait).await);
    assert!(claim(&db, 8, 9).await[0].failed_before);
}

/// Crashes at each point of a worker's work: nothing is lost, and nothing is done half.
pub async fn a_worker_that_dies_loses_nothing(db: Db) {
    let (_, job) = one_job(&db).await;
    // Before the claim is committed: as if it had never happened.
    let mut tx = db.begin_platform().await.unwrap();
    assert_eq!(tx.queue().claim(id(), at(0), LEASE, 9).await.unwrap().len(), 1);
    drop(tx);
    let first = eventually(async || claim(&db, 0, 9).await.pop()).await;
    assert_eq!((first.id, first.attempt), (job, 1));

    // After the claim: the job is due again when the lease is over.
    assert!(claim(&db, 4, 9).await.is_empty());
    let second = claim(&db, 6, 9).await.remove(0);
    assert_eq!((second.id, second.attempt), (job, 2));

    // After the work, before that is committed: it is done once more.
    let mut tx = db.begin_platform().await.unwrap();
    assert!(tx.queue().settle(job, second.lease, at(7), &Settled::Done).await.unwrap());
    drop(tx);
    let third = eventually(async || claim(&db, 12, 9).await.pop()).await;
    assert_eq!((third.id, third.attempt), (job, 3));
    assert!(settle(&db, &third, 13, &Settled::Done).await);
    assert!(claim(&db, 10_000, 9).await.is_empty());
}

pub async fn who_lost_the_lease_settles_nothing(db: Db) {
    let (shop, _) = one_job(&db).await;
    let late = claim(&db, 0, 9).await.remove(0);
    let current = claim(&db, 6, 9).await.remove(0);
    let retry = Settled::Retry { at: at(7), error: "late".to_owned() };
    for outcome in [Settled::Done, failed(), retry] {
        assert!(!settle(&db, &late, 7, &outcome).await, "{outcome:?}");
    }
    let view = read(&db, shop.id, async |tx| tx.outbox().recent(9).await.unwrap()).await;
    assert_eq!((view[0].status, &view[0].last_error), (JobStatus::Queued, &None));
    assert!(claim(&db, 8, 9).await.is_empty());
    assert!(settle(&db, &current, 8, &Settled::Done).await);
    let stranger = LeasedJob { id: id(), ..current };
    assert!(!settle(&db, &stranger, 8, &Settled::Done).await);
}

pub async fn what_is_done_is_done(db: Db) {
    let (shop, job) = one_job(&db).await;
    let leased = claim(&db, 0, 9).await.remove(0);
    assert!(settle(&db, &leased, 2, &Settled::Done).await);
    for outcome in [Settled::Done, failed()] {
        assert!(!settle(&db, &leased, 3, &outcome).await);
    }
    assert!(claim(&db, 10_000, 9).await.is_empty());
    let view = read(&db, shop.id, async |tx| tx.outbox().recent(9).await.unwrap()).await;
    assert_eq!((view[0].id, view[0].status, view[0].run_at), (job, JobStatus::Done, at(2)));
}

pub async fn a_job_is_tried_again_later(db: Db) {
    let (shop, job) = one_job(&db).await;
    let leased = claim(&db, 0, 9).await.remove(0);
    let retry = Settled::Retry { at: at(60), error: "busy".to_owned() };
    assert!(settle(&db, &leased, 1, &retry).await);
    assert!(!settle(&db, &leased, 1, &Settled::Done).await);
    let view = read(&db, shop.id, async |tx| tx.outbox().recent(9).await.unwrap()).await;
    assert_eq!((view[0].status, view[0].attempts, view[0].run_at), (JobStatus::Queued, 1, at(60)));
    assert_eq!(view[0].last_error.as_deref(), Some("busy"));
    assert!(claim(&db, 59, 9).await.is_empty());
    let again = claim(&db, 60, 9).await.remove(0);
    assert_eq!((again.id, again.attempt), (job, 2));
}

pub async fn what_failed_is_kept_for_people(db: Db) {
    let shop = Shop::open(&db).await;
    let mut expected = Vec::new();
    for minute in 0..3 {
        let new = job(minute);
        enqueue(&db, &shop, &new).await;
        let leased = claim(&db, minute, 9).await.remove(0);
        assert!(settle(&db, &leased, minute, &failed()).await);
        expected.insert(0, new.id);
    }
    assert!(claim(&db, 10_000, 9).await.is_empty());
    let mut tx = db.begin_platform().await.unwrap();
    let list = tx.queue().failed(9).await.unwrap();
    assert_eq!(list.iter().map(|job| job.id).collect::<Vec<_>>(), expected);
    assert_eq!((list[0].tenant, list[0].status), (shop.id, JobStatus::Failed));
    assert_eq!((list[0].attempts, list[0].run_at), (1, at(2)));
    assert_eq!(list[0].last_error.as_deref(), Some("no such number"));
    assert_eq!(tx.queue().failed(2).await.unwrap().len(), 2);
    assert_eq!(tx.queue().waiting().await.unwrap(), 0);
}

pub async fn what_failed_is_put_back(db: Db) {
    let (_, job) = one_job(&db).await;
    let retry = async |id, minute| {
        let mut tx = db.begin_platform().await.unwrap();
        let done = tx.queue().retry(id, at(minute)).await.unwrap();
        tx.commit().await.unwrap();
        done
    };
    assert!(!retry(id(), 0).await);
    assert!(!retry(job, 0).await, "it waits");
    let leased = claim(&db, 0, 9).await.remove(0);
    assert!(!retry(job, 0).await, "it is being tried");
    assert!(settle(&db, &leased, 1, &failed()).await);

    assert!(retry(job, 30).await);
    assert!(!retry(job, 30).await);
    let mut tx = db.begin_platform().await.unwrap();
    assert!(tx.queue().failed(9).await.unwrap().is_empty());
    drop(tx);
    assert!(claim(&db, 29, 9).await.is_empty());
    let again = claim(&db, 30, 9).await.remove(0);
    assert_eq!(again.id, job);
    assert!(!settle(&db, &leased, 31, &Settled::Done).await, "the old lease is over");
    assert!(settle(&db, &again, 31, &Settled::Done).await);
    assert!(!retry(job, 32).await, "it is done");
}

pub async fn the_next_due_job_is_known(db: Db) {
    let shop = Shop::open(&db).await;
    let outlook = async || {
        let mut tx = db.begin_platform().await.unwrap();
        (tx.queue().waiting().await.unwrap(), tx.queue().next_due().await.unwrap())
    };
    assert_eq!(outlook().await, (0, None));
    enqueue(&db, &shop, &job(7)).await;
    enqueue(&db, &shop, &job(3)).await;
    assert_eq!(outlook().await, (2, Some(at(3))));
    let leased = claim(&db, 4, 9).await.remove(0);
    assert_eq!(outlook().await, (2, Some(at(7))));
    let other = claim(&db, 7, 9).await.remove(0);
    assert_eq!(outlook().await, (2, Some(at(9))), "a lease that ends");
    assert!(settle(&db, &leased, 8, &Settled::Done).await);
    assert_eq!(outlook().await, (1, Some(at(12))));
    assert!(settle(&db, &other, 8, &failed()).await);
    assert_eq!(outlook().await, (0, None));
}

pub async fn workers_share_the_work(db: Db) {
    let mut expected = BTreeSet::new();
    let shops = [Shop::open(&db).await, Shop::open(&db).await, Shop::open(&db).await];
    for minute in 0..20 {
        for shop in &shops {
            let new = job(minute);
            enqueue(&db, shop, &new).await;
            expected.insert(new.id);
        }
    }
    let mut workers = JoinSet::new();
    for _ in 0..6 {
        let db = db.clone();
        workers.spawn(async move {
            let mut mine = Vec::new();
            loop {
                let jobs = claim(&db, 60, 4).await;
                if jobs.is_empty() {
                    return mine;
                }
                for job in jobs {
                    assert!(settle(&db, &job, 60, &Settled::Done).await);
                    mine.push(job.id);
                }
            }
        });
    }
    let mut done = workers.join_all().await.concat();
    // A worker may have passed over rows that another was just about to claim and then gave back.
    done.extend(claim(&db, 60, 99).await.into_iter().map(|job| job.id));
    assert_eq!(done.len(), expected.len(), "each job once");
    assert_eq!(done.into_iter().collect::<BTreeSet<_>>(), expected);
}

fn patient(minute: i64) -> NewJob {
    NewJob { lane: Lane::Patient, ..job(minute) }
}

async fn claim_shared(db: &Db, minute: i64, of_all: u16, of_one: u16) -> Vec<LeasedJob> {
    let mut tx = db.begin_platform().await.unwrap();
    let share = Share { of_all, of_one };
    let jobs = tx.queue().claim_shared(id(), at(minute), LEASE, share).await.unwrap();
    tx.commit().await.unwrap();
    jobs
}

pub async fn patient_jobs_are_claimed_apart(db: Db) {
    let shop = Shop::open(&db).await;
    let (prompt, late, soon) = (job(0), patient(3), patient(1));
    write(&db, shop.id, async |tx| {
        for job in [&prompt, &late, &soon] {
            tx.outbox().enqueue(job).await.unwrap();
        }
    })
    .await;
    assert!(claim_shared(&db, 0, 9, 9).await.is_empty());
    let ids = |jobs: Vec<LeasedJob>| jobs.into_iter().map(|job| job.id).collect::<Vec<_>>();
    assert_eq!(ids(claim_shared(&db, 4, 9, 9).await), [soon.id, late.id], "oldest first");
    assert!(claim_shared(&db, 4, 9, 9).await.is_empty(), "leased");
    assert_eq!(ids(claim(&db, 4, 9).await), [prompt.id]);
    let again = claim_shared(&db, 600, 9, 9).await;
    assert_eq!(again.iter().map(|job| job.attempt).collect::<Vec<_>>(), [2, 2]);
    let mut tx = db.begin_platform().await.unwrap();
    assert_eq!(tx.queue().waiting().await.unwrap(), 3);
    for job in &again {
        assert!(tx.queue().settle(job.id, job.lease, at(600), &Settled::Done).await.unwrap());
    }
    tx.commit().await.unwrap();
    assert!(claim_shared(&db, 9_999, 9, 9).await.is_empty());
}

pub async fn no_business_has_more_than_its_share(db: Db) {
    let (greedy, other) = (Shop::open(&db).await, Shop::open(&db).await);
    write(&db, greedy.id, async |tx| {
        for minute in 0..20 {
            tx.outbox().enqueue(&patient(minute)).await.unwrap();
        }
    })
    .await;
    write(&db, other.id, async |tx| tx.outbox().enqueue(&patient(30)).await.unwrap()).await;
    let first = claim_shared(&db, 30, 5, 4).await;
    let owners: Vec<_> = first.iter().map(|job| job.tenant).collect();
    assert_eq!(owners, [greedy.id, greedy.id, greedy.id, greedy.id, other.id]);
    assert_eq!(claim_shared(&db, 30, 3, 4).await.len(), 3, "no more than all may have");
}
