//! Which calls are going on.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::{CallId, TenantId};

/// How long a call counts as going on after the last sign of life, and how long its end is
/// remembered against signs that come late.
pub const LIVE_FOR: Duration = Duration::from_hours(2);
/// The most calls that [`LiveCalls::list`] tells.
pub const LIST_MAX: usize = 1_000;

/// A call that is going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LiveCall {
    /// When it began.
    pub since: Timestamp,
    /// The call.
    pub call: CallId,
}

/// An index of the calls that are going on, over all machines.
///
/// Reports come from webhooks, and so twice, late and out of order; a machine may die without
/// reporting an end. The index is a view: the database has the calls, and every sign of life puts
/// back what was lost.
#[async_trait]
pub trait LiveCalls: Send + Sync {
    /// Notes that a call began or goes on, and returns how many calls of the business go on, this one
    /// included if it counts.
    ///
    /// MUST count a call once, however often it is seen. MUST NOT bring back a call that has ended
    /// within [`LIVE_FOR`]. MUST keep the earlier of two beginnings. MUST forget the call
    /// [`LIVE_FOR`] after it was last seen.
    async fn seen(&self, tenant: TenantId, call: LiveCall) -> u32;

    /// Notes that a call is over. MUST have no effect beyond that, whether the call was known, had
    /// ended before, or is seen only later.
    async fn ended(&self, tenant: TenantId, call: CallId);

    /// The calls of a business that are going on, oldest first, at most [`LIST_MAX`].
    async fn list(&self, tenant: TenantId) -> Vec<LiveCall>;

    /// How many calls of a business are going on.
    async fn count(&self, tenant: TenantId) -> u32;

    /// How many calls are going on at all businesses.
    async fn count_all(&self) -> u32;
}
