//! Somebody signs in.

use std::net::IpAddr;
use std::time::Duration;

use fleet::{Key, Rate, Taken};
use identity::{Account, EmailAddress, SecretText, Session, SessionKind, ShownSession, TotpSecret};
use jiff::{SignedDuration, Timestamp};
use kernel::{AccountId, SessionId, StoreError, StoreResult};
use secrecy::{ExposeSecret, SecretString};

use super::People;
use super::hashing::Busy;

/// What somebody types, and where.
#[derive(Debug)]
pub struct SignIn {
    /// The address, as typed.
    pub email: String,
    /// The password, as typed.
    pub password: SecretString,
    /// A code of the app or of the paper, once it was asked for.
    pub code: Option<String>,
    /// How the session will be shown.
    pub kind: SessionKind,
    /// What the browser or app says it is.
    pub agent: String,
    /// Where from.
    pub address: IpAddr,
}

/// What somebody gets who is signed in.
#[derive(Debug)]
pub struct Opened {
    /// The session.
    pub session: SessionId,
    /// Who.
    pub account: AccountId,
    /// What is shown from now on: a browser's cookie, or an app's refresh token.
    pub shown: SecretText,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Why somebody was not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Address or password are wrong: which one, nobody is told.
    #[error("the address or the password is wrong")]
    Wrong,
    /// The password was right; now a code is needed.
    #[error("a code of the second factor is needed")]
    CodeNeeded,
    /// The password was right, the code was not.
    #[error("the code is wrong")]
    CodeWrong,
    /// The password was right, but nobody has shown yet that the address is theirs.
    #[error("the address was not verified yet")]
    Unverified,
    /// Too many tries.
    #[error("too many tries")]
    TooMany {
        /// When to try again.
        retry_after: Duration,
    },
    /// Too many people at once.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The database failed.
    #[error("the database failed")]
    Store(#[from] StoreError),
}

/// How long a browser stays signed in.
pub const BROWSER_FOR: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How long an app stays signed in, if it comes back often enough.
pub const APP_FOR: SignedDuration = SignedDuration::from_hours(90 * 24);
/// How many characters of what a browser says it is are kept.
const AGENT_CHARS_MAX: usize = 120;

/// Tries from one address, whoever they are for.
const BY_ADDRESS: Rate = Rate::per_minute(20);
/// Tries for one account, wherever they come from.
const BY_ACCOUNT: Rate = Rate::per_minute(5);

impl People {
    /// Signs somebody in.
    ///
    /// # Errors
    /// See [`SignInError`]. An address without an account costs the same time and gets the same answer
    /// as a wrong password.
    pub async fn sign_in(&self, asked: SignIn) -> Result<Opened, SignInError> {
        self.may_try(&asked).await?;
        let account = match EmailAddress::parse(&asked.email) {
            Ok(email) => self.account_of(&email).await?,
            Err(_) => None,
        };
        let stored = account.as_ref().and_then(|account| account.password.clone());
        let verdict = self.hashing.verify(stored, asked.password.clone()).await?;
        let account = account.filter(|_| verdict.right).ok_or(SignInError::Wrong)?;
        if account.verified_at.is_none() {
            return Err(SignInError::Unverified);
        }
        if account.asks_second_factor() {
            let code = asked.code.as_deref().ok_or(SignInError::CodeNeeded)?;
            if !self.spend_code(account.id, code).await? {
                return Err(SignInError::CodeWrong);
            }
        }
        if verdict.outdated {
            let fresh = self.hashing.hash(asked.password.clone(), self.entropy.bytes()).await?;
            self.change_account(account.id, |account| account.password = Some(fresh)).await?;
        }
        Ok(self.open_session(&account, asked.kind, &asked.agent).await?)
    }

    /// Whether this may be tried now.
    async fn may_try(&self, asked: &SignIn) -> Result<(), SignInError> {
        let name = asked.email.trim().to_lowercase();
        let tries = [
            (Key::address_sign_in(asked.address), BY_ADDRESS),
            (Key::sign_in(name.as_str().into()), BY_ACCOUNT),
        ];
        for (key, rate) in tries {
            if let Taken::Wait { retry_after } = self.limits.take(&key, rate, 1).await {
                return Err(SignInError::TooMany { retry_after });
            }
        }
        Ok(())
    }

    pub(super) async fn account_of(&self, email: &EmailAddress) -> StoreResult<Option<Account>> {
        let mut tx = self.db.begin_platform().await?;
        let account = tx.accounts().find_by_email(email).await?;
        tx.commit().await?;
        Ok(account)
    }

    /// Changes an account while everybody else who would waits. `false` if there is none.
    pub(super) async fn change_account(
        &self,
        id: AccountId,
        change: impl FnOnce(&mut Account) + Send,
    ) -> StoreResult<bool> {
        let mut tx = self.db.begin_platform().await?;
        let Some(mut account) = tx.accounts().lock(id).await? else { return Ok(false) };
        change(&mut account);
        account.updated_at = self.clock.now();
        let changed = tx.accounts().update(&account).await?;
        tx.commit().await?;
        Ok(changed)
    }

    /// Whether a code is right, which it is once.
    pub(super) async fn spend_code(&self, id: AccountId, code: &str) -> StoreResult<bool> {
        let now = self.clock.now();
        let mut right = false;
        let seals = &self.keys.seals;
        self.change_account(id, |account| {
            let Some(factor) = &mut account.second_factor else { return };
            let step = super::second_factor::secret_of(seals, id, factor)
                .and_then(|secret| secret.check(code, now, factor.last_step));
            if let Some(step) = step {
                factor.last_step = step;
                right = true;
            } else {
                right = factor.use_recovery(id, code);
            }
        })
        .await?;
        Ok(right)
    }

    /// Opens a session for somebody who has shown who they are.
    pub(super) async fn open_session(
        &self,
        account: &Account,
        kind: SessionKind,
        agent: &str,
    ) -> StoreResult<Opened> {
        let now = self.clock.now();
        let secret = SecretText::new(self.entropy.bytes());
        let lasts = match kind {
            SessionKind::Browser => BROWSER_FOR,
            SessionKind::App => APP_FOR,
        };
        let expires_at = now.saturating_add(lasts).unwrap_or(Timestamp::MAX);
        let mut tx = self.db.begin_platform().await?;
        let tenant = tx.accounts().memberships(account.id).await?.first().map(|(id, _)| *id);
        let session = Session {
            id: self.ids.next(),
            account: account.id,
            tenant,
            kind,
            hash: secret.hash(),
            previous: None,
            rotated_at: now,
            agent: agent.chars().filter(|it| !it.is_control()).take(AGENT_CHARS_MAX).collect(),
            created_at: now,
            expires_at,
            ended_at: None,
        };
        tx.sessions().insert(&session).await?;
        tx.commit().await?;
        let shown = ShownSession { id: session.id, secret }.text();
        Ok(Opened { session: session.id, account: account.id, shown, expires_at })
    }
}

/// A shared secret in base 32, as it is sealed.
pub(super) fn totp(secret: &SecretString) -> Option<TotpSecret> {
    TotpSecret::parse(secret.expose_secret())
}
