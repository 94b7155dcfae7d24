use crate::repeats::call;
use telephony::{CallOutcome, Step};
use testkit::World;

async fn asks_for_a_person(world: &World) -> testkit::Line<'_> {
    world.at("2026-03-03T10:00");
    let mut line = world.rings_from("+15550100001").await;
    line.says("can I speak to a real person please").await;
    assert!(
        matches!(line.plan().steps.as_slice(), [.., Step::Dial(_)]),
        "{:?} {}",
        line.plan(),
        line.transcript
    );
    line
}

#[tokio::test]
async fn a_person_who_picks_up_has_the_call() {
    let world = World::salon().await;
    let mut line = asks_for_a_person(&world).await;
    line.is_picked_up(true).await;
    assert_eq!(line.plan().next_word(), "hangup");
    line.reports(telephony::CallStatus::Completed).await;
    assert_eq!(call(&world, &line).await.outcome, Some(CallOutcome::Transferred));
}

#[tokio::test]
async fn the_next_group_rings_and_then_the_receptionist_takes_over_again() {
    let world = World::salon().await;
    let mut line = asks_for_a_person(&world).await;
    line.is_picked_up(false).await;
    let Some(Step::Dial(dial)) = line.plan().steps.last() else {
        panic!("{:?}", line.plan());
    };
    assert_eq!(dial.numbers.len(), 2);
    assert!(dial.screen);
    line.is_picked_up(false).await;
    assert_eq!(line.plan().next_word(), "listen", "{}", line.transcript);
    assert!(line.said().to_lowercase().contains("message"), "{}", line.transcript);
}

#[tokio::test]
async fn nobody_is_rung_outside_opening_hours() {
    let world = World::salon().await;
    world.at("2026-03-03T22:00");
    let mut line = world.rings_from("+15550100001").await;
    line.says("can I speak to a real person please").await;
    assert_eq!(line.plan().next_word(), "listen", "{}", line.transcript);
}

#[tokio::test]
async fn a_dial_result_sent_twice_rings_once() {
    let world = World::salon().await;
    let mut line = asks_for_a_person(&world).await;
    let turn_no = line.next_turn();
    line.is_picked_up(false).await;
    let first = line.plan().clone();
    let result = telephony::DialResult {
        provider_id: line.provider_id.clone(),
        to: world.card.tenant.phone.clone(),
        turn_no,
        status: telephony::DialStatus::NoAnswer,
        bridged: false,
        seconds: None,
    };
    let again = world.flows.voice.dial_result(&result).await;
    assert!(again.replayed);
    assert_eq!(again.plan, first);
}

#[tokio::test]
async fn whoever_is_rung_is_told_who_calls_and_why() {
    let world = World::salon().await;
    world.at("2026-03-03T10:00");
    let mut line = world.rings_from("+15550100001").await;
    let business = world.card.tenant.phone.clone();
    let brief = async |line: &testkit::Line<'_>| {
        world.flows.voice.brief(&business, &line.provider_id).await.unwrap()
    };
    assert_eq!(brief(&line).await, None);
    line.says("I want to book a haircut tomorrow").await;
    line.says("actually can I speak to a real person please").await;
    let told = brief(&line).await.unwrap_or_default();
    assert!(told.to_lowercase().contains("haircut"), "{told} {}", line.transcript);
    line.is_picked_up(true).await;
    assert_eq!(brief(&line).await, None, "nobody is being rung any more");
}
