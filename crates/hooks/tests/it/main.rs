//! Deliveries and endpoints over days, and what the documents say of them.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail like tests")]

mod deliveries;
mod documents;
mod endpoints;
mod gateway;
