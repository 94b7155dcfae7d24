//! Conversations with the rules, against a small diary that answers their tools.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop at once"
)]

extern crate frontdesk_dialogue as dialogue;

mod any_words;
mod diary;
mod intents;
mod stories;
mod words;
