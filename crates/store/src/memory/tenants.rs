//! The business itself.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::clock::to_micros;
use kernel::{StoreError, StoreResult};
use tenancy::{Tenant, TenantStamp, TenantStore};

use super::data::{Business, Draft, refused};
use super::tx::MemoryTx;

impl Business {
    pub(super) fn stamp(&self) -> Option<TenantStamp> {
        let tenant = self.tenant.as_ref()?;
        Some(TenantStamp { version: tenant.version, status: tenant.status })
    }
}

impl Draft {
    fn put_tenant(&mut self, tenant: &Tenant) -> StoreResult<i64> {
        if tenant.id != self.tenant {
            return Err(StoreError::Forbidden("a row of another business"));
        }
        let numbers = &mut self.everything.numbers;
        if numbers.get(&tenant.phone).is_some_and(|owner| *owner != tenant.id) {
            return Err(refused("tenants_phone_key"));
        }
        let known = self.own.tenant.as_deref();
        if let Some(known) = known {
            numbers.remove(&known.phone);
        }
        numbers.insert(tenant.phone.clone(), tenant.id);
        let version = known.map_or(0, |known| known.version).saturating_add(1);
        let created_at = known.map_or(tenant.created_at, |known| known.created_at);
        self.own.tenant = Some(Arc::new(Tenant {
            version,
            created_at: to_micros(created_at),
            updated_at: to_micros(tenant.updated_at),
            ..tenant.clone()
        }));
        Ok(version)
    }
}

#[async_trait]
impl TenantStore for MemoryTx {
    async fn find(&mut self) -> StoreResult<Option<Tenant>> {
        self.read(|draft| Ok(draft.own.tenant.as_deref().cloned())).await
    }

    async fn lock(&mut self) -> StoreResult<Option<Tenant>> {
        self.lock(|draft| draft.own.tenant.as_deref().cloned()).await
    }

    async fn stamp(&mut self) -> StoreResult<Option<TenantStamp>> {
        self.read(|draft| Ok(draft.own.stamp())).await
    }

    async fn put(&mut self, tenant: &Tenant) -> StoreResult<i64> {
        self.write(|draft| draft.put_tenant(tenant)).await
    }

    async fn touch(&mut self) -> StoreResult<bool> {
        self.write(|draft| {
            let Some(known) = draft.own.tenant.as_deref() else { return Ok(false) };
            let version = known.version.saturating_add(1);
            draft.own.tenant = Some(Arc::new(Tenant { version, ..known.clone() }));
            Ok(true)
        })
        .await
    }
}
