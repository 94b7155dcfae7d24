//! Free slots: opening hours, less what is taken. Pure functions.
//!
//! - Starts lie on a grid of [`BookingRules::step_minutes`](crate::BookingRules::step_minutes),
//!   counted by the wall clock from the opening of each [`Span`](crate::Span).
//! - The service ends within the span; its buffer may run past closing. Both are real, elapsed
//!   minutes, whatever the clocks do meanwhile.
//! - A wall clock time that is skipped when clocks go forward is no start. One that comes twice when
//!   they go back is a start once, the first time; hours that end in such an hour end the first time.
//! - A member of staff with hours of their own works those instead of the business's. On a
//!   [`ClosedDay`](crate::ClosedDay) nobody works.

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp, ToSpan};
use kernel::{ServiceId, StaffId};

use crate::hours::minute_of;
use crate::open::closed_on;
use crate::{Busy, Catalogue};

pub(crate) mod zone;

mod diary;
mod rank;
mod scan;

use diary::Diary;
use scan::{Candidate, Need, Scan, Times};
use zone::{ZoneTable, instant};

/// How many days a wish without an end covers, unless nothing is free on any of them.
const WINDOW_DAYS: i64 = 14;

/// Looks for free slots.
#[derive(Debug, Clone, Copy)]
pub struct SlotSearch<'a> {
    /// What can be booked, by whom and when.
    pub catalogue: &'a Catalogue,
    /// Taken time between `now` and `until`. Fastest in order of staff and start, as
    /// [`AppointmentStore::busy`](crate::AppointmentStore::busy) returns it. Entries may overlap;
    /// those without length take nothing.
    pub busy: &'a [Busy],
    /// The present.
    pub now: Timestamp,
    /// How far `busy` reaches: nothing that would occupy time after it is found.
    pub until: Timestamp,
}

/// What a caller would like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What is to be done.
    pub service: ServiceId,
    /// Who is to do it; `None` means anybody who can.
    pub staff: Option<StaffId>,
    /// The first day; `None`, and days gone by, mean today.
    pub from: Option<Date>,
    /// The last day; `None` means two weeks, and then as many as it takes to find one.
    pub until: Option<Date>,
    /// The earliest start by the wall clock, to the minute.
    pub not_before: Option<Time>,
    /// The latest start by the wall clock, to the minute. When it lies before `not_before`, the two
    /// go round midnight.
    pub not_after: Option<Time>,
    /// The start that would be best, to the minute.
    pub near: Option<Time>,
    /// How many slots to return at most.
    pub limit: usize,
}

/// A stretch of somebody's free time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slot {
    /// Whose.
    pub staff: StaffId,
    /// When it starts.
    pub starts_at: Timestamp,
    /// When the service ends.
    pub ends_at: Timestamp,
    /// When the buffer after it ends.
    pub busy_until: Timestamp,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Free slots, best first. Empty when there is none at all, or nobody does the service.
    pub slots: Vec<Slot>,
    /// Whether none is as wished, and these are the nearest to it.
    pub outside_window: bool,
    /// Why the one day that was wished for is closed: `Christmas Day`, `Sundays`.
    pub closed: Option<String>,
}

impl SlotSearch<'_> {
    /// The slots that fit a wish best.
    ///
    /// With [`Wish::near`], those nearest to that time of day, and sooner days among equals.
    /// Otherwise the soonest and others that differ from it: another part of the day or another day,
    /// then an hour apart, then any; in order of time. A start counts once: of several who are free,
    /// it is the one with the least to do that day, and the first of the catalogue among equals.
    ///
    /// When nothing fits, the nearest: half of them on the wished days, at other times; the others
    /// after those days, at the wished time if possible; before those days only if nothing is left.
    pub fn run(&self, wish: &Wish) -> Found {
        let service = self.catalogue.service(wish.service).filter(|service| service.active);
        let staff = self.eligible(wish);
        let (Some(service), false, true) = (service, staff.is_empty(), wish.limit > 0) else {
            return Found::default();
        };
        let rules = &self.catalogue.rules;
        let today = self.now.to_zoned(self.catalogue.timezone.clone()).date();
        let last = today.saturating_add(i64::from(rules.horizon_days).days());
        let zone = ZoneTable::new(&self.catalogue.timezone, today, last);
        let diary = Diary::new(self.busy);
        let need = Need::of(service);
        let lead = SignedDuration::from_mins(i64::from(rules.lead_minutes));
        let earliest = self.now.saturating_add(lead).unwrap_or(Timestamp::MAX);
        let scan =
            Scan::new(self.catalogue, &zone, &diary, &staff, need).between(earliest, self.until);
        let minute = |time: Option<Time>| time.map(minute_of);
        let times =
            Times { not_before: minute(wish.not_before), not_after: minute(wish.not_after) };
        let (near, limit) = (minute(wish.near), wish.limit);
        let mut hunt = Hunt { scan, today, last, times, near, limit };
        let (chosen, outside_window) = hunt.run(wish.from, wish.until);
        let slot = |candidate: &Candidate| {
            let place = *staff.get(candidate.lane)?;
            Some(Slot {
                staff: self.catalogue.staff.get(place)?.id,
                starts_at: instant(candidate.starts_at),
                ends_at: instant(candidate.starts_at + need.serve),
                busy_until: instant(candidate.starts_at + need.occupy),
            })
        };
        let slots: Vec<Slot> = chosen.iter().filter_map(slot).collect();
        let single = wish.from.filter(|from| wish.until == Some(*from));
        let closed = single.and_then(|date| closed_on(self.catalogue, date));
        Found { outside_window: outside_window && !slots.is_empty(), slots, closed }
    }

    /// The places of those who may do what is wished.
    fn eligible(&self, wish: &Wish) -> Vec<usize> {
        let staff = self.catalogue.staff.iter().enumerate();
        staff
            .filter(|(_, member)| member.does(wish.service))
            .filter(|(_, member)| wish.staff.is_none_or(|wished| wished == member.id))
            .map(|(place, _)| place)
            .collect()
    }
}

