//! The carrier reports where a call stands; in the end, what it came to.

use ::hooks::{EventKind, Payload};
use dialogue::Conversation;
use jiff::SignedDuration;
use kernel::{CallId, StoreResult};
use store::{Durability, NewJob, Tx};
use telephony::{Call, CallOutcome, CallStatus, Channel, StatusUpdate};

use super::Voice;
use super::line::LineState;
use super::missed::TellMissed;
use super::turn::{Open, Which};
use crate::appointments::Party;
use crate::cards::Card;
use crate::hooks::says;

/// How long after its end a missed call is told to the owner: a late turn may still change what it
/// came to.
const MISSED_AFTER: SignedDuration = SignedDuration::from_secs(30);

impl Voice {
    /// Notes where a call stands. Reports may come late, twice and in any order: the call ends in the
    /// same state. An error means that the report was not kept and should be sent again.
    pub async fn call_status(&self, update: &StatusUpdate) -> StoreResult<()> {
        let mut attempts = store::Attempts::new();
        loop {
            match self.try_call_status(update).await {
                Err(error) if attempts.again(&error).await => {}
                outcome => return outcome,
            }
        }
    }

    async fn try_call_status(&self, update: &StatusUpdate) -> StoreResult<()> {
        let which = Which::call(&update.provider_id, &update.from, &update.to);
        let Some(Open { mut tx, card, conversation, .. }) = self.open(which).await? else {
            return Ok(());
        };
        let Some(mut call) = tx.calls().find_by_provider(&update.provider_id).await? else {
            return self.never_answered(tx, &card, which, update).await;
        };
        Self::seen(&card, call.id);
        let before = call.clone();
        call.status = call.status.after(update.status);
        if call.status.is_final() {
            call.seconds = call.seconds.or(update.seconds);
            call.ended_at = call.ended_at.or_else(|| Some(self.clock.now()));
        }
        if call == before {
            return tx.rollback().await;
        }
        tx.calls().update(&call).await?;
        if call.status.is_final() {
            self.close(tx.as_mut(), &card, conversation).await?;
            if !before.status.is_final() {
                self.tell_ended(tx.as_mut(), &card, &call).await?;
            }
        }
        tx.commit(Durability::Promised).await?;
        self.wake.notify_one();
        Ok(())
    }

    /// Notes that a call is over of which nobody reports the end.
    pub(crate) async fn over(&self, tx: &mut dyn Tx, card: &Card, id: CallId) -> StoreResult<()> {
        let Some(mut call) = tx.calls().find(id).await? else { return Ok(()) };
        let was_over = call.status.is_final();
        call.status = call.status.after(CallStatus::Completed);
        call.ended_at = call.ended_at.or_else(|| Some(self.clock.now()));
        tx.calls().update(&call).await?;
        if was_over { Ok(()) } else { self.tell_ended(tx, card, &call).await }
    }

    async fn tell_ended(&self, tx: &mut dyn Tx, card: &Card, call: &Call) -> StoreResult<()> {
        let told = || Payload::CallEnded(says::call(call));
        self.desk.messages.announcer.tell(tx, card, EventKind::CallEnded, told).await
    }

    /// Closes the conversation of a call that has ended: what it came to, and nothing is held for it.
    pub(crate) async fn close(
        &self,
        tx: &mut dyn Tx,
        card: &Card,
        conversation: Option<Conversation>,
    ) -> StoreResult<()> {
        let Some(mut conversation) = conversation else { return Ok(()) };
        let line = LineState::read(&conversation.state)?;
        let number = line.dialogue.caller.number.as_ref();
        let party =
            Party { card, call: conversation.call, customer: conversation.customer, number };
        self.desk.let_go(tx, &party, None).await?;
        conversation.ended = true;
        tx.conversations().update(&conversation).await?;
        self.settle_call(tx, &conversation, &line).await
    }

    /// Writes what a call came to. Run again when something overtaken by the last report arrives.
    pub(super) async fn settle_call(
        &self,
        tx: &mut dyn Tx,
        conversation: &Conversation,
        line: &LineState,
    ) -> StoreResult<()> {
        let Some(mut call) = tx.calls().find(conversation.call).await? else { return Ok(()) };
        let summary = dialogue::rules::summarise(&line.dialogue);
        let outcome = line.outcome();
        call.outcome = Some(outcome);
        call.summary = Some(summary.text);
        call.category = Some(match outcome {
            CallOutcome::Voicemail => "voicemail".to_owned(),
            _ => summary.category,
        });
        call.sentiment = Some(summary.sentiment);
        tx.calls().update(&call).await?;
        // A call that came to nothing may be lost; a text that did waits for the next one.
        if outcome == CallOutcome::Abandoned && call.channel == Channel::Voice {
            self.tell_missed(tx, &call).await?;
        }
        Ok(())
    }

    /// A call that ended before we were asked what to say.
    async fn never_answered(
        &self,
        mut tx: Box<dyn Tx>,
        card: &Card,
        which: Which<'_>,
        update: &StatusUpdate,
    ) -> StoreResult<()> {
        if !update.status.is_final() {
            return tx.rollback().await;
        }
        let (conversation, ..) = self.enrol(tx.as_mut(), card, which).await?;
        let Some(mut call) = tx.calls().find(conversation.call).await? else {
            return tx.rollback().await;
        };
        call.status = update.status;
        call.seconds = update.seconds;
        call.ended_at = Some(self.clock.now());
        if update.status != CallStatus::Completed {
            call.outcome = Some(CallOutcome::Missed);
            self.tell_missed(tx.as_mut(), &call).await?;
        }
        tx.calls().update(&call).await?;
        self.tell_ended(tx.as_mut(), card, &call).await?;
        tx.commit(Durability::Promised).await
    }

    async fn tell_missed(&self, tx: &mut dyn Tx, call: &Call) -> StoreResult<()> {
        let now = self.clock.now();
        let job = NewJob::new(self.desk.ids.next(), &TellMissed { call: call.id }, now)
            .once(format!("missed:{}", call.id))
            .at(now + MISSED_AFTER);
        tx.outbox().enqueue(&job).await
    }
}
