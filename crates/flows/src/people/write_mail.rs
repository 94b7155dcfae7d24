//! Writes a mail to somebody, and sends it: the job behind every link.

use crm::mail::Link;
use identity::{Account, Purpose, Ticket};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use kernel::{
    AccountId, EndpointId, GatewayError, InvitationId, Language, StoreError, TenantId, TicketId,
};
use serde::{Deserialize, Serialize};
use store::{Durability, Job, LeasedJob};

use super::People;
use crate::mails::{self, Envelope, Invited, Moment};

/// What a mail is about. Holds ids alone: addresses and names are read when it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum About {
    /// Shows that an address is one's own.
    Verify {
        /// Whose.
        account: AccountId,
    },
    /// Lets somebody choose a password. Without an account nothing is sent: the job was written to take
    /// the time of one with.
    SetPassword {
        /// Whose, if anybody's.
        account: Option<AccountId>,
    },
    /// Tells somebody that they have an account.
    AlreadyRegistered {
        /// Whose, if anybody's.
        account: Option<AccountId>,
    },
    /// Tells somebody that their password was changed.
    PasswordChanged {
        /// Whose.
        account: AccountId,
    },
    /// Tells somebody that their second factor was switched off.
    FactorDropped {
        /// Whose.
        account: AccountId,
    },
    /// Tells an owner that an endpoint of the job's business is told nothing any more.
    EndpointDisabled {
        /// Which one.
        endpoint: EndpointId,
        /// Whose mail it is.
        account: AccountId,
    },
    /// Asks somebody to join the job's business.
    Invitation {
        /// Which one.
        invitation: InvitationId,
    },
}

/// Write a mail and send it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteMail {
    /// What it is about.
    #[serde(flatten)]
    pub about: About,
}

impl Job for WriteMail {
    const KIND: &'static str = "write_mail";
}

