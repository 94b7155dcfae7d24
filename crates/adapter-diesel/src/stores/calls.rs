//! Calls.

use async_trait::async_trait;
use diesel::dsl::{count_star, exists, not, sql};
use diesel::sql_types::BigInt;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use kernel::{CallId, Caller, CustomerId, StoreResult};
use telephony::{Call, CallPage, CallStore, CallUsage, Channel, ProviderRef};

use super::{Session, counted};
use crate::columns::Bind;
use crate::prepared::Prepared;
use crate::rows::calls::{CallChange, CallRow, NewCall};
use crate::schema::{calls, conversations};

#[async_trait]
impl CallStore for Session {
    async fn insert_if_new(&mut self, call: &Call) -> StoreResult<bool> {
        let row = NewCall::new(self.tenant()?, call);
        let query = diesel::insert_into(calls::table)
            .values(self.valid(row)?)
            .on_conflict((calls::tenant_id, calls::provider_id))
            .do_nothing();
        let inserted = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(inserted)? == 1)
    }

    async fn find(&mut self, id: CallId) -> StoreResult<Option<Call>> {
        let query = calls::table.find((self.tenant()?, Bind(id))).select(CallRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        let row = self.checked(row)?;
        self.valid(row.map(Call::try_from).transpose())
    }

    async fn find_by_provider(&mut self, provider_id: &ProviderRef) -> StoreResult<Option<Call>> {
        let query = calls::table
            .filter(calls::tenant_id.eq(self.tenant()?))
            .filter(calls::provider_id.eq(Bind(provider_id)))
            .select(CallRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        let row = self.checked(row)?;
        self.valid(row.map(Call::try_from).transpose())
    }

    async fn open_text(&mut self, from: &Caller) -> StoreResult<Option<Call>> {
        let query = calls::table
            .filter(calls::tenant_id.eq(self.tenant()?))
            .filter(calls::from_number.eq(Bind(from)))
            .filter(calls::channel.eq(Bind(Channel::Sms)))
            .filter(calls::ended_at.is_null())
            .select(CallRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        let row = self.checked(row)?;
        self.valid(row.map(Call::try_from).transpose())
    }

    async fn update(&mut self, call: &Call) -> StoreResult<bool> {
        let tenant = self.tenant()?;
        let change = self.valid(CallChange::new(call))?;
        let query =
            Prepared(diesel::update(calls::table.find((tenant, Bind(call.id)))).set(change));
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }

    async fn recent_of(&mut self, customer: CustomerId, limit: u8) -> StoreResult<Vec<Call>> {
        let query = calls::table
            .filter(calls::tenant_id.eq(self.tenant()?))
            .filter(calls::customer_id.eq(Bind(customer)))
            .filter(calls::ended_at.is_not_null())
            .order((calls::started_at.desc(), calls::id.desc()))
            .limit(limit.into())
            .select(CallRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        let rows = self.checked(rows)?;
        self.valid(rows.into_iter().map(Call::try_from).collect())
    }

    async fn recent(&mut self, limit: u8) -> StoreResult<Vec<Call>> {
        let query = calls::table
            .filter(calls::tenant_id.eq(self.tenant()?))
            .order((calls::started_at.desc(), calls::id.desc()))
            .limit(limit.into())
            .select(CallRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        let rows = self.checked(rows)?;
        self.valid(rows.into_iter().map(Call::try_from).collect())
    }

    async fn stale(
        &mut self,
        channel: Channel,
        before: Timestamp,
        limit: u8,
    ) -> StoreResult<Vec<Call>> {
        let tenant = self.tenant()?;
        let talked_since = conversations::table
            .filter(conversations::tenant_id.eq(tenant))
            .filter(conversations::call_id.eq(calls::id))
            .filter(conversations::updated_at.ge(Bind(before)));
        let query = calls::table
            .filter(calls::tenant_id.eq(tenant))
            .filter(calls::channel.eq(Bind(channel)))
            .filter(calls::ended_at.is_null())
            .filter(calls::started_at.lt(Bind(before)))
            .filter(not(exists(talked_since)))
            .order((calls::started_at, calls::id))
            .limit(limit.into())
            .select(CallRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        let rows = self.checked(rows)?;
        self.valid(rows.into_iter().map(Call::try_from).collect())
    }

    async fn page(&mut self, page: &CallPage, limit: u16) -> StoreResult<Vec<Call>> {
        let mut query = calls::table
            .filter(calls::tenant_id.eq(self.tenant()?))
            .order((calls::started_at.desc(), calls::id.desc()))
            .limit(limit.into())
            .select(CallRow::as_select())
            .into_boxed();
        if let Some((at, id)) = page.before {
            // The first condition is what an index is good for.
            let same = calls::started_at.lt(Bind(at)).or(calls::id.lt(Bind(id)));
            query = query.filter(calls::started_at.le(Bind(at)).and(same));
        }
        if let Some(customer) = page.customer {
            query = query.filter(calls::customer_id.eq(Bind(customer)));
        }
        if let Some(status) = page.status {
            query = query.filter(calls::status.eq(Bind(status)));
        }
        if let Some(outcome) = page.outcome {
            query = query.filter(calls::outcome.eq(Bind(outcome)));
        }
        if let Some(channel) = page.channel {
            query = query.filter(calls::channel.eq(Bind(channel)));
        }
        let rows = query.load(&mut self.wire().await?).await;
        let rows = self.checked(rows)?;
        self.valid(rows.into_iter().map(Call::try_from).collect())
    }

    async fn usage(&mut self, from: Timestamp, until: Timestamp) -> StoreResult<CallUsage> {
        let query = calls::table
            .filter(calls::tenant_id.eq(self.tenant()?))
            .filter(calls::started_at.ge(Bind(from)))
            .filter(calls::started_at.lt(Bind(until)))
            .filter(calls::channel.eq(Bind(Channel::Voice)))
            .select((count_star(), sql::<BigInt>("coalesce(sum((seconds + 59) / 60), 0)")));
        let sums = query.first::<(i64, i64)>(&mut self.wire().await?).await;
        let (calls, minutes) = self.checked(sums)?;
        let (calls, minutes) = (self.valid(counted(calls))?, self.valid(counted(minutes))?);
        Ok(CallUsage { calls, minutes })
    }
}
