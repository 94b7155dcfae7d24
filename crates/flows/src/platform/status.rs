//! A business is taken out of service, put back, or closed.

use ::hooks::Payload;
use ::hooks::payload::BusinessData;
use identity::Actor;
use kernel::TenantId;
use serde_json::json;
use store::Tx;
use tenancy::{Tenant, TenantStatus};

use super::{Platform, PlatformError};

/// How long a reason may be, in characters.
const REASON_CHARS_MAX: usize = 200;

impl Platform {
    /// Takes a business out of service. Its callers hear so from the next webhook on, those of calls
    /// that are going on too.
    ///
    /// # Errors
    /// There is no such business, or it was closed.
    pub async fn suspend(
        &self,
        actor: &Actor,
        id: TenantId,
        reason: &str,
    ) -> Result<Tenant, PlatformError> {
        self.become_status(actor, id, ("business.suspended", TenantStatus::Suspended), reason).await
    }

    /// Puts a business into service, or back.
    ///
    /// # Errors
    /// There is no such business, or it was closed.
    pub async fn activate(&self, actor: &Actor, id: TenantId) -> Result<Tenant, PlatformError> {
        self.become_status(actor, id, ("business.activated", TenantStatus::Active), "").await
    }

    /// Closes a business for good. Its records stay, its number is free again.
    ///
    /// # Errors
    /// There is no such business.
    pub async fn close(
        &self,
        actor: &Actor,
        id: TenantId,
        reason: &str,
    ) -> Result<Tenant, PlatformError> {
        self.become_status(actor, id, ("business.closed", TenantStatus::Closed), reason).await
    }

    async fn become_status(
        &self,
        actor: &Actor,
        id: TenantId,
        (action, status): (&str, TenantStatus),
        reason: &str,
    ) -> Result<Tenant, PlatformError> {
        let reason = reason.trim();
        if reason.chars().count() > REASON_CHARS_MAX {
            let what = format!("must have at most {REASON_CHARS_MAX} characters");
            return Err(PlatformError::faulty("reason", what));
        }
        let mut locked = self.lock(id).await?;
        let before = locked.tenant.status;
        if before == status {
            return Ok(locked.tenant);
        }
        if before == TenantStatus::Closed {
            return Err(PlatformError::Closed);
        }
        locked.tenant.status = status;
        self.announce(locked.tx.as_mut(), id, status).await?;
        if status == TenantStatus::Closed {
            locked.tenant.phone = self.no_number();
        }
        let detail = json!({ "from": before, "to": status, "reason": reason });
        let tenant = self.done(locked, actor, (action, id.to_string()), &detail).await?;
        self.voice.wake.notify_one();
        Ok(tenant)
    }

    /// Its own servers are told, where they want it. Whoever is closed is told nothing any more.
    async fn announce(
        &self,
        tx: &mut dyn Tx,
        business: TenantId,
        status: TenantStatus,
    ) -> Result<(), PlatformError> {
        let data = |status: &str| BusinessData { business, status: status.to_owned() };
        let payload = match status {
            TenantStatus::Active => Payload::BusinessActivated(data("active")),
            TenantStatus::Suspended => Payload::BusinessSuspended(data("suspended")),
            TenantStatus::Onboarding | TenantStatus::InReview | TenantStatus::Closed => {
                return Ok(());
            }
        };
        Ok(self.announcer.announce(tx, &payload).await?)
    }
}
