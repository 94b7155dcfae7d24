use std::time::{Duration, Instant};

use store::memory::Fault;
use telephony::Step;
use testkit::World;

#[tokio::test]
async fn a_database_that_refuses_still_lets_callers_reach_somebody() {
    let world = World::salon().await;
    world.at("2026-03-03T10:00");
    let memory = world.memory.clone().unwrap();
    memory.fail_next(u64::MAX, Fault::Unavailable);
    let line = world.rings_from("+15550100001").await;
    assert!(matches!(line.plan().steps.as_slice(), [Step::Dial(_)]), "{:?}", line.plan());
    assert!(line.said().contains("Corner Barbers"), "{}", line.said());
    memory.heal();
    let mut line = world.rings_from("+15550100001").await;
    assert!(line.says("what are your opening hours?").await.contains('9'));
}

#[tokio::test]
async fn a_database_that_never_answers_costs_two_seconds_at_most() {
    let world = World::plumber().await;
    world.at("2026-03-03T10:00");
    let mut line = world.rings_from("+15550100001").await;
    let memory = world.memory.clone().unwrap();
    memory.hang(true);
    let started = Instant::now();
    let reply = line.says("what are your opening hours?").await;
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    assert!(matches!(line.plan().steps.as_slice(), [Step::Record(_)]), "{reply}");
    memory.hang(false);
    let line = world.rings_from("+15550100001").await;
    assert_eq!(line.plan().next_word(), "listen");
}

#[tokio::test]
async fn a_turn_that_failed_is_taken_when_it_is_sent_again() {
    let world = World::salon().await;
    let mut line = world.rings_from("+15550100001").await;
    line.says("a haircut on Thursday at 3 pm please").await;
    line.says("Alex Reed").await;
    let request = line.request(3, dialogue::Heard::words("yes"));
    let memory = world.memory.clone().unwrap();
    memory.fail_next(u64::MAX, Fault::Unavailable);
    world.flows.voice.take_turn(&request).await;
    memory.heal();
    let answer = world.flows.voice.take_turn(&request).await;
    assert_eq!(answer.effects.len(), 1, "{}", answer.plan.spoken());
    assert_eq!(world.diary().await.len(), 1);
}
