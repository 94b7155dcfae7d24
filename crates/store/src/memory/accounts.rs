//! People who sign in, their sessions, and the links they are sent.

use std::sync::Arc;

use async_trait::async_trait;
use identity::{
    Account, AccountStore, EmailAddress, NewAccounts, Role, SecretHash, Session, SessionStore,
    SignIns, SignedIn, Ticket, TicketStore,
};
use jiff::Timestamp;
use kernel::clock::to_micros;
use kernel::{AccountId, SessionId, StoreError, StoreResult, TenantId, TicketId};

use super::data::{Everything, refused};
use super::platform::MemoryPlatformTx;
use super::tx::MemoryTx;

const OWN_MAX: usize = 100;

impl Everything {
    fn insert_account(&mut self, account: &Account) -> bool {
        if self.emails.contains(&account.email) || self.accounts.contains(&account.id) {
            return false;
        }
        self.emails.insert(account.email.clone(), account.id);
        let kept = Account {
            verified_at: account.verified_at.map(to_micros),
            created_at: to_micros(account.created_at),
            updated_at: to_micros(account.updated_at),
            ..account.clone()
        };
        self.accounts.insert(account.id, Arc::new(kept));
        true
    }

    fn account(&self, id: AccountId) -> Option<Account> {
        self.accounts.get(&id).map(|account| Account::clone(account))
    }

    fn update_account(&mut self, account: &Account) -> bool {
        let Some(known) = self.accounts.get(&account.id) else { return false };
        let kept = Account {
            email: known.email.clone(),
            created_at: known.created_at,
            verified_at: account.verified_at.map(to_micros),
            updated_at: to_micros(account.updated_at),
            ..account.clone()
        };
        self.accounts.insert(account.id, Arc::new(kept));
        true
    }

    fn memberships(&self, account: AccountId) -> Vec<(TenantId, Role)> {
        let all = self.businesses.iter();
        let mut own: Vec<_> = all
            .filter_map(|(tenant, business)| {
                let member = business.members.get(&account)?;
                Some((member.since, *tenant, member.role))
            })
            .collect();
        own.sort_by_key(|(since, tenant, _)| (*since, *tenant));
        own.into_iter().take(OWN_MAX).map(|(_, tenant, role)| (tenant, role)).collect()
    }

    fn signed_in(&self, id: SessionId) -> Option<SignedIn> {
        let session = Session::clone(self.sessions.get(&id)?);
        let account = self.accounts.get(&session.account)?;
        let business = session.tenant.and_then(|tenant| self.businesses.get(&tenant));
        let member = business.and_then(|business| business.members.get(&session.account));
        Some(SignedIn {
            is_platform: account.is_platform,
            has_second_factor: account.asks_second_factor(),
            role: member.map(|member| member.role),
            session,
        })
    }

    /// Changes a session that has not ended; says whether there was one.
    fn change_session(&mut self, id: SessionId, change: impl FnOnce(&mut Session) -> bool) -> bool {
        let Some(known) = self.sessions.get(&id).filter(|known| known.ended_at.is_none()) else {
            return false;
        };
        let mut session = Session::clone(known);
        let changed = change(&mut session);
        if changed {
            self.sessions.insert(id, Arc::new(session));
        }
        changed
    }
}

#[async_trait]
impl NewAccounts for MemoryTx {
    async fn insert_if_new(&mut self, account: &Account) -> StoreResult<bool> {
        self.write(|draft| {
            if account.is_platform {
                return Err(StoreError::Forbidden("platform staff made by a business"));
            }
            Ok(draft.everything.insert_account(account))
        })
        .await
    }
}

#[async_trait]
impl AccountStore for MemoryPlatformTx {
    async fn insert_if_new(&mut self, account: &Account) -> StoreResult<bool> {
        self.write(|everything| everything.insert_account(account)).await
    }

    async fn find(&mut self, id: AccountId) -> StoreResult<Option<Account>> {
        self.read(|everything| everything.account(id)).await
    }

    async fn find_by_email(&mut self, email: &EmailAddress) -> StoreResult<Option<Account>> {
        self.read(|everything| everything.emails.get(email).and_then(|id| everything.account(*id)))
            .await
    }

    async fn lock(&mut self, id: AccountId) -> StoreResult<Option<Account>> {
        self.write(|everything| everything.account(id)).await
    }

    async fn update(&mut self, account: &Account) -> StoreResult<bool> {
        self.write(|everything| everything.update_account(account)).await
    }

