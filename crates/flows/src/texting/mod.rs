//! Conversations by text message: the same receptionist, in writing.
//!
//! Each pair of customer's and business's numbers has one conversation at a time. It is kept like a
//! call, with a turn for each text, and ends with the last words or when nobody has written for
//! [`LAPSES_AFTER`]. A text that comes twice gets its stored answer again and does nothing.

use dialogue::{Decision, Understood};
use jiff::SignedDuration;
use telephony::TextReply;

use crate::talk::Effect;
use crate::voice::Voice;

pub mod delivered;
pub mod keywords;
pub mod lapse;
pub mod take_text;

/// Everything that happens in text messages.
#[derive(Clone)]
pub struct Texting {
    /// Conversations are kept like calls, by the same means.
    pub voice: Voice,
}

/// After how long without a text from the customer a conversation is over: the next text begins a new
/// one.
pub const LAPSES_AFTER: SignedDuration = SignedDuration::from_hours(12);

/// The answer to a text, and what it did.
#[derive(Debug, Clone, PartialEq)]
pub struct Texted {
    /// The text back; none where nothing may or should be said.
    pub reply: Option<TextReply>,
    /// What was understood, where the receptionist listened.
    pub understood: Option<Understood>,
    /// What was done.
    pub effects: Vec<Effect>,
    /// Who decided.
    pub decision: Decision,
    /// Whether these were the last words of the conversation.
    pub ended: bool,
    /// Whether this is an earlier answer, given again.
    pub replayed: bool,
}

impl Texted {
    /// No text back, and nothing done.
    pub(crate) const fn silence() -> Self {
        Self::plain(None)
    }

    /// A text back that no turn decided.
    pub(crate) const fn plain(reply: Option<TextReply>) -> Self {
        Self {
            reply,
            understood: None,
            effects: Vec::new(),
            decision: Decision::Rules,
            ended: false,
            replayed: false,
        }
    }
}
