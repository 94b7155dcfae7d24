//! Conversations by text message.

use crm::{Customer, Direction, Message, MessageStatus};
use flows::talk::Effect;
use jiff::SignedDuration;
use kernel::PhoneNumber;
use store::memory::Fault;
use telephony::{
    Call, CallOutcome, Channel, DeliveryReport, DeliveryStatus, Handled, InboundText, ProviderRef,
};
use testkit::{Thread, World};

const CUSTOMER: &str = "+15550100001";
const OWNER: &str = "+18165550199";

async fn books(thread: &mut Thread<'_>) {
    thread.writes("a haircut on Thursday at 3 pm please").await;
    thread.writes("Alex Reed").await;
    thread.writes("yes please").await;
    let effects = thread.answer.effects.as_slice();
    assert!(matches!(effects, [Effect::AppointmentBooked(_)]), "{}", thread.transcript);
}

async fn customer(world: &World) -> Customer {
    let phone = PhoneNumber::parse(CUSTOMER).unwrap();
    let mut tx = world.db.begin_read(world.card.tenant.id).await.unwrap();
    tx.customers().find_by_phone(&phone).await.unwrap().unwrap()
}

async fn conversations(world: &World) -> Vec<Call> {
    let mut tx = world.db.begin_read(world.card.tenant.id).await.unwrap();
    tx.calls().recent(20).await.unwrap()
}

async fn messages(world: &World, direction: Direction) -> Vec<Message> {
    let mut tx = world.db.begin_read(world.card.tenant.id).await.unwrap();
    let all = tx.messages().recent(50).await.unwrap();
    all.into_iter().filter(|message| message.direction == direction).collect()
}

#[tokio::test]
async fn an_appointment_is_booked_in_writing() {
    let world = World::salon().await;
    let mut thread = world.texter(CUSTOMER);
    let hello = thread.writes("hi, can I get a haircut on Thursday at 3 pm?").await;
    assert!(hello.contains("automated assistant") && hello.contains("Corner Barbers"), "{hello}");
    assert!(!hello.contains("press"), "{hello}");
    let again = thread.writes("Alex Reed").await;
    assert!(!again.contains("automated assistant"), "said once: {again}");
    let booked = thread.writes("yes").await;
    assert!(booked.contains("3:00 PM") || booked.contains("3 PM"), "{booked}");
    world.run_jobs().await;
    assert_eq!(world.diary().await.len(), 1, "{}", thread.transcript);
    assert_eq!(world.texts_to(CUSTOMER).len(), 1);
    assert_eq!(world.texts_to(OWNER).len(), 1);
    assert_eq!(conversations(&world).await.len(), 1);
    assert_eq!(conversations(&world).await[0].channel, Channel::Sms);
    assert_eq!(messages(&world, Direction::Inbound).await.len(), 3);
    // Three answers and one confirmation.
    assert_eq!(messages(&world, Direction::Outbound).await.len(), 4);
}

#[tokio::test]
async fn a_text_that_comes_twice_is_answered_alike_and_done_once() {
    let world = World::salon().await;
    let mut thread = world.texter(CUSTOMER);
    for words in ["a haircut on Thursday at 3 pm please", "Alex Reed", "yes please", "thanks, bye"]
    {
        thread.writes(words).await;
        let first = thread.answer.clone();
        for _ in 0..3 {
            thread.sends(thread.last.clone()).await;
            assert_eq!(thread.answer.reply, first.reply, "{words}");
            assert!(thread.answer.replayed && thread.answer.effects.is_empty());
        }
    }
    world.run_jobs().await;
    assert_eq!(world.diary().await.len(), 1, "{}", thread.transcript);
    assert_eq!(world.texts_to(CUSTOMER).len(), 1);
    assert_eq!(messages(&world, Direction::Inbound).await.len(), 4);
    assert_eq!(conversations(&world).await.len(), 1);
}

