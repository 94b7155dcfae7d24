//! Who belongs to a business.

use identity::{Actor, Member, Role};
use kernel::{AccountId, StoreError, StoreResult, TenantId};
use serde_json::json;
use store::Durability;

use super::{People, note};

/// Why a member was not changed.
#[derive(Debug, thiserror::Error)]
pub enum MemberError {
    /// There is no such member.
    #[error("there is no such member")]
    Unknown,
    /// A business has an owner.
    #[error("a business needs an owner: make somebody else one first")]
    LastOwner,
    /// The database failed.
    #[error("the database failed")]
    Store(#[from] StoreError),
}

impl People {
    /// Everybody who belongs to a business.
    pub async fn members(&self, tenant: TenantId) -> StoreResult<Vec<Member>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let members = tx.members().list().await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(members)
    }

    /// Makes a member something else.
    ///
    /// # Errors
    /// See [`MemberError`].
    pub async fn change_role(
        &self,
        actor: &Actor,
        tenant: TenantId,
        account: AccountId,
        role: Role,
    ) -> Result<Member, MemberError> {
        let mut tx = self.db.begin(tenant).await?;
        let members = tx.members().list().await?;
        let member = members.iter().find(|member| member.account == account);
        let mut member = member.cloned().ok_or(MemberError::Unknown)?;
        let before = member.role;
        if before == role {
            return Ok(member);
        }
        owner_stays(&members, account, role)?;
        member.role = role;
        tx.members().put(&member).await?;
        let what = ("member.changed", account.to_string());
        let detail = json!({ "from": before, "to": role });
        note(tx.as_mut(), actor, self.clock.now(), what, &detail).await?;
        tx.commit(Durability::Promised).await?;
        self.known.sessions.forget_all();
        Ok(member)
    }

    /// Takes somebody out of a business. Their sessions see nothing of it any more.
    ///
    /// # Errors
    /// See [`MemberError`].
    pub async fn remove_member(
        &self,
        actor: &Actor,
        tenant: TenantId,
        account: AccountId,
    ) -> Result<(), MemberError> {
        let mut tx = self.db.begin(tenant).await?;
        let members = tx.members().list().await?;
        let member = members.iter().find(|member| member.account == account);
        let role = member.ok_or(MemberError::Unknown)?.role;
        owner_stays(&members, account, Role::Staff)?;
        tx.members().remove(account).await?;
        let what = ("member.removed", account.to_string());
        note(tx.as_mut(), actor, self.clock.now(), what, &json!({ "was": role })).await?;
        tx.commit(Durability::Promised).await?;
        self.known.sessions.forget_all();
        Ok(())
    }
}

/// A business is left with an owner after `account` has become `role`.
fn owner_stays(members: &[Member], account: AccountId, role: Role) -> Result<(), MemberError> {
    let others = members.iter().filter(|member| member.account != account);
    let stays = role == Role::Owner || others.into_iter().any(|other| other.role == Role::Owner);
    let was = members.iter().any(|it| it.account == account && it.role == Role::Owner);
    if stays || !was { Ok(()) } else { Err(MemberError::LastOwner) }
}
