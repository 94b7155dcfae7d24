//! Links that were sent by mail: an address is shown to be one's own, a password is chosen.

use std::net::IpAddr;
use std::time::Duration;

use fleet::{Key, Rate, Taken};
use identity::attempts::{Attempt, Proof};
use identity::{EmailAddress, Purpose, password};
use kernel::{AccountId, StoreError};
use secrecy::SecretString;

use super::facts::Fault;
use super::hashing::Busy;
use super::write_mail::{About, WriteMail};
use super::{PLATFORM, People};

/// Why a link did nothing.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// It is not good, not any more, or not for this.
    #[error("the link is not good, or not any more")]
    Refused,
    /// The new password will not do. The link is good still.
    #[error(transparent)]
    Faulty(#[from] Fault),
    /// Too many requests.
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

impl People {
    /// Shows that an address is one's own.
    ///
    /// # Errors
    /// The link is not good. Following it twice is none.
    pub async fn verify_email(&self, token: &str) -> Result<(), LinkError> {
        let now = self.clock.now();
        let account = match self.use_ticket(token, Purpose::VerifyEmail).await? {
            Used::Now(account) => account,
            Used::Before(account) => {
                // A mail program that looks at links before people do must not spoil them.
                let known = self.me(account).await?;
                let verified = known.is_some_and(|me| me.account.verified_at.is_some());
                return if verified { Ok(()) } else { Err(LinkError::Refused) };
            }
        };
        self.change_account(account, |account| {
            account.verified_at = account.verified_at.or(Some(now));
        })
        .await?;
        Ok(())
    }

    /// Sends a link for a new password, if the address has an account. Whether it has one, nobody is
    /// told, neither by the answer nor by the time it takes.
    ///
    /// # Errors
    /// Too many requests, or the database failed.
    pub async fn forgot_password(&self, email: &str, from: IpAddr) -> Result<(), LinkError> {
        let account = self.asked_for_mail(email, from).await?;
        let mail = WriteMail { about: About::SetPassword { account } };
        Ok(self.enqueue_mail(PLATFORM, &mail).await?)
    }

    /// Sends the link once more by which an address is shown to be one's own.
    ///
    /// # Errors
    /// As for [`People::forgot_password`].
    pub async fn ask_verification(&self, email: &str, from: IpAddr) -> Result<(), LinkError> {
        let account = self.asked_for_mail(email, from).await?;
        let about = match account {
            Some(account) => About::Verify { account },
            None => About::SetPassword { account: None },
        };
        Ok(self.enqueue_mail(PLATFORM, &WriteMail { about }).await?)
    }

    async fn asked_for_mail(
        &self,
        email: &str,
        from: IpAddr,
    ) -> Result<Option<AccountId>, LinkError> {
        let Ok(email) = EmailAddress::parse(email) else { return Ok(None) };
        let draws = Attempt::new(&email, from, Proof::None).mail();
        if let Err(retry_after) = self.draw(&draws).await {
            return Err(LinkError::TooMany { retry_after });
        }
        Ok(self.account_of(&email).await?.map(|account| account.id))
    }

    /// Chooses a password with a link. Everybody who was signed in is signed out.
    ///
    /// # Errors
    /// The link is not good, or the password will not do.
    pub async fn set_password(&self, token: &str, fresh: SecretString) -> Result<(), LinkError> {
        // The password is looked at first: a link must not be spent on one that will not do.
        let shown = self.keys.tickets.verify(token);
        let (id, _) = shown
            .filter(|(_, purpose)| *purpose == Purpose::SetPassword)
            .ok_or(LinkError::Refused)?;
        let mut tx = self.db.begin_platform().await?;
        let ticket = tx.tickets().find(id).await?;
        tx.commit().await?;
        let ticket = ticket.filter(|ticket| ticket.is_open(self.clock.now()));
        let account = ticket.and_then(|ticket| ticket.account).ok_or(LinkError::Refused)?;
        let me = self.me(account).await?.ok_or(LinkError::Refused)?;
        let fault = password::check(&fresh, &me.account.email, &me.account.name).err();
        if let Some(fault) = fault {
            return Err(Fault::new("password", fault.to_string()).into());
        }
        let hash = self.hashing.hash(fresh, self.entropy.bytes()).await?;
        let Used::Now(account) = self.use_ticket(token, Purpose::SetPassword).await? else {
            return Err(LinkError::Refused);
        };
        let now = self.clock.now();
        self.change_account(account, |account| {
            account.password = Some(hash);
            // Whoever reads mail at an address has shown that it is theirs.
            account.verified_at = account.verified_at.or(Some(now));
        })
        .await?;
        self.sign_out_everywhere(account, None).await?;
        let mail = WriteMail { about: About::PasswordChanged { account } };
        Ok(self.enqueue_mail(PLATFORM, &mail).await?)
    }

    /// Changes one's own password. Other sessions end.
    ///
    /// # Errors
    /// The present password is wrong ([`LinkError::Refused`]), or the new one will not do.
    pub async fn change_password(
        &self,
        (account, session): (AccountId, kernel::SessionId),
        present: SecretString,
        fresh: SecretString,
    ) -> Result<(), LinkError> {
        let me = self.me(account).await?.ok_or(LinkError::Refused)?.account;
        self.password_is(&me, present).await?;
        if let Err(fault) = password::check(&fresh, &me.email, &me.name) {
            return Err(Fault::new("new_password", fault.to_string()).into());
        }
        let hash = self.hashing.hash(fresh, self.entropy.bytes()).await?;
        self.change_account(account, |account| account.password = Some(hash)).await?;
        self.sign_out_everywhere(account, Some(session)).await?;
        let mail = WriteMail { about: About::PasswordChanged { account } };
        Ok(self.enqueue_mail(PLATFORM, &mail).await?)
    }

    /// Makes sure that somebody who is signed in knows the password too, with as many tries as for
    /// signing in.
    pub(super) async fn password_is(
        &self,
        account: &identity::Account,
        shown: SecretString,
    ) -> Result<(), LinkError> {
        // Nobody but who is signed in gets here: a bucket of their own.
        let key = Key::attempt(&["own:", &account.id.to_string()].concat());
        if let Taken::Wait { retry_after } = self.limits.take(&key, Rate::per_minute(5), 1).await {
            return Err(LinkError::TooMany { retry_after });
        }
        let verdict = self.hashing.verify(account.password.clone(), shown).await?;
        if verdict.right { Ok(()) } else { Err(LinkError::Refused) }
    }

    /// Uses a link, once.
    async fn use_ticket(&self, token: &str, wanted: Purpose) -> Result<Used, LinkError> {
        let shown = self.keys.tickets.verify(token);
        let (id, _) = shown.filter(|(_, purpose)| *purpose == wanted).ok_or(LinkError::Refused)?;
        let now = self.clock.now();
        let mut tx = self.db.begin_platform().await?;
        let ticket = tx.tickets().find(id).await?.filter(|ticket| ticket.purpose == wanted);
        let ticket = ticket.ok_or(LinkError::Refused)?;
        let account = ticket.account.ok_or(LinkError::Refused)?;
        if ticket.used_at.is_some() {
            return Ok(Used::Before(account));
        }
        if !ticket.is_open(now) || !tx.tickets().use_once(id, now).await? {
            return Err(LinkError::Refused);
        }
        tx.commit().await?;
        Ok(Used::Now(account))
    }
}

/// Whose link it is, and whether this was its first use.
enum Used {
    Now(AccountId),
    Before(AccountId),
}
