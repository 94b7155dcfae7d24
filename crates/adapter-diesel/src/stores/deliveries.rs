//! What a business's own servers are told, and how far that has come.

use async_trait::async_trait;
use diesel::dsl::{exists, not};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, SelectableHelper};
use diesel_async::RunQueryDsl;
use hooks::{Delivery, DeliveryQuery, DeliveryStatus, DeliveryStore, Event, EventKind};
use jiff::Timestamp;
use kernel::{DeliveryId, EventId, StoreResult};

use super::super::dialect;
use super::{Pending, Session};
use crate::columns::Bind;
use crate::prepared::Prepared;
use crate::rows::hooks::{DeliveryRow, DeliveryState, EventRow, NewDelivery, NewEvent};
use crate::schema::{deliveries, events};

#[async_trait]
impl DeliveryStore for Session {
    async fn insert_event(&mut self, event: &Event, deliveries: &[Delivery]) -> StoreResult<()> {
        let tenant = self.tenant()?;
        self.defer(Pending::Event(NewEvent::new(tenant, event)))?;
        for delivery in deliveries {
            let row = self.valid(NewDelivery::new(tenant, delivery))?;
            self.defer(Pending::Delivery(Box::new(row)))?;
        }
        Ok(())
    }

    async fn find_event(&mut self, id: EventId) -> StoreResult<Option<Event>> {
        let query = events::table.find((self.tenant()?, Bind(id))).select(EventRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(Event::from))
    }

    async fn kinds(&mut self, ids: &[EventId]) -> StoreResult<Vec<(EventId, EventKind)>> {
        let query = events::table
            .filter(events::tenant_id.eq(self.tenant()?))
            .filter(events::id.eq_any(ids.iter().map(Bind)))
            .select((events::id, events::kind));
        let rows = query.load(&mut self.wire().await?).await;
        self.checked(rows)
    }

    async fn find(&mut self, id: DeliveryId) -> StoreResult<Option<Delivery>> {
        let query =
            deliveries::table.find((self.tenant()?, Bind(id))).select(DeliveryRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        let row = self.checked(row)?;
        self.valid(row.map(DeliveryRow::delivery).transpose())
    }

    async fn lock(&mut self, id: DeliveryId) -> StoreResult<Option<Delivery>> {
        let tenant = self.tenant()?;
        self.writable()?;
        let query = deliveries::table
            .filter(deliveries::tenant_id.eq(tenant))
            .filter(deliveries::id.eq(Bind(id)))
            .select(DeliveryRow::as_select());
        let row = dialect::for_update!(query).first(&mut self.wire().await?).await.optional();
        let row = self.checked(row)?;
        self.valid(row.map(DeliveryRow::delivery).transpose())
    }

    async fn update(&mut self, delivery: &Delivery) -> StoreResult<bool> {
        let tenant = self.tenant()?;
        let state = self.valid(DeliveryState::of(delivery))?;
        let query = Prepared(
            diesel::update(deliveries::table.find((tenant, Bind(delivery.id)))).set(state),
        );
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }

    async fn list(&mut self, query: &DeliveryQuery) -> StoreResult<Vec<Delivery>> {
        let mut wanted = deliveries::table
            .filter(deliveries::tenant_id.eq(self.tenant()?))
            .order(deliveries::id.desc())
            .limit(query.limit.into())
            .select(DeliveryRow::as_select())
            .into_boxed();
        if let Some(endpoint) = query.endpoint {
            wanted = wanted.filter(deliveries::endpoint_id.eq(Bind(endpoint)));
        }
        if let Some(status) = query.status {
            wanted = wanted.filter(deliveries::status.eq(Bind(status)));
        }
        if let Some(since) = query.since {
            wanted = wanted.filter(deliveries::created_at.ge(Bind(since)));
        }
        if let Some(after) = query.after {
            wanted = wanted.filter(deliveries::id.lt(Bind(after)));
        }
        let rows = wanted.load(&mut self.wire().await?).await;
        let rows: Vec<DeliveryRow> = self.checked(rows)?;
        self.valid(rows.into_iter().map(DeliveryRow::delivery).collect())
    }

    async fn remove_before(&mut self, instant: Timestamp, limit: u16) -> StoreResult<u64> {
        let tenant = self.tenant()?;
        self.writable()?;
        let query = deliveries::table
            .filter(deliveries::tenant_id.eq(tenant))
            .filter(deliveries::created_at.lt(Bind(instant)))
            .filter(deliveries::status.ne(Bind(DeliveryStatus::Queued)))
            .order(deliveries::created_at)
            .limit(limit.into())
            .select(deliveries::id);
        let old = query.load::<DeliveryId>(&mut self.wire().await?).await;
        let old = self.checked(old)?;
        let mut removed = 0;
        if !old.is_empty() {
            let query = diesel::delete(
                deliveries::table
                    .filter(deliveries::tenant_id.eq(tenant))
                    .filter(deliveries::id.eq_any(old.iter().map(Bind))),
            );
            let deleted = query.execute(&mut self.wire().await?).await;
            removed = self.checked(deleted)?;
        }
        let used = deliveries::table
            .filter(deliveries::tenant_id.eq(tenant))
            .filter(deliveries::event_id.eq(events::id));
        let query = events::table
            .filter(events::tenant_id.eq(tenant))
            .filter(events::at.lt(Bind(instant)))
            .filter(not(exists(used)))
            .order(events::at)
            .limit(limit.into())
            .select(events::id);
        let left = query.load::<EventId>(&mut self.wire().await?).await;
        let left = self.checked(left)?;
        if !left.is_empty() {
            let query = diesel::delete(
                events::table
                    .filter(events::tenant_id.eq(tenant))
                    .filter(events::id.eq_any(left.iter().map(Bind))),
            );
            let deleted = query.execute(&mut self.wire().await?).await;
            self.checked(deleted)?;
        }
        Ok(u64::try_from(removed).unwrap_or(u64::MAX))
    }
}