    async fn memberships(&mut self, id: AccountId) -> StoreResult<Vec<(TenantId, Role)>> {
        self.read(|everything| everything.memberships(id)).await
    }
}

#[async_trait]
impl SignIns for MemoryPlatformTx {
    async fn find(&mut self, id: SessionId) -> StoreResult<Option<SignedIn>> {
        self.read(|everything| everything.signed_in(id)).await
    }
}

#[async_trait]
impl SessionStore for MemoryPlatformTx {
    async fn insert(&mut self, session: &Session) -> StoreResult<()> {
        let kept = Session {
            rotated_at: to_micros(session.rotated_at),
            created_at: to_micros(session.created_at),
            expires_at: to_micros(session.expires_at),
            ended_at: session.ended_at.map(to_micros),
            ..session.clone()
        };
        self.try_write(|everything| {
            if !everything.accounts.contains(&kept.account) {
                return Err(refused("sessions_account_fkey"));
            }
            if everything.sessions.contains(&kept.id) {
                return Err(refused("sessions_id_key"));
            }
            everything.sessions.insert(kept.id, Arc::new(kept));
            Ok(())
        })
        .await
    }

    async fn rotate(
        &mut self,
        id: SessionId,
        shown: &SecretHash,
        fresh: &SecretHash,
        at: Timestamp,
    ) -> StoreResult<bool> {
        self.write(|everything| {
            everything.change_session(id, |session| {
                if session.hash.as_str() != shown.as_str() {
                    return false;
                }
                session.previous = Some(std::mem::replace(&mut session.hash, fresh.clone()));
                session.rotated_at = to_micros(at);
                true
            })
        })
        .await
    }

    async fn turn_to(&mut self, id: SessionId, tenant: Option<TenantId>) -> StoreResult<bool> {
        self.write(|everything| {
            everything.change_session(id, |session| {
                session.tenant = tenant;
                true
            })
        })
        .await
    }

    async fn end(&mut self, id: SessionId, at: Timestamp) -> StoreResult<bool> {
        self.write(|everything| {
            everything.change_session(id, |session| {
                session.ended_at = Some(to_micros(at));
                true
            })
        })
        .await
    }

    async fn end_all(
        &mut self,
        account: AccountId,
        except: Option<SessionId>,
        at: Timestamp,
    ) -> StoreResult<Vec<SessionId>> {
        self.write(|everything| {
            let open = everything.sessions.values().filter(|session| {
                session.account == account
                    && session.ended_at.is_none()
                    && Some(session.id) != except
            });
            let open: Vec<SessionId> = open.map(|session| session.id).collect();
            for id in &open {
                everything.change_session(*id, |session| {
                    session.ended_at = Some(to_micros(at));
                    true
                });
            }
            open
        })
        .await
    }

    async fn list(&mut self, account: AccountId, now: Timestamp) -> StoreResult<Vec<Session>> {
        self.read(|everything| {
            let own = everything.sessions.values();
            let mut own: Vec<Session> = own
                .filter(|session| session.account == account && session.is_open(now))
                .map(|session| Session::clone(session))
                .collect();
            own.sort_by_key(|session| std::cmp::Reverse((session.created_at, session.id)));
            own.truncate(OWN_MAX);
            own
        })
        .await
    }
}

#[async_trait]
impl TicketStore for MemoryPlatformTx {
    async fn insert(&mut self, ticket: &Ticket) -> StoreResult<()> {
        let kept = Ticket {
            created_at: to_micros(ticket.created_at),
            expires_at: to_micros(ticket.expires_at),
            used_at: ticket.used_at.map(to_micros),
            ..ticket.clone()
        };
        self.try_write(|everything| {
            let known = |id| everything.accounts.contains(&id);
            if !kept.account.is_none_or(known) {
                return Err(refused("tickets_account_fkey"));
            }
            if everything.tickets.contains(&kept.id) {
                return Err(refused("tickets_id_key"));
            }
            everything.tickets.insert(kept.id, kept);
            Ok(())
        })
        .await
    }

    async fn find(&mut self, id: TicketId) -> StoreResult<Option<Ticket>> {
        self.read(|everything| everything.tickets.get(&id).cloned()).await
    }

    async fn use_once(&mut self, id: TicketId, at: Timestamp) -> StoreResult<bool> {
        self.write(|everything| {
            let unused = everything.tickets.get(&id).filter(|ticket| ticket.used_at.is_none());
            let Some(ticket) = unused.cloned() else { return false };
            let used = Ticket { used_at: Some(to_micros(at)), ..ticket };
            everything.tickets.insert(id, used);
            true
        })
        .await
    }
}
