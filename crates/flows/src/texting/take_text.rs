//! A customer texts: what they wrote goes in, a text back comes out.

use std::borrow::Cow;

use ::hooks::{EventKind, Payload};
use billing::Service;
use crm::{Direction, Message, MessageStatus};
use dialogue::{Conversation, Event, Heard, Move, Reply, Urgency};
use kernel::redact::redacted;
use kernel::{Caller as From, MessageId, StoreError, StoreResult};
use serde::{Deserialize, Serialize};
use store::Tx;
use telephony::{Channel, InboundText, TextReply};
use tenancy::Flag;

use super::keywords::{Keyword, Thread};
use super::lapse::ends;
use super::{Texted, Texting};
use crate::cards::Card;
use crate::hooks::says;
use crate::messages::leave::Left;
use crate::messages::queue_text::cut;
use crate::notices::Notice;
use crate::talk::{Caller, Effect};
use crate::voice::Answered;
use crate::voice::line::{LineState, Writing};
use crate::voice::plans::Plans;
use crate::voice::turn::{Finished, Open, Which};

/// What is kept of an answer, to be given again.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    reply: Option<TextReply>,
}

/// Whose receipts texts have. A provider's ids are unique to it.
const PROVIDER: &str = "twilio";

impl Texting {
    /// Answers a text. Asked twice, it answers the same and does nothing more. Never fails: without the
    /// database the customer is asked to write again.
    pub async fn take_text(&self, text: &InboundText) -> Texted {
        // Numbers that nobody has to keep go before anything else sees them.
        let body = redacted(&text.body);
        let clean;
        let text = if let Cow::Owned(body) = body {
            clean = InboundText { body, ..text.clone() };
            &clean
        } else {
            text
        };
        let answer = self.voice.in_time(|| self.try_text(text)).await;
        answer.unwrap_or_else(|| self.without_database(text))
    }

    async fn try_text(&self, text: &InboundText) -> StoreResult<Texted> {
        let cards = &self.voice.cards;
        let Some(card) = cards.by_number(&text.to).await? else { return Ok(Texted::silence()) };
        // Two receptionists would never stop thanking each other.
        if cards.by_number(&text.from).await?.is_some() {
            return Ok(Texted::silence());
        }
        let from = From::Number(text.from.clone());
        let thread = self.thread(&card, &from).await?;
        let provider_id = thread.as_ref().unwrap_or(&text.provider_id);
        let which = Which { channel: Channel::Sms, provider_id, from: &from, to: &text.to };
        let Some(open) = self.voice.open(which).await? else { return Ok(Texted::silence()) };
        let Open { mut tx, card, served, conversation } = open;
        let key = text.provider_id.as_str();
        if let Some(kept) = tx.receipts().answer(PROVIDER, key).await? {
            tx.rollback().await?;
            let kept: Kept =
                serde_json::from_str(&kept).map_err(|why| StoreError::Corrupt(Box::new(why)))?;
            return Ok(Texted { replayed: true, ..Texted::plain(kept.reply) });
        }
        let service = card.service(self.voice.clock.now());
        if !served || service == Service::Nothing {
            tx.rollback().await?;
            let say = Plans::of(&card).notice(Notice::NotServedByText);
            return Ok(Texted::plain(Some(self.reply(say))));
        }
        let (mut conversation, mut line, first) =
            self.go_on(tx.as_mut(), &card, conversation, text).await?;
        let thread = Thread { card: &card, conversation: &conversation, line: &mut line };
        let answered = self.answer(tx.as_mut(), thread, text).await?;
        if !first {
            conversation.turn_no += 1;
        }
        line.writing.get_or_insert_default().at = Some(self.voice.clock.now());
        let words = answered.plan.spoken();
        let reply = (!words.trim().is_empty()).then(|| self.reply(words));
        self.keep(tx.as_mut(), (&card, &conversation), text, reply.as_ref()).await?;
        let ended = ends(&answered.plan);
        if ended {
            self.part(tx.as_mut(), &card, &conversation, &line).await?;
            conversation.ended = true;
        }
        let texted = Texted {
            reply,
            ended,
            understood: answered.understood.clone(),
            effects: answered.effects.clone(),
            decision: answered.decision,
            replayed: false,
        };
        let heard = Some(text.body.clone());
        let answered = &answered;
        let finished = Finished { tx, card: &card, conversation, line: &line, heard, answered };
        self.voice.finish(finished).await?;
        Ok(texted)
    }

    /// The conversation that a text belongs to: the open one, or a new one.
    async fn go_on(
        &self,
        tx: &mut dyn Tx,
        card: &Card,
        conversation: Option<Conversation>,
        text: &InboundText,
    ) -> StoreResult<(Conversation, LineState, bool)> {
        if let Some(conversation) = conversation.filter(|open| !open.ended) {
            crate::voice::Voice::seen(card, conversation.call);
            let line = LineState::read(&conversation.state)?;
            if !self.has_lapsed(&line) {
                return Ok((conversation, line, false));
            }
            self.end(tx, card, conversation).await?;
        }
        let from = From::Number(text.from.clone());
        let provider_id = &text.provider_id;
        let which = Which { channel: Channel::Sms, provider_id, from: &from, to: &text.to };
        let (conversation, mut line) = self.voice.register(tx, card, which).await?;
        // Whoever wrote not long ago knows who writes back.
        let greeted = self.has_just_written(tx, conversation.customer).await?;
        line.writing = Some(Writing { greeted, ..Writing::default() });
        crate::voice::Voice::seen(card, conversation.call);
        Ok((conversation, line, true))
    }

