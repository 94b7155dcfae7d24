//! The platform's people found a business, its owner joins, and its programs come in.

use std::net::IpAddr;
use std::sync::Arc;

use billing::SubscriptionStatus;
use crm::FakeMail;
use dialogue::RulePolicy;
use fleet::Fleet;
use flows::people::register::Register;
use flows::people::who::Shown;
use flows::people::{DoorKeys, Hashing};
use flows::platform::PlatformError;
use flows::platform::create::NewBusiness;
use flows::{Flows, PeoplePorts, Ports, Prices};
use identity::{Access, Area, KeyKind, Parameters, RootSecrets};
use jiff::{SignedDuration, Timestamp};
use kernel::entropy::SeededEntropy;
use kernel::{Clock, ManualClock, SeededIds};
use secrecy::SecretString;
use store::MemoryDatabase;
use tenancy::{TenantStatus, Vertical};

use crate::platform::{at_night, met, staff};

struct House {
    flows: Flows,
    clock: Arc<ManualClock>,
    mail: Arc<FakeMail>,
}

fn house() -> House {
    let clock = Arc::new(ManualClock::new("2026-03-03T16:00:00Z".parse::<Timestamp>().unwrap()));
    let time: Arc<dyn Clock> = clock.clone();
    let fleet = Fleet::in_process(&time);
    let mail = Arc::new(FakeMail::new());
    let secret = "6f1c9ad0e35b4478b29f0d63c7a1e84552be90d7f3461c8a";
    let roots = RootSecrets::new(&[SecretString::from(secret)]).unwrap();
    let people = PeoplePorts {
        entropy: Arc::new(SeededEntropy::new(3)),
        keys: Arc::new(DoorKeys::new(&roots, None)),
        hashing: Hashing::new(Parameters::new(8, 1).unwrap()),
        limits: fleet.limits.clone(),
        mail: mail.clone(),
        base: "https://desk.example.com".into(),
    };
    let flows = Ports {
        db: Arc::new(MemoryDatabase::new()),
        clock: time,
        ids: Arc::new(SeededIds::new(9)),
        policy: Arc::new(RulePolicy::new()),
        texts: Arc::new(telephony::FakeTexts::new()),
        offer_keys: Arc::new(scheduling::OfferKeys::new([7; 32])),
        fleet,
        prices: Arc::new(Prices::built_in()),
        people: Some(people),
        hooks: None,
    }
    .flows();
    House { flows, clock, mail }
}

fn wanted() -> NewBusiness {
    NewBusiness {
        name: "Mill Street Barbers".to_owned(),
        timezone: "America/Chicago".to_owned(),
        vertical: Vertical::Salon,
        language: "en-US".to_owned(),
        owner_email: "dana@mill.example".to_owned(),
        phone: Some("+18165550133".to_owned()),
        book: None,
        plan: Some("pro".to_owned()),
    }
}

