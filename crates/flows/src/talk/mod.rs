//! The conversation itself, whatever carries it: the mind decides and its tools run, until there is
//! something to say.

use std::sync::Arc;

use dialogue::policy::TOOL_CALLS_MAX;
use dialogue::{Briefing, Event, Medium, Move, Policy, State};
use kernel::{AppointmentId, Clock, MessageId, StoreResult};
use serde::Serialize;
use store::Tx;
use tenancy::Flag;

use crate::appointments::Desk;
use crate::cards::Card;

pub mod tools;

pub(crate) use tools::Caller;

/// A mind with the tools it may use.
#[derive(Clone)]
pub struct Talk {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The mind.
    pub policy: Arc<dyn Policy>,
    /// The diary.
    pub desk: Desk,
}

/// Something that a turn did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Effect {
    /// An appointment was made.
    AppointmentBooked(AppointmentId),
    /// An appointment was moved.
    AppointmentMoved(AppointmentId),
    /// An appointment was cancelled.
    AppointmentCancelled(AppointmentId),
    /// A message was taken.
    MessageTaken(MessageId),
    /// The owner was alerted to an emergency.
    EmergencyAlerted(MessageId),
    /// The caller wants no texts any more, and gets none.
    ContactStopped,
    /// A person is being rung.
    Transfer,
}

impl Talk {
    /// Lets the policy decide and its tools run until there is something to say. `None` where it
    /// cannot stop using tools: then it says nothing sensible.
    pub(crate) async fn decide(
        &self,
        tx: &mut dyn Tx,
        caller: &mut Caller<'_>,
        state: &mut State,
        event: Event<'_>,
    ) -> StoreResult<Option<Move>> {
        let briefing = self.briefing(caller.card, state);
        let mut decided = self.policy.next(&briefing, state, event).await;
        for _ in 0..TOOL_CALLS_MAX {
            let Move::Use(call) = decided else { break };
            let result = self.use_tool(tx, caller, state, call).await?;
            decided = self.policy.next(&briefing, state, Event::Tool(&result)).await;
        }
        Ok(match decided {
            Move::Use(_) => None,
            said => Some(said),
        })
    }

    fn briefing(&self, card: &Card, state: &State) -> Briefing {
        let now = self.clock.now().to_zoned(card.catalogue.timezone.clone());
        let transfer = &card.calls.transfer;
        let open_now = scheduling::is_open(&card.catalogue, &now);
        // Nobody can be put through in writing.
        let can_ring = state.medium == Medium::Speech;
        Briefing {
            now,
            business: card.facts.clone(),
            caller: state.caller.clone(),
            open_now,
            can_transfer: can_ring && open_now && transfer.iter().any(|group| !group.is_empty()),
            can_book: card.flags.is_on(Flag::AiBooking),
        }
    }
}
