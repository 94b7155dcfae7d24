//! What a business was given by itself, apart from its plan.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::history::History;
use super::registry::Flag;
use super::value::{FlagError, FlagValue};

/// Who gets what is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Like everybody.
    #[default]
    General,
    /// First of all, to see whether it works.
    Staging,
}

/// What a business was given by itself, as it is stored.
///
/// Names that this program does not know are kept: a newer one may run beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Overrides {
    /// Whether it tries what is new.
    pub group: Group,
    flags: BTreeMap<String, History<FlagValue>>,
}

impl Overrides {
    /// What holds for a flag, where something does and the flag takes it.
    pub fn get(&self, flag: Flag) -> Option<&FlagValue> {
        let value = self.flags.get(flag.name())?.now()?;
        flag.kind().takes(value).then_some(value)
    }

    /// What held for a flag before, the latest last.
    pub fn past(&self, flag: Flag) -> &[Option<FlagValue>] {
        self.flags.get(flag.name()).map_or(&[], History::past)
    }

    /// Sets a flag. Returns whether that is a change.
    ///
    /// **Errors**: the flag does not take the value.
    pub fn set(&mut self, flag: Flag, value: FlagValue) -> Result<bool, FlagError> {
        let value = flag.check(value)?;
        Ok(self.entry(flag).set(Some(value)))
    }

    /// Leaves a flag to the plan again. Returns whether that is a change.
    pub fn clear(&mut self, flag: Flag) -> bool {
        self.entry(flag).set(None)
    }

    /// Goes back by one change of a flag. Returns `false` where there is none to go back to.
    pub fn roll_back(&mut self, flag: Flag) -> bool {
        self.entry(flag).roll_back()
    }

    fn entry(&mut self, flag: Flag) -> &mut History<FlagValue> {
        self.flags.entry(flag.name().to_owned()).or_default()
    }
}
