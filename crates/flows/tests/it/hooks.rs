//! A business's own servers are told what happens: once, signed, and again until they answer.

use hooks::fake::{Received, Reply};
use hooks::{
    Delivery, DeliveryQuery, DeliveryStatus, DisabledWhy, Endpoint, EndpointStatus, EventKind,
    Secret, Subscription, verify,
};
use identity::{Account, Actor, EmailAddress, Member, Role, Who};
use jiff::{SignedDuration, Timestamp};
use kernel::{IdSource, SystemIds, TenantId};
use store::Durability;
use tenancy::{Flag, FlagSet};
use testkit::{PLUMBER, World};

use crate::booking::books_a_haircut;
use flows::Hooks;
use flows::hooks::{EndpointChange, HookError, WantedEndpoint};

mod faults;
mod manage;

const URL: &str = "https://shop.example.com/hooks";
const CALLER: &str = "+15550100001";

pub(crate) fn actor(world: &World) -> Actor {
    Actor { who: Who::System, tenant: Some(world.card.tenant.id) }
}

pub(crate) fn area(world: &World) -> &Hooks {
    world.flows.hooks.as_ref().unwrap()
}

pub(crate) fn wanted(url: &str, events: Subscription) -> WantedEndpoint {
    WantedEndpoint { url: url.to_owned(), name: "till".to_owned(), events }
}

pub(crate) async fn listens(world: &World, events: Subscription) -> (Endpoint, Secret) {
    let (actor, tenant) = (actor(world), world.card.tenant.id);
    area(world).add_endpoint(&actor, tenant, wanted(URL, events)).await.unwrap()
}

fn only(kinds: &[EventKind]) -> Subscription {
    Subscription::Only(kinds.iter().copied().collect())
}

fn kinds(received: &[Received]) -> Vec<String> {
    let kind = |it: &Received| {
        let body: serde_json::Value = serde_json::from_str(&it.body).unwrap();
        body["type"].as_str().unwrap().to_owned()
    };
    received.iter().map(kind).collect()
}

/// Everything that was told, in the order of the alphabet, for events keep no order.
fn told(world: &World) -> Vec<String> {
    let mut kinds = kinds(&world.told.received());
    kinds.sort_unstable();
    kinds
}

pub(crate) async fn deliveries(world: &World) -> Vec<Delivery> {
    let query =
        DeliveryQuery { endpoint: None, status: None, since: None, after: None, limit: 100 };
    let found = area(world).deliveries(world.card.tenant.id, &query).await.unwrap();
    found.into_iter().map(|(delivery, _)| delivery).collect()
}

pub(crate) async fn endpoint(world: &World, of: &Endpoint) -> Endpoint {
    area(world).endpoint(world.card.tenant.id, of.id).await.unwrap().unwrap()
}

async fn booked(world: &World) {
    let mut line = world.rings_from(CALLER).await;
    books_a_haircut(&mut line).await;
    line.hangs_up().await;
}

#[tokio::test]
async fn a_call_is_told_from_its_beginning_to_its_end_each_thing_once() {
    let world = World::salon().await;
    let (_, secret) = listens(&world, Subscription::All).await;
    let mut line = world.rings_from(CALLER).await;
    world.rings_as(line.provider_id.as_str(), CALLER).await;
    books_a_haircut(&mut line).await;
    let again = line.request(line.next_turn() - 1, dialogue::Heard::words("yes please"));
    world.flows.voice.take_turn(&again).await;
    line.reports(telephony::CallStatus::Completed).await;
    line.hangs_up().await;
    world.run_jobs().await;
    world.run_jobs().await;
    let expected = ["appointment.booked", "call.ended", "call.started", "customer.created"];
    assert_eq!(told(&world), expected);
    let mut ids = Vec::new();
    for received in world.told.received() {
        assert_eq!(
            verify(&secret, &received.headers, received.body.as_bytes(), world.now()),
            Ok(())
        );
        ids.push(received.headers.id.clone());
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 4);
    assert!(deliveries(&world).await.iter().all(|it| it.status == DeliveryStatus::Delivered));
}

#[tokio::test]
async fn appointments_that_move_and_go_are_told() {
    let world = World::salon().await;
    let changes = [EventKind::AppointmentRescheduled, EventKind::AppointmentCancelled];
    listens(&world, only(&changes)).await;
    booked(&world).await;
    let mut line = world.rings_from(CALLER).await;
    line.says("I'd like to move my haircut to Friday at noon").await;
    line.says("yes please").await;
    line.hangs_up().await;
    let mut line = world.rings_from(CALLER).await;
    line.says("please cancel my appointment").await;
    line.says("yes").await;
    line.hangs_up().await;
    world.run_jobs().await;
    assert_eq!(told(&world), ["appointment.cancelled", "appointment.rescheduled"]);
    let moved = &world.told.received()[0].body;
    let moved: serde_json::Value = serde_json::from_str(moved).unwrap();
    assert_eq!(moved["data"]["previous_starts_at"], "2026-03-05T21:00:00Z", "{moved}");
}

#[tokio::test]
async fn texts_and_what_customers_want_of_them_are_told() {
    let world = World::salon().await;
    listens(&world, Subscription::All).await;
    let mut thread = world.texter(CALLER);
    thread.writes("what are your hours?").await;
    thread.sends(thread.last.clone()).await;
    for _ in 0..2 {
        thread.writes("STOP").await;
    }
    thread.writes("START").await;
    world.clock.advance(SignedDuration::from_hours(13));
    world.flows.jobs.sweep().await.unwrap();
    world.run_jobs().await;
    let expected = [
        "call.ended",
        "call.started",
        "customer.created",
        "customer.opted_in",
        "customer.opted_out",
        "message.received",
        "message.received",
        "message.received",
        "message.received",
    ];
    assert_eq!(told(&world), expected);
}

