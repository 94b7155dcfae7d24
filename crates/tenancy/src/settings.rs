//! How a business wants its calls answered.

use kernel::{Language, PhoneNumber};
use serde::{Deserialize, Serialize};

/// What kind of business it is: chooses words and defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Vertical {
    Salon,
    Plumber,
    Clinic,
    Restaurant,
    Retail,
    General,
}

/// How the receptionist talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Personality {
    #[default]
    Friendly,
    Professional,
    Casual,
}

/// What happens to calls outside opening hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterHours {
    /// A short notice and a tone.
    Voicemail,
    /// The receptionist answers as by day, and says that the business is closed.
    #[default]
    Ai,
    /// The transfer numbers ring.
    Transfer,
}

/// A question that callers ask, with the business's own answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faq {
    /// The question, as a caller might put it.
    pub question: String,
    /// The answer, as it is spoken.
    pub answer: String,
}

/// What happens on the line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CallSettings {
    /// Whom to ring for a human: groups in order, each rung all at once.
    #[serde(default)]
    pub transfer: Vec<Vec<PhoneNumber>>,
    /// What happens outside opening hours.
    #[serde(default)]
    pub after_hours: AfterHours,
    /// Whether calls are recorded; callers are told.
    #[serde(default)]
    pub recording: bool,
}

/// Everything about a business that its owner can change, services and hours aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// What kind of business it is.
    pub vertical: Vertical,
    /// The plan it was on before it had a subscription, in rows of that time. Decides nothing where
    /// there is one.
    #[serde(default)]
    pub plan: String,
    /// The languages it speaks, the first one by default.
    pub languages: Vec<Language>,
    /// The owner's name.
    pub owner_name: Option<String>,
    /// Where the owner is alerted.
    pub owner_phone: Option<PhoneNumber>,
    /// The owner's e-mail address.
    pub owner_email: Option<String>,
    /// Where it is, as it is spoken.
    pub address: Option<String>,
    /// The receptionist's name.
    pub agent_name: String,
    /// The first words, before the disclosure that an assistant answers.
    pub greeting: Option<String>,
    /// How the receptionist talks.
    #[serde(default)]
    pub personality: Personality,
    /// Facts that are never spoken.
    #[serde(default)]
    pub never_say: Vec<String>,
    /// What happens on the line.
    #[serde(default)]
    pub calls: CallSettings,
    /// Words of this business's callers that mean an emergency.
    #[serde(default)]
    pub emergency_phrases: Vec<String>,
    /// Questions and answers.
    #[serde(default)]
    pub faqs: Vec<Faq>,
}
