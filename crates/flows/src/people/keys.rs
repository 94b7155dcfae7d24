//! Keys for programs.

use identity::access::DASHBOARD;
use identity::{Access, Actor, ApiKey, Area, Grant, KeyKind, SecretText, secret};
use jiff::{SignedDuration, Timestamp};
use kernel::{ApiKeyId, StoreError, StoreResult, TenantId};
use serde_json::json;
use store::Durability;

use super::facts::{self, Fault};
use super::{People, note};

/// A key that is wanted.
#[derive(Debug, Clone)]
pub struct WantedKey {
    /// For what kind of program.
    pub kind: KeyKind,
    /// What its owner calls it.
    pub name: String,
    /// What it may do; for [`KeyKind::Api`] alone.
    pub grants: Vec<Grant>,
    /// The pages that may show it; for [`KeyKind::Widget`] alone.
    pub origins: Vec<String>,
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// A field cannot be what it says.
    #[error(transparent)]
    Faulty(#[from] Fault),
    /// There is no such key, or it was taken back.
    #[error("there is no such key")]
    Unknown,
    /// There are too many.
    #[error("there are too many keys: take some back")]
    TooMany,
    /// The database failed.
    #[error("the database failed")]
    Store(#[from] StoreError),
}

/// How many keys a business has at most.
const KEYS_MAX: usize = 50;
/// How many pages may show a widget's key.
const ORIGINS_MAX: usize = 20;
/// How long a key that was rotated goes on, at most.
pub const OVERLAP_MAX: SignedDuration = SignedDuration::from_hours(30 * 24);
/// What no key can be given: with these it could make itself more than it is.
const PEOPLE_ONLY: [Area; 2] = [Area::Keys, Area::Members];

impl People {
    /// Makes a key. The secret is told this once.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub async fn make_key(
        &self,
        actor: &Actor,
        tenant: TenantId,
        wanted: WantedKey,
    ) -> Result<(ApiKey, SecretText), KeyError> {
        let name = facts::name("name", &wanted.name, 80)?;
        let grants = grants(&wanted)?;
        let origins = origins(&wanted)?;
        let now = self.clock.now();
        let mut tx = self.db.begin(tenant).await?;
        if tx.keys().list().await?.len() >= KEYS_MAX {
            return Err(KeyError::TooMany);
        }
        let (key, secret) =
            self.fresh_key(tenant, ApiKeyFacts { kind: wanted.kind, name, grants, origins }, now);
        tx.keys().insert(&key).await?;
        let what = ("key.made", key.id.to_string());
        let detail = json!({ "kind": key.kind, "scopes": key.grants, "origins": key.origins });
        note(tx.as_mut(), actor, now, what, &detail).await?;
        tx.commit(Durability::Promised).await?;
        Ok((key, secret))
    }

    /// A business's keys, newest first.
    pub async fn api_keys(&self, tenant: TenantId) -> StoreResult<Vec<ApiKey>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let keys = tx.keys().list().await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(keys)
    }

