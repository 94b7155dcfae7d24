use frontdesk_dialogue::rules::{Outcome, outcome};
use frontdesk_dialogue::{HandOffReason, Move, ToolCall, ToolResult, Urgency};

use crate::call::Call;
use crate::testing::{barber, plumber};

fn alerts(call: &Call) -> Vec<Urgency> {
    call.used
        .iter()
        .filter_map(|used| match used {
            ToolCall::TakeMessage { urgency, .. } => Some(*urgency),
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn danger_of_life_is_answered_at_once_and_the_owner_alerted() {
    let mut call = Call::to(plumber()).await;
    let reply = call.says("I smell gas in the kitchen").await;
    assert!(reply.contains("hang up") && reply.contains("911"), "{reply}");
    assert_eq!(alerts(&call), [Urgency::LifeSafety]);
    let reply = call.says("okay thank you").await;
    assert!(reply.contains("911"), "{reply}");
    assert_eq!(outcome(&call.state), Outcome::Emergency);
    let mut broken = Call::to(plumber()).await;
    broken.scripted.push(("message", ToolResult::Failed));
    let reply = broken.says("there's a fire in the basement").await;
    assert!(reply.contains("911"), "{reply}");
}

#[tokio::test]
async fn an_emergency_of_the_trade_alerts_the_owner_and_gets_the_first_slot() {
    let mut call = Call::new(plumber());
    call.briefing.can_transfer = false;
    call.starts().await;
    call.says_all(&["a pipe has burst, there's water everywhere", "Dana Reyes", "yes"]).await;
    insta::assert_snapshot!(call.transcript);
    assert_eq!(alerts(&call), [Urgency::Emergency]);
    let mut open = Call::to(plumber()).await;
    open.says("we have no heat").await;
    assert!(matches!(open.last, Some(Move::HandOff { reason: HandOffReason::Emergency, .. })));
    let reply = open.nobody_picks_up().await;
    assert!(reply.contains("name"), "{reply}");
}

#[tokio::test]
async fn what_may_be_an_emergency_is_asked_about_once() {
    let mut call = Call::new(plumber());
    call.briefing.can_transfer = false;
    call.starts().await;
    call.says_all(&["my faucet is leaking really badly", "no it can wait", "tomorrow at 9"]).await;
    insta::assert_snapshot!(call.transcript);
    assert!(alerts(&call).is_empty());
}

#[tokio::test]
async fn silence_is_prompted_then_a_message_offered_then_goodbye() {
    let mut call = Call::to(barber()).await;
    for _ in 0..3 {
        call.is_silent().await;
    }
    insta::assert_snapshot!(call.transcript);
    assert!(matches!(call.last, Some(Move::End { .. })));
    assert_eq!(outcome(&call.state), Outcome::Abandoned);
}

#[tokio::test]
async fn what_is_not_understood_ends_with_a_person() {
    let mut call = Call::to(barber()).await;
    call.says_all(&["purple monkey dishwasher", "blah blah", "xyzzy"]).await;
    insta::assert_snapshot!(call.transcript);
    assert!(matches!(call.last, Some(Move::HandOff { reason: HandOffReason::NotUnderstood, .. })));
    let mut keys = Call::to(barber()).await;
    keys.says_all(&["purple monkey dishwasher", "blah blah"]).await;
    let reply = keys.keys("2").await;
    assert!(reply.contains("message") || reply.contains("pass on"), "{reply}");
}

#[tokio::test]
async fn a_diary_that_fails_leaves_the_caller_with_a_way_on() {
    let mut call = Call::new(barber());
    call.briefing.can_transfer = false;
    call.starts().await;
    call.scripted.push(("find", ToolResult::Failed));
    call.says("a haircut tomorrow at 3").await;
    assert!(matches!(call.last, Some(Move::Voicemail { .. })), "{}", call.transcript);
}

#[tokio::test]
async fn a_call_does_not_go_on_for_ever() {
    let mut call = Call::to(barber()).await;
    for _ in 0..31 {
        call.says("how much is a haircut").await;
    }
    assert!(matches!(call.last, Some(Move::Voicemail { .. })));
}