#[tokio::test]
async fn texts_that_arrive_at_once_begin_one_conversation() {
    let world = World::salon().await;
    let text = |number: u32, body: &str| InboundText {
        provider_id: ProviderRef::parse(&format!("SM{number}")).unwrap(),
        from: PhoneNumber::parse(CUSTOMER).unwrap(),
        to: world.card.tenant.phone.clone(),
        body: body.to_owned(),
        media: 0,
        handled: None,
    };
    let texts: Vec<InboundText> =
        (0..8).map(|number| text(number % 4, "when are you open?")).collect();
    let answers = futures_util::future::join_all(
        texts.iter().map(|text| world.flows.texting.take_text(text)),
    );
    let answers = answers.await;
    assert!(answers.iter().all(|answer| answer.reply.is_some()));
    assert_eq!(answers.iter().filter(|answer| !answer.replayed).count(), 4);
    assert_eq!(conversations(&world).await.len(), 1);
    assert_eq!(messages(&world, Direction::Inbound).await.len(), 4);
}

#[tokio::test]
async fn whoever_says_stop_gets_no_texts_and_the_owner_still_does() {
    for word in ["STOP", "stopall", "Unsubscribe", "END", "quit", "revoke", "OptOut"] {
        let world = World::salon().await;
        let mut thread = world.texter(CUSTOMER);
        assert_eq!(thread.writes(word).await, "", "the carrier answers {word}");
        assert!(customer(&world).await.opted_out, "{word}");
        books(&mut thread).await;
        world.run_jobs().await;
        assert_eq!(world.texts_to(CUSTOMER).len(), 0, "{word}");
        assert_eq!(world.texts_to(OWNER).len(), 1, "{word}");
        assert_eq!(thread.writes("START").await, "");
        assert!(!customer(&world).await.opted_out);
    }
}

#[tokio::test]
async fn cancel_calls_the_next_appointment_off_and_stops_texts() {
    let world = World::salon().await;
    let mut thread = world.texter(CUSTOMER);
    books(&mut thread).await;
    world.run_jobs().await;
    assert_eq!(thread.writes("CANCEL").await, "");
    assert!(
        matches!(
            thread.answer.effects.as_slice(),
            [Effect::AppointmentCancelled(_), Effect::ContactStopped]
        ),
        "{:?}",
        thread.answer
    );
    world.run_jobs().await;
    assert!(world.diary().await.is_empty());
    assert!(customer(&world).await.opted_out);
    let owner = world.texts_to(OWNER);
    assert!(owner.iter().any(|text| text.starts_with("Cancelled")), "{owner:?}");
    assert_eq!(world.texts_to(CUSTOMER).len(), 1, "the confirmation of the booking alone");

    // Without an appointment it is a word like STOP.
    thread.writes("START").await;
    thread.writes("cancel").await;
    assert!(customer(&world).await.opted_out);
    assert_eq!(thread.answer.effects, [Effect::ContactStopped]);
}

#[tokio::test]
async fn what_the_business_does_not_allow_by_text_is_told_to_the_owner() {
    let late = testkit::SALON.replace("cancel_hours = 24", "cancel_hours = 96");
    let world = World::with(&late).await;
    let mut line = world.rings_from(CUSTOMER).await;
    crate::booking::books_a_haircut(&mut line).await;
    line.hangs_up().await;
    let mut thread = world.texter(CUSTOMER);
    thread.writes("CANCEL").await;
    world.run_jobs().await;
    assert_eq!(world.diary().await.len(), 1);
    assert!(customer(&world).await.opted_out);
    let owner = world.texts_to(OWNER);
    assert!(owner.iter().any(|text| text.starts_with("Wants to cancel, too late")), "{owner:?}");
}

#[tokio::test]
async fn yes_opts_in_only_where_it_answers_nothing() {
    let world = World::salon().await;
    let mut thread = world.texter(CUSTOMER);
    thread.writes("STOP").await;
    thread.writes("Yes").await;
    assert!(!customer(&world).await.opted_out);
    // In the middle of a booking it is an answer.
    books(&mut thread).await;
}

#[tokio::test]
async fn whoever_asks_in_other_words_is_heard_as_well() {
    let world = World::salon().await;
    let mut thread = world.texter(CUSTOMER);
    let reply = thread.writes("please stop texting me").await;
    assert!(!reply.is_empty());
    assert!(customer(&world).await.opted_out, "{}", thread.transcript);
    world.run_jobs().await;
    assert_eq!(world.texts_to(OWNER).len(), 1);
}

