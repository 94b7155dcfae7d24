//! What a business's settings were, and what they may become.

use async_trait::async_trait;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::StoreResult;
use tenancy::{SettingsDraft, SettingsVersion, SettingsVersionStore, VersionHead};

use super::Session;
use crate::rows::settings_versions::{
    DraftChange, DraftRow, HeadRow, NewDraft, NewVersion, VersionRow,
};
use crate::schema::{settings_drafts, settings_versions};

#[async_trait]
impl SettingsVersionStore for Session {
    async fn insert(&mut self, version: &SettingsVersion) -> StoreResult<()> {
        let row = NewVersion::new(self.tenant()?, version);
        let query = diesel::insert_into(settings_versions::table).values(row);
        let inserted = query.execute(&mut self.wire().await?).await;
        self.checked(inserted).map(drop)
    }

    async fn find(&mut self, version: i64) -> StoreResult<Option<SettingsVersion>> {
        let query = settings_versions::table
            .find((self.tenant()?, version))
            .select(VersionRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(SettingsVersion::from))
    }

    async fn latest(&mut self) -> StoreResult<Option<SettingsVersion>> {
        let query = settings_versions::table
            .filter(settings_versions::tenant_id.eq(self.tenant()?))
            .order(settings_versions::version.desc())
            .select(VersionRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(SettingsVersion::from))
    }

    async fn page(&mut self, before: Option<i64>, limit: u16) -> StoreResult<Vec<VersionHead>> {
        let query = settings_versions::table
            .filter(settings_versions::tenant_id.eq(self.tenant()?))
            .filter(settings_versions::version.lt(before.unwrap_or(i64::MAX)))
            .order(settings_versions::version.desc())
            .limit(limit.into())
            .select(HeadRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(VersionHead::from).collect())
    }

    async fn forget_but(&mut self, kept: u16) -> StoreResult<u64> {
        let tenant = self.tenant()?;
        self.writable()?;
        let query = settings_versions::table
            .filter(settings_versions::tenant_id.eq(tenant))
            .order(settings_versions::version.desc())
            .offset(kept.into())
            .select(settings_versions::version);
        let newest = query.first::<i64>(&mut self.wire().await?).await.optional();
        let Some(newest) = self.checked(newest)? else { return Ok(0) };
        let old = settings_versions::table
            .filter(settings_versions::tenant_id.eq(tenant))
            .filter(settings_versions::version.le(newest));
        let deleted = diesel::delete(old).execute(&mut self.wire().await?).await;
        let deleted = self.checked(deleted)?;
        Ok(u64::try_from(deleted).unwrap_or(u64::MAX))
    }

    async fn draft(&mut self) -> StoreResult<Option<SettingsDraft>> {
        let query = settings_drafts::table.find(self.tenant()?).select(DraftRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(SettingsDraft::from))
    }

    async fn put_draft(&mut self, draft: &SettingsDraft) -> StoreResult<()> {
        let query = diesel::insert_into(settings_drafts::table)
            .values(NewDraft::new(self.tenant()?, draft))
            .on_conflict(settings_drafts::tenant_id)
            .do_update()
            .set(DraftChange::new(draft));
        let put = query.execute(&mut self.wire().await?).await;
        self.checked(put).map(drop)
    }

    async fn drop_draft(&mut self) -> StoreResult<bool> {
        let tenant = self.tenant()?;
        self.writable()?;
        let query = diesel::delete(settings_drafts::table.find(tenant));
        let deleted = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(deleted)? == 1)
    }
}
