//! Being signed in.

use jiff::Timestamp;
use kernel::{AccountId, SessionId, TenantId};
use serde::{Deserialize, Serialize};

use crate::secret::{SECRET_LETTERS, SecretHash, SecretText};

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

/// A session as it is shown: in a browser's cookie, or as an app's refresh token.
///
/// The id is no secret: it says which row to look at, where the digest of the secret stands.
#[derive(Debug, Clone)]
pub struct ShownSession {
    /// Which session.
    pub id: SessionId,
    /// What shows that it is one's own.
    pub secret: SecretText,
}

impl ShownSession {
    /// Reads `{id}.{secret}`; nothing, where it cannot have been one of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, secret) = text.split_once('.')?;
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let fits = secret.len() == SECRET_LETTERS && secret.bytes().all(is_letter);
        let id = id.parse().ok().filter(|_| fits)?;
        Some(Self { id, secret: SecretText::shown(secret) })
    }

    /// Writes `{id}.{secret}`.
    pub fn text(&self) -> SecretText {
        SecretText::shown(&[&self.id.to_string(), ".", self.secret.expose()].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::SECRET_BYTES;
    use kernel::{IdSource, SeededIds};

    #[test]
    fn a_session_survives_its_text_form() {
        let ids: &dyn IdSource = &SeededIds::new(1);
        let shown = ShownSession { id: ids.next(), secret: SecretText::new([7; SECRET_BYTES]) };
        let text = shown.text();
        let read = ShownSession::parse(text.expose()).unwrap();
        assert!(read.id == shown.id && shown.secret.hash().is_of(&read.secret));
        assert_eq!(format!("{:?}", read.secret), "[secret]");
        let text = text.expose();
        let odd =
            [&text[1..], &text[..text.len() - 1], &format!("{text}A"), &text.replace('.', "")];
        for text in
            odd.into_iter().chain(["", ".", &text.replace('_', "."), &text.replace('B', "=")])
        {
            assert!(ShownSession::parse(text).is_none(), "{text}");
        }
    }
}
