//! Two machines on one Redis.

use std::sync::Arc;
use std::time::Duration;

use deadpool_redis::redis::cmd;
use fleet::contract::{eventually, in_time};
use fleet::{Audience, Cache, Event, Fleet, Key, LiveCall, Look, News, Rate};
use frontdesk_adapter_redis::Config;
use jiff::Timestamp;
use kernel::{IdSource, SystemIds, TenantId};
use tokio::task::JoinSet;

use crate::server::{Deployment, deployment};

const TTL: Duration = Duration::from_secs(30);

pub(crate) fn tenant() -> TenantId {
    let ids: &dyn IdSource = &SystemIds;
    ids.next()
}

pub(crate) fn call() -> LiveCall {
    let ids: &dyn IdSource = &SystemIds;
    LiveCall { since: Timestamp::from_second(1_800_000_000).unwrap(), call: ids.next() }
}

async fn two() -> Option<(Deployment, Fleet, Fleet)> {
    let deployment = deployment().await?;
    let (one, other) = (deployment.node().await.fleet(), deployment.node().await.fleet());
    Some((deployment, one, other))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_is_shared_to_the_token() {
    let Some((_deployment, one, other)) = two().await else { return };
    let (key, rate) = (Key::requests(tenant()), Rate::per_hour(1).with_burst(137));
    let mut tasks = JoinSet::new();
    for number in 0..400 {
        let limits = Arc::clone(if number % 2 == 0 { &one.limits } else { &other.limits });
        let key = key.clone();
        tasks.spawn(async move { limits.take(&key, rate, 1).await.is_granted() });
    }
    let granted = in_time_of(tasks.join_all()).await.into_iter().filter(|granted| *granted);
    assert_eq!(granted.count(), 137);
}

async fn in_time_of<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_mins(1), work).await.unwrap()
}

#[tokio::test]
async fn a_value_forgotten_on_one_machine_is_gone_on_the_other() {
    let Some((_deployment, one, other)) = two().await else { return };
    let key = Key::flags(tenant());
    for _ in 0..20 {
        // Again, where a machine was too busy to hear Redis' answer: then it kept the value to itself.
        eventually(async || {
            one.cache.put(&key, "on".into(), TTL).await;
            other.cache.get(&key).await
        })
        .await;
        one.cache.forget(&key).await;
        eventually(async || other.cache.get(&key).await.is_none().then_some(())).await;
    }
}

#[tokio::test]
async fn a_value_is_remembered_beside_redis() {
    let Some((deployment, one, other)) = two().await else { return };
    let key = Key::flags(tenant());
    // Found out, and so told to nobody.
    one.cache.get_or(&key, TTL, async || Ok::<_, String>("on".into())).await.unwrap();
    assert_eq!(other.cache.get(&key).await.as_deref(), Some("on"));
    // Behind their backs: nobody is told.
    let mut admin = deployment.admin().await;
    for name in deployment.names().await {
        cmd("DEL").arg(name).query_async::<()>(&mut admin).await.unwrap();
    }
    assert_eq!(other.cache.get(&key).await.as_deref(), Some("on"));
}

#[tokio::test]
async fn what_one_machine_read_before_a_change_on_the_other_is_not_kept() {
    let Some((_deployment, one, other)) = two().await else { return };
    let key = Key::flags(tenant());
    let Look::Missing(before) = one.cache.look(&key).await else { panic!("found") };
    other.cache.forget(&key).await;
    one.cache.put_since(&key, "old".into(), TTL, before).await;
    assert_eq!((one.cache.get(&key).await, other.cache.get(&key).await), (None, None));
}

