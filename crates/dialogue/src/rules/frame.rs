//! What a conversation is about, and what is still to be asked.

use kernel::{Language, PhoneNumber, ServiceId, StaffId};
use serde::{Deserialize, Serialize};

use crate::speech::Tongue;
use crate::state::Intent;
use crate::tools::{Offered, OwnAppointment, Urgency};
use crate::understand::When;

/// What the caller is getting done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Nothing yet.
    #[default]
    None,
    /// Making an appointment.
    Book,
    /// Moving one.
    Move,
    /// Cancelling one.
    Cancel,
    /// Asking about one.
    Check,
    /// Leaving a message.
    Message,
}

/// What was asked last: what the next words answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// Nothing in particular.
    #[default]
    Open,
    /// Which service.
    Service,
    /// When.
    When,
    /// Which of the offered slots.
    Offer,
    /// For how many people.
    Party,
    /// Their name.
    Name,
    /// Their number.
    Phone,
    /// Whether to book or move as read back.
    Confirm,
    /// Whether to cancel as read back.
    ConfirmCancel,
    /// Which of their appointments.
    WhichOwn,
    /// The message.
    Message,
    /// What to change about what was read back.
    Change,
    /// Whether to pass the message on as read back.
    ConfirmMessage,
    /// Whether it is an emergency.
    Emergency,
    /// Whether a message would help.
    OfferMessage,
    /// Whether there is anything else.
    AnythingElse,
    /// Which of the things on the keypad.
    Menu,
}

/// Something that was done in this call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// An appointment was made: for what and when, as it is spoken.
    Booked(String),
    /// One was moved.
    Moved(String),
    /// One was cancelled.
    Cancelled(String),
    /// A message was taken.
    Message,
    /// The owner was alerted.
    Emergency,
    /// A question of this kind was answered.
    Answered(Intent),
    /// The caller said goodbye.
    Goodbye,
}

/// What a conversation has come to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Frame {
    /// What the caller is getting done.
    pub task: Task,
    /// What was asked last.
    pub asked: Asked,
    /// For what.
    pub service: Option<ServiceId>,
    /// With whom.
    pub staff: Option<StaffId>,
    /// When.
    pub when: When,
    /// The name.
    pub name: Option<String>,
    /// The number, where the caller withholds theirs.
    pub phone: Option<PhoneNumber>,
    /// For how many people.
    pub party: Option<u8>,
    /// Slots that were offered and not chosen yet.
    pub offers: Vec<Offered>,
    /// The slot that is held.
    pub held: Option<Offered>,
    /// The caller's own appointments, as last looked up.
    pub own: Vec<OwnAppointment>,
    /// The one that is being moved or cancelled.
    pub chosen: Option<OwnAppointment>,
    /// The day of the one that is meant, where it was named.
    pub own_day: Option<jiff::civil::Date>,
    /// How soon the owner must know what is being passed on.
    pub urgency: Option<Urgency>,
    /// What is being passed on.
    pub message: Option<String>,
    /// What was done so far.
    pub done: Vec<Done>,
    /// Turns in a row that were not understood.
    pub misses: u8,
    /// Whether the caller would rather not give a number.
    pub no_phone: bool,
    /// Whether somebody shall call back.
    pub call_back: bool,
    /// Whether the caller was told to call for help.
    pub danger: bool,
    /// Tools used since the caller spoke last.
    pub tools: u8,
    /// Words that go before the next question.
    pub lead: String,
    /// What the call is chiefly about.
    pub topic: Option<Intent>,
    /// What was said last.
    pub said: String,
    /// A language that the caller was told is not spoken here.
    pub foreign: Option<Tongue>,
    /// The business's own language, for what is written about the call.
    pub home: Option<Language>,
    /// Words that tell how the caller feels: more is better.
    pub mood: i32,
}
