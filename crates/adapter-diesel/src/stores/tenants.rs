//! The business itself, and whose number is whose.

use async_trait::async_trait;
use diesel::upsert::excluded;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{PhoneNumber, StoreResult, TenantId};
use tenancy::{NumberStore, Tenant, TenantStamp, TenantStatus, TenantStore};

use super::{Pending, Session, counted};
use crate::columns::{Bind, Word};
use crate::rows::tenants::{NewTenant, StampRow, TenantRow};
use crate::schema::{calls, tenants};

#[async_trait]
impl TenantStore for Session {
    async fn find(&mut self) -> StoreResult<Option<Tenant>> {
        let query = tenants::table.find(self.tenant()?).select(TenantRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(Tenant::from))
    }

    async fn lock(&mut self) -> StoreResult<Option<Tenant>> {
        let tenant = self.tenant()?;
        self.defer(Pending::LockTenant(tenant.0))?;
        TenantStore::find(self).await
    }

    async fn stamp(&mut self) -> StoreResult<Option<TenantStamp>> {
        let query = tenants::table.find(self.tenant()?).select(StampRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(TenantStamp::from))
    }

    async fn put(&mut self, tenant: &Tenant) -> StoreResult<i64> {
        if self.tenant()?.0 != tenant.id {
            return self.refuse("another business");
        }
        self.defer(Pending::LockTenant(tenant.id))?;
        let query = diesel::insert_into(tenants::table)
            .values(NewTenant::first(tenant))
            .on_conflict(tenants::id)
            .do_update()
            .set((
                tenants::name.eq(excluded(tenants::name)),
                tenants::phone.eq(excluded(tenants::phone)),
                tenants::status.eq(excluded(tenants::status)),
                tenants::timezone.eq(excluded(tenants::timezone)),
                tenants::settings.eq(excluded(tenants::settings)),
                tenants::version.eq(tenants::version + 1),
                tenants::updated_at.eq(excluded(tenants::updated_at)),
            ))
            .returning(tenants::version);
        let version = query.get_result(&mut self.wire().await?).await;
        self.checked(version)
    }

    async fn touch(&mut self) -> StoreResult<bool> {
        let tenant = self.tenant()?;
        self.defer(Pending::LockTenant(tenant.0))?;
        let query = diesel::update(tenants::table.find(tenant))
            .set(tenants::version.eq(tenants::version + 1));
        let touched = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(touched)? == 1)
    }
}

#[async_trait]
impl NumberStore for Session {
    async fn owner_of(&mut self, phone: &PhoneNumber) -> StoreResult<Option<TenantId>> {
        self.platform()?;
        let query = tenants::table.filter(tenants::phone.eq(Bind(phone))).select(tenants::id);
        let id = query.first(&mut self.wire().await?).await.optional();
        self.checked(id)
    }

    async fn owner_of_call(&mut self, provider_id: &str) -> StoreResult<Option<TenantId>> {
        self.platform()?;
        self.prefix(Pending::NameCall(provider_id.to_owned()))?;
        let query = calls::table
            .filter(calls::provider_id.eq(Bind(Word(provider_id))))
            .order(calls::id.desc())
            .select(calls::tenant_id);
        let id = query.first(&mut self.wire().await?).await.optional();
        self.checked(id)
    }

    async fn list(&mut self, after: Option<TenantId>, limit: u16) -> StoreResult<Vec<TenantId>> {
        self.platform()?;
        let mut query =
            tenants::table.select(tenants::id).order(tenants::id).limit(limit.into()).into_boxed();
        if let Some(after) = after {
            query = query.filter(tenants::id.gt(Bind(after)));
        }
        let ids = query.load(&mut self.wire().await?).await;
        self.checked(ids)
    }

    async fn of_status(
        &mut self,
        status: TenantStatus,
        after: Option<TenantId>,
        limit: u16,
    ) -> StoreResult<Vec<TenantId>> {
        self.platform()?;
        let mut query = tenants::table
            .filter(tenants::status.eq(Bind(status)))
            .select(tenants::id)
            .order(tenants::id)
            .limit(limit.into())
            .into_boxed();
        if let Some(after) = after {
            query = query.filter(tenants::id.gt(Bind(after)));
        }
        let ids = query.load(&mut self.wire().await?).await;
        self.checked(ids)
    }

    async fn by_status(&mut self) -> StoreResult<Vec<(TenantStatus, u64)>> {
        self.platform()?;
        let query = tenants::table
            .group_by(tenants::status)
            .order(tenants::status)
            .select((tenants::status, diesel::dsl::count_star()));
        let rows = query.load::<(TenantStatus, i64)>(&mut self.wire().await?).await;
        let rows = self.checked(rows)?;
        let counts = rows.into_iter().map(|(status, count)| Ok((status, counted(count)?)));
        self.valid(counts.collect())
    }
}
