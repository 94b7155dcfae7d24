//! For how many people.

use std::ops::Range;

use super::digits::{Tongues, amount_at};
use super::number::{cardinal, cardinal_at};
use crate::briefing::BusinessFacts;
use crate::understand::Words;
use crate::understand::normalise::{from, word};

/// The most people that are believed: beyond it, a number is something else.
const PEOPLE_MAX: u32 = 60;

/// A number of people that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// How many.
    pub count: u32,
    /// The places of the words.
    pub words: Range<usize>,
}

/// Words behind a number that make it one of people.
const PEOPLE: &[&str] = &[
    "people",
    "persons",
    "person",
    "guests",
    "guest",
    "diners",
    "pax",
    "covers",
    "adults",
    "adult",
    "kids",
    "children",
    "child",
    "kid",
    "toddlers",
    "men",
    "women",
    "friends",
    "others",
    "of_us",
    "personas",
    "persona",
    "adultos",
    "niños",
    "personnes",
    "personne",
    "adultes",
    "enfants",
    "couverts",
];

/// Words behind a number that make it something else.
const OTHER: &[&str] = &[
    "am",
    "pm",
    "oclock",
    "thirty",
    "fifteen",
    "forty",
    "in",
    "days",
    "day",
    "weeks",
    "week",
    "hours",
    "hour",
    "minutes",
    "minute",
    "months",
    "ish",
    "past",
    "to",
    "of",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "hrs",
    "h",
    "dollars",
    "pounds",
    "euros",
    "horas",
    "heures",
    "nights",
];

/// Words before a number that make it one of people.
const LEADS: &[&str] = &[
    "for", "of", "be", "were", "are", "expect", "only", "seat", "seats", "have", "para", "somos",
    "seremos", "pour", "sommes", "serons", "just", "is", "was", "now", "about", "around", "book",
];

/// Those who come along with the speaker.
const COMPANY: &[&str] = &[
    "wife",
    "husband",
    "partner",
    "girlfriend",
    "boyfriend",
    "friend",
    "mother",
    "mum",
    "mom",
    "dad",
    "father",
    "son",
    "daughter",
    "sister",
    "brother",
    "boss",
    "child",
    "baby",
    "kid",
    "guest",
    "colleague",
    "date",
    "fiance",
    "fiancee",
    "mate",
    "couple",
    "toddler",
    "esposa",
    "marido",
    "mujer",
    "femme",
    "mari",
    "ami",
    "amie",
];

/// All numbers of people with their places. `asked` says that one was asked for, `loose` that a
/// number behind "for" is one unless it is a time.
pub fn find_all(words: &Words, asked: bool, loose: bool) -> Vec<Party> {
    let list = words.list();
    let mut found = Vec::new();
    let mut at = 0;
    while at < list.len() {
        let party = company(&list, at).or_else(|| counted(words, &list, at, asked, loose));
        at = party.as_ref().map_or(at + 1, |party| party.words.end);
        found.extend(party.filter(|party| (1..=PEOPLE_MAX).contains(&party.count)));
    }
    found
}

/// "me and my wife", "two adults and a child", "myself and 7 others".
fn company(list: &[&str], start: usize) -> Option<Party> {
    let (mut count, mut at) = member(list, start)?;
    let mut members = 1;
    while matches!(word(list, at), "and" | "plus" | "y" | "et" | "with") {
        let Some((more, end)) = member(list, at + 1) else { break };
        count += more;
        members += 1;
        at = end;
    }
    (members >= 2).then_some(Party { count, words: start..at })
}

