//! Days on which the wall clock and the time that passes are not the same thing.

use jiff::SignedDuration;
use jiff::civil::Date;

use crate::samples::{on, run, shop, starts};

/// The local starts on a day, in a shop with these hours, the service taking an hour.
fn starts_on(zone: &str, hours: &[&str], date: &str) -> Vec<String> {
    let catalogue = shop(zone, hours);
    let date: Date = date.parse().unwrap();
    let begins = date.to_zoned(catalogue.timezone.clone()).unwrap().timestamp();
    let now = begins - SignedDuration::from_hours(30);
    let found = run(&catalogue, &[], now, &on(catalogue.services[0].id, date));
    assert!(found.slots.iter().all(|slot| {
        slot.ends_at.duration_since(slot.starts_at) == SignedDuration::from_hours(1)
    }));
    if found.outside_window {
        return Vec::new();
    }
    starts(&catalogue, &found).into_iter().map(|start| start[11..].to_owned()).collect()
}

#[test]
fn an_hour_that_is_skipped_is_never_offered() {
    for (zone, date, hours, expected) in [
        // From 02:00 to 03:00.
        (
            "America/New_York",
            "2026-03-08",
            "01:00-05:00",
            &["01:00-05", "01:30-05", "03:00-04", "03:30-04", "04:00-04"][..],
        ),
        // From 01:00 to 02:00; half past twelve ends at half past two.
        ("Europe/London", "2026-03-29", "00:30-03:00", &["00:30+00", "02:00+01"][..]),
        // By half an hour, from 02:00 to 02:30.
        (
            "Australia/Lord_Howe",
            "2026-10-04",
            "01:00-04:00",
            &["01:00+10:30", "01:30+10:30", "02:30+11", "03:00+11"][..],
        ),
        // At midnight, from 00:00 to 01:00: the day begins at one.
        ("America/Havana", "2026-03-08", "00:00-02:30", &["01:00-04", "01:30-04"][..]),
        ("America/Santiago", "2026-09-06", "00:00-02:30", &["01:00-03", "01:30-03"][..]),
        // Hours that lie wholly in the skipped hour are none; those that end in it end at its edge.
        ("America/New_York", "2026-03-08", "02:00-03:00", &[][..]),
        ("America/New_York", "2026-03-08", "01:00-02:30", &["01:00-05"][..]),
    ] {
        assert_eq!(starts_on(zone, &[hours], date), expected, "{zone} {hours}");
    }
}

#[test]
fn an_hour_that_comes_twice_is_offered_the_first_time() {
    for (zone, date, hours, expected) in [
        // From 02:00 back to 01:00: between one and three lie three hours.
        (
            "America/New_York",
            "2026-11-01",
            "00:30-03:00",
            &["00:30-04", "01:00-04", "01:30-04", "02:00-05"][..],
        ),
        ("Europe/London", "2026-10-25", "01:00-03:00", &["01:00+01", "01:30+01", "02:00+00"][..]),
        // By half an hour, from 02:00 back to 01:30.
        (
            "Australia/Lord_Howe",
            "2026-04-05",
            "01:00-03:00",
            &["01:00+11", "01:30+11", "02:00+10:30"][..],
        ),
        // From 01:00 back to midnight.
        ("America/Havana", "2026-11-01", "00:00-02:00", &["00:00-04", "00:30-04", "01:00-05"][..]),
        // From midnight back to 23:00: the day before has 25 hours.
        (
            "America/Santiago",
            "2026-04-04",
            "22:30-24:00",
            &["22:30-03", "23:00-03", "23:30-03"][..],
        ),
        ("America/Santiago", "2026-04-05", "00:00-01:30", &["00:00-04", "00:30-04"][..]),
        // Hours that end in the doubled hour end the first time.
        ("America/New_York", "2026-11-01", "00:00-01:30", &["00:00-04", "00:30-04"][..]),
    ] {
        assert_eq!(starts_on(zone, &[hours], date), expected, "{zone} {hours}");
    }
}

#[test]
fn odd_offsets_and_odd_dates_are_like_any_other() {
    for (zone, date, expected) in [
        ("Asia/Kathmandu", "2026-05-04", &["09:00+05:45", "09:30+05:45"][..]),
        ("America/Chicago", "2028-02-29", &["09:00-06", "09:30-06"][..]),
        ("Europe/Madrid", "2026-12-31", &["09:00+01", "09:30+01"][..]),
        ("Europe/Madrid", "2027-01-01", &["09:00+01", "09:30+01"][..]),
        // This day never was: Samoa went from the 29th to the 31st.
        ("Pacific/Apia", "2011-12-30", &[][..]),
        ("Pacific/Apia", "2011-12-29", &["09:00-10", "09:30-10"][..]),
        ("Pacific/Apia", "2011-12-31", &["09:00+14", "09:30+14"][..]),
    ] {
        assert_eq!(starts_on(zone, &["09:00-10:30"], date), expected, "{zone} {date}");
    }
}

#[test]
fn the_horizon_is_counted_in_the_days_of_the_business() {
    // It is still the 31st in Honolulu when it is the 1st in London.
    for (zone, last) in
        [("Pacific/Honolulu", "2027-01-02T16:00-10"), ("Europe/London", "2027-01-03T16:00+00")]
    {
        let mut catalogue = shop(zone, &["09:00-17:00"]);
        catalogue.rules.horizon_days = 2;
        let now = "2027-01-01T05:00:00Z".parse().unwrap();
        let wish = frontdesk_scheduling::Wish {
            limit: usize::MAX,
            ..crate::samples::wish(catalogue.services[0].id)
        };
        let found = starts(&catalogue, &run(&catalogue, &[], now, &wish));
        assert_eq!(found.last().unwrap(), last);
    }
}
