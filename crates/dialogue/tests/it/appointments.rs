use frontdesk_dialogue::ToolCall;
use frontdesk_dialogue::rules::{Outcome, outcome};

use crate::call::Call;
use crate::testing::barber;

#[tokio::test]
async fn an_appointment_is_moved_in_one_step() {
    let mut call = Call::new(barber());
    call.has(0, 2, 15, true);
    call.starts().await;
    call.says_all(&["I need to move my appointment to Friday at 11 am", "yes", "thanks, bye"])
        .await;
    insta::assert_snapshot!(call.transcript);
    assert_eq!(outcome(&call.state), Outcome::Rescheduled);
}

#[tokio::test]
async fn the_new_time_of_an_appointment_is_asked_for() {
    let mut call = Call::new(barber());
    call.has(0, 2, 15, true);
    call.starts().await;
    call.says_all(&["can I reschedule", "Friday morning", "the first one", "yes please"]).await;
    insta::assert_snapshot!(call.transcript);
}

#[tokio::test]
async fn among_several_one_is_chosen() {
    let mut call = Call::new(barber());
    call.has(0, 2, 15, true);
    call.has(2, 6, 10, true);
    call.starts().await;
    call.says_all(&["I have to cancel an appointment", "the beard trim", "yes"]).await;
    insta::assert_snapshot!(call.transcript);
    assert_eq!(call.own.len(), 1);
}

#[tokio::test]
async fn a_named_day_chooses_the_appointment() {
    let mut call = Call::new(barber());
    call.has(0, 2, 15, true);
    call.has(2, 6, 10, true);
    call.starts().await;
    let reply = call.says("please cancel my appointment on Thursday").await;
    assert!(reply.contains("Haircut") && reply.contains("Shall I cancel"), "{reply}");
    call.says("no, keep it").await;
    assert_eq!(call.own.len(), 2, "{}", call.transcript);
}

#[tokio::test]
async fn what_is_too_late_to_change_goes_to_the_owner() {
    let mut call = Call::new(barber());
    call.has(0, 0, 15, false);
    call.starts().await;
    call.says_all(&[
        "cancel my appointment please",
        "yes",
        "I'm sick and can't come today",
        "Dana",
        "yes",
    ])
    .await;
    insta::assert_snapshot!(call.transcript);
    assert!(!call.used.iter().any(|it| matches!(it, ToolCall::Cancel { .. })));
    assert_eq!(outcome(&call.state), Outcome::Message);
}

#[tokio::test]
async fn nothing_is_found_for_a_stranger() {
    let mut call = Call::to(barber()).await;
    let reply = call.says("when is my appointment?").await;
    assert!(reply.contains("can't find"), "{reply}");
    let mut known = Call::new(barber());
    known.has(0, 2, 15, true);
    known.starts().await;
    let reply = known.says("when is my appointment?").await;
    assert!(reply.contains("Thursday, March 5th at 3 PM"), "{reply}");
}
