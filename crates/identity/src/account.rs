//! People who sign in.

use std::fmt;

use jiff::Timestamp;
use kernel::AccountId;
use serde::{Deserialize, Serialize};

use crate::email::EmailAddress;
use crate::secret::SecretHash;

/// A person who signs in, whatever businesses they belong to.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Our id.
    pub id: AccountId,
    /// Where they get mail; one account an address.
    pub email: EmailAddress,
    /// What they are called. **Limits**: 1 to 120 characters.
    pub name: String,
    /// The password's hash in PHC form; none until the first one is chosen.
    pub password: Option<String>,
    /// When they showed that the address is theirs.
    pub verified_at: Option<Timestamp>,
    /// What they need besides the password, if anything.
    pub second_factor: Option<SecondFactor>,
    /// Whether they belong to the platform's staff.
    pub is_platform: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A second factor: codes that an app shows (TOTP), and codes on paper for when it is lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactor {
    /// The shared secret, sealed.
    pub secret: String,
    /// Whether a code was shown once. Until then the factor is not asked for.
    pub confirmed: bool,
    /// The last time step whose code was used: no code is good twice.
    pub last_step: i64,
    /// Digests of the recovery codes that are left.
    pub recovery: Vec<SecretHash>,
}

/// Without the password's hash, which somebody could work on, and without the name.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("id", &self.id)
            .field("email", &self.email)
            .field("has_password", &self.password.is_some())
            .field("verified_at", &self.verified_at)
            .field("asks_second_factor", &self.asks_second_factor())
            .field("is_platform", &self.is_platform)
            .finish_non_exhaustive()
    }
}

impl Account {
    /// Whether signing in asks for a second factor.
    pub fn asks_second_factor(&self) -> bool {
        self.second_factor.as_ref().is_some_and(|factor| factor.confirmed)
    }
}
