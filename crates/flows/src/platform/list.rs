//! Businesses as the platform's people look at them.

use billing::{Service, Subscription};
use jiff::Timestamp;
use kernel::{StoreResult, TenantId};
use store::Durability;
use telephony::CallUsage;
use tenancy::flags::Group;
use tenancy::{Tenant, TenantStatus};

use super::Platform;
use crate::cards::Terms;

/// How many businesses stand on a page, at most.
pub const PAGE_MAX: u16 = 100;

/// A business as it is listed.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The business.
    pub tenant: Tenant,
    /// What it has ordered.
    pub subscription: Subscription,
    /// What callers are given at this moment, as far as money decides it.
    pub service: Service,
    /// Whether it tries what is new.
    pub group: Group,
    /// How many customers it has.
    pub customers: u64,
    /// How many calls are going on.
    pub live_calls: u32,
}

/// What a business has used in a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// Phone calls that began in it, and their minutes.
    pub calls: CallUsage,
    /// Texts that went out.
    pub texts: u64,
    /// Appointments that start in it.
    pub appointments: u64,
}

impl Platform {
    /// A page of businesses, oldest first, after the given one; of one status, if asked. At most
    /// [`PAGE_MAX`]; the id of the last one is where the next page goes on.
    pub async fn list(
        &self,
        status: Option<TenantStatus>,
        after: Option<TenantId>,
        limit: u16,
    ) -> StoreResult<Vec<Listed>> {
        let limit = limit.clamp(1, PAGE_MAX);
        let mut tx = self.db().begin_platform().await?;
        let ids = match status {
            Some(status) => tx.numbers().of_status(status, after, limit).await?,
            None => tx.numbers().list(after, limit).await?,
        };
        tx.commit().await?;
        let mut listed = Vec::with_capacity(ids.len());
        for id in ids {
            listed.extend(self.find(id).await?);
        }
        Ok(listed)
    }

    /// A business; `None` if there is none with this id.
    pub async fn find(&self, id: TenantId) -> StoreResult<Option<Listed>> {
        let mut tx = self.db().begin_read(id).await?;
        let Some(tenant) = tx.tenants().find().await? else { return Ok(None) };
        let terms = Terms::read(tx.as_mut(), &tenant, self.prices()).await?;
        let customers = tx.customers().count().await?;
        tx.commit(Durability::Relaxed).await?;
        let live_calls = self.fleet.live_calls.count(id).await;
        let service = terms.service(self.prices(), self.now());
        let Terms { subscription, overrides, .. } = terms;
        let group = overrides.group;
        Ok(Some(Listed { tenant, subscription, service, group, customers, live_calls }))
    }

    /// What a business has used between two points in time, the second one not included; `None` if
    /// there is no such business.
    pub async fn usage(
        &self,
        id: TenantId,
        from: Timestamp,
        until: Timestamp,
    ) -> StoreResult<Option<Usage>> {
        let mut tx = self.db().begin_read(id).await?;
        if tx.tenants().stamp().await?.is_none() {
            return Ok(None);
        }
        let usage = Usage {
            calls: tx.calls().usage(from, until).await?,
            texts: tx.messages().texts_out(from, until).await?,
            appointments: tx.appointments().count_in(from, until).await?,
        };
        tx.commit(Durability::Relaxed).await?;
        Ok(Some(usage))
    }
}
