use frontdesk_dialogue::rules::{Outcome, outcome, summarise};
use frontdesk_dialogue::{BookRefusal, Move, ToolCall, ToolResult};

use crate::call::Call;
use crate::testing::{barber, in_britain, restaurant};

#[tokio::test]
async fn a_haircut_is_booked_in_three_turns() {
    let mut call = Call::to(barber()).await;
    call.says_all(&[
        "I'd like a haircut on Thursday at 3 pm",
        "Alex Reed",
        "yes please",
        "no, that's all, bye",
    ])
    .await;
    insta::assert_snapshot!(call.transcript);
    let summary = summarise(&call.state);
    assert_eq!(summary.text, "Booked Haircut with Sam on Thursday, March 5th at 3 PM.");
    assert_eq!((summary.category.as_str(), outcome(&call.state)), ("book", Outcome::Booked));
    assert!(matches!(call.last, Some(Move::End { .. })));
}

#[tokio::test]
async fn everything_may_come_in_one_sentence() {
    let mut call = Call::to(barber()).await;
    call.says("a haircut with Maria tomorrow at 3, it's Dana").await;
    let slots = call.state.understood.clone().unwrap().slots;
    assert_eq!(slots["service"], "Haircut");
    assert_eq!(slots["start"], "2026-03-04T15:00:00-06:00");
    assert_eq!(slots["staff"], "Maria");
    assert_eq!(slots["name"], "Dana");
    call.says("that's right").await;
    insta::assert_snapshot!(call.transcript);
}

#[tokio::test]
async fn everything_may_come_piece_by_piece() {
    let mut call = Call::to(barber()).await;
    call.says_all(&[
        "I need an appointment",
        "a beard trim",
        "on Friday",
        "the second one",
        "my name is Kit",
        "yes",
    ])
    .await;
    insta::assert_snapshot!(call.transcript);
    assert_eq!(outcome(&call.state), Outcome::Booked);
}

#[tokio::test]
async fn corrections_are_taken_at_any_turn() {
    let mut call = Call::to(barber()).await;
    call.says_all(&[
        "a haircut on Thursday at 3",
        "sorry, I meant a beard trim",
        "Sam Lee",
        "no, Friday",
        "actually make it 4",
        "no, the name is Pam Lee",
        "yes",
    ])
    .await;
    insta::assert_snapshot!(call.transcript);
    let booked = call.used.iter().find_map(|call| match call {
        ToolCall::Book { token, name, .. } => Some((token.as_str(), name.as_str())),
        _ => None,
    });
    assert_eq!(booked, Some(("2026-03-06T16:00 s2 p0", "Pam Lee")));
}

#[tokio::test]
async fn a_no_to_what_was_read_back_is_asked_after() {
    let mut call = Call::to(barber()).await;
    call.says_all(&["haircut tomorrow at 11", "Dana", "no", "the time", "2 o'clock", "yes"]).await;
    insta::assert_snapshot!(call.transcript);
    assert_eq!(outcome(&call.state), Outcome::Booked);
}

#[tokio::test]
async fn a_slot_that_is_gone_is_replaced() {
    let mut call = Call::to(barber()).await;
    call.taken.push("2026-03-05T15:00".to_owned());
    call.says_all(&["a haircut on Thursday at 3", "half past three", "Dana"]).await;
    let alternatives = match call.used.iter().find(|call| matches!(call, ToolCall::FindSlots(_))) {
        Some(_) => Vec::new(),
        None => unreachable!("slots were looked for"),
    };
    call.scripted.push(("book", ToolResult::Refused { why: BookRefusal::Taken, alternatives }));
    call.says_all(&["yes", "Friday at 10", "yes"]).await;
    insta::assert_snapshot!(call.transcript);
    assert_eq!(outcome(&call.state), Outcome::Booked);
}

#[tokio::test]
async fn offers_are_picked_declined_and_moved_on() {
    let mut call = Call::to(barber()).await;
    call.says_all(&[
        "do you have anything tomorrow for a haircut",
        "anything later?",
        "none of those",
        "next Tuesday afternoon",
    ])
    .await;
    call.keys("3").await;
    insta::assert_snapshot!(call.transcript);
}

#[tokio::test]
async fn a_closed_day_and_a_day_that_does_not_exist_are_told_apart() {
    let mut call = Call::to(barber()).await;
    call.says_all(&[
        "a haircut on Sunday at 10",
        "what about February 30th",
        "yesterday at 3",
        "in five months",
        "Saturday at noon",
    ])
    .await;
    insta::assert_snapshot!(call.transcript);
}

#[tokio::test]
async fn without_a_number_one_is_asked_for_and_may_be_withheld() {
    let mut call = Call::new(barber());
    call.briefing.caller.number = None;
    call.starts().await;
    call.says_all(&[
        "a haircut on Thursday at 3 pm",
        "Alex Reed",
        "555 0177",
        "816 555 0177",
        "yes",
    ])
    .await;
    insta::assert_snapshot!(call.transcript);
    let mut shy = Call::new(barber());
    shy.briefing.caller.number = None;
    shy.starts().await;
    shy.says_all(&["a haircut on Thursday at 3 pm", "Alex Reed", "I'd rather not", "yes"]).await;
    assert_eq!(outcome(&shy.state), Outcome::Booked, "{}", shy.transcript);
}

#[tokio::test]
async fn a_table_is_booked_for_a_party() {
    let mut call = Call::to(restaurant()).await;
    call.says_all(&["can I book a table for tomorrow at 8", "we're five", "Okafor", "yes"]).await;
    insta::assert_snapshot!(call.transcript);
    let notes = call.used.iter().find_map(|call| match call {
        ToolCall::Book { notes, .. } => notes.clone(),
        _ => None,
    });
    assert_eq!(notes.as_deref(), Some("party of 5"));
    let mut large = Call::to(restaurant()).await;
    let reply = large.says("a table for 12 on Friday night").await;
    assert!(reply.contains("12 people") && reply.contains("call you back"), "{reply}");
}

#[tokio::test]
async fn a_known_caller_is_not_asked_for_the_name() {
    let mut call = Call::new(in_britain());
    call.briefing.caller.name = Some("Sam Green".to_owned());
    call.starts().await;
    call.says_all(&["a trim, Thursday at half three please", "yes that's right"]).await;
    insta::assert_snapshot!(call.transcript);
}

#[tokio::test]
async fn somebody_who_does_not_do_it_is_not_booked() {
    let mut call = Call::to(barber()).await;
    let reply = call.says("a beard trim with Maria on Thursday at 3").await;
    assert!(reply.contains("Maria doesn't do beard trim"), "{reply}");
}

#[tokio::test]
async fn a_booking_is_dropped_when_the_caller_thinks_better_of_it() {
    let mut call = Call::to(barber()).await;
    call.says_all(&["a haircut tomorrow at 3", "Dana", "actually never mind"]).await;
    assert!(call.transcript.contains("No problem"), "{}", call.transcript);
    assert!(!call.used.iter().any(|it| matches!(it, ToolCall::Book { .. })));
}