    /// Makes a successor of a key, which goes on beside it for `overlap`.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub async fn rotate_key(
        &self,
        actor: &Actor,
        tenant: TenantId,
        id: ApiKeyId,
        overlap: SignedDuration,
    ) -> Result<(ApiKey, SecretText), KeyError> {
        if overlap.is_negative() || overlap > OVERLAP_MAX {
            return Err(Fault::new("overlap_hours", "expected 0 to 720").into());
        }
        let now = self.clock.now();
        let mut tx = self.db.begin(tenant).await?;
        let before = tx.keys().find(id).await?.filter(|key| key.is_good(now));
        let before = before.ok_or(KeyError::Unknown)?;
        let end = now.saturating_add(overlap).unwrap_or(Timestamp::MAX);
        if !tx.keys().expire(id, end).await? {
            return Err(KeyError::Unknown);
        }
        let ApiKey { kind, name, grants, origins, hash, .. } = before;
        let (key, secret) =
            self.fresh_key(tenant, ApiKeyFacts { kind, name, grants, origins }, now);
        tx.keys().insert(&key).await?;
        let what = ("key.rotated", id.to_string());
        note(tx.as_mut(), actor, now, what, &json!({ "successor": key.id, "until": end })).await?;
        tx.commit(Durability::Promised).await?;
        self.known.keys.forget(&hash.as_str().to_owned());
        Ok((key, secret))
    }

    /// Takes a key back.
    ///
    /// # Errors
    /// There is no such key, or it was taken back before.
    pub async fn revoke_key(
        &self,
        actor: &Actor,
        tenant: TenantId,
        id: ApiKeyId,
    ) -> Result<(), KeyError> {
        let now = self.clock.now();
        let mut tx = self.db.begin(tenant).await?;
        let key = tx.keys().find(id).await?.ok_or(KeyError::Unknown)?;
        if !tx.keys().revoke(id, now).await? {
            return Err(KeyError::Unknown);
        }
        note(tx.as_mut(), actor, now, ("key.revoked", id.to_string()), &json!({})).await?;
        tx.commit(Durability::Promised).await?;
        self.known.keys.forget(&key.hash.as_str().to_owned());
        Ok(())
    }

    fn fresh_key(
        &self,
        tenant: TenantId,
        facts: ApiKeyFacts,
        now: Timestamp,
    ) -> (ApiKey, SecretText) {
        let random = SecretText::new(self.entropy.bytes());
        let secret = secret::with_tenant(facts.kind.prefix(), tenant, &random);
        let text = secret.expose();
        let hint = text.get(text.len().saturating_sub(4)..).unwrap_or_default().to_owned();
        let key = ApiKey {
            id: self.ids.next(),
            kind: facts.kind,
            name: facts.name,
            hint,
            hash: secret.hash(),
            grants: facts.grants,
            origins: facts.origins,
            created_at: now,
            last_used_at: None,
            expires_at: None,
            revoked_at: None,
        };
        (key, secret)
    }
}

/// What a key and its successor have in common.
struct ApiKeyFacts {
    kind: KeyKind,
    name: String,
    grants: Vec<Grant>,
    origins: Vec<String>,
}

/// What the key may do: what was asked for, or what its kind may always do.
fn grants(wanted: &WantedKey) -> Result<Vec<Grant>, Fault> {
    match wanted.kind {
        KeyKind::Api => {
            let mut grants = wanted.grants.clone();
            grants.sort_unstable();
            grants.dedup();
            if grants.is_empty() {
                return Err(Fault::new("scopes", "expected one at least, such as calls:read"));
            }
            let refused = grants
                .iter()
                .find(|it| it.access == Access::Write && PEOPLE_ONLY.contains(&it.area));
            if let Some(refused) = refused {
                return Err(Fault::new("scopes", format!("{refused} is for people only")));
            }
            Ok(grants)
        }
        KeyKind::Widget | KeyKind::Dashboard if !wanted.grants.is_empty() => {
            Err(Fault::new("scopes", "only keys of the kind api have scopes"))
        }
        KeyKind::Widget => Ok(Vec::new()),
        KeyKind::Dashboard => Ok(DASHBOARD.into_iter().map(Grant::read).collect()),
    }
}

/// The pages that may show it.
fn origins(wanted: &WantedKey) -> Result<Vec<String>, Fault> {
    if wanted.kind != KeyKind::Widget {
        return if wanted.origins.is_empty() {
            Ok(Vec::new())
        } else {
            Err(Fault::new("origins", "only keys of the kind widget have origins"))
        };
    }
    if wanted.origins.is_empty() || wanted.origins.len() > ORIGINS_MAX {
        return Err(Fault::new("origins", format!("expected 1 to {ORIGINS_MAX} origins")));
    }
    wanted.origins.iter().map(|text| origin(text)).collect()
}

/// `https://shop.example`, with a port if it is not the usual one, and nothing behind it.
pub(crate) fn origin(text: &str) -> Result<String, Fault> {
    let refused = || Fault::new("origins", "expected origins such as https://shop.example");
    let lower = text.trim().to_ascii_lowercase();
    let (scheme, host) = lower.split_once("://").ok_or_else(refused)?;
    let name = host.split_once(':').map_or(host, |(name, _)| name);
    let local = matches!(name, "localhost" | "127.0.0.1");
    let port = host.split_once(':').map(|(_, port)| port.parse::<u16>());
    let letters = name.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'.'));
    let fits = (scheme == "https" || (scheme == "http" && local))
        && !name.is_empty()
        && name.len() <= 253
        && letters
        && (local || name.contains('.'))
        && port.is_none_or(|port| port.is_ok());
    if fits { Ok(lower) } else { Err(refused()) }
}
