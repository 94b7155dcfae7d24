//! Owners say who they are, how their calls are answered, what they do and when.
//!
//! All of it is one [`document`]. Whoever changes it names the version that they saw; what is right
//! ([`check`]) is met by the next caller ([`change`]). A document may be worked on as a draft first
//! ([`drafts`]), and what callers met before is kept, compared ([`compare`]) and restored
//! ([`versions`]).

use std::sync::Arc;

use identity::Actor;
use kernel::{Clock, IdSource, StoreError, StoreResult, TenantId};
use scheduling::Catalogue;
use store::{Database, Durability, Tx};
use tenancy::Tenant;

use crate::businesses::faults::Fault;
use crate::cards::Cards;

pub mod change;
pub mod check;
pub mod compare;
pub mod document;
pub mod drafts;
pub mod edit;
pub mod versions;

pub use document::BusinessSettings;
pub use edit::Edit;

/// What owners set.
#[derive(Clone)]
pub struct Settings {
    /// Where it is remembered.
    pub db: Arc<dyn Database>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn IdSource>,
    /// Remembered businesses, which forget what was changed.
    pub cards: Arc<Cards>,
}

/// Why settings were not changed.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// There is no such business, service, member of staff, closed day, version or draft.
    #[error("there is no such thing")]
    Unknown,
    /// Nothing is being worked on.
    #[error("there is no draft")]
    NoDraft,
    /// Somebody else has changed something since.
    #[error("the business has changed since")]
    Stale,
    /// It cannot be what it says.
    #[error("the settings have {} fault(s)", .0.len())]
    Faulty(Vec<Fault>),
    /// The key may change settings, and neither services nor hours.
    #[error("the key may not change services, staff or hours")]
    Forbidden,
    /// The database failed.
    #[error("the database failed")]
    Store(#[from] StoreError),
}

/// Who changes which business, and what they know of it.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// The business.
    pub tenant: TenantId,
    /// The version that they saw; none for whoever changes one thing, however the rest has changed.
    pub saw: Option<i64>,
}

impl By<'_> {
    fn saw(&self, tenant: &Tenant) -> Result<(), SettingsError> {
        let is_present = self.saw.is_none_or(|version| version == tenant.version);
        if is_present { Ok(()) } else { Err(SettingsError::Stale) }
    }
}

/// A business as its owner sees it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The business.
    pub tenant: Tenant,
    /// What its owner has set.
    pub settings: BusinessSettings,
}

impl Settings {
    /// What a business's owner has set; `None` if there is no such business.
    pub async fn read(&self, tenant: TenantId) -> StoreResult<Option<Seen>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let Some(tenant) = tx.tenants().find().await? else { return Ok(None) };
        let catalogue = catalogue(tx.as_mut(), &tenant).await?;
        tx.commit(Durability::Relaxed).await?;
        let settings = BusinessSettings::of(&tenant, &catalogue);
        Ok(Some(Seen { tenant, settings }))
    }
}

/// The catalogue of a transaction's business; an empty one if none was saved yet.
async fn catalogue(tx: &mut dyn Tx, tenant: &Tenant) -> StoreResult<Catalogue> {
    let stored = tx.schedules().load().await?;
    Ok(stored.unwrap_or_else(|| Catalogue {
        timezone: tenant.timezone.clone(),
        services: Vec::new(),
        staff: Vec::new(),
        hours: scheduling::WeekHours::default(),
        closed: Vec::new(),
        rules: scheduling::BookingRules::default(),
    }))
}