/// One search, day by day.
struct Hunt<'s> {
    scan: Scan<'s>,
    today: Date,
    last: Date,
    times: Times,
    near: Option<u16>,
    limit: usize,
}

impl Hunt<'_> {
    /// The best starts, and whether they are not what was wished.
    fn run(&mut self, from: Option<Date>, until: Option<Date>) -> (Vec<Candidate>, bool) {
        let from = from.unwrap_or(self.today).max(self.today);
        let block_end = |from: Date| from.saturating_add((WINDOW_DAYS - 1).days());
        let mut found = Vec::new();
        let mut block = (from, until.unwrap_or_else(|| block_end(from)));
        while block.0 <= self.last && block.0 <= block.1 {
            found = self.gather(block, self.times);
            let next = block.1.saturating_add(1.day());
            if !found.is_empty() || until.is_some() || next <= block.1 {
                break;
            }
            block = (next, block_end(next));
        }
        if !found.is_empty() {
            return (self.best(found), false);
        }
        (self.alternatives(from, until.unwrap_or(self.last)), true)
    }

    /// Free starts of some days, until there are enough to choose from.
    fn gather(&mut self, (from, until): (Date, Date), times: Times) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut date = from;
        while date <= until.min(self.last) {
            self.scan.day(date, times, &mut found);
            let Ok(next) = date.tomorrow() else { break };
            if self.is_enough(&found) {
                break;
            }
            date = next;
        }
        found
    }

    /// Whether later days cannot make the choice better.
    fn is_enough(&self, found: &[Candidate]) -> bool {
        match self.near {
            Some(near) => {
                let exact = found.iter().filter(|candidate| candidate.minute == near);
                exact.count() >= self.limit
            }
            None => rank::parts(found) >= self.limit,
        }
    }

    fn best(&self, found: Vec<Candidate>) -> Vec<Candidate> {
        match self.near {
            Some(near) => {
                rank::nearest(found, self.limit, |candidate| candidate.minute.abs_diff(near))
            }
            None => rank::spread(found, self.limit),
        }
    }

    /// What comes nearest to a window in which nothing is free.
    fn alternatives(&mut self, from: Date, until: Date) -> Vec<Candidate> {
        let anytime = Times::default();
        let mut same_days = Vec::new();
        if self.times != anytime {
            let end = until.min(from.saturating_add((WINDOW_DAYS - 1).days()));
            let mut all = Vec::new();
            for date in from.series(1.day()).take_while(|date| *date <= end.min(self.last)) {
                self.scan.day(date, anytime, &mut all);
            }
            let (times, near) = (self.times, self.near);
            same_days = rank::nearest(all, self.limit, |candidate| {
                near.map_or_else(
                    || times.distance(candidate.minute),
                    |near| candidate.minute.abs_diff(near),
                )
            });
        }
        // A wish that ends before it begins, or lies in the past, still says about when.
        let next = until.saturating_add(1.day()).max(from);
        let mut after = self.soonest_from(next, self.times);
        if after.is_empty() && same_days.is_empty() && self.times != anytime {
            after = self.soonest_from(next, anytime);
        }
        if after.is_empty() && same_days.is_empty() {
            return self.latest_before(from);
        }
        let after_count = after.len().min(self.limit - self.limit.div_ceil(2).min(same_days.len()));
        same_days.truncate(self.limit - after_count);
        after.truncate(after_count);
        same_days.extend(after);
        same_days
    }

    /// The soonest starts from a day on, until there are as many different ones as may be said.
    fn soonest_from(&mut self, from: Date, times: Times) -> Vec<Candidate> {
        let mut found = Vec::new();
        for date in from.series(1.day()).take_while(|date| *date <= self.last) {
            self.scan.day(date, times, &mut found);
            let choice = if self.near.is_some() { found.len() } else { rank::parts(&found) };
            if choice >= self.limit {
                break;
            }
        }
        self.best(found)
    }

    /// The last starts before a day: what is left for somebody who asks too far ahead.
    fn latest_before(&mut self, date: Date) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut date = date.min(self.last.saturating_add(1.day()));
        while found.len() < self.limit && date > self.today {
            let Ok(before) = date.yesterday() else { break };
            date = before;
            let mut day = Vec::new();
            self.scan.day(date, Times::default(), &mut day);
            day.append(&mut found);
            found = day;
        }
        let surplus = found.len().saturating_sub(self.limit);
        found.drain(..surplus);
        found
    }
}