#[tokio::test]
async fn a_business_is_founded_with_its_owner_invited() {
    let House { flows, mail, .. } = house();
    let founded = flows.platform.create(&staff(), &wanted()).await.unwrap();
    assert_eq!(founded.tenant.status, TenantStatus::Onboarding);
    assert_eq!(founded.subscription.status, SubscriptionStatus::Trial);
    flows.jobs.run_due().await.unwrap();
    assert_eq!(mail.sent().len(), 1);
    let id = founded.tenant.id;
    let people = flows.people.as_ref().unwrap();
    assert_eq!(people.invitations(id).await.unwrap(), [founded.invitation]);
    let noted = flows.platform.audit(id, None, 9).await.unwrap();
    let actions: Vec<&str> = noted.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["member.invited", "business.created"]);

    let again = flows.platform.create(&staff(), &wanted()).await;
    assert!(matches!(again, Err(PlatformError::NumberTaken)), "{again:?}");
    assert_eq!(flows.platform.list(None, None, 9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn every_field_that_is_not_right_is_named() {
    let House { flows, .. } = house();
    let wrong = NewBusiness {
        name: " ".to_owned(),
        timezone: "Mars/Olympus".to_owned(),
        language: "??".to_owned(),
        owner_email: "dana".to_owned(),
        phone: Some("12".to_owned()),
        plan: Some("gold".to_owned()),
        ..wanted()
    };
    let Err(PlatformError::Faulty(faults)) = flows.platform.create(&staff(), &wrong).await else {
        panic!("it was founded");
    };
    let keys: Vec<&str> = faults.iter().map(|fault| fault.key.as_str()).collect();
    assert_eq!(keys, ["name", "timezone", "language", "owner_email", "phone", "plan"]);
}

#[tokio::test]
async fn whoever_registers_tries_the_pilot_for_its_whole_time() {
    let House { flows, clock, .. } = house();
    let asked = Register {
        email: "dana@mill.example".to_owned(),
        password: SecretString::from("a long and winding road 1970"),
        name: "Dana Reyes".to_owned(),
        business: "Mill Street Barbers".to_owned(),
        timezone: "America/Chicago".to_owned(),
        vertical: Vertical::Salon,
        language: "en-US".to_owned(),
        address: "203.0.113.9".parse::<IpAddr>().unwrap(),
    };
    flows.people.as_ref().unwrap().register(asked).await.unwrap();
    let listed = flows.platform.list(Some(TenantStatus::Onboarding), None, 9).await.unwrap();
    let subscription = &listed[0].subscription;
    assert_eq!((subscription.book.as_str(), subscription.plan.as_str()), ("usd", "pilot"));
    let end = clock.now() + SignedDuration::from_hours(30 * 24);
    assert_eq!(subscription.trial_ends_at, Some(end));
}

#[tokio::test]
async fn all_keys_of_a_kind_get_one_successor_and_a_day() {
    let House { flows, clock, .. } = house();
    let (platform, people) = (&flows.platform, flows.people.as_ref().unwrap());
    let id = platform.create(&staff(), &wanted()).await.unwrap().tenant.id;
    let comes_in = async |secret: &identity::SecretText| {
        let shown = Shown::Key(secret.expose());
        people.who(&shown).await.unwrap().map(|visitor| visitor.actor)
    };
    let (first, old) = platform.rotate_keys(&staff(), id, KeyKind::Api, &[]).await.unwrap();
    let calls = identity::Grant { area: Area::Calls, access: Access::Write };
    assert!(comes_in(&old).await.unwrap().may(calls));
    let keys = identity::Grant { area: Area::Keys, access: Access::Write };
    assert!(!comes_in(&old).await.unwrap().may(keys), "no key makes keys");

    clock.advance(SignedDuration::from_mins(1));
    let (next, new) = platform.rotate_keys(&staff(), id, KeyKind::Api, &[]).await.unwrap();
    assert_eq!((next.name, next.grants), (first.name, first.grants));
    assert!(comes_in(&old).await.is_some() && comes_in(&new).await.is_some());
    clock.advance(SignedDuration::from_hours(24));
    assert!(comes_in(&old).await.is_none() && comes_in(&new).await.is_some());

    let nowhere = platform.rotate_keys(&staff(), id, KeyKind::Widget, &[]).await;
    assert!(matches!(nowhere, Err(PlatformError::Faulty(_))), "a widget stands on a page");
    let pages = ["https://shop.example".to_owned()];
    platform.rotate_keys(&staff(), id, KeyKind::Widget, &pages).await.unwrap();
    let (widget, _) = platform.rotate_keys(&staff(), id, KeyKind::Widget, &[]).await.unwrap();
    assert_eq!(widget.origins, pages);
    let noted = platform.audit(id, None, 3).await.unwrap();
    assert!(noted.iter().all(|entry| entry.action == "key.rotated"), "{noted:?}");
}

#[tokio::test]
async fn a_job_that_was_given_up_is_put_back() {
    let House { flows, mail, clock } = house();
    let id = flows.platform.create(&staff(), &wanted()).await.unwrap().tenant.id;
    mail.fail_next(std::iter::repeat_n(crm::MailFailure::Refused, 1));
    flows.jobs.run_due().await.unwrap();
    let failed = flows.platform.failed_jobs(9).await.unwrap();
    assert_eq!(failed.len(), 1, "{failed:?}");
    assert_eq!(flows.platform.overview().await.unwrap().jobs_failed, 1);
    assert!(flows.platform.retry_job(&staff(), failed[0].id).await.unwrap());
    assert!(!flows.platform.retry_job(&staff(), failed[0].id).await.unwrap());
    clock.advance(SignedDuration::from_secs(1));
    flows.jobs.run_due().await.unwrap();
    assert_eq!(mail.sent().len(), 1);
    let done = flows.platform.retry_job(&staff(), failed[0].id).await;
    assert!(matches!(done, Err(PlatformError::Unknown(_))), "{done:?}");
    assert_eq!(flows.platform.audit(id, None, 1).await.unwrap()[0].action, "job.retried");
}

#[tokio::test]
async fn a_business_of_the_time_before_subscriptions_keeps_its_plan() {
    let world = at_night().await;
    let ids: &dyn kernel::IdSource = &kernel::SeededIds::new(5);
    let id: kernel::TenantId = ids.next();
    let mut tenant = world.card.tenant.clone();
    tenant.id = id;
    tenant.phone = kernel::PhoneNumber::parse("+18165550178").unwrap();
    tenant.settings.plan = "pro".to_owned();
    let mut tx = world.db.begin(id).await.unwrap();
    tx.tenants().put(&tenant).await.unwrap();
    tx.schedules().save(&world.card.catalogue).await.unwrap();
    tx.commit(store::Durability::Promised).await.unwrap();
    assert_eq!(met(&world.flows, &world, &tenant.phone).await, "listen");
    let platform = &world.flows.platform;
    platform.set_plan(&staff(), id, None, "core").await.unwrap();
    assert_eq!(met(&world.flows, &world, &tenant.phone).await, "voicemail");
}
