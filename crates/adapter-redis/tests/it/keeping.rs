//! A Redis that goes away in mid-use and comes back.

use std::sync::Arc;
use std::time::Duration;

use deadpool_redis::redis::cmd;
use fleet::contract::eventually;
use fleet::{Audience, Event, Key, News, Rate};
use frontdesk_adapter_redis::{Redis, Standing};
use tokio::task::JoinSet;

use crate::logs::Logs;
use crate::nodes::{call, tenant};
use crate::server::{Deployment, deployment};
use crate::stand_in::Between;

const TTL: Duration = Duration::from_secs(30);

/// A machine with something between it and Redis.
async fn machine() -> Option<(Deployment, Between, Arc<Redis>)> {
    let deployment = deployment().await?;
    let between = Between::front_of(&deployment.url).await;
    let redis = deployment.node_by(&between.url).await;
    assert_eq!((redis.standing(), redis.is_listening()), (Standing::Up, true));
    Some((deployment, between, redis))
}

async fn until(redis: &Redis, standing: Standing) {
    let listening = standing == Standing::Up;
    eventually(async || {
        let now = (redis.standing(), redis.is_listening());
        (now == (standing, listening)).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_redis_that_hangs_is_asked_once_more_and_then_left_alone() {
    let Some((_deployment, between, redis)) = machine().await else { return };
    let (limits, key) = (redis.fleet().limits, Key::requests(tenant()));
    let rate = Rate::per_hour(1).with_burst(100);
    assert!(limits.take(&key, rate, 1).await.is_granted());
    between.silence();
    for _ in 0..100 {
        limits.take(&key, rate, 1).await;
    }
    // None, where the keeper found out first.
    assert!(between.swallowed() <= 1, "asked {} times", between.swallowed());
    assert!(!limits.take(&key, rate, 1).await.is_granted());
}

#[tokio::test]
async fn all_who_wait_for_a_redis_that_hangs_are_let_go_together() {
    let Some((_deployment, between, redis)) = machine().await else { return };
    between.silence();
    let rate = Rate::per_hour(1).with_burst(20);
    let key = Key::requests(tenant());
    for _ in 0..3 {
        let mut tasks = JoinSet::new();
        for _ in 0..50 {
            let (limits, key) = (redis.fleet().limits, key.clone());
            tasks.spawn(async move { limits.take(&key, rate, 1).await.is_granted() });
        }
        tasks.join_all().await;
    }
    assert!(between.swallowed() <= 50, "asked {} times", between.swallowed());
    assert!(!redis.fleet().limits.take(&key, rate, 1).await.is_granted());
}

#[tokio::test]
async fn everything_goes_on_while_redis_is_gone_and_after() {
    let Some((deployment, between, redis)) = machine().await else { return };
    let other = deployment.node().await.fleet();
    let (fleet, tenant, rate) = (redis.fleet(), tenant(), Rate::per_hour(1).with_burst(2));
    for round in 0..3 {
        between.open();
        until(&redis, Standing::Up).await;
        let (key, flags) = (Key::action(tenant, &round.to_string()), Key::flags(tenant));
        assert!(other.limits.take(&key, rate, 1).await.is_granted());
        fleet.cache.put(&flags, "on".into(), TTL).await;

        if round % 2 == 0 {
            between.kill();
        } else {
            between.silence();
        }
        // In process, where the bucket is full.
        for granted in [true, true, false] {
            assert_eq!(fleet.limits.take(&key, rate, 1).await.is_granted(), granted);
        }
        let found = fleet.cache.get_or(&flags, TTL, async || Ok::<_, String>("new".into())).await;
        assert!(matches!(found.as_deref(), Ok("on" | "new")), "{found:?}");
        until(&redis, Standing::Away).await;

        between.open();
        until(&redis, Standing::Up).await;
        // In Redis, where one token was left.
        for granted in [true, false] {
            assert_eq!(fleet.limits.take(&key, rate, 1).await.is_granted(), granted);
        }
    }
}

#[tokio::test]
async fn what_was_forgotten_meanwhile_is_forgotten_everywhere_when_redis_is_back() {
    let Some((deployment, between, redis)) = machine().await else { return };
    let other = deployment.node().await.fleet();
    let (fleet, key) = (redis.fleet(), Key::flags(tenant()));
    other.cache.put(&key, "old".into(), TTL).await;
    eventually(async || fleet.cache.get(&key).await).await;
    between.kill();
    until(&redis, Standing::Away).await;
    fleet.cache.forget(&key).await;
    assert_eq!(fleet.cache.get(&key).await, None);
    assert_eq!(other.cache.get(&key).await.as_deref(), Some("old"));
    between.open();
    eventually(async || other.cache.get(&key).await.is_none().then_some(())).await;
    until(&redis, Standing::Up).await;
    assert_eq!(fleet.cache.get(&key).await, None);
}

#[tokio::test]
async fn what_others_changed_meanwhile_is_not_believed_any_more() {
    let Some((deployment, between, redis)) = machine().await else { return };
    let other = deployment.node().await.fleet();
    let (fleet, key) = (redis.fleet(), Key::flags(tenant()));
    other.cache.put(&key, "old".into(), TTL).await;
    eventually(async || fleet.cache.get(&key).await).await;
    between.silence();
    until(&redis, Standing::Away).await;
    other.cache.put(&key, "new".into(), TTL).await;
    between.open();
    until(&redis, Standing::Up).await;
    assert_eq!(fleet.cache.get(&key).await.as_deref(), Some("new"));
}

#[tokio::test]
async fn subscribers_are_told_that_they_may_have_missed_something() {
    let Some((deployment, between, redis)) = machine().await else { return };
    let other = deployment.node().await.fleet();
    let (fleet, audience) = (redis.fleet(), Audience::Tenant(tenant()));
    let (mut near, mut far) =
        (fleet.bulletin.subscribe(audience), other.bulletin.subscribe(audience));
    between.kill();
    until(&redis, Standing::Away).await;
    let event = Event::new("call.began", "1");
    fleet.bulletin.publish(audience, event.clone()).await;
    assert_eq!(near.next().await, News::Event(event.into()));
    other.bulletin.publish(audience, Event::new("call.began", "2")).await;
    assert!(matches!(far.next().await, News::Event(event) if event.data() == "2"));
    between.open();
    assert_eq!(near.next().await, News::Missed);
    assert_eq!(far.next().await, News::Missed);
}

#[tokio::test]
async fn a_redis_that_lost_everything_is_told_of_the_calls_again() {
    let Some((deployment, between, redis)) = machine().await else { return };
    let (fleet, tenant) = (redis.fleet(), tenant());
    let (going, over) = (call(), call());
    fleet.live_calls.seen(tenant, going).await;
    fleet.live_calls.seen(tenant, over).await;
    fleet.live_calls.ended(tenant, over.call).await;
    between.kill();
    until(&redis, Standing::Away).await;
    let mut admin = deployment.admin().await;
    for name in deployment.names().await {
        cmd("DEL").arg(name).query_async::<()>(&mut admin).await.unwrap();
    }
    between.open();
    until(&redis, Standing::Up).await;
    let other = deployment.node().await.fleet();
    assert_eq!(other.live_calls.list(tenant).await, [going]);
    // Its end is known again, too.
    assert_eq!(other.live_calls.seen(tenant, over).await, 1);
}

#[tokio::test]
async fn an_end_that_came_elsewhere_meanwhile_is_learned() {
    let Some((deployment, between, redis)) = machine().await else { return };
    let other = deployment.node().await.fleet();
    let (fleet, tenant, ours) = (redis.fleet(), tenant(), call());
    assert_eq!(fleet.live_calls.seen(tenant, ours).await, 1);
    between.kill();
    until(&redis, Standing::Away).await;
    other.live_calls.ended(tenant, ours.call).await;
    assert_eq!(fleet.live_calls.count(tenant).await, 1);
    between.open();
    until(&redis, Standing::Up).await;
    between.kill();
    until(&redis, Standing::Away).await;
    assert_eq!(fleet.live_calls.count(tenant).await, 0);
}

#[tokio::test]
async fn each_change_is_said_once() {
    let (logs, _guard) = Logs::here();
    let Some((_deployment, between, redis)) = machine().await else { return };
    between.kill();
    until(&redis, Standing::Away).await;
    let key = Key::requests(tenant());
    for _ in 0..100 {
        redis.fleet().limits.take(&key, Rate::per_hour(1), 1).await;
    }
    between.open();
    until(&redis, Standing::Up).await;
    assert_eq!(logs.count("Redis answers"), 2, "{}", logs.text());
    assert_eq!(logs.count("Redis is of no use"), 1, "{}", logs.text());
    assert_eq!(logs.text().lines().count(), 3, "{}", logs.text());
}

#[tokio::test]
async fn what_is_dropped_half_way_is_told_all_the_same() {
    let Some((deployment, _between, redis)) = machine().await else { return };
    let other = deployment.node().await.fleet();
    let (fleet, tenant, ours) = (redis.fleet(), tenant(), call());
    let key = Key::flags(tenant);
    fleet.live_calls.seen(tenant, ours).await;
    other.cache.put(&key, "old".into(), TTL).await;
    // Begun, and dropped before there was an answer: as happens to a request whose client hangs up.
    let nothing = Duration::ZERO;
    let _ = tokio::time::timeout(nothing, fleet.live_calls.ended(tenant, ours.call)).await;
    let _ = tokio::time::timeout(nothing, fleet.cache.forget(&key)).await;
    eventually(async || (other.live_calls.count(tenant).await == 0).then_some(())).await;
    eventually(async || other.cache.get(&key).await.is_none().then_some(())).await;
}
