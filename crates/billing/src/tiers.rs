//! What each tier carries, whatever it costs.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::faults::Faults;
use crate::plan::{FlagValue, Flags, Tier};
use crate::section::{Section, is_id};

/// The file of a folder of price books that says what tiers carry.
pub const TIERS_FILE: &str = "tiers.toml";

/// How many flags a tier or a plan may name.
const FLAGS_MAX: usize = 200;

/// What each tier adds to the ones before it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tiers(BTreeMap<Tier, Flags>);

impl Tiers {
    /// From what each tier adds.
    pub fn new(added: impl IntoIterator<Item = (Tier, Flags)>) -> Self {
        Self(added.into_iter().filter(|(_, flags)| !flags.is_empty()).collect())
    }

    /// What a tier adds to the ones before it, or says otherwise than they do.
    pub fn added_by(&self, tier: Tier) -> impl Iterator<Item = (&str, &FlagValue)> {
        let flags = self.0.get(&tier).into_iter().flatten();
        flags.map(|(name, value)| (name.as_str(), value))
    }

    /// What a tier carries: its own flags over those of the tiers before it.
    pub fn carried_by(&self, tier: Tier) -> Flags {
        let carried = self.0.range(..=tier).flat_map(|(_, flags)| flags);
        carried.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// Reads the file.
    pub(crate) fn read(table: Table, faults: &mut Faults) -> Self {
        let mut file = Section::new(table, "", faults);
        let mut added = Vec::new();
        for tier in Tier::ALL {
            let mut section = file.table(tier.as_str());
            added.push((tier, flags(&mut section)));
        }
        file.end();
        Self::new(added)
    }
}

/// Reads every entry of a table as a flag.
pub(crate) fn flags(section: &mut Section<'_>) -> Flags {
    let mut flags = Flags::new();
    let entries = section.rest();
    if entries.len() > FLAGS_MAX {
        section.faults.add("flags", format_args!("has more than {FLAGS_MAX} entries"));
    }
    for (name, value) in entries {
        if !is_id(&name) {
            section.fault(&name, "is not a flag's name: lower-case letters, digits and _");
        }
        let value = match value {
            Value::Boolean(on) => FlagValue::Switch(on),
            Value::Integer(number) => FlagValue::Number(number),
            Value::String(text) => FlagValue::Choice(text),
            _ => {
                section.fault(&name, "must be true, false, a whole number or a text");
                continue;
            }
        };
        flags.insert(name, value);
    }
    flags
}
