//! Morning or afternoon: which of its two hours a time on the dial means.

use jiff::civil::{Time, Weekday};

use super::clock::Clock;
use super::day::Days;
use super::grammar::Grammar;
use super::piece::{Edge, Piece};

const NOON_MINUTES: u16 = 12 * 60;

impl Grammar<'_> {
    /// The times of day that may be meant, likeliest first.
    pub(super) fn times(&self, piece: &Piece, days: &[Days]) -> Vec<(Option<Time>, Option<Time>)> {
        let Some(clock) = piece.clock else {
            let Some((index, edge)) = piece.part else { return vec![(None, None)] };
            let Some((_, hours)) = self.lexicon.parts.get(usize::from(index)) else {
                return vec![(None, None)];
            };
            let (from, to) = match edge {
                Edge::Whole => hours.whole,
                Edge::Early => hours.early,
                Edge::Mid => hours.mid,
                Edge::Late => hours.late,
            };
            return vec![(time_of(i32::from(from)), time_of(i32::from(to)))];
        };
        let weekday = days.first().filter(|day| day.from == day.to).map(|day| day.from.weekday());
        if let Some(until) = piece.until {
            let (from, to) = self.pair(clock, until, piece, weekday);
            let mut all = vec![(time_of(from.minutes()), time_of(to.minutes()))];
            if clock.open && until.open && piece.part.is_none() {
                let other = |it: Clock| Clock { hour: (it.hour + 12) % 24, ..it };
                all.push((time_of(other(from).minutes()), time_of(other(to).minutes())));
            }
            return all;
        }
        let best = self.settle(clock, piece.part, weekday);
        let mut all = vec![(time_of(best.minutes()), None)];
        if clock.open && piece.part.is_none() {
            let other = Clock { hour: (best.hour + 12) % 24, ..best };
            all.push((time_of(other.minutes()), None));
        }
        all
    }

    /// Morning or afternoon for an hour that left it open.
    pub(super) fn settle(
        &self,
        clock: Clock,
        part: Option<(u8, Edge)>,
        weekday: Option<Weekday>,
    ) -> Clock {
        if !clock.open {
            return clock;
        }
        if let Some((_, hours)) =
            part.and_then(|(index, _)| self.lexicon.parts.get(usize::from(index)))
        {
            let (from, to) = hours.whole;
            let night = from >= 18 * 60 && to >= 23 * 60;
            if night
                && (clock.hour == 12 || clock.hour <= 4)
                && part.is_some_and(|(index, _)| self.part_name(index) == Some("night"))
            {
                return clock.in_half(false);
            }
            if from >= NOON_MINUTES {
                return clock.in_half(true);
            }
            return clock.in_half(
                clock.hour == 12 && to > NOON_MINUTES
                    || u16::from(clock.hour.unsigned_abs()) * 60 < from && to > NOON_MINUTES + 60,
            );
        }
        let (morning, afternoon) = (clock.in_half(false), clock.in_half(true));
        if let Some(hours) = self.context.hours {
            let open = |clock: Clock| {
                let at = time_of(clock.minutes()).unwrap_or_default();
                let day_has =
                    hours.iter().any(|day| Some(day.weekday) == weekday && !day.spans.is_empty());
                hours
                    .iter()
                    .filter(|day| !day_has || Some(day.weekday) == weekday)
                    .flat_map(|day| day.spans.iter())
                    .any(|(from, to)| *from <= at && (at < *to || *to == Time::midnight()))
            };
            match (open(morning), open(afternoon)) {
                (true, false) => return morning,
                (false, true) => return afternoon,
                _ => {}
            }
        } else if self.lexicon.habits.clock_24 {
            return Clock { open: false, ..clock };
        }
        if matches!(clock.hour, 8..=11) { morning } else { afternoon }
    }

    /// Both ends of a range of times: the one that is clear speaks for the other.
    fn pair(
        &self,
        from: Clock,
        to: Clock,
        piece: &Piece,
        weekday: Option<Weekday>,
    ) -> (Clock, Clock) {
        if from.open && !to.open {
            let afternoon = to.hour >= 12;
            let same = from.in_half(afternoon);
            let from = if same.minutes() < to.minutes() { same } else { from.in_half(!afternoon) };
            return (from, to);
        }
        let first = self.settle(from, piece.part, weekday);
        if !to.open {
            return (first, to);
        }
        let (morning, afternoon) = (to.in_half(false), to.in_half(true));
        let last = if morning.minutes() > first.minutes() { morning } else { afternoon };
        (first, last)
    }
}

fn time_of(minutes: i32) -> Option<Time> {
    let minutes = minutes.rem_euclid(24 * 60);
    Time::new(i8::try_from(minutes / 60).ok()?, i8::try_from(minutes % 60).ok()?, 0, 0).ok()
}
