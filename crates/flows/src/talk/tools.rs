//! Does what a policy asks for, after checking every argument again.
//!
//! The guard is here and not in a prompt: nothing is booked, moved or cancelled that was not read
//! back to the caller and confirmed.

use ::hooks::EventKind;
use dialogue::{BookRefusal, Conversation, State, ToolCall, ToolResult, Urgency};
use kernel::{PhoneNumber, StoreResult};
use store::Tx;
use tenancy::Flag;

use super::{Effect, Talk};
use crate::appointments::Party;
use crate::appointments::book::Book;
use crate::cards::Card;
use crate::messages::leave::Left;

/// For whom tools run in one turn, and what they did.
pub(crate) struct Caller<'a> {
    pub(crate) card: &'a Card,
    pub(crate) conversation: &'a Conversation,
    pub(crate) effects: Vec<Effect>,
}

impl<'a> Caller<'a> {
    pub(crate) const fn new(card: &'a Card, conversation: &'a Conversation) -> Self {
        Self { card, conversation, effects: Vec::new() }
    }

    fn party<'b>(&self, number: Option<&'b PhoneNumber>) -> Party<'b>
    where
        'a: 'b,
    {
        Party {
            card: self.card,
            call: self.conversation.call,
            customer: self.conversation.customer,
            number,
        }
    }
}

impl Party<'_> {
    /// A message that this caller leaves.
    fn left(
        &self,
        name: Option<String>,
        phone: Option<PhoneNumber>,
        (body, urgency): (String, Urgency),
    ) -> Left {
        Left { call: self.call, customer: self.customer, name, phone, body, urgency }
    }
}

/// Whether a tool makes, moves or cancels appointments, or leads there.
const fn changes_diary(call: &ToolCall) -> bool {
    match call {
        ToolCall::FindSlots(_)
        | ToolCall::Hold { .. }
        | ToolCall::Book { .. }
        | ToolCall::Move { .. }
        | ToolCall::Cancel { .. } => true,
        ToolCall::FindAppointments
        | ToolCall::TakeMessage { .. }
        | ToolCall::StopContact { .. } => false,
    }
}

impl Talk {
    /// Runs one tool.
    pub(super) async fn use_tool(
        &self,
        tx: &mut dyn Tx,
        caller: &mut Caller<'_>,
        state: &State,
        call: ToolCall,
    ) -> StoreResult<ToolResult> {
        let party = caller.party(state.caller.number.as_ref());
        let confirmed = |what: &str| state.read_back.as_deref() == Some(what);
        let refused =
            ToolResult::Refused { why: BookRefusal::NotConfirmed, alternatives: Vec::new() };
        if changes_diary(&call) && !party.card.flags.is_on(Flag::AiBooking) {
            let why = BookRefusal::NotAllowed;
            return Ok(ToolResult::Refused { why, alternatives: Vec::new() });
        }
        let result = match call {
            ToolCall::FindSlots(query) => self.desk.offer_slots(tx, &party, &query).await?,
            ToolCall::Hold { token } => self.desk.hold(tx, &party, &token).await?,
            ToolCall::FindAppointments => self.desk.own_appointments(tx, &party).await?,
            ToolCall::Book { token, name, phone, notes } => {
                if !confirmed(&token) {
                    return Ok(refused);
                }
                let request = Book {
                    token: &token,
                    name: &name,
                    phone: phone.as_ref(),
                    notes: notes.as_deref(),
                };
                self.desk.book(tx, &party, &request).await?
            }
            ToolCall::Move { appointment, token } => {
                if !confirmed(&token) {
                    return Ok(refused);
                }
                self.desk.reschedule(tx, &party, appointment, &token).await?
            }
            ToolCall::Cancel { appointment } => {
                if !confirmed(&appointment.to_string()) {
                    return Ok(refused);
                }
                self.desk.cancel(tx, &party, appointment).await?
            }
            ToolCall::TakeMessage { name, phone, body, urgency } => {
                let phone = phone.or_else(|| party.number.cloned());
                let name = name.or_else(|| state.caller.name.clone());
                let left = party.left(name, phone, (body, urgency));
                self.pass_on(tx, caller, left).await?;
                ToolResult::MessageTaken
            }
            ToolCall::StopContact { body } => {
                self.desk.messages.opt_out(tx, party.customer, true).await?;
                caller.effects.push(Effect::ContactStopped);
                let (name, phone) = (state.caller.name.clone(), party.number.cloned());
                let left = party.left(name, phone, (body, Urgency::Normal));
                self.pass_on(tx, caller, left).await?;
                ToolResult::ContactStopped
            }
        };
        caller.effects.extend(match &result {
            ToolResult::Booked { appointment, .. } => Some(Effect::AppointmentBooked(*appointment)),
            ToolResult::Moved { appointment, .. } => Some(Effect::AppointmentMoved(*appointment)),
            ToolResult::Cancelled { appointment } => {
                Some(Effect::AppointmentCancelled(appointment.id))
            }
            _ => None,
        });
        Ok(result)
    }

    /// Leaves a message for the owner.
    async fn pass_on(
        &self,
        tx: &mut dyn Tx,
        caller: &mut Caller<'_>,
        left: Left,
    ) -> StoreResult<()> {
        let (urgency, call) = (left.urgency, left.call);
        let id = self.desk.messages.leave(tx, caller.card, left).await?;
        if urgency == Urgency::Normal {
            caller.effects.push(Effect::MessageTaken(id));
            return Ok(());
        }
        caller.effects.push(Effect::EmergencyAlerted(id));
        let announcer = &self.desk.messages.announcer;
        announcer.tell_of_call(tx, caller.card, (EventKind::CallEmergency, call)).await
    }
}
