//! A business's programs get another key, without stopping.

use std::collections::BTreeSet;

use identity::{Access, Actor, ApiKey, Area, Grant, KeyKind, SecretText, secret};
use jiff::{SignedDuration, Timestamp};
use kernel::TenantId;
use serde_json::json;
use store::Durability;

use super::{Platform, PlatformError};
use crate::people::note;

/// How long keys that were rotated go on beside their successor.
pub const OVERLAP: SignedDuration = SignedDuration::from_hours(24);
/// How many pages may show a widget's key.
const ORIGINS_MAX: usize = 20;
/// What no key can be given: with these it could make itself more than it is.
const PEOPLE_ONLY: [Area; 2] = [Area::Keys, Area::Members];

impl Platform {
    /// Makes one successor of all good keys of a kind, which go on beside it for [`OVERLAP`]; or the
    /// first key. It may do what they may, all in all, and be shown by the pages that may show them.
    /// The secret is told this once.
    ///
    /// `origins` are the pages that may show the first key of a widget; its successors keep them.
    ///
    /// # Errors
    /// There is no such business, or nobody signs in here; a widget's first key without pages.
    pub async fn rotate_keys(
        &self,
        actor: &Actor,
        id: TenantId,
        kind: KeyKind,
        origins: &[String],
    ) -> Result<(ApiKey, SecretText), PlatformError> {
        let people = self.people.as_ref().ok_or(PlatformError::NobodySignsIn)?;
        let now = self.now();
        let mut tx = self.db().begin(id).await?;
        // Two at once would make two successors.
        tx.tenants().lock().await?.ok_or(PlatformError::Unknown("business"))?;
        let keys = tx.keys().list().await?;
        let good: Vec<&ApiKey> =
            keys.iter().filter(|key| key.kind == kind && key.is_good(now)).collect();
        let wanted = Wanted::of(kind, &good, origins)?;
        let end = now.saturating_add(OVERLAP).unwrap_or(Timestamp::MAX);
        for key in &good {
            tx.keys().expire(key.id, end).await?;
        }
        let secret =
            secret::with_tenant(kind.prefix(), id, &SecretText::new(people.entropy.bytes()));
        let text = secret.expose();
        let key = ApiKey {
            id: self.businesses.ids.next(),
            kind,
            name: wanted.name,
            hint: text.get(text.len().saturating_sub(4)..).unwrap_or_default().to_owned(),
            hash: secret.hash(),
            grants: wanted.grants,
            origins: wanted.origins,
            created_at: now,
            last_used_at: None,
            expires_at: None,
            revoked_at: None,
        };
        tx.keys().insert(&key).await?;
        let replaced: Vec<_> = good.iter().map(|key| key.id).collect();
        let detail = json!({ "kind": kind, "replaced": replaced, "until": end });
        note(tx.as_mut(), actor, now, ("key.rotated", key.id.to_string()), &detail).await?;
        tx.commit(Durability::Promised).await?;
        people.forget_visitors();
        Ok((key, secret))
    }
}

/// What the successor is.
struct Wanted {
    name: String,
    grants: Vec<Grant>,
    origins: Vec<String>,
}

impl Wanted {
    fn of(kind: KeyKind, good: &[&ApiKey], pages: &[String]) -> Result<Self, PlatformError> {
        let grants: BTreeSet<Grant> = good.iter().flat_map(|key| key.grants.clone()).collect();
        let origins: BTreeSet<String> = good.iter().flat_map(|key| key.origins.clone()).collect();
        let Some(first) = good.first() else { return Self::first(kind, pages) };
        Ok(Self {
            name: first.name.clone(),
            grants: grants.into_iter().collect(),
            origins: origins.into_iter().take(ORIGINS_MAX).collect(),
        })
    }

    /// The first key of a business.
    fn first(kind: KeyKind, pages: &[String]) -> Result<Self, PlatformError> {
        let of_programs = |it: &Grant| it.access == Access::Read || !PEOPLE_ONLY.contains(&it.area);
        let (name, grants) = match kind {
            KeyKind::Api => ("API", Grant::all().filter(of_programs).collect()),
            KeyKind::Widget => ("Widget", Vec::new()),
            KeyKind::Dashboard => {
                ("Dashboard", identity::access::DASHBOARD.into_iter().map(Grant::read).collect())
            }
        };
        let origins = match kind {
            KeyKind::Widget if pages.is_empty() || pages.len() > ORIGINS_MAX => {
                let what = format!("expected 1 to {ORIGINS_MAX} pages that may show the key");
                return Err(PlatformError::faulty("origins", what));
            }
            KeyKind::Widget => {
                let read = pages.iter().map(|page| crate::people::keys::origin(page));
                let read: Result<Vec<String>, _> = read.collect();
                read.map_err(|fault| PlatformError::faulty("origins", fault.why))?
            }
            KeyKind::Api | KeyKind::Dashboard => Vec::new(),
        };
        Ok(Self { name: name.to_owned(), grants, origins })
    }
}
