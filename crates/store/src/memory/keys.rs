//! Keys with which programs of a business come in.

use std::sync::Arc;

use async_trait::async_trait;
use identity::{ApiKey, KeyStore, SecretHash};
use jiff::Timestamp;
use kernel::clock::to_micros;
use kernel::{ApiKeyId, StoreResult};

use super::data::{Draft, refused};
use super::tx::MemoryTx;

const KEYS_MAX: usize = 200;

impl Draft {
    fn insert_key(&mut self, key: &ApiKey) -> StoreResult<()> {
        if self.own.keys.contains(&key.id) {
            return Err(refused("api_keys_tenant_id_id_key"));
        }
        if self.own.keys_by_hash.contains(&key.hash.as_str().to_owned()) {
            return Err(refused("api_keys_tenant_id_hash_key"));
        }
        self.own.keys_by_hash.insert(key.hash.as_str().to_owned(), key.id);
        let kept = ApiKey {
            created_at: to_micros(key.created_at),
            last_used_at: key.last_used_at.map(to_micros),
            expires_at: key.expires_at.map(to_micros),
            revoked_at: key.revoked_at.map(to_micros),
            ..key.clone()
        };
        self.own.keys.insert(key.id, Arc::new(kept));
        Ok(())
    }

    fn key(&self, id: ApiKeyId) -> Option<ApiKey> {
        self.own.keys.get(&id).map(|key| ApiKey::clone(key))
    }

    /// Changes a key that was not taken back; says whether there was one.
    fn change_key(&mut self, id: ApiKeyId, change: impl FnOnce(&mut ApiKey)) -> bool {
        let Some(mut key) = self.key(id).filter(|key| key.revoked_at.is_none()) else {
            return false;
        };
        change(&mut key);
        self.own.keys.insert(id, Arc::new(key));
        true
    }
}

#[async_trait]
impl KeyStore for MemoryTx {
    async fn insert(&mut self, key: &ApiKey) -> StoreResult<()> {
        self.write(|draft| draft.insert_key(key)).await
    }

    async fn find_by_hash(&mut self, hash: &SecretHash) -> StoreResult<Option<ApiKey>> {
        self.read(|draft| {
            let id = draft.own.keys_by_hash.get(&hash.as_str().to_owned());
            Ok(id.and_then(|id| draft.key(*id)))
        })
        .await
    }

    async fn find(&mut self, id: ApiKeyId) -> StoreResult<Option<ApiKey>> {
        self.read(|draft| Ok(draft.key(id))).await
    }

    async fn list(&mut self) -> StoreResult<Vec<ApiKey>> {
        self.read(|draft| {
            let good = draft.own.keys.values().filter(|key| key.revoked_at.is_none());
            let mut good: Vec<ApiKey> = good.map(|key| ApiKey::clone(key)).collect();
            good.sort_by_key(|key| std::cmp::Reverse((key.created_at, key.id)));
            good.truncate(KEYS_MAX);
            Ok(good)
        })
        .await
    }

    async fn used(&mut self, id: ApiKeyId, at: Timestamp) -> StoreResult<()> {
        let at = to_micros(at);
        self.write(|draft| {
            let Some(mut key) = draft.key(id) else { return Ok(()) };
            if key.last_used_at.is_none_or(|earlier| earlier < at) {
                key.last_used_at = Some(at);
                draft.own.keys.insert(id, Arc::new(key));
            }
            Ok(())
        })
        .await
    }

    async fn expire(&mut self, id: ApiKeyId, at: Timestamp) -> StoreResult<bool> {
        let at = to_micros(at);
        self.write(|draft| {
            Ok(draft.change_key(id, |key| {
                key.expires_at = Some(key.expires_at.map_or(at, |end| end.min(at)));
            }))
        })
        .await
    }

    async fn revoke(&mut self, id: ApiKeyId, at: Timestamp) -> StoreResult<bool> {
        self.write(|draft| Ok(draft.change_key(id, |key| key.revoked_at = Some(to_micros(at)))))
            .await
    }
}
