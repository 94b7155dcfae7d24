//! On which terms a business is served: what it has ordered and what it was given, as they lie in the
//! cache.

use billing::{Service, Subscription, SubscriptionStatus};
use jiff::Timestamp;
use kernel::{StoreResult, TenantId};
use serde::{Deserialize, Serialize};
use store::Tx;
use tenancy::flags::{Layers, Overrides, Rollouts, effective};
use tenancy::{FlagSet, Tenant};

use crate::prices::Prices;

/// On which terms a business is served, as of one of its versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    /// The business's version at which this was read.
    pub version: i64,
    /// What it has ordered.
    pub subscription: Subscription,
    /// What it was given apart from its plan.
    pub overrides: Overrides,
}

impl Terms {
    /// Reads them. They are as new as the business in hand, or newer.
    pub(crate) async fn read(
        tx: &mut dyn Tx,
        tenant: &Tenant,
        prices: &Prices,
    ) -> StoreResult<Self> {
        let stored = tx.subscriptions().find().await?;
        let overrides = tx.flags().find().await?;
        let subscription = prices.subscription_of(tenant, stored);
        Ok(Self { version: tenant.version, subscription, overrides })
    }

    /// What is switched on.
    pub fn flags(&self, prices: &Prices, rollouts: &Rollouts) -> FlagSet {
        let plan = prices.flags_of(&self.subscription);
        let tenant = self.subscription.tenant;
        effective(&Layers { plan: &plan, overrides: &self.overrides, rollouts, tenant })
    }

    /// What callers are given at this moment, as far as money decides it.
    pub fn service(&self, prices: &Prices, now: Timestamp) -> Service {
        self.subscription.service(prices.patience, now)
    }

    /// As it lies in the cache.
    pub(super) fn write(&self) -> String {
        let Self { version, subscription, overrides } = self;
        let kept = Kept {
            version: *version,
            tenant: subscription.tenant,
            book: subscription.book.clone(),
            plan: subscription.plan.clone(),
            status: subscription.status,
            since: subscription.since,
            trial_ends_at: subscription.trial_ends_at,
            paid_until: subscription.paid_until,
            overrides: overrides.clone(),
        };
        serde_json::to_string(&kept).unwrap_or_default()
    }

    /// Out of the cache; `None` for what another release has written there.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let kept: Kept = serde_json::from_str(text).ok()?;
        let subscription = Subscription {
            tenant: kept.tenant,
            book: kept.book,
            plan: kept.plan,
            status: kept.status,
            since: kept.since,
            trial_ends_at: kept.trial_ends_at,
            paid_until: kept.paid_until,
        };
        Some(Self { version: kept.version, subscription, overrides: kept.overrides })
    }
}

#[derive(Serialize, Deserialize)]
struct Kept {
    version: i64,
    tenant: TenantId,
    book: String,
    plan: String,
    status: SubscriptionStatus,
    since: Timestamp,
    trial_ends_at: Option<Timestamp>,
    paid_until: Option<Timestamp>,
    overrides: Overrides,
}
