//! How far something new has come among the businesses.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use kernel::TenantId;
use serde::{Deserialize, Serialize};

use super::history::History;
use super::overrides::Group;
use super::registry::Flag;

/// How far a flag has come. In JSON and on the command line: `off`, `staging`, `25%`, `on`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Nobody has it, whatever a business was given.
    Off,
    /// The staging group has it.
    Staging,
    /// The staging group has it, and so many of a hundred of the others. **Limits**: 0 to 100.
    Percent(u8),
    /// Everybody has it whose plan carries it.
    On,
}

/// The text is no stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a rollout is off, staging, a percentage from 0% to 100%, or on")]
pub struct NotAStage;

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("off"),
            Self::Staging => f.write_str("staging"),
            Self::Percent(percent) => write!(f, "{percent}%"),
            Self::On => f.write_str("on"),
        }
    }
}

impl FromStr for Stage {
    type Err = NotAStage;

    fn from_str(text: &str) -> Result<Self, NotAStage> {
        match text.trim() {
            "off" => Ok(Self::Off),
            "staging" => Ok(Self::Staging),
            "on" => Ok(Self::On),
            percent => {
                let digits = percent.strip_suffix('%').ok_or(NotAStage)?.trim_end();
                let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
                let number = digits.parse().ok().filter(|number| plain && *number <= 100);
                number.map(Self::Percent).ok_or(NotAStage)
            }
        }
    }
}

impl Serialize for Stage {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stage {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Stage {
    /// Whether a flag at this stage has come to a business.
    pub fn reaches(self, flag: Flag, tenant: TenantId, group: Group) -> bool {
        match (self, group) {
            (Self::Off, _) | (Self::Staging, Group::General) => false,
            (Self::On, _) | (Self::Staging | Self::Percent(_), Group::Staging) => true,
            (Self::Percent(percent), Group::General) => place(flag, tenant) < u64::from(percent),
        }
    }
}

/// The place of a business among a hundred, for this flag: the same on every machine and in every
/// release, so that a higher percentage only ever adds businesses; and another one for another flag,
/// so that the same few do not try everything.
fn place(flag: Flag, tenant: TenantId) -> u64 {
    let bytes = flag.name().bytes().chain([0]).chain(tenant.to_string().into_bytes());
    mixed(fnv1a(bytes)) % 100
}

/// FNV-1a in 64 bits. Source: IETF draft-eastlake-fnv, constants for 64 bits.
fn fnv1a(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Spreads what differs in few bits over all of them. Source: the finalizer of `MurmurHash3`, 64 bits.
const fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// All rollouts of the platform, as they are stored: names this program does not know are kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rollouts(BTreeMap<String, History<Stage>>);

impl Rollouts {
    /// From what is stored for each flag, by name.
    pub fn new(stored: impl IntoIterator<Item = (String, History<Stage>)>) -> Self {
        Self(stored.into_iter().collect())
    }

    /// How far a flag has come; `None` where there is no rollout and plans alone decide.
    pub fn get(&self, flag: Flag) -> Option<Stage> {
        self.0.get(flag.name())?.now().copied()
    }

    /// What is stored for a flag.
    pub fn history(&self, flag: Flag) -> Option<&History<Stage>> {
        self.0.get(flag.name())
    }

    /// Sets how far a flag has come, or leaves it to plans again. Returns whether that is a change.
    pub fn set(&mut self, flag: Flag, stage: Option<Stage>) -> bool {
        self.0.entry(flag.name().to_owned()).or_default().set(stage)
    }

    /// Goes back by one change of a flag. Returns `false` where there is none to go back to.
    pub fn roll_back(&mut self, flag: Flag) -> bool {
        self.0.entry(flag.name().to_owned()).or_default().roll_back()
    }
}
