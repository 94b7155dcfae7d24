//! Conversations end by themselves when nobody writes any more.

use dialogue::Conversation;
use kernel::{Caller, CustomerId, StoreResult, TenantId};
use store::{Durability, Tx};
use telephony::{CallPlan, CallStatus, Channel, ProviderRef, Step};

use super::{LAPSES_AFTER, Texting};
use crate::appointments::Party;
use crate::cards::Card;
use crate::voice::line::LineState;

/// How many conversations of one business are ended in one sweep.
const SWEEP_MAX: u8 = 50;

impl Texting {
    /// Ends the business's conversations in which nobody has written for [`LAPSES_AFTER`]; says how
    /// many.
    pub async fn sweep(&self, tenant: TenantId) -> StoreResult<usize> {
        let before = self.voice.clock.now() - LAPSES_AFTER;
        let mut tx = self.voice.db.begin_read(tenant).await?;
        let stale = tx.calls().stale(Channel::Sms, before, SWEEP_MAX).await?;
        tx.commit(Durability::Relaxed).await?;
        if stale.is_empty() {
            return Ok(0);
        }
        let Some(card) = self.voice.cards.by_tenant(tenant).await? else { return Ok(0) };
        let mut ended = 0;
        for call in stale {
            let mut tx = self.voice.db.begin(tenant).await?;
            let open = tx.open_turn(call.provider_id.as_str()).await?;
            let Some(conversation) = open.conversation.filter(|open| !open.ended) else {
                tx.rollback().await?;
                continue;
            };
            // Somebody may have written since.
            if !self.has_lapsed(&LineState::read(&conversation.state)?) {
                tx.rollback().await?;
                continue;
            }
            self.end(tx.as_mut(), &card, conversation).await?;
            tx.commit(Durability::Promised).await?;
            ended += 1;
        }
        Ok(ended)
    }

    /// Whether nobody has written for too long.
    pub(super) fn has_lapsed(&self, line: &LineState) -> bool {
        let now = self.voice.clock.now();
        line.writing.and_then(|it| it.at).is_none_or(|at| now.duration_since(at) > LAPSES_AFTER)
    }

    /// Ends a conversation: what it came to, and nothing is held for it any more.
    pub(super) async fn end(
        &self,
        tx: &mut dyn Tx,
        card: &Card,
        conversation: Conversation,
    ) -> StoreResult<()> {
        self.voice.over(tx, card, conversation.call).await?;
        self.voice.close(tx, card, Some(conversation)).await
    }

    /// Ends a conversation in its own turn, which is not saved yet: nothing is held for it any more.
    pub(super) async fn part(
        &self,
        tx: &mut dyn Tx,
        card: &Card,
        conversation: &Conversation,
        line: &LineState,
    ) -> StoreResult<()> {
        self.voice.over(tx, card, conversation.call).await?;
        let number = line.dialogue.caller.number.as_ref();
        let party =
            Party { card, call: conversation.call, customer: conversation.customer, number };
        self.voice.desk.let_go(tx, &party, None).await?;
        Ok(())
    }

    /// Whether a conversation with this customer ended not long ago.
    pub(super) async fn has_just_written(
        &self,
        tx: &mut dyn Tx,
        customer: Option<CustomerId>,
    ) -> StoreResult<bool> {
        let Some(customer) = customer else { return Ok(false) };
        let since = self.voice.clock.now() - LAPSES_AFTER;
        let past = tx.calls().recent_of(customer, 1).await?;
        Ok(past.iter().any(|call| {
            call.channel == Channel::Sms
                && call.status == CallStatus::Completed
                && call.started_at >= since
        }))
    }

    /// The provider's name of the open conversation with a number.
    pub(super) async fn thread(
        &self,
        card: &Card,
        from: &Caller,
    ) -> StoreResult<Option<ProviderRef>> {
        let mut tx = self.voice.db.begin_read(card.tenant.id).await?;
        let open = tx.calls().open_text(from).await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(open.map(|call| call.provider_id))
    }
}

/// Whether a plan ends the conversation.
pub(super) fn ends(plan: &CallPlan) -> bool {
    matches!(plan.steps.last(), Some(Step::Hangup))
}
