//! People who sign in, their sessions, and the links they are sent.

use async_trait::async_trait;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, JoinOnDsl, NullableExpressionMethods,
    OptionalExtension, QueryDsl, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use identity::{
    Account, AccountStore, EmailAddress, NewAccounts, Role, SecretHash, Session as Visit,
    SessionStore, SignIns, SignedIn, Ticket, TicketStore,
};
use jiff::Timestamp;
use kernel::{AccountId, SessionId, StoreResult, TenantId, TicketId};

use super::super::dialect;
use super::Session;
use crate::columns::{Bind, Json};
use crate::prepared::Prepared;
use crate::rows::accounts::{
    AccountRow, NewAccount, NewSession, NewTicket, SessionRow, SignedInRow, TicketRow, signed_in,
};
use crate::schema::{accounts, members, sessions, tickets};

/// The most sessions and businesses that one account is shown.
const OWN_MAX: i64 = 100;

async fn insert_account(session: &mut Session, account: &Account) -> StoreResult<bool> {
    // Without a target: whoever may not see accounts may not name what a new one must not meet.
    let query = diesel::insert_into(accounts::table)
        .values(NewAccount::new(account))
        .on_conflict_do_nothing();
    let inserted = query.execute(&mut session.wire().await?).await;
    Ok(session.checked(inserted)? == 1)
}

#[async_trait]
impl NewAccounts for Session {
    async fn insert_if_new(&mut self, account: &Account) -> StoreResult<bool> {
        self.tenant()?;
        self.writable()?;
        if account.is_platform {
            return self.refuse("platform staff made by a business");
        }
        insert_account(self, account).await
    }
}

#[async_trait]
impl AccountStore for Session {
    async fn insert_if_new(&mut self, account: &Account) -> StoreResult<bool> {
        self.platform()?;
        insert_account(self, account).await
    }

    async fn find(&mut self, id: AccountId) -> StoreResult<Option<Account>> {
        self.platform()?;
        let query = accounts::table.find(Bind(id)).select(AccountRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(Account::from))
    }

    async fn find_by_email(&mut self, email: &EmailAddress) -> StoreResult<Option<Account>> {
        self.platform()?;
        let query =
            accounts::table.filter(accounts::email.eq(Bind(email))).select(AccountRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(Account::from))
    }

    async fn lock(&mut self, id: AccountId) -> StoreResult<Option<Account>> {
        self.platform()?;
        let query = accounts::table.find(Bind(id)).select(AccountRow::as_select());
        let row = dialect::for_update!(query).first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(Account::from))
    }

    async fn update(&mut self, account: &Account) -> StoreResult<bool> {
        self.platform()?;
        let query = Prepared(
            diesel::update(accounts::table.find(Bind(account.id))).set((
                accounts::name.eq(&account.name),
                accounts::password.eq(account.password.as_deref()),
                accounts::verified_at.eq(account.verified_at.map(Bind)),
                accounts::second_factor
                    .eq(account.second_factor.as_ref().map(|factor| Bind(Json(factor)))),
                accounts::is_platform.eq(account.is_platform),
                accounts::updated_at.eq(Bind(account.updated_at)),
            )),
        );
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }

    async fn memberships(&mut self, id: AccountId) -> StoreResult<Vec<(TenantId, Role)>> {
        self.platform()?;
        let query = members::table
            .filter(members::account_id.eq(Bind(id)))
            .order((members::since, members::tenant_id))
            .limit(OWN_MAX)
            .select((members::tenant_id, members::role));
        let rows = query.load(&mut self.wire().await?).await;
        self.checked(rows)
    }
}

#[async_trait]
impl SignIns for Session {
    async fn find(&mut self, id: SessionId) -> StoreResult<Option<SignedIn>> {
        self.platform()?;
        let query = sessions::table
            .inner_join(accounts::table.on(accounts::id.eq(sessions::account_id)))
            .left_join(
                members::table.on(members::account_id
                    .eq(sessions::account_id)
                    .and(members::tenant_id.nullable().eq(sessions::business_id))),
            )
            .filter(sessions::id.eq(Bind(id)))
            .select((
                SessionRow::as_select(),
                accounts::is_platform,
                accounts::second_factor,
                members::role.nullable(),
            ));
        let row = query.first::<SignedInRow>(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(signed_in))
    }
}

