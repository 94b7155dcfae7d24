//! Twilio: signed webhooks in, TwiML and REST out.
//!
//! What comes in passes three gates, in this order: [`form`] reads the body, [`signature`] proves who
//! sent it, [`webhook`] turns it into telephony's words. What goes out is a plan rendered by
//! [`twiml`], or a request of [`rest`]. Provider shapes do not leave this crate.
//!
#![doc = include_str!("../README.md")]

pub mod config;
pub mod form;
pub mod rest;
pub mod signature;
pub mod twiml;
pub mod webhook;

pub use config::{Config, ConfigFault};
pub use form::{Form, FormError};
pub use rest::Twilio;
pub use signature::{Keyring, SignatureError, SignedRequest};
pub use twiml::Renderer;
pub use webhook::{TurnInput, WebhookError};
