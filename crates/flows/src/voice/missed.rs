//! Tells the owner of a call that came to nothing.

use kernel::{CallId, StoreResult, TenantId};
use serde::{Deserialize, Serialize};
use store::{Durability, Job};
use telephony::CallOutcome;

use super::Voice;

/// The job: tell the owner, if the call still came to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TellMissed {
    /// Which call.
    pub call: CallId,
}

impl Job for TellMissed {
    const KIND: &'static str = "tell_missed";
}

impl Voice {
    /// Promises the owner a text about a missed or abandoned call.
    pub async fn tell_owner_of_missed(&self, tenant: TenantId, call: CallId) -> StoreResult<()> {
        let mut tx = self.db.begin(tenant).await?;
        let Some(call) = tx.calls().find(call).await? else { return tx.rollback().await };
        if !matches!(call.outcome, Some(CallOutcome::Missed | CallOutcome::Abandoned)) {
            return tx.rollback().await;
        }
        let Some(business) = tx.tenants().find().await? else { return tx.rollback().await };
        let name = match call.customer {
            Some(customer) => tx.customers().find(customer).await?.and_then(|it| it.name),
            None => None,
        };
        let who = match (name, call.from.number()) {
            (Some(name), Some(number)) => format!("{name}, {number}"),
            (Some(name), None) => name,
            (None, Some(number)) => number.to_string(),
            (None, None) => "a caller who withholds the number".to_owned(),
        };
        let body = match call.outcome {
            Some(CallOutcome::Abandoned) => format!("Hung up before anything was settled: {who}."),
            _ => format!("Missed call from {who}."),
        };
        self.desk.messages.alert_owner(tx.as_mut(), &business, Some(call.id), body).await?;
        tx.commit(Durability::Promised).await
    }
}
