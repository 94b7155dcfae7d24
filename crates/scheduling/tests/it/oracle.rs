//! The rules of free slots once more, as plainly as can be: every minute of every day, each with its
//! own conversion, and no thought for speed. Shares nothing with the code it judges.

use std::collections::BTreeMap;

use frontdesk_scheduling::{Busy, Catalogue, Span, Staff, Wish};
use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};
use kernel::StaffId;

/// Every free start between two days, with whoever should be offered for it.
pub(crate) fn free(
    catalogue: &Catalogue,
    busy: &[Busy],
    now: Timestamp,
    wish: &Wish,
) -> BTreeMap<Timestamp, StaffId> {
    let zone = &catalogue.timezone;
    let today = now.to_zoned(zone.clone()).date();
    let horizon = today.checked_add(i64::from(catalogue.rules.horizon_days).days()).unwrap();
    let service = catalogue.service(wish.service).unwrap();
    let serve = SignedDuration::from_mins(i64::from(service.minutes));
    let occupy = serve + SignedDuration::from_mins(i64::from(service.buffer_minutes));
    let earliest = now + SignedDuration::from_mins(i64::from(catalogue.rules.lead_minutes));
    let mut free: BTreeMap<Timestamp, (i64, StaffId)> = BTreeMap::new();
    let mut date = today.max(wish.from.unwrap());
    while date <= horizon && date <= wish.until.unwrap() {
        for member in &catalogue.staff {
            let may = member.active
                && member.services.as_ref().is_none_or(|list| list.contains(&service.id))
                && wish.staff.is_none_or(|id| id == member.id);
            if !may {
                continue;
            }
            let starts = starts_on(catalogue, member, date, serve, wish);
            let load =
                if starts.is_empty() { 0 } else { minutes_taken(zone, busy, member.id, date) };
            for start in starts {
                let clash = busy.iter().any(|entry| {
                    entry.staff == member.id
                        && entry.starts_at < entry.busy_until
                        && entry.starts_at < start + occupy
                        && start < entry.busy_until
                });
                if start < earliest || clash {
                    continue;
                }
                let best = free.entry(start).or_insert((load, member.id));
                if load < best.0 {
                    *best = (load, member.id);
                }
            }
        }
        date = date.tomorrow().unwrap();
    }
    free.into_iter().map(|(start, (_, staff))| (start, staff)).collect()
}

/// When one person could start on a day if nothing were taken.
fn starts_on(
    catalogue: &Catalogue,
    member: &Staff,
    date: Date,
    serve: SignedDuration,
    wish: &Wish,
) -> Vec<Timestamp> {
    if catalogue.closed.iter().any(|closed| closed.date == date) {
        return Vec::new();
    }
    let hours = member.hours.as_ref().unwrap_or(&catalogue.hours);
    let mut starts = Vec::new();
    for span in hours.on(date.weekday()) {
        let closing = closing(&catalogue.timezone, date, *span);
        for minute in span.start()..span.end() {
            if (minute - span.start()) % catalogue.rules.step_minutes != 0 {
                continue;
            }
            let clock = clock(minute);
            let wanted = match (wish.not_before, wish.not_after) {
                (Some(first), Some(last)) if last < first => clock >= first || clock <= last,
                (first, last) => {
                    first.is_none_or(|it| clock >= it) && last.is_none_or(|it| clock <= it)
                }
            };
            let ambiguous = catalogue.timezone.to_ambiguous_timestamp(date.to_datetime(clock));
            if !wanted || matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. }) {
                continue;
            }
            let start = ambiguous.earlier().unwrap();
            if start + serve <= closing {
                starts.push(start);
            }
        }
    }
    starts
}

/// The first instant around the span at which the wall shows its end or later, found by walking.
fn closing(zone: &TimeZone, date: Date, span: Span) -> Timestamp {
    let end = match span.end() {
        1_440 => date.tomorrow().unwrap().at(0, 0, 0, 0),
        minute => date.to_datetime(clock(minute)),
    };
    let opening = zone.to_ambiguous_timestamp(date.to_datetime(clock(span.start())));
    // An opening that does not exist may be read as a later time than the closing.
    let mut at = opening.earlier().unwrap() - SignedDuration::from_hours(3);
    while zone.to_datetime(at) < end {
        at += SignedDuration::from_mins(1);
    }
    at
}

/// How many minutes of a day are taken, each counted once.
fn minutes_taken(zone: &TimeZone, busy: &[Busy], staff: StaffId, date: Date) -> i64 {
    let mut at = date.to_zoned(zone.clone()).unwrap().timestamp();
    let end = date.tomorrow().unwrap().to_zoned(zone.clone()).unwrap().timestamp();
    let mut minutes = 0;
    while at < end {
        let taken =
            |entry: &&Busy| entry.staff == staff && entry.starts_at <= at && at < entry.busy_until;
        minutes += i64::from(busy.iter().any(|entry| taken(&entry)));
        at += SignedDuration::from_mins(1);
    }
    minutes
}

fn clock(minute: u16) -> Time {
    let (hour, minute) = (i8::try_from(minute / 60).unwrap(), i8::try_from(minute % 60).unwrap());
    jiff::civil::time(hour, minute, 0, 0)
}
