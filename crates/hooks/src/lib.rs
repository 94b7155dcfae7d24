//! What a business's own servers are told.
//!
//! An [`Event`] says that something happened; an [`Endpoint`] is where a business wants to hear of it;
//! a [`Delivery`] is one event on its way to one endpoint. Requests follow the Standard Webhooks
//! convention, see [`signature`].
//!
#![doc = include_str!("../README.md")]

#[cfg(feature = "contract")]
pub mod contract;
pub mod delivery;
pub mod endpoint;
pub mod event;
pub mod fake;
pub mod payload;
pub mod ports;
pub mod schedule;
pub mod secret;
pub mod signature;
pub mod url;

pub use delivery::{Answer, Delivery, DeliveryStatus, Settled};
pub use endpoint::{DisabledWhy, Endpoint, EndpointStatus, Failing, Subscription, Verdict};
pub use event::{Event, EventError, EventKind};
pub use payload::Payload;
pub use ports::{Deliver, Delivered, DeliveryQuery, DeliveryStore, EndpointStore};
pub use secret::{Kept, Retired, Secret, SecretError, Secrets};
pub use signature::{Headers, VerifyError, verify};
pub use url::{EndpointUrl, PlainHttp, UrlError};
