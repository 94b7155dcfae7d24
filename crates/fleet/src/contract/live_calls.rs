//! What an index of calls owes.

use std::time::Duration;

use super::{Fixture, call, ids, tenant};
use crate::LiveCall;
use crate::live_calls::LIVE_FOR;

pub async fn a_call_is_counted_once(fixture: Fixture) {
    let (index, tenant) = (&fixture.fleet.live_calls, tenant());
    let (first, second) = (call(0), call(1));
    assert_eq!(index.seen(tenant, first).await, 1);
    assert_eq!(index.seen(tenant, first).await, 1);
    assert_eq!(index.seen(tenant, second).await, 2);
    assert_eq!(index.seen(tenant, first).await, 2);
    assert_eq!((index.count(tenant).await, index.count_all().await), (2, 2));
}

pub async fn a_call_ends_once(fixture: Fixture) {
    let (index, tenant) = (&fixture.fleet.live_calls, tenant());
    let (first, second) = (call(0), call(1));
    index.seen(tenant, first).await;
    index.seen(tenant, second).await;
    for _ in 0..3 {
        index.ended(tenant, first.call).await;
        assert_eq!((index.count(tenant).await, index.count_all().await), (1, 1));
    }
    index.ended(tenant, second.call).await;
    index.ended(tenant, call(2).call).await;
    assert_eq!((index.count(tenant).await, index.count_all().await), (0, 0));
    assert_eq!(index.list(tenant).await, []);
}

pub async fn an_ended_call_does_not_come_back(fixture: Fixture) {
    let (index, tenant) = (&fixture.fleet.live_calls, tenant());
    let ours = call(0);
    index.seen(tenant, ours).await;
    index.ended(tenant, ours.call).await;
    assert_eq!(index.seen(tenant, ours).await, 0);
    fixture.after(LIVE_FOR / 2).await;
    assert_eq!(index.seen(tenant, ours).await, 0);
    assert_eq!(index.count_all().await, 0);
}

pub async fn an_end_may_come_first(fixture: Fixture) {
    let (index, tenant) = (&fixture.fleet.live_calls, tenant());
    let ours = call(0);
    index.ended(tenant, ours.call).await;
    assert_eq!(index.seen(tenant, ours).await, 0);
    assert_eq!((index.count(tenant).await, index.count_all().await), (0, 0));
}

pub async fn the_earlier_beginning_is_kept(fixture: Fixture) {
    let (index, tenant) = (&fixture.fleet.live_calls, tenant());
    let ours = call(10);
    for seconds in [10, 5, 20] {
        index.seen(tenant, LiveCall { since: call(seconds).since, ..ours }).await;
    }
    assert_eq!(index.list(tenant).await, [LiveCall { since: call(5).since, ..ours }]);
}

pub async fn calls_are_listed_oldest_first(fixture: Fixture) {
    let (index, tenant) = (&fixture.fleet.live_calls, tenant());
    let calls = [call(3), call(1), call(2)];
    for ours in calls {
        index.seen(tenant, ours).await;
    }
    let listed = index.list(tenant).await;
    assert_eq!(ids(&listed), [calls[1].call, calls[2].call, calls[0].call]);
    assert_eq!(listed.iter().map(|call| call.since).collect::<Vec<_>>(), {
        let mut since = calls.map(|call| call.since);
        since.sort_unstable();
        since
    });
}

pub async fn a_call_without_a_sign_of_life_is_forgotten(fixture: Fixture) {
    let (index, tenant) = (&fixture.fleet.live_calls, tenant());
    let (first, second) = (call(0), call(1));
    index.seen(tenant, first).await;
    fixture.after(LIVE_FOR / 2).await;
    index.seen(tenant, second).await;
    fixture.after(LIVE_FOR / 2).await;
    assert_eq!((index.count(tenant).await, index.count_all().await), (1, 1));
    assert_eq!(ids(&index.list(tenant).await), [second.call]);
    fixture.after(LIVE_FOR / 2).await;
    assert_eq!(index.list(tenant).await, []);
    assert_eq!((index.count(tenant).await, index.count_all().await), (0, 0));
}

pub async fn a_sign_of_life_keeps_a_call(fixture: Fixture) {
    let (index, tenant) = (&fixture.fleet.live_calls, tenant());
    let ours = call(0);
    for _ in 0..5 {
        assert_eq!(index.seen(tenant, ours).await, 1);
        fixture.after(LIVE_FOR * 3 / 4).await;
    }
    assert_eq!(index.list(tenant).await, [ours]);
    fixture.after(Duration::from_secs(1) + LIVE_FOR / 4).await;
    assert_eq!(index.count_all().await, 0);
}

pub async fn the_calls_of_others_are_not_counted(fixture: Fixture) {
    let index = &fixture.fleet.live_calls;
    let (ours, theirs) = (tenant(), tenant());
    let (our_call, their_call) = (call(0), call(1));
    assert_eq!(index.seen(ours, our_call).await, 1);
    assert_eq!(index.seen(theirs, their_call).await, 1);
    index.ended(ours, their_call.call).await;
    assert_eq!(index.list(ours).await, [our_call]);
    assert_eq!(index.list(theirs).await, [their_call]);
    assert_eq!(index.count_all().await, 2);
}

pub async fn the_same_call_of_two_businesses_is_two_calls(fixture: Fixture) {
    let index = &fixture.fleet.live_calls;
    let (ours, theirs, same) = (tenant(), tenant(), call(0));
    index.seen(ours, same).await;
    index.seen(theirs, same).await;
    assert_eq!(index.count_all().await, 2);
    index.ended(ours, same.call).await;
    assert_eq!((index.count(ours).await, index.count(theirs).await), (0, 1));
    assert_eq!(index.count_all().await, 1);
}

pub async fn any_order_of_reports_ends_the_same(fixture: Fixture) {
    let (index, tenant) = (&fixture.fleet.live_calls, tenant());
    // 0 and 1 are signs of life, 2 is the end.
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    for order in orders {
        let ours = call(0);
        for report in order.into_iter().chain(order) {
            if report == 2 {
                index.ended(tenant, ours.call).await;
            } else {
                index.seen(tenant, ours).await;
            }
        }
        assert_eq!((index.count(tenant).await, index.count_all().await), (0, 0), "{order:?}");
    }
}
