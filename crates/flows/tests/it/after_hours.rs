use crate::repeats::call;
use telephony::{CallOutcome, Step};
use testkit::World;

#[tokio::test]
async fn a_closed_plumber_takes_a_voice_message_once() {
    let world = World::plumber().await;
    world.at("2026-03-03T20:00");
    let mut line = world.rings_from("+15550100001").await;
    assert!(matches!(line.plan().steps.as_slice(), [Step::Record(_)]), "{:?}", line.plan());
    assert!(line.said().contains("closed"), "{}", line.said());
    let first = line.records("RE1", 23).await;
    assert_eq!(line.records("RE1", 23).await, first);
    line.reports(telephony::CallStatus::Completed).await;
    world.run_jobs().await;
    assert_eq!(call(&world, &line).await.outcome, Some(CallOutcome::Voicemail));
    let owner = world.texts_to("+18165550129");
    assert_eq!(owner.len(), 1, "{owner:?}");
    assert!(owner[0].contains("voice message of 23 seconds"), "{owner:?}");
}

#[tokio::test]
async fn the_clocks_change_and_the_hours_stay_on_the_wall() {
    let world = World::plumber().await;
    for (local, open) in [
        ("2026-03-06T07:59", false),
        ("2026-03-06T08:00", true),
        ("2026-03-09T07:59", false),
        ("2026-03-09T08:00", true),
        ("2026-03-09T12:30", false),
        ("2026-11-02T08:00", true),
        ("2026-11-02T17:00", false),
    ] {
        world.at(local);
        let line = world.rings_from("anonymous").await;
        let answers = matches!(line.plan().steps.as_slice(), [Step::Listen(_)]);
        assert_eq!(answers, open, "{local}");
    }
}

#[tokio::test]
async fn a_holiday_is_closed() {
    let world = World::salon().await;
    world.at("2026-12-23T10:00");
    let mut line = world.rings_from("+15550100001").await;
    let reply = line.says("are you open on Christmas Day?").await;
    assert!(reply.to_lowercase().contains("closed"), "{reply}");
    line.says("a haircut on December 25th at 10 am please").await;
    assert!(world.diary().await.is_empty(), "{}", line.transcript);
}

#[tokio::test]
async fn a_number_that_nobody_has_is_answered_politely_and_leaves_no_trace() {
    let world = World::salon().await;
    let inbound = telephony::InboundCall {
        provider_id: telephony::ProviderRef::parse("CAstray").unwrap(),
        from: kernel::Caller::parse("+15550100001"),
        to: kernel::PhoneNumber::parse("+15550109999").unwrap(),
        forwarded_from: None,
        number_verified: false,
    };
    let answer = world.flows.voice.answer_call(&inbound).await;
    assert!(answer.plan.spoken().contains("not in use"), "{}", answer.plan.spoken());
    assert_eq!(answer.plan.next_word(), "hangup");
    assert_eq!(crate::repeats::customers(&world).await, 0);
}
