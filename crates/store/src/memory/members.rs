//! Who belongs to a business, and who is asked to.

use std::sync::Arc;

use async_trait::async_trait;
use identity::{Invitation, InvitationStore, Member, MemberStore};
use jiff::Timestamp;
use kernel::clock::to_micros;
use kernel::{AccountId, InvitationId, StoreResult};

use super::data::{Draft, refused};
use super::tx::MemoryTx;

const MEMBERS_MAX: usize = 500;
const INVITATIONS_MAX: usize = 100;

impl Draft {
    fn put_member(&mut self, member: &Member) -> StoreResult<()> {
        if !self.everything.accounts.contains(&member.account) {
            return Err(refused("members_account_fkey"));
        }
        let known = self.own.members.get(&member.account);
        let since = known.map_or_else(|| to_micros(member.since), |known| known.since);
        let kept = Member { since, ..member.clone() };
        self.own.members.insert(member.account, Arc::new(kept));
        Ok(())
    }

    fn close_invitation(&mut self, id: InvitationId, at: Timestamp) -> bool {
        let open = self.own.invitations.get(&id).filter(|known| known.closed_at.is_none());
        let Some(invitation) = open.cloned() else { return false };
        let closed = Invitation { closed_at: Some(to_micros(at)), ..invitation };
        self.own.invitations.insert(id, closed);
        true
    }

    fn insert_invitation(&mut self, invitation: &Invitation) -> StoreResult<()> {
        let earlier = self.own.invitations.values().filter(|known| known.email == invitation.email);
        let earlier: Vec<InvitationId> = earlier.map(|known| known.id).collect();
        for id in earlier {
            self.close_invitation(id, invitation.created_at);
        }
        if self.own.invitations.contains(&invitation.id) {
            return Err(refused("invitations_tenant_id_id_key"));
        }
        let kept = Invitation {
            created_at: to_micros(invitation.created_at),
            expires_at: to_micros(invitation.expires_at),
            closed_at: invitation.closed_at.map(to_micros),
            ..invitation.clone()
        };
        self.own.invitations.insert(invitation.id, kept);
        Ok(())
    }
}

#[async_trait]
impl MemberStore for MemoryTx {
    async fn put(&mut self, member: &Member) -> StoreResult<()> {
        self.write(|draft| draft.put_member(member)).await
    }

    async fn find(&mut self, account: AccountId) -> StoreResult<Option<Member>> {
        self.read(|draft| Ok(draft.own.members.get(&account).map(|known| Member::clone(known))))
            .await
    }

    async fn list(&mut self) -> StoreResult<Vec<Member>> {
        self.read(|draft| {
            let all = draft.own.members.values();
            let mut all: Vec<Member> = all.map(|member| Member::clone(member)).collect();
            all.sort_by_key(|member| (member.since, member.account));
            all.truncate(MEMBERS_MAX);
            Ok(all)
        })
        .await
    }

    async fn remove(&mut self, account: AccountId) -> StoreResult<bool> {
        self.write(|draft| Ok(draft.own.members.remove(&account).is_some())).await
    }
}

#[async_trait]
impl InvitationStore for MemoryTx {
    async fn insert(&mut self, invitation: &Invitation) -> StoreResult<()> {
        self.write(|draft| draft.insert_invitation(invitation)).await
    }

    async fn find(&mut self, id: InvitationId) -> StoreResult<Option<Invitation>> {
        self.read(|draft| Ok(draft.own.invitations.get(&id).cloned())).await
    }

    async fn open(&mut self, now: Timestamp) -> StoreResult<Vec<Invitation>> {
        self.read(|draft| {
            let open = draft.own.invitations.values().filter(|known| known.is_open(now));
            let mut open: Vec<Invitation> = open.cloned().collect();
            open.sort_by_key(|known| std::cmp::Reverse((known.created_at, known.id)));
            open.truncate(INVITATIONS_MAX);
            Ok(open)
        })
        .await
    }

    async fn close(&mut self, id: InvitationId, at: Timestamp) -> StoreResult<bool> {
        self.write(|draft| Ok(draft.close_invitation(id, at))).await
    }
}
