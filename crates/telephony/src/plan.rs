//! What the line should do next, in a form that can be stored and rendered again.

use kernel::{Language, PhoneNumber};
use serde::{Deserialize, Serialize};

/// The next steps on a line, in order. The last one decides whether the call goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallPlan {
    /// The language in which everything is said and heard, unless a step says otherwise.
    pub language: Language,
    /// The voice, in the carrier's own name for it; `None` leaves it to the carrier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice: Option<String>,
    /// The steps.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Speak. Plain text; the adapter escapes it.
    Say(String),
    /// Be silent for so many seconds.
    Pause(u8),
    /// Record the call from here on, both sides, while it goes on. The caller has to know.
    StartRecording,
    /// Speak and listen: the caller may interrupt.
    Listen(Listen),
    /// Connect the caller to a person.
    Dial(Dial),
    /// Let the caller speak after the tone.
    Record(Record),
    /// Go on with turn `0` of another document: used when a plan cannot be finished in one answer.
    Redirect {
        /// The turn that the carrier should ask for.
        turn_no: u32,
    },
    /// Do not answer the call at all; the caller hears a busy tone or that it was refused.
    Reject {
        /// Busy tone rather than "not in service".
        busy: bool,
    },
    /// Hang up.
    Hangup,
}

/// What to listen for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listen {
    /// The number of the turn that the answer will be.
    pub turn_no: u32,
    /// What is said while listening; may be interrupted.
    pub prompt: String,
    /// Words that are likely, to help speech recognition.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<String>,
    /// How many keys end the input; `None` lets the caller end with `#` or by pausing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digits: Option<u8>,
    /// Seconds of silence after which the turn comes back empty.
    pub silence_seconds: u8,
    /// Whether the caller dictates (a number, an address): pauses are then no end of speech.
    #[serde(default)]
    pub dictation: bool,
}

/// Whom to ring, all at once; whoever answers first and presses a key has the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dial {
    /// The turn that this belongs to, for the result's address.
    pub turn_no: u32,
    /// What the caller hears before it rings.
    pub announcement: String,
    /// The numbers.
    pub numbers: Vec<PhoneNumber>,
    /// The number to show: the business's own.
    pub caller_id: PhoneNumber,
    /// How long it rings, in seconds.
    pub ring_seconds: u16,
    /// Whether the person must press a key before they are connected, after hearing who calls.
    pub screen: bool,
}

/// How to take a voice message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What is said before the tone.
    pub prompt: String,
    /// The longest message, in seconds.
    pub seconds_max: u16,
}

impl CallPlan {
    /// Says `text` and hangs up.
    pub fn goodbye(language: Language, text: impl Into<String>) -> Self {
        Self { language, voice: None, steps: vec![Step::Say(text.into()), Step::Hangup] }
    }

    /// Everything that this plan says, for transcripts.
    pub fn spoken(&self) -> String {
        let mut words: Vec<&str> = Vec::new();
        for step in &self.steps {
            match step {
                Step::Say(text) => words.push(text),
                Step::Listen(listen) => words.push(&listen.prompt),
                Step::Dial(dial) => words.push(&dial.announcement),
                Step::Record(record) => words.push(&record.prompt),
                Step::Pause(_)
                | Step::StartRecording
                | Step::Redirect { .. }
                | Step::Reject { .. }
                | Step::Hangup => {}
            }
        }
        words.retain(|text| !text.is_empty());
        words.join(" ")
    }

    /// What the line does after speaking, as `call --json` names it.
    pub fn next_word(&self) -> &'static str {
        match self.steps.last() {
            Some(Step::Listen(_) | Step::Redirect { .. }) => "listen",
            Some(Step::Dial(_)) => "transfer",
            Some(Step::Record(_)) => "voicemail",
            Some(
                Step::Say(_)
                | Step::Pause(_)
                | Step::StartRecording
                | Step::Reject { .. }
                | Step::Hangup,
            )
            | None => "hangup",
        }
    }
}
