//! With whom, if somebody was asked for by name.

use std::ops::Range;

use kernel::StaffId;

use crate::briefing::BusinessFacts;
use crate::understand::Words;

/// What was said about with whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// With this one.
    With(StaffId),
    /// It does not matter.
    Anybody,
}

/// How alike two names must sound, by Jaro-Winkler, where the words around say that one is meant.
const ALIKE: f64 = 0.9;

/// Words after which a name is somebody who is asked for.
const LEADS: &[&str] = &[
    "with", "see", "by", "for", "prefer", "have", "want", "get", "is", "does", "and", "rather",
    "or", "has", "from", "like", "but", "actually",
];

/// Titles and kinds that many names share.
const KINDS: &[&str] = &["table", "room", "van", "dr", "doctor", "chair", "terrace", "mr", "ms"];

/// The member of staff that an utterance asks for. `named` says that the caller said who they are
/// themselves, so that a name that nothing leads to is rather theirs.
pub fn find(words: &Words, business: &BusinessFacts) -> Option<Wish> {
    if let Some((id, _)) = find_at(words, business) {
        return Some(Wish::With(id));
    }
    let anybody = words.has_any(&[
        "anybody",
        "anyone",
        "whoever",
        "no preference",
        "dont mind who",
        "doesnt matter who",
        "dont care who",
        "any barber",
        "any stylist",
        "any of them",
        "either of them",
    ]);
    (anybody && !business.staff.is_empty()).then_some(Wish::Anybody)
}

/// The member of staff who is asked for by name, with the places of the name's words.
pub fn find_at(words: &Words, business: &BusinessFacts) -> Option<(StaffId, Range<usize>)> {
    let mut found: Option<(usize, StaffId)> = None;
    for (staff, name) in business.staff.iter().zip(&business.words().staff) {
        if let Some(place) = place_of(words, name)
            && found.is_none_or(|(last, _)| place > last)
        {
            found = Some((place, staff.id));
        }
    }
    let (place, id) = found?;
    let length = business.staff.iter().find(|it| it.id == id).map_or(1, |staff| {
        let said =
            |word: &str| words.at(place).is_some_and(|heard| heard.eq_ignore_ascii_case(word));
        let mut names = staff.name.split(' ');
        let whole = names.next().is_some_and(said);
        1 + names
            .enumerate()
            .take_while(|(next, name)| {
                whole && words.at(place + next + 1).is_some_and(|it| it == name.to_lowercase())
            })
            .count()
    });
    Some((id, place..place + length))
}

fn place_of(words: &Words, name: &Words) -> Option<usize> {
    let first = name.at(0)?;
    // Of "Table 1" and "Dr Nair" the second word is the telling one.
    let generic = name.len() > 1 && KINDS.contains(&first);
    let wanted: &[String] = if generic { &name.words } else { name.words.get(..1)? };
    let last = |word: &str| {
        generic && name.words.last().is_some_and(|name| name == word && name.len() > 2)
    };
    let size = wanted.len();
    (0..words.len()).rev().find(|start| {
        let Some(heard) = words.at(*start) else { return false };
        let before = start.checked_sub(1).and_then(|at| words.at(at)).unwrap_or("");
        let whole = words.words.get(*start..start + size).is_some_and(|it| it == wanted);
        let led = LEADS.contains(&before);
        let titled = KINDS.contains(&before) && last(heard);
        let sounds = led
            && matches!(before, "with" | "see")
            && size == 1
            && heard.len() >= 3
            && first.len() >= 3
            && strsim::jaro_winkler(heard, first) >= ALIKE;
        if before == "not" || !(whole || titled || sounds) {
            return false;
        }
        // "this is Sam" is the caller.
        led && !introduces(words, *start)
            || titled
            || words.len() <= 3 && !introduces(words, *start)
            || before.is_empty()
                && matches!(
                    words.at(start + size),
                    Some("please" | "on" | "at" | "tomorrow" | "again" | "if" | "would")
                )
            || words.has("not") && words.pauses.get(*start) == Some(&true)
    })
}

/// "this is", "its", "is" behind "name": what follows is the caller's own name.
fn introduces(words: &Words, start: usize) -> bool {
    let before = |back: usize| start.checked_sub(back).and_then(|at| words.at(at)).unwrap_or("");
    match before(1) {
        "is" => matches!(before(2), "this" | "name" | "it"),
        "its" | "im" | "am" | "under" => true,
        "for" => before(2) == "under",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::barber;

    #[test]
    fn somebody_is_asked_for_by_name() {
        let business = barber();
        for (text, expected) in [
            ("a haircut with Sam tomorrow", Some("Sam")),
            ("with Maria please", Some("Maria")),
            ("Sam", Some("Sam")),
            ("is Maria in on Friday", Some("Maria")),
            ("not Sam, Maria", Some("Maria")),
            ("my name is Sam", None),
            ("this is Sam", None),
            ("it's Sam", None),
            ("a haircut for tomorrow", None),
            ("can I see Mariah", Some("Maria")),
        ] {
            let name = match find(&Words::of(text), &business) {
                Some(Wish::With(id)) => {
                    business.staff.iter().find(|it| it.id == id).map(|it| it.name.as_str())
                }
                _ => None,
            };
            assert_eq!(name, expected, "{text}");
        }
        let anybody = find(&Words::of("I don't mind who, anyone"), &business);
        assert_eq!(anybody, Some(Wish::Anybody));
    }
}
