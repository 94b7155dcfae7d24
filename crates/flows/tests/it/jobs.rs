use jiff::SignedDuration;
use telephony::fake::Failure;
use testkit::World;

use crate::booking::books_a_haircut;

async fn booked() -> World {
    let world = World::salon().await;
    let mut line = world.rings_from("+15550100001").await;
    books_a_haircut(&mut line).await;
    line.hangs_up().await;
    world
}

async fn later(world: &World) {
    world.clock.advance(SignedDuration::from_hours(2));
    world.run_jobs().await;
}

#[tokio::test]
async fn a_provider_that_is_away_is_tried_again() {
    let world = booked().await;
    world.texts.fail_next([Failure::Away, Failure::Away, Failure::Away]);
    world.run_jobs().await;
    for _ in 0..3 {
        later(&world).await;
    }
    assert_eq!(world.texts_to("+15550100001").len(), 1);
    assert_eq!(world.texts_to("+18165550199").len(), 1);
}

#[tokio::test]
async fn a_text_whose_answer_was_lost_is_not_sent_twice() {
    let world = booked().await;
    world.texts.fail_next([Failure::AnswerLost, Failure::AnswerLost]);
    world.run_jobs().await;
    later(&world).await;
    later(&world).await;
    assert_eq!(world.texts_to("+15550100001").len(), 1);
    assert_eq!(world.texts_to("+18165550199").len(), 1);
}

#[tokio::test]
async fn a_refused_text_is_given_up_and_stays_visible() {
    let world = booked().await;
    world.texts.fail_next([Failure::Refused]);
    world.run_jobs().await;
    later(&world).await;
    let mut tx = world.db.begin_platform().await.unwrap();
    let failed = tx.queue().failed(10).await.unwrap();
    assert_eq!(failed.len(), 1, "{failed:?}");
    assert_eq!(failed[0].kind, "send_text");
    assert!(failed[0].last_error.as_ref().is_some_and(|error| error.contains("refused")));
    assert!(tx.queue().retry(failed[0].id, world.now()).await.unwrap());
}

#[tokio::test]
async fn workers_that_run_at_once_send_each_text_once() {
    let world = booked().await;
    futures_util::future::join_all((0..6).map(|_| world.run_jobs())).await;
    assert_eq!(world.texted().len(), 2);
}

#[tokio::test]
async fn a_worker_that_dies_loses_nothing() {
    let world = booked().await;
    let mut tx = world.db.begin_platform().await.unwrap();
    let ids: &dyn kernel::IdSource = &kernel::SystemIds;
    let lease = SignedDuration::from_secs(60);
    let claimed = tx.queue().claim(ids.next(), world.now(), lease, 10).await.unwrap();
    assert_eq!(claimed.len(), 2);
    tx.commit().await.unwrap();
    world.run_jobs().await;
    assert!(world.texted().is_empty());
    world.clock.advance(SignedDuration::from_secs(61));
    world.run_jobs().await;
    assert_eq!(world.texted().len(), 2);
}

#[test]
fn every_kind_of_job_has_a_name_of_its_own() {
    let mut kinds = flows::jobs::KINDS.to_vec();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), flows::jobs::KINDS.len());
}
