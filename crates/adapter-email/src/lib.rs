//! Mail by SMTP or through SendGrid.
//!
//! [`Config`] says which; [`connect`] gives a [`Mail`] of that kind. [`Smtp`] and [`SendGrid`] write
//! the same mail in two formats, and [`failure`] says what their refusals mean to us.
//!
#![doc = include_str!("../README.md")]

pub mod config;
pub mod failure;
pub mod sendgrid;
pub mod smtp;

use std::sync::Arc;

use crm::{FakeMail, Mail};
use kernel::{Clock, GatewayResult};

pub use config::{Config, ConfigFault, Kind, Security};
pub use sendgrid::SendGrid;
pub use smtp::Smtp;

/// The sender that the settings ask for. Opens no connection yet.
///
/// **Errors**: `Misconfigured` if a setting cannot be right; see [`Config::faults`].
pub fn connect(config: &Config, clock: Arc<dyn Clock>) -> GatewayResult<Arc<dyn Mail>> {
    Ok(match config.kind {
        Kind::Fake => Arc::new(FakeMail::new()),
        Kind::Smtp => Arc::new(Smtp::new(config, clock)?),
        Kind::Sendgrid => Arc::new(SendGrid::new(config, clock)?),
    })
}
