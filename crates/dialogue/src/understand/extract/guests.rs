//! How many guests, in a sentence, with the places of the words.
//!
//! An article before a number belongs to it: "the two of us", "a five top".

mod some;
mod words;

use std::ops::Range;

use super::digits::{Tongues, amount_at};
use super::number::cardinal_at;
use crate::understand::Words;
use crate::understand::normalise::{from, word};
pub(super) use some::is_some_of_them;
use words::{COMPANY, GROUPS, LEADS, OTHER, PAIRS, PEOPLE};

/// The most people that are believed: beyond it, a number is something else.
const PEOPLE_MAX: u32 = 99;

/// A number of people that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// How many.
    pub count: u32,
    /// The places of the words.
    pub words: Range<usize>,
}

/// All numbers of people with their places. `asked` says that one was asked for, `loose` that a
/// number behind "for" is one unless it is a time.
pub fn find_all(words: &Words, asked: bool, loose: bool) -> Vec<Party> {
    let list = words.list();
    let mut found = Vec::new();
    let mut at = 0;
    while at < list.len() {
        let party = company(words, &list, at)
            .or_else(|| alone(&list, at, asked))
            .or_else(|| counted(words, &list, at, asked, loose));
        at = party.as_ref().map_or(at + 1, |party| party.words.end);
        let party = party.filter(|party| (1..=PEOPLE_MAX).contains(&party.count));
        found.extend(party.filter(|party| !is_some_of_them(&list, &party.words, party.count)));
    }
    found
}

/// "me and my wife", "two adults and a child", "myself and 7 others".
fn company(words: &Words, list: &[&str], start: usize) -> Option<Party> {
    let (mut count, mut at, mut owned) = match member(list, start) {
        Some((count, end)) => (count, end, is_kin(list, start, end)),
        None => (cardinal_before_more(list, start)?, start + 1, false),
    };
    let mut members = 1;
    loop {
        let joined =
            matches!(word(list, at), "and" | "plus" | "y" | "et" | "with" | "con" | "avec");
        let listed = words.pauses.get(at) == Some(&true)
            && !matches!(word(list, at), "i" | "the" | "me")
            || is_number(list, at) && people_at(list, at).is_some();
        let next = at + usize::from(joined);
        // "My wife and I" are two; of "4 people and I would like" the last one is no member.
        let myself = matches!(word(list, start), "me" | "myself");
        let speaker = joined && owned && !myself && matches!(word(list, next), "i" | "yo" | "moi");
        if word(list, at) == "with" && matches!(word(list, next), "me" | "us") {
            break;
        }
        let more = if speaker {
            Some((1, next + 1))
        } else if joined || listed {
            let plus = word(list, at) == "plus" || word(list, start).starts_with('m');
            member(list, next).or_else(|| bare_member(list, next, owned, joined && plus))
        } else {
            None
        };
        let Some((more, end)) = more else { break };
        owned |= is_kin(list, next, end);
        count += more;
        members += 1;
        at = end;
    }
    (members >= 2).then_some(Party { count, words: start..at })
}

fn is_number(list: &[&str], at: usize) -> bool {
    cardinal_at(from(list, at)).is_some()
}

/// Whether a member belongs to the speaker: "my parents", "three friends", but not "four people".
fn is_kin(list: &[&str], start: usize, end: usize) -> bool {
    let noun = word(list, end.saturating_sub(1));
    !is_number(list, start) || COMPANY.contains(&noun.trim_end_matches('s'))
}

/// So many people whose number stands at a place.
fn people_at(list: &[&str], at: usize) -> Option<(u32, usize)> {
    if let Some((count, length)) = cardinal_at(from(list, at)) {
        return people_behind(list, at + length, count);
    }
    let (spanish, french) = (true, true);
    let foreign = |tongues| {
        let (count, length) = amount_at(from(list, at), tongues)?;
        PEOPLE.contains(&word(list, at + length)).then_some((count, at + length + 1))
    };
    foreign(Tongues { spanish, french: false })
        .or_else(|| foreign(Tongues { spanish: false, french }))
}

/// "two plus a child", "14 plus one highchair": a bare number before more people.
fn cardinal_before_more(list: &[&str], at: usize) -> Option<u32> {
    let (count, 1) = cardinal_at(from(list, at))? else { return None };
    let joined = matches!(word(list, at + 1), "plus" | "and" | "y" | "et");
    let more = matches!(word(list, at + 2), "me" | "myself" | "a" | "my" | "our")
        || people_at(list, at + 2).is_some();
    (joined && more && member(list, at + 2).is_some()).then_some(count)
}

