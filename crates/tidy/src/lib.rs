//! The repository checks itself.
//!
//! Rules that a compiler cannot know: who may import whom ([`layers`]), how long a file may be and
//! what it must not contain ([`text`]), whether the documents still point at something
//! ([`documents`]), how packages are named and declared ([`manifests`]), and under which licences
//! foreign code comes ([`licences`]).
//!
//! Everything here takes text or plain values and returns the faults it found as sentences, so that
//! each rule can be shown a bad sample. `tests/it` holds the rules against the real repository;
//! [`tree`] is the only module that reads files.

pub mod documents;
pub mod layers;
pub mod licences;
pub mod manifests;
pub mod text;
pub mod tree;
