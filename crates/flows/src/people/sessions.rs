//! Where somebody is signed in, and out again.

use identity::{Role, Session};
use kernel::{AccountId, SessionId, StoreResult, TenantId};
use store::Durability;
use tenancy::Tenant;

use super::People;

/// Somebody, as they see themselves.
#[derive(Debug, Clone)]
pub struct Me {
    /// The account.
    pub account: identity::Account,
    /// The businesses they belong to, with their names.
    pub businesses: Vec<(TenantId, String, Role)>,
}

impl People {
    /// Everything about somebody who is signed in; `None` if the account is gone.
    pub async fn me(&self, account: AccountId) -> StoreResult<Option<Me>> {
        let mut tx = self.db.begin_platform().await?;
        let found = tx.accounts().find(account).await?;
        let memberships = tx.accounts().memberships(account).await?;
        tx.commit().await?;
        let Some(account) = found else { return Ok(None) };
        let mut businesses = Vec::with_capacity(memberships.len());
        for (tenant, role) in memberships {
            if let Some(business) = self.business(tenant).await? {
                businesses.push((tenant, business.name, role));
            }
        }
        Ok(Some(Me { account, businesses }))
    }

    async fn business(&self, tenant: TenantId) -> StoreResult<Option<Tenant>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let found = tx.tenants().find().await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(found)
    }

    /// Where somebody is signed in, newest first.
    pub async fn sessions(&self, account: AccountId) -> StoreResult<Vec<Session>> {
        let mut tx = self.db.begin_platform().await?;
        let sessions = tx.sessions().list(account, self.clock.now()).await?;
        tx.commit().await?;
        Ok(sessions)
    }

    /// Signs out of one session of somebody's own. `false` if there is no such session of theirs.
    pub async fn sign_out(&self, account: AccountId, session: SessionId) -> StoreResult<bool> {
        let mut tx = self.db.begin_platform().await?;
        let known = tx.sign_ins().find(session).await?;
        if known.is_none_or(|known| known.session.account != account) {
            return Ok(false);
        }
        let ended = tx.sessions().end(session, self.clock.now()).await?;
        tx.commit().await?;
        self.known.sessions.forget(&session);
        Ok(ended)
    }

    /// Signs out everywhere but in `except`; says in how many places.
    pub async fn sign_out_everywhere(
        &self,
        account: AccountId,
        except: Option<SessionId>,
    ) -> StoreResult<usize> {
        let mut tx = self.db.begin_platform().await?;
        let ended = tx.sessions().end_all(account, except, self.clock.now()).await?;
        tx.commit().await?;
        for session in &ended {
            self.known.sessions.forget(session);
        }
        Ok(ended.len())
    }

    /// Looks at another of one's businesses. `false` if one does not belong to it.
    pub async fn turn_to(
        &self,
        account: AccountId,
        session: SessionId,
        tenant: TenantId,
    ) -> StoreResult<bool> {
        let mut tx = self.db.begin_platform().await?;
        let own = tx.accounts().memberships(account).await?;
        if !own.iter().any(|(own, _)| *own == tenant) {
            return Ok(false);
        }
        let turned = tx.sessions().turn_to(session, Some(tenant)).await?;
        tx.commit().await?;
        self.known.sessions.forget(&session);
        Ok(turned)
    }
}
