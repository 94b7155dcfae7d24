//! What an utterance names, with where it stands.

use std::ops::Range;

use serde::Serialize;

use super::digits::Tongues;
use super::{address, email, guests, money, person, phone, postcode, service, staff};
use crate::briefing::BusinessFacts;
use crate::understand::Words;

/// What kind of thing was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    Datetime,
    PartySize,
    PersonName,
    Phone,
    Email,
    Address,
    Postcode,
    Service,
    Staff,
    Number,
    Money,
}

/// One reading of what was named.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A count.
    Count {
        /// How many.
        value: u32,
    },
    /// A text in its canonical form: E.164, an e-mail address, a postcode, a sum.
    Text {
        /// The text.
        value: String,
    },
    /// A person's name.
    Name {
        /// As it was said.
        value: String,
        /// The given name.
        #[serde(skip_serializing_if = "Option::is_none")]
        given: Option<String>,
        /// The family name.
        #[serde(skip_serializing_if = "Option::is_none")]
        family: Option<String>,
    },
    /// One of the business's own services or people.
    Own {
        /// Its name.
        value: String,
        /// Its id.
        id: String,
        /// How sure, 0 to 1.
        score: f32,
    },
    /// A date, a time or an interval; the parts that were said.
    Moment {
        /// `2026-03-03`.
        #[serde(skip_serializing_if = "Option::is_none")]
        date: Option<String>,
        /// `15:00`.
        #[serde(skip_serializing_if = "Option::is_none")]
        time: Option<String>,
        /// Where an interval begins.
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        /// Where an interval ends.
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<String>,
        /// How long.
        #[serde(skip_serializing_if = "Option::is_none")]
        duration: Option<String>,
        /// How exact: `day`, `minute`.
        #[serde(skip_serializing_if = "Option::is_none")]
        grain: Option<String>,
    },
}

/// Something that was named.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entity {
    /// What kind of thing.
    pub kind: Kind,
    /// The words for it.
    pub text: String,
    /// Where it begins, in characters.
    pub start: usize,
    /// Where it ends, in characters, exclusive.
    pub end: usize,
    /// What it may mean, likeliest first.
    pub values: Vec<Value>,
}

impl Entity {
    /// An entity that takes some bytes of a text; nothing where they are not whole characters.
    pub fn at(kind: Kind, text: &str, bytes: &Range<usize>, values: Vec<Value>) -> Option<Self> {
        let taken = text.get(bytes.clone()).filter(|taken| !taken.is_empty())?;
        let start = text.get(..bytes.start)?.chars().count();
        let end = start + taken.chars().count();
        Some(Self { kind, text: taken.to_owned(), start, end, values })
    }
}

/// What an utterance is understood with.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The business that was called.
    pub business: &'a BusinessFacts,
    /// What was asked for, if something was.
    pub asked: Option<Kind>,
}

/// All that an utterance names, but dates and times, in the order of the text. Parts do not overlap:
/// what is told by its form (an e-mail address, a phone number) goes before what is told by the
/// words around.
pub fn entities(text: &str, words: &Words, context: &Context<'_>) -> Vec<Entity> {
    let tongues = Tongues::of(&context.business.languages);
    let list = words.list();
    let mut found = Found { text, words, entities: Vec::new() };
    for (bytes, address) in email::find_all(text, words, tongues) {
        found.add_bytes(Kind::Email, &bytes, vec![Value::Text { value: address }]);
    }
    for (place, number) in phone::find_all(words, context.business) {
        let value = number.as_str().to_owned();
        found.add(Kind::Phone, &place, vec![Value::Text { value }]);
    }
    for (place, value) in money::find_all(text, words, context.business, tongues) {
        found.add_bytes(Kind::Money, &place, vec![Value::Text { value: value.to_string() }]);
    }
    for (place, value) in address::find_all(words) {
        found.add(Kind::Address, &place, vec![Value::Text { value }]);
    }
    for (place, value) in postcode::find_all(&list, context.asked == Some(Kind::Postcode)) {
        found.add(Kind::Postcode, &place, vec![Value::Text { value }]);
    }
    let asked_people = context.asked == Some(Kind::PartySize);
    for party in guests::find_all(words, asked_people, asked_people || context.asked.is_none()) {
        found.add(Kind::PartySize, &party.words, vec![Value::Count { value: party.count }]);
    }
    found.own(context.business);
    for named in person::find_all(words, context.asked == Some(Kind::PersonName)) {
        let value = Value::Name {
            value: named.full(words),
            given: named.given.clone().map(|place| person::said(words, &place)),
            family: named.family.clone().map(|place| person::said(words, &place)),
        };
        found.add(Kind::PersonName, &named.words(), vec![value]);
    }
    if context.asked == Some(Kind::Number) {
        for at in 0..list.len() {
            let rest = list.get(at..).unwrap_or_default();
            if let Some((value, length)) = super::digits::amount_at(rest, tongues) {
                found.add(Kind::Number, &(at..at + length), vec![Value::Count { value }]);
            }
        }
    }
    found.entities.sort_by_key(|entity| entity.start);
    found.entities
}

