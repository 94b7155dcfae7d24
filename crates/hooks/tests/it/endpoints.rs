//! What becomes of an endpoint.

use frontdesk_hooks::{
    DisabledWhy, Endpoint, EndpointStatus, EndpointUrl, EventKind, Kept, PlainHttp, Secrets,
    Settled, Subscription, Verdict,
};
use jiff::{SignedDuration, Timestamp};
use kernel::{IdSource, SeededIds};
use proptest::prelude::*;

fn at(hours: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours)
}

/// An active endpoint that wants everything.
pub(crate) fn endpoint() -> Endpoint {
    let ids: &dyn IdSource = &SeededIds::new(1);
    Endpoint {
        id: ids.next(),
        url: EndpointUrl::parse("https://a.example/s3cret", PlainHttp::Never).unwrap(),
        name: "till".to_owned(),
        events: Subscription::All,
        secrets: Secrets::new(Kept::new("sealed".to_owned())),
        status: EndpointStatus::Active,
        failing: None,
        created_at: at(0),
        updated_at: at(0),
    }
}

#[test]
fn it_is_told_what_it_wants() {
    let mut endpoint = endpoint();
    let test = EventKind::WebhookTest;
    assert!(EventKind::ALL.iter().all(|kind| endpoint.wants(*kind) == (*kind != test)));
    endpoint.events = Subscription::Only([EventKind::CallEnded].into());
    assert!(endpoint.wants(EventKind::CallEnded) && !endpoint.wants(EventKind::CallStarted));
    assert!(endpoint.is_told(EventKind::CallStarted), "what was on its way arrives");
    endpoint.disable(at(1));
    assert!(!endpoint.wants(EventKind::CallEnded) && !endpoint.is_told(EventKind::CallEnded));
    assert!(endpoint.is_told(test), "a test shows whether it can be enabled again");
    endpoint.enable(at(2));
    assert!(endpoint.wants(EventKind::CallEnded));
}

#[test]
fn five_days_of_failures_are_enough() {
    let mut endpoint = endpoint();
    for hour in 0..120 {
        assert_eq!(endpoint.take_note(Settled::GaveUp, at(hour)), Verdict::Changed);
        assert_eq!(endpoint.failing_since(), Some(at(0)));
    }
    let verdict = endpoint.take_note(Settled::Again(at(121)), at(120));
    assert_eq!(verdict, Verdict::Disabled(DisabledWhy::Failing));
    let status = EndpointStatus::Disabled { why: DisabledWhy::Failing, since: at(120) };
    assert_eq!(endpoint.status, status);
    let again = endpoint.take_note(Settled::GaveUp, at(121));
    assert_eq!(again, Verdict::Changed, "its owner is told once");
    endpoint.enable(at(122));
    assert_eq!(endpoint.take_note(Settled::GaveUp, at(122)), Verdict::Changed, "it begins anew");
}

#[test]
fn one_success_ends_the_row() {
    let mut endpoint = endpoint();
    for hour in 0..1_000 {
        let settled = if hour % 100 == 0 { Settled::Delivered } else { Settled::GaveUp };
        assert!(!matches!(endpoint.take_note(settled, at(hour)), Verdict::Disabled(_)), "{hour}");
    }
    assert_eq!(endpoint.take_note(Settled::Delivered, at(1_000)), Verdict::Changed);
    assert_eq!(endpoint.take_note(Settled::Delivered, at(1_000)), Verdict::Unchanged);
}

#[test]
fn two_failures_with_silence_between_them_are_no_week_of_failing() {
    let mut endpoint = endpoint();
    for week in 0..10 {
        assert_eq!(endpoint.take_note(Settled::GaveUp, at(week * 168)), Verdict::Changed);
        assert_eq!(endpoint.failing_since(), Some(at(week * 168)));
    }
}

#[test]
fn gone_is_gone_at_once() {
    let mut endpoint = endpoint();
    assert_eq!(endpoint.take_note(Settled::Gone, at(3)), Verdict::Disabled(DisabledWhy::Gone));
    assert_eq!(endpoint.take_note(Settled::Gone, at(4)), Verdict::Changed);
    let status = EndpointStatus::Disabled { why: DisabledWhy::Gone, since: at(3) };
    assert_eq!(endpoint.status, status);
}

#[test]
fn what_an_owner_disabled_stays_so() {
    let mut endpoint = endpoint();
    endpoint.disable(at(0));
    endpoint.take_note(Settled::Delivered, at(1));
    endpoint.take_note(Settled::Gone, at(2));
    let status = EndpointStatus::Disabled { why: DisabledWhy::Owner, since: at(0) };
    assert_eq!(endpoint.status, status);
}

#[test]
fn neither_its_secret_nor_its_path_shows() {
    let shown = format!("{:?}", endpoint());
    assert!(!shown.contains("whsec") && !shown.contains("s3cret"), "{shown}");
}

proptest! {
    #[test]
    fn an_endpoint_is_given_up_only_after_five_days_without_a_success(
        steps in prop::collection::vec((0_i64..30, 0_u8..4), 0..200),
    ) {
        let mut endpoint = endpoint();
        let (mut now, mut last_success) = (0, 0);
        for (hours, outcome) in steps {
            now += hours;
            let settled = match outcome {
                0 => Settled::Delivered,
                1 => Settled::Again(at(now + 1)),
                2 => Settled::GaveUp,
                _ => Settled::NotTried(Some(at(now + 1))),
            };
            if settled == Settled::Delivered {
                last_success = now;
            }
            match endpoint.take_note(settled, at(now)) {
                Verdict::Disabled(why) => {
                    prop_assert_eq!(why, DisabledWhy::Failing);
                    prop_assert!(now - last_success >= 120);
                    endpoint.enable(at(now));
                    last_success = now;
                }
                _ => prop_assert!(endpoint.is_active()),
            }
        }
    }
}
