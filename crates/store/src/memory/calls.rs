//! Calls.

use std::cmp::Reverse;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::clock::to_micros;
use kernel::{CallId, Caller, CustomerId, StoreResult};
use telephony::{Call, CallPage, CallStore, CallUsage, Channel, ProviderRef};

use super::data::{Business, Draft, referred, refused};
use super::tx::MemoryTx;

impl Business {
    /// The newest calls among those that `wanted` picks, newest first, at most `limit`.
    fn newest_calls(&self, limit: u8, wanted: impl Fn(&Call) -> bool) -> Vec<Call> {
        let mut found: Vec<&Arc<Call>> = self.calls.values().filter(|call| wanted(call)).collect();
        found.sort_by_key(|call| Reverse((call.started_at, call.id)));
        found.truncate(usize::from(limit));
        found.into_iter().map(|call| Call::clone(call)).collect()
    }

    /// The conversation by text with a number that has not ended.
    fn open_text(&self, from: &Caller) -> Option<&Arc<Call>> {
        self.calls.values().find(|call| is_open_text(call) && call.from == *from)
    }

    /// When anything was last heard of a call: its start, or the answer to its last turn.
    fn touched_at(&self, call: &Call) -> Timestamp {
        let talk = self.conversations.get(&call.id);
        talk.map_or(call.started_at, |talk| talk.updated_at.max(call.started_at))
    }
}

impl Draft {
    fn insert_call(&mut self, call: &Call) -> StoreResult<bool> {
        if self.own.calls_by_provider.contains(&call.provider_id) {
            return Ok(false);
        }
        if self.own.calls.contains(&call.id) {
            return Err(refused("calls_tenant_id_id_key"));
        }
        if is_open_text(call) && self.own.open_text(&call.from).is_some() {
            return Err(refused("calls_tenant_id_from_number_key"));
        }
        referred(&self.own.customers, call.customer, "calls_customer_fkey")?;
        self.own.calls_by_provider.insert(call.provider_id.clone(), call.id);
        self.own.calls.insert(call.id, Arc::new(kept(call.clone())));
        let name = call.provider_id.as_str();
        if !self.everything.calls.contains(&name.to_owned()) {
            self.everything.calls.insert(name.to_owned(), self.tenant);
        }
        Ok(true)
    }

    fn update_call(&mut self, call: &Call) -> StoreResult<bool> {
        let Some(known) = self.own.calls.get(&call.id) else { return Ok(false) };
        referred(&self.own.customers, call.customer, "calls_customer_fkey")?;
        let changed = Call {
            channel: known.channel,
            provider_id: known.provider_id.clone(),
            started_at: known.started_at,
            ..call.clone()
        };
        self.own.calls.insert(call.id, Arc::new(kept(changed)));
        Ok(true)
    }
}

fn is_open_text(call: &Call) -> bool {
    call.channel == Channel::Sms && call.ended_at.is_none()
}

/// The call with its times as they are kept.
fn kept(mut call: Call) -> Call {
    call.started_at = to_micros(call.started_at);
    call.ended_at = call.ended_at.map(to_micros);
    call
}

#[async_trait]
impl CallStore for MemoryTx {
    async fn insert_if_new(&mut self, call: &Call) -> StoreResult<bool> {
        self.write(|draft| draft.insert_call(call)).await
    }

    async fn find(&mut self, id: CallId) -> StoreResult<Option<Call>> {
        self.read(|draft| Ok(draft.own.calls.get(&id).map(|call| Call::clone(call)))).await
    }

    async fn find_by_provider(&mut self, provider_id: &ProviderRef) -> StoreResult<Option<Call>> {
        self.read(|draft| {
            let id = draft.own.calls_by_provider.get(provider_id);
            Ok(id.and_then(|id| draft.own.calls.get(id)).map(|call| Call::clone(call)))
        })
        .await
    }

    async fn open_text(&mut self, from: &Caller) -> StoreResult<Option<Call>> {
        self.read(|draft| Ok(draft.own.open_text(from).map(|call| Call::clone(call)))).await
    }

    async fn update(&mut self, call: &Call) -> StoreResult<bool> {
        self.write(|draft| draft.update_call(call)).await
    }

    async fn recent_of(&mut self, customer: CustomerId, limit: u8) -> StoreResult<Vec<Call>> {
        self.read(|draft| {
            let wanted = |call: &Call| call.customer == Some(customer) && call.ended_at.is_some();
            Ok(draft.own.newest_calls(limit, wanted))
        })
        .await
    }

    async fn recent(&mut self, limit: u8) -> StoreResult<Vec<Call>> {
        self.read(|draft| Ok(draft.own.newest_calls(limit, |_| true))).await
    }

    async fn stale(
        &mut self,
        channel: Channel,
        before: Timestamp,
        limit: u8,
    ) -> StoreResult<Vec<Call>> {
        self.read(|draft| {
            let own = &draft.own;
            let stale = |call: &&Arc<Call>| {
                let open = call.channel == channel && call.ended_at.is_none();
                open && own.touched_at(call) < to_micros(before)
            };
            let mut found: Vec<&Arc<Call>> = own.calls.values().filter(stale).collect();
            found.sort_by_key(|call| (call.started_at, call.id));
            found.truncate(usize::from(limit));
            Ok(found.into_iter().map(|call| Call::clone(call)).collect())
        })
        .await
    }

    async fn page(&mut self, page: &CallPage, limit: u16) -> StoreResult<Vec<Call>> {
        let before = page.before.map(|(at, id)| (to_micros(at), id));
        self.read(|draft| {
            let calls = draft.own.calls.values();
            let mut found: Vec<&Arc<Call>> = calls.filter(|call| is_on(page, call)).collect();
            found.retain(|call| before.is_none_or(|before| (call.started_at, call.id) < before));
            found.sort_by_key(|call| Reverse((call.started_at, call.id)));
            found.truncate(usize::from(limit));
            Ok(found.into_iter().map(|call| Call::clone(call)).collect())
        })
        .await
    }

    async fn usage(&mut self, from: Timestamp, until: Timestamp) -> StoreResult<CallUsage> {
        let (from, until) = (to_micros(from), to_micros(until));
        self.read(|draft| {
            let mut usage = CallUsage::default();
            let calls = draft.own.calls.values().filter(|call| call.channel == Channel::Voice);
            for call in calls.filter(|call| from <= call.started_at && call.started_at < until) {
                usage.calls += 1;
                usage.minutes += u64::from(call.seconds.unwrap_or_default().div_ceil(60));
            }
            Ok(usage)
        })
        .await
    }
}

fn is_on(page: &CallPage, call: &Call) -> bool {
    page.customer.is_none_or(|it| call.customer == Some(it))
        && page.status.is_none_or(|it| call.status == it)
        && page.outcome.is_none_or(|it| call.outcome == Some(it))
        && page.channel.is_none_or(|it| call.channel == it)
}
