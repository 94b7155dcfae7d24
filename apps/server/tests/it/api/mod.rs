//! `/v1` as programs and browsers meet it.

mod browsers;
mod document;
mod guesses;
mod hooks;
mod matrix;
mod once;
mod person;
mod sign_in;
mod tokens;

pub(crate) use person::{Person, Program};
