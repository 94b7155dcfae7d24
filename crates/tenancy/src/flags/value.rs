//! What a flag can be.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::registry::Flag;

/// The value of a flag. In JSON it is `true`, `2` or `"full"`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FlagValue {
    /// On or off.
    Switch(bool),
    /// A number.
    Number(i64),
    /// One of the flag's words.
    Choice(String),
}

impl fmt::Display for FlagValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Switch(true) => f.write_str("on"),
            Self::Switch(false) => f.write_str("off"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Choice(word) => f.write_str(word),
        }
    }
}

/// What values a flag takes, and which one it has when nobody decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlagKind {
    /// On or off; off unless somebody decides.
    Switch,
    /// A whole number.
    Number {
        /// Unless somebody decides.
        default: i64,
        /// The least it can be.
        min: i64,
        /// The most it can be.
        max: i64,
    },
    /// A word of a list, from the least to the most; the first one unless somebody decides.
    Choice(&'static [&'static str]),
}

impl FlagKind {
    /// The value when nobody decides.
    pub fn default_value(self) -> FlagValue {
        match self {
            Self::Switch => FlagValue::Switch(false),
            Self::Number { default, .. } => FlagValue::Number(default),
            Self::Choice(words) => {
                FlagValue::Choice(words.first().copied().unwrap_or_default().to_owned())
            }
        }
    }

    /// The value that allows the most.
    pub fn widest_value(self) -> FlagValue {
        match self {
            Self::Switch => FlagValue::Switch(true),
            Self::Number { max, .. } => FlagValue::Number(max),
            Self::Choice(words) => {
                FlagValue::Choice(words.last().copied().unwrap_or_default().to_owned())
            }
        }
    }

    /// Whether a value is one of this kind.
    pub fn takes(self, value: &FlagValue) -> bool {
        match (self, value) {
            (Self::Switch, FlagValue::Switch(_)) => true,
            (Self::Number { min, max, .. }, FlagValue::Number(number)) => {
                (min..=max).contains(number)
            }
            (Self::Choice(words), FlagValue::Choice(word)) => words.contains(&word.as_str()),
            (Self::Switch | Self::Number { .. } | Self::Choice(_), _) => false,
        }
    }
}

impl fmt::Display for FlagKind {
    /// What may be written: `on or off`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Switch => f.write_str("on or off"),
            Self::Number { min, max, .. } => write!(f, "a whole number from {min} to {max}"),
            Self::Choice(words) => write!(f, "one of {}", words.join(", ")),
        }
    }
}

/// Why a flag cannot be set like this.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FlagError {
    /// No flag has this name.
    #[error("there is no flag {name:?}; the flags are {}", names())]
    Unknown {
        /// The name.
        name: String,
    },
    /// The flag does not take this value.
    #[error("the flag {} takes {}, not {value}", flag.name(), flag.kind())]
    Value {
        /// The flag.
        flag: Flag,
        /// What was written.
        value: String,
    },
    /// Two names of one flag.
    #[error("the flag {} is named twice", flag.name())]
    Twice {
        /// The flag.
        flag: Flag,
    },
}

fn names() -> String {
    let names: Vec<&str> = Flag::ALL.iter().map(|flag| flag.name()).collect();
    names.join(", ")
}
