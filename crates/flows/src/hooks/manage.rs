//! Owners look after their endpoints. Each change is in the record, and counts from the next webhook
//! on.

use std::collections::HashMap;

use ::hooks::{
    Delivery, DeliveryQuery, Endpoint, EndpointStatus, EndpointUrl, Event, EventKind, Payload,
    Secret, Secrets, Subscription, payload::TestData,
};
use identity::Actor;
use kernel::{DeliveryId, EndpointId, EventId, StoreError, StoreResult, TenantId};
use serde_json::json;
use store::{Durability, Tx};
use tenancy::Flag;

use super::{HookError, Hooks};
use crate::people::facts::{self, Fault};
use crate::people::note;

/// An endpoint that is wanted.
#[derive(Debug, Clone)]
pub struct WantedEndpoint {
    /// Its address.
    pub url: String,
    /// What its owner calls it.
    pub name: String,
    /// What it is told.
    pub events: Subscription,
}

/// What is to change; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct EndpointChange {
    /// Its address.
    pub url: Option<String>,
    /// What its owner calls it.
    pub name: Option<String>,
    /// What it is told.
    pub events: Option<Subscription>,
    /// Whether it is told anything.
    pub enabled: Option<bool>,
}

/// A delivery, and what it is about.
pub type DeliveryAbout = (Delivery, Option<EventKind>);

/// How many deliveries are shown at once.
pub const PAGE_MAX: u16 = 100;

