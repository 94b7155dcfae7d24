//! Writes down what a business's own servers are to be told, in the transaction that makes it so.

use std::sync::Arc;

use ::hooks::{Delivery, Endpoint, Event, EventKind, Payload};
use kernel::{CallId, Clock, IdSource, StoreError, StoreResult};
use store::{NewJob, Tx};
use tenancy::TenantStatus;

use super::deliver::DeliverEvent;
use super::says;
use crate::cards::{Card, Cards};

/// Writes down what happened. Everybody has one: a deployment that tells nobody anything has no
/// endpoints, and nothing is written.
#[derive(Clone)]
pub struct Announcer {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn IdSource>,
    /// Businesses at hand.
    pub cards: Arc<Cards>,
}

impl Announcer {
    /// Writes an event down where any endpoint of the transaction's business wants it, with a delivery
    /// and a job for each of them. Whoever has the business's card at hand pays less with
    /// `tell`.
    pub async fn announce(&self, tx: &mut dyn Tx, payload: &Payload) -> StoreResult<()> {
        let endpoints = tx.endpoints().list().await?;
        if !endpoints.iter().any(|endpoint| endpoint.wants(payload.kind())) {
            return Ok(());
        }
        let Some(tenant) = tx.tenants().find().await? else { return Ok(()) };
        if !may_hear(tenant.status, payload.kind()) {
            return Ok(());
        }
        let endpoints = self.cards.allowed_endpoints(tx, &tenant, endpoints).await?;
        self.write(tx, &endpoints, payload).await
    }

    /// The same by a card that is as the transaction sees the business: nothing is asked, and what is
    /// written waits for the commit. `payload` is made only where somebody wants it.
    pub(crate) async fn tell(
        &self,
        tx: &mut dyn Tx,
        card: &Card,
        kind: EventKind,
        payload: impl FnOnce() -> Payload + Send,
    ) -> StoreResult<()> {
        if card.tells(kind) { self.write(tx, &card.endpoints, &payload()).await } else { Ok(()) }
    }

    /// The same of a call, which is read only where somebody wants it.
    pub(crate) async fn tell_of_call(
        &self,
        tx: &mut dyn Tx,
        card: &Card,
        (kind, call): (EventKind, CallId),
    ) -> StoreResult<()> {
        if !card.tells(kind) {
            return Ok(());
        }
        let Some(call) = tx.calls().find(call).await? else { return Ok(()) };
        let data = says::call(&call);
        let payload = match kind {
            EventKind::CallTransferred => Payload::CallTransferred(data),
            EventKind::CallEmergency => Payload::CallEmergency(data),
            EventKind::CallStarted => Payload::CallStarted(data),
            _ => Payload::CallEnded(data),
        };
        self.write(tx, &card.endpoints, &payload).await
    }

    async fn write(
        &self,
        tx: &mut dyn Tx,
        endpoints: &[Endpoint],
        payload: &Payload,
    ) -> StoreResult<()> {
        let now = self.clock.now();
        let event = Event::new(self.ids.next(), now, payload)
            .map_err(|why| StoreError::Other(Box::new(why)))?;
        let deliveries = Delivery::fan_out(&event, endpoints, self.ids.as_ref(), now);
        if deliveries.is_empty() {
            return Ok(());
        }
        self.queue(tx, &event, &deliveries).await
    }

    /// Writes an event, its deliveries and their jobs.
    pub(super) async fn queue(
        &self,
        tx: &mut dyn Tx,
        event: &Event,
        deliveries: &[Delivery],
    ) -> StoreResult<()> {
        tx.deliveries().insert_event(event, deliveries).await?;
        for delivery in deliveries {
            self.promise(tx, delivery).await?;
        }
        Ok(())
    }

    /// Writes the job of a delivery's next attempt, if there is to be one.
    pub(super) async fn promise(&self, tx: &mut dyn Tx, delivery: &Delivery) -> StoreResult<()> {
        let Some(next) = delivery.next_at else { return Ok(()) };
        let wanted = DeliverEvent { delivery: delivery.id };
        tx.outbox().enqueue(&NewJob::new(self.ids.next(), &wanted, next)).await
    }
}

/// Whether a business that stands like this is told of such a thing: while it is not served, only
/// what concerns itself.
pub(crate) const fn may_hear(status: TenantStatus, kind: EventKind) -> bool {
    let itself = matches!(
        kind,
        EventKind::BusinessSuspended
            | EventKind::BusinessActivated
            | EventKind::SettingsChanged
            | EventKind::WebhookDisabled
    );
    itself || status.is_served()
}
