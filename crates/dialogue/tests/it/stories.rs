use dialogue::{Event, Move, PastCall, Policy, RulePolicy};

use crate::diary::Shop;

async fn after(shop: &mut Shop, words: &[&str]) -> String {
    shop.greets().await;
    let mut last = String::new();
    for words in words {
        last = shop.hears(words).await;
    }
    last
}

#[tokio::test]
async fn everything_in_one_sentence_needs_only_a_yes() {
    let mut shop = Shop::open();
    let words = ["Hi, this is Dana, can I get a haircut with Maria tomorrow at 3 pm?", "yes"];
    let last = after(&mut shop, &words).await;
    assert_eq!(shop.done(), ["book"], "{:#?}", shop.transcript);
    assert!(last.contains("Haircut with Maria tomorrow, Wednesday at 3 PM"), "{last}");
    assert!(last.contains("texted"), "{last}");
}

#[tokio::test]
async fn slot_by_slot() {
    let mut shop = Shop::open();
    let words = [
        "I'd like an appointment",
        "a beard trim",
        "Thursday afternoon",
        "the second one",
        "Alex Reed",
        "yes please",
    ];
    let last = after(&mut shop, &words).await;
    assert_eq!(shop.done(), ["book"], "{:#?}", shop.transcript);
    assert!(last.contains("Beard trim with Sam on Thursday, March 5th at 12:30 PM"), "{last}");
}

#[tokio::test]
async fn an_offer_is_chosen_by_time_or_key() {
    for choice in ["9:30 please", "the second one", "half past nine", "dtmf"] {
        let mut shop = Shop::open();
        after(&mut shop, &["a haircut on Friday morning"]).await;
        if choice == "dtmf" {
            shop.keys("2").await
        } else {
            shop.hears(choice).await
        };
        let read_back = shop.hears("Alex Reed").await;
        assert!(
            read_back.contains("Friday, March 6th at 9:30 AM"),
            "{choice}: {:#?}",
            shop.transcript
        );
    }
}

#[tokio::test]
async fn what_is_corrected_is_read_back_again() {
    for (correction, expected) in [
        ("no, Thursday", "Thursday, March 5th at 3 PM"),
        ("actually make it 4", "tomorrow, Wednesday at 4 PM"),
        ("no, a beard trim", "Beard trim"),
        ("yes, but at 4 pm", "tomorrow, Wednesday at 4 PM"),
        ("no, with Maria", "with Maria"),
        ("no it's Alexis", "Alexis"),
    ] {
        let mut shop = Shop::open();
        after(&mut shop, &["a haircut tomorrow at 3 pm", "Alex Reed"]).await;
        let again = shop.hears(correction).await;
        assert!(again.contains(expected), "{correction}: {:#?}", shop.transcript);
        assert!(shop.done().is_empty(), "{correction}");
        let last = shop.hears("yes").await;
        assert!(
            last.contains(expected) || expected == "Alexis",
            "{correction}: {:#?}",
            shop.transcript
        );
        assert_eq!(shop.done(), ["book"], "{correction}");
    }
}

#[tokio::test]
async fn a_question_in_the_middle_is_answered_and_the_booking_goes_on() {
    for (question, answer) in [
        ("what are your hours?", "9 AM to 5 PM"),
        ("how much is that?", "30 dollars"),
        ("are you a robot?", "automated assistant"),
        ("do you take walk-ins?", "until four"),
        ("where are you?", "12 Mill Street"),
    ] {
        let mut shop = Shop::open();
        let asked = after(&mut shop, &["a haircut tomorrow at 3 pm"]).await;
        assert!(asked.contains("name"), "{asked}");
        let answered = shop.hears(question).await;
        assert!(answered.contains(answer) && answered.contains("name"), "{question}: {answered}");
        shop.hears("Alex Reed").await;
        shop.hears("yes").await;
        assert_eq!(shop.done(), ["book"], "{question}");
    }
}

