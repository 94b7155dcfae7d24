//! Webhooks to servers on this machine.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail like tests")]

mod contract;
mod refusals;
mod server;
