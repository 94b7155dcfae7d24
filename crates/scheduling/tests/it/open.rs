//! Whether the door is open.

use frontdesk_scheduling::{
    Catalogue, ClosedDay, ClosedReason, OpenState, is_open, next_opening, open_state,
};
use jiff::Zoned;
use jiff::civil::Weekday;

use crate::samples::{daily, shop};

fn at(text: &str) -> Zoned {
    text.parse().unwrap()
}

fn office() -> Catalogue {
    let mut catalogue = shop("America/Chicago", &["08:00-12:00", "13:00-17:00"]);
    catalogue.hours.sat = Vec::new();
    catalogue.hours.sun = Vec::new();
    let christmas = "2026-12-25".parse().unwrap();
    catalogue.closed = vec![ClosedDay { date: christmas, name: "Christmas Day".to_owned() }];
    catalogue
}

fn opens(reason: ClosedReason, text: &str) -> OpenState {
    OpenState::Closed { reason, opens: Some(at(text)) }
}

fn until(text: &str) -> OpenState {
    OpenState::Open { until: Some(at(text)) }
}

#[test]
fn opening_and_closing_are_named() {
    let office = office();
    for (now, expected) in [
        (
            "2026-12-24T07:59:59[America/Chicago]",
            opens(ClosedReason::Hours, "2026-12-24T08:00[America/Chicago]"),
        ),
        ("2026-12-24T08:00[America/Chicago]", until("2026-12-24T12:00[America/Chicago]")),
        (
            "2026-12-24T12:00[America/Chicago]",
            opens(ClosedReason::Hours, "2026-12-24T13:00[America/Chicago]"),
        ),
        (
            "2026-12-25T10:00[America/Chicago]",
            opens(
                ClosedReason::ClosedDay("Christmas Day".to_owned()),
                "2026-12-28T08:00[America/Chicago]",
            ),
        ),
        (
            "2026-12-26T10:00[America/Chicago]",
            opens(ClosedReason::Weekday(Weekday::Saturday), "2026-12-28T08:00[America/Chicago]"),
        ),
        // Asked from elsewhere, it is still Chicago's clock that counts.
        ("2026-12-24T23:30[Europe/Madrid]", until("2026-12-24T17:00[America/Chicago]")),
    ] {
        let now = at(now);
        assert_eq!(open_state(&office, &now), expected, "{now}");
        assert_eq!(is_open(&office, &now), matches!(expected, OpenState::Open { .. }), "{now}");
    }
}

#[test]
fn the_next_opening_of_an_open_business_is_its_next_one() {
    let next = next_opening(&office(), &at("2026-12-24T08:00[America/Chicago]"));
    assert_eq!(next, Some(at("2026-12-24T13:00[America/Chicago]")));
}

#[test]
fn hours_across_midnight_are_one() {
    let mut bar = shop("Europe/Madrid", &[]);
    bar.hours.fri = vec!["20:00-24:00".parse().unwrap()];
    bar.hours.sat = vec!["00:00-03:00".parse().unwrap()];
    let now = at("2026-03-06T23:00[Europe/Madrid]");
    assert_eq!(open_state(&bar, &now), until("2026-03-07T03:00[Europe/Madrid]"));
    assert_eq!(next_opening(&bar, &now), Some(at("2026-03-13T20:00[Europe/Madrid]")));
}

#[test]
fn never_and_always_have_no_next() {
    let never = shop("Europe/London", &[]);
    let now = at("2026-03-06T23:00[Europe/London]");
    let reason = ClosedReason::Weekday(Weekday::Friday);
    assert_eq!(open_state(&never, &now), OpenState::Closed { reason, opens: None });
    let mut always = never;
    always.hours = daily(&["00:00-24:00"]);
    assert_eq!(open_state(&always, &now), OpenState::Open { until: None });
    assert_eq!(next_opening(&always, &now), None);
}

#[test]
fn changes_of_the_clocks_move_the_door() {
    let shop = shop("America/New_York", &["02:30-04:00"]);
    let night = at("2026-03-08T01:30[America/New_York]");
    // Half past two does not exist; three o'clock follows two at once.
    assert_eq!(next_opening(&shop, &night), Some(at("2026-03-08T03:00[America/New_York]")));
    let mut early = shop;
    early.hours = daily(&["00:00-01:30"]);
    let first = at("2026-11-01T01:15-04:00[America/New_York]");
    let second = at("2026-11-01T01:15-05:00[America/New_York]");
    assert!(is_open(&early, &first) && !is_open(&early, &second));
}
