//! What a conversation is about, and what is still to be asked.

use kernel::{AppointmentId, Language, PhoneNumber, ServiceId, StaffId};
use serde::{Deserialize, Serialize};

use super::attendee::Attendee;
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
    /// Whether the name is right as spelled.
    ConfirmName,
    /// The name, letter by letter.
    Spelling,
    /// Whether the number is right as read back.
    ConfirmPhone,
    /// Whether the service is the one that was heard.
    ConfirmService,
    /// The name of the one who comes in the caller's place.
    Attendee,
    /// Whether what is wanted shall be noted down for when a place comes free.
    Waitlist,
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

/// What was said of an earlier appointment: "my Tuesday one", "the beard trim at three".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnHint {
    /// Its day.
    pub day: Option<jiff::civil::Date>,
    /// Its time of day.
    pub time: Option<jiff::civil::Time>,
    /// For what.
    pub service: Option<ServiceId>,
    /// Whether it is the soonest.
    pub next: bool,
    /// Whether it is simply "it": the one that was just talked about.
    pub same: bool,
}

/// What a conversation has come to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the call")]
pub struct Frame {
    /// What the caller is getting done.
    pub task: Task,
    /// What was asked last.
    pub asked: Asked,
    /// What was asked before the menu was offered.
    pub aside: Option<Asked>,
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
    /// Who comes in the caller's place.
    pub attendee: Option<Attendee>,
    /// When it was wished for, after nothing was free then.
    pub wanted: Option<When>,
    /// How often offers were turned down.
    pub declined: u8,
    /// Requests that wait their turn, in the caller's words.
    pub queue: Vec<String>,
    /// Slots that were offered and not chosen yet.
    pub offers: Vec<Offered>,
    /// The slot that is held.
    pub held: Option<Offered>,
    /// The caller's own appointments, as last looked up.
    pub own: Vec<OwnAppointment>,
    /// What was said of the one that is meant.
    pub own_hint: OwnHint,
    /// The one that was made or moved last in this call.
    pub own_last: Option<AppointmentId>,
    /// The one that is being moved or cancelled.
    pub chosen: Option<OwnAppointment>,
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
    /// Whether the caller has agreed already to what is passed on.
    pub agreed: bool,
    /// Whether a yes was doubted.
    pub doubted: bool,
    /// Whether the caller was asked to keep it polite.
    pub warned: bool,
    /// What was done in this call, in its language.
    pub wrap: Vec<String>,
    /// Words that tell how the caller feels: more is better.
    pub mood: i32,
}
