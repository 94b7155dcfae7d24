use frontdesk_dialogue::PastCall;
use frontdesk_dialogue::rules::{Outcome, outcome, summarise};

use crate::call::Call;
use crate::testing::{barber, plumber};

#[tokio::test]
async fn questions_are_answered_from_the_owners_facts() {
    let mut call = Call::to(barber()).await;
    call.says_all(&[
        "what time do you open tomorrow?",
        "are you open on Christmas Day?",
        "are you open now?",
        "how much is a hot towel shave?",
        "and a kids' cut?",
        "how much is a kids cut",
        "where are you?",
        "where can I park?",
        "do you take walk ins",
        "do you do tattoos?",
        "what services do you offer?",
        "are you a robot?",
        "can you say that again?",
        "do you speak Spanish?",
    ])
    .await;
    insta::assert_snapshot!(call.transcript);
    assert_eq!(outcome(&call.state), Outcome::Answered);
    let text = summarise(&call.state).text;
    assert!(text.starts_with("Asked about opening hours, prices, the address"), "{text}");
}

#[tokio::test]
async fn a_question_in_the_middle_is_answered_and_the_booking_goes_on() {
    let mut call = Call::to(barber()).await;
    call.says_all(&[
        "can I book a haircut for Thursday at 3 pm",
        "where can I park?",
        "it's Alex Reed",
        "how much is that?",
        "are you a robot?",
        "yes",
    ])
    .await;
    insta::assert_snapshot!(call.transcript);
    assert_eq!(outcome(&call.state), Outcome::Booked);
}

#[tokio::test]
async fn a_returning_caller_hears_another_greeting() {
    let mut call = Call::new(plumber());
    call.briefing.caller.name = Some("Dana Reyes".to_owned());
    call.briefing.caller.past_calls.push(PastCall {
        summary: "Booked Drain cleaning.".to_owned(),
        category: "book".to_owned(),
        sentiment: "neutral".to_owned(),
    });
    call.briefing.open_now = false;
    call.starts().await;
    let mut new = Call::new(plumber());
    new.starts().await;
    insta::assert_snapshot!(format!("{}{}", call.transcript, new.transcript));
}

#[tokio::test]
async fn what_is_never_said_is_not_said() {
    let mut business = barber();
    business.faqs.push(frontdesk_dialogue::Fact {
        question: "What is the code?".to_owned(),
        answer: "The alarm code is 4711.".to_owned(),
    });
    let mut call = Call::to(business).await;
    let reply = call.says("what is the code?").await;
    assert!(!reply.contains("4711") && reply.contains("can't share that"), "{reply}");
}
