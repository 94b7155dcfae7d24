//! Speaking: what is said, in the caller's language and the business's manner.
//!
//! Sentences live in `lang/<language>/*.ftl`; what no sentence can hold ready (times, days, prices,
//! numbers, lists) is put into words here, one module a language. [`Voice`] joins the two. Spoken text
//! and written text ([`Medium`]) differ: "Tuesday, March 3rd at 3:30 PM" and "Tue, Mar 3, 3:30 PM".

mod bundles;
pub mod detect;
mod dialect;
mod english;
mod french;
mod message;
mod numbers;
pub mod safe;
mod spanish;
#[cfg(test)]
mod tests;
mod voice;

pub use dialect::{Dialect, Tongue};
pub(crate) use message::Message;
pub(crate) use voice::Value;
pub use voice::{Joint, Medium, Voice};