/// Why a mail was not sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The database failed.
    #[error("the database failed")]
    Store(#[from] StoreError),
    /// The mail server did.
    #[error("the mail could not be sent")]
    Gateway(#[from] GatewayError),
}

/// How long a link shows that an address is one's own.
const VERIFY_FOR: SignedDuration = SignedDuration::from_hours(48);
/// How long a link lets somebody choose a password. **Source**: OWASP, "Forgot Password Cheat Sheet":
/// as short as people can bear.
const PASSWORD_FOR: SignedDuration = SignedDuration::from_mins(30);

impl People {
    /// Does the job. What it would write about may be gone: then nothing is sent.
    ///
    /// # Errors
    /// See [`MailError`].
    pub async fn write_mail(&self, job: &LeasedJob, mail: WriteMail) -> Result<(), MailError> {
        match mail.about {
            About::Invitation { invitation } => self.send_invitation(job, invitation).await,
            About::EndpointDisabled { endpoint, account } => {
                self.write_of_endpoint(job, endpoint, account).await
            }
            About::Verify { account }
            | About::PasswordChanged { account }
            | About::FactorDropped { account }
            | About::SetPassword { account: Some(account) }
            | About::AlreadyRegistered { account: Some(account) } => {
                let mut tx = self.db.begin_platform().await?;
                let found = tx.accounts().find(account).await?;
                tx.commit().await?;
                let Some(account) = found else { return Ok(()) };
                self.write_to(job, mail.about, &account).await
            }
            About::SetPassword { account: None } | About::AlreadyRegistered { account: None } => {
                Ok(())
            }
        }
    }

    async fn write_to(
        &self,
        job: &LeasedJob,
        about: About,
        account: &Account,
    ) -> Result<(), MailError> {
        let language = self.language_of(account.id).await?;
        let Ok(envelope) = Envelope::new(job.id, &account.email, Some(&account.name), &language)
        else {
            return Ok(());
        };
        let moment = Moment { at: job.created_at, zone: TimeZone::UTC };
        let Some(forgotten) = self.page("/forgot", None) else { return Ok(()) };
        let written = match about {
            About::Verify { .. } => {
                let link = self.ticket(job, Purpose::VerifyEmail, account.id, VERIFY_FOR).await?;
                self.page("/verify", Some(&link))
                    .map(|page| mails::verify_address(envelope, &page, VERIFY_FOR))
            }
            About::SetPassword { .. } => {
                let link = self.ticket(job, Purpose::SetPassword, account.id, PASSWORD_FOR).await?;
                self.page("/password", Some(&link))
                    .map(|page| mails::choose_password(envelope, &page, PASSWORD_FOR))
            }
            About::AlreadyRegistered { .. } => self
                .page("/login", None)
                .map(|login| mails::already_registered(envelope, &login, &forgotten)),
            About::PasswordChanged { .. } => {
                Some(mails::password_changed(envelope, &moment, &forgotten))
            }
            About::FactorDropped { .. } => {
                Some(mails::second_factor_off(envelope, &moment, &forgotten))
            }
            About::Invitation { .. } | About::EndpointDisabled { .. } => None,
        };
        if let Some(written) = written {
            self.mail.send(&written).await?;
        }
        Ok(())
    }

    async fn send_invitation(&self, job: &LeasedJob, id: InvitationId) -> Result<(), MailError> {
        let mut tx = self.db.begin_read(job.tenant).await?;
        let invitation = tx.invitations().find(id).await?;
        let business = tx.tenants().find().await?;
        tx.commit(Durability::Relaxed).await?;
        let now = self.clock.now();
        let Some(invitation) = invitation.filter(|it| it.is_open(now)) else { return Ok(()) };
        let Some(business) = business else { return Ok(()) };
        let token = self.keys.invitations.link(job.tenant, id);
        let language = business.settings.languages.first().cloned();
        let language = language.unwrap_or_else(Language::english);
        let envelope = Envelope::new(job.id, &invitation.email, None, &language);
        let (Ok(envelope), Some(page)) = (envelope, self.page("/join", Some(token.expose())))
        else {
            return Ok(());
        };
        let invited = Invited {
            business: &business.name,
            role: invitation.role,
            by: &invitation.invited_by,
            page: &page,
            good_for: invitation.expires_at.duration_since(now),
        };
        Ok(self.mail.send(&mails::invitation(envelope, &invited)).await?)
    }

    /// The link of a ticket, which has the job's own id: written once, however often the job is run.
    async fn ticket(
        &self,
        job: &LeasedJob,
        purpose: Purpose,
        account: AccountId,
        good_for: SignedDuration,
    ) -> Result<String, StoreError> {
        let id = TicketId::from_uuid(*job.id.as_uuid());
        let now = self.clock.now();
        let mut tx = self.db.begin_platform().await?;
        if tx.tickets().find(id).await?.is_none() {
            let expires_at = now.saturating_add(good_for).unwrap_or(Timestamp::MAX);
            let ticket = Ticket {
                id,
                purpose,
                account: Some(account),
                created_at: now,
                expires_at,
                used_at: None,
            };
            tx.tickets().insert(&ticket).await?;
        }
        tx.commit().await?;
        Ok(self.keys.tickets.link(id, purpose).expose().to_owned())
    }

    /// The language of the first of somebody's businesses.
    async fn language_of(&self, account: AccountId) -> Result<Language, StoreError> {
        let mut tx = self.db.begin_platform().await?;
        let first = tx.accounts().memberships(account).await?.first().map(|(id, _)| *id);
        tx.commit().await?;
        let language = match first {
            Some(tenant) => self.language_of_business(tenant).await?,
            None => None,
        };
        Ok(language.unwrap_or_else(Language::english))
    }

    async fn language_of_business(&self, id: TenantId) -> Result<Option<Language>, StoreError> {
        let mut tx = self.db.begin_read(id).await?;
        let business = tx.tenants().find().await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(business.and_then(|business| business.settings.languages.first().cloned()))
    }

    /// A page of ours, with a token. Nothing where the configured address cannot stand in a mail.
    pub(super) fn page(&self, page: &str, token: Option<&str>) -> Option<Link> {
        let text = match token {
            Some(token) => self.link(page, token),
            None => [&self.base, page].concat(),
        };
        Link::parse(&text).ok()
    }
}
