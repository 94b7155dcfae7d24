//! Somebody registers a business, and becomes its owner.

use std::net::IpAddr;
use std::time::Duration;

use billing::Subscription;
use fleet::{Key, Rate, Taken};
use identity::attempts::{Attempt, Proof};
use identity::{Account, Actor, EmailAddress, Member, Role, Who, password};
use jiff::tz::TimeZone;
use kernel::{AccountId, Language, PhoneNumber, StoreError, TenantId};
use scheduling::{BookingRules, Catalogue, Staff, WeekHours};
use secrecy::SecretString;
use serde_json::json;
use store::{Durability, NewJob};
use tenancy::{CallSettings, Settings, Tenant, TenantStatus, Vertical};

use super::facts::{self, Fault};
use super::hashing::Busy;
use super::write_mail::{About, WriteMail};
use super::{PLATFORM, People, note};

/// What somebody types who registers.
#[derive(Debug)]
pub struct Register {
    /// Their address.
    pub email: String,
    /// Their password.
    pub password: SecretString,
    /// Their name.
    pub name: String,
    /// The business's name.
    pub business: String,
    /// The zone it lives in: `America/Chicago`.
    pub timezone: String,
    /// What kind of business it is.
    pub vertical: Vertical,
    /// The language its callers speak: `en-US`.
    pub language: String,
    /// Where from.
    pub address: IpAddr,
}

/// Why nobody was registered.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// Fields that cannot be what they say.
    #[error("{} field(s) are not right", .0.len())]
    Faulty(Vec<Fault>),
    /// Too many businesses from one address.
    #[error("too many tries")]
    TooMany {
        /// When to try again.
        retry_after: Duration,
    },
    /// Too many people at once.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The database failed.
    #[error("the database failed")]
    Store(#[from] StoreError),
}

/// What was typed, and is right.
struct Right {
    email: EmailAddress,
    name: String,
    business: String,
    timezone: TimeZone,
    language: Language,
}

/// Registrations from one address.
const BY_ADDRESS: Rate = Rate::per_hour(10);
/// How many characters a name has at most.
const NAME_CHARS_MAX: usize = 120;
/// How often another id is tried, should its stand-in for a number be taken.
const TRIES: usize = 3;

