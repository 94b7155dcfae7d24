//! What this domain needs remembered.

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::{AppointmentId, CallId, CustomerId, StaffId, StoreResult};

use crate::{Appointment, AppointmentStatus, Catalogue};

/// Time that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Busy {
    /// Whose time.
    pub staff: StaffId,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when, buffer included.
    pub busy_until: Timestamp,
}

/// The answer to an attempt to take time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// It is theirs.
    Won,
    /// Somebody else has it.
    Taken,
    /// The appointment is not there, or has changed since it was read.
    Stale,
}

/// Which appointments, and where to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppointmentPage {
    /// Those that start at or after this.
    pub from: Timestamp,
    /// Those that start before this.
    pub until: Timestamp,
    /// Those alone that come after this one in the list: its start and its id.
    pub after: Option<(Timestamp, AppointmentId)>,
    /// Of this status alone; without one, all but what was only ever held.
    pub status: Option<AppointmentStatus>,
}

/// Remembers appointments. `now` is the flow's clock: holds that ran out before it do not count.
#[async_trait]
pub trait AppointmentStore: Send {
    /// Adds an appointment that occupies time. MUST return [`Claim::Taken`], and change nothing that
    /// anybody can see, if its staff is busy then; MUST never let two that overlap be committed,
    /// however many try at once. Poisons nothing in either case.
    async fn claim(&mut self, appointment: &Appointment, now: Timestamp) -> StoreResult<Claim>;
    /// Replaces everything but id and creation, and adds one to the version. MUST return
    /// [`Claim::Stale`] if the stored version is not `appointment.version`, and [`Claim::Taken`] as
    /// [`AppointmentStore::claim`] does (its own old time does not count as taken).
    async fn update(&mut self, appointment: &Appointment, now: Timestamp) -> StoreResult<Claim>;
    /// The appointment with this id.
    async fn find(&mut self, id: AppointmentId) -> StoreResult<Option<Appointment>>;
    /// Confirmed appointments of a customer that start at or after `from`, soonest first, at most 20.
    async fn upcoming_of(
        &mut self,
        customer: CustomerId,
        from: Timestamp,
    ) -> StoreResult<Vec<Appointment>>;
    /// Appointments made or held in a call, oldest first.
    async fn of_call(&mut self, call: CallId) -> StoreResult<Vec<Appointment>>;
    /// Confirmed appointments that start in the range, soonest first, at most `limit`.
    async fn starting_in(
        &mut self,
        from: Timestamp,
        until: Timestamp,
        limit: u16,
    ) -> StoreResult<Vec<Appointment>>;
    /// Appointments that start in a range, soonest first, at most `limit`. MUST show each one once to
    /// whoever goes on after the last one of a page, whatever is added meanwhile.
    async fn page(&mut self, page: &AppointmentPage, limit: u16) -> StoreResult<Vec<Appointment>>;
    /// How many appointments start between `from` and `until` (not included) that were made and not
    /// called off.
    async fn count_in(&mut self, from: Timestamp, until: Timestamp) -> StoreResult<u64>;
    /// Taken time of all staff that touches the range, in order of staff and start.
    async fn busy(
        &mut self,
        from: Timestamp,
        until: Timestamp,
        now: Timestamp,
    ) -> StoreResult<Vec<Busy>>;
}

/// Remembers services, staff and hours.
#[async_trait]
pub trait ScheduleStore: Send {
    /// The business's catalogue; `None` before it was first saved. The time zone is the tenant's.
    async fn load(&mut self) -> StoreResult<Option<Catalogue>>;
    /// Replaces the catalogue. Services and staff that are missing from it MUST be kept as inactive.
    async fn save(&mut self, catalogue: &Catalogue) -> StoreResult<()>;
}
