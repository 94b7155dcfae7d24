//! Servers that are away, slow, gone, or told much.

use identity::{Account, EmailAddress, Member, Role};
use kernel::{IdSource, SystemIds, TenantId};

use super::*;

/// Somebody who owns the world's business.
pub(crate) async fn owned(world: &World) {
    let ids: &dyn IdSource = &SystemIds;
    let (id, email) = (ids.next(), EmailAddress::parse("dana@example.com").unwrap());
    let now = world.now();
    let account = Account {
        id,
        email: email.clone(),
        name: "Dana".to_owned(),
        password: None,
        verified_at: Some(now),
        second_factor: None,
        is_platform: false,
        created_at: now,
        updated_at: now,
    };
    let role = Role::Owner;
    let member = Member { account: id, role, name: "Dana".to_owned(), email, since: now };
    let mut tx = world.db.begin(world.card.tenant.id).await.unwrap();
    tx.accounts().insert_if_new(&account).await.unwrap();
    tx.members().put(&member).await.unwrap();
    tx.commit(Durability::Promised).await.unwrap();
}

#[tokio::test]
async fn a_server_that_is_away_is_tried_again_with_the_same_id_until_it_is_enough() {
    let world = World::salon().await;
    let (of, _) = listens(&world, only(&[EventKind::CallEnded])).await;
    world.told.answer_always(&of.url, Reply::Status(500));
    world.rings_from(CALLER).await.hangs_up().await;
    world.run_jobs().await;
    assert_eq!(world.told.received().len(), 1);
    world.clock.advance(SignedDuration::from_secs(4));
    world.run_jobs().await;
    assert_eq!(world.told.received().len(), 1, "five seconds at least");
    for _ in 0..40 {
        world.clock.advance(SignedDuration::from_hours(1));
        world.run_jobs().await;
    }
    let received = world.told.received();
    assert_eq!(received.len(), 8);
    assert!(received.iter().all(|it| it.headers.id == received[0].headers.id));
    assert!(received.iter().all(|it| it.body == received[0].body));
    let all = deliveries(&world).await;
    assert_eq!((all[0].status, all[0].attempts), (DeliveryStatus::Failed, 8));
    assert_eq!(all[0].last_error.as_deref(), Some("HTTP 500"));
    let failing = endpoint(&world, &of).await;
    assert!(failing.is_active() && failing.failing.is_some());
    assert!(failed_jobs(&world).await.is_empty());

    world.told.answer_always(&of.url, Reply::Status(200));
    let (hooks, tenant) = (area(&world), world.card.tenant.id);
    hooks.replay(&actor(&world), tenant, (all[0].endpoint, all[0].id)).await.unwrap();
    world.run_jobs().await;
    let received = world.told.received();
    assert_eq!((received.len(), &received[8].headers.id), (9, &received[0].headers.id));
    assert_eq!(endpoint(&world, &of).await.failing, None);
    assert_eq!(deliveries(&world).await[0].status, DeliveryStatus::Delivered);
}

#[tokio::test]
async fn five_days_of_failures_are_enough_and_the_owner_hears_of_it_once() {
    let world = World::salon().await;
    owned(&world).await;
    let (of, _) = listens(&world, Subscription::All).await;
    let other = wanted("https://other.example.com/", only(&[EventKind::WebhookDisabled]));
    area(&world).add_endpoint(&actor(&world), world.card.tenant.id, other).await.unwrap();
    world.told.answer_always(&of.url, Reply::Away);
    for _ in 0..8 {
        world.rings_from(CALLER).await.hangs_up().await;
        for _ in 0..16 {
            world.clock.advance(SignedDuration::from_hours(1));
            world.run_jobs().await;
        }
    }
    let disabled = endpoint(&world, &of).await;
    let EndpointStatus::Disabled { why, .. } = disabled.status else { panic!("{disabled:?}") };
    assert_eq!(why, DisabledWhy::Failing);
    assert_eq!(told(&world), ["webhook.disabled"]);
    let mails = world.mail.sent();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("shop.example.com"), "{}", mails[0].text);
    assert!(!mails[0].text.contains("/hooks"), "a path may hold a secret");
    let before = deliveries(&world).await.len();
    world.rings_from(CALLER).await.hangs_up().await;
    assert_eq!(deliveries(&world).await.len(), before, "nothing is written for it any more");
    world.clock.advance(SignedDuration::from_hours(24));
    world.run_jobs().await;
    assert!(deliveries(&world).await.iter().all(|it| it.status != DeliveryStatus::Queued));
    assert_eq!(world.mail.sent().len(), 1);
}

