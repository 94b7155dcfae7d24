//! What a conversation has come to.

use std::collections::BTreeMap;

use kernel::Language;
use serde::{Deserialize, Serialize};

use crate::speech::Medium;

/// What a caller wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Intent {
    Book,
    Reschedule,
    Cancel,
    Confirm,
    CheckAppointment,
    Availability,
    Hours,
    Location,
    Price,
    Services,
    Faq,
    Stock,
    Waitlist,
    Message,
    Human,
    Emergency,
    Callback,
    Language,
    Repeat,
    Goodbye,
    Greeting,
    Thanks,
    RobotQuestion,
    StopContact,
    Spam,
    Unknown,
}

impl Intent {
    /// Its name in JSON and tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Book => "book",
            Self::Reschedule => "reschedule",
            Self::Cancel => "cancel",
            Self::Confirm => "confirm",
            Self::CheckAppointment => "check_appointment",
            Self::Availability => "availability",
            Self::Hours => "hours",
            Self::Location => "location",
            Self::Price => "price",
            Self::Services => "services",
            Self::Faq => "faq",
            Self::Stock => "stock",
            Self::Waitlist => "waitlist",
            Self::Message => "message",
            Self::Human => "human",
            Self::Emergency => "emergency",
            Self::Callback => "callback",
            Self::Language => "language",
            Self::Repeat => "repeat",
            Self::Goodbye => "goodbye",
            Self::Greeting => "greeting",
            Self::Thanks => "thanks",
            Self::RobotQuestion => "robot_question",
            Self::StopContact => "stop_contact",
            Self::Spam => "spam",
            Self::Unknown => "unknown",
        }
    }
}

/// What was understood of the last utterance, for people who watch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Understood {
    /// The intent.
    pub intent: Intent,
    /// How sure we are, 0 to 1.
    pub confidence: f32,
    /// The slots filled so far, by name: `service`, `start`, `staff`, `name`, `party_size`, …; times
    /// in RFC 3339 with offset.
    pub slots: BTreeMap<String, String>,
}

/// Who decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The built-in rules.
    #[default]
    Rules,
    /// A language model.
    Model,
}

/// What a call was about, in few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// One or two sentences. **Limits**: at most 300 characters.
    pub text: String,
    /// An intent's name.
    pub category: String,
    /// `positive`, `neutral` or `negative`.
    pub sentiment: String,
}

/// What a conversation has come to. Its inside belongs to the policies; it is stored as JSON after
/// every turn and must be readable by the next release.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// What is known of the caller, put there when the call begins.
    pub caller: crate::briefing::CallerFacts,
    /// What was understood last.
    pub understood: Option<Understood>,
    /// Who decided last.
    pub decision: Decision,
    /// The token or appointment id that was read back to the caller in the turn before, and to which
    /// they have now said yes. Only this may be booked, moved or cancelled.
    pub read_back: Option<String>,
    /// Turns in a row in which nothing was heard.
    pub silences: u8,
    /// Turns so far.
    pub turns: u32,
    /// The language of the call, once it is another than the business's first: one of
    /// [`BusinessFacts::languages`](crate::BusinessFacts::languages).
    pub language: Option<Language>,
    /// Whether words are spoken or written. Put there when the conversation begins.
    pub medium: Medium,
    /// Chooses among several ways to say the same. Put there when the conversation begins: equal
    /// conversations with equal seeds have equal words.
    pub seed: u64,
    /// What the rules have gathered.
    pub frame: crate::rules::Frame,
}
