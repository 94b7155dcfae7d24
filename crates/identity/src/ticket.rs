//! Links in mails.

use jiff::Timestamp;
use kernel::{AccountId, TicketId};
use serde::{Deserialize, Serialize};

/// What a link is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Showing that an address is one's own.
    VerifyEmail,
    /// Choosing a password, a forgotten one or the first.
    SetPassword,
    /// Telling somebody who tries to register that they have an account.
    AlreadyRegistered,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 3] = [Self::VerifyEmail, Self::SetPassword, Self::AlreadyRegistered];

    /// Its name in JSON and tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::SetPassword => "set_password",
            Self::AlreadyRegistered => "already_registered",
        }
    }
}

/// A link that was sent, or is to be sent.
///
/// Its secret is derived from its id, so that the table holds nothing that could be used, and the mail
/// can be written by a job that knows the id alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Our id.
    pub id: TicketId,
    /// What it is good for.
    pub purpose: Purpose,
    /// Whose it is. None where somebody asked for an address without an account: such a ticket is
    /// written all the same, so that nobody can tell by the time it takes.
    pub account: Option<AccountId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Not good after this.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

impl Ticket {
    /// Whether it can be used.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.used_at.is_none() && now < self.expires_at
    }
}
