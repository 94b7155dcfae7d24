//! `settings_versions`, `settings_drafts`.

use diesel::prelude::{AsChangeset, Insertable, Queryable, Selectable};
use jiff::Timestamp;
use kernel::TenantId;
use tenancy::{SettingsDraft, SettingsVersion, VersionHead};

use crate::columns::Bind;
use crate::schema::{settings_drafts, settings_versions};

#[derive(Queryable, Selectable)]
#[diesel(table_name = settings_versions)]
pub(crate) struct HeadRow {
    version: i64,
    at: Timestamp,
    actor: String,
    note: String,
}

impl From<HeadRow> for VersionHead {
    fn from(row: HeadRow) -> Self {
        Self { version: row.version, at: row.at, actor: row.actor, note: row.note }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = settings_versions)]
pub(crate) struct VersionRow {
    #[diesel(embed)]
    head: HeadRow,
    document: String,
}

impl From<VersionRow> for SettingsVersion {
    fn from(row: VersionRow) -> Self {
        Self { head: row.head.into(), document: row.document }
    }
}

#[derive(Insertable)]
#[diesel(table_name = settings_versions)]
pub(crate) struct NewVersion<'a> {
    tenant_id: Bind<TenantId>,
    version: i64,
    at: Bind<Timestamp>,
    actor: &'a str,
    note: &'a str,
    document: &'a str,
}

impl<'a> NewVersion<'a> {
    pub(crate) fn new(tenant: Bind<TenantId>, version: &'a SettingsVersion) -> Self {
        let SettingsVersion { head, document } = version;
        Self {
            tenant_id: tenant,
            version: head.version,
            at: Bind(head.at),
            actor: &head.actor,
            note: &head.note,
            document,
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = settings_drafts)]
pub(crate) struct DraftRow {
    based_on: i64,
    at: Timestamp,
    actor: String,
    document: String,
}

impl From<DraftRow> for SettingsDraft {
    fn from(row: DraftRow) -> Self {
        Self { based_on: row.based_on, at: row.at, actor: row.actor, document: row.document }
    }
}

#[derive(Insertable)]
#[diesel(table_name = settings_drafts)]
pub(crate) struct NewDraft<'a> {
    tenant_id: Bind<TenantId>,
    #[diesel(embed)]
    change: DraftChange<'a>,
}

/// Everything but whose it is.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = settings_drafts)]
pub(crate) struct DraftChange<'a> {
    based_on: i64,
    at: Bind<Timestamp>,
    actor: &'a str,
    document: &'a str,
}

impl<'a> NewDraft<'a> {
    pub(crate) fn new(tenant: Bind<TenantId>, draft: &'a SettingsDraft) -> Self {
        Self { tenant_id: tenant, change: DraftChange::new(draft) }
    }
}

impl<'a> DraftChange<'a> {
    pub(crate) fn new(draft: &'a SettingsDraft) -> Self {
        Self {
            based_on: draft.based_on,
            at: Bind(draft.at),
            actor: &draft.actor,
            document: &draft.document,
        }
    }
}
