//! Calls from the page, through the flows that a carrier's calls take.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use dialogue::Heard;
use flows::voice::{Answered, TurnRequest};
use kernel::{Caller, PhoneNumber};
use serde::Serialize;
use telephony::{
    CallStatus, DialResult, DialStatus, InboundCall, ProviderRef, StatusUpdate, Step, Voicemail,
};

use super::fields::Fields;
use super::{Answer, SimulatorRoutes, json};
use crate::http::problem::Problem;
use crate::view::{UnderstoodView, next_turn};

/// What the simulator's calls are called: never what a carrier calls one.
const PREFIX: &str = "SIM";
/// Who calls unless a number is given: one that is kept for fiction.
const VISITOR: &str = "+15555550142";
/// How long an utterance may be, in characters.
const UTTERANCE_CHARS_MAX: usize = 1_000;
/// How many keys may be pressed in one turn.
const DIGITS_MAX: usize = 32;
/// The highest turn of a simulated call.
const TURN_MAX: u32 = 10_000;
/// The longest voice message, in seconds.
const SECONDS_MAX: u32 = 600;

/// An answer, for the page.
#[derive(Serialize)]
struct Shown<'a> {
    call: &'a str,
    turn: u32,
    say: String,
    next: &'static str,
    /// The number that the next turn must have.
    next_turn: u32,
    #[serde(flatten)]
    understood: UnderstoodView,
    effects: &'a [flows::talk::Effect],
    decision: dialogue::Decision,
    replayed: bool,
    /// Who rings, while somebody is rung.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rings: Vec<&'a PhoneNumber>,
}

/// Both ends of a line.
struct Line {
    from: Caller,
    to: PhoneNumber,
}

impl SimulatorRoutes {
    pub(super) async fn place(&self, fields: &Fields) -> Answer {
        let Line { from, to } = self.line(fields).await?;
        let call = format!("{PREFIX}{}", self.ids.next_uuid().simple());
        let provider_id = provider_id(&call)?;
        let inbound =
            InboundCall { provider_id, from, to, forwarded_from: None, number_verified: false };
        let answered = self.flows.voice.answer_call(&inbound).await;
        shown(&call, 0, &answered)
    }

    pub(super) async fn turn(&self, call: &str, fields: &Fields) -> Answer {
        let provider_id = provider_id(call)?;
        let turn_no = fields.number("turn", 1, TURN_MAX)?;
        let utterance = fields.text("utterance")?.unwrap_or_default();
        if utterance.chars().count() > UTTERANCE_CHARS_MAX {
            let what = format!("expected at most {UTTERANCE_CHARS_MAX} characters");
            return Err(Problem::invalid("utterance", what));
        }
        let digits = fields.text("digits")?.unwrap_or_default();
        let is_key = |key: char| matches!(key, '0'..='9' | '*' | '#');
        if digits.len() > DIGITS_MAX || !digits.chars().all(is_key) {
            let what = format!("expected at most {DIGITS_MAX} of the keys 0 to 9, * and #");
            return Err(Problem::invalid("digits", what));
        }
        let Line { from, to } = self.line(fields).await?;
        let words = utterance.chars().map(|it| if it.is_control() { ' ' } else { it });
        let heard = Heard {
            utterance: words.collect::<String>().trim().to_owned(),
            confidence: None,
            digits: digits.to_owned(),
        };
        let request = TurnRequest { provider_id, from, to, turn_no, heard };
        let answered = self.flows.voice.take_turn(&request).await;
        shown(call, turn_no, &answered)
    }

    /// The visitor decides whether whoever was rung picks up.
    pub(super) async fn dial(&self, call: &str, fields: &Fields) -> Answer {
        let provider_id = provider_id(call)?;
        let turn_no = fields.number("turn", 1, TURN_MAX)?;
        let answered = fields.flag("answered")?;
        let Line { to, .. } = self.line(fields).await?;
        let result = DialResult {
            provider_id,
            to,
            turn_no,
            status: if answered { DialStatus::Completed } else { DialStatus::NoAnswer },
            bridged: answered,
            seconds: None,
        };
        let answered = self.flows.voice.dial_result(&result).await;
        shown(call, turn_no, &answered)
    }

    /// The visitor has spoken after the tone. There is no sound: only its length is kept.
    pub(super) async fn voicemail(&self, call: &str, fields: &Fields) -> Answer {
        let provider_id = provider_id(call)?;
        let seconds = fields.number("seconds", 0, SECONDS_MAX)?;
        let Line { to, .. } = self.line(fields).await?;
        let recording = ProviderRef::parse(&format!("RE{call}")).filter(|_| seconds > 0);
        let voicemail = Voicemail { provider_id, to, recording, seconds };
        let plan = self.flows.voice.voicemail(&voicemail).await;
        json(&serde_json::json!({
            "call": call, "say": plan.spoken(), "next": plan.next_word(),
            "intent": null, "confidence": null, "slots": {}, "effects": [],
            "decision": "rules", "replayed": false,
        }))
    }

    pub(super) async fn end(&self, call: &str, fields: &Fields) -> Answer {
        let provider_id = provider_id(call)?;
        let Line { from, to } = self.line(fields).await?;
        let status = CallStatus::Completed;
        let update = StatusUpdate { provider_id, to, from, status, seconds: None };
        self.flows.voice.call_status(&update).await?;
        Ok(HttpResponse::build(StatusCode::NO_CONTENT).finish())
    }

    /// Which business is called, and from where: part of every request.
    async fn line(&self, fields: &Fields) -> Result<Line, Problem> {
        let from = match fields.text("from")? {
            _ if fields.flag("withheld")? => Caller::Withheld,
            Some(number) => Caller::Number(
                PhoneNumber::parse(number)
                    .map_err(|error| Problem::invalid("from", error.to_string()))?,
            ),
            None => Caller::parse(VISITOR),
        };
        let card = self.card(fields.needed_text("business")?).await?;
        Ok(Line { from, to: card.tenant.phone.clone() })
    }
}

/// The call's name, if it is one of the simulator's own: nobody here touches a carrier's call.
fn provider_id(call: &str) -> Result<ProviderRef, Problem> {
    let own = call
        .strip_prefix(PREFIX)
        .is_some_and(|rest| rest.len() == 32 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()));
    ProviderRef::parse(call).filter(|_| own).ok_or_else(Problem::not_found)
}

fn shown(call: &str, turn: u32, answered: &Answered) -> Answer {
    let rings = match answered.plan.steps.last() {
        Some(Step::Dial(dial)) => dial.numbers.iter().collect(),
        _ => Vec::new(),
    };
    json(&Shown {
        call,
        turn,
        say: answered.plan.spoken(),
        next: answered.plan.next_word(),
        next_turn: next_turn(&answered.plan, turn),
        understood: UnderstoodView::new(answered),
        effects: &answered.effects,
        decision: answered.decision,
        replayed: answered.replayed,
        rings,
    })
}
