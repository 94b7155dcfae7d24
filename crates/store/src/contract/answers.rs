//! What requests with an idempotency key were answered.

use jiff::{SignedDuration, Timestamp};
use kernel::TenantId;
use tokio::task::JoinSet;

use super::samples::{at, id};
use super::{Db, waits, write};
use crate::answers::{CARRIED_OUT_WITHIN, Earlier};
use crate::tx::Durability;

async fn begin(db: &Db, tenant: TenantId, key: &str, print: &str, when: Timestamp) -> Earlier {
    in_tx!(db, tenant, tx => tx.answers().begin(key, print, when).await.unwrap())
}

async fn keep(db: &Db, tenant: TenantId, begun_at: Timestamp, answer: &str) -> bool {
    write(db, tenant, async |tx| tx.answers().keep("one", begun_at, answer).await.unwrap()).await
}

async fn let_go(db: &Db, tenant: TenantId, begun_at: Timestamp) -> bool {
    write(db, tenant, async |tx| tx.answers().let_go("one", begun_at).await.unwrap()).await
}

pub async fn a_request_is_carried_out_once(db: Db) {
    let (tenant, answer) = (id(), "{ \"status\":201,  \"body\":\"¿qué? 🚿\" }");
    assert_eq!(begin(&db, tenant, "one", "print", at(0)).await, Earlier::Nothing);
    assert_eq!(begin(&db, tenant, "one", "print", at(0)).await, Earlier::Running);
    assert!(keep(&db, tenant, at(0), answer).await);
    for minute in [0, 1, 10_000] {
        let earlier = begin(&db, tenant, "one", "print", at(minute)).await;
        assert_eq!(earlier, Earlier::Answered(answer.to_owned()));
    }
    assert!(!keep(&db, tenant, at(0), "another one").await, "it is not running");
    assert!(!let_go(&db, tenant, at(0)).await, "nor is it let go of");
    let earlier = begin(&db, tenant, "one", "print", at(0)).await;
    assert_eq!(earlier, Earlier::Answered(answer.to_owned()));
}

pub async fn a_key_is_for_one_request(db: Db) {
    let tenant = id();
    assert_eq!(begin(&db, tenant, "one", "print", at(0)).await, Earlier::Nothing);
    for minute in [0, 10_000] {
        let earlier = begin(&db, tenant, "one", "another", at(minute)).await;
        assert_eq!(earlier, Earlier::Other, "while it runs");
    }
    assert!(keep(&db, tenant, at(0), "done").await);
    let earlier = begin(&db, tenant, "one", "another", at(1)).await;
    assert_eq!(earlier, Earlier::Other, "when it is answered");
    // Keys are compared byte by byte.
    for key in ["One", "one ", "", "ońe"] {
        assert_eq!(begin(&db, tenant, key, "print", at(0)).await, Earlier::Nothing, "{key:?}");
    }
    assert_eq!(begin(&db, tenant, "one", "Print", at(1)).await, Earlier::Other);
}

pub async fn one_of_many_begins(db: Db) {
    let tenant = id();
    for round in 0..4 {
        // The last ones take over what never ended.
        let now = at(round / 2 * 10);
        let key = if round % 2 == 0 { "one" } else { "two" };
        let mut racers = JoinSet::new();
        for _ in 0..16 {
            let db = db.clone();
            racers.spawn(async move { begin(&db, tenant, key, "print", now).await });
        }
        let earlier = racers.join_all().await;
        let won = earlier.iter().filter(|it| **it == Earlier::Nothing).count();
        let lost = earlier.iter().filter(|it| **it == Earlier::Running).count();
        assert_eq!((won, lost), (1, 15), "{earlier:?}");
    }
}

pub async fn whoever_comes_second_waits_for_the_first_ones_commit(db: Db) {
    let tenant = id();
    for commits in [false, true] {
        let mut first = db.begin(tenant).await.unwrap();
        let earlier = first.answers().begin("one", "print", at(0)).await.unwrap();
        assert_eq!(earlier, Earlier::Nothing);
        let second = tokio::spawn({
            let db = db.clone();
            async move { begin(&db, tenant, "one", "print", at(0)).await }
        });
        assert!(waits(&second).await);
        if commits {
            assert!(first.answers().keep("one", at(0), "done").await.unwrap());
            first.commit(Durability::Promised).await.unwrap();
            assert_eq!(second.await.unwrap(), Earlier::Answered("done".to_owned()));
        } else {
            first.rollback().await.unwrap();
            assert_eq!(second.await.unwrap(), Earlier::Nothing);
            assert!(let_go(&db, tenant, at(0)).await);
        }
    }
}

