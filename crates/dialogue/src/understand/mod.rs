//! From words to meaning: normalise, extract, classify. Pure, English for now.

pub mod classify;
pub mod emergency;
mod lexicon;
pub mod names;
pub mod normalise;
pub mod services;
pub mod times;
pub mod when;
pub mod yes_no;

pub use normalise::Words;
pub use when::{Days, TimeOfDay, When};
