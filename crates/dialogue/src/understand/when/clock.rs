//! Times of day: "half past three", "ten to four", "3:30 pm", "fifteen hundred", "15h30".

use super::grammar::Grammar;
use super::words::{Unit, Word};

/// A time on the dial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: i8,
    pub(super) minute: i8,
    /// Morning or afternoon was not said.
    pub(super) open: bool,
    /// A number that may as well be something else.
    pub(super) weak: bool,
    /// Said with "sharp", "am" and the like, so that it is a time whatever stands around.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A time of day, or one that does not exist and where it ends.
pub(super) type Read = Result<Clock, usize>;

impl Clock {
    fn new(start: usize, end: usize, hour: u32, minute: u32) -> Option<Self> {
        if hour > 24 || minute > 59 || hour == 24 && minute > 0 {
            return None;
        }
        let open = (1..=12).contains(&hour);
        let (hour, minute) = (i8::try_from(hour % 24).ok()?, i8::try_from(minute).ok()?);
        Some(Self { hour, minute, open, weak: false, start, end })
    }

    /// Minutes since midnight.
    pub(super) fn minutes(self) -> i32 {
        i32::from(self.hour) * 60 + i32::from(self.minute)
    }

    /// Sets it before or after noon.
    #[must_use]
    pub(super) fn in_half(mut self, afternoon: bool) -> Self {
        if self.open || self.hour == 0 && afternoon {
            self.hour = self.hour % 12 + if afternoon { 12 } else { 0 };
            self.open = false;
        }
        self
    }

    fn shifted(mut self, minutes: i32) -> Self {
        let total = (self.minutes() + minutes).rem_euclid(24 * 60);
        let was_open = self.open;
        self.hour = i8::try_from(total / 60).unwrap_or(0);
        self.minute = i8::try_from(total % 60).unwrap_or(0);
        if was_open && self.hour == 0 {
            self.hour = 12;
        }
        self
    }
}

