//! Somebody is asked to join a business, and does.

use identity::{Account, Actor, Invitation, Member, Role, Who, password};
use jiff::{SignedDuration, Timestamp};
use kernel::{AccountId, InvitationId, StoreError, StoreResult, TenantId};
use secrecy::SecretString;
use serde_json::json;
use store::{Durability, NewJob};

use super::facts::{self, Fault};
use super::hashing::Busy;
use super::write_mail::{About, WriteMail};
use super::{People, note};

/// Why nobody was invited, or has joined.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// A field cannot be what it says.
    #[error(transparent)]
    Faulty(#[from] Fault),
    /// They belong to the business already.
    #[error("they belong to the business already")]
    Member,
    /// Too many are waiting for an answer.
    #[error("too many invitations are open")]
    TooMany,
    /// The link is not good, or not any more.
    #[error("the link is not good, or not any more")]
    Refused,
    /// Whoever has an account has to show that it is theirs.
    #[error("sign in with this address first, then follow the link again")]
    SignInFirst,
    /// Too many people at once.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The database failed.
    #[error("the database failed")]
    Store(#[from] StoreError),
}

/// How long an invitation is good.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How many may be open at once.
const OPEN_MAX: usize = 50;

/// What somebody types who joins with a new account.
#[derive(Debug)]
pub struct Newcomer {
    /// Their name.
    pub name: String,
    /// Their password.
    pub password: SecretString,
}

impl People {
    /// Asks somebody to join. An earlier invitation to the same address is void.
    ///
    /// # Errors
    /// See [`InviteError`].
    pub async fn invite(
        &self,
        actor: &Actor,
        tenant: TenantId,
        email: &str,
        role: Role,
    ) -> Result<Invitation, InviteError> {
        let email = facts::email("email", email)?;
        let now = self.clock.now();
        let mut tx = self.db.begin(tenant).await?;
        let members = tx.members().list().await?;
        if members.iter().any(|member| member.email == email) {
            return Err(InviteError::Member);
        }
        if tx.invitations().open(now).await?.len() >= OPEN_MAX {
            return Err(InviteError::TooMany);
        }
        let inviter = match &actor.who {
            Who::Person { account, .. } => members.iter().find(|it| it.account == *account),
            Who::Program { .. } | Who::Platform { .. } | Who::System => None,
        };
        let invitation = Invitation {
            id: self.ids.next(),
            email,
            role,
            invited_by: inviter.map_or_else(|| "Frontdesk".to_owned(), |it| it.name.clone()),
            created_at: now,
            expires_at: now.saturating_add(GOOD_FOR).unwrap_or(Timestamp::MAX),
            closed_at: None,
        };
        tx.invitations().insert(&invitation).await?;
        let what = ("member.invited", invitation.id.to_string());
        note(tx.as_mut(), actor, now, what, &json!({ "role": role })).await?;
        let mail = WriteMail { about: About::Invitation { invitation: invitation.id } };
        tx.outbox().enqueue(&NewJob::new(self.ids.next(), &mail, now)).await?;
        tx.commit(Durability::Promised).await?;
        self.wake.notify_one();
        Ok(invitation)
    }

    /// Those who were asked and have not answered.
    pub async fn invitations(&self, tenant: TenantId) -> StoreResult<Vec<Invitation>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let open = tx.invitations().open(self.clock.now()).await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(open)
    }

    /// Takes an invitation back. `false` if there is none, or it was answered.
    pub async fn withdraw(
        &self,
        actor: &Actor,
        tenant: TenantId,
        id: InvitationId,
    ) -> StoreResult<bool> {
        let now = self.clock.now();
        let mut tx = self.db.begin(tenant).await?;
        if !tx.invitations().close(id, now).await? {
            return Ok(false);
        }
        let what = ("member.invitation_withdrawn", id.to_string());
        note(tx.as_mut(), actor, now, what, &json!({})).await?;
        tx.commit(Durability::Promised).await?;
        Ok(true)
    }

    /// Who is asked to join what, for whoever holds the link.
    pub async fn invitation(
        &self,
        token: &str,
    ) -> Result<(TenantId, Invitation, String), InviteError> {
        let (tenant, id) = self.keys.invitations.verify(token).ok_or(InviteError::Refused)?;
        let mut tx = self.db.begin_read(tenant).await?;
        let invitation = tx.invitations().find(id).await?;
        let business = tx.tenants().find().await?;
        tx.commit(Durability::Relaxed).await?;
        let invitation = invitation.filter(|it| it.is_open(self.clock.now()));
        let business = business.ok_or(InviteError::Refused)?;
        Ok((tenant, invitation.ok_or(InviteError::Refused)?, business.name))
    }

    /// Joins with the account that is signed in, which must have the invitation's address, or with a
    /// new account. Answers with the business.
    ///
    /// # Errors
    /// See [`InviteError`].
    pub async fn join(
        &self,
        token: &str,
        signed_in: Option<AccountId>,
        newcomer: Option<Newcomer>,
    ) -> Result<TenantId, InviteError> {
        let (tenant, invitation, _) = self.invitation(token).await?;
        let known = self.account_of(&invitation.email).await?;
        let now = self.clock.now();
        let (account, is_new) = match known {
            Some(known) if signed_in == Some(known.id) => (known, false),
            Some(_) => return Err(InviteError::SignInFirst),
            None => {
                let newcomer = newcomer.ok_or(InviteError::SignInFirst)?;
                (self.newcomer(&invitation, newcomer, now).await?, true)
            }
        };
        let member = Member {
            account: account.id,
            role: invitation.role,
            name: account.name.clone(),
            email: account.email.clone(),
            since: now,
        };
        let mut tx = self.db.begin(tenant).await?;
        if is_new && !tx.accounts().insert_if_new(&account).await? {
            return Err(InviteError::SignInFirst);
        }
        if !tx.invitations().close(invitation.id, now).await? {
            return Err(InviteError::Refused);
        }
        tx.members().put(&member).await?;
        let actor = Actor { who: Who::System, tenant: Some(tenant) };
        let what = ("member.joined", account.id.to_string());
        let detail = json!({ "invitation": invitation.id, "role": invitation.role });
        note(tx.as_mut(), &actor, now, what, &detail).await?;
        tx.commit(Durability::Promised).await?;
        self.known.sessions.forget_all();
        Ok(tenant)
    }

    /// The account of somebody new. Whoever has the link reads mail at its address.
    async fn newcomer(
        &self,
        invitation: &Invitation,
        newcomer: Newcomer,
        now: Timestamp,
    ) -> Result<Account, InviteError> {
        let name = facts::name("name", &newcomer.name, 120)?;
        if let Err(fault) = password::check(&newcomer.password, &invitation.email, &name) {
            return Err(Fault::new("password", fault.to_string()).into());
        }
        let hash = self.hashing.hash(newcomer.password, self.entropy.bytes()).await?;
        Ok(Account {
            id: self.ids.next(),
            email: invitation.email.clone(),
            name,
            password: Some(hash),
            verified_at: Some(now),
            second_factor: None,
            is_platform: false,
            created_at: now,
            updated_at: now,
        })
    }
}
