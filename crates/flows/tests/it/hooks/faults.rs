//! Whatever fails: what happened is told, and known by its id when it is told twice.

use std::collections::BTreeSet;
use std::time::Duration;

use store::memory::Fault;

use super::*;

/// More store calls than a worker makes for one event.
const CALLS_MAX: u64 = 30;

const FAULTS: [Fault; 3] = [Fault::Unavailable, Fault::Conflict, Fault::AnswerLost];

fn ids(world: &World) -> BTreeSet<String> {
    world.told.received().into_iter().map(|it| it.headers.id).collect()
}

#[tokio::test]
async fn whichever_store_call_of_the_worker_fails_the_event_arrives() {
    for fault in FAULTS {
        for nth in 1..CALLS_MAX {
            let what = format!("call {nth}, {fault:?}");
            let world = World::salon().await;
            listens(&world, only(&[EventKind::CallEnded])).await;
            world.told.answer_next([Reply::Status(503)]);
            world.rings_from(CALLER).await.hangs_up().await;
            let memory = world.memory.clone().unwrap();
            memory.fail_at(nth, fault);
            let _ = world.flows.jobs.run_due().await;
            memory.heal();
            for _ in 0..3 {
                world.clock.advance(SignedDuration::from_mins(2));
                world.run_jobs().await;
            }
            let received = world.told.received();
            assert!((2..=3).contains(&received.len()), "{what}: {}", received.len());
            assert_eq!(ids(&world).len(), 1, "{what}");
            let all = deliveries(&world).await;
            assert_eq!(all[0].status, DeliveryStatus::Delivered, "{what}");
        }
    }
}

#[tokio::test]
async fn whichever_store_call_of_a_call_fails_its_end_is_told_once() {
    for fault in FAULTS {
        for nth in 1..CALLS_MAX {
            let world = World::salon().await;
            listens(&world, only(&[EventKind::CallEnded])).await;
            let line = world.rings_from(CALLER).await;
            let update = telephony::StatusUpdate {
                provider_id: line.provider_id.clone(),
                to: world.card.tenant.phone.clone(),
                from: kernel::Caller::parse(CALLER),
                status: telephony::CallStatus::Completed,
                seconds: Some(7),
            };
            let memory = world.memory.clone().unwrap();
            memory.fail_at(nth, fault);
            let _ = world.flows.voice.call_status(&update).await;
            memory.heal();
            // The carrier says it again.
            world.flows.voice.call_status(&update).await.unwrap();
            world.run_jobs().await;
            assert_eq!(told(&world), ["call.ended"], "call {nth}, {fault:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_worker_that_dies_between_sending_and_writing_down_sends_the_same_id_again() {
    let world = World::salon().await;
    let (of, _) = listens(&world, only(&[EventKind::CallEnded])).await;
    world.rings_from(CALLER).await.hangs_up().await;
    world.told.answer_always(&of.url, Reply::Never);
    let dies = tokio::time::timeout(Duration::from_secs(3), world.flows.jobs.run_due());
    assert!(dies.await.is_err());
    assert_eq!(world.told.received().len(), 1);
    assert_eq!(deliveries(&world).await[0].attempts, 0, "nothing was written down");
    world.told.answer_always(&of.url, Reply::Status(200));
    world.run_jobs().await;
    assert_eq!(world.told.received().len(), 1, "the lease is still somebody's");
    world.clock.advance(SignedDuration::from_secs(61));
    world.run_jobs().await;
    assert_eq!(world.told.received().len(), 2);
    assert_eq!(ids(&world).len(), 1);
    assert_eq!(deliveries(&world).await[0].status, DeliveryStatus::Delivered);
}

#[tokio::test]
async fn workers_that_run_at_once_tell_each_thing_once() {
    let world = World::salon().await;
    listens(&world, Subscription::All).await;
    booked(&world).await;
    futures_util::future::join_all((0..6).map(|_| world.run_jobs())).await;
    assert_eq!(world.told.received().len(), 4);
}

#[tokio::test]
async fn an_endpoint_that_is_removed_meanwhile_harms_no_call() {
    let world = World::salon().await;
    let (of, _) = listens(&world, Subscription::All).await;
    let mut line = world.rings_from(CALLER).await;
    let tenant = world.card.tenant.id;
    area(&world).remove_endpoint(&actor(&world), tenant, of.id).await.unwrap();
    books_a_haircut(&mut line).await;
    line.hangs_up().await;
    world.run_jobs().await;
    assert_eq!(world.diary().await.len(), 1);
    assert!(world.told.received().is_empty());
    assert!(failed_jobs(&world).await.is_empty());
}
