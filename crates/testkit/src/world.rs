//! The product over fakes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crm::FakeMail;
use dialogue::Policy;
use dialogue::rules::RulePolicy;
use fleet::Fleet;
use flows::people::Hashing;
use flows::{Card, DoorKeys, Flows, HooksPorts, PeoplePorts, Ports, Prices};
use hooks::PlainHttp;
use hooks::fake::FakeDeliver;
use identity::{Parameters, RootSecrets};
use jiff::civil::DateTime;
use kernel::{Caller, Clock, IdSource, ManualClock, PhoneNumber, SeededEntropy, SeededIds};
use scheduling::OfferKeys;
use store::{Database, MemoryDatabase};
use telephony::{FakeTexts, ProviderRef};

use crate::guarded::{GuardedDeliver, GuardedMail, GuardedTexts};
use crate::line::Line;
use crate::thread::Thread;

/// A business, its callers and everything around them, under one clock.
pub struct World {
    /// The product.
    pub flows: Flows,
    /// The database behind it.
    pub db: Arc<dyn Database>,
    /// The same, where it is the one in memory.
    pub memory: Option<Arc<MemoryDatabase>>,
    /// The clock. Stands still until it is moved.
    pub clock: Arc<ManualClock>,
    /// What was texted.
    pub texts: Arc<FakeTexts>,
    /// What was mailed.
    pub mail: Arc<FakeMail>,
    /// What the businesses' own servers got.
    pub told: Arc<FakeDeliver>,
    /// What machines share: this is one.
    pub fleet: Fleet,
    /// The business, as of its import.
    pub card: Arc<Card>,
    calls: AtomicU32,
}

/// The secret that keys of stories are derived from.
const ROOT: &str = "a story's root secret: 0123456789abcdef";
/// The one that is shared with the platform's staff.
pub const PLATFORM_SECRET: &str = "a story's platform secret: 0123456789";
/// Where links in mails lead.
pub const BASE: &str = "https://desk.example.test";

/// What lets people in: passwords that cost nothing, mail that goes nowhere.
fn people(fleet: &Fleet, mail: Arc<FakeMail>, db: Option<Arc<MemoryDatabase>>) -> PeoplePorts {
    let roots = RootSecrets::new(&[ROOT.to_owned().into()]).expect("the secret is long enough");
    let platform = RootSecrets::new(&[PLATFORM_SECRET.to_owned().into()]);
    let platform = platform.expect("the secret is long enough");
    PeoplePorts {
        entropy: Arc::new(SeededEntropy::new(42)),
        keys: Arc::new(DoorKeys::new(&roots, Some(&platform))),
        hashing: Hashing::new(Parameters::new(8, 1).expect("argon2 takes these")),
        limits: fleet.limits.clone(),
        mail: Arc::new(GuardedMail { inner: mail, db }),
        base: BASE.into(),
    }
}

/// Tuesday, 3 March 2026, ten past eight in the morning in Chicago: the shops are about to open.
const START: &str = "2026-03-03T08:10:00-06:00[America/Chicago]";

impl World {
    /// [`SALON`](crate::SALON) over memory.
    pub async fn salon() -> Self {
        Self::with(crate::SALON).await
    }

    /// [`PLUMBER`](crate::PLUMBER) over memory.
    pub async fn plumber() -> Self {
        Self::with(crate::PLUMBER).await
    }

    /// Any business over memory.
    pub async fn with(business: &str) -> Self {
        let memory = Arc::new(MemoryDatabase::new());
        Self::build(memory.clone(), Some(memory), business, Arc::new(RulePolicy::new())).await
    }

    /// Any business over any database.
    pub async fn over(db: Arc<dyn Database>, business: &str) -> Self {
        Self::build(db, None, business, Arc::new(RulePolicy::new())).await
    }

    /// Any business over memory, with another mind.
    pub async fn minded(policy: Arc<dyn Policy>, business: &str) -> Self {
        let memory = Arc::new(MemoryDatabase::new());
        Self::build(memory.clone(), Some(memory), business, policy).await
    }

