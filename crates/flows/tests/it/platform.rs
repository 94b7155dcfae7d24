//! The platform's hand on its businesses, as callers feel it.

use std::sync::Arc;

use billing::{Service, SubscriptionEvent, SubscriptionStatus};
use fleet::Fleet;
use flows::platform::PlatformError;
use flows::{Flows, Ports, Prices};
use identity::{Actor, AuditEntry, Who};
use jiff::SignedDuration;
use kernel::{Clock, IdSource, PhoneNumber, SeededIds, TenantId};
use telephony::{Call, CallPage, InboundCall};
use tenancy::flags::{FlagValue, Group, Stage};
use tenancy::{Flag, TenantStatus};
use testkit::World;

const CUSTOMER: &str = "+15550100001";
const OFF: Option<FlagValue> = Some(FlagValue::Switch(false));
const ON: Option<FlagValue> = Some(FlagValue::Switch(true));

/// Somebody of the platform's staff.
pub(crate) fn staff() -> Actor {
    let who = Who::Platform { name: "ada".to_owned(), writes: true };
    Actor { who, tenant: None }
}

pub(crate) async fn at_night() -> World {
    let world = World::salon().await;
    world.at("2026-03-03T20:00");
    world
}

/// What the next caller meets: `listen` or `voicemail`.
async fn next_word(world: &World) -> &'static str {
    world.rings_from(CUSTOMER).await.plan().next_word()
}

/// What somebody meets who calls a number through these flows.
pub(crate) async fn met(flows: &Flows, world: &World, to: &PhoneNumber) -> &'static str {
    let inbound = InboundCall {
        provider_id: world.next_provider_id("CB"),
        from: kernel::Caller::parse(CUSTOMER),
        to: to.clone(),
        forwarded_from: None,
        number_verified: false,
    };
    flows.voice.answer_call(&inbound).await.plan.next_word()
}

async fn record(world: &World) -> Vec<AuditEntry> {
    let id = world.card.tenant.id;
    world.flows.platform.audit(id, None, 100).await.unwrap()
}

/// Another machine over the same database.
fn machine(world: &World, fleet: Fleet) -> Flows {
    let ids: Arc<dyn IdSource> = Arc::new(SeededIds::new(77));
    Ports {
        db: world.db.clone(),
        clock: world.clock.clone(),
        ids,
        policy: Arc::new(dialogue::RulePolicy::new()),
        texts: Arc::new(telephony::FakeTexts::new()),
        offer_keys: Arc::new(scheduling::OfferKeys::new([7; 32])),
        fleet,
        prices: Arc::new(Prices::built_in()),
        people: None,
        hooks: None,
    }
    .flows()
}

#[tokio::test]
async fn a_flag_changes_the_next_call_of_its_business_alone() {
    let world = at_night().await;
    let platform = &world.flows.platform;
    let other = testkit::SALON.replace("+18165550100", "+18165550177");
    world.flows.businesses.import(&other).await.unwrap();
    let others = PhoneNumber::parse("+18165550177").unwrap();
    let (id, flag) = (world.card.tenant.id, Flag::Allow24x7);
    let mut line = world.rings_from(CUSTOMER).await;
    assert_eq!(line.plan().next_word(), "listen");

    assert!(platform.set_flag(&staff(), id, flag, OFF).await.unwrap());
    assert_eq!(next_word(&world).await, "voicemail");
    assert_eq!(met(&world.flows, &world, &others).await, "listen");
    let reply = line.says("where are you?").await;
    assert!(reply.contains("Mill Street"), "a call that is going on goes on: {reply}");

    platform.roll_back_flag(&staff(), id, flag).await.unwrap();
    assert_eq!(next_word(&world).await, "listen");
    let nothing = platform.roll_back_flag(&staff(), id, flag).await;
    assert!(matches!(nothing, Err(PlatformError::NothingBefore)), "{nothing:?}");
}

