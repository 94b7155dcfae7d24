//! What every turn has in common: find the business, lock the call, answer once.

use dialogue::{Conversation, TurnRecord};
use kernel::{CallId, Caller, PhoneNumber, StoreError, StoreResult};
use std::sync::Arc;
use store::{Durability, Tx};
use telephony::{CallPlan, Channel, ProviderRef};

use super::line::LineState;
use super::{Answered, Voice};
use crate::cards::Card;

/// Which call a webhook speaks of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Which<'a> {
    pub(crate) channel: Channel,
    pub(crate) provider_id: &'a ProviderRef,
    pub(crate) from: &'a Caller,
    pub(crate) to: &'a PhoneNumber,
}

impl<'a> Which<'a> {
    /// A phone call.
    pub(crate) const fn call(
        provider_id: &'a ProviderRef,
        from: &'a Caller,
        to: &'a PhoneNumber,
    ) -> Self {
        Self { channel: Channel::Voice, provider_id, from, to }
    }
}

/// An opened turn: the transaction holds the call's lock until it ends.
pub(crate) struct Open {
    pub(crate) tx: Box<dyn Tx>,
    pub(crate) card: Arc<Card>,
    pub(crate) served: bool,
    pub(crate) conversation: Option<Conversation>,
}

impl Voice {
    /// Finds the business and locks the call. `None` when nobody has the number.
    pub(crate) async fn open(&self, which: Which<'_>) -> StoreResult<Option<Open>> {
        // A number can move to another business: then its remembered owner is wrong, once.
        for _ in 0..2 {
            let Some(card) = self.cards.by_number(which.to).await? else { return Ok(None) };
            let mut tx = self.db.begin(card.tenant.id).await?;
            let open = tx.open_turn(which.provider_id.as_str()).await?;
            let Some(stamp) = open.stamp else {
                self.cards.forget(card.tenant.id);
                continue;
            };
            let card = if stamp.version == card.tenant.version {
                card
            } else {
                match self.cards.load(tx.as_mut()).await? {
                    Some(card) => card,
                    None => return Ok(None),
                }
            };
            if card.tenant.phone != *which.to {
                continue;
            }
            let served = stamp.status.is_served();
            return Ok(Some(Open { tx, card, served, conversation: open.conversation }));
        }
        Ok(None)
    }

    /// The stored answer of a turn that was answered before.
    pub(super) async fn earlier_answer(
        tx: &mut dyn Tx,
        conversation: &Conversation,
        turn_no: u32,
    ) -> StoreResult<Option<Answered>> {
        if turn_no > conversation.turn_no {
            return Ok(None);
        }
        let Some(answer) = tx.conversations().answer(conversation.call, turn_no).await? else {
            return Ok(None);
        };
        let plan: CallPlan =
            serde_json::from_str(&answer).map_err(|error| StoreError::Corrupt(Box::new(error)))?;
        Ok(Some(Answered { replayed: true, ..Answered::plain(plan) }))
    }

    /// Remembers a turn and commits everything that it did.
    pub(crate) async fn finish(&self, turn: Finished<'_>) -> StoreResult<()> {
        let Finished { mut tx, card, conversation, line, heard, answered } = turn;
        let record = TurnRecord {
            conversation: Conversation { state: line.write()?, ..conversation },
            heard: heard.filter(|_| card.keeps_words()),
            said: if card.keeps_words() { answered.plan.spoken() } else { String::new() },
            answer: serde_json::to_string(&answered.plan)
                .map_err(|error| StoreError::Corrupt(Box::new(error)))?,
            at: self.clock.now(),
        };
        tx.conversations().save_turn(&record).await?;
        if record.conversation.ended {
            // Its last words, or the carrier's last report overtook this turn: what it did counts all
            // the same.
            self.settle_call(tx.as_mut(), &record.conversation, line).await?;
        }
        let promised = !answered.effects.is_empty();
        tx.commit(if promised { Durability::Promised } else { Durability::Relaxed }).await?;
        if promised {
            self.wake.notify_one();
        }
        Ok(())
    }

    /// A span for the log that says which business and call a line belongs to.
    pub(crate) fn seen(card: &Card, call: CallId) {
        let span = tracing::Span::current();
        span.record("tenant", tracing::field::display(card.tenant.id));
        span.record("call", tracing::field::display(call));
    }
}

/// A turn that is ready to be remembered.
pub(crate) struct Finished<'a> {
    pub(crate) tx: Box<dyn Tx>,
    pub(crate) card: &'a Card,
    pub(crate) conversation: Conversation,
    pub(crate) line: &'a LineState,
    pub(crate) heard: Option<String>,
    pub(crate) answered: &'a Answered,
}
