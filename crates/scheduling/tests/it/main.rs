//! Tests of the crate as a stranger sees it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail like tests"
)]

mod civil_days;
mod offers;
mod open;
mod oracle;
mod samples;
mod search;
mod search_property;