    /// What is written back.
    async fn answer(
        &self,
        tx: &mut dyn Tx,
        thread: Thread<'_>,
        text: &InboundText,
    ) -> StoreResult<Answered> {
        if let Some(keyword) = Keyword::of(text)
            && let Some(done) = self.obey(tx, &thread, keyword, text.handled).await?
        {
            return Ok(done);
        }
        let Thread { card, conversation, line } = thread;
        let mut writing = line.writing.unwrap_or_default();
        let said = !text.body.trim().is_empty();
        let talks = card.flags.is_on(Flag::TextConversations)
            && card.service(self.voice.clock.now()) == Service::Full;
        if writing.message_next || (said && !talks) {
            let thread = Thread { card, conversation, line };
            return self.pass_on(tx, thread, text).await;
        }
        if !said {
            let plans = Plans::in_call(card, &line.dialogue);
            return Ok(Answered::plain(plans.written(Notice::WordsPlease)));
        }
        let mut caller = Caller::new(card, conversation);
        let talk = &self.voice.talk;
        let mut hello = String::new();
        if !writing.greeted {
            writing.greeted = true;
            let state = &mut line.dialogue;
            let greeted = talk.decide(tx, &mut caller, state, Event::Started).await?;
            if let Some(Move::Say(Reply { say, .. })) = greeted {
                hello = say + " ";
            }
        }
        let heard = Heard::words(text.body.as_str());
        let state = &mut line.dialogue;
        let decided = talk.decide(tx, &mut caller, state, Event::Heard(&heard)).await?;
        let plans = Plans::in_call(card, state);
        let turn_no = conversation.turn_no + 1;
        let plan = match decided {
            Some(Move::Say(reply)) => {
                plans.listen(Reply { say: hello + &reply.say, ..reply }, turn_no)
            }
            Some(Move::End { say }) => plans.goodbye(hello + &say),
            // The next text is the message.
            Some(Move::Voicemail { say }) => {
                writing.message_next = true;
                plans.voicemail(hello + &say)
            }
            // Nobody can be rung in a text: a policy that wants to all the same has misread its
            // briefing, and what it said is a promise that cannot be kept.
            Some(Move::HandOff { .. }) => {
                writing.message_next = true;
                let say = plans.notice(Notice::MessageByText);
                plans.voicemail(hello + &say)
            }
            Some(Move::Use(_)) | None => plans.written(Notice::AgainPlease),
        };
        line.writing = Some(writing);
        Ok(Answered {
            plan,
            understood: line.dialogue.understood.clone(),
            effects: caller.effects,
            decision: line.dialogue.decision,
            replayed: false,
        })
    }

    /// Passes a text on to the owner as it is: the receptionist could not help.
    async fn pass_on(
        &self,
        tx: &mut dyn Tx,
        thread: Thread<'_>,
        text: &InboundText,
    ) -> StoreResult<Answered> {
        let Thread { card, conversation, line } = thread;
        let writing = line.writing.get_or_insert_default();
        writing.message_next = false;
        writing.passed_on = true;
        let left = Left {
            call: conversation.call,
            customer: conversation.customer,
            name: line.dialogue.caller.name.clone(),
            phone: Some(text.from.clone()),
            body: text.body.clone(),
            urgency: Urgency::Normal,
        };
        let id = self.voice.desk.messages.leave(tx, card, left).await?;
        let plan = Plans::in_call(card, &line.dialogue).goodbye_with(Notice::MessageKept);
        Ok(Answered { effects: vec![Effect::MessageTaken(id)], ..Answered::plain(plan) })
    }

    /// Keeps both texts, and the answer in case the text comes again.
    async fn keep(
        &self,
        tx: &mut dyn Tx,
        (card, conversation): (&Card, &Conversation),
        text: &InboundText,
        reply: Option<&TextReply>,
    ) -> StoreResult<()> {
        let now = self.voice.clock.now();
        let received = Message {
            id: self.voice.desk.ids.next(),
            customer: conversation.customer,
            call: Some(conversation.call),
            direction: Direction::Inbound,
            phone: Some(text.from.clone()),
            body: text.body.clone(),
            status: MessageStatus::Received,
            provider_id: Some(text.provider_id.as_str().to_owned()),
            created_at: now,
            updated_at: now,
        };
        let answered = reply.map(|reply| Message {
            id: reply.message,
            direction: Direction::Outbound,
            body: reply.body.clone(),
            // It goes out with our answer; what becomes of it is reported.
            status: MessageStatus::Sent,
            provider_id: None,
            ..received.clone()
        });
        let kept = serde_json::to_string(&Kept { reply: reply.cloned() })
            .map_err(|why| StoreError::Corrupt(Box::new(why)))?;
        let key = text.provider_id.as_str();
        tx.receipts().insert_answered(PROVIDER, key, now, &kept).await?;
        let told = || Payload::MessageReceived(says::message(&received));
        let announcer = &self.voice.desk.messages.announcer;
        announcer.tell(tx, card, EventKind::MessageReceived, told).await?;
        for message in [Some(received), answered].into_iter().flatten() {
            tx.messages().insert(&message).await?;
        }
        Ok(())
    }

    /// A text back.
    fn reply(&self, words: String) -> TextReply {
        let message: MessageId = self.voice.desk.ids.next();
        TextReply { message, body: cut(words, Message::CHARS_MAX) }
    }

    /// What can be written back without the database: that it should be sent again.
    fn without_database(&self, text: &InboundText) -> Texted {
        let Some(card) = self.voice.cards.remembered(&text.to) else { return Texted::silence() };
        let plans = Plans::of(&card);
        let notice = if card.tenant.status.is_served() {
            Notice::BrokenByText
        } else {
            Notice::NotServedByText
        };
        Texted::plain(Some(self.reply(plans.notice(notice))))
    }
}
