//! A business's own servers, and what they are told.

use std::collections::HashSet;
use std::sync::Arc;

use async_trait::async_trait;
use hooks::{
    Delivery, DeliveryQuery, DeliveryStatus, DeliveryStore, Endpoint, EndpointStatus,
    EndpointStore, Event, EventKind, Failing, Retired, Secrets,
};
use jiff::Timestamp;
use kernel::clock::to_micros;
use kernel::{DeliveryId, EndpointId, EventId, StoreResult};

use super::data::{Draft, referred, refused};
use super::tx::MemoryTx;

/// An endpoint as databases keep it.
fn kept(endpoint: &Endpoint) -> Endpoint {
    let Secrets { current, retired } = endpoint.secrets.clone();
    let retired = retired.map(|it| Retired { until: to_micros(it.until), ..it });
    Endpoint {
        secrets: Secrets { current, retired },
        status: match endpoint.status {
            EndpointStatus::Active => EndpointStatus::Active,
            EndpointStatus::Disabled { why, since } => {
                EndpointStatus::Disabled { why, since: to_micros(since) }
            }
        },
        failing: endpoint
            .failing
            .map(|row| Failing { since: to_micros(row.since), last_at: to_micros(row.last_at) }),
        created_at: to_micros(endpoint.created_at),
        updated_at: to_micros(endpoint.updated_at),
        ..endpoint.clone()
    }
}

impl Draft {
    fn insert_endpoint(&mut self, endpoint: &Endpoint) -> StoreResult<bool> {
        if self.own.endpoints.len() >= Endpoint::PER_BUSINESS_MAX {
            return Ok(false);
        }
        if self.own.endpoints.contains(&endpoint.id) {
            return Err(refused("endpoints_tenant_id_id_key"));
        }
        self.own.endpoints.insert(endpoint.id, Arc::new(kept(endpoint)));
        Ok(true)
    }

    fn update_endpoint(&mut self, endpoint: &Endpoint) -> bool {
        let Some(known) = self.own.endpoints.get(&endpoint.id) else { return false };
        let created_at = known.created_at;
        let changed = Endpoint { created_at, ..kept(endpoint) };
        self.own.endpoints.insert(endpoint.id, Arc::new(changed));
        true
    }

    fn remove_endpoint(&mut self, id: EndpointId) -> bool {
        let all = self.own.deliveries.values();
        let gone: Vec<DeliveryId> = all.filter(|it| it.endpoint == id).map(|it| it.id).collect();
        for delivery in gone {
            self.own.deliveries.remove(&delivery);
        }
        self.own.endpoints.remove(&id).is_some()
    }

    fn insert_event(&mut self, event: &Event, deliveries: &[Delivery]) -> StoreResult<()> {
        if self.own.events.contains(&event.id) {
            return Err(refused("events_tenant_id_id_key"));
        }
        self.own
            .events
            .insert(event.id, Arc::new(Event { at: to_micros(event.at), ..event.clone() }));
        for delivery in deliveries {
            referred(&self.own.events, Some(delivery.event), "deliveries_event_fkey")?;
            let twin = |it: &&Arc<Delivery>| {
                (it.event, it.endpoint) == (delivery.event, delivery.endpoint)
            };
            if self.own.deliveries.values().any(|it| twin(&it)) {
                return Err(refused("deliveries_event_id_endpoint_id_key"));
            }
            if self.own.deliveries.contains(&delivery.id) {
                return Err(refused("deliveries_tenant_id_id_key"));
            }
            let kept = Delivery {
                next_at: delivery.next_at.map(to_micros),
                created_at: to_micros(delivery.created_at),
                updated_at: to_micros(delivery.updated_at),
                ..delivery.clone()
            };
            self.own.deliveries.insert(delivery.id, Arc::new(kept));
        }
        Ok(())
    }

    fn delivery(&self, id: DeliveryId) -> Option<Delivery> {
        self.own.deliveries.get(&id).map(|it| Delivery::clone(it))
    }

    fn update_delivery(&mut self, delivery: &Delivery) -> bool {
        let Some(known) = self.own.deliveries.get(&delivery.id) else { return false };
        let changed = Delivery {
            endpoint: known.endpoint,
            event: known.event,
            created_at: known.created_at,
            next_at: delivery.next_at.map(to_micros),
            updated_at: to_micros(delivery.updated_at),
            ..delivery.clone()
        };
        self.own.deliveries.insert(delivery.id, Arc::new(changed));
        true
    }

