//! How long a search takes in a big diary: 50 people, 90 days, some 30,000 bookings, on days across
//! a change of the clocks. Build it with `--release`.
//!
//! `cargo run --release -p frontdesk-scheduling --example slots_timing`

use std::hint::black_box;
use std::time::{Duration, Instant};

use frontdesk_scheduling::{
    BookingRules, Busy, Catalogue, Service, SlotSearch, Staff, WeekHours, Wish, is_open,
};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use kernel::{IdSource, SeededIds, ServiceId};

const DAYS: i64 = 90;
const FIRST: Date = date(2026, 9, 1);
const ROUNDS: usize = 201;

#[expect(clippy::print_stdout, reason = "an example is a program")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ids: &dyn IdSource = &SeededIds::new(42);
    let catalogue = catalogue(ids)?;
    let service = catalogue.services.first().map(|service| service.id).ok_or("a service")?;
    let busy = bookings(&catalogue)?;
    let now = FIRST.to_zoned(catalogue.timezone.clone())?.timestamp();
    println!("{} bookings", busy.len());
    let search = SlotSearch { catalogue: &catalogue, busy: &busy, now, until: Timestamp::MAX };
    let two_weeks = now + SignedDuration::from_hours(24 * 14);
    let short: Vec<Busy> =
        busy.iter().filter(|entry| entry.starts_at < two_weeks).copied().collect();
    let window = SlotSearch { busy: &short, until: two_weeks, ..search };
    let first = wish(service, 3);
    let mid = FIRST + 60.days();
    let all =
        Wish { from: Some(FIRST), until: Some(FIRST + DAYS.days()), ..wish(service, usize::MAX) };
    let near = Wish { near: Some(jiff::civil::time(15, 7, 0, 0)), ..wish(service, 3) };
    let late = Wish { from: Some(mid), until: Some(mid), ..wish(service, 3) };
    report("first 3, two weeks read", &window, &first);
    report("3 near 15:07, two weeks read", &window, &near);
    report("first 3, all read", &search, &first);
    report("3 on the 60th day, all read", &search, &late);
    report("every start of 90 days", &search, &all);
    let at = now.to_zoned(catalogue.timezone.clone());
    let begin = Instant::now();
    for _ in 0..ROUNDS {
        black_box(is_open(&catalogue, black_box(&at)));
    }
    println!("is_open: {:?}", begin.elapsed() / u32::try_from(ROUNDS)?);
    Ok(())
}

/// Prints the median.
#[expect(clippy::print_stdout, reason = "an example is a program")]
fn report(what: &str, search: &SlotSearch<'_>, wish: &Wish) {
    let mut times: Vec<Duration> = Vec::with_capacity(ROUNDS);
    let mut count = 0;
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        count = black_box(search.run(black_box(wish))).slots.len();
        times.push(begin.elapsed());
    }
    times.sort_unstable();
    println!("{what}: {:?} ({count} slots)", times.get(ROUNDS / 2).unwrap_or(&Duration::MAX));
}

fn wish(service: ServiceId, limit: usize) -> Wish {
    Wish {
        service,
        staff: None,
        from: None,
        until: None,
        not_before: None,
        not_after: None,
        near: None,
        limit,
    }
}

fn catalogue(ids: &dyn IdSource) -> Result<Catalogue, Box<dyn std::error::Error>> {
    let day = || Ok::<_, Box<dyn std::error::Error>>(vec!["09:00-17:00".parse()?]);
    let member = |name: String| Staff {
        id: ids.next(),
        name,
        services: None,
        hours: None,
        active: true,
        implied: false,
    };
    Ok(Catalogue {
        timezone: TimeZone::get("America/New_York")?,
        services: vec![Service {
            id: ids.next(),
            name: "Check-up".to_owned(),
            aliases: Vec::new(),
            minutes: 45,
            buffer_minutes: 0,
            price: None,
            active: true,
        }],
        staff: (1..=50).map(|number| member(format!("Chair {number}"))).collect(),
        hours: WeekHours {
            mon: day()?,
            tue: day()?,
            wed: day()?,
            thu: day()?,
            fri: day()?,
            sat: day()?,
            sun: day()?,
        },
        closed: Vec::new(),
        rules: BookingRules {
            lead_minutes: 0,
            horizon_days: 120,
            step_minutes: 15,
            ..BookingRules::default()
        },
    })
}

/// Bookings of 30 to 75 minutes with gaps between them, about 70 in 100 minutes taken.
fn bookings(catalogue: &Catalogue) -> Result<Vec<Busy>, Box<dyn std::error::Error>> {
    let mut state: u64 = 42;
    let mut random = |below: i64| {
        // Knuth's multiplier: good enough to scatter bookings, and the same on every machine.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(state >> 33).unwrap_or(0) % below
    };
    let mut busy = Vec::new();
    for member in &catalogue.staff {
        for day in 0..DAYS {
            let midnight = (FIRST + day.days()).to_zoned(catalogue.timezone.clone())?.timestamp();
            let mut minute = 540 + random(3) * 15;
            while minute < 1_005 {
                let length = 30 + random(4) * 15;
                let at = |minute| midnight + SignedDuration::from_mins(minute);
                busy.push(Busy {
                    staff: member.id,
                    starts_at: at(minute),
                    busy_until: at((minute + length).min(1_020)),
                });
                minute += length + random(3) * 15;
            }
        }
    }
    Ok(busy)
}
