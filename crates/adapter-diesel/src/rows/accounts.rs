//! `accounts`, `sessions` and `tickets`.

use diesel::prelude::{Insertable, Queryable, Selectable};
use identity::{
    Account, EmailAddress, Purpose, Role, SecondFactor, SecretHash, Session, SessionKind, SignedIn,
    Ticket,
};
use jiff::Timestamp;
use kernel::{AccountId, SessionId, TenantId, TicketId};

use crate::columns::{Bind, Json};
use crate::schema::{accounts, sessions, tickets};

#[derive(Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub(crate) struct AccountRow {
    id: AccountId,
    email: EmailAddress,
    name: String,
    password: Option<String>,
    verified_at: Option<Timestamp>,
    second_factor: Option<Json<SecondFactor>>,
    is_platform: bool,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<AccountRow> for Account {
    fn from(row: AccountRow) -> Self {
        Self {
            id: row.id,
            email: row.email,
            name: row.name,
            password: row.password,
            verified_at: row.verified_at,
            second_factor: row.second_factor.map(|factor| factor.0),
            is_platform: row.is_platform,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = accounts, treat_none_as_default_value = false)]
pub(crate) struct NewAccount<'a> {
    id: Bind<AccountId>,
    email: Bind<&'a EmailAddress>,
    name: &'a str,
    password: Option<&'a str>,
    verified_at: Option<Bind<Timestamp>>,
    second_factor: Option<Bind<Json<&'a SecondFactor>>>,
    is_platform: bool,
    created_at: Bind<Timestamp>,
    updated_at: Bind<Timestamp>,
}

impl<'a> NewAccount<'a> {
    pub(crate) fn new(account: &'a Account) -> Self {
        Self {
            id: Bind(account.id),
            email: Bind(&account.email),
            name: &account.name,
            password: account.password.as_deref(),
            verified_at: account.verified_at.map(Bind),
            second_factor: account.second_factor.as_ref().map(|factor| Bind(Json(factor))),
            is_platform: account.is_platform,
            created_at: Bind(account.created_at),
            updated_at: Bind(account.updated_at),
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub(crate) struct SessionRow {
    id: SessionId,
    account_id: AccountId,
    business_id: Option<TenantId>,
    kind: SessionKind,
    hash: SecretHash,
    previous: Option<SecretHash>,
    rotated_at: Timestamp,
    agent: String,
    created_at: Timestamp,
    expires_at: Timestamp,
    ended_at: Option<Timestamp>,
}

impl From<SessionRow> for Session {
    fn from(row: SessionRow) -> Self {
        Self {
            id: row.id,
            account: row.account_id,
            tenant: row.business_id,
            kind: row.kind,
            hash: row.hash,
            previous: row.previous,
            rotated_at: row.rotated_at,
            agent: row.agent,
            created_at: row.created_at,
            expires_at: row.expires_at,
            ended_at: row.ended_at,
        }
    }
}

/// A session beside what is known of its account.
pub(crate) type SignedInRow = (SessionRow, bool, Option<Json<SecondFactor>>, Option<Role>);

pub(crate) fn signed_in((session, is_platform, factor, role): SignedInRow) -> SignedIn {
    SignedIn {
        session: session.into(),
        is_platform,
        has_second_factor: factor.is_some_and(|factor| factor.0.confirmed),
        role,
    }
}

#[derive(Insertable)]
#[diesel(table_name = sessions, treat_none_as_default_value = false)]
pub(crate) struct NewSession<'a> {
    id: Bind<SessionId>,
    account_id: Bind<AccountId>,
    business_id: Option<Bind<TenantId>>,
    kind: Bind<SessionKind>,
    hash: Bind<&'a SecretHash>,
    previous: Option<Bind<&'a SecretHash>>,
    rotated_at: Bind<Timestamp>,
    agent: &'a str,
    created_at: Bind<Timestamp>,
    expires_at: Bind<Timestamp>,
    ended_at: Option<Bind<Timestamp>>,
}

impl<'a> NewSession<'a> {
    pub(crate) fn new(session: &'a Session) -> Self {
        Self {
            id: Bind(session.id),
            account_id: Bind(session.account),
            business_id: session.tenant.map(Bind),
            kind: Bind(session.kind),
            hash: Bind(&session.hash),
            previous: session.previous.as_ref().map(Bind),
            rotated_at: Bind(session.rotated_at),
            agent: &session.agent,
            created_at: Bind(session.created_at),
            expires_at: Bind(session.expires_at),
            ended_at: session.ended_at.map(Bind),
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = tickets)]
pub(crate) struct TicketRow {
    id: TicketId,
    purpose: Purpose,
    account_id: Option<AccountId>,
    created_at: Timestamp,
    expires_at: Timestamp,
    used_at: Option<Timestamp>,
}

impl From<TicketRow> for Ticket {
    fn from(row: TicketRow) -> Self {
        Self {
            id: row.id,
            purpose: row.purpose,
            account: row.account_id,
            created_at: row.created_at,
            expires_at: row.expires_at,
            used_at: row.used_at,
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = tickets, treat_none_as_default_value = false)]
pub(crate) struct NewTicket {
    id: Bind<TicketId>,
    purpose: Bind<Purpose>,
    account_id: Option<Bind<AccountId>>,
    created_at: Bind<Timestamp>,
    expires_at: Bind<Timestamp>,
    used_at: Option<Bind<Timestamp>>,
}

impl NewTicket {
    pub(crate) fn new(ticket: &Ticket) -> Self {
        Self {
            id: Bind(ticket.id),
            purpose: Bind(ticket.purpose),
            account_id: ticket.account.map(Bind),
            created_at: Bind(ticket.created_at),
            expires_at: Bind(ticket.expires_at),
            used_at: ticket.used_at.map(Bind),
        }
    }
}
