//! A business's own servers.

use async_trait::async_trait;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, SelectableHelper};
use diesel_async::RunQueryDsl;
use hooks::{Endpoint, EndpointStore};
use kernel::{EndpointId, StoreResult};

use super::super::dialect;
use super::{Pending, Session};
use crate::columns::Bind;
use crate::prepared::Prepared;
use crate::rows::hooks::{EndpointRow, EndpointState, NewEndpoint};
use crate::schema::{deliveries, endpoints};

#[async_trait]
impl EndpointStore for Session {
    async fn insert_if_room(&mut self, endpoint: &Endpoint) -> StoreResult<bool> {
        let tenant = self.tenant()?;
        // Two that are added at once would both find the last place.
        self.defer(Pending::LockTenant(tenant.0))?;
        let query = endpoints::table.filter(endpoints::tenant_id.eq(tenant)).count();
        let count = query.get_result::<i64>(&mut self.wire().await?).await;
        let count = self.checked(count)?;
        if usize::try_from(count).is_ok_and(|count| count >= Endpoint::PER_BUSINESS_MAX) {
            return Ok(false);
        }
        let query =
            diesel::insert_into(endpoints::table).values(NewEndpoint::new(tenant, endpoint));
        let inserted = query.execute(&mut self.wire().await?).await;
        self.checked(inserted)?;
        Ok(true)
    }

    async fn find(&mut self, id: EndpointId) -> StoreResult<Option<Endpoint>> {
        let query =
            endpoints::table.find((self.tenant()?, Bind(id))).select(EndpointRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(Endpoint::from))
    }

    async fn lock(&mut self, id: EndpointId) -> StoreResult<Option<Endpoint>> {
        let tenant = self.tenant()?;
        self.writable()?;
        let query = endpoints::table
            .filter(endpoints::tenant_id.eq(tenant))
            .filter(endpoints::id.eq(Bind(id)))
            .select(EndpointRow::as_select());
        let row = dialect::for_update!(query).first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(Endpoint::from))
    }

    async fn list(&mut self) -> StoreResult<Vec<Endpoint>> {
        let query = endpoints::table
            .filter(endpoints::tenant_id.eq(self.tenant()?))
            .order((endpoints::created_at, endpoints::id))
            .select(EndpointRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(Endpoint::from).collect())
    }

    async fn update(&mut self, endpoint: &Endpoint) -> StoreResult<bool> {
        let query = Prepared(
            diesel::update(endpoints::table.find((self.tenant()?, Bind(endpoint.id))))
                .set(EndpointState::of(endpoint)),
        );
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }

    async fn remove(&mut self, id: EndpointId) -> StoreResult<bool> {
        let tenant = self.tenant()?;
        let query = diesel::delete(endpoints::table.find((tenant, Bind(id))));
        let removed = query.execute(&mut self.wire().await?).await;
        let removed = self.checked(removed)? == 1;
        let query = diesel::delete(
            deliveries::table
                .filter(deliveries::tenant_id.eq(tenant))
                .filter(deliveries::endpoint_id.eq(Bind(id))),
        );
        let deliveries = query.execute(&mut self.wire().await?).await;
        self.checked(deliveries)?;
        Ok(removed)
    }
}
