//! Who belongs to a business, and as what.

use jiff::Timestamp;
use kernel::{AccountId, InvitationId};
use serde::{Deserialize, Serialize};

use crate::email::EmailAddress;

/// What somebody is in a business, from most to least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Pays, and may do everything.
    Owner,
    /// Runs the business day by day: everything but money, keys and who is owner.
    Manager,
    /// Takes over calls and conversations.
    Operator,
    /// Sees the calendar.
    Staff,
}

impl Role {
    /// Every role, from most to least.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Manager, Self::Operator, Self::Staff];

    /// Its name in JSON and tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Operator => "operator",
            Self::Staff => "staff",
        }
    }
}

/// Somebody's place in a business.
///
/// Name and address are copies of the account's, so that a business sees its own members without
/// seeing accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Whose place it is.
    pub account: AccountId,
    /// What they are here.
    pub role: Role,
    /// What they are called.
    pub name: String,
    /// Where they get mail.
    pub email: EmailAddress,
    /// Since when.
    pub since: Timestamp,
}

/// A request to join a business, sent by mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Our id.
    pub id: InvitationId,
    /// Who is asked.
    pub email: EmailAddress,
    /// What they will be.
    pub role: Role,
    /// Who asks.
    pub invited_by: String,
    /// When.
    pub created_at: Timestamp,
    /// Not good after this.
    pub expires_at: Timestamp,
    /// When it was accepted or withdrawn; it is good for nothing from then on.
    pub closed_at: Option<Timestamp>,
}

impl Invitation {
    /// Whether it can be accepted.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.closed_at.is_none() && now < self.expires_at
    }
}
