//! `subscriptions`, `flags`, `rollouts`.

use billing::{Subscription, SubscriptionStatus};
use diesel::prelude::{AsChangeset, Insertable, Queryable, Selectable};
use jiff::Timestamp;
use kernel::TenantId;
use tenancy::flags::{History, Overrides, Stage};

use crate::columns::{Bind, Json};
use crate::schema::{flags, rollouts, subscriptions};

#[derive(Queryable, Selectable)]
#[diesel(table_name = subscriptions)]
pub(crate) struct SubscriptionRow {
    tenant_id: TenantId,
    book: String,
    plan: String,
    status: SubscriptionStatus,
    since: Timestamp,
    trial_ends_at: Option<Timestamp>,
    paid_until: Option<Timestamp>,
}

impl From<SubscriptionRow> for Subscription {
    fn from(row: SubscriptionRow) -> Self {
        Self {
            tenant: row.tenant_id,
            book: row.book,
            plan: row.plan,
            status: row.status,
            since: row.since,
            trial_ends_at: row.trial_ends_at,
            paid_until: row.paid_until,
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = subscriptions, treat_none_as_default_value = false)]
pub(crate) struct NewSubscription<'a> {
    tenant_id: Bind<TenantId>,
    #[diesel(embed)]
    change: SubscriptionChange<'a>,
}

/// Everything but whose it is.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = subscriptions, treat_none_as_null = true, treat_none_as_default_value = false)]
pub(crate) struct SubscriptionChange<'a> {
    book: &'a str,
    plan: &'a str,
    status: Bind<SubscriptionStatus>,
    since: Bind<Timestamp>,
    trial_ends_at: Option<Bind<Timestamp>>,
    paid_until: Option<Bind<Timestamp>>,
}

impl<'a> NewSubscription<'a> {
    pub(crate) fn new(tenant: Bind<TenantId>, subscription: &'a Subscription) -> Self {
        Self { tenant_id: tenant, change: SubscriptionChange::new(subscription) }
    }
}

impl<'a> SubscriptionChange<'a> {
    pub(crate) fn new(subscription: &'a Subscription) -> Self {
        Self {
            book: &subscription.book,
            plan: &subscription.plan,
            status: Bind(subscription.status),
            since: Bind(subscription.since),
            trial_ends_at: subscription.trial_ends_at.map(Bind),
            paid_until: subscription.paid_until.map(Bind),
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = flags)]
pub(crate) struct NewFlags<'a> {
    tenant_id: Bind<TenantId>,
    overrides: Bind<Json<&'a Overrides>>,
}

impl<'a> NewFlags<'a> {
    pub(crate) const fn new(tenant: Bind<TenantId>, overrides: &'a Overrides) -> Self {
        Self { tenant_id: tenant, overrides: Bind(Json(overrides)) }
    }
}

#[derive(Insertable)]
#[diesel(table_name = rollouts)]
pub(crate) struct NewRollout<'a> {
    name: &'a str,
    history: Bind<Json<&'a History<Stage>>>,
}

impl<'a> NewRollout<'a> {
    pub(crate) const fn new(name: &'a str, history: &'a History<Stage>) -> Self {
        Self { name, history: Bind(Json(history)) }
    }
}
