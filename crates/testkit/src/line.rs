//! One phone call through the real flows.

use dialogue::Heard;
use flows::voice::{Answered, TurnRequest};
use jiff::SignedDuration;
use kernel::{Caller, PhoneNumber};
use telephony::{
    CallPlan, CallStatus, DialResult, DialStatus, InboundCall, ProviderRef, StatusUpdate, Step,
    Voicemail,
};

use crate::world::World;

/// A caller on the line.
pub struct Line<'w> {
    world: &'w World,
    /// The carrier's id of the call.
    pub provider_id: ProviderRef,
    from: Caller,
    to: PhoneNumber,
    turn_no: u32,
    /// The last answer.
    pub last: Answered,
    /// Everything said so far.
    pub transcript: String,
}

impl<'w> Line<'w> {
    pub(crate) async fn ring(
        world: &'w World,
        provider_id: ProviderRef,
        from: Caller,
        to: PhoneNumber,
    ) -> Self {
        let inbound = InboundCall {
            provider_id: provider_id.clone(),
            from: from.clone(),
            to: to.clone(),
            forwarded_from: None,
            number_verified: false,
        };
        let last = world.flows.voice.answer_call(&inbound).await;
        let transcript = format!("agent: {}\n", last.plan.spoken());
        Self { world, provider_id, from, to, turn_no: 0, last, transcript }
    }

    /// What the receptionist said last.
    pub fn said(&self) -> String {
        self.last.plan.spoken()
    }

    /// What the line does now.
    pub fn plan(&self) -> &CallPlan {
        &self.last.plan
    }

    /// Says something; answers with the reply.
    pub async fn says(&mut self, words: &str) -> String {
        self.takes(Heard::words(words)).await
    }

    /// Presses keys; answers with the reply.
    pub async fn presses(&mut self, keys: &str) -> String {
        self.takes(Heard { digits: keys.to_owned(), ..Heard::default() }).await
    }

    /// Says nothing; answers with the reply.
    pub async fn is_silent(&mut self) -> String {
        self.takes(Heard::default()).await
    }

    async fn takes(&mut self, heard: Heard) -> String {
        self.world.clock.advance(SignedDuration::from_secs(4));
        self.turn_no = self.next_turn();
        let request = self.request(self.turn_no, heard.clone());
        self.last = self.world.flows.voice.take_turn(&request).await;
        let reply = self.last.plan.spoken();
        let heard = if heard.digits.is_empty() { heard.utterance } else { heard.digits };
        self.transcript += &["caller: ", &heard, "\nagent: ", &reply, "\n"].concat();
        reply
    }

    /// The request of a turn of this call, to be sent however often.
    pub fn request(&self, turn_no: u32, heard: Heard) -> TurnRequest {
        TurnRequest {
            provider_id: self.provider_id.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            turn_no,
            heard,
        }
    }

    /// The turn that the line asks for next, out of its plan.
    pub fn next_turn(&self) -> u32 {
        let asked = self.last.plan.steps.iter().find_map(|step| match step {
            Step::Listen(listen) => Some(listen.turn_no),
            Step::Dial(dial) => Some(dial.turn_no),
            _ => None,
        });
        asked.unwrap_or(self.turn_no + 1)
    }

    /// The person who was rung picks up and talks, or does not.
    pub async fn is_picked_up(&mut self, picked_up: bool) -> String {
        self.turn_no = self.next_turn();
        let result = DialResult {
            provider_id: self.provider_id.clone(),
            to: self.to.clone(),
            turn_no: self.turn_no,
            status: if picked_up { DialStatus::Completed } else { DialStatus::NoAnswer },
            bridged: picked_up,
            seconds: picked_up.then_some(60),
        };
        self.last = self.world.flows.voice.dial_result(&result).await;
        self.transcript += &["agent: ", &self.said(), "\n"].concat();
        self.said()
    }

    /// The caller speaks after the tone for so many seconds.
    pub async fn records(&mut self, recording: &str, seconds: u32) -> String {
        let voicemail = Voicemail {
            provider_id: self.provider_id.clone(),
            to: self.to.clone(),
            recording: ProviderRef::parse(recording),
            seconds,
        };
        self.world.flows.voice.voicemail(&voicemail).await.spoken()
    }

    /// The carrier reports where the call stands.
    pub async fn reports(&self, status: CallStatus) {
        let update = StatusUpdate {
            provider_id: self.provider_id.clone(),
            to: self.to.clone(),
            from: self.from.clone(),
            status,
            seconds: status.is_final().then_some(42),
        };
        self.world.flows.voice.call_status(&update).await.expect("the database answers");
    }

    /// The call ends.
    pub async fn hangs_up(self) {
        self.reports(CallStatus::Completed).await;
    }
}
