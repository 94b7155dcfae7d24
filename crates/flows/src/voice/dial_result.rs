//! What happens after somebody was rung: they talked, the next number rings, or we take over again.

use dialogue::Event;
use kernel::StoreResult;
use telephony::{DialResult, DialStatus};

use super::line::LineState;
use super::plans::{self, Plans};
use super::turn::{Finished, Open, Which};
use super::{Answered, Voice};
use crate::notices::Notice;
use crate::talk::{Caller, Effect};

impl Voice {
    /// Goes on after a dial. Its turn number makes it a turn like any other: asked twice, it answers
    /// the same. Never fails.
    pub async fn dial_result(&self, result: &DialResult) -> Answered {
        let answer = self.in_time(|| self.try_dial_result(result)).await;
        answer.unwrap_or_else(|| {
            let Some(card) = self.cards.remembered(&result.to) else {
                return Answered::plain(Self::apology());
            };
            let ended = talked(result);
            let notice = if ended { Notice::AfterTransfer } else { Notice::NobodyLeaveMessage };
            let plans = Plans::of(&card);
            Answered::plain(if ended {
                plans.goodbye_with(notice)
            } else {
                plans.record_after(notice)
            })
        })
    }

    async fn try_dial_result(&self, result: &DialResult) -> StoreResult<Answered> {
        let from = kernel::Caller::Withheld;
        let which = Which::call(&result.provider_id, &from, &result.to);
        let Some(Open { mut tx, card, conversation, .. }) = self.open(which).await? else {
            return Ok(Answered::plain(plans::unknown_number()));
        };
        let (mut conversation, mut line) = match conversation {
            Some(conversation) => {
                Self::seen(&card, conversation.call);
                let turn_no = result.turn_no;
                let earlier = Self::earlier_answer(tx.as_mut(), &conversation, turn_no).await?;
                if let Some(earlier) = earlier {
                    tx.rollback().await?;
                    return Ok(earlier);
                }
                let line = LineState::read(&conversation.state)?;
                (conversation, line)
            }
            None => self.register(tx.as_mut(), &card, which).await?,
        };
        conversation.turn_no = result.turn_no;
        let group = line.ringing.take();
        let plans = Plans::in_call(&card, &line.dialogue);
        let answered = if talked(result) {
            line.transferred = true;
            Answered::plain(plans.goodbye_with(Notice::AfterTransfer))
        } else if let Some((next, plan)) = group.and_then(|group| {
            let say = plans.notice(Notice::StillTrying);
            let plan = plans.ring(group + 1, say, result.turn_no + 1)?;
            Some((group + 1, plan))
        }) {
            line.ringing = Some(next);
            Answered { effects: vec![Effect::Transfer], ..Answered::plain(plan) }
        } else {
            let event = Event::HandOffFailed;
            let mut caller = Caller::new(&card, &conversation);
            self.think(tx.as_mut(), &mut caller, &mut line, event).await?
        };
        let heard = None;
        let finished =
            Finished { tx, card: &card, conversation, line: &line, heard, answered: &answered };
        self.finish(finished).await?;
        Ok(answered)
    }
}

/// Whether the caller and a person were connected. A callee who refuses counts as completed at the
/// carrier, but was never bridged.
fn talked(result: &DialResult) -> bool {
    result.status == DialStatus::Completed && result.bridged
}
