//! Accounts that somebody at the server's own terminal makes: the first owner, the platform's staff.

use identity::{Account, Actor, Member, Purpose, Role, Ticket, Who};
use jiff::{SignedDuration, Timestamp};
use kernel::{StoreError, TenantId};
use serde_json::json;
use store::Durability;

use super::facts::{self, Fault};
use super::{People, note};

/// Why there is no account.
#[derive(Debug, thiserror::Error)]
pub enum ByHandError {
    /// A field cannot be what it says.
    #[error(transparent)]
    Faulty(#[from] Fault),
    /// There is no such business.
    #[error("there is no such business")]
    Unknown,
    /// The database failed.
    #[error("the database failed")]
    Store(#[from] StoreError),
}

/// How long the link is good that chooses the password.
const LINK_FOR: SignedDuration = SignedDuration::from_hours(24);

impl People {
    /// Makes an account, or finds the one with this address; makes it a member of `business`, or one of
    /// the platform's staff. Answers with a link by which its password is chosen.
    ///
    /// # Errors
    /// See [`ByHandError`].
    pub async fn make_by_hand(
        &self,
        email: &str,
        name: &str,
        place: Option<(TenantId, Role)>,
    ) -> Result<String, ByHandError> {
        let email = facts::email("email", email)?;
        let name = facts::name("name", name, 120)?;
        let now = self.clock.now();
        let fresh = Account {
            id: self.ids.next(),
            email: email.clone(),
            name,
            password: None,
            verified_at: None,
            second_factor: None,
            is_platform: false,
            created_at: now,
            updated_at: now,
        };
        let mut tx = self.db.begin_platform().await?;
        tx.accounts().insert_if_new(&fresh).await?;
        let found = tx.accounts().find_by_email(&email).await?;
        let mut account = found.ok_or(ByHandError::Unknown)?;
        if place.is_none() && !account.is_platform {
            account.is_platform = true;
            account.updated_at = now;
            tx.accounts().update(&account).await?;
        }
        let ticket = Ticket {
            id: self.ids.next(),
            purpose: Purpose::SetPassword,
            account: Some(account.id),
            created_at: now,
            expires_at: now.saturating_add(LINK_FOR).unwrap_or(Timestamp::MAX),
            used_at: None,
        };
        tx.tickets().insert(&ticket).await?;
        tx.commit().await?;
        if let Some((tenant, role)) = place {
            self.join_by_hand(&account, tenant, role).await?;
        }
        let token = self.keys.tickets.link(ticket.id, Purpose::SetPassword);
        Ok(self.link("/password", token.expose()))
    }

    async fn join_by_hand(
        &self,
        account: &Account,
        tenant: TenantId,
        role: Role,
    ) -> Result<(), ByHandError> {
        let now = self.clock.now();
        let mut tx = self.db.begin(tenant).await?;
        tx.tenants().stamp().await?.ok_or(ByHandError::Unknown)?;
        let member = Member {
            account: account.id,
            role,
            name: account.name.clone(),
            email: account.email.clone(),
            since: now,
        };
        tx.members().put(&member).await?;
        let actor = Actor { who: Who::System, tenant: Some(tenant) };
        let what = ("member.joined", account.id.to_string());
        note(tx.as_mut(), &actor, now, what, &json!({ "role": role, "by": "terminal" })).await?;
        tx.commit(Durability::Promised).await?;
        Ok(())
    }
}
