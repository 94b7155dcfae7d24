//! How a conversation is led: what is confirmed and how, what waits, what is asked again, when it
//! ends.

use frontdesk_dialogue::{Expect, HandOffReason, Heard, Move, Reply, ToolCall, ToolResult};

use crate::call::Call;
use crate::testing::{barber, plumber, restaurant};

fn badly(text: &str, confidence: f32) -> Heard {
    Heard { confidence: Some(confidence), ..Heard::words(text) }
}

fn expects_yes_no(call: &Call) -> bool {
    matches!(call.last, Some(Move::Say(Reply { expect: Expect::YesNo, .. })))
}

fn notes(call: &Call) -> Option<String> {
    call.used.iter().rev().find_map(|used| match used {
        ToolCall::Book { notes, .. } => Some(notes.clone().unwrap_or_default()),
        _ => None,
    })
}

fn done(call: &Call) -> Vec<&'static str> {
    call.used
        .iter()
        .filter_map(|used| match used {
            ToolCall::Book { .. } => Some("book"),
            ToolCall::Move { .. } => Some("move"),
            ToolCall::Cancel { .. } => Some("cancel"),
            ToolCall::TakeMessage { .. } => Some("message"),
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn a_yes_that_was_hardly_heard_is_asked_about_once() {
    let mut call = Call::to(barber()).await;
    call.says_all(&["a haircut on Thursday at 3", "Alex Reed"]).await;
    let reply = call.hears(&badly("yes", 0.2)).await;
    assert!(done(&call).is_empty() && expects_yes_no(&call), "{reply}");
    call.hears(&badly("yes", 0.2)).await;
    assert_eq!(done(&call), ["book"], "{}", call.transcript);
    // Some recognisers say nought whatever they hear: that is no doubt.
    let mut call = Call::to(barber()).await;
    call.says("a haircut on Thursday at 3").await;
    call.hears(&badly("Alex Reed", 0.0)).await;
    call.hears(&badly("yes", 0.0)).await;
    assert_eq!(done(&call), ["book"], "{}", call.transcript);
}

#[tokio::test]
async fn a_name_that_was_hardly_heard_is_spelled_back() {
    let mut call = Call::to(barber()).await;
    call.says("a haircut on Thursday at 3").await;
    let reply = call.hears(&badly("Alex Reed", 0.4)).await;
    assert!(reply.contains("R, E, E, D") && expects_yes_no(&call), "{reply}");
    let reply = call.says("no").await;
    assert!(reply.contains("spell"), "{reply}");
    let reply = call.says("R E A D").await;
    assert!(reply.contains("under the name Alex Read"), "{reply}");
    // "Frances" is a name, and "English" may be one.
    for name in ["Frances", "Paul English", "English"] {
        let mut call = Call::to(barber()).await;
        call.says("a haircut on Thursday at 3").await;
        let reply = call.says(name).await;
        assert!(reply.contains(&format!("under the name {name}")), "{}", call.transcript);
    }
    // Right at once: one yes for the name, one for the booking.
    let mut call = Call::to(barber()).await;
    call.says("a haircut on Thursday at 3").await;
    call.hears(&badly("Alex Reed", 0.4)).await;
    call.keys("1").await;
    call.keys("1").await;
    assert_eq!(done(&call), ["book"], "{}", call.transcript);
}

#[tokio::test]
async fn a_number_that_was_hardly_heard_is_read_back_and_may_be_typed() {
    let mut call = Call::new(barber());
    call.briefing.caller.number = None;
    call.starts().await;
    call.says_all(&["a haircut on Thursday at 3", "Alex Reed"]).await;
    let reply = call.hears(&badly("816 555 0178", 0.4)).await;
    assert!(reply.contains("8 1 6, 5 5 5, 0 1 7 8") && expects_yes_no(&call), "{reply}");
    let reply = call.keys("2").await;
    assert!(reply.contains("keypad"), "{reply}");
    let reply = call.keys("8165550177").await;
    assert!(reply.contains("8 1 6, 5 5 5, 0 1 7 7"), "{reply}");
    // And corrected when everything is read back.
    let reply = call.says("no, the number is 816 555 0199").await;
    assert!(reply.contains("0 1 9 9") && expects_yes_no(&call), "{reply}");
    call.says("yes").await;
    assert_eq!(done(&call), ["book"], "{}", call.transcript);
}

#[tokio::test]
async fn a_service_that_was_hardly_heard_is_asked_about() {
    let mut call = Call::to(barber()).await;
    let reply = call.hears(&badly("beard trim", 0.3)).await;
    assert!(reply.contains("beard trim") && expects_yes_no(&call), "{reply}");
    let reply = call.says("yes").await;
    assert!(reply.contains("beard trim") && !expects_yes_no(&call), "{reply}");
    let mut call = Call::to(barber()).await;
    call.hears(&badly("beard trim", 0.3)).await;
    let reply = call.keys("2").await;
    assert!(reply.contains("haircut") && !expects_yes_no(&call), "{reply}");
    // Heard well, it is confirmed in passing.
    let mut call = Call::to(barber()).await;
    let reply = call.hears(&badly("I'd like a beard trim", 0.95)).await;
    assert!(reply.contains("For beard trim"), "{reply}");
}

#[tokio::test]
async fn every_yes_or_no_may_be_keyed() {
    // What leads to the question, and what follows a 1 and a 2.
    for (words, one, two) in [
        (&["a haircut on Thursday at 3", "Alex Reed"][..], "all set|booked", "change"),
        (&["cancel my appointment"], "cancelled", "leave it"),
        (
            &["can I leave a message", "the gate is open", "Alex Reed"],
            "passed|on its way",
            "instead|again",
        ),
        (&["it's kind of urgent, I need a shave"], "alerted", "shave"),
        (&["what time do you open tomorrow"], "do for you|Go ahead", "Thanks for"),
    ] {
        for (key, expected) in [("1", one), ("2", two)] {
            let mut call = Call::new(barber());
            call.has(0, 3, 10, true);
            call.briefing.can_transfer = false;
            call.starts().await;
            call.says_all(words).await;
            let reply = call.keys(key).await;
            assert!(
                expected.split('|').any(|it| reply.contains(it)),
                "{words:?} [{key}]: {}",
                call.transcript
            );
        }
    }
    let mut call = Call::to(restaurant()).await;
    call.says("a table tomorrow at 8 pm").await;
    let reply = call.keys("4").await;
    assert!(reply.contains("Table for four") || reply.contains("free"), "{}", call.transcript);
}

#[tokio::test]
async fn somebody_else_may_come() {
    for (words, attendee, expected) in [
        (
            &["a haircut for my son Leo on Thursday at 3", "Dana Reed", "yes"][..],
            "your son Leo",
            "for the caller's son (Leo)",
        ),
        (
            &["a haircut for my son on Thursday at 3", "Dana Reed", "Friday instead", "yes"],
            "Friday, March 6th at 3 PM, for your son,",
            "for the caller's son",
        ),
        (
            &["a haircut for my son on Thursday at 3", "Dana Reed", "Leo", "yes"],
            "your son Leo",
            "for the caller's son (Leo)",
        ),
        (
            &[
                "a haircut on Thursday at 3",
                "Dana Reed",
                "it's for my daughter, her name is Mia",
                "yes",
            ],
            "your daughter Mia",
            "for the caller's daughter (Mia)",
        ),
    ] {
        let mut call = Call::to(barber()).await;
        call.says_all(words).await;
        assert_eq!(done(&call), ["book"], "{}", call.transcript);
        assert!(call.transcript.contains(attendee), "{}", call.transcript);
        assert_eq!(notes(&call).as_deref(), Some(expected), "{}", call.transcript);
        let Some(ToolCall::Book { name, .. }) = call.used.last() else { panic!() };
        assert_eq!(name, "Dana Reed");
    }
}

#[tokio::test]
async fn an_earlier_appointment_is_meant_by_day_service_or_place() {
    for (words, expected) in [
        ("cancel my Thursday one", "Thursday, March 5th"),
        ("please cancel the beard trim", "Beard trim"),
        ("I need to cancel my 10 o'clock on Monday", "Monday, March 9th"),
        ("when is my next appointment", "Thursday, March 5th"),
        ("cancel my next appointment", "Thursday, March 5th"),
        ("move my Thursday one to Friday at 2", "from Thursday, March 5th at 3 PM"),
        ("please reschedule the beard trim to Friday at 2", "from Monday, March 9th"),
    ] {
        let mut call = Call::new(barber());
        call.has(0, 2, 15, true);
        call.has(2, 6, 10, true);
        call.starts().await;
        let reply = call.says(words).await;
        assert!(reply.contains(expected), "{words}: {}", call.transcript);
    }
    // Two on the day that was named: only these are asked about.
    let mut call = Call::new(barber());
    for (days, hour) in [(2, 10), (2, 15), (6, 10)] {
        call.has(0, days, hour, true);
    }
    call.starts().await;
    let reply = call.says("cancel my Thursday appointment").await;
    assert!(reply.contains("Which one") && !reply.contains("Monday"), "{reply}");
    let reply = call.keys("2").await;
    assert!(reply.contains("at 3 PM") && expects_yes_no(&call), "{reply}");
}

#[tokio::test]
async fn several_appointments_are_made_in_one_call_and_summed_up() {
    let mut call = Call::to(barber()).await;
    call.says_all(&[
        "a haircut on Thursday at 3",
        "Dana Reed",
        "yes",
        "and I'd also like a beard trim on Friday at 4",
        "yes",
        "no that's all",
    ])
    .await;
    assert_eq!(done(&call), ["book", "book"], "{}", call.transcript);
    insta::assert_snapshot!(call.transcript);
    assert!(matches!(call.last, Some(Move::End { .. })));
}

#[tokio::test]
async fn two_requests_in_one_breath_are_taken_one_after_the_other() {
    let mut call = Call::new(barber());
    call.has(0, 2, 15, true);
    call.briefing.caller.name = Some("Dana Reed".to_owned());
    call.starts().await;
    call.says_all(&["cancel Thursday and book me for Friday at 2 instead", "yes", "yes", "no"])
        .await;
    assert_eq!(done(&call), ["cancel", "book"], "{}", call.transcript);
    insta::assert_snapshot!(call.transcript);
    for (words, first, second) in [
        ("how much is a haircut and can I book one for Friday at 2", "30 dollars", "Friday"),
        (
            "I want to book a haircut for Friday at 2 and what's your address",
            "Mill Street",
            "Friday",
        ),
        ("what time do you open tomorrow and where are you", "9 AM", "Mill Street"),
    ] {
        let mut call = Call::to(barber()).await;
        let reply = call.says(words).await;
        let (one, other) = (reply.find(first), reply.find(second));
        assert!(one.is_some() && one < other, "{words}: {}", call.transcript);
    }
    let mut call = Call::to(barber()).await;
    call.says_all(&["a haircut on Thursday at 3", "Alex Reed"]).await;
    let reply = call.says("yes please and where are you located").await;
    assert!(reply.contains("all set") && reply.contains("Mill Street"), "{}", call.transcript);
    // One request with an "and" in it stays one.
    for words in ["a cut and beard on Friday at 2", "a haircut on Thursday and Friday"] {
        let mut call = Call::to(barber()).await;
        call.says(words).await;
        assert!(call.state.frame.queue.is_empty(), "{words}: {}", call.transcript);
    }
}

#[tokio::test]
async fn when_nothing_fits_it_is_noted_down_and_said_so() {
    let none = || ToolResult::Slots { slots: Vec::new(), outside_window: false, closed: None };
    let mut call = Call::to(barber()).await;
    call.scripted.push(("find", none()));
    call.says_all(&["a haircut on Thursday afternoon", "no", "yes", "Dana Reed"]).await;
    insta::assert_snapshot!(call.transcript);
    assert_eq!(done(&call), ["message"]);
    let Some(ToolCall::TakeMessage { body, .. }) = call.used.last() else { panic!() };
    assert!(body.contains("Thursday, March 5th") && body.contains("no waiting list"), "{body}");
    // Offers that are turned down again and again lead there as well.
    let mut call = Call::to(barber()).await;
    call.says("a haircut on Thursday").await;
    call.says_all(&["none of those", "Friday", "none of those", "Saturday", "none of those"]).await;
    assert!(call.transcript.trim_end().ends_with("<YesNo>"), "{}", call.transcript);
    assert!(call.transcript.contains("note down"), "{}", call.transcript);
}

#[tokio::test]
async fn who_takes_over_is_briefed() {
    let mut call = Call::to(barber()).await;
    call.says_all(&["a haircut on Thursday at 3", "Dana Reed", "can I talk to a real person"])
        .await;
    let Some(Move::HandOff { brief, reason, .. }) = &call.last else {
        panic!("{}", call.transcript)
    };
    assert_eq!(*reason, HandOffReason::Asked);
    assert_eq!(
        brief,
        "Dana Reed is calling. They asked for a person. Wanted: Haircut with Sam on Thursday, March 5th at 3 PM."
    );
    let mut call = Call::to(plumber()).await;
    call.says("we have a burst pipe").await;
    let Some(Move::HandOff { brief, .. }) = &call.last else { panic!("{}", call.transcript) };
    assert!(brief.contains("emergency"), "{brief}");
}
