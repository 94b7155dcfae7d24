//! Facts in an utterance: when, what, with whom, who, how many, how to reach them.

pub mod address;
pub mod digits;
pub mod email;
pub mod entity;
pub mod guests;
pub mod money;
pub mod name;
pub mod number;
pub mod party;
pub mod person;
pub mod phone;
pub mod postcode;
pub mod service;
pub mod spelled;
pub mod staff;
pub mod when;

pub use entity::{Context, Entity, Kind, Value, entities};
