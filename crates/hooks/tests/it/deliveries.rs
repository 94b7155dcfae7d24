//! What becomes of a delivery.

use frontdesk_hooks::{
    Delivered, Delivery, DeliveryStatus, Endpoint, Event, EventKind, Payload, Settled, Subscription,
};
use jiff::{SignedDuration, Timestamp};
use kernel::{GatewayError, GatewayErrorKind, GatewayResult, IdSource, SeededIds};
use proptest::prelude::*;

use crate::endpoints::endpoint;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn queued(seed: u64) -> Delivery {
    let ids: &dyn IdSource = &SeededIds::new(seed);
    Delivery::new(ids.next(), ids.next(), ids.next(), NOW)
}

#[expect(clippy::unnecessary_wraps, reason = "what a gateway returns")]
fn status(status: u16) -> GatewayResult<Delivered> {
    Ok(Delivered::new(status, None, "words"))
}

fn error(kind: GatewayErrorKind) -> GatewayResult<Delivered> {
    Err(GatewayError { provider: "test", kind, source: "x".repeat(1_000).into() })
}

#[test]
fn a_success_settles_it() {
    let mut delivery = queued(1);
    assert!(delivery.is_due(NOW));
    assert_eq!(delivery.settle(&status(204), NOW), Settled::Delivered);
    assert_eq!((delivery.status, delivery.attempts), (DeliveryStatus::Delivered, 1));
    assert_eq!((delivery.last_status, delivery.next_at), (Some(204), None));
    assert_eq!(
        delivery.settle(&status(500), NOW),
        Settled::Already,
        "a late report changes nothing"
    );
    assert_eq!(delivery.last_status, Some(204));
}

#[test]
fn eight_failures_are_enough() {
    let (mut delivery, mut now) = (queued(2), NOW);
    for attempt in 1..=7 {
        let Settled::Again(next) = delivery.settle(&status(500), now) else { panic!("{attempt}") };
        assert_eq!((delivery.attempts, delivery.next_at), (attempt, Some(next)));
        assert!(!delivery.is_due(next - SignedDuration::from_secs(1)) && delivery.is_due(next));
        now = next;
    }
    assert_eq!(delivery.settle(&error(GatewayErrorKind::Unknown), now), Settled::GaveUp);
    assert_eq!((delivery.status, delivery.attempts), (DeliveryStatus::Failed, 8));
    assert_eq!(delivery.last_error.map(|error| error.len()), Some(Delivery::ERROR_CHARS_MAX));
}

#[test]
fn what_cannot_help_is_not_tried_again() {
    assert_eq!(queued(3).settle(&status(410), NOW), Settled::Gone);
    for kind in [GatewayErrorKind::Rejected, GatewayErrorKind::OptedOut] {
        let mut delivery = queued(3);
        assert_eq!(delivery.settle(&error(kind), NOW), Settled::GaveUp);
        assert_eq!(delivery.status, DeliveryStatus::Failed);
    }
}

#[test]
fn a_fault_of_ours_is_tried_as_often_and_called_what_it_is() {
    let (mut delivery, mut now) = (queued(4), NOW);
    for _ in 1..=7 {
        let settled = delivery.settle(&error(GatewayErrorKind::Misconfigured), now);
        let Settled::NotTried(Some(next)) = settled else { panic!("{settled:?}") };
        now = next;
    }
    let settled = delivery.settle(&error(GatewayErrorKind::Misconfigured), now);
    assert_eq!(settled, Settled::NotTried(None));
    assert_eq!((delivery.status, delivery.attempts), (DeliveryStatus::Failed, 8));
}

