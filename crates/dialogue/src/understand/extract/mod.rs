//! Facts in an utterance: when, what, with whom, who, how many.

pub mod digits;
pub mod name;
pub mod number;
pub mod party;
pub mod phone;
pub mod service;
pub mod spelled;
pub mod staff;
pub mod when;
