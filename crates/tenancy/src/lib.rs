//! Businesses: who they are, which numbers are theirs, how they want their calls answered.
//!
//! In code a business is a [`Tenant`]; on pages and in the API it is a *business*. What it sells and
//! when it is open belongs to `scheduling`.

pub mod flags;
pub mod ports;
pub mod settings;
pub mod tenant;

pub use flags::{Flag, FlagSet};
pub use ports::{FlagStore, NumberStore, RolloutStore, TenantStore};
pub use settings::{AfterHours, CallSettings, Faq, Personality, Settings, Vertical};
pub use tenant::{Tenant, TenantStamp, TenantStatus};
