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
mod length;
mod lexicon;
mod number;
mod piece;
mod range;
mod relative;
mod resolve;
mod token;
mod value;

use std::sync::LazyLock;

use jiff::Zoned;

use crate::briefing::DayHours;

pub use birth::birth_date;
pub use value::{ClockChange, Found, Grain, Kind, Moment, Problem, Value};

use grammar::Grammar;
use lexicon::Lexicon;

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

/// Finds all mentions of time in a text, in order.
pub fn find(text: &str, context: &Context<'_>) -> Vec<Found> {
    let lexicon = lexicon(context.language);
    let tokens = token::tokens(text, lexicon);
    let grammar = Grammar { tokens: &tokens, lexicon, context };
    let pieces = grammar.pieces();
    let pieces = grammar.ranges(pieces);
    pieces.iter().filter_map(|piece| grammar.resolve(piece)).collect()
}
