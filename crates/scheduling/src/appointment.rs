//! An appointment and its states.

use jiff::Timestamp;
use kernel::{AppointmentId, CallId, CustomerId, ServiceId, StaffId};
use serde::{Deserialize, Serialize};

/// Where an appointment stands. [`Held`](Self::Held) and [`Confirmed`](Self::Confirmed) occupy time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppointmentStatus {
    /// Kept for a caller who is deciding, until its hold runs out.
    Held,
    /// Promised to the customer.
    Confirmed,
    /// Called off.
    Cancelled,
    /// A hold that ran out or was let go.
    Expired,
    /// It took place.
    Completed,
    /// The customer did not come.
    NoShow,
}

impl AppointmentStatus {
    /// Whether the time is taken.
    pub const fn occupies(self) -> bool {
        matches!(self, Self::Held | Self::Confirmed)
    }
}

/// An appointment.
///
/// **Invariant**: `starts_at < ends_at <= busy_until`; no two that occupy time and share their staff
/// overlap between `starts_at` and `busy_until`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// Our id.
    pub id: AppointmentId,
    /// Whose it is; none while it is only held for a caller without a record.
    pub customer: Option<CustomerId>,
    /// The call it was made in.
    pub call: Option<CallId>,
    /// What is done.
    pub service: ServiceId,
    /// Who does it.
    pub staff: StaffId,
    /// When it starts.
    pub starts_at: Timestamp,
    /// When it ends for the customer.
    pub ends_at: Timestamp,
    /// When the staff is free again: the end and the service's buffer.
    pub busy_until: Timestamp,
    /// Where it stands.
    pub status: AppointmentStatus,
    /// When a hold runs out; set exactly while it is held.
    pub held_until: Option<Timestamp>,
    /// The name it was made under.
    pub name: Option<String>,
    /// What else the caller said that matters. **Limits**: at most 500 characters.
    pub notes: Option<String>,
    /// Counts changes; a change that expects another count is refused.
    pub version: i32,
    /// When it was first held or made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}