#[tokio::test]
async fn dangers_messages_and_transfers_are_told() {
    let world = World::salon().await;
    world.at("2026-03-03T10:00");
    listens(&world, Subscription::All).await;
    let mut line = world.rings_from(CALLER).await;
    line.says("let me talk to a person please").await;
    line.is_picked_up(false).await;
    line.hangs_up().await;
    world.run_jobs().await;
    assert!(told(&world).contains(&"call.transferred".to_owned()), "{:?}", told(&world));
    let plumber = World::plumber().await;
    plumber.at("2026-03-03T10:00");
    listens(&plumber, only(&[EventKind::CallEmergency, EventKind::MessageLeft])).await;
    let mut line = plumber.rings_from(CALLER).await;
    line.says("help, I have a burst pipe in the kitchen").await;
    line.says("my name is Alex Reed").await;
    line.says("yes").await;
    line.hangs_up().await;
    plumber.run_jobs().await;
    assert_eq!(told(&plumber), ["call.emergency", "message.left"]);
}

#[tokio::test]
async fn a_call_that_nobody_answered_ends_without_having_started() {
    let world = World::salon().await;
    listens(&world, Subscription::All).await;
    let update = telephony::StatusUpdate {
        provider_id: world.next_provider_id("CA"),
        to: world.card.tenant.phone.clone(),
        from: kernel::Caller::parse(CALLER),
        status: telephony::CallStatus::NoAnswer,
        seconds: None,
    };
    for _ in 0..3 {
        world.flows.voice.call_status(&update).await.unwrap();
    }
    world.run_jobs().await;
    assert_eq!(told(&world), ["call.ended", "customer.created"]);
}

/// What a booking costs the database, in calls.
async fn calls_of_a_booking(world: &World) -> u64 {
    // The first call after a change reads the card.
    world.rings_from("+15550100009").await.hangs_up().await;
    let memory = world.memory.as_ref().unwrap();
    let before = memory.calls();
    booked(world).await;
    memory.calls() - before
}

#[tokio::test]
async fn a_turn_pays_nothing_for_what_nobody_wants_to_hear() {
    let silent = World::salon().await;
    let cost = calls_of_a_booking(&silent).await;
    let deaf = World::salon().await;
    listens(&deaf, only(&[EventKind::CallEmergency, EventKind::SettingsChanged])).await;
    assert_eq!(calls_of_a_booking(&deaf).await, cost);
    for world in [&silent, &deaf] {
        assert!(deliveries(world).await.is_empty());
    }
    // Each event is an insert and a job, and nothing is asked.
    let hearing = World::salon().await;
    listens(&hearing, only(&[EventKind::CallStarted])).await;
    assert_eq!(calls_of_a_booking(&hearing).await, cost + 2);
}

#[tokio::test]
async fn a_plan_without_webhooks_tells_nobody() {
    let world = World::salon().await;
    let (known, _) = listens(&world, Subscription::All).await;
    let cards = &world.flows.voice.cards;
    cards.switch(world.card.tenant.id, FlagSet::widest().without(Flag::OutgoingWebhooks));
    booked(&world).await;
    world.texter("+15550100007").writes("STOP").await;
    let refused = area(&world)
        .add_endpoint(&actor(&world), world.card.tenant.id, wanted(URL, Subscription::All))
        .await;
    assert!(matches!(refused, Err(HookError::NotInPlan)), "{refused:?}");
    let change = EndpointChange { enabled: Some(true), ..EndpointChange::default() };
    let refused =
        area(&world).change_endpoint(&actor(&world), world.card.tenant.id, known.id, change).await;
    assert!(matches!(refused, Err(HookError::NotInPlan)), "{refused:?}");
    world.run_jobs().await;
    assert!(world.told.received().is_empty());
    cards.switch(world.card.tenant.id, FlagSet::widest());
    world.rings_from(CALLER).await.hangs_up().await;
    world.run_jobs().await;
    assert_eq!(told(&world), ["call.ended", "call.started"]);
}

#[tokio::test]
async fn a_suspended_business_hears_of_itself_alone() {
    let world = World::salon().await;
    listens(&world, Subscription::All).await;
    let tenant = world.card.tenant.id;
    let mut tx = world.db.begin(tenant).await.unwrap();
    let mut business = tx.tenants().find().await.unwrap().unwrap();
    business.status = tenancy::TenantStatus::Suspended;
    tx.tenants().put(&business).await.unwrap();
    let data = hooks::payload::BusinessData { business: tenant, status: "suspended".to_owned() };
    let payload = hooks::Payload::BusinessSuspended(data);
    area(&world).announcer.announce(tx.as_mut(), &payload).await.unwrap();
    tx.commit(Durability::Promised).await.unwrap();
    world.rings_from(CALLER).await.hangs_up().await;
    world.run_jobs().await;
    assert_eq!(told(&world), ["business.suspended"]);
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
    hooks.replay(&actor(&world), tenant, all[0].id).await.unwrap();
    world.run_jobs().await;
    let received = world.told.received();
    assert_eq!((received.len(), &received[8].headers.id), (9, &received[0].headers.id));
    assert_eq!(endpoint(&world, &of).await.failing, None);
    assert_eq!(deliveries(&world).await[0].status, DeliveryStatus::Delivered);
}

async fn failed_jobs(world: &World) -> Vec<store::JobView> {
    let mut tx = world.db.begin_platform().await.unwrap();
    tx.queue().failed(10).await.unwrap()
}

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

pub(crate) const fn long_ago() -> Timestamp {
    Timestamp::UNIX_EPOCH
}
