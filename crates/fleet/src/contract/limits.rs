//! What limits owe. The rates are slow beside a test, so that no token comes back by itself.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use super::{Fixture, tenant};
use crate::{Key, Rate, Taken};

/// A token an hour.
fn slow(burst: u32) -> Rate {
    Rate::per_hour(1).with_burst(burst)
}

const HOUR: Duration = Duration::from_hours(1);

pub async fn a_bucket_gives_its_burst(fixture: Fixture) {
    let (limits, key) = (&fixture.fleet.limits, Key::requests(tenant()));
    for left in [2, 1, 0] {
        assert_eq!(limits.take(&key, slow(3), 1).await, Taken::Granted { left });
    }
    assert!(!limits.take(&key, slow(3), 1).await.is_granted());
}

pub async fn many_at_once_get_exactly_the_burst(fixture: Fixture) {
    let key = Key::requests(tenant());
    let mut tasks = JoinSet::new();
    for _ in 0..200 {
        let (limits, key) = (Arc::clone(&fixture.fleet.limits), key.clone());
        tasks.spawn(async move { limits.take(&key, slow(50), 1).await.is_granted() });
    }
    let granted = tasks.join_all().await.into_iter().filter(|granted| *granted).count();
    assert_eq!(granted, 50);
}

pub async fn tokens_come_back(fixture: Fixture) {
    let (limits, key) = (&fixture.fleet.limits, Key::requests(tenant()));
    assert_eq!(limits.take(&key, slow(3), 3).await, Taken::Granted { left: 0 });
    fixture.after(HOUR).await;
    assert_eq!(limits.take(&key, slow(3), 1).await, Taken::Granted { left: 0 });
    assert!(!limits.take(&key, slow(3), 1).await.is_granted());
    fixture.after(HOUR * 100).await;
    assert_eq!(limits.take(&key, slow(3), 1).await, Taken::Granted { left: 2 });
}

pub async fn what_is_refused_takes_nothing(fixture: Fixture) {
    let (limits, key) = (&fixture.fleet.limits, Key::requests(tenant()));
    assert_eq!(limits.take(&key, slow(3), 2).await, Taken::Granted { left: 1 });
    for _ in 0..10 {
        assert!(!limits.take(&key, slow(3), 2).await.is_granted());
    }
    assert_eq!(limits.take(&key, slow(3), 1).await, Taken::Granted { left: 0 });
}

pub async fn a_cost_beyond_the_burst_counts_as_the_burst(fixture: Fixture) {
    let (limits, key) = (&fixture.fleet.limits, Key::requests(tenant()));
    assert_eq!(limits.take(&key, slow(3), u32::MAX).await, Taken::Granted { left: 0 });
    assert!(!limits.take(&key, slow(3), u32::MAX).await.is_granted());
    fixture.after(HOUR * 3).await;
    assert_eq!(limits.take(&key, slow(3), u32::MAX).await, Taken::Granted { left: 0 });
}

pub async fn a_wait_tells_how_long(fixture: Fixture) {
    let (limits, key) = (&fixture.fleet.limits, Key::requests(tenant()));
    limits.take(&key, slow(3), 3).await;
    for (cost, hours) in [(1, 1), (2, 2), (3, 3)] {
        let taken = limits.take(&key, slow(3), cost).await;
        let Taken::Wait { retry_after } = taken else { panic!("{taken:?}") };
        let most = HOUR * hours;
        let least = most.saturating_sub(Duration::from_mins(5));
        assert!(least < retry_after && retry_after <= most, "{retry_after:?} for {cost}");
    }
    let Taken::Wait { retry_after } = limits.take(&key, slow(3), 2).await else {
        panic!("granted")
    };
    fixture.after(retry_after).await;
    assert!(limits.take(&key, slow(3), 2).await.is_granted());
}

pub async fn keys_have_buckets_of_their_own(fixture: Fixture) {
    let limits = &fixture.fleet.limits;
    let (ours, theirs) = (tenant(), tenant());
    let keys = [
        Key::requests(ours),
        Key::requests(theirs),
        Key::action(ours, "export"),
        Key::action(theirs, "export"),
        Key::action(ours, "export\0"),
        Key::action(ours, ""),
        Key::sign_in("ann@example.test".into()),
        Key::sign_in("bob@example.test".into()),
        Key::address([192, 0, 2, 1].into()),
        Key::address_sign_in([192, 0, 2, 1].into()),
    ];
    for key in &keys {
        assert_eq!(limits.take(key, slow(1), 1).await, Taken::Granted { left: 0 }, "{key}");
    }
    for key in &keys {
        assert!(!limits.take(key, slow(1), 1).await.is_granted(), "{key}");
    }
}

pub async fn a_smaller_burst_holds_at_once(fixture: Fixture) {
    let (limits, key) = (&fixture.fleet.limits, Key::requests(tenant()));
    limits.take(&key, slow(100), 90).await;
    let taken = limits.take(&key, slow(2), 1).await;
    let Taken::Wait { retry_after } = taken else { panic!("{taken:?}") };
    assert!(retry_after <= HOUR, "{retry_after:?}");
}

pub async fn extreme_rates_are_decided(fixture: Fixture) {
    let limits = &fixture.fleet.limits;
    let fast = Rate::per_second(u32::MAX);
    assert!(limits.take(&Key::requests(tenant()), fast, u32::MAX).await.is_granted());
    let large = slow(u32::MAX);
    let key = Key::requests(tenant());
    let most = large.burst();
    assert_eq!(limits.take(&key, large, 1).await, Taken::Granted { left: most - 1 });
    assert_eq!(limits.take(&key, large, most - 1).await, Taken::Granted { left: 0 });
    assert!(!limits.take(&key, large, most).await.is_granted());
    let nothing = Taken::Granted { left: 1 };
    assert_eq!(limits.take(&Key::requests(tenant()), slow(1), 0).await, nothing);
}
