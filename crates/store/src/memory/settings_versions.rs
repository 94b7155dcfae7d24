//! What a business's settings were, and what they may become.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::StoreResult;
use kernel::clock::to_micros;
use tenancy::{SettingsDraft, SettingsVersion, SettingsVersionStore, VersionHead};

use super::data::{Draft, refused};
use super::tx::MemoryTx;

impl Draft {
    fn insert_version(&mut self, version: &SettingsVersion) -> StoreResult<()> {
        let number = version.head.version;
        if self.own.settings_versions.contains(&number) {
            return Err(refused("settings_versions_tenant_id_version_key"));
        }
        let mut kept = version.clone();
        kept.head.at = to_micros(kept.head.at);
        self.own.settings_versions.insert(number, Arc::new(kept));
        Ok(())
    }
}

#[async_trait]
impl SettingsVersionStore for MemoryTx {
    async fn insert(&mut self, version: &SettingsVersion) -> StoreResult<()> {
        self.write(|draft| draft.insert_version(version)).await
    }

    async fn find(&mut self, version: i64) -> StoreResult<Option<SettingsVersion>> {
        self.read(|draft| {
            Ok(draft.own.settings_versions.get(&version).map(|it| SettingsVersion::clone(it)))
        })
        .await
    }

    async fn latest(&mut self) -> StoreResult<Option<SettingsVersion>> {
        self.read(|draft| {
            let last = draft.own.settings_versions.values().next_back();
            Ok(last.map(|it| SettingsVersion::clone(it)))
        })
        .await
    }

    async fn page(&mut self, before: Option<i64>, limit: u16) -> StoreResult<Vec<VersionHead>> {
        self.read(|draft| {
            let newest_first = draft.own.settings_versions.values().rev();
            let heads = newest_first.map(|it| &it.head);
            let below = heads.filter(|head| before.is_none_or(|before| head.version < before));
            Ok(below.take(limit.into()).cloned().collect())
        })
        .await
    }

    async fn forget_but(&mut self, kept: u16) -> StoreResult<u64> {
        self.write(|draft| {
            let newest_first = draft.own.settings_versions.iter().rev();
            let old: Vec<i64> = newest_first.skip(kept.into()).map(|(number, _)| *number).collect();
            for number in &old {
                draft.own.settings_versions.remove(number);
            }
            Ok(u64::try_from(old.len()).unwrap_or(u64::MAX))
        })
        .await
    }

    async fn draft(&mut self) -> StoreResult<Option<SettingsDraft>> {
        self.read(|draft| Ok(draft.own.settings_draft.as_deref().cloned())).await
    }

    async fn put_draft(&mut self, new: &SettingsDraft) -> StoreResult<()> {
        self.write(|draft| {
            let kept = SettingsDraft { at: to_micros(new.at), ..new.clone() };
            draft.own.settings_draft = Some(Arc::new(kept));
            Ok(())
        })
        .await
    }

    async fn drop_draft(&mut self) -> StoreResult<bool> {
        self.write(|draft| Ok(draft.own.settings_draft.take().is_some())).await
    }
}
