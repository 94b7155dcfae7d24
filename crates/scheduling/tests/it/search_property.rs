//! The search against the oracle, on random businesses and diaries around days on which clocks
//! change. `PROPTEST_CASES` asks for more of them.

use std::collections::BTreeMap;

use frontdesk_scheduling::{BookingRules, Busy, Catalogue, ClosedDay, Span, WeekHours, Wish};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use kernel::{IdSource, StaffId};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::oracle;
use crate::samples::{ids, run, service, staff, wish};

/// Zones and days on which their clocks change, or which are odd in another way.
const PLACES: [(&str, Date); 14] = [
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/London", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/Havana", date(2026, 3, 8)),
    ("America/Havana", date(2026, 11, 1)),
    ("America/Santiago", date(2026, 4, 4)),
    ("America/Santiago", date(2026, 9, 6)),
    ("Asia/Kathmandu", date(2028, 2, 29)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Africa/Casablanca", date(2026, 2, 15)),
    ("Europe/Madrid", date(2026, 12, 31)),
];

/// A business, what is taken, the present, and a wish.
#[derive(Debug, Clone)]
struct Case {
    catalogue: Catalogue,
    busy: Vec<Busy>,
    now: Timestamp,
    wish: Wish,
}

/// One or two spans that do not overlap.
fn spans() -> impl Strategy<Value = Vec<Span>> {
    let minute = prop_oneof![(0_u16..=1_440), (0_u16..=48).prop_map(|half| half * 30)];
    vec(minute, 2..=4).prop_map(|mut minutes| {
        minutes.sort_unstable();
        minutes.dedup();
        minutes.chunks_exact(2).map(|pair| Span::new(pair[0], pair[1]).unwrap()).collect()
    })
}

fn week() -> impl Strategy<Value = WeekHours> {
    vec(prop_oneof![4 => spans(), 1 => Just(Vec::new())], 7).prop_map(|days| WeekHours {
        mon: days[0].clone(),
        tue: days[1].clone(),
        wed: days[2].clone(),
        thu: days[3].clone(),
        fri: days[4].clone(),
        sat: days[5].clone(),
        sun: days[6].clone(),
    })
}

fn rules() -> impl Strategy<Value = BookingRules> {
    let step = prop_oneof![Just(15_u16), Just(30), Just(5), Just(60), (5_u16..120)];
    (0_u32..3_000, 1_u16..12, step).prop_map(|(lead_minutes, horizon_days, step_minutes)| {
        BookingRules { lead_minutes, horizon_days, step_minutes, ..BookingRules::default() }
    })
}

prop_compose! {
    fn catalogues()(
        place in 0..PLACES.len(),
        minutes in prop_oneof![Just(30_u16), Just(60), (5_u16..200)],
        buffer in prop_oneof![Just(0_u16), Just(15), (0_u16..100)],
        hours in week(),
        own in vec((option::weighted(0.3, week()), prop::bool::weighted(0.8)), 1..4),
        closed in vec(-1_i64..5, 0..2),
        rules in rules(),
    ) -> (Catalogue, Date) {
        let (zone, day) = PLACES[place];
        let ids = ids();
        let other = service(&ids, 30, 0);
        let wanted = service(&ids, minutes, buffer);
        let members = own.into_iter().map(|(hours, able)| {
            let mut member = staff(&ids, "somebody");
            member.hours = hours;
            member.services = (!able).then(|| vec![other.id]);
            member
        });
        let closed = closed.into_iter().map(|days| ClosedDay {
            date: day + days.days(),
            name: "a holiday".to_owned(),
        });
        let catalogue = Catalogue {
            timezone: TimeZone::get(zone).unwrap(),
            staff: members.collect(),
            closed: closed.collect(),
            services: vec![wanted, other],
            hours,
            rules,
        };
        (catalogue, day)
    }
}