#[tokio::test]
async fn what_is_set_already_is_neither_counted_nor_noted() {
    let world = at_night().await;
    let platform = &world.flows.platform;
    let (id, flag) = (world.card.tenant.id, Flag::Allow24x7);
    assert!(platform.set_flag(&staff(), id, flag, OFF).await.unwrap());
    assert!(platform.set_group(&staff(), id, Group::Staging).await.unwrap());
    platform.suspend(&staff(), id, "unpaid").await.unwrap();
    platform.set_plan(&staff(), id, None, "core").await.unwrap();
    let (before, noted) = (platform.find(id).await.unwrap().unwrap(), record(&world).await);
    let actions: Vec<&str> = noted.iter().rev().map(|entry| entry.action.as_str()).collect();
    let expected =
        ["business.created", "flag.set", "group.changed", "business.suspended", "plan.downgraded"];
    assert_eq!(actions, expected);
    assert!(noted[..4].iter().all(|entry| entry.actor == "platform:ada"), "{noted:?}");

    assert!(!platform.set_flag(&staff(), id, flag, OFF).await.unwrap());
    assert!(!platform.set_flag(&staff(), id, Flag::Rag, None).await.unwrap());
    assert!(!platform.set_group(&staff(), id, Group::Staging).await.unwrap());
    platform.suspend(&staff(), id, "unpaid").await.unwrap();
    platform.set_plan(&staff(), id, Some("usd"), "core").await.unwrap();
    let after = platform.find(id).await.unwrap().unwrap();
    assert_eq!(after.tenant.version, before.tenant.version);
    assert_eq!(record(&world).await, noted);
}

#[tokio::test]
async fn what_does_not_exist_is_refused() {
    let world = World::salon().await;
    let platform = &world.flows.platform;
    let id = world.card.tenant.id;
    let ids: &dyn IdSource = &SeededIds::new(1);
    let nobody: TenantId = ids.next();
    let refused = platform.suspend(&staff(), nobody, "").await;
    assert!(matches!(refused, Err(PlatformError::Unknown(_))), "{refused:?}");
    let refused = platform.set_plan(&staff(), id, None, "platinum").await;
    assert!(matches!(refused, Err(PlatformError::Faulty(_))), "{refused:?}");
    let refused = platform.set_plan(&staff(), id, Some("gbp"), "core").await;
    assert!(matches!(refused, Err(PlatformError::Faulty(_))), "{refused:?}");
    let number = Some(FlagValue::Number(1));
    let refused = platform.set_flag(&staff(), id, Flag::Rag, number).await;
    assert!(matches!(refused, Err(PlatformError::Flag(_))), "{refused:?}");
    assert_eq!(record(&world).await.len(), 1, "its import");
}

#[tokio::test]
async fn a_rollout_reaches_the_staging_group_then_some_then_all() {
    let world = at_night().await;
    let platform = &world.flows.platform;
    let (id, flag) = (world.card.tenant.id, Flag::Allow24x7);
    let roll = async |stage| {
        assert!(platform.set_rollout(&staff(), flag, stage).await.unwrap());
        next_word(&world).await
    };
    assert_eq!(roll(Some(Stage::Off)).await, "voicemail");
    assert_eq!(roll(Some(Stage::Staging)).await, "voicemail");
    platform.set_group(&staff(), id, Group::Staging).await.unwrap();
    assert_eq!(next_word(&world).await, "listen");
    platform.set_group(&staff(), id, Group::General).await.unwrap();
    assert_eq!(roll(Some(Stage::Percent(0))).await, "voicemail");
    assert_eq!(roll(Some(Stage::Percent(100))).await, "listen");
    assert_eq!(roll(Some(Stage::Off)).await, "voicemail");
    platform.roll_back_rollout(&staff(), flag).await.unwrap();
    assert_eq!(next_word(&world).await, "listen", "back at a hundred percent");
    assert_eq!(roll(None).await, "listen");
    assert!(!platform.set_rollout(&staff(), flag, None).await.unwrap());
    let own = platform.own_audit(None, 99).await.unwrap();
    assert_eq!(own.len(), 7, "{own:?}");
    assert_eq!(own[1].action, "rollout.rolled_back");
}

