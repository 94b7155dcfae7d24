//! A plan: what a business pays, and what it gets for that.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use kernel::Money;

use crate::Rate;

/// How much of the product a plan opens. Each tier carries what the ones before it carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Answers, takes messages, books.
    V1,
    /// Also knows the business's documents, reminds and reports.
    V2,
    /// Also at any hour, in more languages, with people behind it.
    V3,
    /// Also what a clinic or a chain has to demand.
    V4,
}

impl Tier {
    /// Every tier, the smallest first.
    pub const ALL: [Self; 4] = [Self::V1, Self::V2, Self::V3, Self::V4];

    /// Its name for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
            Self::V3 => "v3",
            Self::V4 => "v4",
        }
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be one of v1, v2, v3, v4")]
pub struct NotATier;

impl FromStr for Tier {
    type Err = NotATier;

    fn from_str(text: &str) -> Result<Self, NotATier> {
        Self::ALL.into_iter().find(|tier| tier.as_str() == text).ok_or(NotATier)
    }
}

/// What a plan says about one flag. Which flags there are is not known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlagValue {
    /// On or off.
    Switch(bool),
    /// A number.
    Number(i64),
    /// One of several words.
    Choice(String),
}

/// Flags by name.
pub type Flags = BTreeMap<String, FlagValue>;

/// What is included in the price of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Minutes of calls.
    pub minutes: u32,
    /// Texts that go out.
    pub texts: u32,
    /// Phone numbers. There is no more than this many without an overage rate for numbers.
    pub numbers: u32,
}

/// What each one costs that is not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overage {
    /// A minute of a call.
    pub minute: Rate,
    /// A text that goes out.
    pub text: Rate,
    /// A phone number, for a month; `None` where the plan has no more numbers than it includes.
    pub number: Option<Rate>,
}

/// Where a month's minutes are looked at, unless the business is given caps of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    /// Minutes at which the owner is alerted.
    pub soft_minutes: u32,
    /// Minutes after which calls go to voicemail, so that a bill cannot run away.
    pub hard_minutes: u32,
}

/// For how long one payment is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A month, and then another.
    Monthly,
    /// Once, for so many days; after that the business is on another plan of the same book.
    Once {
        /// How long it lasts.
        days: u32,
        /// The plan after it.
        then: String,
    },
}

/// One row of a price book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its name for programs: `core`.
    pub id: String,
    /// Its name for people: `Core`.
    pub name: String,
    /// How much of the product it opens.
    pub tier: Tier,
    /// What a term costs; where the price is quoted, the least it can be.
    pub price: Money,
    /// Whether the price is agreed with each business, from [`Self::price`] up.
    pub quoted: bool,
    /// For how long that is.
    pub term: Term,
    /// What twelve months cost when paid at once, where the plan offers that.
    pub annual_price: Option<Money>,
    /// What is paid once, at the start.
    pub setup_fee: Money,
    /// What is included.
    pub included: Allowance,
    /// What each one over that costs.
    pub over: Overage,
    /// Where a month's minutes are looked at.
    pub caps: Caps,
    /// Days that are free at the start.
    pub trial_days: u32,
    /// What differs from the tier's own flags.
    pub flags: Flags,
}

impl Plan {
    /// Days for which a business that begins on it is served before it pays: the free ones, or the
    /// whole of a plan that is sold once.
    pub const fn days_at_first(&self) -> u32 {
        match self.term {
            Term::Monthly => self.trial_days,
            Term::Once { days, .. } => days,
        }
    }
}
