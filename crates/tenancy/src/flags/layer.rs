//! What a plan says about flags.

use std::collections::BTreeMap;

use super::registry::Flag;
use super::value::{FlagError, FlagValue};

/// What a plan says about flags, each name and value known to be right.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanFlags(BTreeMap<Flag, FlagValue>);

impl PlanFlags {
    /// Reads names with their values.
    ///
    /// **Errors**: every name that is no flag and every value that its flag does not take.
    pub fn read<N: AsRef<str>>(
        named: impl IntoIterator<Item = (N, FlagValue)>,
    ) -> Result<Self, Vec<FlagError>> {
        let (mut flags, mut errors) = (BTreeMap::new(), Vec::new());
        for (name, value) in named {
            match Flag::named(name.as_ref()).and_then(|flag| Ok((flag, flag.check(value)?))) {
                Ok((flag, value)) => {
                    if flags.insert(flag, value).is_some() {
                        errors.push(FlagError::Twice { flag });
                    }
                }
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(Self(flags)) } else { Err(errors) }
    }

    /// What it says about one flag.
    pub fn get(&self, flag: Flag) -> Option<&FlagValue> {
        self.0.get(&flag)
    }
}
