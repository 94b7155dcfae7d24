//! What businesses have ordered, and what is switched on.

use async_trait::async_trait;
use billing::{Subscription, SubscriptionStore};
use diesel::upsert::excluded;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::StoreResult;
use tenancy::flags::{Flag, History, Overrides, Rollouts, Stage};
use tenancy::{FlagStore, RolloutStore};

use super::{Access, Pending, Session};
use crate::columns::Json;
use crate::rows::plans::{
    NewFlags, NewRollout, NewSubscription, SubscriptionChange, SubscriptionRow,
};
use crate::schema::{flags, rollouts, subscriptions};

/// More rollouts than releases have had flags.
const ROLLOUTS_MAX: i64 = 1_000;

#[async_trait]
impl SubscriptionStore for Session {
    async fn find(&mut self) -> StoreResult<Option<Subscription>> {
        let query = subscriptions::table.find(self.tenant()?).select(SubscriptionRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(Subscription::from))
    }

    async fn lock(&mut self) -> StoreResult<Option<Subscription>> {
        // Not the row: there may be none yet.
        let tenant = self.tenant()?;
        self.defer(Pending::LockTenant(tenant.0))?;
        SubscriptionStore::find(self).await
    }

    async fn put(&mut self, subscription: &Subscription) -> StoreResult<()> {
        let tenant = self.tenant()?;
        if tenant.0 != subscription.tenant {
            return self.refuse("another business");
        }
        let query = diesel::insert_into(subscriptions::table)
            .values(NewSubscription::new(tenant, subscription))
            .on_conflict(subscriptions::tenant_id)
            .do_update()
            .set(SubscriptionChange::new(subscription));
        let put = query.execute(&mut self.wire().await?).await;
        self.checked(put).map(drop)
    }
}

#[async_trait]
impl FlagStore for Session {
    async fn find(&mut self) -> StoreResult<Overrides> {
        let query = flags::table.find(self.tenant()?).select(flags::overrides);
        let found = query.first::<Json<Overrides>>(&mut self.wire().await?).await.optional();
        Ok(self.checked(found)?.map(|stored| stored.0).unwrap_or_default())
    }

    async fn lock(&mut self) -> StoreResult<Overrides> {
        let tenant = self.tenant()?;
        self.defer(Pending::LockTenant(tenant.0))?;
        FlagStore::find(self).await
    }

    async fn put(&mut self, overrides: &Overrides) -> StoreResult<()> {
        let query = diesel::insert_into(flags::table)
            .values(NewFlags::new(self.tenant()?, overrides))
            .on_conflict(flags::tenant_id)
            .do_update()
            .set(flags::overrides.eq(excluded(flags::overrides)));
        let put = query.execute(&mut self.wire().await?).await;
        self.checked(put).map(drop)
    }
}

#[async_trait]
impl RolloutStore for Session {
    async fn list(&mut self) -> StoreResult<Rollouts> {
        self.platform()?;
        let query = rollouts::table
            .order(rollouts::name)
            .limit(ROLLOUTS_MAX)
            .select((rollouts::name, rollouts::history));
        let rows = query.load::<(String, Json<History<Stage>>)>(&mut self.wire().await?).await;
        let rows = self.checked(rows)?;
        Ok(Rollouts::new(rows.into_iter().map(|(name, history)| (name, history.0))))
    }

    async fn lock(&mut self) -> StoreResult<Rollouts> {
        self.platform()?;
        self.turn_to(Access::Write);
        let platform = self.chain()?;
        self.defer(Pending::LockTenant(platform.0))?;
        RolloutStore::list(self).await
    }

    async fn put(&mut self, flag: Flag, stage: &History<Stage>) -> StoreResult<()> {
        self.platform()?;
        self.turn_to(Access::Write);
        let query = diesel::insert_into(rollouts::table)
            .values(NewRollout::new(flag.name(), stage))
            .on_conflict(rollouts::name)
            .do_update()
            .set(rollouts::history.eq(excluded(rollouts::history)));
        let put = query.execute(&mut self.wire().await?).await;
        self.checked(put).map(drop)
    }
}