prop_compose! {
    fn cases()(
        (catalogue, day) in catalogues(),
        now_minutes in -3_000_i64..1_500,
        window in (-1_i64..4, 0_i64..5),
        taken in vec((0_usize..3, -600_i64..7_000, 0_i64..400), 0..25),
        times in (option::weighted(0.3, 0_i8..24), option::weighted(0.3, 0_i8..24)),
        only in option::weighted(0.2, 0_usize..3),
    ) -> Case {
        let noon = day.at(12, 0, 0, 0).to_zoned(catalogue.timezone.clone()).unwrap().timestamp();
        let after = |minutes| noon + SignedDuration::from_mins(minutes);
        let whose = |place: usize| catalogue.staff.get(place).map(|member| member.id);
        let busy = taken.into_iter().filter_map(|(place, from, minutes)| Some(Busy {
            staff: whose(place)?,
            starts_at: after(from - 1_440),
            busy_until: after(from - 1_440 + minutes),
        }));
        let mut busy: Vec<Busy> = busy.collect();
        if now_minutes % 2 == 0 {
            busy.sort_unstable();
        }
        let hour = |hour: i8| jiff::civil::time(hour, 0, 0, 0);
        let from = day + window.0.days();
        let wish = Wish {
            staff: only.and_then(whose),
            from: Some(from),
            until: Some(from + window.1.days()),
            not_before: times.0.map(hour),
            not_after: times.1.map(hour),
            limit: usize::MAX,
            ..wish(catalogue.services[0].id)
        };
        let now = after(now_minutes);
        Case { catalogue, busy, now, wish }
    }
}

/// Two thousand cases, unless the environment asks for another number.
fn config() -> ProptestConfig {
    let ours = ProptestConfig::default();
    let cases = if ours.cases == 256 { 2_000 } else { ours.cases };
    ProptestConfig { cases, failure_persistence: None, ..ours }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_found_is_exactly_what_is_free(case in cases(), limit in 1_usize..6, near in 0_i8..24) {
        let Case { catalogue, busy, now, wish } = case;
        let expected = oracle::free(&catalogue, &busy, now, &wish);
        let found = run(&catalogue, &busy, now, &wish);
        if expected.is_empty() {
            prop_assert!(found.slots.is_empty() || found.outside_window);
            // Alternatives are free too, whatever day they are on.
            let all = Wish {
                from: Some(Date::MIN),
                until: Some(Date::MAX),
                not_before: None,
                not_after: None,
                ..wish.clone()
            };
            let all = oracle::free(&catalogue, &busy, now, &all);
            prop_assert_eq!(found.slots.is_empty(), all.is_empty());
            for slot in &found.slots {
                prop_assert_eq!(all.get(&slot.starts_at), Some(&slot.staff));
            }
            let few = run(&catalogue, &busy, now, &Wish { limit, ..wish });
            prop_assert_eq!(few.slots.len(), limit.min(few.slots.len().max(1)).min(all.len()));
            return Ok(());
        }
        let actual: BTreeMap<Timestamp, StaffId> =
            found.slots.iter().map(|slot| (slot.starts_at, slot.staff)).collect();
        prop_assert_eq!(&actual, &expected);
        prop_assert_eq!(found.slots.len(), expected.len());
        prop_assert!(!found.outside_window);
        prop_assert!(found.slots.is_sorted_by_key(|slot| slot.starts_at));

        // A short list is a part of the whole one, and begins with the soonest.
        let few = run(&catalogue, &busy, now, &Wish { limit, ..wish.clone() });
        prop_assert_eq!(few.slots.len(), limit.min(expected.len()));
        prop_assert_eq!(few.slots.first(), found.slots.first());
        prop_assert!(few.slots.iter().all(|slot| found.slots.contains(slot)));

        // Near a time, nothing that is left out is nearer.
        let near = jiff::civil::time(near, 0, 0, 0);
        let close = run(&catalogue, &busy, now, &Wish { limit, near: Some(near), ..wish });
        prop_assert_eq!(close.slots.len(), limit.min(expected.len()));
        let key = |start: Timestamp| {
            let local = start.to_zoned(catalogue.timezone.clone());
            (local.time().duration_since(near).abs(), local.date(), start)
        };
        let mut ranked: Vec<Timestamp> = expected.keys().copied().collect();
        ranked.sort_by_key(|start| key(*start));
        ranked.truncate(limit);
        let starts: Vec<Timestamp> = close.slots.iter().map(|slot| slot.starts_at).collect();
        prop_assert_eq!(starts, ranked);
    }
}

#[test]
fn ids_of_staff_sort_in_the_order_of_the_sample() {
    // The cases above are sorted by id in half of the runs; this is what that means.
    let ids = ids();
    let ids: &dyn IdSource = &ids;
    let (first, second): (StaffId, StaffId) = (ids.next(), ids.next());
    assert!(first < second);
}