#[tokio::test]
async fn a_flag_flipped_on_one_machine_is_seen_on_the_other_at_once() {
    let world = at_night().await;
    let clock: Arc<dyn Clock> = world.clock.clone();
    // The other machine's cache hears nothing of what happens here.
    let other = machine(&world, Fleet::in_process(&clock));
    let (id, phone) = (world.card.tenant.id, world.card.tenant.phone.clone());
    assert_eq!(met(&other, &world, &phone).await, "listen");
    for (value, expected) in [(OFF, "voicemail"), (ON, "listen"), (OFF, "voicemail")] {
        let platform = &world.flows.platform;
        platform.set_flag(&staff(), id, Flag::Allow24x7, value).await.unwrap();
        assert_eq!(met(&other, &world, &phone).await, expected);
        assert_eq!(next_word(&world).await, expected);
    }
}

#[tokio::test]
async fn a_rollout_is_seen_within_a_second_by_machines_that_share_a_cache() {
    let world = at_night().await;
    let fleet = world.flows.platform.fleet.clone();
    let clock: Arc<dyn Clock> = world.clock.clone();
    let (near, far) = (machine(&world, fleet), machine(&world, Fleet::in_process(&clock)));
    let phone = world.card.tenant.phone.clone();
    for flows in [&near, &far] {
        assert_eq!(met(flows, &world, &phone).await, "listen");
    }
    let stage = Some(Stage::Off);
    world.flows.platform.set_rollout(&staff(), Flag::Allow24x7, stage).await.unwrap();
    assert_eq!(next_word(&world).await, "voicemail", "here at once");
    world.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(met(&near, &world, &phone).await, "voicemail");
    assert_eq!(met(&far, &world, &phone).await, "listen", "cut off from the others");
    world.clock.advance(SignedDuration::from_secs(30));
    assert_eq!(met(&far, &world, &phone).await, "voicemail");
}

#[tokio::test]
async fn rollouts_that_cannot_be_read_stay_as_they_were() {
    let world = at_night().await;
    let platform = &world.flows.platform;
    platform.set_rollout(&staff(), Flag::Allow24x7, Some(Stage::Off)).await.unwrap();
    assert_eq!(next_word(&world).await, "voicemail");
    world.clock.advance(SignedDuration::from_mins(1));
    world.memory.as_ref().unwrap().fail_next(1, store::memory::Fault::Unavailable);
    assert_eq!(next_word(&world).await, "voicemail");
}

#[tokio::test]
async fn a_suspension_takes_effect_on_the_next_webhook_and_ends() {
    let world = World::salon().await;
    world.at("2026-03-03T10:00");
    let platform = &world.flows.platform;
    let id = world.card.tenant.id;
    let mut line = world.rings_from(CUSTOMER).await;
    platform.suspend(&staff(), id, "terms").await.unwrap();
    let reply = line.says("a haircut on Thursday at 3 pm please").await;
    assert!(reply.contains("can't take calls"), "{reply}");
    assert_eq!(next_word(&world).await, "hangup");
    platform.activate(&staff(), id).await.unwrap();
    assert_eq!(next_word(&world).await, "listen");

    let closed = platform.close(&staff(), id, "gone").await.unwrap();
    assert!(closed.phone.is_unassigned(), "its number is free again");
    let again = platform.activate(&staff(), id).await;
    assert!(matches!(again, Err(PlatformError::Closed)), "{again:?}");
    assert_eq!(next_word(&world).await, "hangup");
    let counts = platform.overview().await.unwrap().businesses;
    assert_eq!(counts, [(TenantStatus::Closed, 1)]);
}

