//! Appointments for somebody else: who comes is not who calls.

use serde::{Deserialize, Serialize};

use super::Turn;
use super::frame::Asked;
use crate::moves::{Expect, Move};
use crate::speech::Message;
use crate::state::Intent;
use crate::understand::Words;
use crate::understand::extract::{name, party};

/// Who comes in the caller's place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Attendee {
    /// What they are to the caller: `son`, `mother`, …, `other`.
    pub relation: String,
    /// Their name, once it is known.
    pub name: Option<String>,
    /// Whether the name was asked for.
    pub asked: bool,
}

/// What people are to the caller, in the words of the three languages.
const RELATIONS: &[(&str, &[&str])] = &[
    ("son", &["son", "boy", "hijo", "fils"]),
    ("daughter", &["daughter", "girl", "hija", "fille"]),
    ("child", &["kid", "child", "toddler", "baby", "niño", "niña", "enfant", "bébé"]),
    ("wife", &["wife", "esposa", "mujer", "femme"]),
    ("husband", &["husband", "esposo", "marido", "mari"]),
    (
        "partner",
        &[
            "partner",
            "girlfriend",
            "boyfriend",
            "fiancé",
            "fiancée",
            "pareja",
            "novia",
            "novio",
            "copain",
            "copine",
        ],
    ),
    ("mother", &["mother", "mom", "mum", "madre", "mamá", "mère", "maman"]),
    ("father", &["father", "dad", "padre", "papá", "père", "papa"]),
    ("brother", &["brother", "hermano", "frère"]),
    ("sister", &["sister", "hermana", "sœur", "soeur"]),
    ("friend", &["friend", "neighbour", "neighbor", "amigo", "amiga", "ami", "amie"]),
];

const FOR: &[&str] = &["for", "para", "pour"];
const MY: &[&str] = &["my", "mi", "mis", "mon", "ma", "our", "nuestro", "nuestra", "notre"];
const CALLED: &[&str] = &["called", "named", "name", "llama", "llamado", "llamada", "appelle"];

/// Who is named as the one who comes: "for my son Leo", "my wife needs a haircut".
fn named(words: &Words) -> Option<Attendee> {
    for (place, word) in words.words.iter().enumerate() {
        let Some((relation, _)) = RELATIONS.iter().find(|(_, all)| all.contains(&word.as_str()))
        else {
            continue;
        };
        let before = |back: usize| place.checked_sub(back).and_then(|at| words.at(at));
        let after = words.at(place + 1);
        let mine = before(1).is_some_and(|it| MY.contains(&it));
        let given = before(2).is_some_and(|it| FOR.contains(&it));
        let needs = matches!(
            after,
            Some("needs" | "wants" | "would" | "necesita" | "quiere" | "voudrait" | "veut" | "has")
        );
        // "for my wife and me" are both of them.
        let both = after.is_some_and(|it| matches!(it, "and" | "y" | "et"));
        if !mine || !(given || needs) || both {
            continue;
        }
        return Some(Attendee {
            relation: (*relation).to_owned(),
            name: name_at(words, place + 1),
            asked: false,
        });
    }
    None
}

/// A name at a place, written as one: "Leo", "called Leo".
fn name_at(words: &Words, place: usize) -> Option<String> {
    let called = words.at(place).is_some_and(|it| CALLED.contains(&it));
    let at = if called { place + 1 } else { place };
    let written = words.written.get(at)?;
    let upper = written.chars().next().is_some_and(char::is_uppercase);
    let date = crate::understand::extract::when::names_a_day(words.at(at)?);
    (upper && !date || called).then(|| super::phrases::capital(written))
}

/// "his name is Leo", "se llama Leo", "il s'appelle Léo".
fn their_name(words: &Words) -> Option<String> {
    const OPENERS: &[&str] = &[
        "his name is",
        "her name is",
        "their name is",
        "his names",
        "her names",
        "their names",
        "se llama",
        "sappelle",
    ];
    let at = OPENERS.iter().find_map(|it| Some(words.find(it)? + it.split(' ').count()))?;
    Some(super::phrases::capital(words.written.get(at)?))
}

