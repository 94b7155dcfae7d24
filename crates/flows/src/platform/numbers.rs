//! A business's number.

use identity::Actor;
use kernel::{PhoneNumber, TenantId};
use serde_json::json;
use tenancy::{Tenant, TenantStatus};

use super::{Platform, PlatformError};

impl Platform {
    /// Gives a business a number: from now on it decides whose call a call is. The number that it had
    /// is free again.
    ///
    /// # Errors
    /// There is no such business, it was closed, or another one has the number.
    pub async fn assign_number(
        &self,
        actor: &Actor,
        id: TenantId,
        number: PhoneNumber,
    ) -> Result<Tenant, PlatformError> {
        if number.is_unassigned() {
            return Err(PlatformError::faulty("number", "nobody can call this number"));
        }
        let mut locked = self.lock(id).await?;
        if locked.tenant.phone == number {
            return Ok(locked.tenant);
        }
        if locked.tenant.status == TenantStatus::Closed {
            return Err(PlatformError::Closed);
        }
        let before = std::mem::replace(&mut locked.tenant.phone, number.clone());
        let detail = json!({ "from": shown(&before), "to": shown(&number) });
        self.done(locked, actor, ("number.assigned", id.to_string()), &detail).await
    }

    /// Takes a business's number away.
    ///
    /// # Errors
    /// There is no such business.
    pub async fn release_number(
        &self,
        actor: &Actor,
        id: TenantId,
    ) -> Result<Tenant, PlatformError> {
        let mut locked = self.lock(id).await?;
        if locked.tenant.phone.is_unassigned() {
            return Ok(locked.tenant);
        }
        let before = std::mem::replace(&mut locked.tenant.phone, self.no_number());
        let detail = json!({ "from": shown(&before) });
        self.done(locked, actor, ("number.released", id.to_string()), &detail).await
    }

    /// What stands where a business has no number.
    pub(super) fn no_number(&self) -> PhoneNumber {
        PhoneNumber::unassigned(self.businesses.ids.next_uuid().as_u128())
    }
}

/// A business's own number is public: callers dial it.
fn shown(number: &PhoneNumber) -> Option<&str> {
    (!number.is_unassigned()).then(|| number.as_str())
}
