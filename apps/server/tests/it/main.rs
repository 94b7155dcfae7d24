//! The server as it is wired, over the network and as a program.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail like tests"
)]

mod api;
mod calls;
mod client;
mod commands;
mod configuration;
mod kills;
mod nlu;
mod postgres;
mod programs;
mod race;
mod rehearsed;
mod secrets;
mod signer;
mod simulator;
mod site;
mod texting;
mod webhooks;