impl People {
    /// Registers a business and its owner. The owner gets a mail, and can sign in once its link was
    /// followed. Whoever has an account gets another mail and the same answer in the same time.
    ///
    /// # Errors
    /// See [`RegisterError`].
    pub async fn register(&self, asked: Register) -> Result<(), RegisterError> {
        let right = check(&asked).map_err(RegisterError::Faulty)?;
        let key = Key::registrations(asked.address);
        if let Taken::Wait { retry_after } = self.limits.take(&key, BY_ADDRESS, 1).await {
            return Err(RegisterError::TooMany { retry_after });
        }
        let mails = Attempt::new(&right.email, asked.address, Proof::None).mail();
        if let Err(retry_after) = self.draw(&mails).await {
            return Err(RegisterError::TooMany { retry_after });
        }
        let hash = self.hashing.hash(asked.password.clone(), self.entropy.bytes()).await?;
        if let Some(account) = self.account_of(&right.email).await? {
            return Ok(self.tell_registered(Some(account.id)).await?);
        }
        for _ in 0..TRIES {
            match self.found(&asked, &right, &hash).await {
                Ok(true) => return Ok(()),
                Ok(false) => return Ok(self.tell_registered(None).await?),
                Err(StoreError::Constraint { constraint }) if constraint == "tenants_phone_key" => {
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::Conflict("no free stand-in for a number".into()).into())
    }

    /// Writes business, owner and everything around them at once. `false` if the address has an account
    /// by now.
    async fn found(&self, asked: &Register, right: &Right, hash: &str) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let tenant: TenantId = self.ids.next();
        let account = Account {
            id: self.ids.next(),
            email: right.email.clone(),
            name: right.name.clone(),
            password: Some(hash.to_owned()),
            verified_at: None,
            second_factor: None,
            is_platform: false,
            created_at: now,
            updated_at: now,
        };
        let owner = Member {
            account: account.id,
            role: Role::Owner,
            name: right.name.clone(),
            email: right.email.clone(),
            since: now,
        };
        let business = Tenant {
            id: tenant,
            name: right.business.clone(),
            phone: PhoneNumber::unassigned(tenant.as_uuid().as_u128()),
            status: TenantStatus::Onboarding,
            timezone: right.timezone.clone(),
            settings: settings(asked.vertical, right),
            version: 0,
            created_at: now,
            updated_at: now,
        };
        let mut tx = self.db.begin(tenant).await?;
        if !tx.accounts().insert_if_new(&account).await? {
            tx.rollback().await?;
            return Ok(false);
        }
        tx.tenants().put(&business).await?;
        tx.schedules().save(&self.catalogue(right)).await?;
        tx.members().put(&owner).await?;
        if let Some((book, plan)) = self.prices.first_plan() {
            let first = (book, plan.id.as_str());
            let trial = Subscription::new(tenant, first, plan.days_at_first(), now);
            tx.subscriptions().put(&trial).await?;
        }
        let actor = Actor { who: Who::System, tenant: Some(tenant) };
        let what = ("business.registered", tenant.to_string());
        note(tx.as_mut(), &actor, now, what, &json!({ "owner": account.id })).await?;
        let mail = WriteMail { about: About::Verify { account: account.id } };
        tx.outbox().enqueue(&NewJob::new(self.ids.next(), &mail, now)).await?;
        tx.commit(Durability::Promised).await?;
        self.wake.notify_one();
        Ok(true)
    }

    async fn tell_registered(&self, account: Option<AccountId>) -> Result<(), StoreError> {
        let mail = WriteMail { about: About::AlreadyRegistered { account } };
        self.enqueue_mail(PLATFORM, &mail).await
    }

    /// Writes a mail that follows from nothing else.
    pub(super) async fn enqueue_mail(
        &self,
        tenant: TenantId,
        mail: &WriteMail,
    ) -> Result<(), StoreError> {
        let mut tx = self.db.begin(tenant).await?;
        tx.outbox().enqueue(&NewJob::new(self.ids.next(), mail, self.clock.now())).await?;
        tx.commit(Durability::Promised).await?;
        self.wake.notify_one();
        Ok(())
    }

    /// A business that is open on no day, until its owner says when.
    fn catalogue(&self, right: &Right) -> Catalogue {
        Catalogue {
            timezone: right.timezone.clone(),
            services: Vec::new(),
            // Somebody has to be busy: the business itself.
            staff: vec![Staff {
                id: self.ids.next(),
                name: right.business.clone(),
                services: None,
                hours: None,
                active: true,
                implied: true,
            }],
            hours: WeekHours::default(),
            closed: Vec::new(),
            rules: BookingRules::default(),
        }
    }
}

fn check(asked: &Register) -> Result<Right, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut keep = |fault| faults.push(fault);
    let email = facts::email("email", &asked.email).map_err(&mut keep).ok();
    let name = facts::name("name", &asked.name, NAME_CHARS_MAX).map_err(&mut keep).ok();
    let business = facts::name("business", &asked.business, NAME_CHARS_MAX).map_err(&mut keep).ok();
    let timezone = TimeZone::get(&asked.timezone).ok();
    if timezone.is_none() {
        keep(Fault::new("timezone", "expected a time zone such as America/Chicago"));
    }
    let language: Option<Language> = asked.language.parse().ok();
    if language.is_none() {
        keep(Fault::new("language", "expected a language such as en-US"));
    }
    if let (Some(email), Some(name)) = (&email, &name)
        && let Err(fault) = password::check(&asked.password, email, name)
    {
        keep(Fault::new("password", fault.to_string()));
    }
    match (email, name, business, timezone, language) {
        (Some(email), Some(name), Some(business), Some(timezone), Some(language))
            if faults.is_empty() =>
        {
            Ok(Right { email, name, business, timezone, language })
        }
        _ => Err(faults),
    }
}

fn settings(vertical: Vertical, right: &Right) -> Settings {
    Settings {
        vertical,
        plan: String::new(),
        languages: vec![right.language.clone()],
        owner_name: Some(right.name.clone()),
        owner_phone: None,
        owner_email: Some(right.email.as_str().to_owned()),
        address: None,
        agent_name: "Robin".to_owned(),
        greeting: None,
        personality: tenancy::Personality::default(),
        never_say: Vec::new(),
        calls: CallSettings::default(),
        emergency_phrases: Vec::new(),
        faqs: Vec::new(),
    }
}