#[tokio::test]
async fn who_says_gone_is_told_nothing_more() {
    let world = World::salon().await;
    owned(&world).await;
    let (of, _) = listens(&world, Subscription::All).await;
    world.told.answer_always(&of.url, Reply::Status(410));
    world.rings_from(CALLER).await.hangs_up().await;
    world.run_jobs().await;
    world.run_jobs().await;
    let received = world.told.received().len();
    assert!((1..=3).contains(&received), "they were on their way together: {received}");
    assert!(!endpoint(&world, &of).await.is_active());
    assert_eq!(world.mail.sent().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_slow_server_holds_up_nobody_elses_texts() {
    let world = World::salon().await;
    let (of, _) = listens(&world, Subscription::All).await;
    world.told.answer_always(&of.url, Reply::Never);
    world.rings_from(CALLER).await.hangs_up().await;
    let jobs = &world.flows.jobs;
    let texted = async {
        // Until the deliveries are under way; nobody waits for it, for the time is not the real one.
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        assert_eq!(world.told.received().len(), 3);
        let mut line = world.rings_from("+15550100002").await;
        books_a_haircut(&mut line).await;
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        world.texts_to("+15550100002").len()
    };
    let (run, texts) = tokio::join!(jobs.run_due(), texted);
    assert_eq!(texts, 1, "sent while the servers were still waited for");
    run.unwrap();
    let late = deliveries(&world).await;
    let late = late.iter().find(|it| it.attempts == 1).unwrap();
    assert_eq!(late.last_error.as_deref(), Some("no answer in time"));
}

#[tokio::test]
async fn who_has_much_to_be_told_takes_no_turn_from_others() {
    let world = World::salon().await;
    let (of, _) = listens(&world, only(&[EventKind::CallEnded])).await;
    for _ in 0..40 {
        world.rings_from(CALLER).await.hangs_up().await;
    }
    let plumber = world.flows.businesses.import(PLUMBER).await.unwrap();
    let theirs = "https://plumber.example.com/";
    add(&world, plumber.id, theirs).await;
    let update = telephony::StatusUpdate {
        provider_id: world.next_provider_id("CA"),
        to: kernel::PhoneNumber::parse("+18165550120").unwrap(),
        from: kernel::Caller::parse(CALLER),
        status: telephony::CallStatus::NoAnswer,
        seconds: None,
    };
    world.clock.advance(SignedDuration::from_secs(1));
    world.flows.voice.call_status(&update).await.unwrap();
    world.run_jobs().await;
    let received = world.told.received();
    assert_eq!(received.len(), 41);
    let place = received.iter().position(|it| it.url.as_str() == theirs).unwrap();
    assert!(place <= 4, "in the first round, not behind {place} of {}", of.url);
}

async fn add(world: &World, tenant: TenantId, url: &str) {
    let wanted = wanted(url, only(&[EventKind::CallEnded]));
    let actor = Actor { who: Who::System, tenant: Some(tenant) };
    area(world).add_endpoint(&actor, tenant, wanted).await.unwrap();
}

#[tokio::test]
async fn what_is_old_is_forgotten() {
    let world = World::salon().await;
    listens(&world, Subscription::All).await;
    booked(&world).await;
    world.run_jobs().await;
    world.clock.advance(SignedDuration::from_hours(29 * 24));
    world.flows.jobs.sweep().await.unwrap();
    assert_eq!(deliveries(&world).await.len(), 4);
    world.clock.advance(SignedDuration::from_hours(2 * 24));
    world.flows.jobs.sweep().await.unwrap();
    assert!(deliveries(&world).await.is_empty());
}
