//! The product over a database in memory, with what a scenario puts into it.

use std::fmt::Write as _;
use std::sync::Arc;

use dialogue::RulePolicy;
use fleet::Fleet;
use flows::businesses::import::ImportError;
use flows::{Card, Flows, Ports, Prices};
use jiff::civil::{DateTime, Time};
use jiff::{SignedDuration, Timestamp};
use kernel::{
    AppointmentId, Caller, Clock, CustomerId, IdSource, ManualClock, PhoneNumber, SeededIds,
    StaffId, StoreError,
};
use scheduling::{Appointment, AppointmentStatus, OfferKeys};
use store::{Database, Durability, MemoryDatabase, Tx};
use telephony::{Call, CallOutcome, CallStatus, Channel, FakeTexts, ProviderRef};

use crate::load::Loaded;
use crate::scenario::{Seed, SeedAppointment, SeedBusy, SeedCall};

/// Ids are counted from here: two runs give the same.
const IDS: u64 = 42;

/// A business as a scenario finds it.
pub struct Stage {
    /// The product.
    pub flows: Flows,
    /// Its database.
    pub db: Arc<dyn Database>,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    /// The business.
    pub card: Arc<Card>,
    /// The seeded appointments, by their keys.
    pub seeded: Vec<(String, Appointment)>,
}

/// Why a stage cannot be set.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    /// The business file has faults.
    #[error("business: {0}")]
    Business(String),
    /// A value of the scenario does not fit the business.
    #[error("{0}")]
    Value(String),
    /// The database failed.
    #[error("the database failed: {0}")]
    Store(#[from] StoreError),
}

impl From<ImportError> for StageError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Faulty(faults) => {
                let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
                Self::Business(lines.join("; "))
            }
            ImportError::Store(error) => Self::Store(error),
        }
    }
}

impl Stage {
    /// Sets the stage over a database in memory.
    pub async fn set(loaded: &Loaded) -> Result<Self, StageError> {
        let db: Arc<dyn Database> = Arc::new(MemoryDatabase::new());
        let clock = Arc::new(ManualClock::new(loaded.scenario.clock));
        let ids: Arc<dyn IdSource> = Arc::new(SeededIds::new(IDS));
        let time: Arc<dyn Clock> = clock.clone();
        let flows = Ports {
            db: db.clone(),
            clock: time.clone(),
            ids: ids.clone(),
            policy: Arc::new(RulePolicy::new()),
            texts: Arc::new(FakeTexts::new()),
            offer_keys: Arc::new(OfferKeys::new([7; 32])),
            fleet: Fleet::in_process(&time),
            prices: Arc::new(Prices::built_in()),
            people: None,
            hooks: None,
        }
        .flows();
        Self::over(loaded, flows, db, clock, ids.as_ref()).await
    }

    /// Sets the stage over any database, with the product as it is wired there. The business is
    /// imported into it; `clock` MUST be the product's.
    pub async fn over(
        loaded: &Loaded,
        flows: Flows,
        db: Arc<dyn Database>,
        clock: Arc<ManualClock>,
        ids: &(dyn IdSource + 'static),
    ) -> Result<Self, StageError> {
        let seed = &loaded.scenario.seed;
        let mut business = loaded.business.clone();
        for day in &seed.closed {
            let name = toml::Value::String(day.name.clone());
            let _ = write!(business, "\n[[closed]]\ndate = \"{}\"\nname = {name}\n", day.date);
        }
        let imported = flows.businesses.import(&business).await?;
        let card = flows.voice.cards.by_tenant(imported.id).await?;
        let card = card.ok_or_else(|| StageError::Business("was not stored".to_owned()))?;
        let mut tx = db.begin(imported.id).await?;
        let setter = Setter { card: &card, ids, now: loaded.scenario.clock };
        let seeded = setter.put(tx.as_mut(), seed).await?;
        tx.commit(Durability::Promised).await?;
        Ok(Self { flows, db, clock, card, seeded })
    }

    /// An instant on the business's wall clock.
    pub fn local(&self, at: Timestamp) -> DateTime {
        at.to_zoned(self.card.catalogue.timezone.clone()).datetime()
    }
}

/// Writes seeds.
struct Setter<'a> {
    card: &'a Card,
    ids: &'a (dyn IdSource + 'static),
    now: Timestamp,
}

