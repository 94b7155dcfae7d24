//! What a caller is offered.

use frontdesk_scheduling::{ClosedDay, SlotSearch, WeekHours, Wish};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};

use crate::samples::{ids, instant, on, run, service, shop, staff, starts, taken, time, wish};

const ZONE: &str = "America/Chicago";
const MONDAY: Date = date(2026, 3, 2);

fn morning(catalogue: &frontdesk_scheduling::Catalogue) -> Timestamp {
    instant(&catalogue.timezone, "2026-03-02T06:00")
}

#[test]
fn nobody_who_does_it_means_no_slot() {
    let mut catalogue = shop(ZONE, &["09:00-17:00"]);
    let now = morning(&catalogue);
    let wish = wish(catalogue.services[0].id);
    catalogue.staff[0].services = Some(Vec::new());
    assert_eq!(run(&catalogue, &[], now, &wish).slots, []);
    catalogue.staff[0].services = None;
    catalogue.services[0].active = false;
    assert_eq!(run(&catalogue, &[], now, &wish).slots, []);
    catalogue.services[0].active = true;
    catalogue.staff[0].active = false;
    assert_eq!(run(&catalogue, &[], now, &wish).slots, []);
    catalogue.staff[0].active = true;
    assert_eq!(run(&catalogue, &[], now, &Wish { limit: 0, ..wish.clone() }).slots, []);
    assert_eq!(run(&catalogue, &[], now, &wish).slots.len(), 3);
}

#[test]
fn buffers_keep_others_away_and_may_run_past_closing() {
    let mut catalogue = shop(ZONE, &["09:00-12:00"]);
    catalogue.services[0].buffer_minutes = 30;
    let (zone, member) = (catalogue.timezone.clone(), catalogue.staff[0].id);
    let busy = [taken(&zone, member, "2026-03-02T10:30", "2026-03-02T11:00")];
    let found = run(&catalogue, &busy, morning(&catalogue), &on(catalogue.services[0].id, MONDAY));
    // 09:30 would be ready at 11:00 only; 11:00 ends at noon and is cleared away after it.
    assert_eq!(starts(&catalogue, &found), ["2026-03-02T09:00-06", "2026-03-02T11:00-06"]);
    let last = found.slots[1];
    assert_eq!(last.ends_at, instant(&zone, "2026-03-02T12:00"));
    assert_eq!(last.busy_until, instant(&zone, "2026-03-02T12:30"));
}

#[test]
fn the_grid_is_counted_from_each_opening() {
    let mut catalogue = shop(ZONE, &["08:45-10:45", "13:10-14:30"]);
    catalogue.rules.step_minutes = 20;
    let found = run(&catalogue, &[], morning(&catalogue), &on(catalogue.services[0].id, MONDAY));
    let clock = |start: &str| start[11..16].to_owned();
    let clocks: Vec<String> = starts(&catalogue, &found).iter().map(|it| clock(it)).collect();
    assert_eq!(clocks, ["08:45", "09:05", "09:25", "09:45", "13:10", "13:30"]);
}

#[test]
fn lead_time_and_horizon_bound_the_search() {
    let mut catalogue = shop(ZONE, &["09:00-17:00"]);
    catalogue.rules.lead_minutes = 90;
    catalogue.rules.horizon_days = 2;
    let now = instant(&catalogue.timezone, "2026-03-02T13:31");
    let wish = Wish { limit: usize::MAX, ..wish(catalogue.services[0].id) };
    let found = starts(&catalogue, &run(&catalogue, &[], now, &wish));
    assert_eq!(found.first().unwrap(), "2026-03-02T15:30-06");
    assert_eq!(found.last().unwrap(), "2026-03-04T16:00-06");
    // Further ahead than anybody may book: the last there is.
    let far = Wish { limit: 2, ..on(wish.service, date(2026, 6, 1)) };
    let found = run(&catalogue, &[], now, &far);
    assert!(found.outside_window);
    assert_eq!(starts(&catalogue, &found), ["2026-03-04T15:30-06", "2026-03-04T16:00-06"]);
}

