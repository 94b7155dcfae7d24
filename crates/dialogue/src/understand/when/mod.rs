//! Dates, times and lengths of time, as they are said in English, Spanish and French.
//!
//! The text is cut into tokens, each token gets its meanings from the language's file
//! (`lang/<language>/when.txt`), small patterns read days, times of day, parts of the day and
//! lengths, neighbours are put together, and the whole is resolved against the reference instant.
//! Every place is looked at a bounded number of times, so that the time taken is linear in the
//! text. Years 1900 to 2200 are understood.
//!
//! Rules, where language leaves room:
//! - A bare weekday, and *this* weekday, is the next one after today; today is said as such.
//! - *Next* weekday is the one in the week after this one; weeks begin on Monday. The coming one
//!   is the second reading.
//! - A date without its year is the next such date, today included.
//! - `3/4` is read by [`Context::day_first`]; the other way round is the second reading.
//! - *Half three* is half past three.
//! - An hour without morning or afternoon is settled by the part of the day that was said, else by
//!   the opening hours, else 8 to 11 are in the morning and the rest in the afternoon; in French
//!   the 24-hour clock counts where there are no opening hours. The other half of the day is the
//!   second reading.
//! - An interval of days includes its last day; one of times ends at its second time.

mod birth;
mod clock;
mod dates;
mod day;
mod grammar;
mod holiday;
mod join;
mod length;
mod lexicon;
mod number;
mod numeric;
mod piece;
mod range;
mod relative;
mod resolve;
mod settle;
mod token;
mod value;
mod words;

use std::sync::LazyLock;

use jiff::Zoned;

use crate::briefing::DayHours;

pub use birth::birth_date;
pub use value::{ClockChange, Found, Grain, Kind, Moment, Problem, Value};

use grammar::Grammar;
use lexicon::Lexicon;
use words::Word;

/// What a time is read against.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Now, on the wall clock that callers mean.
    pub now: &'a Zoned,
    /// `en`, `es` or `fr`; any other is read as English.
    pub language: &'a str,
    /// The region, for its holidays: `US`, `GB`.
    pub region: Option<&'a str>,
    /// Whether the day comes before the month in `3/4`.
    pub day_first: bool,
    /// The opening hours, which settle morning and afternoon.
    pub hours: Option<&'a [DayHours]>,
    /// Whether a day or time was just asked for, so that a bare number is one.
    pub expected: bool,
}

static ENGLISH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_str!("../../../lang/en/when.txt")));
static SPANISH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_str!("../../../lang/es/when.txt")));
static FRENCH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_str!("../../../lang/fr/when.txt")));

fn lexicon(language: &str) -> &'static Lexicon {
    match language.get(..2) {
        Some("es") => &SPANISH,
        Some("fr") => &FRENCH,
        _ => &ENGLISH,
    }
}

/// Everything that a text says about time.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent remarks of one utterance")]
pub(crate) struct Said {
    pub(crate) found: Vec<Found>,
    /// "Now" and the like, which `found` has as the present instant too, unless it is `soonest`.
    pub(crate) now: bool,
    /// "As soon as possible".
    pub(crate) soonest: bool,
    /// "Whenever you have something".
    pub(crate) any_time: bool,
    /// "At any time", which speaks of the hour.
    pub(crate) any_hour: bool,
}

/// Finds all mentions of time in a text, in order.
pub fn find(text: &str, context: &Context<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = parse(text, context, |grammar| {
        grammar.ranges(grammar.pieces()).iter().filter_map(|it| grammar.resolve(it)).collect()
    });
    found.retain(|it| !is_filler(text, &it.span));
    found
}

/// Whether a mention is a word that seldom speaks of time: "there are five of us now", "I would like
/// one with a view". What stands before it can make it a time, and so can being all that is said.
fn is_filler(text: &str, span: &std::ops::Range<usize>) -> bool {
    const NOW: &[&str] = &[
        "open",
        "free",
        "available",
        "come",
        "in",
        "over",
        "until",
        "till",
        "from",
        "closed",
        "for",
    ];
    const ONE: &[&str] = &[
        "at", "by", "around", "about", "until", "till", "before", "after", "past", "to", "between",
        "from", "and", "or", "half", "quarter", "than", "for",
    ];
    let leads = match text.get(span.clone()).unwrap_or_default().to_lowercase().as_str() {
        "now" => NOW,
        "one" => ONE,
        _ => return false,
    };
    let before = text.get(..span.start).unwrap_or_default();
    let preceding = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    text.split_whitespace().take(4).count() > 3 && !leads.contains(&preceding.as_str())
}

/// Finds what a booking needs: mentions other than the present, and whether any time would do.
pub(crate) fn read(text: &str, context: &Context<'_>) -> Said {
    parse(text, context, |grammar| {
        let any = |word| (0..grammar.tokens.len()).any(|at| grammar.is(at, word));
        let pieces = grammar.ranges(grammar.pieces());
        let timed = pieces.iter().filter(|piece| !piece.is_now(grammar));
        Said {
            found: timed.filter_map(|piece| grammar.resolve(piece)).collect(),
            now: any(Word::Now),
            soonest: any(Word::Soonest),
            any_time: any(Word::AnyTime) || any(Word::AnyHour),
            any_hour: any(Word::AnyHour),
        }
    })
}

fn parse<T>(text: &str, context: &Context<'_>, read: impl Fn(&Grammar<'_>) -> T) -> T {
    let lexicon = lexicon(context.language);
    let tokens = token::tokens(text, lexicon);
    read(&Grammar { tokens: &tokens, lexicon, context })
}

/// Whether a word names a day: a weekday, today or tomorrow, in any language.
pub(crate) fn names_a_day(word: &str) -> bool {
    let word = token::folded(word);
    // Short forms are words of other languages: English alone may have them.
    [(&*ENGLISH, 0), (&*SPANISH, 4), (&*FRENCH, 4)].iter().any(|(lexicon, least)| {
        let Some((entry, _)) = lexicon.look_up(&word, |_| None) else { return false };
        word.len() >= *least && (entry.weekday.is_some() || entry.shift.is_some_and(|it| it >= 0))
    })
}

/// Whether a word names a weekday or a month in English.
pub(crate) fn is_day_or_month(word: &str) -> bool {
    let entry = ENGLISH.look_up(word, |_| None);
    entry.is_some_and(|(entry, _)| entry.weekday.is_some() || entry.month.is_some())
}

#[cfg(test)]
mod tests;
