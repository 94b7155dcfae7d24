//! Which of many free starts are worth saying.

use super::scan::Candidate;

/// The parts of a day that count as different offers: before noon, before five, later.
const NOON: u16 = 720;
const EVENING: u16 = 1_020;
/// How far apart two offers should be, in seconds, when nobody asked for a time.
const APART: i64 = 3_600;

/// The part of its day that a start falls into.
fn part(candidate: &Candidate) -> u8 {
    u8::from(candidate.minute >= NOON) + u8::from(candidate.minute >= EVENING)
}

/// How many different parts of days the starts, which are in order, fall into.
pub(crate) fn parts(candidates: &[Candidate]) -> usize {
    let keys = candidates.iter().map(|candidate| (candidate.date, part(candidate)));
    let mut last = None;
    keys.filter(|key| last.replace(*key) != Some(*key)).count()
}

/// The best `limit` of the starts by a distance in minutes, then by day and time.
pub(crate) fn nearest(
    mut candidates: Vec<Candidate>,
    limit: usize,
    distance: impl Fn(&Candidate) -> u16,
) -> Vec<Candidate> {
    candidates.sort_by_key(|candidate| (distance(candidate), candidate.date, candidate.minute));
    candidates.truncate(limit);
    candidates
}

/// The soonest start and others unlike it: another part of a day, then an hour apart, then any.
///
/// The starts come, and are returned, in order.
pub(crate) fn spread(candidates: Vec<Candidate>, limit: usize) -> Vec<Candidate> {
    if candidates.len() <= limit {
        return candidates;
    }
    let mut chosen: Vec<Candidate> = Vec::with_capacity(limit);
    let apart = |chosen: &[Candidate], candidate: &Candidate| {
        chosen
            .iter()
            .all(|other| other.starts_at.abs_diff(candidate.starts_at) >= APART.unsigned_abs())
    };
    let other_part = |chosen: &[Candidate], candidate: &Candidate| {
        let key = |it: &Candidate| (it.date, part(it));
        chosen.iter().all(|other| key(other) != key(candidate))
    };
    for candidate in &candidates {
        if chosen.len() < limit && other_part(&chosen, candidate) && apart(&chosen, candidate) {
            chosen.push(*candidate);
        }
    }
    for candidate in &candidates {
        if chosen.len() < limit && apart(&chosen, candidate) {
            chosen.push(*candidate);
        }
    }
    for candidate in &candidates {
        if chosen.len() < limit && !chosen.contains(candidate) {
            chosen.push(*candidate);
        }
    }
    chosen.sort_by_key(|candidate| candidate.starts_at);
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn day(day: i8, minutes: impl IntoIterator<Item = u16>) -> Vec<Candidate> {
        let start = |minute| Candidate {
            date: date(2026, 3, day),
            minute,
            starts_at: i64::from(day) * 86_400 + i64::from(minute) * 60,
            lane: 0,
        };
        minutes.into_iter().map(start).collect()
    }

    fn minutes(chosen: &[Candidate]) -> Vec<(i8, u16)> {
        chosen.iter().map(|candidate| (candidate.date.day(), candidate.minute)).collect()
    }

    #[test]
    fn offers_differ_in_more_than_a_quarter_of_an_hour() {
        let mut free = day(2, (540..720).step_by(15));
        free.extend(day(2, (780..1_080).step_by(15)));
        assert_eq!(parts(&free), 3);
        assert_eq!(minutes(&spread(free.clone(), 3)), [(2, 540), (2, 780), (2, 1_020)]);
        let morning = day(2, (540..720).step_by(15));
        assert_eq!(minutes(&spread(morning, 3)), [(2, 540), (2, 600), (2, 660)]);
        let hour = day(2, (540..600).step_by(15));
        assert_eq!(minutes(&spread(hour, 3)), [(2, 540), (2, 555), (2, 570)]);
    }

    #[test]
    fn the_nearest_come_first_and_sooner_days_win_ties() {
        let mut free = day(2, [600, 870, 930]);
        free.extend(day(3, [900, 930]));
        let near = |candidate: &Candidate| candidate.minute.abs_diff(900);
        assert_eq!(minutes(&nearest(free, 3, near)), [(3, 900), (2, 870), (2, 930)]);
    }
}
