//! What came down the line.

use serde::{Deserialize, Serialize};

/// What a caller said or keyed in one turn.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Heard {
    /// The words, as the recogniser or the keyboard gave them; empty for silence.
    pub utterance: String,
    /// How sure the recogniser is, 0 to 1, where it says so.
    pub confidence: Option<f32>,
    /// Keys pressed on the phone: `0`-`9`, `*`, `#`.
    pub digits: String,
}

impl Heard {
    /// Words alone.
    pub fn words(utterance: impl Into<String>) -> Self {
        Self { utterance: utterance.into(), confidence: None, digits: String::new() }
    }

    /// Whether nothing was said and no key pressed.
    pub fn is_silence(&self) -> bool {
        self.utterance.trim().is_empty() && self.digits.is_empty()
    }
}