#[tokio::test]
async fn another_plan_changes_the_next_call() {
    let world = at_night().await;
    let platform = &world.flows.platform;
    let id = world.card.tenant.id;
    let mut line = world.rings_from(CUSTOMER).await;
    platform.set_plan(&staff(), id, None, "starter").await.unwrap();
    assert_eq!(next_word(&world).await, "voicemail");
    line.says("where are you?").await;
    assert_eq!(line.plan().next_word(), "listen", "a call that is going on goes on");
    platform.set_plan(&staff(), id, Some("family"), "pro").await.unwrap();
    assert_eq!(next_word(&world).await, "listen");
    let listed = platform.list(None, None, 9).await.unwrap();
    assert_eq!(listed[0].subscription.book, "family");
    let noted = record(&world).await;
    assert_eq!(noted[0].action, "plan.upgraded");
    assert_eq!(noted[1].action, "plan.downgraded");
}

#[tokio::test]
async fn whoever_does_not_pay_is_served_then_takes_messages_then_is_not_served() {
    let world = World::salon().await;
    world.at("2026-03-03T10:00");
    let platform = &world.flows.platform;
    let id = world.card.tenant.id;
    let failed = SubscriptionEvent::PaymentFailed;
    let past_due = platform.subscription_event(&staff(), id, &failed).await.unwrap();
    assert_eq!(past_due.status, SubscriptionStatus::PastDue);
    assert_eq!(next_word(&world).await, "listen");
    world.clock.advance(SignedDuration::from_hours(24 * 6));
    // A second failed payment does not begin the patience anew.
    platform.subscription_event(&staff(), id, &failed).await.unwrap();
    let mut line = world.rings_from(CUSTOMER).await;
    world.clock.advance(SignedDuration::from_hours(24));
    line.says("where are you?").await;
    assert_eq!(line.plan().next_word(), "listen", "a call that is going on goes on");
    let next = world.rings_from(CUSTOMER).await;
    assert_eq!(next.plan().next_word(), "voicemail");
    assert!(next.said().contains("leave your name"), "{}", next.said());
    assert_eq!(platform.find(id).await.unwrap().unwrap().service, Service::Voicemail);
    world.clock.advance(SignedDuration::from_hours(24 * 30));
    let next = world.rings_from(CUSTOMER).await;
    assert_eq!(next.plan().next_word(), "hangup");
    assert!(next.said().contains("can't take calls"), "{}", next.said());
    let paid = SubscriptionEvent::Paid { until: world.now() + SignedDuration::from_hours(720) };
    platform.subscription_event(&staff(), id, &paid).await.unwrap();
    assert_eq!(next_word(&world).await, "listen");
}

#[tokio::test]
async fn a_text_to_whoever_does_not_pay_is_passed_on() {
    let world = World::salon().await;
    world.at("2026-03-03T10:00");
    let failed = SubscriptionEvent::PaymentFailed;
    let id = world.card.tenant.id;
    world.flows.platform.subscription_event(&staff(), id, &failed).await.unwrap();
    world.clock.advance(SignedDuration::from_hours(24 * 8));
    let mut thread = world.texter(CUSTOMER);
    thread.writes("a haircut on Thursday at 3 pm please").await;
    world.run_jobs().await;
    assert!(world.texts_to("+18165550199").iter().any(|it| it.contains("a haircut")));
    assert!(world.diary().await.is_empty());
}

#[tokio::test]
async fn a_number_moves_from_business_to_business() {
    let world = World::salon().await;
    world.at("2026-03-03T10:00");
    let platform = &world.flows.platform;
    let id = world.card.tenant.id;
    let phone = world.card.tenant.phone.clone();
    let other = testkit::SALON.replace("+18165550100", "+18165550177");
    let other = world.flows.businesses.import(&other).await.unwrap().id;
    let refused = platform.assign_number(&staff(), other, phone.clone()).await;
    assert!(matches!(refused, Err(PlatformError::NumberTaken)), "{refused:?}");
    assert!(platform.release_number(&staff(), id).await.unwrap().phone.is_unassigned());
    assert_eq!(met(&world.flows, &world, &phone).await, "hangup");
    platform.assign_number(&staff(), other, phone.clone()).await.unwrap();
    assert_eq!(met(&world.flows, &world, &phone).await, "listen");
    let page = CallPage::default();
    let calls: Vec<Call> = world.flows.records.calls(other, &page, 9).await.unwrap();
    assert_eq!(calls.len(), 1, "the call is the other one's");
}

