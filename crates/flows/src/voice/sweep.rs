//! Ends calls whose end nobody reported.

use jiff::SignedDuration;
use kernel::{StoreResult, TenantId};
use store::Durability;
use telephony::Channel;

use super::Voice;

/// How long a call may go without any news before it counts as ended.
pub const SILENT_AFTER: SignedDuration = SignedDuration::from_mins(15);

/// How many calls of one business are ended in one sweep.
const SWEEP_MAX: u8 = 50;

impl Voice {
    /// Ends the business's calls that have had no news for [`SILENT_AFTER`]; says how many.
    pub async fn sweep(&self, tenant: TenantId) -> StoreResult<usize> {
        let Some(card) = self.cards.by_tenant(tenant).await? else { return Ok(0) };
        let before = self.clock.now() - SILENT_AFTER;
        let mut tx = self.db.begin_read(tenant).await?;
        let stale = tx.calls().stale(Channel::Voice, before, SWEEP_MAX).await?;
        tx.commit(Durability::Relaxed).await?;
        let mut ended = 0;
        for call in stale {
            let mut tx = self.db.begin(tenant).await?;
            let open = tx.open_turn(call.provider_id.as_str()).await?;
            self.over(tx.as_mut(), &card, call.id).await?;
            self.close(tx.as_mut(), &card, open.conversation).await?;
            tx.commit(Durability::Promised).await?;
            ended += 1;
        }
        Ok(ended)
    }
}
