//! Settings are worked on without effect, and published.

use jiff::Timestamp;
use kernel::{StoreError, StoreResult, TenantId};
use store::{Attempts, Durability};
use tenancy::SettingsDraft;

use super::change::{Before, Told, fitting};
use super::check::check;
use super::compare::{Change, compare};
use super::{BusinessSettings, By, Seen, Settings, SettingsError, catalogue};
use crate::businesses::faults::Fault;

/// How much may be said about a version.
const NOTE_CHARS_MAX: usize = 200;

/// A draft, with what publishing it would do.
#[derive(Debug, Clone)]
pub struct DraftSeen {
    /// The business's version now: whoever publishes the draft has seen this one.
    pub version: i64,
    /// The business's version when the draft was begun.
    pub based_on: i64,
    /// When it was last saved.
    pub at: Timestamp,
    /// Who did.
    pub actor: String,
    /// The settings.
    pub settings: BusinessSettings,
    /// What would have to be mended first.
    pub faults: Vec<Fault>,
    /// What would become different for callers.
    pub changes: Vec<Change>,
}

impl Settings {
    /// What is being worked on.
    pub async fn draft(&self, tenant: TenantId) -> StoreResult<Option<DraftSeen>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let Some(draft) = tx.settings_versions().draft().await? else { return Ok(None) };
        let Some(tenant) = tx.tenants().find().await? else { return Ok(None) };
        let catalogue = catalogue(tx.as_mut(), &tenant).await?;
        tx.commit(Durability::Relaxed).await?;
        let present = BusinessSettings::of(&tenant, &catalogue);
        let before = Before { tenant, catalogue, settings: present };
        seen(&before, draft).map(Some)
    }

    /// Saves a draft in place of the one that there is. It may have faults: they are told.
    ///
    /// # Errors
    /// See [`SettingsError`].
    pub async fn save_draft(
        &self,
        by: &By<'_>,
        settings: &BusinessSettings,
    ) -> Result<DraftSeen, SettingsError> {
        let mut attempts = Attempts::new();
        loop {
            match self.try_save_draft(by, settings).await {
                Err(SettingsError::Store(error)) if attempts.again(&error).await => {}
                outcome => return outcome,
            }
        }
    }

    async fn try_save_draft(
        &self,
        by: &By<'_>,
        settings: &BusinessSettings,
    ) -> Result<DraftSeen, SettingsError> {
        let document = fitting(settings)?;
        let mut tx = self.db.begin(by.tenant).await?;
        let before = Before::lock(tx.as_mut(), by).await?;
        let earlier = tx.settings_versions().draft().await?;
        let draft = SettingsDraft {
            based_on: earlier.map_or(before.tenant.version, |earlier| earlier.based_on),
            at: self.clock.now(),
            actor: by.actor.label(),
            document,
        };
        tx.settings_versions().put_draft(&draft).await?;
        tx.commit(Durability::Promised).await?;
        Ok(seen(&before, draft)?)
    }

    /// Drops what is being worked on. `false` if there is nothing.
    pub async fn drop_draft(&self, tenant: TenantId) -> StoreResult<bool> {
        let mut tx = self.db.begin(tenant).await?;
        let dropped = tx.settings_versions().drop_draft().await?;
        tx.commit(Durability::Promised).await?;
        Ok(dropped)
    }

    /// Makes the draft what callers meet. There is none afterwards.
    ///
    /// # Errors
    /// See [`SettingsError`].
    pub async fn publish(&self, by: &By<'_>, note: &str) -> Result<Seen, SettingsError> {
        let note = note.trim();
        if note.chars().count() > NOTE_CHARS_MAX || note.chars().any(char::is_control) {
            let what = format!("must be one line of at most {NOTE_CHARS_MAX} characters");
            return Err(SettingsError::Faulty(vec![Fault { key: "note".to_owned(), what }]));
        }
        let mut attempts = Attempts::new();
        loop {
            match self.try_publish(by, note).await {
                Err(SettingsError::Store(error)) if attempts.again(&error).await => {}
                outcome => return outcome,
            }
        }
    }

    async fn try_publish(&self, by: &By<'_>, note: &str) -> Result<Seen, SettingsError> {
        let mut tx = self.db.begin(by.tenant).await?;
        let before = Before::lock(tx.as_mut(), by).await?;
        let draft = tx.settings_versions().draft().await?.ok_or(SettingsError::NoDraft)?;
        let wanted = read(&draft.document)?;
        let told = Told { action: "settings.published", note };
        let seen = self.put(tx.as_mut(), by, before, (&wanted, &told)).await?;
        tx.settings_versions().drop_draft().await?;
        tx.commit(Durability::Promised).await?;
        self.cards.changed(by.tenant).await;
        Ok(seen)
    }
}

/// A document that is kept.
pub(super) fn read(document: &str) -> StoreResult<BusinessSettings> {
    serde_json::from_str(document).map_err(|error| StoreError::Corrupt(Box::new(error)))
}

fn seen(before: &Before, draft: SettingsDraft) -> StoreResult<DraftSeen> {
    let settings = read(&draft.document)?;
    Ok(DraftSeen {
        version: before.tenant.version,
        based_on: draft.based_on,
        at: draft.at,
        actor: draft.actor,
        faults: check(&settings, &before.catalogue).err().unwrap_or_default(),
        changes: compare(&before.settings, &settings),
        settings,
    })
}
