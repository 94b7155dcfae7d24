//! Calls: answered, talked through, handed over, ended.
//!
//! Every webhook of a call is a *turn* with a number that is part of its signed address. A turn, the
//! state after it, what it did to the diary and the jobs that follow commit together; a turn that was
//! answered before gets its stored answer again and does nothing.

use std::sync::Arc;

use dialogue::{Decision, Heard, Understood};
use jiff::SignedDuration;
use kernel::{Caller, Clock, Deadline, PhoneNumber};
use store::Database;
use telephony::{CallPlan, ProviderRef};
use tokio::sync::Notify;

use crate::appointments::Desk;
use crate::cards::Cards;
use crate::talk::{Effect, Talk};

pub mod answer_call;
pub mod dial_result;
pub mod end_call;
pub mod line;
pub mod missed;
pub mod plans;
pub mod recording;
pub mod screen;
pub mod sweep;
pub mod take_turn;
pub mod turn;
pub mod voicemail;
pub mod without_database;

/// Everything that happens on the line.
#[derive(Clone)]
pub struct Voice {
    /// Where everything is remembered.
    pub db: Arc<dyn Database>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Businesses at hand.
    pub cards: Arc<Cards>,
    /// The mind that talks.
    pub talk: Talk,
    /// The diary.
    pub desk: Desk,
    /// Wakes the worker after a commit that promised something.
    pub wake: Arc<Notify>,
}

/// How long a webhook's turn may take before the caller hears an answer without the database.
///
/// Carriers wait 15 seconds; callers do not.
pub const TURN_BUDGET: SignedDuration = SignedDuration::from_millis(1_800);

/// A turn as it arrives from any channel.
#[derive(Debug, Clone)]
pub struct TurnRequest {
    /// The carrier's id of the call.
    pub provider_id: ProviderRef,
    /// Who calls.
    pub from: Caller,
    /// The number that was called: it decides whose call this is.
    pub to: PhoneNumber,
    /// The turn's number; the greeting is 0.
    pub turn_no: u32,
    /// What came down the line.
    pub heard: Heard,
}

/// The answer to a turn, and what it did.
#[derive(Debug, Clone)]
pub struct Answered {
    /// What the line does next.
    pub plan: CallPlan,
    /// What was understood, where something was said.
    pub understood: Option<Understood>,
    /// What was done.
    pub effects: Vec<Effect>,
    /// Who decided.
    pub decision: Decision,
    /// Whether this is an earlier answer, given again.
    pub replayed: bool,
}

impl Answered {
    /// A plan that no turn decided.
    pub(crate) const fn plain(plan: CallPlan) -> Self {
        Self {
            plan,
            understood: None,
            effects: Vec::new(),
            decision: Decision::Rules,
            replayed: false,
        }
    }
}

impl Voice {
    /// The deadline of a turn that arrives now.
    pub fn deadline(&self) -> Deadline {
        Deadline::after(self.clock.now(), TURN_BUDGET)
    }
}
