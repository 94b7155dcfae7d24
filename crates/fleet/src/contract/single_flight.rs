//! What a cache owes those who ask at the same time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinSet;

use super::{Fixture, tenant};
use crate::{Cache, Key};

const TTL: Duration = Duration::from_secs(30);
type Loaded = Result<Arc<str>, &'static str>;

/// Loads what `answer` says as soon as `gate` lets it.
async fn load(
    cache: Arc<dyn Cache>,
    key: Key,
    gate: Arc<Semaphore>,
    loads: Arc<AtomicU32>,
    answer: Result<String, &'static str>,
) -> Loaded {
    let work = || async {
        loads.fetch_add(1, Ordering::SeqCst);
        gate.acquire().await.unwrap().forget();
        answer
    };
    cache.get_or(&key, TTL, work).await
}

/// Waits until `flights` things are being found out and `loads` have begun.
async fn under_way(loads: &AtomicU32, count: u32) {
    while loads.load(Ordering::SeqCst) < count {
        tokio::task::yield_now().await;
    }
}

pub async fn many_who_miss_load_once(fixture: Fixture) {
    let key = Key::flags(tenant());
    let (gate, loads) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicU32::new(0)));
    let mut tasks = JoinSet::new();
    for _ in 0..100 {
        let (cache, key) = (Arc::clone(&fixture.fleet.cache), key.clone());
        tasks.spawn(load(cache, key, gate.clone(), loads.clone(), Ok("on".to_owned())));
    }
    under_way(&loads, 1).await;
    gate.add_permits(1);
    for result in tasks.join_all().await {
        assert_eq!(result.as_deref(), Ok("on"));
    }
    assert_eq!(loads.load(Ordering::SeqCst), 1);
    assert_eq!(fixture.fleet.cache.flights().count(), 0);
}

pub async fn what_was_loaded_is_kept(fixture: Fixture) {
    let (cache, key) = (&fixture.fleet.cache, Key::flags(tenant()));
    let loads = AtomicU32::new(0);
    let ask = || async {
        let work = async || {
            let count = loads.fetch_add(1, Ordering::SeqCst);
            Ok::<_, &'static str>(count.to_string())
        };
        cache.get_or(&key, TTL, work).await.unwrap()
    };
    assert_eq!([&*ask().await, &*ask().await], ["0", "0"]);
    fixture.after(TTL).await;
    assert_eq!([&*ask().await, &*ask().await], ["1", "1"]);
    cache.forget(&key).await;
    assert_eq!([&*ask().await, &*ask().await], ["2", "2"]);
}

pub async fn an_error_is_shared_and_not_kept(fixture: Fixture) {
    let key = Key::flags(tenant());
    let (gate, loads) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicU32::new(0)));
    let ask = |answer| {
        let cache = Arc::clone(&fixture.fleet.cache);
        load(cache, key.clone(), gate.clone(), loads.clone(), answer)
    };
    let first = tokio::spawn(ask(Err("away")));
    under_way(&loads, 1).await;
    let mut guests = JoinSet::new();
    for _ in 0..20 {
        guests.spawn(ask(Err("also away")));
    }
    gate.add_permits(100);
    assert_eq!(first.await.unwrap(), Err("away"));
    for result in guests.join_all().await {
        assert!(result.is_err(), "{result:?}");
    }
    assert_eq!(ask(Ok("on".to_owned())).await.as_deref(), Ok("on"));
}

pub async fn a_pilot_that_is_cancelled_is_replaced(fixture: Fixture) {
    let key = Key::flags(tenant());
    let (gate, loads) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicU32::new(0)));
    let ask = |answer: &str| {
        let cache = Arc::clone(&fixture.fleet.cache);
        load(cache, key.clone(), gate.clone(), loads.clone(), Ok(answer.to_owned()))
    };
    let pilot = tokio::spawn(ask("pilot"));
    under_way(&loads, 1).await;
    let mut guests = JoinSet::new();
    for _ in 0..10 {
        guests.spawn(ask("guest"));
    }
    pilot.abort();
    assert!(pilot.await.unwrap_err().is_cancelled());
    under_way(&loads, 2).await;
    gate.add_permits(1);
    for result in guests.join_all().await {
        assert_eq!(result.as_deref(), Ok("guest"));
    }
    assert_eq!(loads.load(Ordering::SeqCst), 2);
}

pub async fn a_pilot_that_panics_is_replaced(fixture: Fixture) {
    let (cache, key) = (Arc::clone(&fixture.fleet.cache), Key::flags(tenant()));
    let (boarded, has_boarded) = oneshot::channel::<()>();
    let (crash, may_crash) = oneshot::channel::<()>();
    let pilot = {
        let (cache, key) = (Arc::clone(&cache), key.clone());
        tokio::spawn(async move {
            let work = async || -> Result<String, &'static str> {
                boarded.send(()).unwrap();
                may_crash.await.unwrap();
                panic!("a finding that is looked for")
            };
            cache.get_or(&key, TTL, work).await
        })
    };
    has_boarded.await.unwrap();
    let guest = {
        let (cache, key) = (Arc::clone(&cache), key.clone());
        let work = async || Ok::<_, &'static str>("guest".to_owned());
        tokio::spawn(async move { cache.get_or(&key, TTL, work).await })
    };
    crash.send(()).unwrap();
    assert!(pilot.await.unwrap_err().is_panic());
    assert_eq!(guest.await.unwrap().as_deref(), Ok("guest"));
}

pub async fn who_asks_after_a_change_gets_nothing_older(fixture: Fixture) {
    let key = Key::flags(tenant());
    let (gate, loads) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicU32::new(0)));
    let ask = |answer: &str| {
        let cache = Arc::clone(&fixture.fleet.cache);
        load(cache, key.clone(), gate.clone(), loads.clone(), Ok(answer.to_owned()))
    };
    let before = tokio::spawn(ask("old"));
    under_way(&loads, 1).await;
    fixture.fleet.cache.forget(&key).await;
    let after = tokio::spawn(ask("new"));
    under_way(&loads, 2).await;
    gate.add_permits(2);
    assert_eq!(before.await.unwrap().as_deref(), Ok("old"));
    assert_eq!(after.await.unwrap().as_deref(), Ok("new"));
    assert_eq!(fixture.fleet.cache.get(&key).await.as_deref(), Some("new"));
}

pub async fn different_keys_do_not_wait_for_each_other(fixture: Fixture) {
    let (gate, loads) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicU32::new(0)));
    let mut tasks = JoinSet::new();
    for _ in 0..10 {
        let (cache, key) = (Arc::clone(&fixture.fleet.cache), Key::flags(tenant()));
        tasks.spawn(load(cache, key, gate.clone(), loads.clone(), Ok("on".to_owned())));
    }
    under_way(&loads, 10).await;
    gate.add_permits(10);
    assert!(tasks.join_all().await.iter().all(Result::is_ok));
}