#[async_trait]
impl SessionStore for Session {
    async fn insert(&mut self, session: &Visit) -> StoreResult<()> {
        self.platform()?;
        let query = diesel::insert_into(sessions::table).values(NewSession::new(session));
        let inserted = query.execute(&mut self.wire().await?).await;
        self.checked(inserted).map(drop)
    }

    async fn rotate(
        &mut self,
        id: SessionId,
        shown: &SecretHash,
        fresh: &SecretHash,
        at: Timestamp,
    ) -> StoreResult<bool> {
        self.platform()?;
        let open = sessions::table
            .find(Bind(id))
            .filter(sessions::hash.eq(Bind(shown)))
            .filter(sessions::ended_at.is_null());
        let query = Prepared(diesel::update(open).set((
            sessions::hash.eq(Bind(fresh)),
            sessions::previous.eq(Some(Bind(shown))),
            sessions::rotated_at.eq(Bind(at)),
        )));
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }

    async fn turn_to(&mut self, id: SessionId, tenant: Option<TenantId>) -> StoreResult<bool> {
        self.platform()?;
        let open = sessions::table.find(Bind(id)).filter(sessions::ended_at.is_null());
        let query = Prepared(diesel::update(open).set(sessions::business_id.eq(tenant.map(Bind))));
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }

    async fn end(&mut self, id: SessionId, at: Timestamp) -> StoreResult<bool> {
        self.platform()?;
        let open = sessions::table.find(Bind(id)).filter(sessions::ended_at.is_null());
        let query = Prepared(diesel::update(open).set(sessions::ended_at.eq(Some(Bind(at)))));
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }

    async fn end_all(
        &mut self,
        account: AccountId,
        except: Option<SessionId>,
        at: Timestamp,
    ) -> StoreResult<Vec<SessionId>> {
        self.platform()?;
        // No session has the nil id.
        let kept = except.unwrap_or(SessionId::from_uuid(uuid::Uuid::nil()));
        let open = sessions::table
            .filter(sessions::account_id.eq(Bind(account)))
            .filter(sessions::ended_at.is_null())
            .filter(sessions::id.ne(Bind(kept)));
        let query = Prepared(
            diesel::update(open).set(sessions::ended_at.eq(Some(Bind(at)))).returning(sessions::id),
        );
        let ended = query.get_results(&mut self.wire().await?).await;
        self.checked(ended)
    }

    async fn list(&mut self, account: AccountId, now: Timestamp) -> StoreResult<Vec<Visit>> {
        self.platform()?;
        let query = sessions::table
            .filter(sessions::account_id.eq(Bind(account)))
            .filter(sessions::ended_at.is_null())
            .filter(sessions::expires_at.gt(Bind(now)))
            .order((sessions::created_at.desc(), sessions::id.desc()))
            .limit(OWN_MAX)
            .select(SessionRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(Visit::from).collect())
    }
}

#[async_trait]
impl TicketStore for Session {
    async fn insert(&mut self, ticket: &Ticket) -> StoreResult<()> {
        self.platform()?;
        let query = diesel::insert_into(tickets::table).values(NewTicket::new(ticket));
        let inserted = query.execute(&mut self.wire().await?).await;
        self.checked(inserted).map(drop)
    }

    async fn find(&mut self, id: TicketId) -> StoreResult<Option<Ticket>> {
        self.platform()?;
        let query = tickets::table.find(Bind(id)).select(TicketRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(Ticket::from))
    }

    async fn use_once(&mut self, id: TicketId, at: Timestamp) -> StoreResult<bool> {
        self.platform()?;
        let unused = tickets::table.find(Bind(id)).filter(tickets::used_at.is_null());
        let query = Prepared(diesel::update(unused).set(tickets::used_at.eq(Some(Bind(at)))));
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }
}
