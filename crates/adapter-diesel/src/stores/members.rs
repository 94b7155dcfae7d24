//! Who belongs to a business, and who is asked to.

use async_trait::async_trait;
use diesel::upsert::excluded;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, SelectableHelper};
use diesel_async::RunQueryDsl;
use identity::{Invitation, InvitationStore, Member, MemberStore};
use jiff::Timestamp;
use kernel::{AccountId, InvitationId, StoreResult};

use super::pending::Close;
use super::{Access, Pending, Session};
use crate::columns::Bind;
use crate::prepared::Prepared;
use crate::rows::members::{InvitationRow, MemberRow, NewInvitation, NewMember};
use crate::schema::{invitations, members};

const MEMBERS_MAX: i64 = 500;
const INVITATIONS_MAX: i64 = 100;

#[async_trait]
impl MemberStore for Session {
    async fn put(&mut self, member: &Member) -> StoreResult<()> {
        let tenant = self.tenant()?;
        self.defer(Pending::LockTenant(tenant.0))?;
        let query = Prepared(
            diesel::insert_into(members::table)
                .values(NewMember::new(tenant, member))
                .on_conflict((members::tenant_id, members::account_id))
                .do_update()
                .set((
                    members::role.eq(excluded(members::role)),
                    members::name.eq(excluded(members::name)),
                    members::email.eq(excluded(members::email)),
                )),
        );
        let put = query.execute(&mut self.wire().await?).await;
        self.checked(put).map(drop)
    }

    async fn find(&mut self, account: AccountId) -> StoreResult<Option<Member>> {
        let query =
            members::table.find((self.tenant()?, Bind(account))).select(MemberRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(Member::from))
    }

    async fn list(&mut self) -> StoreResult<Vec<Member>> {
        let tenant = self.tenant()?;
        // Not the rows: one that is added meanwhile has to wait as well.
        if self.access() == Access::Write {
            self.prefix(Pending::LockTenant(tenant.0))?;
        }
        let query = members::table
            .filter(members::tenant_id.eq(tenant))
            .order((members::since, members::account_id))
            .limit(MEMBERS_MAX)
            .select(MemberRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(Member::from).collect())
    }

    async fn remove(&mut self, account: AccountId) -> StoreResult<bool> {
        let tenant = self.tenant()?;
        self.defer(Pending::LockTenant(tenant.0))?;
        let query = diesel::delete(members::table.find((tenant, Bind(account))));
        let removed = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(removed)? == 1)
    }
}

#[async_trait]
impl InvitationStore for Session {
    async fn insert(&mut self, invitation: &Invitation) -> StoreResult<()> {
        let tenant = self.tenant()?;
        // Of two for one address at once, the later one must see the earlier one to close it.
        self.defer(Pending::LockTenant(tenant.0))?;
        self.defer(Pending::CloseInvitations(Close {
            tenant,
            email: invitation.email.clone(),
            at: invitation.created_at,
        }))?;
        let query =
            diesel::insert_into(invitations::table).values(NewInvitation::new(tenant, invitation));
        let inserted = query.execute(&mut self.wire().await?).await;
        self.checked(inserted).map(drop)
    }

    async fn find(&mut self, id: InvitationId) -> StoreResult<Option<Invitation>> {
        let query =
            invitations::table.find((self.tenant()?, Bind(id))).select(InvitationRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(Invitation::from))
    }

    async fn open(&mut self, now: Timestamp) -> StoreResult<Vec<Invitation>> {
        let query = invitations::table
            .filter(invitations::tenant_id.eq(self.tenant()?))
            .filter(invitations::closed_at.is_null())
            .filter(invitations::expires_at.gt(Bind(now)))
            .order((invitations::created_at.desc(), invitations::id.desc()))
            .limit(INVITATIONS_MAX)
            .select(InvitationRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(Invitation::from).collect())
    }

    async fn close(&mut self, id: InvitationId, at: Timestamp) -> StoreResult<bool> {
        let open = invitations::table
            .find((self.tenant()?, Bind(id)))
            .filter(invitations::closed_at.is_null());
        let query = Prepared(diesel::update(open).set(invitations::closed_at.eq(Some(Bind(at)))));
        let closed = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(closed)? == 1)
    }
}
