//! Creates a business from a file, or brings an existing one up to it.

use jiff::Timestamp;
use kernel::{IdSource, ServiceId, StaffId, StoreError, TenantId};
use scheduling::{Catalogue, Service, Staff};
use serde::Serialize;
use store::Durability;
use tenancy::{Tenant, TenantStatus};

use super::Businesses;
use super::faults::Fault;
use super::read::{BusinessFile, read};
use crate::cards::Card;

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
        let file = read(text).map_err(ImportError::Faulty)?;
        let mut attempts = store::Attempts::new();
        loop {
            match self.try_import(&file).await {
                Err(error) if attempts.again(&error).await => {}
                outcome => return Ok(outcome?),
            }
        }
    }

    async fn try_import(&self, file: &BusinessFile) -> Result<Imported, StoreError> {
        let mut platform = self.db.begin_platform().await?;
        let owner = platform.numbers().owner_of(&file.phone).await?;
        platform.commit().await?;
        let id = owner.unwrap_or_else(|| self.ids.next());
        let now = self.clock.now();
        let mut tx = self.db.begin(id).await?;
        let before = tx.tenants().find().await?;
        let catalogue = tx.schedules().load().await?;
        let tenant = Tenant {
            status: before.as_ref().map_or(TenantStatus::Active, |tenant| tenant.status),
            version: before.as_ref().map_or(0, |tenant| tenant.version),
            created_at: before.as_ref().map_or(now, |tenant| tenant.created_at),
            ..file.tenant(id, now)
        };
        let version = tx.tenants().put(&tenant).await?;
        tx.schedules().save(&file.catalogue(self.ids.as_ref(), catalogue.as_ref())).await?;
        tx.commit(Durability::Promised).await?;
        self.cards.forget(id);
        let phone = file.phone.to_string();
        Ok(Imported { id, name: file.name.clone(), phone, created: before.is_none(), version })
    }
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
        let catalogue = file.catalogue(ids, None);
        Ok(Self::new(tenant, catalogue, Vec::new(), tenancy::FlagSet::widest()))
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