#[tokio::test]
async fn a_rehearsal_says_what_a_caller_would_hear_and_leaves_nothing_behind() {
    let world = World::salon().await;
    world.at("2026-03-03T10:00");
    let platform = &world.flows.platform;
    let id = world.card.tenant.id;
    let checks = platform.smoke(id).await.unwrap();
    let names: Vec<&str> = checks.iter().map(|check| check.name).collect();
    assert_eq!(names, ["database", "business", "greeting", "turn"]);
    assert!(checks.iter().all(|check| check.ok), "{checks:?}");
    assert!(checks[2].detail.contains("Corner Barbers"), "{checks:?}");
    let page = CallPage::default();
    assert!(world.flows.records.calls(id, &page, 9).await.unwrap().is_empty());
    platform.suspend(&staff(), id, "").await.unwrap();
    let checks = platform.smoke(id).await.unwrap();
    assert!(checks.last().unwrap().detail.contains("can't take calls"), "{checks:?}");
    world.memory.as_ref().unwrap().fail_next(1, store::memory::Fault::Unavailable);
    let checks = platform.smoke(id).await.unwrap();
    assert!(!checks[0].ok && checks.len() == 1, "{checks:?}");
}

#[tokio::test]
async fn what_a_business_has_used_is_counted() {
    let world = World::salon().await;
    world.at("2026-03-03T10:00");
    let from = world.now();
    let mut line = world.rings_from(CUSTOMER).await;
    line.says("a haircut on Thursday at 3 pm please").await;
    line.says("Alex Reed").await;
    line.says("yes please").await;
    line.hangs_up().await;
    world.run_jobs().await;
    let (platform, id) = (&world.flows.platform, world.card.tenant.id);
    let until = from + SignedDuration::from_hours(24 * 7);
    let used = platform.usage(id, from, until).await.unwrap().unwrap();
    assert_eq!((used.calls.calls, used.calls.minutes), (1, 1));
    assert_eq!((used.texts, used.appointments), (2, 1));
    let records = &world.flows.records;
    let calls = records.calls(id, &CallPage::default(), 9).await.unwrap();
    let call = records.call(id, calls[0].id).await.unwrap().unwrap();
    assert_eq!(call.appointments.len(), 1);
    assert!(records.transcript(id, calls[0].id).await.unwrap().unwrap().len() > 4);
    let customers = records.customers(id, None, 9).await.unwrap();
    assert_eq!(customers.len(), 1);
    assert_eq!(records.messages(id, None, 9).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_file_puts_a_new_business_on_its_plan_and_a_known_one_where_it_says_so() {
    let world = World::salon().await;
    let (platform, id) = (&world.flows.platform, world.card.tenant.id);
    let plan = async || platform.find(id).await.unwrap().unwrap().subscription.plan;
    assert_eq!(plan().await, "pro");
    let silent = testkit::SALON.replace("plan = \"pro\"\n", "");
    world.flows.businesses.import(&silent).await.unwrap();
    assert_eq!(plan().await, "pro");
    let other = testkit::SALON.replace("plan = \"pro\"", "book = \"gbp\"\nplan = \"growth\"");
    world.flows.businesses.import(&other).await.unwrap();
    assert_eq!(plan().await, "growth");
    let wrong = testkit::SALON.replace("plan = \"pro\"", "plan = \"gold\"");
    let refused = world.flows.businesses.import(&wrong).await;
    assert!(refused.is_err(), "{refused:?}");
    let new = silent.replace("+18165550100", "+18165550177");
    let new = world.flows.businesses.import(&new).await.unwrap().id;
    assert_eq!(platform.find(new).await.unwrap().unwrap().subscription.plan, "core");
}
