//! Free starts of one day: hours, less what is taken.

use jiff::Timestamp;
use jiff::civil::Date;

use super::diary::{Diary, Lane, ceil, floor};
use super::zone::{DayClock, ZoneTable};
use crate::hours::{Span, WeekHours};
use crate::{Catalogue, Service};

/// Minutes of a day.
const DAY_MINUTES: u16 = 1_440;
/// Seconds of a minute.
const MINUTE: i64 = 60;

/// A free start. **Units**: seconds since 1970; minutes after the day's midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The day it is on.
    pub(crate) date: Date,
    /// What the wall clock shows.
    pub(crate) minute: u16,
    /// When it is.
    pub(crate) starts_at: i64,
    /// Who is free: a place among the staff that are searched.
    pub(crate) lane: usize,
}

/// At what time of day a start is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Times {
    /// The first minute.
    pub(crate) not_before: Option<u16>,
    /// The last minute. Before the first, the two go round midnight.
    pub(crate) not_after: Option<u16>,
}

impl Times {
    /// Whether a start at this minute is wanted.
    pub(crate) fn allow(self, minute: u16) -> bool {
        let after = self.not_before.is_none_or(|first| first <= minute);
        let before = self.not_after.is_none_or(|last| minute <= last);
        match (self.not_before, self.not_after) {
            (Some(first), Some(last)) if last < first => after || before,
            _ => after && before,
        }
    }

    /// How many minutes a start is away from what is wanted.
    pub(crate) fn distance(self, minute: u16) -> u16 {
        if self.allow(minute) {
            return 0;
        }
        let edges = [self.not_before, self.not_after];
        edges.into_iter().flatten().map(|edge| edge.abs_diff(minute)).min().unwrap_or(0)
    }
}

/// What one service needs, in seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Need {
    /// How long it takes: this much lies within the hours.
    pub(crate) serve: i64,
    /// The same with the buffer: this much must be free.
    pub(crate) occupy: i64,
}

impl Need {
    /// What this service needs.
    pub(crate) fn of(service: &Service) -> Self {
        let serve = i64::from(service.minutes) * MINUTE;
        Self { serve, occupy: serve + i64::from(service.buffer_minutes) * MINUTE }
    }
}

/// Looks through days.
pub(crate) struct Scan<'s> {
    catalogue: &'s Catalogue,
    zone: &'s ZoneTable,
    lanes: Vec<(Lane<'s>, &'s WeekHours)>,
    need: Need,
    /// Nothing starts before this.
    earliest: i64,
    /// Nothing occupies time after this.
    latest: i64,
    starts: Starts,
    /// Free time of one person around one day that is long enough: kept to be filled again.
    gaps: Vec<(i64, i64)>,
}

impl<'s> Scan<'s> {
    /// A scan of the given staff, in their order: places in the catalogue.
    pub(crate) fn new(
        catalogue: &'s Catalogue,
        zone: &'s ZoneTable,
        diary: &'s Diary<'_>,
        staff: &[usize],
        need: Need,
    ) -> Self {
        let members = staff.iter().filter_map(|place| catalogue.staff.get(*place));
        let lanes = members
            .map(|member| {
                (diary.lane(member.id), member.hours.as_ref().unwrap_or(&catalogue.hours))
            })
            .collect();
        let starts = Starts::new();
        let (earliest, latest) = (i64::MIN, i64::MAX);
        Self { catalogue, zone, lanes, need, earliest, latest, starts, gaps: Vec::new() }
    }

    /// Nothing starts before the one, nothing occupies time after the other.
    pub(crate) fn between(mut self, earliest: Timestamp, latest: Timestamp) -> Self {
        self.earliest = ceil(earliest);
        self.latest = floor(latest);
        self
    }