impl Grammar<'_> {
    /// The time of day at a place.
    pub(super) fn clock_at(&self, at: usize) -> Option<Read> {
        let found = self
            .minutes_and_hour(at)
            .or_else(|| self.half(at))
            .or_else(|| self.named(at))
            .map(Ok)
            .or_else(|| self.digits(at))
            .or_else(|| self.compact(at).map(Ok))
            .or_else(|| self.hour(at).map(Ok))?;
        Some(found.map(|clock| self.tail(clock)))
    }

    /// "quarter to four", "20 minutes past 3 pm", "diez para las dos".
    pub(super) fn minutes_and_hour(&self, at: usize) -> Option<Clock> {
        let (minutes, mut next, said) = if self.is(at, Word::ThreeQuarters) {
            (45, at + 1, true)
        } else if self.is(at, Word::Quarter) && self.entry(at).number != Some(15) {
            (15, at + 1, true)
        } else if self.is(at, Word::An) && self.is(at + 1, Word::Quarter) {
            (15, at + 2, true)
        } else {
            let minutes = self.cardinal(at, 1, 59)?;
            let digits = self.number(at).is_some_and(|number| number.width > 0);
            (minutes, at + 1, !digits || minutes > 12)
        };
        let unit = self.unit(next) == Some(Unit::Minute);
        if unit {
            next += 1;
        }
        let quarter = next == at + 1 && self.is(at, Word::Quarter) || self.is(at, Word::An);
        let to = self.is(next, Word::ToHour);
        let past = self.is(next, Word::Past);
        if !to && !past || !quarter && !unit && minutes % 5 != 0 {
            return None;
        }
        let in_range = self.behind(at, &[Word::From, Word::Between]);
        let hour = self.hour_word(next + 1)?;
        if to && !past && !unit && !quarter && (in_range || !said && hour.hour < 13) {
            return None;
        }
        let minutes = i32::try_from(minutes).ok()?;
        let clock = hour.shifted(if to { -minutes } else { minutes });
        Some(Clock { start: at, weak: false, ..clock })
    }

    /// An hour alone, as it stands behind "quarter to".
    fn hour_word(&self, at: usize) -> Option<Clock> {
        let at = self.skip(at, &[Word::The]);
        if let Some(clock) = self.named(at) {
            return Some(clock);
        }
        let hour = self.cardinal(at, 0, 24)?;
        let next = self.entry(at + 1);
        if self.number(at + 1).is_some() && !self.tokens.get(at + 1).is_some_and(|it| it.pause)
            || next.month.is_some()
            || next.is(Word::Counted)
            || matches!(next.unit, Some(unit) if unit != Unit::Hour)
        {
            return None;
        }
        let clock = Clock::new(at, at + 1, hour, 0)?;
        let marked = self.is(clock.end, Word::HourMark);
        Some(Clock { end: clock.end + usize::from(marked), ..clock })
    }

    /// "half past three" and "half three".
    fn half(&self, at: usize) -> Option<Clock> {
        if !self.is(at, Word::Half) {
            return None;
        }
        let clock = self.hour_word(at + 1).filter(|clock| clock.minute == 0)?;
        let minutes = if self.lexicon.habits.half_before { -30 } else { 30 };
        Some(Clock { start: at, ..clock.shifted(minutes) })
    }

    /// Noon and midnight.
    fn named(&self, at: usize) -> Option<Clock> {
        let twelve = self.cardinal(at, 12, 12).is_some();
        let place = at + usize::from(twelve);
        let hour = if self.is(place, Word::Noon) {
            12
        } else if self.is(place, Word::Midnight) {
            0
        } else {
            return None;
        };
        let clock = Clock { hour, minute: 0, open: false, weak: false, start: at, end: place + 1 };
        Some(self.added(clock, true).unwrap_or(clock))
    }

    /// "... y cuarto", "... moins cinq", "... trente" behind an hour.
    fn added(&self, clock: Clock, bare: bool) -> Option<Clock> {
        if !self.lexicon.habits.and_minutes {
            return None;
        }
        let at = clock.end;
        let less = self.is(at, Word::Less);
        let between = self.behind(clock.start, &[Word::Between])
            || clock.start >= 2 && self.is(clock.start - 2, Word::Between);
        let plus =
            self.is(at, Word::Plus) && (!between || self.any(at + 1, &[Word::Quarter, Word::Half]));
        if plus || less {
            let place = at + 1;
            let minutes = self.fraction(place).or_else(|| {
                let cued = bare || self.behind(clock.start, &[Word::At, Word::Around]);
                let least = if less || cued { 1 } else { 10 };
                self.cardinal(place, least, 59)
                    .filter(|_| self.unit(place + 1).is_none_or(|unit| unit == Unit::Minute))
            })?;
            let minutes = i32::try_from(minutes).ok()?;
            let end = place + 1 + usize::from(self.unit(place + 1) == Some(Unit::Minute));
            return Some(Clock { end, ..clock.shifted(if less { -minutes } else { minutes }) });
        }
        let minutes = self
            .fraction(at)
            .filter(|_| bare)
            .or_else(|| self.cardinal(at, 1, 59).filter(|_| bare))?;
        let free = self.unit(at + 1).is_none_or(|unit| unit == Unit::Minute)
            && self.entry(at + 1).month.is_none();
        let end = at + 1 + usize::from(self.unit(at + 1) == Some(Unit::Minute));
        free.then(|| Clock { end, ..clock.shifted(i32::try_from(minutes).unwrap_or(0)) })
    }

    fn fraction(&self, at: usize) -> Option<u32> {
        if self.is(at, Word::ThreeQuarters) {
            Some(45)
        } else if self.is(at, Word::Quarter) {
            Some(15)
        } else if self.is(at, Word::Half) {
            Some(30)
        } else {
            None
        }
    }

    /// `15:30`, `10.30`, `7:56:30`.
    fn digits(&self, at: usize) -> Option<Read> {
        let groups = self.tokens.get(at)?.groups?;
        let [hour, minute, second] = groups.values;
        let [_, minute_width, _] = groups.widths;
        if !matches!(groups.mark, b':' | b'.') {
            return None;
        }
        let colon = groups.mark == b':';
        if !colon && (minute_width != 2 || groups.count != 2 || self.entry(at + 1).unit.is_some()) {
            return None;
        }
        let clock = Clock::new(at, at + 1, hour, minute)
            .filter(|_| minute_width == 2 && (groups.count < 3 || second < 60));
        let Some(mut clock) = clock else {
            return (colon && groups.count == 2 && groups.widths.iter().all(|it| *it <= 2))
                .then_some(Err(at + 1));
        };
        let [width, ..] = groups.widths;
        clock.open &= width == 1 || hour >= 10;
        if self.any(at + 1, &[Word::HourMark, Word::Oclock]) && !self.touches(at + 2) {
            clock.end += 1;
        }
        Some(Ok(clock))
    }

    /// `1530`, `330 pm`, "nineteen hundred".
    fn compact(&self, at: usize) -> Option<Clock> {
        let number = self.number(at).filter(|number| !number.ordinal && number.value < 2_460)?;
        let hundreds = number.width == 0 && number.value >= 100 && number.value % 100 == 0;
        if !matches!(number.width, 3 | 4) && !hundreds {
            return None;
        }
        let mut clock = Clock::new(at, at + 1, number.value / 100, number.value % 100)?;
        let leading_zero = number.width == 4 && number.value < 1_000;
        clock.open &= !leading_zero && !hundreds;
        let marked = self.any(at + 1, &[Word::HourMark, Word::Oclock]);
        clock.end += usize::from(marked);
        clock.weak = !marked;
        Some(clock)
    }

    /// An hour, with minutes behind it or alone.
    fn hour(&self, at: usize) -> Option<Clock> {
        let hour = self.cardinal(at, 0, 24)?;
        let number = self.number(at)?;
        let mut clock = Clock::new(at, at + 1, hour, 0)?;
        if number.width == 2 && hour < 10 {
            clock.open = false;
        }
        if self.meridiem(at + 1).is_some() {
            // "8 pm menos cuarto"
            let end = at + 2;
            return match self.added(Clock { end, ..clock }, false) {
                Some(added) => {
                    let afternoon = self.meridiem(at + 1) == Some(true);
                    let added = Clock { start: at, ..added };
                    Some(added.in_half(afternoon))
                }
                None => Some(clock),
            };
        }
        if self.any(at + 1, &[Word::HourMark]) {
            return self.marked_hour(clock);
        }
        if let Some(added) = self.added(clock, false) {
            return Some(Clock { start: at, weak: false, ..added });
        }
        if self.cardinal(at + 1, 0, 0).is_some()
            && let Some(minute) = self.cardinal(at + 2, 1, 9)
            && self.meridiem(at + 3).is_some()
        {
            // "6 0 2 pm": digits said one by one.
            return Clock::new(at, at + 3, hour, minute);
        }
        if let Some(minute) = self.minutes_behind(at) {
            let mut clock = Clock::new(at, at + 2, hour, minute)?;
            let both_digits =
                number.width > 0 && self.number(at + 1).is_some_and(|number| number.width > 0);
            let led = self.number(at + 1).is_some_and(|number| number.width == 2);
            clock.weak = both_digits || minute < 10 && !led;
            return Some(clock);
        }
        clock.weak = !self.any(at + 1, &[Word::Oclock, Word::Sharp]);
        Some(clock)
    }

    /// "8 heures 30", "15h", "trois heures et quart", "15 horas".
    fn marked_hour(&self, clock: Clock) -> Option<Clock> {
        let at = clock.start;
        let marked = Clock { end: at + 2, ..clock };
        let cued = self.behind(
            at,
            &[Word::At, Word::Around, Word::Before, Word::After, Word::From, Word::Until],
        );
        let glued = self.touches(at + 1);
        let lasting = self.behind(at, &[Word::For, Word::Lasting, Word::In, Word::Next])
            || self.any(at + 2, &[Word::Next, Word::Last, Word::Ago, Word::Hence]);
        let romance = self.lexicon.habits.clock_24;
        let time = romance || cued || glued;
        if let Some(added) =
            self.added(marked, romance || glued).filter(|_| time && (!lasting || glued))
        {
            return Some(Clock { start: at, weak: false, ..added });
        }
        if let Some(minute) = self.cardinal(at + 2, 0, 59).filter(|_| glued)
            && self.number(at + 2).is_some_and(|number| number.width == 2)
        {
            return Clock::new(at, at + 3, u32::try_from(clock.hour).ok()?, minute);
        }
        let time = glued && self.is_brief(at + 1) || cued || romance && !lasting;
        (time && (cued || !lasting)).then_some(marked)
    }

    /// Minutes right behind an hour: "three thirty", "six oh two", "9 45".
    fn minutes_behind(&self, at: usize) -> Option<u32> {
        let number = self.number(at + 1).filter(|number| !number.ordinal)?;
        if self.tokens.get(at + 1).is_none_or(|token| token.pause) {
            return None;
        }
        let tens = (10..60).contains(&number.value) && matches!(number.width, 0 | 2);
        let zero = number.width == 2 && number.value < 10;
        let one = self.lexicon.habits.and_minutes
            && (1..10).contains(&number.value)
            && number.width == 0
            && self.is_part(at + 2);
        let next = self.entry(at + 2);
        let taken = self
            .number(at + 2)
            .is_some_and(|_| !self.tokens.get(at + 2).is_some_and(|it| it.pause))
            || next.month.is_some()
            || next.is(Word::Counted)
            || next.unit.is_some_and(|unit| unit != Unit::Night || self.lexicon.habits.clock_24)
            || next.multiplier.is_some();
        ((tens || zero || one) && !taken).then_some(number.value)
    }

    fn is_part(&self, at: usize) -> bool {
        let at = self.skip(at, &[Word::Of, Word::The, Word::In, Word::For, Word::From]);
        self.entry(at).part.is_some()
    }

    /// Whether `am` (false) or `pm` (true) stands at a place.
    fn meridiem(&self, at: usize) -> Option<bool> {
        let afternoon = self.is(at, Word::Pm);
        if !afternoon && !self.is(at, Word::Am) {
            return None;
        }
        // "3a" but not "3 a".
        (!self.is_short(at) || self.touches(at)).then_some(afternoon)
    }

    /// "o'clock", "pm", "ish" and what else stands behind a time.
    pub(super) fn tail(&self, mut clock: Clock) -> Clock {
        loop {
            let at = clock.end;
            if let Some(afternoon) = self.meridiem(at) {
                clock = clock.in_half(afternoon);
                clock.weak = false;
                clock.end += 1;
            } else if self.any(at, &[Word::Oclock, Word::Sharp])
                || self.is(at, Word::Ish) && clock.hour > 0
            {
                clock.weak = false;
                clock.end += 1;
            } else {
                return clock;
            }
        }
    }
}
