//! The Redis that `TEST_REDIS_URL` names. Every test has names of its own in it, and cleans up.

use std::sync::{Arc, Once};
use std::time::Duration;

use deadpool_redis::redis::aio::MultiplexedConnection;
use deadpool_redis::redis::{Client, Script, cmd};
use fleet::contract::eventually;
use frontdesk_adapter_redis::{Config, Redis, Standing};
use jiff::{SignedDuration, Timestamp};
use kernel::{Clock, ManualClock, SystemIds};

/// The machines of one deployment, of which nothing is left in Redis when this is dropped.
pub(crate) struct Deployment {
    pub(crate) url: String,
    pub(crate) prefix: String,
    clock: Arc<ManualClock>,
}

/// A deployment of its own; `None`, and one line about it, if no server answers.
pub(crate) async fn deployment() -> Option<Deployment> {
    let url = server_url()?;
    if connection(&url).await.is_none() {
        static SAID: Once = Once::new();
        // The address can hold a password.
        SAID.call_once(|| println!("skipped: no Redis answers where TEST_REDIS_URL says"));
        return None;
    }
    let prefix = format!("frontdesk-test:{}", unique());
    let clock = Arc::new(ManualClock::new(Timestamp::from_second(1_800_000_000).unwrap()));
    Some(Deployment { url, prefix, clock })
}

impl Deployment {
    /// Another machine of it.
    pub(crate) async fn node(&self) -> Arc<Redis> {
        self.node_by(&self.url).await
    }

    /// Another machine of it, which reaches Redis at `url`.
    pub(crate) async fn node_by(&self, url: &str) -> Arc<Redis> {
        let prefix = self.prefix.clone();
        // A machine that is busy with other tests answers late.
        let config = Config { prefix, response_timeout_ms: 450, ..Config::new(url) };
        let node = connect(config, self.clock.clone()).await;
        let is_ready = || node.standing() == Standing::Up && node.is_listening();
        eventually(async || is_ready().then_some(())).await;
        node
    }

    /// A connection that is bound by nothing.
    pub(crate) async fn admin(&self) -> MultiplexedConnection {
        connection(&self.url).await.unwrap()
    }

    /// Every name in Redis, in order.
    pub(crate) async fn names(&self) -> Vec<String> {
        let mut keys = cmd("KEYS");
        keys.arg(format!("{}:*", self.prefix));
        let mut names: Vec<String> = keys.query_async(&mut self.admin().await).await.unwrap();
        names.sort_unstable();
        names
    }

    /// Lets time go by for the machines' clocks and for what is in Redis.
    pub(crate) fn after(&self, duration: Duration) -> impl Future<Output = ()> + Send + use<> {
        let (url, prefix, clock) = (self.url.clone(), self.prefix.clone(), self.clock.clone());
        async move {
            clock.advance(SignedDuration::try_from(duration).unwrap());
            let mut connection = connection(&url).await.unwrap();
            let age = Script::new(AGE);
            let mut age = age.arg(format!("{prefix}:*"));
            let age = age.arg(u64::try_from(duration.as_millis()).unwrap());
            age.invoke_async::<()>(&mut connection).await.unwrap();
        }
    }
}

/// Brings everything under a pattern nearer to its end, as time would.
const AGE: &str = r"
    for _, key in ipairs(redis.call('KEYS', ARGV[1])) do
        local ms, kind = tonumber(ARGV[2]), redis.call('TYPE', key).ok
        local left = redis.call('PTTL', key)
        if left < 0 then
            return redis.error_reply('lives for ever: ' .. key)
        end
        if left <= ms then
            redis.call('DEL', key)
        else
            if kind == 'zset' then
                local members = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
                for i = 1, #members, 2 do
                    redis.call('ZINCRBY', key, -ms * 1000, members[i])
                end
            elseif kind == 'string' and string.find(key, ':bucket:', 1, true) then
                local full_at = tonumber(redis.call('GET', key)) - ms * 1000
                redis.call('SET', key, string.format('%.0f', full_at), 'KEEPTTL')
            end
            redis.call('PEXPIRE', key, left - ms)
        end
    end
";

/// A machine by its configuration.
pub(crate) async fn connect(config: Config, clock: Arc<ManualClock>) -> Arc<Redis> {
    let clock: Arc<dyn Clock> = clock;
    Arc::new(Redis::connect(config, &clock, &SystemIds).await.unwrap())
}

impl Drop for Deployment {
    fn drop(&mut self) {
        let (url, pattern) = (self.url.clone(), format!("{}:*", self.prefix));
        // The test's own runtime is ending, and must not be blocked.
        let work = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                if let Some(mut connection) = connection(&url).await {
                    let drop = "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do \
                                redis.call('UNLINK', key) end";
                    let drop = Script::new(drop);
                    let _ = drop.arg(pattern).invoke_async::<()>(&mut connection).await;
                }
            });
        };
        let _ = std::thread::spawn(work).join();
    }
}

async fn connection(url: &str) -> Option<MultiplexedConnection> {
    let client = Client::open(url).unwrap();
    client.get_multiplexed_async_connection().await.ok()
}

#[expect(clippy::disallowed_methods, reason = "the tests' own configuration")]
fn server_url() -> Option<String> {
    match std::env::var("TEST_REDIS_URL") {
        Ok(off) if off == "off" => None,
        Ok(url) => Some(url),
        Err(_) => Some("redis://127.0.0.1:6379".to_owned()),
    }
}

#[expect(clippy::disallowed_methods, reason = "names must differ between runs")]
fn unique() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}
