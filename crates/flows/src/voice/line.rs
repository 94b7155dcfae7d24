//! What a call has come to: the dialogue's state and the line's own.

use dialogue::State;
use jiff::Timestamp;
use kernel::{StoreError, StoreResult};
use serde::{Deserialize, Serialize};
use telephony::CallOutcome;

/// Everything that is kept of a call between two turns, as JSON.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LineState {
    /// The dialogue.
    pub dialogue: State,
    /// The group of numbers that is being rung, while one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ringing: Option<usize>,
    /// What the person who is being rung should know. Written for the business, never said to the
    /// caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brief: Option<String>,
    /// What only conversations by text have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub writing: Option<Writing>,
    /// Whether a person took over.
    pub transferred: bool,
    /// Whether the caller spoke to the voicemail.
    pub voicemail: bool,
    /// Whether the business was not served when the call came.
    pub refused: bool,
}

/// What is kept of a conversation by text alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Writing {
    /// When the customer last texted.
    pub at: Option<Timestamp>,
    /// Whether it was said who writes back.
    pub greeted: bool,
    /// Whether the next text is a message for the owner.
    pub message_next: bool,
    /// Whether a text was passed on to the owner as it was.
    pub passed_on: bool,
}

impl LineState {
    /// Reads a stored state.
    pub fn read(json: &str) -> StoreResult<Self> {
        serde_json::from_str(json).map_err(|error| StoreError::Corrupt(Box::new(error)))
    }

    /// Writes the state for storing.
    pub fn write(&self) -> StoreResult<String> {
        serde_json::to_string(self).map_err(|error| StoreError::Corrupt(Box::new(error)))
    }

    /// How the call ended for the business.
    pub fn outcome(&self) -> CallOutcome {
        use dialogue::rules::Outcome;
        if self.refused {
            return CallOutcome::Refused;
        }
        match dialogue::rules::outcome(&self.dialogue) {
            Outcome::Emergency => CallOutcome::Emergency,
            Outcome::Booked => CallOutcome::Booked,
            Outcome::Rescheduled => CallOutcome::Rescheduled,
            Outcome::Cancelled => CallOutcome::Cancelled,
            _ if self.transferred => CallOutcome::Transferred,
            Outcome::Message => CallOutcome::Message,
            _ if self.writing.is_some_and(|writing| writing.passed_on) => CallOutcome::Message,
            _ if self.voicemail => CallOutcome::Voicemail,
            Outcome::Answered => CallOutcome::Answered,
            Outcome::Abandoned => CallOutcome::Abandoned,
        }
    }
}
