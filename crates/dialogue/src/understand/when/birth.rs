//! Dates of birth, from what a recogniser heard: whole, in the past, and no longer ago than people
//! live.

use jiff::civil::Date;

use super::token::{self, Token};
use super::words::Word;
use super::{Context, lexicon};

/// Nobody is older.
const AGE_YEARS_MAX: i16 = 125;
/// No more hypotheses than this are looked at.
const NBEST_MAX: usize = 32;
/// No date of birth takes more words.
const PARTS_MAX: usize = 12;

/// The likeliest date of birth among a recogniser's hypotheses, best first.
///
/// The first hypothesis that is a whole date as it stands wins; then the first one that becomes a
/// date when a year that was cut in two is put together ("1960 2"), or zeros that were heard twice
/// are dropped. Nothing where no year was said.
pub fn birth_date(nbest: &[&str], context: &Context<'_>) -> Option<Date> {
    let lexicon = lexicon(context.language);
    let mut best: Option<(u8, Date)> = None;
    for text in nbest.iter().take(NBEST_MAX) {
        let tokens = token::tokens(text, lexicon);
        for homophones in [false, true] {
            let reading = Reading { parts: parts(&tokens, homophones), context };
            let Some((repairs, date)) = reading.date() else { continue };
            // "1980 to" is rather 1982 than 1980.
            let dropped = !homophones && trails_off(&tokens);
            let repairs = repairs + u8::from(homophones) + if dropped { 3 } else { 0 };
            if best.is_none_or(|(least, _)| repairs < least) {
                best = Some((repairs, date));
            }
        }
    }
    best.map(|(_, date)| date)
}

/// Whether the last word is one that a recogniser writes for a digit.
fn trails_off(tokens: &[Token<'_>]) -> bool {
    tokens.last().is_some_and(|token| {
        token.number.is_none() && (token.is(Word::Two) || token.is(Word::Four))
    })
}

/// A piece of a date of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Month(u32),
    /// A value, its number of digits (0 for words) and whether it is an ordinal.
    Number(u32, u8, bool),
}

/// The parts of a date among the tokens; with `homophones`, "to" and "for" are 2 and 4.
fn parts(tokens: &[Token<'_>], homophones: bool) -> Vec<Part> {
    let mut parts = Vec::with_capacity(6);
    for token in tokens {
        if parts.len() >= PARTS_MAX {
            break;
        }
        if let Some(groups) = token.groups {
            let pairs = groups.values.iter().zip(groups.widths).take(groups.count);
            parts.extend(pairs.map(|(value, width)| Part::Number(*value, width, false)));
        } else if let Some(number) = token.number {
            parts.push(Part::Number(number.value, number.width, number.ordinal));
        } else if let Some(month) = token.entry.month.filter(|_| !weak_may(token, tokens)) {
            parts.push(Part::Month(u32::from(month.unsigned_abs())));
        } else if token.is(Word::Zero) {
            parts.push(Part::Number(0, 1, false));
        } else if homophones && token.is(Word::Two) {
            parts.push(Part::Number(2, 0, false));
        } else if homophones && token.is(Word::Four) {
            parts.push(Part::Number(4, 0, false));
        }
    }
    parts
}

/// "May" is often heard where nothing was said; it counts only as the one month.
fn weak_may(token: &Token<'_>, tokens: &[Token<'_>]) -> bool {
    let months = tokens.iter().filter(|token| token.entry.month.is_some()).count();
    token.is(Word::Weak) && months > 1
}

struct Reading<'a> {
    parts: Vec<Part>,
    context: &'a Context<'a>,
}

