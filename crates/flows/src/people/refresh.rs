//! An app exchanges its refresh token.

use identity::{SecretText, SessionKind, ShownSession};
use jiff::{SignedDuration, Timestamp};
use kernel::{AccountId, SessionId, StoreError};

use super::People;

/// A pair of tokens.
#[derive(Debug)]
pub struct Tokens {
    /// Shown with every request, for ten minutes.
    pub access: SecretText,
    /// Exchanged for the next pair, once.
    pub refresh: SecretText,
    /// Until when the refresh token is good, if it is exchanged often enough.
    pub expires_at: Timestamp,
}

/// Why there are no tokens.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// The refresh token is not good, or not any more.
    #[error("the refresh token is not good")]
    Refused,
    /// The database failed.
    #[error("the database failed")]
    Store(#[from] StoreError),
}

/// How long an app may stay away.
const AWAY_MAX: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long after an exchange the token before may come once more without being taken for stolen: an
/// app that lost the answer asks again at once. It is refused all the same.
const ASKED_AGAIN_WITHIN: SignedDuration = SignedDuration::from_secs(10);

impl People {
    /// The first pair for a session that was just opened.
    pub fn first_tokens(&self, opened: super::sign_in::Opened) -> Tokens {
        let access = self.access_token(opened.account, opened.session);
        Tokens { access, refresh: opened.shown, expires_at: opened.expires_at }
    }

    fn access_token(&self, account: AccountId, session: SessionId) -> SecretText {
        self.keys.access.issue(account, session, self.clock.now())
    }

    /// Exchanges a refresh token for the next pair.
    ///
    /// # Errors
    /// It is not good. If it was exchanged before, somebody has a copy: the session ends for both.
    pub async fn refresh(&self, shown: &str) -> Result<Tokens, RefreshError> {
        let shown = ShownSession::parse(shown).ok_or(RefreshError::Refused)?;
        let now = self.clock.now();
        let mut tx = self.db.begin_platform().await?;
        let known = tx.sign_ins().find(shown.id).await?.ok_or(RefreshError::Refused)?;
        let session = known.session;
        let away = now.duration_since(session.rotated_at);
        if session.kind != SessionKind::App || !session.is_open(now) || away > AWAY_MAX {
            return Err(RefreshError::Refused);
        }
        let fresh = SecretText::new(self.entropy.bytes());
        let present = shown.secret.hash();
        if session.hash.is_of(&shown.secret)
            && tx.sessions().rotate(session.id, &present, &fresh.hash(), now).await?
        {
            tx.commit().await?;
            self.known.sessions.forget(&session.id);
            let refresh = ShownSession { id: session.id, secret: fresh }.text();
            let access = self.access_token(session.account, session.id);
            return Ok(Tokens { access, refresh, expires_at: session.expires_at });
        }
        let before = session.previous.as_ref();
        if before.is_some_and(|before| before.is_of(&shown.secret)) && away > ASKED_AGAIN_WITHIN {
            tx.sessions().end(session.id, now).await?;
            tx.commit().await?;
            self.known.sessions.forget(&session.id);
            tracing::warn!(session = %session.id, "A refresh token came twice: the session is over");
        }
        Err(RefreshError::Refused)
    }
}
