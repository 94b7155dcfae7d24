use dialogue::Heard;
use testkit::World;

#[tokio::test]
async fn every_webhook_sent_twice_gives_equal_answers_and_one_of_everything() {
    let world = World::salon().await;
    let line = world.rings_from("+15550100001").await;
    let greeting = line.plan().clone();
    let again = world.rings_as(line.provider_id.as_str(), "+15550100001").await;
    assert_eq!(*again.plan(), greeting);
    assert!(again.last.replayed);

    let words =
        ["a haircut on Thursday at 3 pm please", "Alex Reed", "yes please", "that's all, bye"];
    for (number, words) in (1..).zip(words) {
        let request = line.request(number, Heard::words(words));
        let first = world.flows.voice.take_turn(&request).await;
        for _ in 0..3 {
            let repeat = world.flows.voice.take_turn(&request).await;
            assert_eq!(repeat.plan, first.plan, "turn {number}");
            assert!(repeat.replayed && repeat.effects.is_empty());
        }
    }
    for earlier in [1, 2, 3] {
        let request = line.request(earlier, Heard::words("yes"));
        assert!(world.flows.voice.take_turn(&request).await.replayed, "turn {earlier}");
    }
    line.hangs_up().await;
    world.run_jobs().await;
    world.run_jobs().await;
    assert_eq!(world.diary().await.len(), 1);
    assert_eq!(world.texts_to("+15550100001").len(), 1);
    assert_eq!(world.texts_to("+18165550199").len(), 1);
    assert_eq!(customers(&world).await, 1);
}

#[tokio::test]
async fn the_same_yes_on_sixteen_connections_books_once() {
    let world = std::sync::Arc::new(World::salon().await);
    let mut line = world.rings_from("+15550100001").await;
    line.says("a haircut on Thursday at 3 pm please").await;
    line.says("Alex Reed").await;
    let request = line.request(3, Heard::words("yes"));
    let answers =
        futures_util::future::join_all((0..16).map(|_| world.flows.voice.take_turn(&request)))
            .await;
    assert!(answers.windows(2).all(|pair| pair[0].plan == pair[1].plan));
    assert_eq!(answers.iter().filter(|answer| !answer.replayed).count(), 1);
    world.run_jobs().await;
    assert_eq!(world.diary().await.len(), 1);
    assert_eq!(world.texts_to("+15550100001").len(), 1);
}

#[tokio::test]
async fn a_status_report_that_overtakes_the_last_turn_changes_nothing() {
    let world = World::salon().await;
    let mut line = world.rings_from("+15550100001").await;
    line.says("a haircut on Thursday at 3 pm please").await;
    line.says("Alex Reed").await;
    line.reports(telephony::CallStatus::Completed).await;
    let answer = line.says("yes").await;
    assert_eq!(world.diary().await.len(), 1, "{answer}");
    let call = call(&world, &line).await;
    assert_eq!(call.outcome, Some(telephony::CallOutcome::Booked));
    assert_eq!(call.status, telephony::CallStatus::Completed);
    world.clock.advance(jiff::SignedDuration::from_secs(60));
    world.run_jobs().await;
    let owner = world.texts_to("+18165550199");
    assert!(owner.iter().all(|text| !text.contains("Hung up")), "{owner:?}");
}

pub(crate) async fn customers(world: &World) -> u64 {
    let mut tx = world.db.begin_read(world.card.tenant.id).await.unwrap();
    tx.customers().count().await.unwrap()
}

pub(crate) async fn call(world: &World, line: &testkit::Line<'_>) -> telephony::Call {
    let mut tx = world.db.begin_read(world.card.tenant.id).await.unwrap();
    tx.calls().find_by_provider(&line.provider_id).await.unwrap().unwrap()
}
