//! Creates a business from a file, or brings an existing one up to it.

use billing::{Plan, SubscriptionEvent};
use identity::{Actor, Who};
use jiff::Timestamp;
use kernel::{IdSource, ServiceId, StaffId, StoreError, TenantId};
use scheduling::{Catalogue, Service, Staff};
use serde::Serialize;
use serde_json::json;
use store::{Durability, Tx};
use tenancy::{Tenant, TenantStatus};

use super::Businesses;
use super::faults::Fault;
use super::read::{BusinessFile, read};
use crate::cards::{Card, Served};
use crate::people::note;
use crate::prices::given;

/// What came of an import.
#[derive(Debug, Clone, Serialize)]
pub struct Imported {
    /// The business.
    pub id: TenantId,
    /// Its name.
    pub name: String,
    /// Its number.
    pub phone: String,
    /// Whether it is new.
    pub created: bool,
    /// How many changes it has seen, this one included.
    pub version: i64,
}

/// Why a file was not imported. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file has these faults.
    #[error("the business file has {} fault(s)", .0.len())]
    Faulty(Vec<Fault>),
    /// The database failed.
    #[error("the business could not be stored")]
    Store(#[from] StoreError),
}

impl Businesses {
    /// Imports a file. The number decides which business it is; services and staff are known by name.
    pub async fn import(&self, text: &str) -> Result<Imported, ImportError> {
        self.import_by(&Actor { who: Who::System, tenant: None }, text).await
    }

    /// The same, on behalf of somebody.
    ///
    /// A new business is put on the plan that the file names, or on the usual one, and counts as paid:
    /// whoever has a terminal or belongs to the platform's staff answers for that. A known one changes
    /// its plan only where the file names one.
    pub async fn import_by(&self, actor: &Actor, text: &str) -> Result<Imported, ImportError> {
        let file = read(text).map_err(ImportError::Faulty)?;
        let plan = self.plan(&file).map_err(ImportError::Faulty)?;
        let mut attempts = store::Attempts::new();
        loop {
            match self.try_import(actor, &file, plan).await {
                Err(error) if attempts.again(&error).await => {}
                outcome => return Ok(outcome?),
            }
        }
    }

    /// The plan that the file names, with its book.
    fn plan(&self, file: &BusinessFile) -> Result<Option<Ordered<'_>>, Vec<Fault>> {
        let Some(wanted) = &file.plan else { return Ok(None) };
        let found = self.prices.find(wanted.book.as_deref(), &wanted.plan);
        found.map(Some).ok_or_else(|| {
            let what = format!("there is no plan {:?} in the price book", wanted.plan);
            vec![Fault { key: "business.plan".to_owned(), what }]
        })
    }

    async fn try_import(
        &self,
        actor: &Actor,
        file: &BusinessFile,
        plan: Option<Ordered<'_>>,
    ) -> Result<Imported, StoreError> {
        let mut platform = self.db.begin_platform().await?;
        let owner = platform.numbers().owner_of(&file.phone).await?;
        platform.commit().await?;
        let id = owner.unwrap_or_else(|| self.ids.next());
        let now = self.clock.now();
        let mut tx = self.db.begin(id).await?;
        let before = tx.tenants().lock().await?;
        let catalogue = tx.schedules().load().await?;
        let tenant = Tenant {
            status: before.as_ref().map_or(TenantStatus::Active, |tenant| tenant.status),
            version: before.as_ref().map_or(0, |tenant| tenant.version),
            created_at: before.as_ref().map_or(now, |tenant| tenant.created_at),
            ..file.tenant(id, now)
        };
        let tenant = with_what_files_lack(tenant, before.as_ref());
        let version = tx.tenants().put(&tenant).await?;
        tx.schedules().save(&file.catalogue(self.ids.as_ref(), catalogue.as_ref())).await?;
        self.order(tx.as_mut(), before.as_ref(), plan, now).await?;
        let created = before.is_none();
        let what = if created { "business.created" } else { "business.imported" };
        let detail = json!({ "plan": plan.map(|(_, plan)| &plan.id) });
        note(tx.as_mut(), actor, now, (what, id.to_string()), &detail).await?;
        tx.commit(Durability::Promised).await?;
        self.cards.changed(id).await;
        let phone = file.phone.to_string();
        Ok(Imported { id, name: file.name.clone(), phone, created, version })
    }

    /// Puts the transaction's business on a plan: a new one always, a known one if the file says so.
    async fn order(
        &self,
        tx: &mut dyn Tx,
        before: Option<&Tenant>,
        plan: Option<Ordered<'_>>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let id = tx.tenant();
        let (Some(before), wanted) = (before, plan) else {
            let plan = plan.or_else(|| self.prices.usual_plan());
            return tx.subscriptions().put(&given(id, plan, now)).await;
        };
        let Some((book, plan)) = wanted else { return Ok(()) };
        let stored = tx.subscriptions().lock().await?;
        let known = self.prices.subscription_of(before, stored);
        let (book, plan_id) = (book.to_owned(), plan.id.clone());
        let event = SubscriptionEvent::PlanChanged { book: book.clone(), plan: plan_id };
        // One that was cancelled begins anew.
        let next = known.after(&event, now);
        let next = next.unwrap_or_else(|_| given(id, Some((book.as_str(), plan)), now));
        tx.subscriptions().put(&next).await
    }
}

