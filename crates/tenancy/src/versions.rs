//! What a business's settings were, and what they may become.

use std::fmt;

use jiff::Timestamp;

/// When settings became what they are in one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionHead {
    /// Its number: the one that the business had from then on, see [`Tenant`](crate::Tenant).
    pub version: i64,
    /// Since when.
    pub at: Timestamp,
    /// Who made it so: an id, or `system`.
    pub actor: String,
    /// What they said about it; may be empty.
    pub note: String,
}

/// A state of a business's settings that callers met.
#[derive(Clone, PartialEq, Eq)]
pub struct SettingsVersion {
    /// When and who.
    pub head: VersionHead,
    /// The settings, as JSON.
    pub document: String,
}

/// Settings that are being worked on: callers meet nothing of them.
#[derive(Clone, PartialEq, Eq)]
pub struct SettingsDraft {
    /// The business's version when it was begun.
    pub based_on: i64,
    /// When it was last saved.
    pub at: Timestamp,
    /// Who did.
    pub actor: String,
    /// The settings, as JSON. May have faults.
    pub document: String,
}

/// Documents hold names and numbers of people: they are shown to nobody who looks for something else.
impl fmt::Debug for SettingsVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (head, bytes) = (&self.head, self.document.len());
        write!(f, "SettingsVersion({head:?}, {bytes} bytes)")
    }
}

impl fmt::Debug for SettingsDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { based_on, at, actor, document } = self;
        write!(f, "SettingsDraft({based_on}, {at}, {actor}, {} bytes)", document.len())
    }
}
