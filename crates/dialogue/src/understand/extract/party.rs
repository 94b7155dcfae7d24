//! For how many people.

use super::guests;
use super::number::{cardinal, cardinal_at};
use crate::briefing::BusinessFacts;
use crate::understand::Words;
use crate::understand::normalise::{from, word};
use crate::understand::when::is_day_or_month;

/// The most people that are believed: beyond it, a number is something else.
const PEOPLE_MAX: u32 = 60;

/// Whether a bare number behind "we'd be" ends there, or what follows is no unit: "be ten minutes".
fn ends(words: &Words, rest: &[&str], place: usize) -> bool {
    rest.len() == 2
        || words.pauses.get(place + 2) == Some(&true)
        || matches!(
            word(rest, 2),
            "of" | "people" | "on" | "tomorrow" | "tonight" | "today" | "this" | "next" | "please"
        )
        || is_day_or_month(word(rest, 2))
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
                    && ends(words, rest, place)
                {
                    found = Some(count);
                }
            }
            _ => {}
        }
        if let Some((count, length)) = cardinal_at(rest).filter(|it| is_all(&list, place, *it)) {
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
    found
        .or_else(|| listed(words))
        .or_else(|| if expected { alone(&list) } else { None })
        .filter(|count| (1..=PEOPLE_MAX).contains(count))
        .and_then(|count| u8::try_from(count).ok())
}

/// Whether a number is not one of some of the guests: "one of us is vegan".
fn is_all(list: &[&str], place: usize, (count, length): (u32, usize)) -> bool {
    let noun = usize::from(word(list, place + length) != "of");
    !guests::is_some_of_them(list, &(place..place + length + noun), count)
}

/// A company that is told member by member, or by a word for all of it, if there is only one.
fn listed(words: &Words) -> Option<u32> {
    match guests::find_all(words, false, false).as_slice() {
        [only] => Some(only.count),
        _ => None,
    }
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
pub fn tables(business: &BusinessFacts) -> &[(u8, kernel::ServiceId)] {
    &business.words().tables
}

/// The same, read from the names of its services.
pub(crate) fn read_tables(business: &BusinessFacts) -> Vec<(u8, kernel::ServiceId)> {
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
            ("a table for a family of four", Some(4)),
            ("a couple of us", Some(2)),
            ("just us two", Some(2)),
            ("my parents and I", Some(3)),
            ("somos una familia de cinco", Some(5)),
            ("ma femme et moi", Some(2)),
            ("one of us is vegan", None),
            ("please add one person", None),
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
