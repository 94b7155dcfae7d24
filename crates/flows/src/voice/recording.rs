//! A recording is ready, or will never be.

use kernel::StoreResult;
use store::Durability;
use telephony::Recording;

use super::Voice;

impl Voice {
    /// Notes the recording of a call. A call that nobody knows is passed over.
    pub async fn recording(&self, recording: &Recording) -> StoreResult<()> {
        let owner = if let Some(to) = &recording.to {
            self.cards.by_number(to).await?.map(|card| card.tenant.id)
        } else {
            let mut tx = self.db.begin_platform().await?;
            let owner = tx.numbers().owner_of_call(recording.call.as_str()).await?;
            tx.commit().await?;
            owner
        };
        let Some(owner) = owner else { return Ok(()) };
        let mut tx = self.db.begin(owner).await?;
        let Some(mut call) = tx.calls().find_by_provider(&recording.call).await? else {
            return tx.rollback().await;
        };
        // A voice message is more than the rest of the call, and was noted when it was left.
        if call.recording.is_some() || !recording.ready {
            return tx.rollback().await;
        }
        call.recording = Some(recording.recording.clone());
        tx.calls().update(&call).await?;
        tx.commit(Durability::Promised).await
    }
}
