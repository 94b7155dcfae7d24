//! What callers met before: listed, compared, restored.

use kernel::{StoreResult, TenantId};
use store::{Attempts, Durability};
use tenancy::VersionHead;

use super::change::{Before, Told};
use super::compare::{Change, compare};
use super::drafts::read;
use super::{BusinessSettings, By, Seen, Settings, SettingsError};

/// How many versions stand on a page, at most.
pub const PAGE_MAX: u16 = 200;

/// What callers met from one version on.
#[derive(Debug, Clone)]
pub struct Version {
    /// When and who.
    pub head: VersionHead,
    /// The settings.
    pub settings: BusinessSettings,
}

impl Settings {
    /// Versions, newest first, below the given number. At most [`PAGE_MAX`].
    pub async fn versions(
        &self,
        tenant: TenantId,
        before: Option<i64>,
        limit: u16,
    ) -> StoreResult<Vec<VersionHead>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let heads = tx.settings_versions().page(before, limit.min(PAGE_MAX)).await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(heads)
    }

    /// One version; `None` if there is none of this number, or it is kept no more.
    pub async fn version(&self, tenant: TenantId, number: i64) -> StoreResult<Option<Version>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let Some(kept) = tx.settings_versions().find(number).await? else { return Ok(None) };
        tx.commit(Durability::Relaxed).await?;
        Ok(Some(Version { head: kept.head, settings: read(&kept.document)? }))
    }

    /// What is different in a version from another one, or from the one before it; `None` if one of
    /// them is not kept. The oldest differs in nothing from what nobody knows.
    pub async fn changes(
        &self,
        tenant: TenantId,
        number: i64,
        against: Option<i64>,
    ) -> StoreResult<Option<Vec<Change>>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let store = tx.settings_versions();
        let Some(after) = store.find(number).await? else { return Ok(None) };
        let earlier = match against {
            Some(_) => against,
            None => store.page(Some(number), 1).await?.first().map(|head| head.version),
        };
        let before = match earlier {
            Some(earlier) => store.find(earlier).await?,
            None => return Ok(Some(Vec::new())),
        };
        tx.commit(Durability::Relaxed).await?;
        let Some(before) = before else { return Ok(None) };
        Ok(Some(compare(&read(&before.document)?, &read(&after.document)?)))
    }

    /// Makes a version what callers meet once more: as a new version.
    ///
    /// # Errors
    /// See [`SettingsError`]. What was right once need not be right now.
    pub async fn restore(&self, by: &By<'_>, number: i64) -> Result<Seen, SettingsError> {
        let mut attempts = Attempts::new();
        loop {
            match self.try_restore(by, number).await {
                Err(SettingsError::Store(error)) if attempts.again(&error).await => {}
                outcome => return outcome,
            }
        }
    }

    async fn try_restore(&self, by: &By<'_>, number: i64) -> Result<Seen, SettingsError> {
        let mut tx = self.db.begin(by.tenant).await?;
        let before = Before::lock(tx.as_mut(), by).await?;
        let kept = tx.settings_versions().find(number).await?.ok_or(SettingsError::Unknown)?;
        let wanted = read(&kept.document)?;
        let note = format!("version {number} again");
        let told = Told { action: "settings.restored", note: &note };
        let seen = self.put(tx.as_mut(), by, before, (&wanted, &told)).await?;
        tx.commit(Durability::Promised).await?;
        self.cards.changed(by.tenant).await;
        Ok(seen)
    }
}
