//! The outcome: what is switched on for one business.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::registry::Flag;
use super::value::{FlagKind, FlagValue};

/// Which layer decided about a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecidedBy {
    /// Nobody: the flag's own default.
    Default,
    /// The plan.
    Plan,
    /// The platform's rollout.
    Rollout,
    /// What the business was given by itself.
    Business,
}

/// What is switched on for one business. Cheap to clone and to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagSet(Arc<BTreeMap<Flag, (FlagValue, DecidedBy)>>);

impl FlagSet {
    /// From the value of each flag; those left out have their default.
    pub fn new(decided: impl IntoIterator<Item = (Flag, FlagValue, DecidedBy)>) -> Self {
        let taken = decided.into_iter().filter(|(flag, value, _)| flag.kind().takes(value));
        Self(Arc::new(taken.map(|(flag, value, by)| (flag, (value, by))).collect()))
    }

    /// Every flag at what allows the most: for a single business that has the program to itself.
    pub fn widest() -> Self {
        let all = Flag::ALL.iter().copied();
        Self::new(all.map(|flag| (flag, flag.kind().widest_value(), DecidedBy::Business)))
    }

    /// The same with one flag set otherwise, where the flag takes the value.
    #[must_use]
    pub fn with(&self, flag: Flag, value: FlagValue) -> Self {
        let known = self.0.iter().map(|(flag, (value, by))| (*flag, value.clone(), *by));
        Self::new(known.chain([(flag, value, DecidedBy::Business)]))
    }

    /// The same with one switch off.
    #[must_use]
    pub fn without(&self, flag: Flag) -> Self {
        self.with(flag, FlagValue::Switch(false))
    }

    /// Whether a switch is on. A number is on unless it is 0, a choice unless it is the least.
    pub fn is_on(&self, flag: Flag) -> bool {
        match self.0.get(&flag) {
            Some((FlagValue::Switch(on), _)) => *on,
            Some((FlagValue::Number(number), _)) => *number != 0,
            Some((value @ FlagValue::Choice(_), _)) => *value != flag.kind().default_value(),
            None => matches!(flag.kind().default_value(), FlagValue::Number(number) if number != 0),
        }
    }

    /// The value of a flag.
    pub fn value(&self, flag: Flag) -> FlagValue {
        let known = self.0.get(&flag).map(|(value, _)| value.clone());
        known.unwrap_or_else(|| flag.kind().default_value())
    }

    /// The value of a number; a switch counts as 0 or 1, a choice by its place.
    pub fn number(&self, flag: Flag) -> i64 {
        match self.value(flag) {
            FlagValue::Switch(on) => i64::from(on),
            FlagValue::Number(number) => number,
            FlagValue::Choice(word) => {
                let FlagKind::Choice(words) = flag.kind() else { return 0 };
                let place = words.iter().position(|known| *known == word).unwrap_or_default();
                i64::try_from(place).unwrap_or_default()
            }
        }
    }

    /// Which layer decided.
    pub fn decided_by(&self, flag: Flag) -> DecidedBy {
        self.0.get(&flag).map_or(DecidedBy::Default, |(_, by)| *by)
    }

    /// Every flag with its value and who decided.
    pub fn iter(&self) -> impl Iterator<Item = (Flag, FlagValue, DecidedBy)> {
        Flag::ALL.iter().map(|flag| (*flag, self.value(*flag), self.decided_by(*flag)))
    }
}

/// How a set lies in a cache.
#[derive(Serialize, Deserialize)]
struct Stored {
    value: FlagValue,
    by: DecidedBy,
}

impl Serialize for FlagSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = self.0.iter();
        let stored =
            |(value, by): &(FlagValue, DecidedBy)| Stored { value: value.clone(), by: *by };
        serializer.collect_map(all.map(|(flag, decided)| (flag.name(), stored(decided))))
    }
}

impl<'de> Deserialize<'de> for FlagSet {
    /// Flags of another release are left out.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = BTreeMap::<String, Stored>::deserialize(deserializer)?;
        let known = stored.into_iter().filter_map(|(name, stored)| {
            let flag = Flag::ALL.iter().copied().find(|flag| flag.name() == name)?;
            Some((flag, stored.value, stored.by))
        });
        Ok(Self::new(known))
    }
}
