use crate::repeats::call;
use telephony::{CallOutcome, CallStatus};
use testkit::World;

#[tokio::test]
async fn reports_in_any_order_end_in_the_same_state() {
    use CallStatus::{Completed, InProgress, Ringing};
    let orders = [
        vec![Ringing, InProgress, Completed],
        vec![Completed, Completed, Ringing],
        vec![InProgress, Completed, InProgress, Completed],
    ];
    let mut ends = Vec::new();
    for order in orders {
        let world = World::salon().await;
        let mut line = world.rings_from("+15550100001").await;
        line.says("what are your opening hours?").await;
        for status in order {
            line.reports(status).await;
        }
        let call = call(&world, &line).await;
        ends.push((call.status, call.outcome, call.seconds, call.summary, call.category));
    }
    assert!(ends.windows(2).all(|pair| pair[0] == pair[1]), "{ends:?}");
    assert_eq!(ends[0].0, Completed);
    assert_eq!(ends[0].1, Some(CallOutcome::Answered));
    assert!(ends[0].3.as_ref().is_some_and(|summary| !summary.is_empty()));
}

#[tokio::test]
async fn a_call_that_was_never_answered_is_a_missed_call() {
    let world = World::salon().await;
    let line = world.rings_from("+15550100001").await;
    let other = telephony::StatusUpdate {
        provider_id: telephony::ProviderRef::parse("CAmissed").unwrap(),
        to: world.card.tenant.phone.clone(),
        from: kernel::Caller::parse("+15550100002"),
        status: CallStatus::NoAnswer,
        seconds: Some(0),
    };
    for _ in 0..3 {
        world.flows.voice.call_status(&other).await.unwrap();
    }
    world.clock.advance(jiff::SignedDuration::from_secs(60));
    world.run_jobs().await;
    let owner = world.texts_to("+18165550199");
    assert_eq!(owner, ["Missed call from +15550100002."]);
    drop(line);
}

#[tokio::test]
async fn a_caller_who_hangs_up_early_is_told_to_the_owner_once() {
    let world = World::salon().await;
    let line = world.rings_from("+15550100001").await;
    line.reports(CallStatus::Completed).await;
    line.reports(CallStatus::Completed).await;
    world.clock.advance(jiff::SignedDuration::from_secs(60));
    world.run_jobs().await;
    assert_eq!(world.texts_to("+18165550199").len(), 1);
    assert_eq!(call(&world, &line).await.outcome, Some(CallOutcome::Abandoned));
}

#[tokio::test]
async fn a_held_slot_is_let_go_when_the_caller_hangs_up() {
    let world = World::salon().await;
    let mut line = world.rings_from("+15550100001").await;
    line.says("a hot towel shave with Sam on Thursday at 3 pm please").await;
    line.says("Alex Reed").await;
    line.hangs_up().await;
    let mut other = world.rings_from("+15550100002").await;
    other.says("a hot towel shave with Sam on Thursday at 3 pm please").await;
    other.says("Billie Hart").await;
    other.says("yes").await;
    assert_eq!(world.diary().await.len(), 1, "{}", other.transcript);
}

#[tokio::test]
async fn a_call_without_news_ends_by_itself() {
    let world = World::salon().await;
    let mut line = world.rings_from("+15550100001").await;
    line.says("what are your opening hours?").await;
    assert_eq!(world.flows.jobs.sweep().await.unwrap(), 0);
    world.clock.advance(jiff::SignedDuration::from_mins(16));
    assert_eq!(world.flows.jobs.sweep().await.unwrap(), 1);
    assert_eq!(world.flows.jobs.sweep().await.unwrap(), 0);
    assert_eq!(call(&world, &line).await.status, CallStatus::Completed);
}

#[tokio::test]
async fn a_recording_is_kept_with_its_call() {
    let world = World::salon().await;
    let line = world.rings_from("+15550100001").await;
    for to in [None, Some(world.card.tenant.phone.clone())] {
        let recording = telephony::Recording {
            call: line.provider_id.clone(),
            to,
            recording: telephony::ProviderRef::parse("RE1").unwrap(),
            ready: true,
            seconds: Some(10),
        };
        world.flows.voice.recording(&recording).await.unwrap();
    }
    assert_eq!(call(&world, &line).await.recording.unwrap().as_str(), "RE1");
}

#[tokio::test]
async fn a_call_is_recorded_once_the_caller_knows_and_goes_on() {
    use telephony::Step;
    let announced = testkit::SALON.replace("[calls]", "[calls]\nrecording = true");
    for (business, recorded) in [(announced.as_str(), true), (testkit::SALON, false)] {
        let world = World::with(business).await;
        let mut line = world.rings_from("+15550100001").await;
        assert_eq!(line.said().contains("recorded"), recorded, "{}", line.said());
        let starts = |plan: &telephony::CallPlan| {
            plan.steps.iter().filter(|step| **step == Step::StartRecording).count()
        };
        assert_eq!(starts(line.plan()), 0);
        line.says("when are you open?").await;
        assert_eq!(starts(line.plan()), usize::from(recorded));
        let request = line.request(1, dialogue::Heard::words("hm"));
        let again = world.flows.voice.take_turn(&request).await;
        assert_eq!(starts(&again.plan), usize::from(recorded), "the same again");
        line.says("and on Saturday?").await;
        assert_eq!(starts(line.plan()), 0, "it goes on");
    }
}
