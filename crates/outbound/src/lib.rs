//! Requests to addresses that strangers chose: webhooks, pages, calendars.
//!
//! Whoever may name an address may try to name one of ours. The [`Guard`] says which addresses may be
//! reached, and the [`Client`] asks it where the connection is made, so that no answer of a name
//! server between a check and a request changes anything.
//!
#![doc = include_str!("../README.md")]

pub mod answer;
pub mod client;
pub mod config;
pub mod failure;
pub mod guard;
pub mod lookup;
pub mod networks;
pub mod request;

pub use answer::Answer;
pub use client::Client;
pub use config::{Config, ConfigFault, Reach};
pub use failure::{Failure, Refusal};
pub use guard::Guard;
pub use lookup::{Lookup, SystemLookup};
pub use request::{Limits, Method, Request};
