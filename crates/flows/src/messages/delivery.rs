//! What became of a text that was sent.

use crm::{Direction, MessageStatus};
use kernel::{StoreResult, TenantId};
use store::Durability;
use telephony::{DeliveryReport, DeliveryStatus};

use super::Messages;

impl Messages {
    /// Notes a report on one of the business's texts.
    pub async fn delivered(&self, tenant: TenantId, report: &DeliveryReport) -> StoreResult<()> {
        let Some(id) = report.message else { return Ok(()) };
        let mut tx = self.db.begin(tenant).await?;
        let Some(mut message) = tx.messages().lock(id).await? else { return tx.rollback().await };
        if !matches!(message.direction, Direction::Outbound | Direction::Alert) {
            return tx.rollback().await;
        }
        let before = message.clone();
        message.provider_id.get_or_insert_with(|| report.provider_id.as_str().to_owned());
        message.status = message.status.after(match report.status {
            DeliveryStatus::Pending | DeliveryStatus::Sent | DeliveryStatus::Received => {
                MessageStatus::Sent
            }
            DeliveryStatus::Delivered => MessageStatus::Delivered,
            _ if report.opted_out => MessageStatus::Suppressed,
            DeliveryStatus::Undelivered | DeliveryStatus::Failed | DeliveryStatus::Canceled => {
                MessageStatus::Failed
            }
        });
        if report.opted_out && message.direction == Direction::Outbound {
            self.opt_out(tx.as_mut(), message.customer, true).await?;
        }
        if message == before && !report.opted_out {
            return tx.rollback().await;
        }
        message.updated_at = self.clock.now();
        tx.messages().update(&message).await?;
        tx.commit(Durability::Promised).await
    }
}
