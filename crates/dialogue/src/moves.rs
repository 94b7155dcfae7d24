//! What a policy decides.

use kernel::Language;
use serde::{Deserialize, Serialize};

use crate::tools::ToolCall;

/// One decision.
#[derive(Debug, Clone, PartialEq)]
pub enum Move {
    /// Speak, then listen.
    Say(Reply),
    /// Have something looked up or done; the answer comes back as the next event.
    Use(ToolCall),
    /// Speak, then connect the caller to a person. Only where the briefing says somebody can be rung.
    HandOff {
        /// What is said before it rings.
        say: String,
        /// Why.
        reason: HandOffReason,
        /// What the person who takes over should know, in the business's first language: who calls,
        /// what they want, what was done. **Limits**: at most 400 characters. Never said to the caller.
        brief: String,
    },
    /// Speak, then let the caller leave a voice message.
    Voicemail {
        /// What is said before the tone.
        say: String,
    },
    /// Speak, then hang up.
    End {
        /// The last words.
        say: String,
    },
}

/// Why a person takes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandOffReason {
    /// The caller asked for somebody.
    Asked,
    /// We did not understand the caller, repeatedly.
    NotUnderstood,
    /// An emergency of the trade.
    Emergency,
}

/// Words and what is listened for afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The words. Plain text, never markup.
    pub say: String,
    /// What is expected.
    pub expect: Expect,
    /// Words that are likely in the answer, for the recogniser. **Limits**: at most 100.
    pub hints: Vec<String>,
    /// The language of these words, where it is not that of the call: it is spoken and listened for
    /// in this turn alone.
    pub language: Option<Language>,
}

/// What kind of answer is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// Anything.
    Open,
    /// Yes or no; `1` and `2` on the keypad do as well.
    YesNo,
    /// One of so many choices, each with its key.
    Choice(u8),
    /// A dictated number, name or address: pauses do not end it.
    Dictation,
}

impl Reply {
    /// Words, after which anything may be said.
    pub fn open(say: impl Into<String>) -> Self {
        Self { say: say.into(), expect: Expect::Open, hints: Vec::new(), language: None }
    }
}
