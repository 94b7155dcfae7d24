//! Being signed in.

use jiff::Timestamp;
use kernel::{AccountId, SessionId, TenantId};
use serde::{Deserialize, Serialize};

use crate::secret::SecretHash;

/// How a session is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// As a browser's cookie.
    Browser,
    /// As a short token and a refresh token, by an app or a script.
    App,
}

/// Somebody's being signed in, in one browser or app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Our id.
    pub id: SessionId,
    /// Who is signed in.
    pub account: AccountId,
    /// The business they look at.
    pub tenant: Option<TenantId>,
    /// How it is shown.
    pub kind: SessionKind,
    /// The digest of the cookie's secret, or of the refresh token's.
    pub hash: SecretHash,
    /// The digest of the refresh token before. Whoever shows that one has stolen it, or was stolen
    /// from: the session ends.
    pub previous: Option<SecretHash>,
    /// When the refresh token was last exchanged.
    pub rotated_at: Timestamp,
    /// What the browser or app says it is. **Limits**: 120 characters.
    pub agent: String,
    /// When they signed in.
    pub created_at: Timestamp,
    /// Not good after this, whatever happens.
    pub expires_at: Timestamp,
    /// When they signed out, or were signed out.
    pub ended_at: Option<Timestamp>,
}

impl Session {
    /// Whether it is good.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }
}
