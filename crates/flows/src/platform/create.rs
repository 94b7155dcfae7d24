//! A business is founded by the platform's people, and its owner invited.

use billing::Subscription;
use identity::{Actor, EmailAddress, Invitation, Role};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use kernel::{Language, PhoneNumber, TenantId};
use scheduling::{BookingRules, Catalogue, Staff, WeekHours};
use serde_json::json;
use store::{Durability, NewJob};
use tenancy::{CallSettings, Personality, Settings, Tenant, TenantStatus, Vertical};

use super::{Platform, PlatformError, taken};
use crate::businesses::faults::{Fault, Faults};
use crate::businesses::import::{ImportError, Imported};
use crate::people::write_mail::{About, WriteMail};
use crate::people::{facts, note};

/// A business that is to be founded.
#[derive(Debug, Clone)]
pub struct NewBusiness {
    /// Its name.
    pub name: String,
    /// The zone it lives in: `America/Chicago`.
    pub timezone: String,
    /// What kind of business it is.
    pub vertical: Vertical,
    /// The language its callers speak: `en-US`.
    pub language: String,
    /// Who is asked to own it.
    pub owner_email: String,
    /// Its number, if it has one already.
    pub phone: Option<String>,
    /// The price book; the default one where none is named.
    pub book: Option<String>,
    /// The plan; the usual one where none is named.
    pub plan: Option<String>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Founded {
    /// The business.
    pub tenant: Tenant,
    /// What it has ordered.
    pub subscription: Subscription,
    /// The request to own it.
    pub invitation: Invitation,
}

/// How long an owner may take to answer.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How many characters a name may have.
const NAME_CHARS_MAX: usize = 120;

impl Platform {
    /// Founds a business from a business file, or brings the one with its number up to it.
    ///
    /// # Errors
    /// The faults of the file.
    pub async fn create_from_file(
        &self,
        actor: &Actor,
        text: &str,
    ) -> Result<Imported, PlatformError> {
        match self.businesses.import_by(actor, text).await {
            Ok(imported) => Ok(imported),
            Err(ImportError::Faulty(faults)) => Err(PlatformError::Faulty(faults)),
            Err(ImportError::Store(error)) => Err(taken(error)),
        }
    }

    /// Founds a business and asks somebody to own it, at once or not at all. It is tried for as long
    /// as its plan allows.
    ///
    /// # Errors
    /// Every field that is not right; another business has the number; nobody signs in here.
    pub async fn create(
        &self,
        actor: &Actor,
        wanted: &NewBusiness,
    ) -> Result<Founded, PlatformError> {
        if self.people.is_none() {
            return Err(PlatformError::NobodySignsIn);
        }
        let right = self.check(wanted).map_err(PlatformError::Faulty)?;
        let now = self.now();
        let ids = &self.businesses.ids;
        let id: TenantId = ids.next();
        let mut tenant = self.tenant(id, wanted, &right, now);
        let trial = right.days;
        let ordered = (right.book.as_str(), right.plan.as_str());
        let subscription = if trial > 0 {
            Subscription::new(id, ordered, trial, now)
        } else {
            Subscription {
                status: billing::SubscriptionStatus::Active,
                ..Subscription::new(id, ordered, 0, now)
            }
        };
        let invitation = Invitation {
            id: ids.next(),
            email: right.owner,
            role: Role::Owner,
            invited_by: "Frontdesk".to_owned(),
            created_at: now,
            expires_at: now.saturating_add(GOOD_FOR).unwrap_or(Timestamp::MAX),
            closed_at: None,
        };
        let mut tx = self.db().begin(id).await?;
        tenant.version = tx.tenants().put(&tenant).await.map_err(taken)?;
        tx.schedules().save(&self.catalogue(&tenant)).await?;
        tx.subscriptions().put(&subscription).await?;
        tx.invitations().insert(&invitation).await?;
        let detail = json!({ "book": subscription.book, "plan": subscription.plan });
        note(tx.as_mut(), actor, now, ("business.created", id.to_string()), &detail).await?;
        let what = ("member.invited", invitation.id.to_string());
        note(tx.as_mut(), actor, now, what, &json!({ "role": Role::Owner })).await?;
        let mail = WriteMail { about: About::Invitation { invitation: invitation.id } };
        tx.outbox().enqueue(&NewJob::new(ids.next(), &mail, now)).await?;
        tx.commit(Durability::Promised).await.map_err(taken)?;
        self.voice.wake.notify_one();
        Ok(Founded { tenant, subscription, invitation })
    }

