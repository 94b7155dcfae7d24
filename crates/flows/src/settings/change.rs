//! What is right becomes what callers meet.

use identity::{Area, Grant, Who};
use kernel::{IdSource, StoreResult};
use scheduling::{Catalogue, Service, Staff};
use serde_json::json;
use store::{Attempts, Durability, Tx};
use tenancy::{SettingsVersion, Tenant, VersionHead};

use super::check::{Right, RightStaff, check};
use super::compare::{Change, compare};
use super::{BusinessSettings, By, Edit, Seen, Settings, SettingsError, catalogue};
use crate::businesses::faults::Fault;
use crate::people::note;

/// How many versions of a business's settings are kept.
pub const VERSIONS_MAX: u16 = 200;
/// How large a document may be, as it is kept.
const DOCUMENT_BYTES_MAX: usize = 256 * 1024;
/// How many changed fields the record names, at most.
const NAMED_MAX: usize = 100;

/// A change as the record tells it.
pub(super) struct Told<'a> {
    /// What was done: `settings.changed`.
    pub(super) action: &'static str,
    /// What was said about it.
    pub(super) note: &'a str,
}

/// A business that is locked, as it is before a change.
pub(super) struct Before {
    pub(super) tenant: Tenant,
    pub(super) catalogue: Catalogue,
    pub(super) settings: BusinessSettings,
}

impl Before {
    /// Locks a transaction's business, which must be as `by` has seen it.
    pub(super) async fn lock(tx: &mut dyn Tx, by: &By<'_>) -> Result<Self, SettingsError> {
        let tenant = tx.tenants().lock().await?.ok_or(SettingsError::Unknown)?;
        by.saw(&tenant)?;
        let catalogue = catalogue(tx, &tenant).await?;
        let settings = BusinessSettings::of(&tenant, &catalogue);
        Ok(Self { tenant, catalogue, settings })
    }
}

impl Settings {
    /// Changes one part. The next caller meets it.
    ///
    /// # Errors
    /// See [`SettingsError`]. The paths of faults begin at the part.
    pub async fn change(&self, by: &By<'_>, edit: &Edit) -> Result<Seen, SettingsError> {
        let mut attempts = Attempts::new();
        loop {
            match self.try_change(by, edit).await {
                Err(SettingsError::Store(error)) if attempts.again(&error).await => {}
                outcome => return outcome,
            }
        }
    }

    async fn try_change(&self, by: &By<'_>, edit: &Edit) -> Result<Seen, SettingsError> {
        let mut tx = self.db.begin(by.tenant).await?;
        let before = Before::lock(tx.as_mut(), by).await?;
        let (wanted, part) = edit.applied(&before.settings)?;
        let told = Told { action: "settings.changed", note: "" };
        let seen = self.put(tx.as_mut(), by, before, (&wanted, &told)).await;
        let seen = seen.map_err(|error| within(error, &part))?;
        tx.commit(Durability::Promised).await?;
        self.cards.changed(by.tenant).await;
        Ok(seen)
    }

