//! What the fuzz targets do with their bytes.
//!
//! The tests of `frontdesk-dialogue` compile the same modules and run them over the corpus, on a
//! stable compiler and without a fuzzing engine.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a check that cannot go on should stop at once"
)]

// What the shared businesses are made of, found under the same name as inside the crate.
pub(crate) use frontdesk_dialogue::{
    Briefing, BusinessFacts, CallerFacts, DayHours, Fact, Lexicon, ServiceFact, StaffFact, Style,
    Vertical,
};

#[path = "../../tests/it/call.rs"]
#[expect(dead_code, reason = "the tests use the rest of it")]
mod call;
pub mod conversation;
#[path = "../../src/testing.rs"]
#[expect(dead_code, reason = "the tests use the rest of it")]
mod testing;
pub mod understand;
