//! Tests of the crate as a stranger sees it.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail like tests")]

mod secrets;
mod sign_in;
