//! Whether a business is open, until when, and when again.

use jiff::civil::{Date, Weekday};
use jiff::{ToSpan, Zoned};

use crate::Catalogue;
use crate::hours::Span;
use crate::slots::zone::{ZoneTable, instant};

/// How many days ahead the next opening is looked for: a year, so that a seasonal break is bridged.
const DAYS_AHEAD: i64 = 366;

/// Where a business stands at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenState {
    /// It is open.
    Open {
        /// When it closes; `None` if not within a year.
        until: Option<Zoned>,
    },
    /// It is closed.
    Closed {
        /// Why.
        reason: ClosedReason,
        /// When it opens next; `None` if not within a year.
        opens: Option<Zoned>,
    },
}

/// Why a business is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClosedReason {
    /// The day is one of its closed days: `Christmas Day`.
    ClosedDay(String),
    /// It never opens on this day of the week.
    Weekday(Weekday),
    /// It opens that day, but not at this hour.
    Hours,
}

/// Whether the business is open at a moment, by its own hours. Staff with other hours do not count.
///
/// Hours that begin or end in an hour that comes twice do so the first time, as for free slots.
pub fn is_open(catalogue: &Catalogue, at: &Zoned) -> bool {
    let local = at.with_time_zone(catalogue.timezone.clone());
    Edges::new(catalogue, local.date(), 0).around(local.timestamp().as_second()).is_some()
}

/// Where the business stands at a moment.
pub fn open_state(catalogue: &Catalogue, at: &Zoned) -> OpenState {
    let local = at.with_time_zone(catalogue.timezone.clone());
    let date = local.date();
    let edges = Edges::new(catalogue, date, DAYS_AHEAD);
    if let Some((_, closes)) = edges.around(local.timestamp().as_second()) {
        // Where nothing but open hours is left, the end of what was looked at means nothing.
        let until = (closes < edges.end()).then(|| edges.zoned(closes));
        return OpenState::Open { until };
    }
    let reason = match catalogue.closed.iter().find(|closed| closed.date == date) {
        Some(closed) => ClosedReason::ClosedDay(closed.name.clone()),
        None if catalogue.hours.on(date.weekday()).is_empty() => {
            ClosedReason::Weekday(date.weekday())
        }
        None => ClosedReason::Hours,
    };
    OpenState::Closed { reason, opens: next_opening(catalogue, at) }
}

/// The next time the business opens after a moment, in its own zone; `None` if not within a year.
///
/// Hours that begin while clocks go forward begin when they have gone.
pub fn next_opening(catalogue: &Catalogue, at: &Zoned) -> Option<Zoned> {
    let local = at.with_time_zone(catalogue.timezone.clone());
    let now = local.timestamp().as_second();
    let edges = Edges::new(catalogue, local.date(), DAYS_AHEAD);
    edges.runs().map(|(opens, _)| opens).find(|opens| *opens > now).map(|opens| edges.zoned(opens))
}

/// Why a day is closed, in words that follow "we are closed on" or "for"; `None` when anybody works.
pub(crate) fn closed_on(catalogue: &Catalogue, date: Date) -> Option<String> {
    if let Some(closed) = catalogue.closed.iter().find(|closed| closed.date == date) {
        return Some(closed.name.clone());
    }
    let weekday = date.weekday();
    let own = catalogue.staff.iter().filter(|member| member.active);
    let works = own.filter_map(|member| member.hours.as_ref()).any(|it| !it.on(weekday).is_empty());
    if works || !catalogue.hours.on(weekday).is_empty() {
        return None;
    }
    let name = match weekday {
        Weekday::Monday => "Mondays",
        Weekday::Tuesday => "Tuesdays",
        Weekday::Wednesday => "Wednesdays",
        Weekday::Thursday => "Thursdays",
        Weekday::Friday => "Fridays",
        Weekday::Saturday => "Saturdays",
        Weekday::Sunday => "Sundays",
    };
    Some(name.to_owned())
}

/// The business's hours on a day.
fn spans(catalogue: &Catalogue, date: Date) -> &[Span] {
    let closed = catalogue.closed.iter().any(|closed| closed.date == date);
    if closed { &[] } else { catalogue.hours.on(date.weekday()) }
}

/// Opening hours as instants, from a day on.
struct Edges<'c> {
    catalogue: &'c Catalogue,
    first: Date,
    last: Date,
    zone: ZoneTable,
}

impl<'c> Edges<'c> {
    fn new(catalogue: &'c Catalogue, first: Date, days: i64) -> Self {
        let last = first.saturating_add(days.days());
        let zone = ZoneTable::new(&catalogue.timezone, first, last);
        Self { catalogue, first, last, zone }
    }

    /// When the business opens and closes, in seconds since 1970 and in order. Hours that go on where
    /// others end are one; those of no length, as on a day that a zone leaves out, are none.
    fn runs(&self) -> impl Iterator<Item = (i64, i64)> {
        let days = self.first.series(1.day()).take_while(|date| *date <= self.last);
        let spans = days.flat_map(|date| {
            let clock = self.zone.day(date);
            let spans = spans(self.catalogue, date).iter();
            spans.map(move |span| (clock.reached(span.start()), clock.reached(span.end())))
        });
        let mut spans = spans.filter(|(opens, closes)| opens < closes).peekable();
        std::iter::from_fn(move || {
            let (opens, mut closes) = spans.next()?;
            while let Some((_, later)) = spans.next_if(|(opens, _)| *opens <= closes) {
                closes = closes.max(later);
            }
            Some((opens, closes))
        })
    }

    /// The hours that are running at an instant.
    fn around(&self, now: i64) -> Option<(i64, i64)> {
        self.runs().take_while(|(opens, _)| *opens <= now).find(|(_, closes)| now < *closes)
    }

    /// The end of the last day.
    fn end(&self) -> i64 {
        self.zone.day(self.last).reached(1_440)
    }

    fn zoned(&self, seconds: i64) -> Zoned {
        instant(seconds).to_zoned(self.catalogue.timezone.clone())
    }
}