struct Found<'a> {
    text: &'a str,
    words: &'a Words,
    entities: Vec<Entity>,
}

impl Found<'_> {
    fn add(&mut self, kind: Kind, place: &Range<usize>, values: Vec<Value>) {
        if let Some(bytes) = bytes_of(self.words, place) {
            self.add_bytes(kind, &bytes, values);
        }
    }

    fn add_bytes(&mut self, kind: Kind, bytes: &Range<usize>, values: Vec<Value>) {
        let Some(entity) = Entity::at(kind, self.text, bytes, values) else { return };
        let apart = |other: &Entity| other.end <= entity.start || entity.end <= other.start;
        if self.entities.iter().all(apart) {
            self.entities.push(entity);
        }
    }

    fn own(&mut self, business: &BusinessFacts) {
        if let Some((found, place)) = service::find_at(self.words, business)
            && let Some(fact) = business.services.iter().find(|it| it.id == found.id)
        {
            let (value, id) = (fact.name.clone(), found.id.to_string());
            self.add(Kind::Service, &place, vec![Value::Own { value, id, score: found.score }]);
        }
        if let Some((id, place)) = staff::find_at(self.words, business)
            && let Some(fact) = business.staff.iter().find(|it| it.id == id)
        {
            let (value, id) = (fact.name.clone(), id.to_string());
            self.add(Kind::Staff, &place, vec![Value::Own { value, id, score: 1.0 }]);
        }
    }
}

/// The bytes that some words take.
pub(super) fn bytes_of(words: &Words, place: &Range<usize>) -> Option<Range<usize>> {
    let first = words.spans.get(place.start)?;
    let last = words.spans.get(place.end.checked_sub(1)?)?;
    Some(first.start..last.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{barber, restaurant};

    #[test]
    fn things_are_named_with_their_places() {
        for (business, text, expected) in [
            (barber(), "A haircut with Maria please", "service:haircut:2-9 staff:Maria:15-20"),
            (
                restaurant(),
                "Él dice: a table for two adults and a child",
                "party_size:two adults and a child:21-43",
            ),
            (barber(), "mail ann.lee@example.com ok", "email:ann.lee@example.com:5-24"),
            (barber(), "it's $12.50", "money:$12.50:5-11"),
            (barber(), "my number is 816 555 0177", "phone:816 555 0177:13-25"),
            (barber(), "My name is Rosa Whitfield", "person_name:Rosa Whitfield:11-25"),
            (barber(), "", ""),
            (barber(), "hello there", ""),
        ] {
            let context = Context { business: &business, asked: None };
            let found = entities(text, &Words::of(text), &context);
            let shown: Vec<String> = found
                .iter()
                .map(|it| {
                    let kind = serde_json::to_value(it.kind).unwrap();
                    format!("{}:{}:{}-{}", kind.as_str().unwrap(), it.text, it.start, it.end)
                })
                .collect();
            assert_eq!(shown.join(" "), expected, "{text}");
        }
    }
}
