//! What the platform does with the businesses that live in it.
//!
//! In the order of a business's life: [`create`], [`list`], [`numbers`], [`plan`], [`switches`] (what is
//! on for it), [`keys`], [`status`]; then what concerns all of them: [`rollouts`], [`overview`],
//! [`jobs`], and [`smoke`], which asks whether a business could be called now.
//!
//! A change locks the business, changes it, counts its version up and notes who did it, in one
//! transaction; then every machine is told to look again. What changes nothing is not noted.

use std::sync::Arc;

use billing::SubscriptionRefusal;
use fleet::Fleet;
use identity::Actor;
use jiff::Timestamp;
use kernel::{StoreError, TenantId};
use serde::Serialize;
use store::{Database, Durability, Tx};
use tenancy::Tenant;
use tenancy::flags::FlagError;

use crate::businesses::faults::Fault;
use crate::cards::Cards;
use crate::hooks::Announcer;
use crate::people::{People, note};
use crate::prices::Prices;
use crate::{Businesses, Voice};

pub mod create;
pub mod jobs;
pub mod keys;
pub mod list;
pub mod numbers;
pub mod overview;
pub mod plan;
pub mod rollouts;
pub mod smoke;
pub mod status;
pub mod switches;

/// What the platform does.
#[derive(Clone)]
pub struct Platform {
    /// Where businesses come from, and what that needs.
    pub businesses: Businesses,
    /// Who comes in; `None` where nobody signs in.
    pub people: Option<People>,
    /// Tells a business's own servers what becomes of it.
    pub announcer: Announcer,
    /// Calls, for those that are only rehearsed.
    pub voice: Voice,
    /// What the machines of the deployment share.
    pub fleet: Fleet,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum PlatformError {
    /// There is no such business, job or key.
    #[error("there is no such {0}")]
    Unknown(&'static str),
    /// Fields that cannot be what they say.
    #[error("{} field(s) are not right", .0.len())]
    Faulty(Vec<Fault>),
    /// The flag does not take the value, or there is no such flag.
    #[error(transparent)]
    Flag(#[from] FlagError),
    /// There is nothing to go back to.
    #[error("there is nothing to go back to")]
    NothingBefore,
    /// The subscription does not go that way.
    #[error(transparent)]
    Subscription(#[from] SubscriptionRefusal),
    /// A business that was closed stays so.
    #[error("the business is closed for good")]
    Closed,
    /// Another business has the number.
    #[error("another business has this number")]
    NumberTaken,
    /// Nobody signs in at this deployment, and programs come in by keys of people.
    #[error("nobody signs in at this deployment")]
    NobodySignsIn,
    /// The database failed.
    #[error("the database failed")]
    Store(#[from] StoreError),
}

impl PlatformError {
    fn faulty(key: &str, what: impl Into<String>) -> Self {
        Self::Faulty(vec![Fault { key: key.to_owned(), what: what.into() }])
    }
}

/// A business that nobody else changes until its transaction ends.
struct Locked {
    tx: Box<dyn Tx>,
    tenant: Tenant,
    now: Timestamp,
}

impl Platform {
    fn db(&self) -> &Arc<dyn Database> {
        &self.businesses.db
    }

    fn cards(&self) -> &Cards {
        &self.businesses.cards
    }

    fn prices(&self) -> &Prices {
        &self.businesses.prices
    }

    fn now(&self) -> Timestamp {
        self.businesses.clock.now()
    }

    async fn lock(&self, id: TenantId) -> Result<Locked, PlatformError> {
        let mut tx = self.db().begin(id).await?;
        let tenant = tx.tenants().lock().await?.ok_or(PlatformError::Unknown("business"))?;
        Ok(Locked { tx, tenant, now: self.now() })
    }

    /// Ends a change: it counts, is noted, and is seen by every machine.
    async fn done(
        &self,
        locked: Locked,
        actor: &Actor,
        (action, subject): (&str, String),
        detail: &(impl Serialize + Sync),
    ) -> Result<Tenant, PlatformError> {
        let Locked { mut tx, mut tenant, now } = locked;
        tenant.updated_at = now;
        tenant.version = tx.tenants().put(&tenant).await.map_err(taken)?;
        note(tx.as_mut(), actor, now, (action, subject), detail).await?;
        tx.commit(Durability::Promised).await.map_err(taken)?;
        self.cards().changed(tenant.id).await;
        if let Some(people) = &self.people {
            people.forget_visitors();
        }
        Ok(tenant)
    }
}

fn taken(error: StoreError) -> PlatformError {
    if error.violates("tenants_phone_key") {
        return PlatformError::NumberTaken;
    }
    error.into()
}
