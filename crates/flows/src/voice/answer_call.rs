//! Answers a call: whose is it, who calls, what do they hear first.

use ::hooks::{EventKind, Payload};
use billing::Service;
use crm::Customer;
use dialogue::{CallerFacts, Conversation, Event, Medium, PastCall, State};
use kernel::{CallId, CustomerId, StoreResult};
use store::Tx;
use telephony::{Call, CallPlan, CallStatus, Channel, InboundCall};
use tenancy::AfterHours;

use super::line::LineState;
use super::plans::{self, Plans};
use super::turn::{Finished, Open, Which};
use super::{Answered, Voice};
use crate::cards::Card;
use crate::hooks::says;
use crate::notices::Notice;

/// How many earlier calls are known at the greeting.
const PAST_CALLS: u8 = 2;

impl Voice {
    /// Answers a call. Asked twice, it answers the same and does nothing more. Never fails: without
    /// the database the caller hears what the remembered card allows.
    pub async fn answer_call(&self, inbound: &InboundCall) -> Answered {
        let answer = self.in_time(|| self.try_answer(inbound)).await;
        answer.unwrap_or_else(|| Answered::plain(self.without_database(&inbound.to, 0)))
    }

    async fn try_answer(&self, inbound: &InboundCall) -> StoreResult<Answered> {
        let which = Which::call(&inbound.provider_id, &inbound.from, &inbound.to);
        let Some(Open { mut tx, card, served, conversation }) = self.open(which).await? else {
            return Ok(Answered::plain(plans::unknown_number()));
        };
        if let Some(conversation) = conversation {
            Self::seen(&card, conversation.call);
            let earlier = Self::earlier_answer(tx.as_mut(), &conversation, 0).await?;
            tx.rollback().await?;
            return Ok(earlier.unwrap_or_else(|| {
                let plans = Plans::of(&card);
                let say = plans.notice(Notice::AgainPlease);
                let turn_no = conversation.turn_no + 1;
                Answered::plain(plans.listen(dialogue::Reply::open(say), turn_no))
            }));
        }
        let (mut conversation, mut line) = self.register(tx.as_mut(), &card, which).await?;
        Self::seen(&card, conversation.call);
        let service = card.service(self.clock.now());
        line.refused = !served || service == Service::Nothing;
        let answered = self.greet(tx.as_mut(), &card, &conversation, &mut line).await?;
        conversation.turn_no = 0;
        let finished = Finished {
            tx,
            card: &card,
            conversation,
            line: &line,
            heard: None,
            answered: &answered,
        };
        self.finish(finished).await?;
        Ok(answered)
    }

    /// Remembers the call and looks the caller up; the business's own servers hear that it began.
    pub(crate) async fn register(
        &self,
        tx: &mut dyn Tx,
        card: &Card,
        which: Which<'_>,
    ) -> StoreResult<(Conversation, LineState)> {
        let (conversation, line, new) = self.enrol(tx, card, which).await?;
        if let Some(call) = new {
            let told = || Payload::CallStarted(says::call(&call));
            self.desk.messages.announcer.tell(tx, card, EventKind::CallStarted, told).await?;
        }
        Ok((conversation, line))
    }

    /// The same without a word to anybody; answers with the call too, if nobody knew it before.
    pub(super) async fn enrol(
        &self,
        tx: &mut dyn Tx,
        card: &Card,
        which: Which<'_>,
    ) -> StoreResult<(Conversation, LineState, Option<Call>)> {
        let now = self.clock.now();
        let (customer, caller) = self.look_up(tx, card, which).await?;
        let id: CallId = self.desk.ids.next();
        let call = Call {
            id,
            channel: which.channel,
            provider_id: which.provider_id.clone(),
            from: which.from.clone(),
            to: card.tenant.phone.clone(),
            customer,
            status: CallStatus::InProgress,
            outcome: None,
            started_at: now,
            ended_at: None,
            seconds: None,
            summary: None,
            category: None,
            sentiment: None,
            recording: None,
        };
        // A carrier may report the end of a call before it asks for its first words: then the call is
        // there already and only its conversation is missing.
        let is_new = tx.calls().insert_if_new(&call).await?;
        let (id, ended) = if is_new {
            (id, false)
        } else {
            match tx.calls().find_by_provider(which.provider_id).await? {
                Some(known) => (known.id, known.status.is_final()),
                None => (id, false),
            }
        };
        let medium = match which.channel {
            Channel::Voice => Medium::Speech,
            Channel::Sms => Medium::Text,
        };
        let dialogue = State { caller, medium, ..State::default() };
        let line = LineState { dialogue, ..LineState::default() };
        let conversation = Conversation {
            call: id,
            provider_id: which.provider_id.as_str().to_owned(),
            customer,
            turn_no: 0,
            state: String::new(),
            ended,
        };
        Ok((conversation, line, is_new.then_some(call)))
    }