#[tokio::test]
async fn events_reach_the_other_machine_in_order_and_nobody_else() {
    let Some((_deployment, one, other)) = two().await else { return };
    let (ours, theirs) = (Audience::Tenant(tenant()), Audience::Tenant(tenant()));
    let mut near = one.bulletin.subscribe(ours);
    let mut far = other.bulletin.subscribe(ours);
    let mut strangers =
        [other.bulletin.subscribe(theirs), other.bulletin.subscribe(Audience::Platform)];
    for count in 0..100 {
        one.bulletin.publish(ours, Event::new("call.began", count.to_string())).await;
    }
    for subscription in [&mut near, &mut far] {
        for count in 0..100 {
            let event = Event::new("call.began", count.to_string());
            assert_eq!(subscription.next().await, News::Event(event.into()));
        }
    }
    for stranger in &mut strangers {
        let marker = Event::new("marker", "");
        one.bulletin.publish(stranger.audience(), marker.clone()).await;
        assert_eq!(stranger.next().await, News::Event(marker.into()));
    }
    // Told once, although Redis tells the publisher too.
    let marker = Event::new("marker", "");
    other.bulletin.publish(ours, marker.clone()).await;
    assert_eq!(near.next().await, News::Event(marker.into()));
}

#[tokio::test]
async fn a_call_that_began_on_one_machine_ends_on_the_other() {
    let Some((_deployment, one, other)) = two().await else { return };
    let (tenant, first, second) = (tenant(), call(), call());
    assert_eq!(one.live_calls.seen(tenant, first).await, 1);
    assert_eq!(other.live_calls.seen(tenant, second).await, 2);
    assert_eq!(one.live_calls.list(tenant).await.len(), 2);
    other.live_calls.ended(tenant, first.call).await;
    assert_eq!(one.live_calls.seen(tenant, first).await, 1);
    assert_eq!(one.live_calls.list(tenant).await, [second]);
    assert_eq!((one.live_calls.count_all().await, other.live_calls.count_all().await), (1, 1));
}

#[tokio::test]
async fn deployments_with_different_prefixes_share_nothing() {
    let Some((deployment, ours, _)) = two().await else { return };
    let Some(theirs) = deployment_beside(&deployment).await else { return };
    let (tenant, key) = (tenant(), Key::flags(tenant()));
    let mut subscription = theirs.1.bulletin.subscribe(Audience::Tenant(tenant));
    ours.cache.put(&key, "on".into(), TTL).await;
    ours.live_calls.seen(tenant, call()).await;
    ours.limits.take(&key, Rate::per_hour(1), 1).await;
    ours.bulletin.publish(Audience::Tenant(tenant), Event::new("call.began", "")).await;
    assert_eq!(theirs.1.cache.get(&key).await, None);
    assert_eq!(theirs.1.live_calls.count_all().await, 0);
    assert!(theirs.1.limits.take(&key, Rate::per_hour(1), 1).await.is_granted());
    let marker = Event::new("marker", "");
    theirs.1.bulletin.publish(Audience::Tenant(tenant), marker.clone()).await;
    assert_eq!(subscription.next().await, News::Event(marker.into()));
}

async fn deployment_beside(other: &Deployment) -> Option<(Deployment, Fleet)> {
    let deployment = deployment().await?;
    assert_ne!(deployment.prefix, other.prefix);
    let fleet = deployment.node().await.fleet();
    Some((deployment, fleet))
}

#[tokio::test]
async fn many_who_miss_on_two_machines_load_once_on_each() {
    let Some((_deployment, one, other)) = two().await else { return };
    let key = Key::flags(tenant());
    let loads = Arc::new(std::sync::atomic::AtomicU32::new(0));
    let mut tasks = JoinSet::new();
    for number in 0..200 {
        let cache: Arc<dyn Cache> =
            Arc::clone(if number % 2 == 0 { &one.cache } else { &other.cache });
        let (key, loads) = (key.clone(), loads.clone());
        tasks.spawn(async move {
            let load = async || {
                loads.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                tokio::task::yield_now().await;
                Ok::<_, String>("on".to_owned())
            };
            cache.get_or(&key, TTL, load).await
        });
    }
    in_time(async {
        for result in tasks.join_all().await {
            assert_eq!(result.as_deref(), Ok("on"));
        }
    })
    .await;
    assert!(loads.load(std::sync::atomic::Ordering::SeqCst) <= 2);
}

