//! How a caller reaches the product: the same scenario passes through each channel.

use async_trait::async_trait;
use dialogue::Heard;
use flows::texting::LAPSES_AFTER;
use flows::voice::{Answered, TurnRequest};
use jiff::SignedDuration;
use kernel::{Caller, PhoneNumber, StoreError, StoreResult};
use telephony::{
    CallPlan, CallStatus, DialResult, DialStatus, InboundCall, InboundText, ProviderRef,
    StatusUpdate, Step, Voicemail,
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

/// The flows, in writing.
pub struct Writing {
    first: ProviderRef,
    from: PhoneNumber,
    texts: u32,
}

impl Writing {
    /// A conversation whose first text the provider would call `first`.
    pub const fn new(first: ProviderRef, from: PhoneNumber) -> Self {
        Self { first, from, texts: 0 }
    }
}

/// What somebody types who would speak or press keys on the phone.
pub fn typed(heard: &Heard) -> String {
    if heard.digits.is_empty() { heard.utterance.clone() } else { heard.digits.clone() }
}

/// The provider's name of the text after so many others.
pub fn name_of_text(first: &ProviderRef, number: u32) -> StoreResult<ProviderRef> {
    if number == 0 {
        return Ok(first.clone());
    }
    ProviderRef::parse(&format!("{}t{number}", first.as_str()))
        .ok_or(StoreError::Forbidden("a provider's id that is too long"))
}

#[async_trait(?Send)]
impl Channel for Writing {
    /// Nobody is greeted who has not written yet.
    async fn begin(&mut self, _stage: &Stage) -> StoreResult<Reply> {
        Ok(Reply {
            said: String::new(),
            next: "listen".to_owned(),
            intent: None,
            slots: std::collections::BTreeMap::new(),
        })
    }

    async fn hear(&mut self, stage: &Stage, heard: Heard) -> StoreResult<Reply> {
        stage.clock.advance(TURN_TAKES);
        let text = InboundText {
            provider_id: name_of_text(&self.first, self.texts)?,
            from: self.from.clone(),
            to: stage.card.tenant.phone.clone(),
            body: typed(&heard),
            media: 0,
            handled: None,
        };
        self.texts += 1;
        let texted = stage.flows.texting.take_text(&text).await;
        Ok(Reply {
            said: texted.reply.map(|reply| reply.body).unwrap_or_default(),
            next: if texted.ended { "hangup" } else { "listen" }.to_owned(),
            intent: texted.understood.as_ref().map(|it| it.intent.name().to_owned()),
            slots: texted.understood.map(|it| it.slots).unwrap_or_default(),
        })
    }

    /// Nobody can be rung.
    async fn ring(&mut self, stage: &Stage, _picked_up: bool) -> StoreResult<Reply> {
        self.begin(stage).await
    }

    /// There is no tone.
    async fn record(&mut self, stage: &Stage, _seconds: u32) -> StoreResult<Reply> {
        self.begin(stage).await
    }

    /// Nobody writes any more.
    async fn end(&mut self, stage: &Stage) -> StoreResult<()> {
        stage.clock.advance(LAPSES_AFTER + TURN_TAKES);
        stage.flows.texting.sweep(stage.card.tenant.id).await?;
        Ok(())
    }
}