/// A plan with its book's id.
type Ordered<'a> = (&'a str, &'a Plan);

/// What no file says is not a file's to forget: the plan of before there were subscriptions, and what
/// the owner has set by other ways.
fn with_what_files_lack(mut tenant: Tenant, before: Option<&Tenant>) -> Tenant {
    if let Some(before) = before {
        tenant.settings.plan.clone_from(&before.settings.plan);
        tenant.settings.canned_replies.clone_from(&before.settings.canned_replies);
        tenant.settings.retention = before.settings.retention;
    }
    tenant
}

impl Card {
    /// The card of a business that is in no database: as its file says, from `now` on, with everything
    /// switched on.
    ///
    /// # Errors
    /// All faults of the file.
    pub fn of_file(text: &str, ids: &dyn IdSource, now: Timestamp) -> Result<Self, Vec<Fault>> {
        let file = read(text)?;
        let tenant = file.tenant(ids.next(), now);
        let served = Served {
            flags: tenancy::FlagSet::widest(),
            subscription: given(tenant.id, None, now),
            patience: billing::Patience::default(),
            generation: 0,
            endpoints: Vec::new(),
        };
        Ok(Self::new(tenant, file.catalogue(ids, None), served))
    }
}

impl BusinessFile {
    /// The business as a new one.
    fn tenant(&self, id: TenantId, now: Timestamp) -> Tenant {
        Tenant {
            id,
            name: self.name.clone(),
            phone: self.phone.clone(),
            status: TenantStatus::Active,
            timezone: self.timezone.clone(),
            settings: self.settings.clone(),
            version: 0,
            created_at: now,
            updated_at: now,
        }
    }

    /// The file's catalogue, with the ids that its services and staff had before.
    fn catalogue(&self, ids: &dyn IdSource, before: Option<&Catalogue>) -> Catalogue {
        let services: Vec<Service> = self
            .services
            .iter()
            .map(|entry| Service {
                id: service_id(ids, &entry.name, before),
                name: entry.name.clone(),
                aliases: entry.aliases.clone(),
                minutes: entry.minutes,
                buffer_minutes: entry.buffer_minutes,
                price: entry.price,
                active: true,
            })
            .collect();
        let mut staff: Vec<Staff> = self
            .staff
            .iter()
            .map(|entry| Staff {
                id: staff_id(ids, &entry.name, false, before),
                name: entry.name.clone(),
                services: entry.services.as_ref().map(|places| {
                    places.iter().filter_map(|place| services.get(*place)).map(|it| it.id).collect()
                }),
                hours: entry.hours.clone(),
                active: true,
                implied: false,
            })
            .collect();
        if staff.is_empty() {
            // Somebody has to be busy: the business itself.
            staff.push(Staff {
                id: staff_id(ids, &self.name, true, before),
                name: self.name.clone(),
                services: None,
                hours: None,
                active: true,
                implied: true,
            });
        }
        Catalogue {
            timezone: self.timezone.clone(),
            services,
            staff,
            hours: self.hours.clone(),
            closed: self.closed.clone(),
            rules: self.rules.clone(),
        }
    }
}

fn service_id(ids: &dyn IdSource, name: &str, before: Option<&Catalogue>) -> ServiceId {
    let known = before.and_then(|catalogue| {
        catalogue.services.iter().find(|service| service.name.eq_ignore_ascii_case(name))
    });
    known.map_or_else(|| ids.next(), |service| service.id)
}

fn staff_id(ids: &dyn IdSource, name: &str, implied: bool, before: Option<&Catalogue>) -> StaffId {
    let known = before.and_then(|catalogue| {
        catalogue.staff.iter().find(|staff| {
            staff.implied == implied && (implied || staff.name.eq_ignore_ascii_case(name))
        })
    });
    known.map_or_else(|| ids.next(), |staff| staff.id)
}
