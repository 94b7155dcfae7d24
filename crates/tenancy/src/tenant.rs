//! A business on the platform.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kernel::{PhoneNumber, TenantId};
use serde::{Deserialize, Serialize};

use crate::settings::Settings;

/// Whether a business is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TenantStatus {
    /// Being set up.
    Onboarding,
    /// Waiting for the platform's approval.
    InReview,
    /// Served.
    Active,
    /// Not served until the platform lifts it. Takes effect on the next webhook.
    Suspended,
    /// Gone for good.
    Closed,
}

impl TenantStatus {
    /// Whether callers are answered.
    pub const fn is_served(self) -> bool {
        matches!(self, Self::Active | Self::InReview | Self::Onboarding)
    }
}

/// A business.
#[derive(Debug, Clone, PartialEq)]
pub struct Tenant {
    /// Our id.
    pub id: TenantId,
    /// Its name as callers hear it. **Limits**: 1 to 120 characters.
    pub name: String,
    /// The number that customers call: it decides whose call a call is.
    pub phone: PhoneNumber,
    /// Whether it is served.
    pub status: TenantStatus,
    /// The zone in which it lives.
    pub timezone: TimeZone,
    /// Everything an owner can change.
    pub settings: Settings,
    /// Counts changes of anything about the business, its services, staff and hours included.
    pub version: i64,
    /// When it joined.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What every webhook checks before it trusts a remembered copy of a business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TenantStamp {
    /// See [`Tenant::version`].
    pub version: i64,
    /// Whether it is served now.
    pub status: TenantStatus,
}