/// One member of a company, and the place behind it.
fn member(list: &[&str], at: usize) -> Option<(u32, usize)> {
    match word(list, at) {
        "me" | "myself" | "i" | "yo" | "moi" => return Some((1, at + 1)),
        "my" | "the" | "a" | "an" | "mi" | "un" | "una" | "ma" | "mon" | "une" => {
            let next = word(list, at + 1);
            if next == "couple" {
                let friends = word(list, at + 2) == "of" && !word(list, at + 3).is_empty();
                return Some((2, at + if friends { 4 } else { 2 }));
            }
            if COMPANY.contains(&next) {
                return Some((1, at + 2));
            }
            // "my three friends".
            let (count, length) = cardinal_at(from(list, at + 1))?;
            let end = at + 1 + length;
            return PEOPLE.contains(&word(list, end)).then_some((count, end + 1));
        }
        _ => {}
    }
    let (count, length) = cardinal_at(from(list, at))?;
    let end = at + length;
    let noun = word(list, end);
    let people = PEOPLE.contains(&noun) || COMPANY.contains(&noun.trim_end_matches('s'));
    people.then_some((count, end + 1))
}

fn counted(words: &Words, list: &[&str], at: usize, asked: bool, loose: bool) -> Option<Party> {
    let rest = from(list, at);
    if matches!(*rest, ["just" | "only", "me" | "myself", ..]) {
        return Some(Party { count: 1, words: at + 1..at + 2 });
    }
    let tongues = Tongues {
        spanish: matches!(before(list, at, 1), "para" | "somos" | "seremos"),
        french: matches!(before(list, at, 1), "pour" | "sommes" | "serons"),
    };
    let foreign = if tongues == Tongues::default() { None } else { amount_at(rest, tongues) };
    let everywhere = || {
        let all = Tongues { spanish: true, french: false };
        let other = Tongues { spanish: false, french: true };
        [all, other]
            .into_iter()
            .filter_map(|it| amount_at(rest, it))
            .find(|(_, length)| PEOPLE.contains(&word(rest, *length)))
    };
    let (count, length) = cardinal_at(rest).or(foreign).or_else(everywhere)?;
    let end = at + length;
    let (next, after) = (word(list, end), word(list, end + 1));
    if PEOPLE.contains(&next) {
        return Some(Party { count, words: at..end + 1 });
    }
    if next == "of" && matches!(after, "us" | "them") {
        return Some(Party { count, words: at..end });
    }
    let (last, second) = (before(list, at, 1), before(list, at, 2));
    let paused = words.pauses.get(end) == Some(&true);
    if OTHER.contains(&next) && !(paused || next == "in") || is_part_of_time(list, at, end) {
        return None;
    }
    let grouped = matches!(
        second,
        "party"
            | "table"
            | "group"
            | "room"
            | "booking"
            | "reservation"
            | "band"
            | "tables"
            | "size"
            | "seating"
            | "mesa"
            | "grupo"
    ) && matches!(last, "of" | "for" | "is" | "to" | "para" | "de");
    let led = LEADS.contains(&last)
        && last != "of"
        && (loose || last != "for")
        && last != "about"
        && last != "around"
        && last != "book"
        && last != "have"
        && last != "is"
        && last != "was"
        && last != "now";
    let top = matches!(next, "top" | "seater" | "seats");
    let bare = asked && list.len() <= 7;
    (grouped || led || top || bare || foreign.is_some()).then_some(Party { count, words: at..end })
}

fn before<'a>(list: &[&'a str], at: usize, back: usize) -> &'a str {
    at.checked_sub(back).map_or("", |at| word(list, at))
}

/// "at 7", "7:30", "the 3": not one of people.
fn is_part_of_time(list: &[&str], at: usize, end: usize) -> bool {
    matches!(
        before(list, at, 1),
        "at" | "until" | "till" | "by" | "after" | "before" | "past" | "on"
    ) || word(list, at).contains([':', '/'])
        || word(list, end).contains(':')
        || crate::understand::extract::when::is_day_or_month(before(list, at, 1))
        || crate::understand::extract::when::is_day_or_month(word(list, end))
}