#[tokio::test]
async fn a_slot_that_was_just_taken_is_replaced() {
    let mut shop = Shop::open();
    after(&mut shop, &["a haircut tomorrow at 3 pm"]).await;
    shop.state = dialogue::State::default();
    shop.taken = vec!["2026-03-05T14:00".to_owned()];
    shop.hears("a haircut on Thursday afternoon").await;
    shop.taken.push("2026-03-05T12:00".to_owned());
    let sorry = shop.hears("the first one").await;
    assert!(
        sorry.contains("somebody has just taken that one") && sorry.contains("Friday"),
        "{sorry}"
    );
}

#[tokio::test]
async fn a_closed_day_is_said_and_another_offered() {
    let mut shop = Shop::open();
    let last = after(&mut shop, &["a haircut on Sunday"]).await;
    assert!(last.contains("closed") && last.contains("Friday"), "{last}");
}

#[tokio::test]
async fn an_appointment_is_moved_after_a_yes() {
    let mut shop = Shop::open();
    shop.has("2026-03-10T15:00", true);
    let words = ["move my Tuesday appointment to Friday at 11", "yes"];
    let last = after(&mut shop, &words).await;
    assert_eq!(shop.done(), ["move"], "{:#?}", shop.transcript);
    assert!(last.contains("Friday, March 6th at 11 AM"), "{last}");
}

#[tokio::test]
async fn one_of_two_appointments_is_cancelled() {
    let mut shop = Shop::open();
    shop.has("2026-03-10T15:00", true);
    shop.has("2026-03-12T09:00", true);
    let asked = after(&mut shop, &["I need to cancel my appointment"]).await;
    assert!(asked.contains("Which one"), "{asked}");
    shop.hears("the one on Thursday the 12th").await;
    let last = shop.hears("yes").await;
    assert!(last.contains("March 12th") && last.contains("cancelled"), "{:#?}", shop.transcript);
    assert_eq!(shop.done(), ["cancel"]);
}

#[tokio::test]
async fn what_is_too_late_to_change_becomes_a_message() {
    let mut shop = Shop::open();
    shop.has("2026-03-03T15:00", false);
    let words =
        ["cancel my appointment please", "yes", "I am stuck at work, sorry", "Alex Reed", "yes"];
    after(&mut shop, &words).await;
    assert_eq!(shop.done(), ["message"], "{:#?}", shop.transcript);
}

#[tokio::test]
async fn a_caller_without_a_number_is_asked_for_one() {
    let mut shop = Shop::open();
    shop.briefing.caller.number = None;
    let words = [
        "a haircut tomorrow at 3 pm",
        "Alex Reed",
        "eight one six, double five five, oh one double seven",
        "yes",
    ];
    after(&mut shop, &words).await;
    assert_eq!(shop.done(), ["book"], "{:#?}", shop.transcript);
    let Some(dialogue::ToolCall::Book { phone, .. }) = shop.tools.last() else { panic!() };
    assert_eq!(phone.as_ref().unwrap().as_str(), "+18165550177");
}

#[tokio::test]
async fn silence_is_asked_about_then_a_message_offered_then_goodbye() {
    let mut shop = Shop::open();
    shop.greets().await;
    assert!(shop.hears("").await.contains("still there"));
    assert!(shop.hears("").await.contains("message"));
    shop.hears("").await;
    assert!(shop.transcript.last().unwrap().starts_with("end:"), "{:#?}", shop.transcript);
}

#[tokio::test]
async fn words_that_make_no_sense_lead_to_the_keypad_and_then_to_a_person() {
    let mut shop = Shop::open();
    shop.briefing.can_transfer = true;
    after(&mut shop, &["flarb wobble", "zib zab"]).await;
    assert!(shop.transcript.last().unwrap().contains("press 1"), "{:#?}", shop.transcript);
    shop.hears("quux").await;
    assert!(shop.transcript.last().unwrap().starts_with("transfer:"), "{:#?}", shop.transcript);
}