pub async fn what_never_ended_is_taken_over(db: Db) {
    let (tenant, micro) = (id(), SignedDuration::from_micros(1));
    let (first, second) = (at(0), at(0) + CARRIED_OUT_WITHIN);
    assert_eq!(begin(&db, tenant, "one", "print", first).await, Earlier::Nothing);
    assert_eq!(begin(&db, tenant, "one", "print", second - micro).await, Earlier::Running);
    assert_eq!(begin(&db, tenant, "one", "other", second).await, Earlier::Other);
    assert_eq!(begin(&db, tenant, "one", "print", second).await, Earlier::Nothing);
    assert_eq!(begin(&db, tenant, "one", "print", second + micro).await, Earlier::Running);

    // The first one was slow, not dead: it is not its request any more.
    assert!(!keep(&db, tenant, first, "late").await);
    assert!(!let_go(&db, tenant, first).await);
    assert_eq!(begin(&db, tenant, "one", "print", second).await, Earlier::Running);
    assert!(keep(&db, tenant, second, "done").await);
    let earlier = begin(&db, tenant, "one", "print", at(99)).await;
    assert_eq!(earlier, Earlier::Answered("done".to_owned()));
}

pub async fn what_was_let_go_of_can_be_asked_again(db: Db) {
    let tenant = id();
    assert!(!let_go(&db, tenant, at(0)).await);
    assert!(!keep(&db, tenant, at(0), "never begun").await);
    assert_eq!(begin(&db, tenant, "one", "print", at(0)).await, Earlier::Nothing);
    assert_eq!(begin(&db, tenant, "two", "print", at(0)).await, Earlier::Nothing);
    assert!(!let_go(&db, tenant, at(1)).await);
    assert!(let_go(&db, tenant, at(0)).await);
    assert!(!let_go(&db, tenant, at(0)).await);
    assert_eq!(begin(&db, tenant, "one", "changed", at(0)).await, Earlier::Nothing);
    assert_eq!(begin(&db, tenant, "two", "print", at(0)).await, Earlier::Running);
}

/// The instant that a server remembers has nanoseconds, and stands for the same request.
pub async fn instants_are_compared_to_the_microsecond(db: Db) {
    let (tenant, now) = (id(), at(0) + SignedDuration::from_nanos(1_234_567));
    assert_eq!(begin(&db, tenant, "one", "print", now).await, Earlier::Nothing);
    assert!(let_go(&db, tenant, now).await);
    assert_eq!(begin(&db, tenant, "one", "print", now).await, Earlier::Nothing);
    assert!(keep(&db, tenant, now, "done").await);
}

pub async fn old_answers_are_forgotten_oldest_first(db: Db) {
    let tenant = id();
    for (minute, key) in (0..).zip(["a", "b", "c", "d", "e"]) {
        assert_eq!(begin(&db, tenant, key, "print", at(minute)).await, Earlier::Nothing);
    }
    write(&db, tenant, async |tx| {
        assert!(tx.answers().keep("b", at(1), "done").await.unwrap());
    })
    .await;
    let forget = async |minute, limit| {
        write(&db, tenant, async |tx| tx.answers().forget(at(minute), limit).await.unwrap()).await
    };
    assert_eq!(forget(0, 9).await, 0);
    assert_eq!(forget(4, 0).await, 0);
    assert_eq!(forget(4, 3).await, 3);
    assert_eq!(forget(4, 3).await, 1);
    assert_eq!(forget(4, 3).await, 0);
    assert_eq!(begin(&db, tenant, "e", "print", at(4)).await, Earlier::Running, "too new");
    for key in ["a", "b", "c", "d"] {
        assert_eq!(begin(&db, tenant, key, "changed", at(4)).await, Earlier::Nothing);
    }
}