    /// The caller's record, found or made by number, and what is known of them.
    async fn look_up(
        &self,
        tx: &mut dyn Tx,
        card: &Card,
        which: Which<'_>,
    ) -> StoreResult<(Option<CustomerId>, CallerFacts)> {
        let Some(number) = which.from.number() else {
            return Ok((None, CallerFacts::default()));
        };
        let now = self.clock.now();
        let known = tx.customers().find_by_phone(number).await?;
        let is_new = known.is_none();
        let customer = known.unwrap_or_else(|| Customer {
            id: self.desk.ids.next(),
            phone: Some(number.clone()),
            name: None,
            opted_out: false,
            created_at: now,
            updated_at: now,
        });
        let mut past_calls = Vec::new();
        if is_new {
            if tx.customers().insert_if_new(&customer).await? {
                let told = || Payload::CustomerCreated(says::customer(&customer));
                let announcer = &self.desk.messages.announcer;
                announcer.tell(tx, card, EventKind::CustomerCreated, told).await?;
            }
        } else {
            for call in tx.calls().recent_of(customer.id, PAST_CALLS).await? {
                let (Some(summary), Some(category)) = (call.summary, call.category) else {
                    continue;
                };
                let sentiment = call.sentiment.unwrap_or_else(|| "neutral".to_owned());
                past_calls.push(PastCall { summary, category, sentiment });
            }
        }
        let facts = CallerFacts { number: Some(number.clone()), name: customer.name, past_calls };
        Ok((Some(customer.id), facts))
    }

    /// The first words.
    async fn greet(
        &self,
        tx: &mut dyn Tx,
        card: &Card,
        conversation: &Conversation,
        line: &mut LineState,
    ) -> StoreResult<Answered> {
        if line.refused {
            return Ok(Answered::plain(Plans::of(card).goodbye_with(Notice::NotServed)));
        }
        // Whoever has not paid for a while loses the receptionist, and none of their customers.
        if card.service(self.clock.now()) == Service::Voicemail {
            let plan = Plans::of(card).record_after(Notice::UnattendedLeaveMessage);
            return Ok(Answered::plain(plan));
        }
        if !self.is_open_by(card)
            && let Some(plan) = Self::after_hours(card, line)
        {
            if line.ringing.is_some() {
                self.tell_transferred(tx, card, conversation.call).await?;
            }
            return Ok(Answered::plain(plan));
        }
        let mut caller = crate::talk::Caller::new(card, conversation);
        self.think(tx, &mut caller, line, Event::Started).await
    }

    /// The business's own servers hear that a person is being rung for the caller.
    pub(super) async fn tell_transferred(
        &self,
        tx: &mut dyn Tx,
        card: &Card,
        call: CallId,
    ) -> StoreResult<()> {
        let announcer = &self.desk.messages.announcer;
        announcer.tell_of_call(tx, card, (EventKind::CallTransferred, call)).await
    }

    /// What callers hear outside opening hours; `None` where the receptionist answers as by day.
    fn after_hours(card: &Card, line: &mut LineState) -> Option<CallPlan> {
        let plans = Plans::of(card);
        match card.calls.after_hours {
            AfterHours::Ai => None,
            AfterHours::Voicemail => Some(plans.record_after(Notice::ClosedLeaveMessage)),
            AfterHours::Transfer => {
                let say = plans.notice(Notice::ClosedConnecting);
                let plan = plans.ring(0, say, 1)?;
                line.ringing = Some(0);
                Some(plan)
            }
        }
    }
}