#[tokio::test]
async fn danger_of_life_is_told_whom_to_call() {
    let mut shop = Shop::open();
    let last = after(&mut shop, &["a haircut tomorrow", "oh no, I can smell gas"]).await;
    assert!(last.contains("911"), "{last}");
    assert_eq!(shop.done(), ["message"]);
}

#[tokio::test]
async fn a_middling_signal_is_asked_about() {
    let mut shop = Shop::open();
    let asked = after(&mut shop, &["it's kind of urgent, I need a shave"]).await;
    assert!(asked.contains("emergency"), "{asked}");
    shop.hears("no, not really").await;
    assert!(shop.done().is_empty(), "{:#?}", shop.transcript);
}

#[tokio::test]
async fn a_trade_emergency_alerts_and_holds_the_soonest_slot() {
    let mut shop = Shop::open();
    let last = after(&mut shop, &["we have a burst pipe in the kitchen"]).await;
    assert_eq!(shop.done(), ["message"], "{:#?}", shop.transcript);
    assert!(last.contains("Today"), "{last}");
}

#[tokio::test]
async fn a_person_is_rung_where_there_is_one() {
    let mut shop = Shop::open();
    let last = after(&mut shop, &["can I talk to a human"]).await;
    assert!(last.contains("message"), "{last}");
    let mut shop = Shop::open();
    shop.briefing.can_transfer = true;
    after(&mut shop, &["can I talk to a human"]).await;
    assert!(shop.transcript.last().unwrap().starts_with("transfer:"));
    let back = shop.turn(Event::HandOffFailed).await;
    assert!(back.contains("message"), "{back}");
}

#[tokio::test]
async fn a_returning_caller_hears_their_name_and_topic() {
    let mut shop = Shop::open();
    let new = shop.greets().await;
    shop.briefing.caller.name = Some("Dana".to_owned());
    shop.briefing.caller.past_calls = vec![PastCall {
        summary: "Booked Haircut.".to_owned(),
        category: "book".to_owned(),
        sentiment: "neutral".to_owned(),
    }];
    shop.transcript.clear();
    let again = shop.greets().await;
    assert!(!new.contains("Dana") && again.contains("Dana"), "{again}");
    assert!(again.contains("to book an appointment"), "{again}");
}

#[tokio::test]
async fn what_must_never_be_said_is_not_said() {
    let mut shop = Shop::open();
    let mut facts = (*shop.briefing.business).clone();
    facts.faqs.push(dialogue::Fact {
        question: "What is the alarm code?".to_owned(),
        answer: "The alarm code is seventeen.".to_owned(),
    });
    shop.briefing.business = std::sync::Arc::new(facts);
    let last = after(&mut shop, &["what is the alarm code"]).await;
    assert!(!last.contains("seventeen"), "{last}");
}

#[tokio::test]
async fn dates_are_said_as_the_caller_would() {
    let mut shop = Shop::speaking("en-GB");
    let last = after(&mut shop, &["a haircut on Friday at 3 pm"]).await;
    assert!(last.contains("Friday the 6th of March at 3 PM"), "{last}");
}

#[tokio::test]
async fn a_thank_you_does_not_end_the_call_and_goodbye_does() {
    let mut shop = Shop::open();
    let last = after(&mut shop, &["what are your hours", "thank you"]).await;
    assert!(last.contains("else"), "{last}");
    shop.hears("no that's all, bye").await;
    assert!(shop.transcript.last().unwrap().starts_with("end:"), "{:#?}", shop.transcript);
}

#[tokio::test]
async fn an_end_is_polite_for_a_hard_sell() {
    let mut shop = Shop::open();
    after(&mut shop, &["we're calling about your google listing"]).await;
    assert!(shop.transcript.last().unwrap().starts_with("end:"));
    let mut state = dialogue::State::default();
    let decided = RulePolicy::new().next(&shop.briefing, &mut state, Event::Started).await;
    assert!(matches!(decided, Move::Say(_)));
}
