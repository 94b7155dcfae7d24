//! A caller has spoken after the tone.

use dialogue::Urgency;
use kernel::{Caller, StoreResult};
use store::Durability;
use telephony::{CallPlan, Voicemail};

use super::Voice;
use super::line::LineState;
use super::plans::{self, Plans};
use super::turn::{Open, Which};
use crate::messages::leave::Left;
use crate::notices::Notice;

impl Voice {
    /// Keeps a voice message and tells the owner, once. Answers the same however often it is asked.
    /// Never fails.
    pub async fn voicemail(&self, voicemail: &Voicemail) -> CallPlan {
        let kept = self.in_time(|| self.try_voicemail(voicemail)).await;
        kept.unwrap_or_else(|| match self.cards.remembered(&voicemail.to) {
            Some(card) => Plans::of(&card).goodbye_with(Notice::MessageKept),
            None => Self::apology(),
        })
    }

    async fn try_voicemail(&self, voicemail: &Voicemail) -> StoreResult<CallPlan> {
        let from = Caller::Withheld;
        let which = Which::call(&voicemail.provider_id, &from, &voicemail.to);
        let Some(Open { mut tx, card, conversation, .. }) = self.open(which).await? else {
            return Ok(plans::unknown_number());
        };
        let known = conversation.as_ref().map(|known| LineState::read(&known.state)).transpose()?;
        let plans = known
            .as_ref()
            .map_or_else(|| Plans::of(&card), |line| Plans::in_call(&card, &line.dialogue));
        let plan = plans.goodbye_with(Notice::MessageKept);
        let Some(recording) = voicemail.recording.clone() else {
            tx.rollback().await?;
            return Ok(plan);
        };
        let now = self.clock.now();
        let key = format!("voicemail:{}", recording.as_str());
        if !tx.receipts().insert_if_new("twilio", &key, now).await? {
            tx.rollback().await?;
            return Ok(plan);
        }
        let (mut conversation, mut line) = match conversation.zip(known) {
            Some(known) => known,
            None => self.register(tx.as_mut(), &card, which).await?,
        };
        Self::seen(&card, conversation.call);
        line.voicemail = true;
        if let Some(mut call) = tx.calls().find(conversation.call).await? {
            call.recording = Some(recording);
            tx.calls().update(&call).await?;
        }
        let left = Left {
            call: conversation.call,
            customer: conversation.customer,
            name: line.dialogue.caller.name.clone(),
            phone: line.dialogue.caller.number.clone(),
            body: format!("voice message of {} seconds", voicemail.seconds),
            urgency: Urgency::Normal,
        };
        self.desk.messages.leave(tx.as_mut(), &card, left).await?;
        conversation.state = line.write()?;
        tx.conversations().update(&conversation).await?;
        if conversation.ended {
            self.settle_call(tx.as_mut(), &conversation, &line).await?;
        }
        tx.commit(Durability::Promised).await?;
        self.wake.notify_one();
        Ok(plan)
    }
}
