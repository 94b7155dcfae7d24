//! `members`, `invitations`, `api_keys` and `audit`.

use diesel::prelude::{Insertable, Queryable, Selectable};
use identity::{
    ApiKey, AuditEntry, EmailAddress, Grant, Invitation, KeyKind, Member, Role, SecretHash,
};
use jiff::Timestamp;
use kernel::{AccountId, ApiKeyId, InvitationId, TenantId};

use crate::columns::{Bind, Json};
use crate::schema::{api_keys, audit, invitations, members};

#[derive(Queryable, Selectable)]
#[diesel(table_name = members)]
pub(crate) struct MemberRow {
    account_id: AccountId,
    role: Role,
    name: String,
    email: EmailAddress,
    since: Timestamp,
}

impl From<MemberRow> for Member {
    fn from(row: MemberRow) -> Self {
        Self {
            account: row.account_id,
            role: row.role,
            name: row.name,
            email: row.email,
            since: row.since,
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = members)]
pub(crate) struct NewMember<'a> {
    tenant_id: Bind<TenantId>,
    account_id: Bind<AccountId>,
    role: Bind<Role>,
    name: &'a str,
    email: Bind<&'a EmailAddress>,
    since: Bind<Timestamp>,
}

impl<'a> NewMember<'a> {
    pub(crate) fn new(tenant: Bind<TenantId>, member: &'a Member) -> Self {
        Self {
            tenant_id: tenant,
            account_id: Bind(member.account),
            role: Bind(member.role),
            name: &member.name,
            email: Bind(&member.email),
            since: Bind(member.since),
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = invitations)]
pub(crate) struct InvitationRow {
    id: InvitationId,
    email: EmailAddress,
    role: Role,
    invited_by: String,
    created_at: Timestamp,
    expires_at: Timestamp,
    closed_at: Option<Timestamp>,
}

impl From<InvitationRow> for Invitation {
    fn from(row: InvitationRow) -> Self {
        Self {
            id: row.id,
            email: row.email,
            role: row.role,
            invited_by: row.invited_by,
            created_at: row.created_at,
            expires_at: row.expires_at,
            closed_at: row.closed_at,
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = invitations, treat_none_as_default_value = false)]
pub(crate) struct NewInvitation<'a> {
    tenant_id: Bind<TenantId>,
    id: Bind<InvitationId>,
    email: Bind<&'a EmailAddress>,
    role: Bind<Role>,
    invited_by: &'a str,
    created_at: Bind<Timestamp>,
    expires_at: Bind<Timestamp>,
    closed_at: Option<Bind<Timestamp>>,
}

impl<'a> NewInvitation<'a> {
    pub(crate) fn new(tenant: Bind<TenantId>, invitation: &'a Invitation) -> Self {
        Self {
            tenant_id: tenant,
            id: Bind(invitation.id),
            email: Bind(&invitation.email),
            role: Bind(invitation.role),
            invited_by: &invitation.invited_by,
            created_at: Bind(invitation.created_at),
            expires_at: Bind(invitation.expires_at),
            closed_at: invitation.closed_at.map(Bind),
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = api_keys)]
pub(crate) struct KeyRow {
    id: ApiKeyId,
    kind: KeyKind,
    name: String,
    hint: String,
    hash: SecretHash,
    grants: Json<Vec<Grant>>,
    origins: Json<Vec<String>>,
    created_at: Timestamp,
    last_used_at: Option<Timestamp>,
    expires_at: Option<Timestamp>,
    revoked_at: Option<Timestamp>,
}

impl From<KeyRow> for ApiKey {
    fn from(row: KeyRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            name: row.name,
            hint: row.hint,
            hash: row.hash,
            grants: row.grants.0,
            origins: row.origins.0,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = api_keys, treat_none_as_default_value = false)]
pub(crate) struct NewKey<'a> {
    tenant_id: Bind<TenantId>,
    id: Bind<ApiKeyId>,
    kind: Bind<KeyKind>,
    name: &'a str,
    hint: &'a str,
    hash: Bind<&'a SecretHash>,
    grants: Bind<Json<&'a [Grant]>>,
    origins: Bind<Json<&'a [String]>>,
    created_at: Bind<Timestamp>,
    last_used_at: Option<Bind<Timestamp>>,
    expires_at: Option<Bind<Timestamp>>,
    revoked_at: Option<Bind<Timestamp>>,
}

impl<'a> NewKey<'a> {
    pub(crate) fn new(tenant: Bind<TenantId>, key: &'a ApiKey) -> Self {
        Self {
            tenant_id: tenant,
            id: Bind(key.id),
            kind: Bind(key.kind),
            name: &key.name,
            hint: &key.hint,
            hash: Bind(&key.hash),
            grants: Bind(Json(&key.grants)),
            origins: Bind(Json(&key.origins)),
            created_at: Bind(key.created_at),
            last_used_at: key.last_used_at.map(Bind),
            expires_at: key.expires_at.map(Bind),
            revoked_at: key.revoked_at.map(Bind),
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = audit)]
pub(crate) struct AuditRow {
    seq: i64,
    at: Timestamp,
    actor: String,
    action: String,
    subject: String,
    detail: String,
    hash: String,
}

impl From<AuditRow> for AuditEntry {
    fn from(row: AuditRow) -> Self {
        Self {
            seq: row.seq,
            at: row.at,
            actor: row.actor,
            action: row.action,
            subject: row.subject,
            detail: row.detail,
            hash: row.hash,
        }
    }
}

/// Owns its texts, because it waits for the commit.
#[derive(Debug, Insertable)]
#[diesel(table_name = audit)]
pub(crate) struct NewAuditRow {
    tenant_id: Bind<TenantId>,
    seq: i64,
    at: Bind<Timestamp>,
    actor: String,
    action: String,
    subject: String,
    detail: String,
    hash: String,
}

impl NewAuditRow {
    pub(crate) fn new(tenant: Bind<TenantId>, entry: &AuditEntry) -> Self {
        Self {
            tenant_id: tenant,
            seq: entry.seq,
            at: Bind(entry.at),
            actor: entry.actor.clone(),
            action: entry.action.clone(),
            subject: entry.subject.clone(),
            detail: entry.detail.clone(),
            hash: entry.hash.clone(),
        }
    }
}
