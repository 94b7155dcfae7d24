//! `/v1` as programs and browsers meet it.

mod person;
mod sign_in;

pub(crate) use person::{Person, Program};
