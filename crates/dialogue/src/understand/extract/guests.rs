//! How many guests, in a sentence, with the places of the words.

use std::ops::Range;

use super::digits::{Tongues, amount_at};
use super::number::cardinal_at;
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
    "seniors",
    "mates",
    "ladies",
    "gentlemen",
    "girls",
    "boys",
    "infants",
    "babies",
    "couples",
    "couple",
    "students",
    "colleagues",
    "coworkers",
    "highchair",
    "highchairs",
];

/// Words behind a number that make it something else.
const OTHER: &[&str] = &[
    "am",
    "pm",
    "oclock",
    "o",
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
    "coworker",
    "cousin",
    "grandmother",
    "grandfather",
    "fiancé",
    "highchair",
    "girl",
    "boy",
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
        let party = company(words, &list, at).or_else(|| counted(words, &list, at, asked, loose));
        at = party.as_ref().map_or(at + 1, |party| party.words.end);
        found.extend(party.filter(|party| (1..=PEOPLE_MAX).contains(&party.count)));
    }
    found
}

/// "me and my wife", "two adults and a child", "myself and 7 others".
fn company(words: &Words, list: &[&str], start: usize) -> Option<Party> {
    let (mut count, mut at) = member(list, start)?;
    let mut members = 1;
    loop {
        let joined = matches!(word(list, at), "and" | "plus" | "y" | "et" | "with");
        let listed =
            words.pauses.get(at) == Some(&true) && !matches!(word(list, at), "i" | "the" | "me");
        if !joined && !listed {
            break;
        }
        let Some((more, end)) = member(list, at + usize::from(joined)) else { break };
        count += more;
        members += 1;
        at = end;
    }
    (members >= 2).then_some(Party { count, words: start..at })
}

/// One member of a company, and the place behind it.
fn member(list: &[&str], at: usize) -> Option<(u32, usize)> {
    match word(list, at) {
        "i" if !matches!(word(list, at + 1), "" | "are" | "will" | "plus" | "and" | "would") => {
            return None;
        }
        "me" | "myself" | "i" | "yo" | "moi" => return Some((1, at + 1)),
        "my" | "our" | "her" | "his" | "their" | "the" | "a" | "an" | "mi" | "un" | "una"
        | "ma" | "mon" | "une" => {
            let next = word(list, at + 1);
            if next == "couple" {
                let friends = word(list, at + 2) == "of" && !word(list, at + 3).is_empty();
                return Some((2, at + if friends { 4 } else { 2 }));
            }
            if COMPANY.contains(&next) {
                return Some((1, at + 2));
            }
            if matches!(next, "parents" | "twins" | "grandparents") {
                return Some((2, at + 2));
            }
            // "my three friends".
            let (count, length) = cardinal_at(from(list, at + 1))?;
            return people_behind(list, at + 1 + length, count);
        }
        _ => {}
    }
    let (count, length) = cardinal_at(from(list, at))?;
    people_behind(list, at + length, count)
}

/// So many of whom a word at a place speaks: "people", "other people", "of my mates", "couples".
fn people_behind(list: &[&str], at: usize, count: u32) -> Option<(u32, usize)> {
    let skipped = match (word(list, at), word(list, at + 1)) {
        ("other" | "more" | "young" | "small" | "little" | "extra", _) => 1,
        ("of", "my" | "our") => 2,
        _ => 0,
    };
    let noun = word(list, at + skipped);
    let people = PEOPLE.contains(&noun) || COMPANY.contains(&noun.trim_end_matches('s'));
    let each = if noun.starts_with("couple") { 2 } else { 1 };
    people.then_some((count.saturating_mul(each), at + skipped + 1))
}

