//! Somebody signs in.

use std::net::IpAddr;
use std::time::Duration;

use fleet::{Key, Rate, Taken};
use identity::attempts::{Attempt, Draw, Proof};
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
    /// What a browser shows that was signed in here before, if it does.
    pub device: Option<String>,
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

impl People {
    /// Signs somebody in.
    ///
    /// # Errors
    /// See [`SignInError`]. An address without an account costs the same time and gets the same answer
    /// as a wrong password.
    pub async fn sign_in(&self, asked: SignIn) -> Result<Opened, SignInError> {
        let (account, attempt) = self.attempt(&asked).await?;
        let code_was_right = self.may_try(&asked, account.as_ref(), attempt.as_ref()).await?;
        let stored = account.as_ref().and_then(|account| account.password.clone());
        let verdict = self.hashing.verify(stored, asked.password.clone()).await?;
        let account = account.filter(|_| verdict.right).ok_or(SignInError::Wrong)?;
        if account.verified_at.is_none() {
            return Err(SignInError::Unverified);
        }
        if account.asks_second_factor() {
            let code = asked.code.as_deref().ok_or(SignInError::CodeNeeded)?;
            if !code_was_right {
                let draws = attempt.map(|attempt| {
                    if is_from_app(code) { attempt.code() } else { attempt.recovery() }
                });
                self.may(&draws.unwrap_or_default()).await?;
                if !self.spend_code(account.id, code).await? {
                    return Err(SignInError::CodeWrong);
                }
            }
        }
        if verdict.outdated {
            let fresh = self.hashing.hash(asked.password.clone(), self.entropy.bytes()).await?;
            self.change_account(account.id, |account| account.password = Some(fresh)).await?;
        }
        Ok(self.open_session(&account, asked.kind, &asked.agent).await?)
    }

    /// Whose account it is about, and what the attempt draws from. Without an address there is neither.
    async fn attempt(
        &self,
        asked: &SignIn,
    ) -> Result<(Option<Account>, Option<Attempt>), SignInError> {
        let Ok(email) = EmailAddress::parse(&asked.email) else { return Ok((None, None)) };
        let account = self.account_of(&email).await?;
        let proof = match &account {
            Some(account) => self.proof(asked, account.id).await?,
            None => Proof::None,
        };
        Ok((account, Some(Attempt::new(&email, asked.address, proof))))
    }

    /// What the device shows that tells it from a stranger's.
    async fn proof(&self, asked: &SignIn, account: AccountId) -> Result<Proof, SignInError> {
        let shown = asked.device.as_deref().and_then(ShownSession::parse);
        let Some(shown) = shown else { return Ok(Proof::None) };
        let mut tx = self.db.begin_platform().await?;
        let known = tx.sign_ins().find(shown.id).await?;
        tx.commit().await?;
        let now = self.clock.now();
        Ok(known.map_or(Proof::None, |known| {
            Proof::of_device(&known.session, &shown.secret, account, now)
        }))
    }

    /// Makes sure that this may be tried now. `true` if the code had to be looked at for that, and was
    /// right: it is spent.
    async fn may_try(
        &self,
        asked: &SignIn,
        account: Option<&Account>,
        attempt: Option<&Attempt>,
    ) -> Result<bool, SignInError> {
        let Some(attempt) = attempt else {
            let key = Key::address_sign_in(asked.address);
            return match self.limits.take(&key, Rate::per_minute(20), 1).await {
                Taken::Granted { .. } => Ok(false),
                Taken::Wait { retry_after } => Err(SignInError::TooMany { retry_after }),
            };
        };
        let Err(refused) = self.may(&attempt.password()).await else { return Ok(false) };
        // Strangers have used up the tries. Whoever has a code is none.
        let account = account.filter(|account| account.asks_second_factor());
        let (Some(account), Some(code)) = (account, asked.code.as_deref()) else {
            return Err(refused);
        };
        self.may(&attempt.early_code()).await?;
        if !self.spend_code(account.id, code).await? {
            return Err(refused);
        }
        let known = Attempt::new(&account.email, asked.address, Proof::SecondFactor);
        self.may(&known.password()).await?;
        Ok(true)
    }

    async fn may(&self, draws: &[Draw]) -> Result<(), SignInError> {
        let outcome = self.draw(draws).await;
        outcome.map_err(|retry_after| SignInError::TooMany { retry_after })
    }

    /// Draws from all of these, or says how long to wait for the first that is empty.
    pub(super) async fn draw(&self, draws: &[Draw]) -> Result<(), Duration> {
        for draw in draws {
            let period = Duration::try_from(draw.rate.per).unwrap_or_default();
            let rate = Rate::over(draw.rate.tokens, period);
            let taken = self.limits.take(&Key::attempt(&draw.key), rate, 1).await;
            if let Taken::Wait { retry_after } = taken {
                return Err(retry_after);
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

/// Whether a code looks like an app's; those on paper are longer.
fn is_from_app(code: &str) -> bool {
    code.bytes().filter(u8::is_ascii_digit).count() == 6 && code.trim().len() <= 7
}
