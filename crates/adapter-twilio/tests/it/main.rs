//! What Twilio sends and receives, on this side of the wire.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail like tests"
)]

mod config;
mod documents;
mod documents_property;
mod fixtures;
mod rest_calls;
mod rest_failures;
mod rest_messages;
mod rest_numbers;
mod samples;
mod signature_cases;
mod signature_property;
mod signature_vectors;
mod signing;
mod stand_in;
mod webhooks;