#[tokio::test]
async fn help_says_who_this_is_and_how_to_stop() {
    let world = World::salon().await;
    let mut thread = world.texter(CUSTOMER);
    let help = thread.writes("help").await;
    for part in ["Corner Barbers", "+18165550100", "STOP"] {
        assert!(help.contains(part), "{help}");
    }
    let answered = InboundText {
        provider_id: ProviderRef::parse("SM-help").unwrap(),
        handled: Some(Handled::Help),
        ..thread.last.clone()
    };
    assert_eq!(thread.sends(answered).await, "", "the carrier has answered");
}

#[tokio::test]
async fn nobody_is_rung_by_a_text() {
    let world = World::salon().await;
    world.at("2026-03-03T10:00");
    let mut thread = world.texter(CUSTOMER);
    thread.writes("can I speak to a real person please").await;
    assert!(thread.answer.effects.is_empty(), "{:?}", thread.answer);
    thread.writes("yes").await;
    thread.writes("please call me about my hair colour").await;
    thread.writes("Alex Reed").await;
    thread.writes("yes").await;
    world.run_jobs().await;
    assert_eq!(world.texts_to(OWNER).len(), 1, "{}", thread.transcript);
}

#[tokio::test]
async fn a_conversation_lapses_and_the_next_text_begins_another() {
    let world = World::salon().await;
    let mut thread = world.texter(CUSTOMER);
    thread.writes("when are you open?").await;
    world.clock.advance(SignedDuration::from_hours(11));
    assert_eq!(world.flows.jobs.sweep().await.unwrap(), 0);
    let within = thread.writes("and on Saturday?").await;
    assert!(!within.contains("automated assistant"), "{within}");
    world.clock.advance(SignedDuration::from_hours(13));
    let after = thread.writes("when are you open?").await;
    assert!(after.contains("automated assistant"), "{after}");
    world.clock.advance(SignedDuration::from_hours(13));
    assert_eq!(world.flows.jobs.sweep().await.unwrap(), 1);
    assert_eq!(world.flows.jobs.sweep().await.unwrap(), 0);
    let all = conversations(&world).await;
    assert_eq!(all.len(), 2);
    for call in all {
        assert_eq!(call.outcome, Some(CallOutcome::Answered));
        assert!(call.ended_at.is_some() && call.summary.is_some());
    }
    world.run_jobs().await;
    assert!(world.texts_to(OWNER).is_empty(), "a text that came to nothing is no missed call");
}

#[tokio::test]
async fn what_the_receptionist_cannot_settle_is_passed_on_as_it_was_written() {
    let world = World::salon().await;
    let mut thread = world.texter(CUSTOMER);
    let mut asked = String::new();
    for _ in 0..60 {
        asked = thread.writes("cancel my appointment on March twelfth").await;
        if asked.contains("leave a message") {
            break;
        }
        asked = thread.writes("no").await;
        if asked.contains("leave a message") {
            break;
        }
    }
    assert!(asked.contains("leave a message"), "{asked}");
    thread.writes("please move me to the week after").await;
    assert!(thread.answer.ended, "{}", thread.transcript);
    let effects = thread.answer.effects.as_slice();
    assert!(matches!(effects, [Effect::MessageTaken(_)]), "{effects:?}");
    assert_eq!(conversations(&world).await[0].outcome, Some(CallOutcome::Message));
    world.run_jobs().await;
    let owner = world.texts_to(OWNER);
    assert!(owner.len() == 1 && owner[0].contains("the week after"), "{owner:?}");
}

#[tokio::test]
async fn whoever_writes_again_after_the_last_words_is_not_greeted_again() {
    let world = World::salon().await;
    let mut thread = world.texter(CUSTOMER);
    books(&mut thread).await;
    thread.writes("no thanks, bye").await;
    assert!(thread.answer.ended, "{}", thread.transcript);
    let call = conversations(&world).await.remove(0);
    assert_eq!(call.outcome, Some(CallOutcome::Booked));
    assert!(call.ended_at.is_some());
    let more = thread.writes("when are you open on Saturday?").await;
    assert!(!more.contains("automated assistant"), "{more}");
    assert_eq!(conversations(&world).await.len(), 2);
}