    /// Puts a document in place of what callers meet, and keeps it as a version. Nothing happens if it
    /// is the same.
    pub(super) async fn put(
        &self,
        tx: &mut dyn Tx,
        by: &By<'_>,
        before: Before,
        (wanted, told): (&BusinessSettings, &Told<'_>),
    ) -> Result<Seen, SettingsError> {
        let right = check(wanted, &before.catalogue).map_err(SettingsError::Faulty)?;
        let now = self.clock.now();
        let catalogue = right.catalogue(self.ids.as_ref(), &before.catalogue);
        let mut tenant = right.tenant(&before.tenant);
        tenant.updated_at = now;
        let settings = BusinessSettings::of(&tenant, &catalogue);
        let changes = compare(&before.settings, &settings);
        if changes.is_empty() {
            return Ok(Seen { tenant: before.tenant, settings });
        }
        may_change(by, &changes)?;
        self.keep_unseen(tx, &before).await?;
        tenant.version = tx.tenants().put(&tenant).await?;
        tx.schedules().save(&catalogue).await?;
        let head = VersionHead {
            version: tenant.version,
            at: now,
            actor: by.actor.label(),
            note: told.note.to_owned(),
        };
        let document = fitting(&settings)?;
        tx.settings_versions().insert(&SettingsVersion { head, document }).await?;
        tx.settings_versions().forget_but(VERSIONS_MAX).await?;
        let keys: Vec<&str> = changes.iter().map(|it| it.path.as_str()).take(NAMED_MAX).collect();
        let detail = json!({ "version": tenant.version, "keys": keys, "count": changes.len() });
        let what = (told.action, tenant.id.to_string());
        note(tx, by.actor, now, what, &detail).await?;
        Ok(Seen { tenant, settings })
    }

    /// Keeps what callers met so far, where it came to be by another way: registration, a file.
    async fn keep_unseen(&self, tx: &mut dyn Tx, before: &Before) -> StoreResult<()> {
        let latest = tx.settings_versions().latest().await?;
        if let Some(latest) = latest {
            let known = serde_json::from_str(&latest.document).ok();
            if known.as_ref() == Some(&before.settings)
                || latest.head.version >= before.tenant.version
            {
                return Ok(());
            }
        }
        let head = VersionHead {
            version: before.tenant.version,
            at: before.tenant.updated_at,
            actor: "system".to_owned(),
            note: String::new(),
        };
        let document = written(&before.settings)?;
        tx.settings_versions().insert(&SettingsVersion { head, document }).await
    }
}

/// A document as it is kept, unless it is too large.
pub(super) fn fitting(settings: &BusinessSettings) -> Result<String, SettingsError> {
    let document = written(settings)?;
    if document.len() <= DOCUMENT_BYTES_MAX {
        return Ok(document);
    }
    let what = format!("the settings as a whole must have at most {DOCUMENT_BYTES_MAX} bytes");
    Err(SettingsError::Faulty(vec![Fault { key: ".".to_owned(), what }]))
}

fn written(settings: &BusinessSettings) -> StoreResult<String> {
    serde_json::to_string(settings).map_err(|error| kernel::StoreError::Other(Box::new(error)))
}

/// A program that may change settings changes services, staff and hours only if it may change those.
fn may_change(by: &By<'_>, changes: &[Change]) -> Result<(), SettingsError> {
    let Who::Program { .. } = &by.actor.who else { return Ok(()) };
    let area_of = |change: &Change| {
        let section = change.path.split(['.', '[']).next().unwrap_or_default();
        match section {
            "booking" | "hours" | "closed_days" | "services" | "staff" => Area::Catalogue,
            _ => Area::Settings,
        }
    };
    let may = |area| by.actor.may(Grant::write(area));
    if changes.iter().map(area_of).all(may) { Ok(()) } else { Err(SettingsError::Forbidden) }
}

/// Faults as whoever names one part alone calls its fields.
fn within(error: SettingsError, part: &str) -> SettingsError {
    let SettingsError::Faulty(mut faults) = error else { return error };
    for fault in &mut faults {
        if let Some(rest) = fault.key.strip_prefix(part) {
            fault.key = rest.to_owned();
        }
    }
    SettingsError::Faulty(faults)
}

impl Right {
    /// The business with these settings.
    fn tenant(&self, before: &Tenant) -> Tenant {
        let mut settings = self.settings.clone();
        settings.plan.clone_from(&before.settings.plan);
        Tenant {
            name: self.name.clone(),
            timezone: self.timezone.clone(),
            settings,
            ..before.clone()
        }
    }

    /// The catalogue with these services and this staff. Nobody is the business itself: somebody has to
    /// be busy.
    fn catalogue(&self, ids: &dyn IdSource, before: &Catalogue) -> Catalogue {
        let services: Vec<Service> = self
            .services
            .iter()
            .map(|right| Service {
                id: right.id.unwrap_or_else(|| ids.next()),
                name: right.name.clone(),
                aliases: right.aliases.clone(),
                minutes: right.minutes,
                buffer_minutes: right.buffer_minutes,
                price: right.price,
                active: true,
            })
            .collect();
        let mut staff: Vec<Staff> =
            self.staff.iter().map(|right| member(right, &services, ids)).collect();
        if staff.is_empty() {
            let known = before.staff.iter().find(|staff| staff.implied);
            staff.push(Staff {
                id: known.map_or_else(|| ids.next(), |staff| staff.id),
                name: self.name.clone(),
                services: None,
                hours: None,
                active: true,
                implied: true,
            });
        }
        Catalogue {
            timezone: self.timezone.clone(),
            services,
            staff,
            hours: self.hours.clone(),
            closed: self.closed.clone(),
            rules: self.rules.clone(),
        }
    }
}

fn member(right: &RightStaff, services: &[Service], ids: &dyn IdSource) -> Staff {
    let service = |place: &usize| services.get(*place).map(|service| service.id);
    Staff {
        id: right.id.unwrap_or_else(|| ids.next()),
        name: right.name.clone(),
        services: right.services.as_ref().map(|places| places.iter().filter_map(service).collect()),
        hours: right.hours.clone(),
        active: true,
        implied: false,
    }
}
