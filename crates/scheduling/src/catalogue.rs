//! What a business does, who does it, and by which rules it is booked.

use jiff::tz::TimeZone;
use kernel::{Money, ServiceId, StaffId};
use serde::{Deserialize, Serialize};

use crate::hours::{ClosedDay, WeekHours};

/// Something a customer can book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Our id; kept when the business changes the service.
    pub id: ServiceId,
    /// Its name, as it is spoken. Unique within a business among active services, letter case aside.
    pub name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// How long it takes, in minutes. **Limits**: 5 to 1,440.
    pub minutes: u16,
    /// How long the staff needs afterwards, in minutes. **Limits**: 0 to 480.
    pub buffer_minutes: u16,
    /// What it costs, where the business says so.
    pub price: Option<Money>,
    /// Whether it can be booked now; one that was removed stays for its appointments' sake.
    pub active: bool,
}

/// Somebody, or something, that can be booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Our id; kept when the business changes the entry.
    pub id: StaffId,
    /// The name, as it is spoken.
    pub name: String,
    /// What they do; `None` means everything.
    pub services: Option<Vec<ServiceId>>,
    /// When they work; `None` means the business's hours.
    pub hours: Option<WeekHours>,
    /// Whether they can be booked now.
    pub active: bool,
    /// Whether they stand for the whole business, which named nobody: never spoken of by name.
    pub implied: bool,
}

impl Staff {
    /// Whether this member of staff does `service`.
    pub fn does(&self, service: ServiceId) -> bool {
        self.active && self.services.as_ref().is_none_or(|list| list.contains(&service))
    }
}

/// By which rules appointments are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BookingRules {
    /// How long before its start an appointment must be made, in minutes.
    pub lead_minutes: u32,
    /// How far ahead appointments are made, in days.
    pub horizon_days: u16,
    /// On which minutes appointments start: every so many, counted from opening.
    pub step_minutes: u16,
    /// Up to how many hours before its start an appointment may be cancelled by the customer.
    pub cancel_hours: u16,
    /// How long a slot is kept for a caller who is deciding, in minutes.
    pub hold_minutes: u16,
}

impl Default for BookingRules {
    fn default() -> Self {
        Self {
            lead_minutes: 60,
            horizon_days: 60,
            step_minutes: 30,
            cancel_hours: 24,
            hold_minutes: 5,
        }
    }
}

/// Everything that decides which slots exist.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue {
    /// The zone that opening hours are in.
    pub timezone: TimeZone,
    /// What can be booked, in the business's order.
    pub services: Vec<Service>,
    /// Who can be booked, in the business's order; never empty.
    pub staff: Vec<Staff>,
    /// When the business is open.
    pub hours: WeekHours,
    /// Days on which it is closed all the same.
    pub closed: Vec<ClosedDay>,
    /// By which rules it is booked.
    pub rules: BookingRules,
}

impl Catalogue {
    /// The service with this id, removed ones included.
    pub fn service(&self, id: ServiceId) -> Option<&Service> {
        self.services.iter().find(|service| service.id == id)
    }

    /// The member of staff with this id, removed ones included.
    pub fn staff(&self, id: StaffId) -> Option<&Staff> {
        self.staff.iter().find(|staff| staff.id == id)
    }
}
