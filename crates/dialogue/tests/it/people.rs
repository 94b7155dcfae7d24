use frontdesk_dialogue::rules::{Outcome, outcome, summarise};
use frontdesk_dialogue::{HandOffReason, Move, ToolCall, Urgency};

use crate::call::Call;
use crate::testing::barber;

#[tokio::test]
async fn a_message_is_taken_and_read_back() {
    let mut call = Call::to(barber()).await;
    call.says_all(&[
        "can I leave a message for the owner",
        "please tell him the blue umbrella is still at my place",
        "Alex Reed",
        "yes",
        "no thanks",
    ])
    .await;
    insta::assert_snapshot!(call.transcript);
    assert_eq!(outcome(&call.state), Outcome::Message);
    assert_eq!(summarise(&call.state).text, "Left a message.");
    assert!(matches!(
        call.used.last(),
        Some(ToolCall::TakeMessage { urgency: Urgency::Normal, body, .. }) if body.contains("umbrella")
    ));
}

#[tokio::test]
async fn a_call_back_needs_a_number() {
    let mut call = Call::new(barber());
    call.briefing.caller.number = None;
    call.starts().await;
    call.says_all(&["can somebody call me back", "it's about a gift card", "Dana"]).await;
    call.keys("8165550177").await;
    call.says("yes").await;
    insta::assert_snapshot!(call.transcript);
}

#[tokio::test]
async fn a_person_is_put_through_or_a_message_taken() {
    let mut call = Call::to(barber()).await;
    call.says("can I speak to a real person please").await;
    assert!(matches!(call.last, Some(Move::HandOff { reason: HandOffReason::Asked, .. })));
    let reply = call.nobody_picks_up().await;
    assert!(reply.contains("message"), "{reply}");
    let mut closed = Call::new(barber());
    closed.briefing.can_transfer = false;
    closed.starts().await;
    let reply = closed.says("I want to talk to a human").await;
    assert!(reply.contains("message"), "{reply}");
    assert!(matches!(closed.last, Some(Move::Say(_))));
}

#[tokio::test]
async fn goodbye_inside_a_sentence_does_not_end_the_call() {
    let mut call = Call::to(barber()).await;
    call.says("before we say goodbye to winter I would like a haircut on Thursday at 3").await;
    assert!(matches!(call.last, Some(Move::Say(_))), "{}", call.transcript);
    call.says("goodbye").await;
    assert!(matches!(call.last, Some(Move::End { .. })), "{}", call.transcript);
}

#[tokio::test]
async fn sellers_and_people_who_want_no_more_calls_are_treated_politely() {
    let mut call = Call::to(barber()).await;
    call.says("hi I'm calling about your google business listing").await;
    assert!(matches!(call.last, Some(Move::End { .. })), "{}", call.transcript);
    let mut call = Call::to(barber()).await;
    call.says_all(&["please stop texting me", "Dana", "yes"]).await;
    assert_eq!(outcome(&call.state), Outcome::Message, "{}", call.transcript);
}