    async fn build(
        db: Arc<dyn Database>,
        memory: Option<Arc<MemoryDatabase>>,
        business: &str,
        policy: Arc<dyn Policy>,
    ) -> Self {
        let start: jiff::Zoned = START.parse().expect("the start is a zoned time");
        let clock = Arc::new(ManualClock::new(start.timestamp()));
        let texts = Arc::new(FakeTexts::new());
        let guarded = GuardedTexts { inner: texts.clone(), db: memory.clone() };
        let ids: Arc<dyn IdSource> = Arc::new(SeededIds::new(42));
        let shared: Arc<dyn Clock> = clock.clone();
        let fleet = Fleet::in_process(&shared);
        let mail = Arc::new(FakeMail::new());
        let people = people(&fleet, mail.clone(), memory.clone());
        let told = Arc::new(FakeDeliver::new());
        let hooks = HooksPorts {
            deliver: Arc::new(GuardedDeliver { inner: told.clone(), db: memory.clone() }),
            entropy: people.entropy.clone(),
            keys: people.keys.clone(),
            plain: PlainHttp::Never,
        };
        let flows = Ports {
            db: db.clone(),
            clock: shared,
            ids,
            policy,
            texts: Arc::new(guarded),
            offer_keys: Arc::new(OfferKeys::new([7; 32])),
            people: Some(people),
            fleet: fleet.clone(),
            prices: Arc::new(Prices::built_in()),
            hooks: Some(hooks),
        }
        .flows();
        let imported = flows.businesses.import(business).await.expect("the business is right");
        let card = flows.voice.cards.by_tenant(imported.id).await.expect("the database answers");
        let card = card.expect("the business was just imported");
        Self { flows, db, memory, clock, texts, mail, told, fleet, card, calls: AtomicU32::new(0) }
    }

    /// Sets the clock to a time on the business's wall: `2026-03-03T20:00`.
    pub fn at(&self, local: &str) {
        let local: DateTime = local.parse().expect("a civil time");
        let zone = self.card.catalogue.timezone.clone();
        self.clock.set(local.to_zoned(zone).expect("the time exists").timestamp());
    }

    /// A call from this number (`anonymous` for a withheld one), up to the first words.
    pub async fn rings_from(&self, from: &str) -> Line<'_> {
        let provider_id = self.next_provider_id("CA");
        self.rings_as(provider_id.as_str(), from).await
    }

    /// Somebody with this number who has not texted yet.
    pub fn texter(&self, from: &str) -> Thread<'_> {
        Thread::new(self, from)
    }

    /// A provider's id that was not used before.
    pub fn next_provider_id(&self, prefix: &str) -> ProviderRef {
        let number = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        ProviderRef::parse(&format!("{prefix}{number:032}")).expect("a provider's id")
    }

    /// A call that the carrier calls `provider_id`.
    pub async fn rings_as(&self, provider_id: &str, from: &str) -> Line<'_> {
        let provider_id = ProviderRef::parse(provider_id).expect("a provider's id");
        Line::ring(self, provider_id, Caller::parse(from), self.card.tenant.phone.clone()).await
    }

    /// Does everything that was promised; moves no clock.
    pub async fn run_jobs(&self) {
        self.flows.jobs.run_due().await.expect("the database answers");
    }

    /// What was texted so far: recipient and words.
    pub fn texted(&self) -> Vec<(String, String)> {
        let sent = self.texts.sent();
        sent.into_iter().map(|text| (text.to.to_string(), text.body)).collect()
    }

    /// The bodies of the texts to one number.
    pub fn texts_to(&self, number: &str) -> Vec<String> {
        let number = PhoneNumber::parse(number).expect("a number");
        let sent = self.texts.sent().into_iter();
        sent.filter(|text| text.to == number).map(|text| text.body).collect()
    }

    /// The coming appointments, one line each.
    pub async fn diary(&self) -> Vec<String> {
        let day = self.flows.watch.day(self.card.tenant.id).await.expect("the database answers");
        let appointments = day.expect("the business exists").appointments;
        appointments
            .into_iter()
            .map(|it| {
                let when = it.start.strftime("%a %Y-%m-%d %H:%M");
                let who = it.name.unwrap_or_default();
                format!("{when} {} {} {who}", it.service, it.staff.unwrap_or_default())
            })
            .collect()
    }

    /// The present instant.
    pub fn now(&self) -> jiff::Timestamp {
        self.clock.now()
    }
}
