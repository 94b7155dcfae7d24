//! From words to meaning: normalise, extract, classify. Pure, in English, Spanish and French.
//!
//! [`understand()`] puts all answers about an utterance together.
//!
//! Each module answers one question about an utterance and knows nothing of the conversation; the
//! rules put the answers together.

pub mod artificial;
pub mod asked;
pub mod classify;
pub mod emergency;
pub mod extract;
pub mod faq;
pub mod identity;
pub mod intents;
pub mod known;
pub mod lexicon;
pub mod normalise;
pub mod pattern;
mod phrases;
mod politeness;
pub mod sound;
pub mod understanding;
pub mod when;
pub mod yes_no;

pub use extract::when::{Clock, When};
pub use normalise::Words;
pub use understanding::{Context, Part, Understanding, understand};