impl Setter<'_> {
    async fn put(
        &self,
        tx: &mut dyn Tx,
        seed: &Seed,
    ) -> Result<Vec<(String, Appointment)>, StageError> {
        for person in &seed.customers {
            let customer = crm::Customer {
                id: self.ids.next(),
                phone: Some(number("seed.customers.phone", &person.phone)?),
                name: person.name.clone(),
                opted_out: person.opted_out,
                created_at: self.now,
                updated_at: self.now,
            };
            tx.customers().insert_if_new(&customer).await?;
        }
        for call in &seed.calls {
            self.call(tx, call).await?;
        }
        let mut seeded = Vec::new();
        for entry in &seed.appointments {
            let appointment = self.appointment(tx, entry).await?;
            seeded.push((entry.key.clone(), appointment));
        }
        for (place, busy) in seed.busy.iter().enumerate() {
            for appointment in self.busy(busy)? {
                // Time that is taken already need not be taken again.
                tx.appointments().claim(&appointment, self.now).await?;
                seeded.push((format!("busy {place}"), appointment));
            }
        }
        Ok(seeded)
    }

    async fn customer(&self, tx: &mut dyn Tx, phone: &str) -> Result<CustomerId, StageError> {
        let found = tx.customers().find_by_phone(&number("seed.phone", phone)?).await?;
        let missing = || StageError::Value(format!("seed: no customer has the number {phone}"));
        Ok(found.ok_or_else(missing)?.id)
    }

    async fn call(&self, tx: &mut dyn Tx, seed: &SeedCall) -> Result<(), StageError> {
        let customer = self.customer(tx, &seed.phone).await?;
        let yesterday = self.now - SignedDuration::from_hours(24);
        let provider = format!("SEED{}", self.ids.next_uuid().simple());
        let provider_id = ProviderRef::parse(&provider)
            .ok_or_else(|| StageError::Value("seed.calls: cannot be named".to_owned()))?;
        let call = Call {
            id: self.ids.next(),
            channel: Channel::Voice,
            provider_id,
            from: Caller::parse(&seed.phone),
            to: self.card.tenant.phone.clone(),
            customer: Some(customer),
            status: CallStatus::Completed,
            outcome: Some(CallOutcome::Answered),
            started_at: yesterday,
            ended_at: Some(yesterday + SignedDuration::from_mins(2)),
            seconds: Some(120),
            summary: Some(seed.summary.clone()),
            category: Some(seed.category.clone()),
            sentiment: Some(seed.sentiment.clone()),
            recording: None,
        };
        tx.calls().insert_if_new(&call).await?;
        Ok(())
    }

    async fn appointment(
        &self,
        tx: &mut dyn Tx,
        seed: &SeedAppointment,
    ) -> Result<Appointment, StageError> {
        let service = self.card.catalogue.services.iter().find(|it| it.name == seed.service);
        let service = service.ok_or_else(|| unknown("service", &seed.service))?;
        let staff = self.staff(&seed.staff)?;
        let starts_at = self.instant(seed.start)?;
        let ends_at = starts_at + SignedDuration::from_mins(i64::from(service.minutes));
        let appointment = Appointment {
            customer: Some(self.customer(tx, &seed.phone).await?),
            service: service.id,
            ends_at,
            busy_until: ends_at + SignedDuration::from_mins(i64::from(service.buffer_minutes)),
            name: seed.name.clone(),
            ..self.taken(staff, service.id, starts_at, ends_at)
        };
        match tx.appointments().claim(&appointment, self.now).await? {
            scheduling::ports::Claim::Won => Ok(appointment),
            _ => Err(StageError::Value(format!("seed.appointments: {} is taken", seed.key))),
        }
    }

    fn busy(&self, seed: &SeedBusy) -> Result<Vec<Appointment>, StageError> {
        let from = self.instant(seed.date.to_datetime(seed.from.unwrap_or(Time::midnight())))?;
        let to = match seed.to {
            Some(to) => self.instant(seed.date.to_datetime(to))?,
            None => self.instant(
                seed.date.saturating_add(jiff::ToSpan::days(1)).to_datetime(Time::midnight()),
            )?,
        };
        let staff: Vec<StaffId> = match &seed.staff {
            Some(name) => vec![self.staff(name)?],
            None => self.card.catalogue.staff.iter().map(|it| it.id).collect(),
        };
        let service = self.card.catalogue.services.first();
        let service = service.ok_or_else(|| unknown("service", "any"))?.id;
        Ok(staff.into_iter().map(|staff| self.taken(staff, service, from, to)).collect())
    }

    fn taken(
        &self,
        staff: StaffId,
        service: kernel::ServiceId,
        from: Timestamp,
        to: Timestamp,
    ) -> Appointment {
        let id: AppointmentId = self.ids.next();
        Appointment {
            id,
            customer: None,
            call: None,
            service,
            staff,
            starts_at: from,
            ends_at: to,
            busy_until: to,
            status: AppointmentStatus::Confirmed,
            held_until: None,
            name: None,
            notes: None,
            version: 1,
            created_at: self.now,
            updated_at: self.now,
        }
    }

    fn staff(&self, name: &str) -> Result<StaffId, StageError> {
        let found = self.card.catalogue.staff.iter().find(|it| it.name == name);
        found.map(|it| it.id).ok_or_else(|| unknown("staff", name))
    }

    fn instant(&self, local: DateTime) -> Result<Timestamp, StageError> {
        let zoned = local.to_zoned(self.card.catalogue.timezone.clone());
        zoned.map(|it| it.timestamp()).map_err(|error| StageError::Value(error.to_string()))
    }
}

fn number(field: &str, text: &str) -> Result<PhoneNumber, StageError> {
    PhoneNumber::parse(text).map_err(|error| StageError::Value(format!("{field}: {error}")))
}

fn unknown(what: &str, name: &str) -> StageError {
    StageError::Value(format!("seed: the business has no {what} `{name}`"))
}
