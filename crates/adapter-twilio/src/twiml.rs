//! TwiML: the documents that tell Twilio what to do on the line.
//!
//! Written by hand into one pre-sized string, for it is on every turn's path. Whatever text is put
//! into a document, the document stays well-formed and the text reads back the same, less the
//! characters that XML 1.0 cannot carry.
//!
//! Source: Twilio docs, "TwiML for Programmable Voice" and its verbs; npm `twilio` 6.2.0
//! `lib/twiml/VoiceResponse.d.ts`, read 2026-11.

mod fixed;
mod language;
mod render;
mod say;
mod xml;

pub use fixed::{EMPTY, FALLBACK, empty, fallback};
pub use render::Renderer;
