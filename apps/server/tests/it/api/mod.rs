//! `/v1` as programs and browsers meet it.

mod browsers;
mod document;
mod guesses;
mod hooks;
mod marked;
mod matrix;
mod once;
mod person;
mod settings;
mod sign_in;
mod tokens;

pub(crate) use person::{Person, Program};
