//! Keys with which programs of a business come in.

use jiff::Timestamp;
use kernel::ApiKeyId;
use serde::{Deserialize, Serialize};

use crate::access::Grant;
use crate::secret::SecretHash;

/// What kind of program shows a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyKind {
    /// A program of the business, on a machine of its own.
    Api,
    /// A page of the business, in anybody's browser: no secret, but bound to where the page is.
    Widget,
    /// A screen on the wall: reads what an owner sees.
    Dashboard,
}

impl KeyKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Api, Self::Widget, Self::Dashboard];

    /// How keys of this kind begin.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Api => "fdk",
            Self::Widget => "fdw",
            Self::Dashboard => "fdo",
        }
    }
}

/// A key. The key itself is shown once, when it is made; what is kept is its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Our id.
    pub id: ApiKeyId,
    /// What kind of program shows it.
    pub kind: KeyKind,
    /// What its owner calls it. **Limits**: 1 to 80 characters.
    pub name: String,
    /// Its last four characters, to tell keys apart.
    pub hint: String,
    /// Its digest.
    pub hash: SecretHash,
    /// What it may do.
    pub grants: Vec<Grant>,
    /// The pages that may show it (`https://shop.example`); for [`KeyKind::Widget`] alone.
    /// **Limits**: 20.
    pub origins: Vec<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last shown, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// Not good after this: a key that was rotated goes on for a while beside its successor.
    pub expires_at: Option<Timestamp>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

impl ApiKey {
    /// Whether it is good.
    pub fn is_good(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now < end)
    }
}