/// A member that needs the others before it: "me and mom", "myself plus two", "me, wife and kids".
fn bare_member(list: &[&str], at: usize, owned: bool, plus: bool) -> Option<(u32, usize)> {
    let noun = word(list, at);
    if owned && COMPANY.contains(&noun) {
        return Some((1, at + 1));
    }
    if owned && PAIRS.contains(&noun) {
        return Some((2, at + 1));
    }
    let start = at + usize::from(noun == "the");
    let (count, length) = cardinal_at(from(list, start)).filter(|_| owned && plus)?;
    let next = word(list, start + length);
    let other = matches!(next, "other" | "others" | "more");
    (!OTHER.contains(&next)).then_some((count, start + length + usize::from(other)))
}

/// One member of a company, and the place behind it.
fn member(list: &[&str], at: usize) -> Option<(u32, usize)> {
    match word(list, at) {
        "i" if !matches!(word(list, at + 1), "" | "are" | "will" | "plus" | "and") => {
            return None;
        }
        "me" | "myself" | "i" | "yo" | "moi" => return Some((1, at + 1)),
        "my" | "our" | "her" | "his" | "their" | "the" | "a" | "an" | "another" | "mi" | "mis"
        | "un" | "una" | "ma" | "mon" | "mes" | "une" => {
            let adjective =
                matches!(word(list, at + 1), "lady" | "best" | "good" | "old" | "little");
            let at = at + usize::from(adjective && COMPANY.contains(&word(list, at + 2)));
            let next = word(list, at + 1);
            if (word(list, at), next) == ("the", "date") {
                return None;
            }
            if next == "couple" {
                let friends = word(list, at + 2) == "of" && !word(list, at + 3).is_empty();
                return Some((2, at + if friends { 4 } else { 2 }));
            }
            if COMPANY.contains(&next) {
                return Some((1, at + 2));
            }
            if PAIRS.contains(&next) {
                return Some((2, at + 2));
            }
            // "my three friends".
            return people_at(list, at + 1);
        }
        _ => {}
    }
    people_at(list, at)
}

/// So many of whom a word at a place speaks: "people", "other people", "of my mates", "couples".
fn people_behind(list: &[&str], at: usize, count: u32) -> Option<(u32, usize)> {
    let skipped = match (word(list, at), word(list, at + 1)) {
        ("other" | "more" | "young" | "small" | "little" | "extra" | "family", _) => 1,
        ("of", "my" | "our" | "the") => 2,
        _ => 0,
    };
    let noun = word(list, at + skipped);
    let people = PEOPLE.contains(&noun) || COMPANY.contains(&noun.trim_end_matches('s'));
    let each = if noun.starts_with("couple") { 2 } else { 1 };
    people.then_some((count.saturating_mul(each), at + skipped + 1))
}

/// Nobody else, or a couple: "just for me", "by myself", "a table for a couple", "a dozen people".
fn alone(list: &[&str], at: usize, asked: bool) -> Option<Party> {
    let party = |count, length: usize| Some(Party { count, words: at..at + length });
    let (before_it, second) = (before(list, at, 1), before(list, at, 2));
    let ends = |length: usize| asked && list.len() <= length + 1 && at + length == list.len();
    let only = |word: &str| matches!(word, "just" | "only" | "solo" | "juste" | "seulement");
    let preposition = matches!(before_it, "for" | "para" | "pour");
    match *from(list, at) {
        ["me" | "myself", "alone" | "only", ..] => party(1, 2),
        ["me" | "myself" | "mí" | "moi", ..]
            if only(before_it) || before_it == "be" || preposition && only(second) || ends(1) =>
        {
            party(1, 1)
        }
        ["myself", ..]
            if before_it == "for" || before_it == "by" && !matches!(second, "it" | "that") =>
        {
            party(1, 1)
        }
        ["alone" | "solo" | "seul" | "seule", ..]
            if matches!(before_it, "eating" | "dining" | "coming") =>
        {
            party(1, 1)
        }
        ["a", "couple", "of", "us" | "people" | "friends" | "guests", ..] => party(2, 4),
        ["a", "couple", ..] if matches!(before_it, "for" | "as" | "us") || ends(2) => party(2, 2),
        ["una", "pareja", ..] | ["un", "couple", ..] if preposition => party(2, 2),
        ["a", "dozen", "people" | "guests" | "of", ..] => party(12, 3),
        ["a", "dozen", ..] if matches!(before_it, "for" | "be") => party(12, 2),
        _ => None,
    }
}