    fn check(&self, wanted: &NewBusiness) -> Result<Right, Vec<Fault>> {
        let mut faults = Faults::default();
        let name = facts::name("name", &wanted.name, NAME_CHARS_MAX).map_err(|it| it.why);
        let name = faults.take("name", name);
        let timezone = TimeZone::get(&wanted.timezone)
            .map_err(|_| "expected a time zone such as America/Chicago");
        let timezone = faults.take("timezone", timezone);
        let language: Result<Language, _> = wanted.language.parse();
        let language =
            faults.take("language", language.map_err(|_| "expected a language such as en-US"));
        let owner = facts::email("owner_email", &wanted.owner_email).map_err(|it| it.why);
        let owner = faults.take("owner_email", owner);
        let phone = wanted.phone.as_deref().map(PhoneNumber::parse);
        let phone = phone.map(|phone| faults.take("phone", phone));
        let book = wanted.book.as_deref();
        let plan = match &wanted.plan {
            Some(plan) => self.prices().find(book, plan),
            None => self.prices().usual_plan().filter(|_| book.is_none()),
        };
        let plan = faults.take("plan", plan.ok_or("there is no such plan in the price book"));
        faults.into_result()?;
        let missing = || vec![Fault { key: "name".to_owned(), what: "is not valid".to_owned() }];
        let (book, plan) = plan.ok_or_else(missing)?;
        Ok(Right {
            name: name.ok_or_else(missing)?,
            timezone: timezone.ok_or_else(missing)?,
            language: language.ok_or_else(missing)?,
            owner: owner.ok_or_else(missing)?,
            phone: phone.flatten(),
            book: book.to_owned(),
            plan: plan.id.clone(),
            days: plan.days_at_first(),
        })
    }

    fn tenant(&self, id: TenantId, wanted: &NewBusiness, right: &Right, now: Timestamp) -> Tenant {
        Tenant {
            id,
            name: right.name.clone(),
            phone: right.phone.clone().unwrap_or_else(|| self.no_number()),
            status: TenantStatus::Onboarding,
            timezone: right.timezone.clone(),
            settings: Settings {
                vertical: wanted.vertical,
                plan: String::new(),
                languages: vec![right.language.clone()],
                owner_name: None,
                owner_phone: None,
                owner_email: Some(right.owner.as_str().to_owned()),
                address: None,
                agent_name: "Robin".to_owned(),
                greeting: None,
                personality: Personality::default(),
                never_say: Vec::new(),
                calls: CallSettings::default(),
                emergency_phrases: Vec::new(),
                faqs: Vec::new(),
            },
            version: 0,
            created_at: now,
            updated_at: now,
        }
    }

    /// A business that is open on no day, until its owner says when.
    fn catalogue(&self, tenant: &Tenant) -> Catalogue {
        Catalogue {
            timezone: tenant.timezone.clone(),
            services: Vec::new(),
            // Somebody has to be busy: the business itself.
            staff: vec![Staff {
                id: self.businesses.ids.next(),
                name: tenant.name.clone(),
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

/// What was asked for, and is right.
struct Right {
    name: String,
    timezone: TimeZone,
    language: Language,
    owner: EmailAddress,
    phone: Option<PhoneNumber>,
    book: String,
    plan: String,
    days: u32,
}