/// How many people an utterance is about. `expected` says that this was asked for.
pub fn find(words: &Words, expected: bool) -> Option<u8> {
    let list = words.list();
    let mut guests = 0;
    let mut found = None;
    for place in 0..list.len() {
        let rest = from(&list, place);
        match *rest {
            ["just" | "only", "me", ..] | ["by", "myself", ..] | ["table", "for", "one", ..] => {
                return Some(1);
            }
            ["just", "the", "two", ..]
            | ["the", "two", "of", "us", ..]
            | ["both", "of", "us", ..] => {
                return Some(2);
            }
            [
                "me" | "myself",
                "and",
                "my",
                "wife" | "husband" | "partner" | "girlfriend" | "boyfriend" | "friend" | "mother"
                | "mum" | "mom" | "dad" | "son" | "daughter",
                ..,
            ] if !words.has("kids") => return Some(2),
            ["a", "couple", "of", "people", ..] => return Some(2),
            [
                "party" | "table" | "group" | "room" | "booking" | "reservation",
                "of" | "for",
                ..,
            ] => {
                if let Some((count, length)) = cardinal_at(from(rest, 2))
                    && !is_clock(rest, 2 + length)
                {
                    found = Some(count);
                }
            }
            ["were" | "us" | "be" | "are", ..] if word(rest, 2) != "pm" => {
                if let Some((count, 1)) = cardinal_at(from(rest, 1))
                    && (rest.len() == 2 || word(rest, 2) == "of" || word(rest, 2) == "people")
                {
                    found = Some(count);
                }
            }
            _ => {}
        }
        if let Some((count, length)) = cardinal_at(rest) {
            match (word(rest, length), word(rest, length + 1)) {
                (
                    "people" | "persons" | "person" | "guests" | "diners" | "pax" | "seats"
                    | "covers",
                    _,
                )
                | ("of", "us" | "them") => found = Some(count),
                ("adults" | "adult" | "kids" | "children" | "child" | "kid" | "toddlers", _) => {
                    guests += count;
                }
                _ => {}
            }
        } else if matches!(*rest, ["a", "child" | "kid" | "toddler" | "baby", ..]) && guests > 0 {
            guests += 1;
        }
    }
    if guests > 0 {
        found = Some(guests);
    }
    if found.is_none() && expected {
        found = alone(&list);
    }
    found
        .filter(|count| (1..=PEOPLE_MAX).contains(count))
        .and_then(|count| u8::try_from(count).ok())
}

/// "for 4 o'clock" is a time.
fn is_clock(rest: &[&str], at: usize) -> bool {
    matches!(word(rest, at), "am" | "pm" | "oclock" | "thirty" | "fifteen")
        || word(rest, 2).contains(':')
}

/// A number with little around it, where a number of people was asked for.
fn alone(words: &[&str]) -> Option<u32> {
    if words.len() > 5 {
        return None;
    }
    words.iter().find_map(|word| cardinal(word))
}

/// How many people the business's tables are for, smallest first; empty where it has none.
pub fn tables(business: &BusinessFacts) -> Vec<(u8, kernel::ServiceId)> {
    let mut tables: Vec<(u8, kernel::ServiceId)> = business
        .services
        .iter()
        .filter_map(|service| {
            let name = Words::of(&service.name);
            let list = name.list();
            match *list.as_slice() {
                ["table", "for", count] => Some((u8::try_from(cardinal(count)?).ok()?, service.id)),
                _ => None,
            }
        })
        .collect();
    tables.sort_by_key(|(seats, _)| *seats);
    tables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_counted() {
        for (text, expected) in [
            ("a table for 4 at 7", Some(4)),
            ("party of six", Some(6)),
            ("there will be 5 people", Some(5)),
            ("three of us", Some(3)),
            ("two adults and a child", Some(3)),
            ("2 adults and 2 kids", Some(4)),
            ("just me", Some(1)),
            ("me and my wife", Some(2)),
            ("we're four", Some(4)),
            ("a table for 7 pm", None),
            ("tomorrow at 4", None),
            ("a booking for 7:30", None),
            ("in 4 weeks", None),
        ] {
            assert_eq!(find(&Words::of(text), false), expected, "{text}");
        }
        assert_eq!(find(&Words::of("six please"), true), Some(6));
        assert_eq!(find(&Words::of("200 people"), true), None);
    }
}
