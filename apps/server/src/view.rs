//! A turn as people and scripts see it.

use std::collections::BTreeMap;

use dialogue::{Decision, Intent};
use flows::talk::Effect;
use flows::voice::Answered;
use serde::Serialize;
use telephony::{CallPlan, Step};

/// A turn as `frontdesk call --json` prints it, one object a line.
#[derive(Debug, Serialize)]
pub struct TurnView {
    /// The turn's number; the greeting is 0.
    pub turn: u32,
    /// What the caller said; `null` for the greeting.
    pub caller: Option<String>,
    /// What the receptionist said.
    pub agent: String,
    /// What was understood.
    #[serde(flatten)]
    pub understood: UnderstoodView,
    /// What the turn did.
    pub effects: Vec<Effect>,
    /// Who decided.
    pub decision: Decision,
    /// What the line does next: `listen`, `transfer`, `voicemail` or `hangup`.
    pub next: &'static str,
}

/// What was understood.
#[derive(Debug, Serialize)]
pub struct UnderstoodView {
    /// The intent; `null` where nothing was said.
    pub intent: Option<Intent>,
    /// The slots filled so far.
    pub slots: BTreeMap<String, String>,
    /// How sure we are, 0 to 1.
    pub confidence: Option<f32>,
}

impl TurnView {
    /// The view of an answer.
    pub fn new(turn: u32, caller: Option<String>, answered: &Answered) -> Self {
        Self {
            turn,
            caller,
            agent: answered.plan.spoken(),
            understood: UnderstoodView::new(answered),
            effects: answered.effects.clone(),
            decision: answered.decision,
            next: answered.plan.next_word(),
        }
    }
}

impl UnderstoodView {
    /// The view of an answer.
    pub fn new(answered: &Answered) -> Self {
        let understood = answered.understood.as_ref();
        Self {
            intent: understood.map(|it| it.intent),
            slots: understood.map(|it| it.slots.clone()).unwrap_or_default(),
            confidence: understood.map(|it| it.confidence),
        }
    }
}

/// The number of the turn that a plan waits for; `after` is the turn that made the plan.
pub fn next_turn(plan: &CallPlan, after: u32) -> u32 {
    let asked = plan.steps.iter().find_map(|step| match step {
        Step::Listen(listen) => Some(listen.turn_no),
        Step::Dial(dial) => Some(dial.turn_no),
        Step::Redirect { turn_no } => Some(*turn_no),
        Step::Say(_)
        | Step::Pause(_)
        | Step::StartRecording
        | Step::Record(_)
        | Step::Reject { .. }
        | Step::Hangup => None,
    });
    asked.unwrap_or_else(|| after.saturating_add(1))
}