#[tokio::test]
async fn what_cannot_be_answered_is_met_politely_or_not_at_all() {
    let world = World::salon().await;
    let mut thread = world.texter(CUSTOMER);
    let picture = thread.writes("").await;
    assert!(picture.contains("pictures"), "{picture}");
    let stranger = InboundText {
        to: PhoneNumber::parse("+18165550777").unwrap(),
        provider_id: ProviderRef::parse("SM-stranger").unwrap(),
        ..thread.last.clone()
    };
    assert_eq!(thread.sends(stranger).await, "");
    let ourselves = InboundText {
        from: world.card.tenant.phone.clone(),
        to: world.card.tenant.phone.clone(),
        provider_id: ProviderRef::parse("SM-self").unwrap(),
        ..thread.last.clone()
    };
    assert_eq!(thread.sends(ourselves).await, "");
    assert_eq!(conversations(&world).await.len(), 1);
}

#[tokio::test]
async fn without_the_database_the_customer_is_asked_to_write_again() {
    let world = World::salon().await;
    let mut thread = world.texter(CUSTOMER);
    let memory = world.memory.clone().unwrap();
    memory.fail_next(50, Fault::Unavailable);
    let away = thread.writes("when are you open?").await;
    assert!(away.contains("Corner Barbers") && away.contains("again"), "{away}");
    memory.heal();
    let back = thread.sends(thread.last.clone()).await;
    assert!(!thread.answer.replayed && back.contains("open"), "{back}");
}

#[tokio::test]
async fn whichever_store_call_of_a_text_fails_it_is_taken_once() {
    for fault in [Fault::Unavailable, Fault::Conflict, Fault::AnswerLost] {
        for nth in 1..40 {
            let what = format!("call {nth}, {fault:?}");
            let world = World::salon().await;
            let memory = world.memory.clone().unwrap();
            let mut thread = world.texter(CUSTOMER);
            for words in ["a haircut on Thursday at 3 pm please", "Alex Reed", "yes please"] {
                memory.fail_at(nth, fault);
                assert!(!thread.writes(words).await.is_empty(), "{what}");
                memory.heal();
                assert!(!thread.sends(thread.last.clone()).await.is_empty(), "{what}");
            }
            world.run_jobs().await;
            assert_eq!(world.diary().await.len(), 1, "{what}: {}", thread.transcript);
            assert_eq!(world.texts_to(CUSTOMER).len(), 1, "{what}");
            assert_eq!(messages(&world, Direction::Inbound).await.len(), 3, "{what}");
            assert_eq!(conversations(&world).await.len(), 1, "{what}");
        }
    }
}

#[tokio::test]
async fn reports_on_a_text_end_alike_in_any_order() {
    use DeliveryStatus::{Delivered, Pending, Sent};
    for order in [[Pending, Sent, Delivered], [Delivered, Sent, Pending], [Sent, Delivered, Sent]] {
        let world = World::salon().await;
        let mut thread = world.texter(CUSTOMER);
        thread.writes("when are you open?").await;
        let message = thread.answer.reply.clone().unwrap().message;
        for status in order {
            let report = DeliveryReport {
                message: Some(message),
                provider_id: ProviderRef::parse("SM-reply").unwrap(),
                from: Some(world.card.tenant.phone.clone()),
                status,
                error_code: None,
                opted_out: false,
            };
            world.flows.texting.delivered(&report).await.unwrap();
        }
        let sent = messages(&world, Direction::Outbound).await;
        assert_eq!(sent[0].status, MessageStatus::Delivered, "{order:?}");
        assert_eq!(sent[0].provider_id.as_deref(), Some("SM-reply"));
    }
}

#[tokio::test]
async fn a_report_of_an_unwanted_text_opts_the_customer_out() {
    let world = World::salon().await;
    let mut thread = world.texter(CUSTOMER);
    thread.writes("when are you open?").await;
    let report = DeliveryReport {
        message: thread.answer.reply.as_ref().map(|reply| reply.message),
        provider_id: ProviderRef::parse("SM-reply").unwrap(),
        from: Some(world.card.tenant.phone.clone()),
        status: DeliveryStatus::Failed,
        error_code: Some(21_610),
        opted_out: true,
    };
    world.flows.texting.delivered(&report).await.unwrap();
    assert!(customer(&world).await.opted_out);
    assert_eq!(messages(&world, Direction::Outbound).await[0].status, MessageStatus::Suppressed);
    // A report on nothing of ours is passed over.
    let stray = DeliveryReport { message: None, ..report };
    world.flows.texting.delivered(&stray).await.unwrap();
}
