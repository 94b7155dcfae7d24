//! Sends again what was lost, with the same `webhook-id`.

use ::hooks::{Delivery, DeliveryQuery, DeliveryStatus};
use identity::Actor;
use jiff::Timestamp;
use kernel::{DeliveryId, EndpointId, TenantId};
use serde_json::json;
use store::{Durability, Tx};

use super::manage::locked;
use super::{HookError, Hooks};
use crate::people::note;

/// How many deliveries are sent again in one transaction.
const PAGE: u16 = 50;
/// How many are sent again for one wish; whoever has lost more wishes again.
pub const REPLAY_MAX: usize = 1_000;

impl Hooks {
    /// Sends one delivery to an endpoint again, whatever became of it; one that waits is tried at once.
    ///
    /// # Errors
    /// There is no such delivery, or its endpoint is told nothing.
    pub async fn replay(
        &self,
        actor: &Actor,
        tenant: TenantId,
        (endpoint, id): (EndpointId, DeliveryId),
    ) -> Result<Delivery, HookError> {
        let now = self.clock.now();
        let mut tx = self.db.begin(tenant).await?;
        let found = tx.deliveries().find(id).await?.filter(|it| it.endpoint == endpoint);
        let found = found.ok_or(HookError::Unknown)?;
        // The endpoint first, as everywhere: whoever locks in one order never waits in a circle.
        let endpoint = locked(tx.as_mut(), found.endpoint).await?;
        let event = tx.deliveries().find_event(found.event).await?.ok_or(HookError::Unknown)?;
        if !endpoint.is_told(event.kind) {
            tx.rollback().await?;
            return Err(HookError::Disabled);
        }
        let delivery = self.again(tx.as_mut(), id, now).await?.ok_or(HookError::Unknown)?;
        let what = ("webhook.replayed", endpoint.id.to_string());
        note(tx.as_mut(), actor, now, what, &json!({ "delivery": id })).await?;
        tx.commit(Durability::Promised).await?;
        self.wake.notify_one();
        Ok(delivery)
    }

    /// Sends an endpoint again what has failed of everything that was written at or after `since`; says
    /// how many, at most [`REPLAY_MAX`]. The newest come first.
    ///
    /// # Errors
    /// There is no such endpoint, or it is told nothing.
    pub async fn replay_since(
        &self,
        actor: &Actor,
        tenant: TenantId,
        id: EndpointId,
        since: Timestamp,
    ) -> Result<usize, HookError> {
        let now = self.clock.now();
        let (mut count, mut after) = (0, None);
        while count < REPLAY_MAX {
            let mut tx = self.db.begin(tenant).await?;
            if !locked(tx.as_mut(), id).await?.is_active() {
                tx.rollback().await?;
                return Err(HookError::Disabled);
            }
            let query = DeliveryQuery {
                endpoint: Some(id),
                status: Some(DeliveryStatus::Failed),
                since: Some(since),
                after,
                limit: PAGE,
            };
            let page = tx.deliveries().list(&query).await?;
            for delivery in &page {
                self.again(tx.as_mut(), delivery.id, now).await?;
            }
            if after.is_none() {
                let what = ("webhook.replayed", id.to_string());
                note(tx.as_mut(), actor, now, what, &json!({ "since": since })).await?;
            }
            tx.commit(Durability::Promised).await?;
            self.wake.notify_one();
            count += page.len();
            match page.last() {
                Some(last) if page.len() == usize::from(PAGE) => after = Some(last.id),
                Some(_) | None => break,
            }
        }
        Ok(count)
    }

    async fn again(
        &self,
        tx: &mut dyn Tx,
        id: DeliveryId,
        now: Timestamp,
    ) -> Result<Option<Delivery>, HookError> {
        let Some(mut delivery) = tx.deliveries().lock(id).await? else { return Ok(None) };
        delivery.replay(now);
        tx.deliveries().update(&delivery).await?;
        self.announcer.promise(tx, &delivery).await?;
        Ok(Some(delivery))
    }
}
