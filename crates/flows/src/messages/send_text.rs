//! Sends a text that was promised: once.
//!
//! A provider without request idempotency cannot be asked blindly twice. So an attempt looks the text
//! up at the provider before it sends anything, unless it is sure that no earlier one sent it: it is
//! the first, which the claim of the job has counted before; or all earlier ones have said so, and this
//! one has marked the message as being sent.

use crm::{Direction, Message, MessageStatus};
use jiff::{SignedDuration, Timestamp};
use kernel::{GatewayError, GatewayErrorKind, JobId, MessageId, StoreError, TenantId};
use serde::{Deserialize, Serialize};
use store::{Durability, Job, LeasedJob};
use telephony::OutboundText;

use super::Messages;

/// The job: send this message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendText {
    /// Which message.
    pub message: MessageId,
}

impl Job for SendText {
    const KIND: &'static str = "send_text";
}

/// Why a text is not out yet.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The database failed.
    #[error("cannot read or mark the message")]
    Store(#[from] StoreError),
    /// The provider failed; its error says whether trying again helps.
    #[error("the provider failed")]
    Gateway(#[from] GatewayError),
}

/// After how many attempts a text whose fate nobody knows is given up as uncertain.
const LOOK_UPS_MAX: u32 = 6;

impl Messages {
    /// Sends the message, unless it is out already, unwanted, or gone.
    pub async fn send_text(&self, job: &LeasedJob, message: MessageId) -> Result<(), SendError> {
        let Some((mut message, text)) = self.ready(job, message).await? else {
            return Ok(());
        };
        let cut_short = job.attempt > 1 && !job.failed_before;
        if cut_short || message.status == MessageStatus::Sending {
            // Messages may have been written a moment before the provider's clock says so.
            let since = job.created_at - SignedDuration::from_mins(5);
            match self.texts.find_sent(&text, since).await {
                Ok(Some(sent)) => {
                    message.provider_id = Some(sent.provider_id.as_str().to_owned());
                    return Ok(self.settle(job.tenant, message, MessageStatus::Sent).await?);
                }
                Ok(None) => {}
                Err(_) if job.attempt >= LOOK_UPS_MAX => {
                    return Ok(self.settle(job.tenant, message, MessageStatus::Uncertain).await?);
                }
                Err(error) => return Err(error.into()),
            }
        }
        match self.texts.send(&text).await {
            Ok(sent) => {
                message.provider_id = Some(sent.provider_id.as_str().to_owned());
                Ok(self.settle(job.tenant, message, MessageStatus::Sent).await?)
            }
            Err(error) => {
                match error.kind {
                    GatewayErrorKind::Rejected => {
                        self.settle(job.tenant, message, MessageStatus::Failed).await?;
                    }
                    GatewayErrorKind::OptedOut => {
                        self.refused_by(job.tenant, &message).await?;
                        self.settle(job.tenant, message, MessageStatus::Suppressed).await?;
                        return Ok(());
                    }
                    // Nothing went out: the next attempt need not look it up.
                    GatewayErrorKind::Unavailable { .. } | GatewayErrorKind::Misconfigured => {
                        if message.status != MessageStatus::Queued || job.attempt > 1 {
                            self.settle(job.tenant, message, MessageStatus::Queued).await?;
                        }
                    }
                    GatewayErrorKind::Unknown => {
                        self.settle(job.tenant, message, MessageStatus::Sending).await?;
                    }
                }
                Err(error.into())
            }
        }
    }

    /// Reads the message again, checks that it is still wanted and marks it, on all attempts but the
    /// first. Answers with it as it was before the mark.
    async fn ready(
        &self,
        job: &LeasedJob,
        id: MessageId,
    ) -> Result<Option<(Message, OutboundText)>, StoreError> {
        let first = job.attempt == 1;
        let mut tx = if first {
            self.db.begin_read(job.tenant).await?
        } else {
            self.db.begin(job.tenant).await?
        };
        let message =
            if first { tx.messages().find(id).await? } else { tx.messages().lock(id).await? };
        let Some(message) = message else { return Ok(None) };
        if !matches!(message.status, MessageStatus::Queued | MessageStatus::Sending) {
            return Ok(None);
        }
        let Some(tenant) = tx.tenants().find().await? else { return Ok(None) };
        let Some(to) = message.phone.clone() else { return Ok(None) };
        let opted_out = match message.customer {
            Some(customer) if message.direction == Direction::Outbound => {
                tx.customers().find(customer).await?.is_some_and(|customer| customer.opted_out)
            }
            _ => false,
        };
        if opted_out {
            drop(tx);
            self.settle(job.tenant, message, MessageStatus::Suppressed).await?;
            return Ok(None);
        }
        if !first {
            let status = MessageStatus::Sending;
            let marked = Message { status, updated_at: self.clock.now(), ..message.clone() };
            tx.messages().update(&marked).await?;
        }
        tx.commit(Durability::Promised).await?;
        let text = OutboundText {
            key: job.id,
            message: message.id,
            from: tenant.phone,
            to,
            body: message.body.clone(),
        };
        Ok(Some((message, text)))
    }

    async fn settle(
        &self,
        tenant: TenantId,
        mut message: Message,
        status: MessageStatus,
    ) -> Result<(), StoreError> {
        let mut tx = self.db.begin(tenant).await?;
        // What became of it may have been reported before we heard that it was accepted.
        let known = tx.messages().lock(message.id).await?;
        let before = known.map_or(message.status, |known| known.status);
        message.status = before.after(status);
        message.updated_at = self.clock.now();
        tx.messages().update(&message).await?;
        // The job's own end is committed after this and waits for the disk: then this is there, too.
        // Should both be lost, the next attempt looks the text up.
        tx.commit(Durability::Relaxed).await
    }

    /// The carrier says that the recipient wants no texts: remember it.
    async fn refused_by(&self, tenant: TenantId, message: &Message) -> Result<(), SendError> {
        let mut tx = self.db.begin(tenant).await?;
        self.opt_out(tx.as_mut(), message.customer, true).await?;
        tx.commit(Durability::Promised).await?;
        Ok(())
    }
}

/// When to try again after `attempt` attempts: doubling from two seconds to an hour, plus up to a
/// quarter of it that depends on the job, so that jobs that failed together do not return together.
pub(crate) fn retry_at(job: JobId, attempt: u32, now: Timestamp, wait: Option<u32>) -> Timestamp {
    let doubled = 2_i64.saturating_pow(attempt.min(11)).min(3_600);
    let asked = wait.map_or(0, i64::from);
    let seconds = doubled.max(asked);
    let spread = i64::try_from(job.as_uuid().as_u128() % 1_000).unwrap_or_default();
    now + SignedDuration::from_millis(seconds * 1_000 + seconds * 250 * spread / 1_000)
}
