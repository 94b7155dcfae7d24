//! The job behind every delivery: one attempt.
//!
//! A delivery and the job of its next attempt are written together, and so is what an attempt came to:
//! a worker that dies leaves the job or its successor. One that dies between sending and writing down
//! sends again, with the same `webhook-id`.

use std::time::Duration;

use ::hooks::payload::EndpointData;
use ::hooks::{
    Delivered, Delivery, DisabledWhy, Endpoint, Event, Headers, Payload, Settled, Verdict,
};
use identity::Role;
use jiff::Timestamp;
use kernel::{
    DeliveryId, EndpointId, GatewayError, GatewayErrorKind, GatewayResult, StoreResult, TenantId,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Durability, Job, Lane, LeasedJob, NewJob, Tx};

use super::{Hooks, OURSELVES};
use crate::people::note;
use crate::people::write_mail::{About, WriteMail};

/// The job: make the next attempt at this delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliverEvent {
    /// Which one.
    pub delivery: DeliveryId,
}

impl Job for DeliverEvent {
    const KIND: &'static str = "deliver_event";
    const LANE: Lane = Lane::Patient;
}

/// How long an endpoint may take, whatever the gateway thinks: well within a job's lease.
pub const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// An attempt that is due.
struct Due {
    delivery: Delivery,
    endpoint: Endpoint,
    event: Event,
}

impl Hooks {
    /// Makes an attempt, unless it is not due: settled, put off, or made by somebody else.
    pub async fn deliver_event(&self, job: &LeasedJob, wanted: &DeliverEvent) -> StoreResult<()> {
        let tenant = job.tenant;
        let Some(due) = self.due(tenant, wanted.delivery).await? else { return Ok(()) };
        if !due.endpoint.is_told(due.event.kind) {
            return self.abandon(tenant, &due).await;
        }
        let answer = self.attempt(tenant, &due).await;
        self.settle(tenant, &due, &answer).await
    }

    async fn due(&self, tenant: TenantId, id: DeliveryId) -> StoreResult<Option<Due>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let now = self.clock.now();
        let found = tx.deliveries().find(id).await?.filter(|delivery| delivery.is_due(now));
        let Some(delivery) = found else { return Ok(None) };
        let endpoint = tx.endpoints().find(delivery.endpoint).await?;
        let event = tx.deliveries().find_event(delivery.event).await?;
        tx.commit(Durability::Relaxed).await?;
        // Without its endpoint there is nobody to tell: it was removed while this was written.
        Ok(endpoint.zip(event).map(|(endpoint, event)| Due { delivery, endpoint, event }))
    }

    async fn attempt(&self, tenant: TenantId, due: &Due) -> GatewayResult<Delivered> {
        let secrets = self.opened(tenant, &due.endpoint).map_err(|why| GatewayError {
            provider: "webhooks",
            kind: GatewayErrorKind::Misconfigured,
            source: format!("the secret cannot be read: {why}").into(),
        })?;
        let (id, body) = (due.event.id.to_string(), due.event.body());
        let headers = Headers::sign(&secrets, &id, &body, self.clock.now());
        let sending = self.deliver.deliver(&due.endpoint.url, &headers, &body);
        tokio::time::timeout(ANSWER_WITHIN, sending).await.unwrap_or_else(|_| {
            Err(GatewayError {
                provider: "webhooks",
                kind: GatewayErrorKind::Unknown,
                source: "no answer in time".into(),
            })
        })
    }

    /// The delivery and its endpoint, locked, if nobody else has touched the delivery meanwhile.
    async fn untouched(
        &self,
        tx: &mut dyn Tx,
        before: &Delivery,
    ) -> StoreResult<Option<(Endpoint, Delivery)>> {
        let Some(endpoint) = tx.endpoints().lock(before.endpoint).await? else { return Ok(None) };
        let delivery = tx.deliveries().lock(before.id).await?;
        Ok(delivery.filter(|now| now == before).map(|delivery| (endpoint, delivery)))
    }

    async fn settle(
        &self,
        tenant: TenantId,
        due: &Due,
        answer: &GatewayResult<Delivered>,
    ) -> StoreResult<()> {
        let mut tx = self.db.begin(tenant).await?;
        let found = self.untouched(tx.as_mut(), &due.delivery).await?;
        let Some((mut endpoint, mut delivery)) = found else { return tx.rollback().await };
        let now = self.clock.now();
        let settled = delivery.settle(answer, now);
        tx.deliveries().update(&delivery).await?;
        self.announcer.promise(tx.as_mut(), &delivery).await?;
        // What went to an address that was changed meanwhile says nothing of the new one.
        let moved = endpoint.url != due.endpoint.url;
        let verdict = if moved { Verdict::Unchanged } else { endpoint.take_note(settled, now) };
        if verdict != Verdict::Unchanged {
            tx.endpoints().update(&endpoint).await?;
        }
        if let Verdict::Disabled(why) = verdict {
            self.give_up(tx.as_mut(), &endpoint, why, &due.event).await?;
        }
        tx.commit(Durability::Promised).await?;
        if matches!(verdict, Verdict::Disabled(_)) {
            self.wake.notify_one();
        }
        if !matches!(settled, Settled::Delivered) {
            let (id, attempts) = (delivery.id, delivery.attempts);
            tracing::debug!(%tenant, delivery = %id, attempts, ?settled, "Nobody took delivery {id}");
        }
        Ok(())
    }

    async fn abandon(&self, tenant: TenantId, due: &Due) -> StoreResult<()> {
        let mut tx = self.db.begin(tenant).await?;
        let found = self.untouched(tx.as_mut(), &due.delivery).await?;
        let Some((_, mut delivery)) = found else { return tx.rollback().await };
        delivery.abandon("the endpoint is disabled", self.clock.now());
        tx.deliveries().update(&delivery).await?;
        tx.commit(Durability::Promised).await
    }

    /// Nothing more is sent to an endpoint: owners are written to, other endpoints are told, and the
    /// record says so.
    async fn give_up(
        &self,
        tx: &mut dyn Tx,
        endpoint: &Endpoint,
        why: DisabledWhy,
        last: &Event,
    ) -> StoreResult<()> {
        let now = self.clock.now();
        tx.tenants().touch().await?;
        let what = ("webhook.disabled", endpoint.id.to_string());
        note(tx, &OURSELVES, now, what, &json!({ "why": why, "host": endpoint.url.host() }))
            .await?;
        let data = EndpointData {
            endpoint: endpoint.id,
            why: match why {
                DisabledWhy::Owner => "owner",
                DisabledWhy::Gone => "gone",
                DisabledWhy::Failing => "failing",
            }
            .to_owned(),
            last_event: Some(last.id),
        };
        self.announcer.announce(tx, &Payload::WebhookDisabled(data)).await?;
        if self.mails { self.write_to_owners(tx, endpoint.id, now).await } else { Ok(()) }
    }

    async fn write_to_owners(
        &self,
        tx: &mut dyn Tx,
        endpoint: EndpointId,
        now: Timestamp,
    ) -> StoreResult<()> {
        for member in tx.members().list().await? {
            if member.role == Role::Owner {
                let about = About::EndpointDisabled { endpoint, account: member.account };
                let mail = NewJob::new(self.ids.next(), &WriteMail { about }, now);
                tx.outbox().enqueue(&mail).await?;
            }
        }
        Ok(())
    }
}
