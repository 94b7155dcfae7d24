//! A small business to search.

use frontdesk_scheduling::{
    BookingRules, Busy, Catalogue, Found, Service, SlotSearch, Span, Staff, WeekHours, Wish,
};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use kernel::{IdSource, SeededIds, ServiceId, StaffId};

pub(crate) fn ids() -> SeededIds {
    SeededIds::new(7)
}

pub(crate) fn service(ids: &dyn IdSource, minutes: u16, buffer_minutes: u16) -> Service {
    Service {
        id: ids.next(),
        name: "Haircut".to_owned(),
        aliases: Vec::new(),
        minutes,
        buffer_minutes,
        price: None,
        active: true,
    }
}

pub(crate) fn staff(ids: &dyn IdSource, name: &str) -> Staff {
    Staff {
        id: ids.next(),
        name: name.to_owned(),
        services: None,
        hours: None,
        active: true,
        implied: false,
    }
}

/// The same hours on each day of the week.
pub(crate) fn daily(spans: &[&str]) -> WeekHours {
    let spans: Vec<Span> = spans.iter().map(|span| span.parse().unwrap()).collect();
    WeekHours {
        mon: spans.clone(),
        tue: spans.clone(),
        wed: spans.clone(),
        thu: spans.clone(),
        fri: spans.clone(),
        sat: spans.clone(),
        sun: spans,
    }
}

/// One person, one service of 60 minutes, the given hours each day, no lead, half-hour steps.
pub(crate) fn shop(zone: &str, spans: &[&str]) -> Catalogue {
    let ids = ids();
    Catalogue {
        timezone: TimeZone::get(zone).unwrap(),
        services: vec![service(&ids, 60, 0)],
        staff: vec![staff(&ids, "Ana")],
        hours: daily(spans),
        closed: Vec::new(),
        rules: BookingRules { lead_minutes: 0, ..BookingRules::default() },
    }
}

pub(crate) fn wish(service: ServiceId) -> Wish {
    Wish {
        service,
        staff: None,
        from: None,
        until: None,
        not_before: None,
        not_after: None,
        near: None,
        limit: 3,
    }
}

pub(crate) fn on(service: ServiceId, date: Date) -> Wish {
    Wish { from: Some(date), until: Some(date), limit: usize::MAX, ..wish(service) }
}

pub(crate) fn run(catalogue: &Catalogue, busy: &[Busy], now: Timestamp, wish: &Wish) -> Found {
    SlotSearch { catalogue, busy, now, until: Timestamp::MAX }.run(wish)
}

/// The local starts of what was found, as `2026-03-08T01:00-05`.
pub(crate) fn starts(catalogue: &Catalogue, found: &Found) -> Vec<String> {
    let zone = &catalogue.timezone;
    let local = found.slots.iter().map(|slot| slot.starts_at.to_zoned(zone.clone()));
    local.map(|start| start.strftime("%Y-%m-%dT%H:%M%:::z").to_string()).collect()
}

pub(crate) fn taken(zone: &TimeZone, staff: StaffId, from: &str, until: &str) -> Busy {
    let at = |text: &str| instant(zone, text);
    Busy { staff, starts_at: at(from), busy_until: at(until) }
}

/// An instant written as the wall clock shows it.
pub(crate) fn instant(zone: &TimeZone, civil: &str) -> Timestamp {
    let civil: jiff::civil::DateTime = civil.parse().unwrap();
    civil.to_zoned(zone.clone()).unwrap().timestamp()
}

pub(crate) fn time(hour: i8, minute: i8) -> Time {
    jiff::civil::time(hour, minute, 0, 0)
}
