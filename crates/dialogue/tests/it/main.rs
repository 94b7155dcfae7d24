//! Conversations with the rules, against small diaries that answer their tools.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop at once"
)]

extern crate frontdesk_dialogue as dialogue;

// What the shared businesses are made of, found under the same name as inside the crate.
pub(crate) use frontdesk_dialogue::{
    Briefing, BusinessFacts, CallerFacts, DayHours, Fact, Lexicon, ServiceFact, StaffFact, Style,
    Vertical,
};

mod any_words;
mod appointments;
mod bookings;
mod call;
mod corpus;
mod diary;
mod emergencies;
mod emergency_set;
#[path = "../../fuzz/src/conversation.rs"]
pub mod fuzz_conversation;
#[path = "../../fuzz/src/understand.rs"]
pub mod fuzz_understand;
mod intents;
mod languages;
mod limits;
mod people;
mod policy;
mod questions;
mod robust;
mod stories;
#[path = "../../src/testing.rs"]
mod testing;
mod training;
mod trouble;
mod words;