    fn deliveries(&self, query: &DeliveryQuery) -> Vec<Delivery> {
        let all = self.own.deliveries.values().rev();
        let wanted = all.filter(|it| {
            query.endpoint.is_none_or(|endpoint| it.endpoint == endpoint)
                && query.status.is_none_or(|status| it.status == status)
                && query.since.is_none_or(|since| it.created_at >= since)
                && query.after.is_none_or(|after| it.id < after)
        });
        wanted.take(usize::from(query.limit)).map(|it| Delivery::clone(it)).collect()
    }

    fn remove_deliveries(&mut self, before: Timestamp, limit: u16) -> u64 {
        let all = self.own.deliveries.values();
        let old = all.filter(|it| it.status != DeliveryStatus::Queued && it.created_at < before);
        let mut old: Vec<(Timestamp, DeliveryId)> = old.map(|it| (it.created_at, it.id)).collect();
        old.sort_unstable();
        old.truncate(usize::from(limit));
        for (_, id) in &old {
            self.own.deliveries.remove(id);
        }
        let used: HashSet<EventId> = self.own.deliveries.values().map(|it| it.event).collect();
        let all = self.own.events.values();
        let left = all.filter(|it| it.at < before && !used.contains(&it.id));
        let mut left: Vec<(Timestamp, EventId)> = left.map(|it| (it.at, it.id)).collect();
        left.sort_unstable();
        left.truncate(usize::from(limit));
        for (_, id) in left {
            self.own.events.remove(&id);
        }
        u64::try_from(old.len()).unwrap_or(u64::MAX)
    }
}

#[async_trait]
impl EndpointStore for MemoryTx {
    async fn insert_if_room(&mut self, endpoint: &Endpoint) -> StoreResult<bool> {
        self.write(|draft| draft.insert_endpoint(endpoint)).await
    }

    async fn find(&mut self, id: EndpointId) -> StoreResult<Option<Endpoint>> {
        self.read(|draft| Ok(draft.own.endpoints.get(&id).map(|it| Endpoint::clone(it)))).await
    }

    async fn lock(&mut self, id: EndpointId) -> StoreResult<Option<Endpoint>> {
        self.lock(|draft| draft.own.endpoints.get(&id).map(|it| Endpoint::clone(it))).await
    }

    async fn list(&mut self) -> StoreResult<Vec<Endpoint>> {
        self.read(|draft| {
            let all = draft.own.endpoints.values();
            let mut all: Vec<Endpoint> = all.map(|it| Endpoint::clone(it)).collect();
            all.sort_by_key(|it| (it.created_at, it.id));
            Ok(all)
        })
        .await
    }

    async fn update(&mut self, endpoint: &Endpoint) -> StoreResult<bool> {
        self.write(|draft| Ok(draft.update_endpoint(endpoint))).await
    }

    async fn remove(&mut self, id: EndpointId) -> StoreResult<bool> {
        self.write(|draft| Ok(draft.remove_endpoint(id))).await
    }
}

#[async_trait]
impl DeliveryStore for MemoryTx {
    async fn insert_event(&mut self, event: &Event, deliveries: &[Delivery]) -> StoreResult<()> {
        self.write(|draft| draft.insert_event(event, deliveries)).await
    }

    async fn find_event(&mut self, id: EventId) -> StoreResult<Option<Event>> {
        self.read(|draft| Ok(draft.own.events.get(&id).map(|it| Event::clone(it)))).await
    }

    async fn kinds(&mut self, events: &[EventId]) -> StoreResult<Vec<(EventId, EventKind)>> {
        let wanted: HashSet<EventId> = events.iter().copied().collect();
        self.read(|draft| {
            let found = wanted.into_iter().filter_map(|id| draft.own.events.get(&id));
            Ok(found.map(|event| (event.id, event.kind)).collect())
        })
        .await
    }

    async fn find(&mut self, id: DeliveryId) -> StoreResult<Option<Delivery>> {
        self.read(|draft| Ok(draft.delivery(id))).await
    }

    async fn lock(&mut self, id: DeliveryId) -> StoreResult<Option<Delivery>> {
        self.lock(|draft| draft.delivery(id)).await
    }

    async fn update(&mut self, delivery: &Delivery) -> StoreResult<bool> {
        self.write(|draft| Ok(draft.update_delivery(delivery))).await
    }

    async fn list(&mut self, query: &DeliveryQuery) -> StoreResult<Vec<Delivery>> {
        self.read(|draft| Ok(draft.deliveries(query))).await
    }

    async fn remove_before(&mut self, instant: Timestamp, limit: u16) -> StoreResult<u64> {
        self.write(|draft| Ok(draft.remove_deliveries(to_micros(instant), limit))).await
    }
}