fn counted(words: &Words, list: &[&str], at: usize, asked: bool, loose: bool) -> Option<Party> {
    // The article belongs to it where people stand behind the number.
    if matches!(word(list, at), "the" | "a") && is_number(list, at + 1) {
        let of = |it: &Party| {
            matches!(word(list, it.words.end), "of" | "top" | "person" | "seater")
                || PEOPLE.contains(&word(list, it.words.end.saturating_sub(1)))
        };
        let just = matches!(before(list, at, 1), "just" | "only");
        let party = counted(words, list, at + 1, asked, loose)?;
        let own = (of(&party) || just) && party.words.start == at + 1;
        return own.then_some(Party { words: at..party.words.end, ..party });
    }
    let rest = from(list, at);
    let group = before(list, at, 1) == "de" && GROUPS.contains(&before(list, at, 2));
    let local = Tongues {
        spanish: group || matches!(before(list, at, 1), "para" | "somos" | "seremos"),
        french: group || matches!(before(list, at, 1), "pour" | "sommes" | "serons"),
    };
    let is_article = matches!(*rest, ["un" | "una" | "une", noun, ..] if GROUPS.contains(&noun));
    let silent = local == Tongues::default() || is_article;
    let foreign = if silent { None } else { amount_at(rest, local) };
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
    // "not 4 people", "from 8 people to 7", "instead of 5".
    let kept = matches!(before(list, at, 1), "not" | "from")
        || matches!((before(list, at, 2), before(list, at, 1)), ("instead", "of") | ("say", "for"))
        || matches!((before(list, at, 2), before(list, at, 1)), ("didnt", "say"));
    if kept {
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
    let preceding = before(list, at, 1);
    let paused = words.pauses.get(end) == Some(&true);
    if OTHER.contains(&next) && !(paused || next == "in") || is_part_of_time(list, at, end) {
        return false;
    }
    let grouped = GROUPS.contains(&before(list, at, 2))
        && matches!(preceding, "of" | "for" | "is" | "to" | "para" | "de" | "pour");
    let led = match preceding {
        "of" | "about" | "around" | "book" | "have" | "is" | "was" | "now" => false,
        "for" => loose,
        other => LEADS.contains(&other),
    };
    let any = |nouns: &[&str]| list.iter().any(|it| nouns.contains(it));
    let size = list.windows(2).any(|it| {
        matches!(it, ["of" | "for", "people" | "guests"] | ["party" | "group", "size" | "number"])
    });
    let counting = matches!(preceding, "us" | "all")
        || preceding == "is" && any(&["people", "guests"])
        || preceding == "to" && size
        || preceding == "meant" && any(&["not"])
        || preceding == "said" && any(&["people", "nope", "wrong", "didnt"]);
    let all = matches!(next, "total" | "altogether" | "attending" | "seated" | "coming")
        || matches!((next, after), ("in", "total" | "our" | "my") | ("all", "together"))
        || matches!((next, after), ("are", "coming" | "attending" | "with"))
        || (next, after) == ("is", "the") && size;
    // "Three at half past": the time comes behind it.
    let time = matches!(after, "quarter" | "half") || word(list, end + 1).contains(':');
    let all = all || time && word(list, at) != "one" && matches!(next, "at" | "for");
    let top = matches!(next, "top" | "seater" | "seats");
    let only = || list.iter().enumerate().filter(|(place, _)| is_number(list, *place)).count() == 1;
    let bare = asked && (list.len() <= 7 || list.len() <= 14 && only());
    grouped || counting || led || all || top || bare
}

pub(super) fn before<'a>(list: &[&'a str], at: usize, back: usize) -> &'a str {
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
            ("the two of us", false, "2:the two"),
            ("a six top by the window", false, "6:a six"),
            ("just us two", false, "2:two"),
            ("a couple of us", false, "2:a couple of us"),
            ("a table for a family of four", false, "4:four"),
            ("a booth for a couple", false, "2:a couple"),
            ("my parents and I would love a table", false, "3:my parents and I"),
            ("my mum, dad and sister", false, "3:my mum dad and sister"),
            ("me and a good friend", false, "2:me and a good friend"),
            ("two plus a baby", false, "3:two plus a baby"),
            ("3 adults 2 children", false, "5:3 adults 2 children"),
            ("a table for myself", false, "1:myself"),
            ("we'd be 9 in total", false, "9:9"),
            ("a dozen people", false, "12:a dozen people"),
            ("five mates and me", false, "6:five mates and me"),
            ("one of us is vegan", false, ""),
            ("please add one person", false, ""),
            ("mi mujer y yo", false, "2:mi mujer y yo"),
            ("una mesa para una pareja", false, "2:una pareja"),
            ("una familia de cinco", false, "5:cinco"),
            ("ma femme et moi", false, "2:ma femme et moi"),
            ("deux adultes et trois enfants", false, "5:deux adultes et trois enfants"),
            ("une table pour un couple", false, "2:un couple"),
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
