//! An index of calls that all machines share. Each keeps a copy of what it has seen itself.

use std::time::Duration;

use async_trait::async_trait;
use deadpool_redis::redis::{Pipeline, RedisResult};
use fleet::live_calls::{LIST_MAX, LIVE_FOR};
use fleet::{Key, LiveCall, LiveCalls};
use jiff::Timestamp;
use kernel::{CallId, TenantId};

use crate::wire::Message;
use crate::{Redis, Shared};

/// What is reported of a call: that it goes on, or, without a beginning, that it has ended.
pub(crate) struct Report {
    pub(crate) tenant: TenantId,
    pub(crate) call: CallId,
    pub(crate) since: Option<Timestamp>,
}

impl Shared {
    /// Adds a report to `pipe`. Its answer is that of the business's index: how many calls go on, and
    /// whether this one had ended before.
    ///
    /// There are two indexes, so that each lies on one node of a cluster.
    pub(crate) fn report(&self, pipe: &mut Pipeline, report: &Report, ttl: Duration) {
        let Report { tenant, call, since } = report;
        let verb = if since.is_some() { "seen" } else { "ended" };
        let since = since.map_or(0, Timestamp::as_microsecond);
        let ttl_ms = u64::try_from(ttl.as_millis()).unwrap_or(u64::MAX).max(1);
        let [live, ended, began] = self.names.index(&Key::all_live_calls());
        let mut all = self.scripts.calls.key(live);
        all.key(ended).key(began).arg(verb).arg(format!("{tenant}/{call}")).arg(since).arg(ttl_ms);
        pipe.invoke_script(&all).ignore();
        let [live, ended, began] = self.names.index(&Key::live_calls(*tenant));
        let mut own = self.scripts.calls.key(live);
        own.key(ended).key(began).arg(verb).arg(call.to_string()).arg(since).arg(ttl_ms);
        pipe.invoke_script(&own);
    }

    /// Adds the end of a call to `pipe`, and tells the other machines, who keep copies.
    pub(crate) fn end(&self, pipe: &mut Pipeline, tenant: TenantId, call: CallId) {
        self.report(pipe, &Report { tenant, call, since: None }, LIVE_FOR);
        let message = Message::Ended { tenant, call };
        pipe.publish(&self.names.channel, message.text()).ignore();
    }

    async fn send(&self, pipe: &Pipeline) -> Option<(u32, bool)> {
        let send = async |mut connection| -> RedisResult<((u32, bool),)> {
            pipe.query_async(&mut connection).await
        };
        self.link.ask(send).await.map(|(answer,)| answer)
    }

    async fn count(&self, key: &Key) -> Option<u32> {
        let [live, ended, began] = self.names.index(key);
        let mut invocation = self.scripts.calls.key(live);
        invocation.key(ended).key(began).arg("count");
        let invocation = &invocation;
        let send = async |mut connection| -> RedisResult<(u32, bool)> {
            invocation.invoke_async(&mut connection).await
        };
        self.link.ask(send).await.map(|(count, _)| count)
    }
}

#[async_trait]
impl LiveCalls for Redis {
    async fn seen(&self, tenant: TenantId, call: LiveCall) -> u32 {
        let shared = &*self.shared;
        let count = shared.calls.seen_now(tenant, call);
        // Redis may have forgotten an end that this machine remembers.
        let since = (!shared.calls.has_ended(tenant, call.call)).then_some(call.since);
        let mut pipe = Pipeline::new();
        shared.report(&mut pipe, &Report { tenant, call: call.call, since }, LIVE_FOR);
        match shared.send(&pipe).await {
            Some((count, ended)) => {
                if ended {
                    shared.calls.ended_now(tenant, call.call);
                }
                count
            }
            None => count,
        }
    }

    async fn ended(&self, tenant: TenantId, call: CallId) {
        let shared = &*self.shared;
        shared.calls.ended_now(tenant, call);
        shared.unsaid.ending(tenant, call);
        let mut pipe = Pipeline::new();
        shared.end(&mut pipe, tenant, call);
        if shared.send(&pipe).await.is_some() {
            shared.unsaid.ended(tenant, call);
        }
    }

    async fn list(&self, tenant: TenantId) -> Vec<LiveCall> {
        let shared = &*self.shared;
        let [live, ended, began] = shared.names.index(&Key::live_calls(tenant));
        let mut invocation = shared.scripts.list.key(live);
        invocation.key(ended).key(began).arg(LIST_MAX);
        let invocation = &invocation;
        let send = async |mut connection| -> RedisResult<Vec<(String, i64)>> {
            invocation.invoke_async(&mut connection).await
        };
        let Some(listed) = shared.link.ask(send).await else {
            return shared.calls.list_now(tenant);
        };
        let call = |(call, since): (String, i64)| {
            let since = Timestamp::from_microsecond(since).ok()?;
            Some(LiveCall { since, call: call.parse().ok()? })
        };
        let mut calls: Vec<LiveCall> = listed.into_iter().filter_map(call).collect();
        calls.sort_unstable();
        calls
    }

    async fn count(&self, tenant: TenantId) -> u32 {
        let count = self.shared.count(&Key::live_calls(tenant)).await;
        count.unwrap_or_else(|| self.shared.calls.count_now(tenant))
    }

    async fn count_all(&self) -> u32 {
        let count = self.shared.count(&Key::all_live_calls()).await;
        count.unwrap_or_else(|| self.shared.calls.count_all_now())
    }
}