    /// Adds the free starts of a day, soonest first, each once.
    pub(crate) fn day(&mut self, date: Date, times: Times, found: &mut Vec<Candidate>) {
        if self.catalogue.closed.iter().any(|closed| closed.date == date) {
            return;
        }
        let clock = self.zone.day(date);
        let (begin, end) = (clock.reached(0), clock.reached(DAY_MINUTES));
        if end <= self.earliest || begin >= self.latest {
            return;
        }
        let weekday = date.weekday();
        let step = self.catalogue.rules.step_minutes.max(1);
        for (place, (lane, hours)) in self.lanes.iter_mut().enumerate() {
            let spans = hours.on(weekday);
            if spans.is_empty() {
                continue;
            }
            self.gaps.clear();
            let mut gap = |from: i64, until: i64| {
                let (from, until) = (from.max(self.earliest), until.min(self.latest));
                if until.saturating_sub(from) >= self.need.occupy {
                    self.gaps.push((from, until));
                }
            };
            let (mut load, mut taken_until) = (0, i64::MIN);
            lane.touching(begin, end + self.need.occupy, |from, until| {
                gap(taken_until, from);
                // Overlapping entries count once, and only for as long as the day lasts.
                load += (until.min(end) - from.max(taken_until).max(begin)).max(0);
                taken_until = taken_until.max(until);
            });
            gap(taken_until, i64::MAX);
            if self.gaps.is_empty() {
                continue;
            }
            self.starts.whose = (load, place);
            for span in spans {
                let grid = Grid { clock, span: *span, step, need: self.need };
                grid.collect(&self.gaps, times, &mut self.starts);
            }
        }
        self.starts.drain(|minute, lane| {
            if let Some(starts_at) = clock.instant(minute) {
                found.push(Candidate { date, minute, starts_at, lane });
            }
        });
    }
}

/// The starts that one span of hours has room for.
struct Grid<'z> {
    clock: DayClock<'z>,
    span: Span,
    step: u16,
    need: Need,
}

impl Grid<'_> {
    /// Offers what fits into the gaps, which are in order and long enough.
    fn collect(&self, gaps: &[(i64, i64)], times: Times, starts: &mut Starts) {
        let close = self.clock.reached(self.span.end());
        let last = close - self.need.serve;
        match self.clock {
            DayClock::Even { midnight } => {
                let open = midnight + i64::from(self.span.start()) * MINUTE;
                let step = i64::from(self.step) * MINUTE;
                for &(from, until) in gaps {
                    let last = last.min(until - self.need.occupy);
                    if last < open.max(from) {
                        continue;
                    }
                    let mut start = open;
                    if from > open {
                        // Up to the next start on the grid.
                        start = from + (open - from).rem_euclid(step);
                    }
                    while start <= last {
                        let minute = u16::try_from((start - midnight) / MINUTE).unwrap_or(u16::MAX);
                        if times.allow(minute) {
                            starts.offer(minute);
                        }
                        start += step;
                    }
                }
            }
            DayClock::Uneven { .. } => {
                for &(from, until) in gaps {
                    let last = last.min(until - self.need.occupy);
                    let minutes = (self.span.start()..self.span.end()).step_by(self.step.into());
                    for minute in minutes.filter(|minute| times.allow(*minute)) {
                        let start = self.clock.instant(minute);
                        if start.is_some_and(|start| from <= start && start <= last) {
                            starts.offer(minute);
                        }
                    }
                }
            }
        }
    }
}

/// The free minutes of a day, each with the best person for it.
struct Starts {
    /// One bit for each minute.
    marks: [u64; 23],
    /// How busy, and who.
    best: Vec<(i64, usize)>,
    /// Who is offering now.
    whose: (i64, usize),
}

impl Starts {
    fn new() -> Self {
        Self { marks: [0; 23], best: vec![(0, 0); DAY_MINUTES.into()], whose: (0, 0) }
    }

    /// Notes a start, unless somebody less busy, or earlier in the order, has it.
    fn offer(&mut self, minute: u16) {
        let minute = usize::from(minute);
        let (Some(mark), Some(best)) = (self.marks.get_mut(minute / 64), self.best.get_mut(minute))
        else {
            return;
        };
        let bit = 1 << (minute % 64);
        if *mark & bit == 0 || self.whose < *best {
            *mark |= bit;
            *best = self.whose;
        }
    }

    /// Hands out minutes and places, and forgets them.
    fn drain(&mut self, mut give: impl FnMut(u16, usize)) {
        let mut base = 0_u16;
        for mark in &mut self.marks {
            while *mark != 0 {
                let minute = base + u16::try_from(mark.trailing_zeros()).unwrap_or(0);
                *mark &= *mark - 1;
                if let Some((_, lane)) = self.best.get(usize::from(minute)) {
                    give(minute, *lane);
                }
            }
            base += 64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_go_round_midnight_when_they_end_before_they_begin() {
        let late = Times { not_before: Some(1_320), not_after: Some(60) };
        assert!(late.allow(1_380) && late.allow(0) && late.allow(60) && !late.allow(720));
        assert_eq!(late.distance(120), 60);
        let day = Times { not_before: Some(600), not_after: Some(660) };
        assert_eq!((day.distance(570), day.distance(600), day.distance(700)), (30, 0, 40));
    }
}
