//! Words everyone shares: ids, time, money, phone numbers, languages, port errors.
//!
//! A word enters here only when three domains need it and it has no rule of its own.
//! Nothing in this crate does I/O, with one exception that is named: [`clock`] and [`id`] hold the
//! two places where the system's clock and randomness are read.

pub mod clock;
pub mod deadline;
pub mod entropy;
pub mod error;
pub mod id;
pub mod language;
pub mod money;
pub mod phone;
pub mod redact;

pub use clock::{Clock, ManualClock, SystemClock};
pub use deadline::Deadline;
pub use entropy::{Entropy, SeededEntropy};
pub use error::{GatewayError, GatewayErrorKind, GatewayResult, StoreError, StoreResult};
pub use id::{
    AccountId, ApiKeyId, AppointmentId, CallId, CustomerId, DeliveryId, EndpointId, EventId,
    HoldId, Id, IdKind, IdSource, InvitationId, JobId, LeaseId, MessageId, SeededIds, ServiceId,
    SessionId, StaffId, SystemIds, TenantId, TicketId,
};
pub use language::Language;
pub use money::{Currency, Money};
pub use phone::{Caller, PhoneNumber};
