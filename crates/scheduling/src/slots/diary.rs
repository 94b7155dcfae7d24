//! Who is busy when, in the order in which a search asks.

use std::borrow::Cow;

use jiff::Timestamp;
use kernel::StaffId;

use crate::Busy;

/// Taken time of everybody, in order of staff and start.
#[derive(Debug)]
pub(crate) struct Diary<'a> {
    busy: Cow<'a, [Busy]>,
    /// At least the longest entry, in seconds: how far back one that is still running may have begun.
    longest: i64,
}

impl<'a> Diary<'a> {
    /// Reads the list once, and sorts it if nobody has.
    pub(crate) fn new(busy: &'a [Busy]) -> Self {
        let mut longest = 0;
        let mut sorted = true;
        let mut before: Option<&Busy> = None;
        for entry in busy {
            // Rounded up by parts of two seconds, which costs less than rounding exactly.
            longest = longest.max(entry.busy_until.as_second() - entry.starts_at.as_second() + 2);
            sorted &= before.is_none_or(|before| {
                // The same staff is the usual case, and quicker to see than an order.
                if before.staff == entry.staff {
                    before.starts_at <= entry.starts_at
                } else {
                    before.staff < entry.staff
                }
            });
            before = Some(entry);
        }
        let mut busy = Cow::Borrowed(busy);
        if !sorted {
            busy.to_mut().sort_unstable();
        }
        Self { busy, longest }
    }

    /// One person's taken time.
    pub(crate) fn lane(&self, staff: StaffId) -> Lane<'_> {
        let first = self.busy.partition_point(|entry| entry.staff < staff);
        let rest = self.busy.get(first..).unwrap_or_default();
        let count = rest.partition_point(|entry| entry.staff == staff);
        let busy = rest.get(..count).unwrap_or_default();
        Lane { busy, longest: self.longest, cursor: 0, asked: i64::MIN }
    }
}

/// One person's taken time, and where the last question ended.
#[derive(Debug)]
pub(crate) struct Lane<'d> {
    busy: &'d [Busy],
    longest: i64,
    cursor: usize,
    asked: i64,
}

impl Lane<'_> {
    /// Shows the taken time that touches a stretch, in seconds, in order of start. Entries may
    /// overlap.
    ///
    /// Cheapest when the stretches come in order.
    pub(crate) fn touching(&mut self, from: i64, until: i64, mut show: impl FnMut(i64, i64)) {
        let back = from.saturating_sub(self.longest);
        if from < self.asked {
            self.cursor = self.busy.partition_point(|entry| floor(entry.starts_at) < back);
        }
        self.asked = from;
        for entry in self.busy.get(self.cursor..).unwrap_or_default() {
            let start = floor(entry.starts_at);
            if start >= until {
                break;
            }
            if start < back {
                // Over before this stretch, and before every later one.
                self.cursor += 1;
                continue;
            }
            let end = ceil(entry.busy_until);
            if start < end && end > from {
                show(start, end);
            }
        }
    }
}

/// The last whole second that is not after the instant.
pub(crate) fn floor(instant: Timestamp) -> i64 {
    let before = i64::from(instant.subsec_nanosecond() < 0);
    instant.as_second() - before
}

/// The first whole second that is not before the instant.
pub(crate) fn ceil(instant: Timestamp) -> i64 {
    let after = i64::from(instant.subsec_nanosecond() > 0);
    instant.as_second() + after
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;
    use kernel::{IdSource, SeededIds};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_long_absence_is_found_on_each_of_its_days() {
        let ids: &dyn IdSource = &SeededIds::new(1);
        let (one, other): (StaffId, StaffId) = (ids.next(), ids.next());
        let entry = |staff, from, until| Busy { staff, starts_at: at(from), busy_until: at(until) };
        let busy =
            [entry(other, 50, 60), entry(one, 40, 45), entry(one, 0, 100), entry(one, 90, 95)];
        let diary = Diary::new(&busy);
        let mut lane = diary.lane(one);
        let touching = |lane: &mut Lane<'_>, from, until| {
            let mut seen = Vec::new();
            lane.touching(from, until, |start, end| seen.push((start, end)));
            seen
        };
        assert_eq!(touching(&mut lane, 0, 10), [(0, 100)]);
        assert_eq!(touching(&mut lane, 41, 42), [(0, 100), (40, 45)]);
        assert_eq!(touching(&mut lane, 95, 99), [(0, 100)]);
        assert_eq!(touching(&mut lane, 42, 91), [(0, 100), (40, 45), (90, 95)]);
        assert_eq!(touching(&mut lane, 100, 200), []);
        assert_eq!(touching(&mut diary.lane(other), 0, 60), [(50, 60)]);
        assert_eq!(touching(&mut diary.lane(ids.next()), 0, 60), []);
    }

    #[test]
    fn parts_of_seconds_count_as_taken() {
        let part = at(-5) + SignedDuration::from_millis(250);
        assert_eq!((floor(part), ceil(part)), (-5, -4));
        let part = at(7) + SignedDuration::from_millis(250);
        assert_eq!((floor(part), ceil(part)), (7, 8));
        assert_eq!((floor(at(7)), ceil(at(-7))), (7, -7));
    }
}
