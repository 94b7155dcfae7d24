//! Stories: the product over fakes, as callers and owners see it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop at once"
)]

extern crate frontdesk_flows as flows;

mod after_hours;
mod booking;
mod callbacks;
mod database_away;
mod every_step;
mod flags;
mod founding;
mod hooks;
mod import;
mod jobs;
mod languages;
mod owner;
mod platform;
mod race;
mod repeats;
mod settings;
mod tables;
mod texting;
mod transfer;