impl Reading<'_> {
    /// The date and how much had to be repaired.
    fn date(&self) -> Option<(u8, Date)> {
        if let Some(place) = self.parts.iter().position(|part| matches!(part, Part::Month(_))) {
            return self.named_month(place);
        }
        self.three_numbers().or_else(|| self.digits())
    }

    fn named_month(&self, place: usize) -> Option<(u8, Date)> {
        let Some(Part::Month(month)) = self.parts.get(place).copied() else { return None };
        let day = |at: usize| match self.parts.get(at)? {
            Part::Number(value @ 1..=31, 0..=2, _) => Some(*value),
            _ => None,
        };
        if let Some(day) = place.checked_sub(1).and_then(day) {
            let (repairs, year) = self.year(place + 1)?;
            return Some((repairs, self.real(day, month, year)?));
        }
        let (repairs, year) = self.year(place + 2)?;
        Some((repairs, self.real(day(place + 1)?, month, year)?))
    }

    /// The year from a place to the end.
    fn year(&self, at: usize) -> Option<(u8, i16)> {
        let rest = self.parts.get(at..)?;
        let (repairs, year) = match *rest {
            [Part::Number(year @ 1900..=2200, _, _)] => (0, year),
            [Part::Number(century @ 19..=20, 0 | 2, _), Part::Number(year @ 0..=99, 0 | 2, _)] => {
                (0, century * 100 + year)
            }
            [
                Part::Number(century @ 19..=20, _, _),
                Part::Number(tens @ 0..=9, _, _),
                Part::Number(ones @ 0..=9, _, _),
            ] => (0, century * 100 + tens * 10 + ones),
            // "1960 2", "2000 9"
            [Part::Number(decade @ 1900..=2200, _, _), Part::Number(ones @ 1..=9, _, _)]
                if decade % 10 == 0 =>
            {
                (1, decade + ones)
            }
            [Part::Number(century @ (1900 | 2000), _, _), Part::Number(rest @ 10..=99, _, _)] => {
                (1, century + rest)
            }
            [Part::Number(short @ 0..=99, 0 | 2, false)] => (1, self.full_year(short)),
            [Part::Number(year @ 1900..=2200, _, _), ..] => (2, year),
            _ => return None,
        };
        Some((repairs, i16::try_from(year).ok()?))
    }

    /// 82 is 1982, and 12 is 2012.
    fn full_year(&self, short: u32) -> u32 {
        let now = u32::from(self.context.now.year().unsigned_abs());
        let century = now - now % 100;
        if short <= now % 100 { century + short } else { century - 100 + short }
    }

    /// "27th of the 9th 1979", "29 6 1970".
    fn three_numbers(&self) -> Option<(u8, Date)> {
        let [Part::Number(day @ 1..=31, 0..=2, _), Part::Number(month @ 1..=31, 0..=2, _), _, ..] =
            *self.parts.as_slice()
        else {
            return None;
        };
        let (repairs, year) = self.year(2)?;
        Some((repairs, self.either_way(day, month, year)?))
    }

    /// "0404 1982", "2601 19 79", "710 1972": digits that were run together.
    fn digits(&self) -> Option<(u8, Date)> {
        let mut text = String::with_capacity(12);
        for part in &self.parts {
            let Part::Number(value, width, _) = part else { return None };
            // Zeros in front count: "05 02".
            let digits = value.to_string();
            let zeros = usize::from(*width).saturating_sub(digits.len());
            text.extend(std::iter::repeat_n('0', zeros.min(4)));
            text.push_str(&digits);
        }
        let (whole, year) = (text.len() > 4).then(|| text.split_at(text.len() - 4))?;
        let year: i16 = year.parse().ok().filter(|year| (1900..=2200).contains(year))?;
        let date =
            |day: &str, month: &str| self.either_way(day.parse().ok()?, month.parse().ok()?, year);
        let split = |text: &str, at: usize| {
            let (day, month) = text.split_at(at);
            date(day, month)
        };
        match whole.len() {
            // One number of two digits is rather a day whose month was not heard.
            2 => split(whole, 1).map(|date| (if self.parts.len() > 2 { 0 } else { 4 }, date)),
            // "710" is the 7th of October; "135" can be the 13th of May alone.
            3 => {
                let long = split(whole, 1).filter(|_| !whole.starts_with('0'));
                let short = split(whole, 2);
                match (short, long) {
                    (Some(short), None) => Some((1, short)),
                    (None, Some(long)) => Some((1, long)),
                    (Some(_), Some(long)) if whole.get(1..2) == Some("1") => Some((2, long)),
                    (Some(short), Some(_)) => Some((2, short)),
                    (None, None) => None,
                }
            }
            4 => split(whole, 2).map(|date| (0, date)),
            // "31005" was "31 0 5" or "30 1 05" said slowly: a zero too many.
            5 => {
                let mut repaired = whole.to_owned();
                let zero = repaired.get(1..).and_then(|rest| rest.find('0')).map(|at| at + 1)?;
                repaired.remove(zero);
                split(&repaired, 2).map(|date| (2, date))
            }
            _ => None,
        }
    }

    fn either_way(&self, first: u32, second: u32, year: i16) -> Option<Date> {
        let (day, month) = if self.context.day_first { (first, second) } else { (second, first) };
        self.real(day, month, year).or_else(|| self.real(month, day, year))
    }

    fn real(&self, day: u32, month: u32, year: i16) -> Option<Date> {
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        let today = self.context.now.date();
        (date <= today && today.year() - date.year() <= AGE_YEARS_MAX).then_some(date)
    }
}
