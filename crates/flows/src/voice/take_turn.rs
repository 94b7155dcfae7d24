//! One turn of a conversation: what was heard goes in, what to do and say next comes out.

use std::borrow::Cow;

use dialogue::{Event, Heard, Move, Reply};
use kernel::redact::redacted;
use kernel::{StoreError, StoreResult};
use store::Attempts;
use store::Tx;
use telephony::Step;

use super::line::LineState;
use super::plans::{self, Plans};
use super::turn::{Finished, Open, Which};
use super::{Answered, TurnRequest, Voice};
use crate::notices::Notice;
use crate::talk::{Caller, Effect};

impl Voice {
    /// Takes a turn. Asked twice, it answers the same and does nothing more. Never fails.
    pub async fn take_turn(&self, request: &TurnRequest) -> Answered {
        let answer = self.in_time(|| self.try_turn(request)).await;
        answer
            .unwrap_or_else(|| Answered::plain(self.without_database(&request.to, request.turn_no)))
    }

    /// Runs `work` until the turn's deadline, again after a conflict; `None` (and a line in the log)
    /// when there is no answer by then.
    pub(crate) async fn in_time<T, F, Fut>(&self, work: F) -> Option<T>
    where
        F: Fn() -> Fut,
        Fut: Future<Output = StoreResult<T>>,
    {
        let deadline = self.deadline();
        let run = async {
            let mut attempts = Attempts::new();
            loop {
                match work().await.map_err(lost_race) {
                    Err(error) if attempts.again(&error).await => {}
                    outcome => return outcome,
                }
            }
        };
        match tokio::time::timeout(deadline.remaining(self.clock.now()), run).await {
            Ok(Ok(value)) => Some(value),
            Ok(Err(error)) => {
                let reason = crate::jobs::chain(&error);
                tracing::error!(reason, "A turn failed");
                None
            }
            Err(_) => {
                tracing::error!("A turn missed its deadline");
                None
            }
        }
    }

    async fn try_turn(&self, request: &TurnRequest) -> StoreResult<Answered> {
        let which = Which::call(&request.provider_id, &request.from, &request.to);
        let Some(Open { mut tx, card, served, conversation }) = self.open(which).await? else {
            return Ok(Answered::plain(plans::unknown_number()));
        };
        let (mut conversation, mut line) = match conversation {
            Some(conversation) => {
                Self::seen(&card, conversation.call);
                let turn_no = request.turn_no;
                let earlier = Self::earlier_answer(tx.as_mut(), &conversation, turn_no).await?;
                if let Some(earlier) = earlier {
                    tx.rollback().await?;
                    return Ok(earlier);
                }
                let line = LineState::read(&conversation.state)?;
                (conversation, line)
            }
            // The greeting was given while the database was away.
            None => self.register(tx.as_mut(), &card, which).await?,
        };
        if !served {
            tx.rollback().await?;
            let plans = Plans::in_call(&card, &line.dialogue);
            return Ok(Answered::plain(plans.goodbye_with(Notice::NotServed)));
        }
        conversation.turn_no = request.turn_no;
        let heard = &without_secrets(&request.heard);
        let event = Event::Heard(heard);
        let mut caller = Caller::new(&card, &conversation);
        let mut answered = self.think(tx.as_mut(), &mut caller, &mut line, event).await?;
        // Whoever goes on after the first words has heard that the call may be recorded.
        if request.turn_no == 1 && card.calls.recording {
            answered.plan.steps.insert(0, Step::StartRecording);
        }
        let heard = Some(said_or_keyed(heard));
        let finished =
            Finished { tx, card: &card, conversation, line: &line, heard, answered: &answered };
        self.finish(finished).await?;
        Ok(answered)
    }

    /// Lets the mind decide, and makes a plan of what it says.
    pub(super) async fn think(
        &self,
        tx: &mut dyn Tx,
        caller: &mut Caller<'_>,
        line: &mut LineState,
        event: Event<'_>,
    ) -> StoreResult<Answered> {
        let card = caller.card;
        let decided = self.talk.decide(tx, caller, &mut line.dialogue, event).await?;
        let turn_no = caller.conversation.turn_no + 1;
        let plans = Plans::in_call(card, &line.dialogue);
        let plan = match decided {
            Some(Move::Say(reply)) => plans.listen(reply, turn_no),
            Some(Move::End { say }) => plans.goodbye(say),
            Some(Move::Voicemail { say }) => plans.voicemail(say),
            Some(Move::HandOff { say, brief, .. }) => match plans.ring(0, say, turn_no) {
                Some(plan) => {
                    line.ringing = Some(0);
                    line.brief = Some(brief);
                    caller.effects.push(Effect::Transfer);
                    plan
                }
                None => plans.record_after(Notice::NobodyLeaveMessage),
            },
            Some(Move::Use(_)) | None => {
                let say = plans.notice(Notice::AgainPlease);
                plans.listen(Reply::open(say), turn_no)
            }
        };
        if caller.effects.contains(&Effect::Transfer) {
            self.tell_transferred(tx, card, caller.conversation.call).await?;
        }
        Ok(Answered {
            plan,
            understood: line.dialogue.understood.clone(),
            effects: std::mem::take(&mut caller.effects),
            decision: line.dialogue.decision,
            replayed: false,
        })
    }
}

/// A turn or call that is there already means that another webhook of the same call was faster:
/// the next run finds its answer.
fn lost_race(error: StoreError) -> StoreError {
    match error {
        StoreError::Constraint { .. } => StoreError::Conflict(Box::new(error)),
        other => other,
    }
}

/// What was heard, without numbers that nobody has to keep: neither the mind nor the database sees
/// them.
pub(crate) fn without_secrets(heard: &Heard) -> Cow<'_, Heard> {
    match (redacted(&heard.utterance), redacted(&heard.digits)) {
        (Cow::Borrowed(_), Cow::Borrowed(_)) => Cow::Borrowed(heard),
        (utterance, digits) => {
            let (utterance, digits) = (utterance.into_owned(), digits.into_owned());
            Cow::Owned(Heard { utterance, digits, ..heard.clone() })
        }
    }
}

/// What the transcript keeps of what came down the line.
fn said_or_keyed(heard: &Heard) -> String {
    if heard.utterance.is_empty() && !heard.digits.is_empty() {
        return format!("[keys {}]", heard.digits);
    }
    heard.utterance.clone()
}
