//! Businesses: who they are, which numbers are theirs, how they want their calls answered.
//!
//! In code a business is a [`Tenant`]; on pages and in the API it is a *business*. What it sells and
//! when it is open belongs to `scheduling`.

pub mod flags;
pub mod ports;
pub mod retention;
pub mod settings;
pub mod tenant;
pub mod versions;

pub use flags::{Flag, FlagSet};
pub use ports::{FlagStore, NumberStore, RolloutStore, SettingsVersionStore, TenantStore};
pub use retention::Retention;
pub use settings::{AfterHours, CallSettings, CannedReply, Faq, Personality, Settings, Vertical};
pub use tenant::{Tenant, TenantStamp, TenantStatus};
pub use versions::{SettingsDraft, SettingsVersion, VersionHead};
