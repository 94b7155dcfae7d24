//! From trial to the end, and who is served meanwhile.

use frontdesk_billing::{
    Patience, Service, Subscription, SubscriptionEvent, SubscriptionRefusal, SubscriptionStatus,
};
use jiff::Timestamp;
use kernel::{IdSource, SeededIds};
use proptest::prelude::*;

fn at(text: &str) -> Timestamp {
    format!("2026-{text}T12:00:00Z").parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn paid(until: &str) -> SubscriptionEvent {
    SubscriptionEvent::Paid { until: at(until) }
}

fn trial() -> Subscription {
    let ids: &dyn IdSource = &SeededIds::new(1);
    Subscription::new(ids.next(), ("usd", "core"), 14, at("03-01"))
}

fn service(subscription: &Subscription, now: &str) -> Service {
    subscription.service(Patience::default(), at(now))
}

#[test]
fn a_trial_is_served_in_full_then_by_voicemail_then_not() {
    let trial = trial();
    assert_eq!(trial.trial_ends_at, Some(at("03-15")));
    assert_eq!(service(&trial, "03-21"), Service::Full);
    assert_eq!(service(&trial, "03-22"), Service::Voicemail);
    assert_eq!(service(&trial, "04-20"), Service::Voicemail);
    assert_eq!(service(&trial, "04-21"), Service::Nothing);
}

#[test]
fn a_second_failed_payment_does_not_begin_the_patience_anew() {
    let active = trial().after(&paid("04-10"), at("03-10")).expect("paid");
    let failed = SubscriptionEvent::PaymentFailed;
    let late = active.after(&failed, at("04-10")).expect("failed");
    let later = late.after(&failed, at("04-14")).expect("failed again");
    assert_eq!(later, late);
    assert_eq!(service(&later, "04-17"), Service::Voicemail);
    let well = later.after(&paid("05-10"), at("04-18")).expect("paid at last");
    assert_eq!((well.status, service(&well, "04-18")), (SubscriptionStatus::Active, Service::Full));
}

#[test]
fn what_is_paid_is_served_after_cancelling() {
    let active = trial().after(&paid("04-10"), at("03-10")).expect("paid");
    let over = active.after(&SubscriptionEvent::Cancelled, at("03-20")).expect("cancelled");
    assert_eq!(service(&over, "04-09"), Service::Full);
    assert_eq!(service(&over, "04-10"), Service::Nothing);
    let back = over.after(&paid("06-01"), at("05-01")).expect("back again");
    assert_eq!(back.status, SubscriptionStatus::Active);
}

#[test]
fn a_trial_that_is_cancelled_ends_at_once() {
    let over = trial().after(&SubscriptionEvent::Cancelled, at("03-02")).expect("cancelled");
    assert_eq!(service(&over, "03-02"), Service::Nothing);
}

#[test]
fn an_older_report_of_a_payment_takes_nothing_away() {
    let active = trial().after(&paid("05-10"), at("04-10")).expect("paid");
    let again = active.after(&paid("04-10"), at("04-11")).expect("an older one");
    assert_eq!(again, active);
}

#[test]
fn there_is_no_second_trial_and_no_debt_after_the_end() {
    let active = trial().after(&paid("04-10"), at("03-10")).expect("paid");
    let moved = SubscriptionEvent::TrialMoved { ends_at: at("09-01") };
    let refused = SubscriptionRefusal::NoTrial { status: SubscriptionStatus::Active };
    assert_eq!(active.after(&moved, at("03-11")), Err(refused));
    let over = active.after(&SubscriptionEvent::Cancelled, at("03-20")).expect("cancelled");
    let refused = over.after(&SubscriptionEvent::PaymentFailed, at("03-21")).expect_err("no way");
    assert_eq!(refused.to_string(), "a subscription that is cancelled cannot become past_due");
    let changed = SubscriptionEvent::PlanChanged { book: "usd".to_owned(), plan: "pro".to_owned() };
    assert_eq!(over.after(&changed, at("03-21")), Err(SubscriptionRefusal::Ended));
}

#[test]
fn a_plan_without_a_trial_waits_for_its_first_payment() {
    let ids: &dyn IdSource = &SeededIds::new(1);
    let new = Subscription::new(ids.next(), ("usd", "pilot"), 0, at("03-01"));
    assert_eq!((new.status, new.trial_ends_at), (SubscriptionStatus::PastDue, None));
    assert_eq!(service(&new, "03-02"), Service::Full);
    assert_eq!(service(&new, "03-09"), Service::Voicemail);
}

fn event() -> impl Strategy<Value = SubscriptionEvent> {
    let day = (0_i64..400)
        .prop_map(|day| Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(24 * day));
    prop_oneof![
        day.clone().prop_map(|until| SubscriptionEvent::Paid { until }),
        Just(SubscriptionEvent::PaymentFailed),
        Just(SubscriptionEvent::Cancelled),
        day.prop_map(|ends_at| SubscriptionEvent::TrialMoved { ends_at }),
    ]
}

proptest! {
    #[test]
    fn the_same_event_twice_changes_nothing_more(events in proptest::collection::vec(event(), 0..12)) {
        let mut subscription = trial();
        for (day, event) in events.iter().enumerate() {
            let now = at("03-01") + jiff::SignedDuration::from_hours(24 * i64::try_from(day).unwrap());
            let Ok(next) = subscription.after(event, now) else { continue };
            let later = now + jiff::SignedDuration::from_hours(1);
            prop_assert_eq!(next.after(event, later), Ok(next.clone()));
            prop_assert!(next.status == subscription.status || subscription.status.may_become(next.status));
            prop_assert!(next.paid_until >= subscription.paid_until);
            subscription = next;
        }
    }

    #[test]
    fn service_only_ever_becomes_less_while_nothing_happens(hours in 0_i64..2_000, more in 0_i64..2_000) {
        let trial = trial();
        let first = at("03-01") + jiff::SignedDuration::from_hours(hours);
        let then = first + jiff::SignedDuration::from_hours(more);
        let patience = Patience::default();
        prop_assert!(trial.service(patience, then) <= trial.service(patience, first));
    }
}
