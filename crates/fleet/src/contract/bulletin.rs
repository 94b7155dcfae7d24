//! What a bulletin owes.

use std::time::Duration;

use super::{Fixture, eventually, tenant};
use crate::bulletin::DATA_BYTES_MAX;
use crate::{Audience, Event, News, Subscription};

fn event(number: usize) -> Event {
    Event::new("call.began", number.to_string())
}

async fn number(subscription: &mut Subscription) -> usize {
    match subscription.next().await {
        News::Event(event) => event.data().parse().unwrap(),
        News::Missed => panic!("missed something"),
    }
}

/// Whether nothing has arrived. What is told to others is told before the marker.
async fn only_the_marker(fixture: &Fixture, subscription: &mut Subscription) {
    fixture.fleet.bulletin.publish(subscription.audience(), event(999)).await;
    assert_eq!(number(subscription).await, 999);
}

pub async fn a_subscriber_is_told_in_order(fixture: Fixture) {
    let (bulletin, audience) = (&fixture.fleet.bulletin, Audience::Tenant(tenant()));
    let mut subscription = bulletin.subscribe(audience);
    for count in 0..100 {
        bulletin.publish(audience, event(count)).await;
    }
    for count in 0..100 {
        assert_eq!(number(&mut subscription).await, count);
    }
    only_the_marker(&fixture, &mut subscription).await;
}

pub async fn every_subscriber_is_told(fixture: Fixture) {
    let (bulletin, audience) = (&fixture.fleet.bulletin, Audience::Platform);
    let mut subscriptions: Vec<Subscription> =
        (0..10).map(|_| bulletin.subscribe(audience)).collect();
    subscriptions.pop();
    bulletin.publish(audience, event(7)).await;
    for subscription in &mut subscriptions {
        assert_eq!(number(subscription).await, 7);
    }
}

pub async fn nobody_is_told_of_others(fixture: Fixture) {
    let bulletin = &fixture.fleet.bulletin;
    let audiences = [Audience::Tenant(tenant()), Audience::Tenant(tenant()), Audience::Platform];
    let mut subscriptions = audiences.map(|audience| bulletin.subscribe(audience));
    for (own, audience) in audiences.into_iter().enumerate() {
        bulletin.publish(audience, event(own)).await;
    }
    for (own, subscription) in subscriptions.iter_mut().enumerate() {
        assert_eq!(number(subscription).await, own);
        only_the_marker(&fixture, subscription).await;
    }
}

pub async fn what_was_before_is_not_told(fixture: Fixture) {
    let (bulletin, audience) = (&fixture.fleet.bulletin, Audience::Tenant(tenant()));
    bulletin.publish(audience, event(1)).await;
    let mut subscription = bulletin.subscribe(audience);
    only_the_marker(&fixture, &mut subscription).await;
}

pub async fn who_falls_behind_is_told_so(fixture: Fixture) {
    let bulletin = &fixture.fleet.bulletin;
    let (busy, quiet) = (Audience::Tenant(tenant()), Audience::Tenant(tenant()));
    let (mut behind, mut calm) = (bulletin.subscribe(busy), bulletin.subscribe(quiet));
    bulletin.publish(quiet, event(5)).await;
    for count in 0..2_000 {
        bulletin.publish(busy, event(count)).await;
    }
    assert_eq!(behind.next().await, News::Missed);
    // What comes after the gap is the newest that was kept.
    let first = number(&mut behind).await;
    for count in first + 1..2_000 {
        assert_eq!(number(&mut behind).await, count);
    }
    // A busy business makes nobody else fall behind.
    assert_eq!(number(&mut calm).await, 5);
    only_the_marker(&fixture, &mut calm).await;
}

pub async fn any_text_is_told_as_it_was(fixture: Fixture) {
    let (bulletin, audience) = (&fixture.fleet.bulletin, Audience::Tenant(tenant()));
    let mut subscription = bulletin.subscribe(audience);
    for data in ["", "\0", "a\r\n\r\nevent: x\n", "🦀\"}{", &"x".repeat(DATA_BYTES_MAX)] {
        let event = Event::new("call.\n", data);
        bulletin.publish(audience, event.clone()).await;
        assert_eq!(subscription.next().await, News::Event(event.into()));
    }
}

pub async fn waiting_may_be_given_up(fixture: Fixture) {
    let (bulletin, audience) = (&fixture.fleet.bulletin, Audience::Tenant(tenant()));
    let mut subscription = bulletin.subscribe(audience);
    for count in 0..10 {
        let waited = tokio::time::timeout(Duration::ZERO, subscription.next()).await;
        assert!(waited.is_err(), "{waited:?}");
        bulletin.publish(audience, event(count)).await;
        let mut told = None;
        eventually(async || {
            let wait = tokio::time::timeout(Duration::from_millis(1), number(&mut subscription));
            told = wait.await.ok();
            told
        })
        .await;
        assert_eq!(told, Some(count));
    }
}
