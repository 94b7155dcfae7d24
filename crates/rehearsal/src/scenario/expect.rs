//! What must be so after a call.

use serde::Deserialize;

/// What must be so afterwards.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expect {
    /// Appointments that are new or changed; every other one must be as it was.
    pub appointments: Vec<ExpectAppointment>,
    /// Messages left for the owner: exactly so many.
    pub messages: Vec<ExpectText>,
    /// Texts to the owner, where they matter: exactly so many. An appointment causes one as well.
    pub alerts: Option<Vec<ExpectText>>,
    /// Texts to the caller, where they matter: exactly so many.
    pub texts: Option<Vec<ExpectText>>,
    /// What the call came to: one of these.
    pub outcome: Vec<String>,
    /// Whether a person must be rung; left out, it does not matter.
    pub transfer: Option<bool>,
}

/// An appointment as it must be.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectAppointment {
    /// The seeded appointment that this was; left out, it is new.
    pub was: Option<String>,
    /// For what.
    pub service: Option<String>,
    /// When; left out for a seeded one, unchanged.
    pub start: Option<jiff::civil::DateTime>,
    /// In place of `start`: from this time on,
    pub from: Option<jiff::civil::DateTime>,
    /// and not after this one.
    pub to: Option<jiff::civil::DateTime>,
    /// With whom.
    pub staff: Option<String>,
    /// Under which name, letter case aside.
    pub name: Option<String>,
    /// Where it stands.
    #[serde(default = "confirmed")]
    pub status: String,
    /// What the notes must hold.
    pub notes: Option<String>,
}

fn confirmed() -> String {
    "confirmed".to_owned()
}

/// Words that were written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExpectText {
    /// What they must hold, letter case aside.
    pub contains: Vec<String>,
}

/// What must not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forbidden {
    /// Any text to the caller.
    Text,
    /// A message for the owner.
    Message,
    /// Ringing a person.
    Transfer,
    /// A change of any appointment.
    Appointment,
}
