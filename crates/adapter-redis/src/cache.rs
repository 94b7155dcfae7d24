//! A cache that all machines share, and what each of them remembers of it.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use deadpool_redis::redis::{Pipeline, RedisResult, ScriptInvocation};
use fleet::cache::{TTL_MAX, VALUE_BYTES_MAX};
use fleet::flights::Flights;
use fleet::{Cache, Key, Look, Stamp};

use crate::names::Part;
use crate::wire::Message;
use crate::{Redis, Shared};

/// How long it is remembered that a key was forgotten. A load that takes longer than this can bring
/// back what it had read before.
const VERSION_FOR: Duration = Duration::from_hours(2);

/// One change of a value, as a request.
pub(crate) struct Change<'a>(ScriptInvocation<'a>);

impl Change<'_> {
    pub(crate) fn add_to(&self, pipe: &mut Pipeline) {
        pipe.invoke_script(&self.0).ignore();
    }
}

impl Shared {
    /// Forgets the value of `key`, or replaces it for some time, and tells everybody.
    pub(crate) fn change(&self, key: &Key, value: Option<(&str, Duration)>) -> Change<'_> {
        let message = Message::Forget { key: key.clone() };
        let mut invocation = self.scripts.change.key(self.names.of(Part::Value, key));
        invocation
            .key(self.names.of(Part::Version, key))
            .arg(millis(VERSION_FOR))
            .arg(&self.names.channel)
            .arg(message.text());
        if let Some((value, ttl)) = value {
            invocation.arg(millis(ttl)).arg(value);
        }
        Change(invocation)
    }

    async fn make(&self, key: &Key, value: Option<(&str, Duration)>) {
        // Noted first: the request may be dropped before it is sent. The keeper makes up for it.
        let number = self.unsaid.forgetting(key);
        let change = self.change(key, value);
        let send = async |mut connection| -> RedisResult<()> {
            change.0.invoke_async(&mut connection).await
        };
        if self.link.ask(send).await.is_some() {
            self.unsaid.forgotten(key, number);
        }
    }

    /// What Redis has: how often the key was forgotten, the value, and its time. In this order, so that
    /// what is forgotten in between spoils the stamp.
    async fn fetch(&self, key: &Key) -> Option<(Option<u64>, Option<String>, i64)> {
        let value = self.names.of(Part::Value, key);
        let mut pipe = Pipeline::new();
        pipe.get(self.names.of(Part::Version, key)).get(&value).pttl(&value);
        let pipe = &pipe;
        self.link.ask(async |mut connection| pipe.query_async(&mut connection).await).await
    }
}

#[async_trait]
impl Cache for Redis {
    async fn look(&self, key: &Key) -> Look {
        let shared = &*self.shared;
        let is_listening = shared.is_listening();
        if is_listening || !shared.link.is_up() {
            let look = shared.memory.look_now(key);
            if matches!(look, Look::Found(_)) || !shared.link.is_up() {
                return look;
            }
        }
        let here = shared.memory.stamp(key);
        let Some((version, value, ttl_ms)) = shared.fetch(key).await else {
            return shared.memory.look_now(key);
        };
        let stamp = Stamp { here, outside: Some(version.unwrap_or_default()) };
        let Some(value) = value else { return Look::Missing(stamp) };
        let value: Arc<str> = value.into();
        if is_listening {
            let ttl = Duration::from_millis(u64::try_from(ttl_ms).unwrap_or_default());
            shared.memory.put_since_now(key, Arc::clone(&value), ttl, stamp);
        }
        Look::Found(value)
    }

    async fn put_since(&self, key: &Key, value: Arc<str>, ttl: Duration, since: Stamp) {
        let shared = &*self.shared;
        let ttl = ttl.min(TTL_MAX);
        if value.len() > VALUE_BYTES_MAX || millis(ttl) == 0 {
            return;
        }
        // A look that Redis did not answer says nothing about what others have changed there.
        if let Some(version) = since.outside {
            let mut invocation = shared.scripts.fill.key(shared.names.of(Part::Value, key));
            invocation
                .key(shared.names.of(Part::Version, key))
                .arg(version)
                .arg(&*value)
                .arg(millis(ttl));
            let invocation = &invocation;
            let send = async |mut connection| -> RedisResult<bool> {
                invocation.invoke_async(&mut connection).await
            };
            if shared.link.ask(send).await == Some(false) {
                return;
            }
        }
        shared.memory.put_since_now(key, value, ttl, since);
    }

    async fn put(&self, key: &Key, value: Arc<str>, ttl: Duration) {
        let ttl = ttl.min(TTL_MAX);
        if value.len() > VALUE_BYTES_MAX || millis(ttl) == 0 {
            return self.forget(key).await;
        }
        self.shared.memory.put_now(key, Arc::clone(&value), ttl);
        self.shared.make(key, Some((&value, ttl))).await;
    }

    async fn forget(&self, key: &Key) {
        self.shared.memory.forget_now(key);
        self.shared.make(key, None).await;
    }

    fn flights(&self) -> &Flights {
        self.shared.memory.flights()
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
