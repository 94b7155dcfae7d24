//! The stores, compiled once per database.
//!
//! `super::dialect` is the database's own module: `crate::postgres::dialect` in one compilation,
//! `crate::sqlite::dialect` in the other. Nothing in this folder names either database.
//!
//! House rules of a query: it begins with [`Session::tenant`], it runs on [`Session::wire`], and
//! its result passes through [`Session::checked`].

mod accounts;
mod answers;
mod appointments;
mod audit;
mod calls;
mod conversations;
mod customers;
mod deliveries;
mod endpoints;
mod keys;
mod lease;
mod members;
mod messages;
mod outbox;
mod pending;
mod plans;
mod queue;
mod receipts;
mod schedules;
mod session;
mod settings_versions;
mod tenants;
mod transactions;

use kernel::StoreResult;

use crate::failure::corrupt;

pub(super) use lease::Lease;
pub(super) use pending::Pending;
pub(super) use session::{Access, Opening, Scope, Session};
pub(super) use transactions::{PlatformTransaction, TenantTransaction};

/// What the database counted.
fn counted(count: i64) -> StoreResult<u64> {
    u64::try_from(count).map_err(|_| corrupt("a count is negative"))
}