#[test]
fn nothing_is_found_where_the_diary_was_not_read() {
    let catalogue = shop(ZONE, &["09:00-17:00"]);
    let now = morning(&catalogue);
    let until = instant(&catalogue.timezone, "2026-03-03T10:15");
    let search = SlotSearch { catalogue: &catalogue, busy: &[], now, until };
    let wish = Wish { limit: usize::MAX, ..wish(catalogue.services[0].id) };
    let found = starts(&catalogue, &search.run(&wish));
    assert_eq!(found.last().unwrap(), "2026-03-03T09:00-06");
}

#[test]
fn a_start_counts_once_and_the_least_busy_serves() {
    let ids = ids();
    let mut catalogue = shop(ZONE, &["09:00-12:00"]);
    catalogue.staff = vec![staff(&ids, "Ana"), staff(&ids, "Ben"), staff(&ids, "Cy")];
    catalogue.services = vec![service(&ids, 60, 0)];
    let zone = catalogue.timezone.clone();
    let member = |place: usize| catalogue.staff[place].id;
    let busy = [
        taken(&zone, member(0), "2026-03-02T09:00", "2026-03-02T10:00"),
        taken(&zone, member(1), "2026-03-02T09:00", "2026-03-02T09:30"),
        taken(&zone, member(2), "2026-03-02T10:30", "2026-03-02T11:00"),
        // An overlap, as an outside calendar may have it, counts once.
        taken(&zone, member(2), "2026-03-02T10:30", "2026-03-02T10:45"),
    ];
    let wish = on(catalogue.services[0].id, MONDAY);
    let found = run(&catalogue, &busy, morning(&catalogue), &wish);
    let who: Vec<_> = found.slots.iter().map(|slot| slot.staff).collect();
    // 09:00 and 09:30: only the third, then the second by order; later ones are the second's, too.
    assert_eq!(who, [member(2), member(1), member(1), member(1), member(1)]);
    let only = Wish { staff: Some(member(0)), ..wish };
    let found = run(&catalogue, &busy, morning(&catalogue), &only);
    assert!(found.slots.iter().all(|slot| slot.staff == member(0)));
    assert_eq!(found.slots.len(), 3);
}

#[test]
fn offers_without_a_wished_time_differ() {
    let catalogue = shop(ZONE, &["09:00-19:00"]);
    let wish = wish(catalogue.services[0].id);
    let found = run(&catalogue, &[], morning(&catalogue), &wish);
    let expected = ["2026-03-02T09:00-06", "2026-03-02T12:00-06", "2026-03-02T17:00-06"];
    assert_eq!(starts(&catalogue, &found), expected);
}

#[test]
fn a_wished_time_is_met_as_nearly_as_possible() {
    let catalogue = shop(ZONE, &["09:00-19:00"]);
    let (zone, member) = (catalogue.timezone.clone(), catalogue.staff[0].id);
    let busy = [taken(&zone, member, "2026-03-02T15:00", "2026-03-02T15:30")];
    let near = Some(time(15, 0));
    let day = Wish { near, limit: 2, ..on(catalogue.services[0].id, MONDAY) };
    let found = run(&catalogue, &busy, morning(&catalogue), &day);
    assert!(!found.outside_window);
    assert_eq!(starts(&catalogue, &found), ["2026-03-02T15:30-06", "2026-03-02T14:00-06"]);
    let any = Wish { near, limit: 2, ..wish(catalogue.services[0].id) };
    let found = run(&catalogue, &busy, morning(&catalogue), &any);
    assert_eq!(starts(&catalogue, &found), ["2026-03-03T15:00-06", "2026-03-04T15:00-06"]);
}

