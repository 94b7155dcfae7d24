//! How a caller reaches the product: the same scenario passes through each channel.

use async_trait::async_trait;
use dialogue::Heard;
use flows::voice::{Answered, TurnRequest};
use jiff::SignedDuration;
use kernel::{Caller, StoreResult};
use telephony::{
    CallPlan, CallStatus, DialResult, DialStatus, InboundCall, ProviderRef, StatusUpdate, Step,
    Voicemail,
};

use crate::stage::Stage;

/// How far the clock moves on with each turn.
pub const TURN_TAKES: SignedDuration = SignedDuration::from_secs(4);

/// What a caller hears, and what the line does next.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The words.
    pub said: String,
    /// `listen`, `transfer`, `voicemail` or `hangup`.
    pub next: String,
    /// The intent that was understood, where the channel shows it.
    pub intent: Option<String>,
    /// The slots that were understood, where the channel shows them.
    pub slots: std::collections::BTreeMap<String, String>,
}

/// A channel: one call or conversation from its first word to its last.
#[async_trait(?Send)]
pub trait Channel {
    /// Begins; answers with the first words.
    async fn begin(&mut self, stage: &Stage) -> StoreResult<Reply>;
    /// The caller says or keys something.
    async fn hear(&mut self, stage: &Stage, heard: Heard) -> StoreResult<Reply>;
    /// Whoever is rung picks up, or does not.
    async fn ring(&mut self, stage: &Stage, picked_up: bool) -> StoreResult<Reply>;
    /// The caller speaks after the tone for so many seconds.
    async fn record(&mut self, stage: &Stage, seconds: u32) -> StoreResult<Reply>;
    /// The conversation is over.
    async fn end(&mut self, stage: &Stage) -> StoreResult<()>;
}

/// The flows themselves, as `frontdesk call` drives them.
pub struct Direct {
    provider_id: ProviderRef,
    from: Caller,
    turn: u32,
    last: Option<CallPlan>,
}

impl Direct {
    /// A call that the carrier would call `provider_id`.
    pub const fn new(provider_id: ProviderRef, from: Caller) -> Self {
        Self { provider_id, from, turn: 0, last: None }
    }

    fn reply(&mut self, answered: Answered) -> Reply {
        let reply = Reply {
            said: answered.plan.spoken(),
            next: answered.plan.next_word().to_owned(),
            intent: answered.understood.as_ref().map(|it| it.intent.name().to_owned()),
            slots: answered.understood.map(|it| it.slots).unwrap_or_default(),
        };
        self.last = Some(answered.plan);
        reply
    }

    /// The turn that the last plan asks for.
    fn next_turn(&self) -> u32 {
        let steps = self.last.iter().flat_map(|plan| plan.steps.iter());
        let mut asked = steps.filter_map(|step| match step {
            Step::Listen(listen) => Some(listen.turn_no),
            Step::Dial(dial) => Some(dial.turn_no),
            _ => None,
        });
        asked.next().unwrap_or(self.turn + 1)
    }
}

#[async_trait(?Send)]
impl Channel for Direct {
    async fn begin(&mut self, stage: &Stage) -> StoreResult<Reply> {
        let inbound = InboundCall {
            provider_id: self.provider_id.clone(),
            from: self.from.clone(),
            to: stage.card.tenant.phone.clone(),
            forwarded_from: None,
            number_verified: false,
        };
        let answered = stage.flows.voice.answer_call(&inbound).await;
        Ok(self.reply(answered))
    }

    async fn hear(&mut self, stage: &Stage, heard: Heard) -> StoreResult<Reply> {
        stage.clock.advance(TURN_TAKES);
        self.turn = self.next_turn();
        let request = TurnRequest {
            provider_id: self.provider_id.clone(),
            from: self.from.clone(),
            to: stage.card.tenant.phone.clone(),
            turn_no: self.turn,
            heard,
        };
        let answered = stage.flows.voice.take_turn(&request).await;
        Ok(self.reply(answered))
    }

    async fn ring(&mut self, stage: &Stage, picked_up: bool) -> StoreResult<Reply> {
        stage.clock.advance(TURN_TAKES);
        self.turn = self.next_turn();
        let result = DialResult {
            provider_id: self.provider_id.clone(),
            to: stage.card.tenant.phone.clone(),
            turn_no: self.turn,
            status: if picked_up { DialStatus::Completed } else { DialStatus::NoAnswer },
            bridged: picked_up,
            seconds: picked_up.then_some(60),
        };
        let answered = stage.flows.voice.dial_result(&result).await;
        Ok(self.reply(answered))
    }

    async fn record(&mut self, stage: &Stage, seconds: u32) -> StoreResult<Reply> {
        stage.clock.advance(TURN_TAKES);
        let recording = format!("RE{}", self.provider_id.as_str());
        let voicemail = Voicemail {
            provider_id: self.provider_id.clone(),
            to: stage.card.tenant.phone.clone(),
            recording: ProviderRef::parse(&recording).filter(|_| seconds > 0),
            seconds,
        };
        let plan = stage.flows.voice.voicemail(&voicemail).await;
        let (said, next) = (plan.spoken(), plan.next_word().to_owned());
        self.last = Some(plan);
        Ok(Reply { said, next, intent: None, slots: std::collections::BTreeMap::new() })
    }

    async fn end(&mut self, stage: &Stage) -> StoreResult<()> {
        let update = StatusUpdate {
            provider_id: self.provider_id.clone(),
            to: stage.card.tenant.phone.clone(),
            from: self.from.clone(),
            status: CallStatus::Completed,
            seconds: None,
        };
        stage.flows.voice.call_status(&update).await
    }
}