#[tokio::test]
async fn everything_in_redis_has_an_end_and_belongs_to_somebody() {
    let Some((deployment, one, _)) = two().await else { return };
    let tenant = tenant();
    let key = Key::fact(tenant, "a\r\nFLUSHALL\r\n");
    one.cache.put(&key, "on".into(), TTL).await;
    one.cache.forget(&Key::host("a:b")).await;
    one.cache.get_or(&Key::flags(tenant), TTL, async || Ok::<_, String>("x".into())).await.unwrap();
    one.live_calls.seen(tenant, call()).await;
    one.live_calls.ended(tenant, call().call).await;
    one.limits.take(&Key::sign_in("ann@example.test".into()), Rate::per_hour(1), 1).await;
    one.limits.take(&Key::address([192, 0, 2, 1].into()), Rate::per_hour(1), 1).await;
    let names = deployment.names().await;
    assert!(names.len() >= 12, "{names:#?}");
    let mut admin = deployment.admin().await;
    for name in &names {
        let left: i64 = cmd("PTTL").arg(name).query_async(&mut admin).await.unwrap();
        assert!((1..=2 * 3_600_000).contains(&left), "{name} lives for {left} ms");
        assert!(!name.contains("ann") && !name.contains('\n'), "{name}");
    }
}

#[tokio::test]
async fn a_redis_that_forgets_its_scripts_is_told_again() {
    let Some((deployment, one, _)) = two().await else { return };
    let (tenant, mut admin) = (tenant(), deployment.admin().await);
    let rate = Rate::per_hour(1);
    cmd("SCRIPT").arg("FLUSH").query_async::<()>(&mut admin).await.unwrap();
    assert!(one.limits.take(&Key::requests(tenant), rate, 1).await.is_granted());
    cmd("SCRIPT").arg("FLUSH").query_async::<()>(&mut admin).await.unwrap();
    assert_eq!(one.live_calls.seen(tenant, call()).await, 1);
    let names = deployment.names().await;
    assert!(names.iter().any(|name| name.contains(":bucket:")), "{names:?}");
    assert!(names.iter().any(|name| name.contains(":live:")), "{names:?}");
}

#[tokio::test]
async fn a_name_that_somebody_else_took_is_decided_in_process() {
    let Some((deployment, one, _)) = two().await else { return };
    let (key, mut admin) = (Key::requests(tenant()), deployment.admin().await);
    let name = format!("{}:bucket:{key}", deployment.prefix);
    cmd("RPUSH").arg(&name).arg("x").query_async::<()>(&mut admin).await.unwrap();
    cmd("EXPIRE").arg(&name).arg(60).query_async::<()>(&mut admin).await.unwrap();
    let rate = Rate::per_hour(1);
    assert!(one.limits.take(&key, rate, 1).await.is_granted());
    assert!(!one.limits.take(&key, rate, 1).await.is_granted());
    // Nothing else suffers.
    let other = Key::requests(tenant());
    assert!(one.limits.take(&other, rate, 1).await.is_granted());
    assert!(deployment.names().await.iter().any(|name| name.contains(&other.to_string())));
}

#[tokio::test]
async fn a_configuration_with_faults_is_refused_without_its_password() {
    let clock: Arc<dyn kernel::Clock> = Arc::new(kernel::SystemClock);
    let config = Config::new("http://:hush@127.0.0.1");
    let refused = frontdesk_adapter_redis::Redis::connect(config, &clock, &SystemIds).await;
    let error = refused.err().unwrap();
    assert_eq!(error.kind, kernel::GatewayErrorKind::Misconfigured);
    assert!(!format!("{error:?} {error}").contains("hush"));
}
