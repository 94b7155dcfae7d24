//! Opening hours, free slots, appointments.
//!
//! A slot is free when somebody who can do the service is at work ([`hours`], [`open`]) and not busy
//! ([`slots`]: pure functions). What is offered to a caller is a signed [`Offer`]; only an offer can
//! be held, and only what was held and read back is booked ([`appointment`]).
//!
#![doc = include_str!("../README.md")]

pub mod appointment;
pub mod catalogue;
pub mod hours;
pub mod offer;
pub mod open;
pub mod ports;
pub mod slots;

pub use appointment::{Appointment, AppointmentStatus};
pub use catalogue::{BookingRules, Catalogue, Service, Staff};
pub use hours::{ClosedDay, Span, WeekHours};
pub use offer::{Offer, OfferError, OfferKeys};
pub use open::{ClosedReason, OpenState, is_open, next_opening, open_state};
pub use ports::{AppointmentPage, AppointmentStore, Busy, Claim, ScheduleStore};
pub use slots::{Found, Slot, SlotSearch, Wish};