#[test]
fn a_full_day_yields_the_same_day_at_other_times_and_the_days_after() {
    let catalogue = shop(ZONE, &["09:00-19:00"]);
    let (zone, member) = (catalogue.timezone.clone(), catalogue.staff[0].id);
    let busy = [taken(&zone, member, "2026-03-02T13:00", "2026-03-02T19:00")];
    let wish =
        Wish { not_before: Some(time(14, 0)), limit: 3, ..on(catalogue.services[0].id, MONDAY) };
    let found = run(&catalogue, &busy, morning(&catalogue), &wish);
    assert!(found.outside_window && found.closed.is_none());
    let expected = ["2026-03-02T12:00-06", "2026-03-02T11:30-06", "2026-03-03T14:00-06"];
    assert_eq!(starts(&catalogue, &found), expected);
}

#[test]
fn a_closed_day_is_named_and_the_next_is_offered() {
    let mut catalogue = shop(ZONE, &["09:00-17:00"]);
    catalogue.hours.sun = Vec::new();
    catalogue.closed = vec![ClosedDay { date: MONDAY, name: "Texas Independence Day".to_owned() }];
    let now = instant(&catalogue.timezone, "2026-02-27T12:00");
    let service = catalogue.services[0].id;
    let sunday = Wish { limit: 1, ..on(service, date(2026, 3, 1)) };
    let found = run(&catalogue, &[], now, &sunday);
    assert_eq!(found.closed.as_deref(), Some("Sundays"));
    assert!(found.outside_window);
    assert_eq!(starts(&catalogue, &found), ["2026-03-03T09:00-06"]);
    let holiday = Wish { limit: 1, ..on(service, MONDAY) };
    let found = run(&catalogue, &[], now, &holiday);
    assert_eq!(found.closed.as_deref(), Some("Texas Independence Day"));
    // Somebody works on Sundays after all.
    catalogue.staff[0].hours =
        Some(WeekHours { sun: vec!["10:00-12:00".parse().unwrap()], ..WeekHours::default() });
    let found = run(&catalogue, &[], now, &sunday);
    assert_eq!((found.closed, found.outside_window), (None, false));
}

#[test]
fn a_wish_without_an_end_goes_on_until_something_is_free() {
    let catalogue = shop(ZONE, &["09:00-11:00"]);
    let (zone, member) = (catalogue.timezone.clone(), catalogue.staff[0].id);
    let busy = [taken(&zone, member, "2026-03-01T00:00", "2026-04-10T00:00")];
    let wish = Wish { limit: 1, ..wish(catalogue.services[0].id) };
    let found = run(&catalogue, &busy, morning(&catalogue), &wish);
    assert!(!found.outside_window);
    assert_eq!(starts(&catalogue, &found), ["2026-04-10T09:00-05"]);
}

#[test]
fn wishes_that_cannot_be_do_no_harm() {
    let catalogue = shop(ZONE, &["09:00-11:00"]);
    let service = catalogue.services[0].id;
    let backwards =
        Wish { from: Some(date(2026, 3, 10)), until: Some(MONDAY), limit: 1, ..wish(service) };
    let found = run(&catalogue, &[], morning(&catalogue), &backwards);
    assert!(found.outside_window);
    assert_eq!(starts(&catalogue, &found), ["2026-03-10T09:00-05"]);
    let gone = Wish { from: Some(date(2026, 3, 1)), until: Some(date(2026, 3, 1)), ..backwards };
    let found = run(&catalogue, &[], morning(&catalogue), &gone);
    assert_eq!(starts(&catalogue, &found), ["2026-03-02T09:00-06"]);
    for (from, until) in [(Date::MIN, Date::MIN), (Date::MAX, Date::MAX), (Date::MIN, Date::MAX)] {
        let wish = Wish { from: Some(from), until: Some(until), ..wish(service) };
        assert_eq!(run(&catalogue, &[], morning(&catalogue), &wish).slots.len(), 3);
    }
    for now in [Timestamp::MIN, Timestamp::MAX, Timestamp::MAX - SignedDuration::from_hours(30)] {
        let late = SlotSearch { catalogue: &catalogue, busy: &[], now, until: Timestamp::MAX };
        assert!(late.run(&wish(service)).slots.len() <= 3);
    }
}