#[test]
fn an_event_goes_to_whoever_wants_it() {
    let ids: &dyn IdSource = &SeededIds::new(9);
    let all = endpoint();
    let calls = Subscription::Only([EventKind::CallEnded].into());
    let some = Endpoint { id: ids.next(), events: calls, ..endpoint() };
    let mut none = Endpoint { id: ids.next(), ..endpoint() };
    none.disable(NOW);
    let endpoints = [all, some, none];
    for (kind, expected) in [
        (EventKind::CallEnded, vec![endpoints[0].id, endpoints[1].id]),
        (EventKind::CallStarted, vec![endpoints[0].id]),
        (EventKind::WebhookTest, vec![]),
    ] {
        let event = Event::new(ids.next(), NOW, &Payload::example(kind)).unwrap();
        let deliveries = Delivery::fan_out(&event, &endpoints, ids, NOW);
        let to: Vec<_> = deliveries.iter().map(|delivery| delivery.endpoint).collect();
        assert_eq!(to, expected, "{kind}");
        assert!(deliveries.iter().all(|it| it.event == event.id && it.is_due(NOW)));
    }
}

#[test]
fn a_busy_endpoint_is_left_alone_for_as_long_as_it_asks() {
    let busy = Ok(Delivered::new(503, Some(7_200), ""));
    let Settled::Again(next) = queued(5).settle(&busy, NOW) else { panic!("it is tried again") };
    assert_eq!(next.duration_since(NOW), SignedDuration::from_hours(2));
    let forever = Ok(Delivered::new(429, Some(u32::MAX), ""));
    let Settled::Again(next) = queued(5).settle(&forever, NOW) else { panic!("it is tried again") };
    assert_eq!(next.duration_since(NOW), SignedDuration::from_hours(12));
}

#[test]
fn a_replay_begins_anew_with_the_same_event() {
    let mut delivery = queued(6);
    let (id, event) = (delivery.id, delivery.event);
    delivery.settle(&status(410), NOW);
    let later = NOW + SignedDuration::from_hours(100);
    delivery.replay(later);
    assert!(delivery.is_due(later));
    assert_eq!((delivery.id, delivery.event, delivery.attempts), (id, event, 0));
    delivery.settle(&status(500), later);
    delivery.replay(later);
    assert_eq!(delivery.attempts, 1, "one that waits goes on, sooner");
    assert!(delivery.is_due(later));
}

#[test]
fn what_waits_for_a_disabled_endpoint_is_given_up() {
    let mut delivery = queued(7);
    delivery.abandon("the endpoint is disabled", NOW);
    assert_eq!((delivery.status, delivery.attempts), (DeliveryStatus::Failed, 0));
    let mut delivered = queued(7);
    delivered.settle(&status(200), NOW);
    delivered.abandon("the endpoint is disabled", NOW);
    assert_eq!(delivered.status, DeliveryStatus::Delivered);
}

#[test]
fn nothing_of_an_answer_shows() {
    let mut delivery = queued(8);
    delivery.settle(&status(500), NOW);
    assert_eq!(delivery.last_snippet.as_deref(), Some("words"));
    assert!(!format!("{delivery:?}{:?}", status(200)).contains("words"));
    let long = Delivered::new(200, Some(1), &format!("  a\u{0}\n{}", "b".repeat(9_999)));
    assert!(long.snippet.starts_with("a  b") && long.snippet.len() == 300);
    assert_eq!(long.retry_after_seconds, None, "only who is busy may put us off");
}

proptest! {
    #[test]
    fn every_row_of_answers_ends(seed: u64, statuses in prop::collection::vec(100_u16..600, 8)) {
        let (mut delivery, mut now) = (queued(seed), NOW);
        for code in &statuses {
            if let Settled::Again(next) = delivery.settle(&status(*code), now) {
                prop_assert!(next > now);
                now = next;
            }
        }
        prop_assert_ne!(delivery.status, DeliveryStatus::Queued);
        prop_assert_eq!(delivery.next_at, None);
        let accepted = statuses.iter().take_while(|code| **code != 410)
            .any(|code| (200..300).contains(code));
        prop_assert_eq!(delivery.status == DeliveryStatus::Delivered, accepted);
    }
}
