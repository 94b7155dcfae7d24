//! What a policy can have done, and what comes back.
//!
//! Arguments are untrusted: a policy may be a language model. Whoever runs a tool checks them again,
//! and books, moves or cancels nothing that was not read back and confirmed ([`State::read_back`]).
//!
//! [`State::read_back`]: crate::state::State::read_back

use jiff::Zoned;
use jiff::civil::{Date, Time};
use kernel::{AppointmentId, PhoneNumber, ServiceId, StaffId};
use serde::{Deserialize, Serialize};

/// What a policy asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "tool", rename_all = "snake_case")]
pub enum ToolCall {
    /// Look for free slots. Answered with [`ToolResult::Slots`].
    FindSlots(SlotQuery),
    /// Keep an offered slot while the caller decides; lets go of what this call held before.
    /// Answered with [`ToolResult::Held`] or [`ToolResult::Refused`].
    Hold {
        /// The token of an [`Offered`] slot of this call.
        token: String,
    },
    /// Book what was held and read back. Answered with [`ToolResult::Booked`] or
    /// [`ToolResult::Refused`].
    Book {
        /// The token that was held.
        token: String,
        /// The name it is booked under.
        name: String,
        /// A number to confirm to, when the caller withholds theirs and gave one.
        phone: Option<PhoneNumber>,
        /// What else the caller said that matters.
        notes: Option<String>,
    },
    /// The caller's own coming appointments. Answered with [`ToolResult::Appointments`].
    FindAppointments,
    /// Move an appointment of the caller to the slot that was held and read back. Answered with
    /// [`ToolResult::Moved`] or [`ToolResult::Refused`].
    Move {
        /// Which one.
        appointment: AppointmentId,
        /// The token that was held.
        token: String,
    },
    /// Cancel an appointment of the caller that was read back. Answered with
    /// [`ToolResult::Cancelled`] or [`ToolResult::Refused`].
    Cancel {
        /// Which one.
        appointment: AppointmentId,
    },
    /// Pass a message on to the owner. Answered with [`ToolResult::MessageTaken`].
    TakeMessage {
        /// The caller's name, if they gave one.
        name: Option<String>,
        /// Where to call back, if not the number they call from.
        phone: Option<PhoneNumber>,
        /// The message.
        body: String,
        /// How soon the owner must know.
        urgency: Urgency,
    },
    /// The caller wants no texts and no calls from the business any more: remember it, and pass it on
    /// to the owner. Answered with [`ToolResult::ContactStopped`].
    StopContact {
        /// What the owner is told.
        body: String,
    },
}

/// How soon the owner must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// When there is time.
    Normal,
    /// Within seconds: an emergency of the trade.
    Emergency,
    /// Within seconds: somebody may be in danger. The caller has been told whom to call.
    LifeSafety,
}

/// Which slots are wanted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SlotQuery {
    /// For what.
    pub service: ServiceId,
    /// With whom; `None` for anybody.
    pub staff: Option<StaffId>,
    /// When.
    pub window: Window,
    /// How many, at most. **Limits**: 1 to 10.
    pub limit: u8,
}

/// When, on the business's wall clock.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Window {
    /// The first acceptable day; today when left out.
    pub from: Option<Date>,
    /// The last acceptable day; the horizon when left out.
    pub until: Option<Date>,
    /// Not before this time of day.
    pub not_before: Option<Time>,
    /// Starting before this time of day.
    pub not_after: Option<Time>,
    /// As near to this time of day as can be; the soonest when left out.
    pub near: Option<Time>,
}

/// A slot that may be offered to the caller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Offered {
    /// Stands for exactly this slot in this call, for a short time.
    pub token: String,
    /// When it starts, on the business's wall clock.
    pub start: Zoned,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// For what.
    pub service: ServiceId,
    /// With whom.
    pub staff: StaffId,
}

/// A slot that is kept for this call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// The slot.
    pub slot: Offered,
}

/// One of the caller's appointments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OwnAppointment {
    /// Its id.
    pub id: AppointmentId,
    /// When it starts, on the business's wall clock.
    pub start: Zoned,
    /// For what.
    pub service: ServiceId,
    /// The service's name, should it no longer be offered.
    pub service_name: String,
    /// With whom.
    pub staff: StaffId,
    /// Whether the business's rules still let the customer move or cancel it.
    pub changeable: bool,
}

/// Why something was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookRefusal {
    /// Somebody else has the slot now.
    Taken,
    /// The offer or the hold has run out.
    Expired,
    /// It was not read back to the caller and confirmed, or the token is not one of this call.
    NotConfirmed,
    /// The appointment is not one of this caller's.
    NotYours,
    /// The business's rules do not allow it any more.
    TooLate,
    /// The business takes no more appointments from this caller at once.
    TooMany,
    /// Appointments are not made, moved or cancelled in this conversation.
    NotAllowed,
}

/// What a tool answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum ToolResult {
    /// Free slots, best first, and why there are none where that is known.
    Slots {
        /// The slots.
        slots: Vec<Offered>,
        /// Whether these lie outside the wanted window, because nothing inside it is free.
        outside_window: bool,
        /// The wanted day is closed under this name (a holiday), or the weekday is never open.
        closed: Option<String>,
    },
    /// The slot is kept.
    Held(Held),
    /// The appointment is made; a confirmation is on its way where there is a number for it.
    Booked {
        /// Its id.
        appointment: AppointmentId,
        /// The slot.
        slot: Offered,
        /// Whether a text was promised.
        texted: bool,
    },
    /// The caller's coming appointments, soonest first.
    Appointments(Vec<OwnAppointment>),
    /// It was moved.
    Moved {
        /// Its id.
        appointment: AppointmentId,
        /// Where it is now.
        slot: Offered,
    },
    /// It was cancelled.
    Cancelled {
        /// What was cancelled.
        appointment: OwnAppointment,
    },
    /// The message is with the owner.
    MessageTaken,
    /// The caller will not be texted or called any more.
    ContactStopped,
    /// It was not done.
    Refused {
        /// Why.
        why: BookRefusal,
        /// What could be had instead.
        alternatives: Vec<Offered>,
    },
    /// The tool could not be run; nothing was done.
    Failed,
}