fn counted(words: &Words, list: &[&str], at: usize, asked: bool, loose: bool) -> Option<Party> {
    let rest = from(list, at);
    if matches!(*rest, ["just" | "only", "me" | "myself", ..])
        && company(words, list, at + 1).is_none()
    {
        return Some(Party { count: 1, words: at + 1..at + 2 });
    }
    let local = Tongues {
        spanish: matches!(before(list, at, 1), "para" | "somos" | "seremos"),
        french: matches!(before(list, at, 1), "pour" | "sommes" | "serons"),
    };
    let foreign = if local == Tongues::default() { None } else { amount_at(rest, local) };
    let named = || {
        let spanish = Tongues { spanish: true, french: false };
        let french = Tongues { spanish: false, french: true };
        [spanish, french]
            .into_iter()
            .filter_map(|it| amount_at(rest, it))
            .find(|(_, length)| PEOPLE.contains(&word(rest, *length)))
    };
    let (count, length) = cardinal_at(rest).or(foreign).or_else(named)?;
    let end = at + length;
    // "not 4 people", "from 8 people to 7".
    if matches!(before(list, at, 1), "not" | "from") {
        return None;
    }
    if let Some((count, end)) = people_behind(list, end, count) {
        return Some(Party { count, words: at..end });
    }
    is_behind(words, list, at..end, asked, loose).then_some(Party { count, words: at..end })
}

/// Whether the words around a number make it one of people.
fn is_behind(words: &Words, list: &[&str], place: Range<usize>, asked: bool, loose: bool) -> bool {
    let Range { start: at, end } = place;
    let (next, after) = (word(list, end), word(list, end + 1));
    if next == "of" && matches!(after, "us" | "them") {
        return true;
    }
    // "for 6 in the evening"; "looking for one".
    let evening = matches!((next, after), ("in", "the"));
    if evening
        || !asked
            && word(list, at) == "one"
            && !(matches!(next, "" | "please") && before(list, at, 2) != "looking")
            && before(list, at, 1) == "for"
            && !matches!(before(list, at, 2), "table" | "reservation" | "booking" | "seat")
    {
        return false;
    }
    let (preceding, second) = (before(list, at, 1), before(list, at, 2));
    let paused = words.pauses.get(end) == Some(&true);
    if OTHER.contains(&next) && !(paused || next == "in") || is_part_of_time(list, at, end) {
        return false;
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
    ) && matches!(preceding, "of" | "for" | "is" | "to" | "para" | "de");
    let led = LEADS.contains(&preceding)
        && preceding != "of"
        && (loose || preceding != "for")
        && preceding != "about"
        && preceding != "around"
        && preceding != "book"
        && preceding != "have"
        && preceding != "is"
        && preceding != "was"
        && preceding != "now";
    let counting = preceding == "us"
        || preceding == "is" && list.starts_with(&["the", "number", "of", "people"])
        || matches!(before(list, at, 1), "is")
            && list.windows(2).any(|pair| pair == ["of", "people"])
        || preceding == "meant" && list.windows(2).any(|pair| pair.first() == Some(&"not"));
    let top = matches!(next, "top" | "seater" | "seats");
    let bare = asked && list.len() <= 7;
    grouped || counting || led || top || bare
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guests_are_counted_in_a_sentence() {
        for (text, asked, expected) in [
            ("a table for two at 8", false, "2:two"),
            ("there'll be six of us", false, "6:six"),
            ("me and my wife", false, "2:me and my wife"),
            ("four adults and two kids please", false, "6:four adults and two kids"),
            ("a party of ten on Friday", false, "10:ten"),
            ("not 3 people, I meant 5", false, "5:5"),
            ("my husband, our two kids and me", false, "4:my husband our two kids and me"),
            ("una mesa para cuatro", false, "4:cuatro"),
            ("seis personas", false, "6:seis personas"),
            ("nous sommes deux", false, "2:deux"),
            ("for 6 in the evening", false, ""),
            ("I am looking for one", false, ""),
            ("seven", true, "7:seven"),
        ] {
            let words = Words::of(text);
            let found = find_all(&words, asked, true);
            let said = |it: &Party| words.written[it.words.clone()].join(" ");
            let shown: Vec<String> =
                found.iter().map(|it| format!("{}:{}", it.count, said(it))).collect();
            assert_eq!(shown.join(" "), expected, "{text}");
        }
    }
}