impl Hooks {
    /// A business's endpoints, oldest first.
    pub async fn endpoints(&self, tenant: TenantId) -> StoreResult<Vec<Endpoint>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let endpoints = tx.endpoints().list().await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(endpoints)
    }

    /// One of them.
    pub async fn endpoint(
        &self,
        tenant: TenantId,
        id: EndpointId,
    ) -> StoreResult<Option<Endpoint>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let endpoint = tx.endpoints().find(id).await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(endpoint)
    }

    /// Adds an endpoint. The secret is told this once.
    ///
    /// # Errors
    /// See [`HookError`].
    pub async fn add_endpoint(
        &self,
        actor: &Actor,
        tenant: TenantId,
        wanted: WantedEndpoint,
    ) -> Result<(Endpoint, Secret), HookError> {
        let url = self.url(&wanted.url)?;
        let name = facts::name("name", &wanted.name, Endpoint::NAME_CHARS_MAX)?;
        subscribed(&wanted.events)?;
        self.in_plan(tenant).await?;
        let now = self.clock.now();
        let id = self.ids.next();
        let (secret, kept) = self.fresh(tenant, id);
        let endpoint = Endpoint {
            id,
            url,
            name,
            events: wanted.events,
            secrets: Secrets::new(kept),
            status: EndpointStatus::Active,
            failing: None,
            created_at: now,
            updated_at: now,
        };
        let mut tx = self.db.begin(tenant).await?;
        if !tx.endpoints().insert_if_room(&endpoint).await? {
            tx.rollback().await?;
            return Err(HookError::TooMany);
        }
        tx.tenants().touch().await?;
        let what = ("webhook.added", id.to_string());
        // The address's path may hold a secret.
        let detail = json!({ "host": endpoint.url.host(), "events": endpoint.events });
        note(tx.as_mut(), actor, now, what, &detail).await?;
        tx.commit(Durability::Promised).await?;
        Ok((endpoint, secret))
    }

    /// Changes an endpoint.
    ///
    /// # Errors
    /// See [`HookError`].
    pub async fn change_endpoint(
        &self,
        actor: &Actor,
        tenant: TenantId,
        id: EndpointId,
        change: EndpointChange,
    ) -> Result<Endpoint, HookError> {
        let url = change.url.as_deref().map(|url| self.url(url)).transpose()?;
        let name = change.name.as_deref();
        let name = name.map(|it| facts::name("name", it, Endpoint::NAME_CHARS_MAX)).transpose()?;
        change.events.as_ref().map_or(Ok(()), subscribed)?;
        if change.enabled == Some(true) {
            self.in_plan(tenant).await?;
        }
        let now = self.clock.now();
        let mut tx = self.db.begin(tenant).await?;
        let mut endpoint = locked(tx.as_mut(), id).await?;
        let before = endpoint.clone();
        if let Some(url) = url.filter(|url| *url != before.url) {
            endpoint.url = url;
            endpoint.failing = None;
        }
        endpoint.name = name.unwrap_or(endpoint.name);
        endpoint.events = change.events.unwrap_or(endpoint.events);
        match change.enabled {
            Some(true) if !endpoint.is_active() => endpoint.enable(now),
            Some(false) if endpoint.is_active() => endpoint.disable(now),
            Some(_) | None => {}
        }
        if endpoint == before {
            tx.rollback().await?;
            return Ok(endpoint);
        }
        endpoint.updated_at = now;
        tx.endpoints().update(&endpoint).await?;
        tx.tenants().touch().await?;
        let detail = json!({
            "host": endpoint.url.host(),
            "events": endpoint.events,
            "enabled": endpoint.is_active(),
        });
        note(tx.as_mut(), actor, now, ("webhook.changed", id.to_string()), &detail).await?;
        tx.commit(Durability::Promised).await?;
        Ok(endpoint)
    }

    /// Replaces an endpoint's secret; the one before it counts for another day. It is told this once.
    ///
    /// # Errors
    /// There is no such endpoint.
    pub async fn rotate_secret(
        &self,
        actor: &Actor,
        tenant: TenantId,
        id: EndpointId,
    ) -> Result<(Endpoint, Secret), HookError> {
        let now = self.clock.now();
        let (secret, kept) = self.fresh(tenant, id);
        let mut tx = self.db.begin(tenant).await?;
        let mut endpoint = locked(tx.as_mut(), id).await?;
        endpoint.secrets.rotate(kept, now);
        endpoint.updated_at = now;
        tx.endpoints().update(&endpoint).await?;
        note(tx.as_mut(), actor, now, ("webhook.rotated", id.to_string()), &json!({})).await?;
        tx.commit(Durability::Promised).await?;
        Ok((endpoint, secret))
    }

    /// Removes an endpoint; what is on its way to it is lost.
    ///
    /// # Errors
    /// There is no such endpoint.
    pub async fn remove_endpoint(
        &self,
        actor: &Actor,
        tenant: TenantId,
        id: EndpointId,
    ) -> Result<(), HookError> {
        let now = self.clock.now();
        let mut tx = self.db.begin(tenant).await?;
        let endpoint = locked(tx.as_mut(), id).await?;
        tx.endpoints().remove(id).await?;
        tx.tenants().touch().await?;
        let detail = json!({ "host": endpoint.url.host() });
        note(tx.as_mut(), actor, now, ("webhook.removed", id.to_string()), &detail).await?;
        tx.commit(Durability::Promised).await?;
        Ok(())
    }

    /// Sends an endpoint a greeting, even while it is told nothing else.
    ///
    /// # Errors
    /// There is no such endpoint.
    pub async fn test_endpoint(
        &self,
        actor: &Actor,
        tenant: TenantId,
        id: EndpointId,
    ) -> Result<DeliveryId, HookError> {
        let now = self.clock.now();
        let message = "Hello from Frontdesk.".to_owned();
        let payload = Payload::WebhookTest(TestData { endpoint: id, message });
        let event = Event::new(self.ids.next(), now, &payload)
            .map_err(|why| StoreError::Other(Box::new(why)))?;
        let delivery = Delivery::new(self.ids.next(), id, event.id, now);
        let mut tx = self.db.begin(tenant).await?;
        locked(tx.as_mut(), id).await?;
        self.announcer.queue(tx.as_mut(), &event, std::slice::from_ref(&delivery)).await?;
        note(tx.as_mut(), actor, now, ("webhook.tested", id.to_string()), &json!({})).await?;
        tx.commit(Durability::Promised).await?;
        self.wake.notify_one();
        Ok(delivery.id)
    }

    /// Deliveries with what each was about, newest first; at most [`PAGE_MAX`]. With them comes after
    /// which one the next page begins, if there is one.
    pub async fn deliveries(
        &self,
        tenant: TenantId,
        query: &DeliveryQuery,
    ) -> StoreResult<(Vec<DeliveryAbout>, Option<DeliveryId>)> {
        let limit = query.limit.min(PAGE_MAX);
        let mut tx = self.db.begin_read(tenant).await?;
        let mut found = tx
            .deliveries()
            .list(&DeliveryQuery { limit: limit.saturating_add(1), ..*query })
            .await?;
        let more = found.len() > usize::from(limit);
        found.truncate(usize::from(limit));
        let next = found.last().filter(|_| more).map(|last| last.id);
        let events: Vec<EventId> = found.iter().map(|delivery| delivery.event).collect();
        let kinds: HashMap<_, _> = tx.deliveries().kinds(&events).await?.into_iter().collect();
        tx.commit(Durability::Relaxed).await?;
        let about = |it: Delivery| {
            let kind = kinds.get(&it.event).copied();
            (it, kind)
        };
        Ok((found.into_iter().map(about).collect(), next))
    }

    fn url(&self, text: &str) -> Result<EndpointUrl, Fault> {
        EndpointUrl::parse(text.trim(), self.plain)
            .map_err(|why| Fault::new("url", why.to_string()))
    }

    async fn in_plan(&self, tenant: TenantId) -> Result<(), HookError> {
        let flags = self.cards.flags(tenant).await?;
        let on = flags.is_some_and(|flags| flags.is_on(Flag::OutgoingWebhooks));
        if on { Ok(()) } else { Err(HookError::NotInPlan) }
    }
}

/// An endpoint, locked until the transaction ends.
pub(super) async fn locked(tx: &mut dyn Tx, id: EndpointId) -> Result<Endpoint, HookError> {
    tx.endpoints().lock(id).await?.ok_or(HookError::Unknown)
}

/// Something at least is subscribed to; a test cannot be.
fn subscribed(events: &Subscription) -> Result<(), Fault> {
    match events {
        Subscription::Only(kinds) if kinds.is_empty() => {
            Err(Fault::new("events", "expected one at least, such as appointment.booked"))
        }
        Subscription::Only(kinds) if kinds.contains(&EventKind::WebhookTest) => {
            Err(Fault::new("events", "webhook.test comes without being asked for"))
        }
        Subscription::All | Subscription::Only(_) => Ok(()),
    }
}