impl Turn<'_> {
    /// Takes from the words who comes in the caller's place; `true` if that is new.
    pub(super) fn take_attendee(&mut self, words: &Words) -> bool {
        // A party brings whom it likes, and its table is under the caller's name.
        if !party::tables(&self.briefing.business).is_empty() {
            return false;
        }
        let before = self.state.frame.attendee.clone();
        if let Some(found) = named(words) {
            let known = before.clone().unwrap_or_default();
            let name = found.name.clone().or(known.name);
            self.frame().attendee = Some(Attendee { name, asked: known.asked, ..found });
        }
        // "his name is Leo" is not the caller's name.
        if let (Some(name), Some(attendee)) = (their_name(words), &mut self.state.frame.attendee) {
            attendee.name = Some(name);
        }
        self.state.frame.attendee != before
    }

    /// Whether the words say the name of the one who comes rather than the caller's.
    pub(super) fn names_attendee(words: &Words) -> bool {
        their_name(words).is_some()
    }

    /// Asks once for the name of the one who comes.
    pub(super) fn who_comes(&mut self) -> Option<Move> {
        let attendee = self.state.frame.attendee.as_mut()?;
        if attendee.asked || attendee.name.is_some() {
            return None;
        }
        attendee.asked = true;
        self.frame().asked = Asked::Attendee;
        Some(self.ask(Message::AskAttendee, Expect::Dictation))
    }

    /// The name of the one who comes, or none.
    pub(super) fn attendee_given(&mut self, words: &Words, intent: Intent) -> Option<Move> {
        if !super::pending::may_be_answer(intent) {
            return None;
        }
        let introduced = name::introduced(words);
        // A change of mind in place of a name.
        if introduced.is_none() && their_name(words).is_none() {
            match self.take_details(words) {
                Err(decided) => return Some(decided),
                Ok(true) => return Some(self.next_step()),
                Ok(false) => {}
            }
        }
        let found = their_name(words).or(introduced).or_else(|| name::answered(words));
        if let Some(attendee) = &mut self.state.frame.attendee {
            attendee.name = found;
        }
        self.belongs_to(Intent::Book);
        Some(self.read_back())
    }

    /// `your son Leo`.
    pub(super) fn attendee_words(&self) -> Option<String> {
        let attendee = self.state.frame.attendee.as_ref()?;
        let relation = attendee.relation.as_str();
        Some(match &attendee.name {
            Some(name) => self.say(
                Message::AttendeeNamed,
                &[("relation", relation.into()), ("name", name.as_str().into())],
            ),
            None => self.say(Message::Attendee, &[("relation", relation.into())]),
        })
    }

    /// What the business reads about it: `for the caller's son (Leo)`.
    pub(super) fn attendee_note(&self) -> Option<String> {
        let attendee = self.state.frame.attendee.as_ref()?;
        let relation = attendee.relation.as_str();
        let related =
            self.notes().say(Message::NoteAttendeeRelated, &[("relation", relation.into())]);
        Some(match &attendee.name {
            Some(name) => format!("{related} ({name})"),
            None => related,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_is_told_from_who_calls() {
        for (text, expected) in [
            ("I need a haircut for my son Leo on Friday", Some(("son", Some("Leo")))),
            ("a haircut for my son on Friday", Some(("son", None))),
            ("it's for my daughter called mia", Some(("daughter", Some("Mia")))),
            ("my wife needs a trim", Some(("wife", None))),
            ("para mi hijo Pablo", Some(("son", Some("Pablo")))),
            ("pour ma mère", Some(("mother", None))),
            ("for my wife and me", None),
            ("my son told me about you", None),
            ("a haircut for me", None),
            ("for my son Friday", Some(("son", None))),
        ] {
            let found = named(&Words::of(text));
            let found = found.as_ref().map(|it| (it.relation.as_str(), it.name.as_deref()));
            assert_eq!(found, expected, "{text}");
        }
    }
}
