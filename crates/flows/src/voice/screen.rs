//! A person is being rung: what they should know before they take the call.

use kernel::{PhoneNumber, StoreResult};
use telephony::ProviderRef;

use super::Voice;
use super::line::LineState;

impl Voice {
    /// The brief of a call for which somebody is being rung. `None` where there is none, or the call
    /// is no longer ringing anybody.
    pub async fn brief(
        &self,
        business: &PhoneNumber,
        call: &ProviderRef,
    ) -> StoreResult<Option<String>> {
        let Some(card) = self.cards.by_number(business).await? else { return Ok(None) };
        let mut tx = self.db.begin(card.tenant.id).await?;
        let conversation = tx.open_turn(call.as_str()).await?.conversation;
        tx.rollback().await?;
        let Some(conversation) = conversation else { return Ok(None) };
        let line = LineState::read(&conversation.state)?;
        Ok(line.brief.filter(|_| line.ringing.is_some()))
    }
}
