//! Webhooks out: signed requests to businesses' own servers.
//!
//! [`WebhookSender`] fills the port `hooks::Deliver` over [`outbound`], which decides at every
//! connection whether an address may be reached.
//!
#![doc = include_str!("../README.md")]

mod failure;
mod retry_after;
mod sender;

pub use outbound::{Config, ConfigFault, Reach};
pub use sender::WebhookSender;
