//! A business's own servers are told what happens: once, signed, and again until they answer.

use hooks::fake::{Received, Reply};
use hooks::{
    Delivery, DeliveryQuery, DeliveryStatus, DisabledWhy, Endpoint, EndpointStatus, EventKind,
    Secret, Subscription, verify,
};
use identity::{Actor, Who};
use jiff::{SignedDuration, Timestamp};
use store::Durability;
use tenancy::{Flag, FlagSet};
use testkit::{PLUMBER, World};

use crate::booking::books_a_haircut;
use crate::flags::switch;
use crate::platform::staff;
use flows::Hooks;
use flows::hooks::{EndpointChange, HookError, WantedEndpoint};

mod attempts;
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
    let (found, _) = area(world).deliveries(world.card.tenant.id, &query).await.unwrap();
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
    switch(&world, FlagSet::widest().without(Flag::OutgoingWebhooks)).await;
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
    switch(&world, FlagSet::widest()).await;
    world.rings_from(CALLER).await.hangs_up().await;
    world.run_jobs().await;
    assert_eq!(told(&world), ["call.ended", "call.started"]);
}

#[tokio::test]
async fn a_suspended_business_hears_of_itself_alone() {
    let world = World::salon().await;
    listens(&world, Subscription::All).await;
    let (platform, tenant) = (&world.flows.platform, world.card.tenant.id);
    platform.suspend(&staff(), tenant, "unpaid").await.unwrap();
    world.rings_from(CALLER).await.hangs_up().await;
    world.run_jobs().await;
    assert_eq!(told(&world), ["business.suspended"]);
    // What changes nothing is not told.
    platform.suspend(&staff(), tenant, "unpaid").await.unwrap();
    platform.activate(&staff(), tenant).await.unwrap();
    world.run_jobs().await;
    assert_eq!(told(&world), ["business.activated", "business.suspended"]);
    platform.close(&staff(), tenant, "").await.unwrap();
    world.run_jobs().await;
    assert_eq!(world.told.received().len(), 2);
}

async fn failed_jobs(world: &World) -> Vec<store::JobView> {
    let mut tx = world.db.begin_platform().await.unwrap();
    tx.queue().failed(10).await.unwrap()
}

pub(crate) const fn long_ago() -> Timestamp {
    Timestamp::UNIX_EPOCH
}
