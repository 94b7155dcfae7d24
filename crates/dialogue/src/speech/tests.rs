//! Every message in every language, every manner, every way.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{date, time};

use super::bundles::{catalogue, files};
use super::{Dialect, Joint, Medium, Message, Tongue, Value, Voice};
use crate::briefing::Style;

const STYLES: [Style; 3] = [Style::Friendly, Style::Professional, Style::Casual];

fn voice(dialect: Dialect, medium: Medium) -> Voice {
    Voice { dialect, style: Style::Friendly, medium, pick: 0 }
}

/// The ids of a language's files, each with the variables of its words.
fn written(tongue: Tongue) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, text) in files(tongue) {
        let resource = fluent_bundle::FluentResource::try_new(text.to_owned());
        assert!(resource.is_ok(), "{tongue:?} {name}: {:?}", resource.err().map(|(_, why)| why));
        let mut id = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(|first: char| first.is_ascii_lowercase()) {
                line.split_once(" =").unwrap().0.clone_into(&mut id);
                assert!(!found.contains_key(&id), "{tongue:?} {name}: {id} twice");
                found.insert(id.clone(), BTreeSet::new());
            }
            for piece in line.split('$').skip(1) {
                let end = piece.find(|it: char| !it.is_ascii_lowercase()).unwrap_or(piece.len());
                found.get_mut(&id).unwrap().insert(piece[..end].to_owned());
            }
        }
    }
    found
}

#[test]
fn every_message_stands_in_every_language_with_the_same_variables() {
    for tongue in Tongue::ALL {
        let mut written = written(tongue);
        for message in Message::all() {
            let wanted: BTreeSet<String> =
                message.variables().iter().map(|&name| name.to_owned()).collect();
            let found = written.remove(message.id());
            assert_eq!(found, Some(wanted), "{tongue:?} {}", message.id());
        }
        assert!(written.is_empty(), "{tongue:?} has what nothing says: {written:?}");
    }
}

#[test]
fn every_message_is_said_somewhere() {
    fn read(folder: &std::path::Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, all);
            } else {
                all.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut rules = String::new();
    read(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules"), &mut rules);
    let said: BTreeSet<&str> = rules
        .split("Message::")
        .skip(1)
        .map(|rest| rest.split(|it: char| !it.is_alphanumeric()).next().unwrap_or_default())
        .collect();
    let unsaid: Vec<_> =
        Message::all().filter(|it| !said.contains(format!("{it:?}").as_str())).collect();
    assert!(unsaid.is_empty(), "never said: {unsaid:?}");
}

#[test]
fn every_way_to_say_a_message_renders() {
    // What a variable may hold where words are chosen by it; anything does elsewhere.
    let values: [(&str, &[Value<'_>]); 2] = [
        ("count", &[Value::from(1), Value::from(2), Value::from(12)]),
        ("relation", &[Value::from("son"), Value::from("mother"), Value::from("other")]),
    ];
    let anything = [Value::from("Ana & Co <b>"), Value::from(7)];
    for dialect in Dialect::ALL {
        for (style, medium) in
            STYLES.into_iter().flat_map(|it| [(it, Medium::Speech), (it, Medium::Text)])
        {
            for message in Message::all() {
                let ways = catalogue(dialect.tongue()).count(message, style, medium);
                assert!(ways > 0, "{dialect:?} {}", message.id());
                let mut seen = BTreeSet::new();
                for pick in 0..u64::try_from(ways).unwrap() {
                    let voice = Voice { dialect, style, medium, pick };
                    for round in 0..3 {
                        let args: Vec<(&'static str, Value<'_>)> = message
                            .variables()
                            .iter()
                            .map(|&name| {
                                let own = values.iter().find(|(it, _)| *it == name);
                                let own = own.map_or(&anything[..], |(_, values)| values);
                                (name, own[round % own.len()].clone())
                            })
                            .collect();
                        let said = voice.say(message, &args);
                        assert!(!said.trim().is_empty(), "{dialect:?} {}", message.id());
                        assert!(!said.contains(['{', '}']), "{dialect:?} {}: {said}", message.id());
                        if round == 0 {
                            assert!(seen.insert(said), "{dialect:?} {} twice", message.id());
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn questions_that_may_have_to_be_asked_again_have_two_ways() {
    for tongue in Tongue::ALL {
        for message in Message::all().filter(|it| it.id().ends_with("-again")) {
            if matches!(message, Message::GreetingAgain | Message::OfferWaitlistAgain) {
                continue;
            }
            let ways = catalogue(tongue).count(message, Style::Friendly, Medium::Speech);
            assert!(ways >= 2, "{tongue:?} {}", message.id());
        }
    }
}

#[test]
fn times_are_said_as_people_say_them() {
    use Dialect::{AmericanEnglish, AmericanSpanish, BritishEnglish, EuropeanSpanish, French};
    for (dialect, hour, minute, spoken, text) in [
        (AmericanEnglish, 15, 0, "3 PM", "3 PM"),
        (AmericanEnglish, 15, 30, "3:30 PM", "3:30 PM"),
        (AmericanEnglish, 12, 0, "noon", "12 PM"),
        (AmericanEnglish, 0, 0, "midnight", "12 AM"),
        (BritishEnglish, 15, 30, "half past three", "15:30"),
        (BritishEnglish, 8, 45, "quarter to nine in the morning", "08:45"),
        (BritishEnglish, 20, 15, "quarter past eight in the evening", "20:15"),
        (BritishEnglish, 11, 45, "quarter to twelve in the morning", "11:45"),
        (EuropeanSpanish, 13, 0, "la una de la tarde", "13:00"),
        (EuropeanSpanish, 15, 30, "las tres y media de la tarde", "15:30"),
        (EuropeanSpanish, 15, 45, "las cuatro menos cuarto de la tarde", "15:45"),
        (EuropeanSpanish, 12, 45, "la una menos cuarto del mediodía", "12:45"),
        (EuropeanSpanish, 0, 0, "las doce de la noche", "00:00"),
        (AmericanSpanish, 15, 45, "las tres cuarenta y cinco de la tarde", "3:45 p. m."),
        (AmericanSpanish, 10, 5, "las diez y cinco de la mañana", "10:05 a. m."),
        (French, 15, 30, "quinze heures trente", "15 h 30"),
        (French, 12, 30, "midi trente", "12 h 30"),
        (French, 1, 0, "une heure", "1 h"),
        (French, 21, 21, "vingt et une heures vingt et une", "21 h 21"),
        (French, 18, 45, "dix-huit heures quarante-cinq", "18 h 45"),
    ] {
        let at = time(hour, minute, 0, 0);
        assert_eq!(voice(dialect, Medium::Speech).time(at), spoken);
        assert_eq!(voice(dialect, Medium::Text).time(at), text);
    }
}

#[test]
fn every_minute_of_a_day_has_its_own_name() {
    for dialect in Dialect::ALL {
        for medium in [Medium::Speech, Medium::Text] {
            let voice = voice(dialect, medium);
            let names: BTreeSet<String> = (0..1440_i16)
                .map(|it| {
                    let (hour, minute) = (it / 60, it % 60);
                    voice.time(time(hour.try_into().unwrap(), minute.try_into().unwrap(), 0, 0))
                })
                .collect();
            assert_eq!(names.len(), 1440, "{dialect:?}");
        }
    }
}

#[test]
fn days_are_said_as_people_say_them() {
    use Dialect::{AmericanEnglish, AmericanSpanish, BritishEnglish, EuropeanSpanish, French};
    let (today, half_four) = (date(2026, 3, 3), time(15, 30, 0, 0));
    for (dialect, day, spoken, text) in [
        (AmericanEnglish, date(2026, 3, 3), "today at 3:30 PM", "today, 3:30 PM"),
        (
            AmericanEnglish,
            date(2026, 3, 4),
            "tomorrow, Wednesday at 3:30 PM",
            "tomorrow, Wednesday, 3:30 PM",
        ),
        (
            AmericanEnglish,
            date(2026, 3, 22),
            "on Sunday, March 22nd at 3:30 PM",
            "on Sun, Mar 22, 3:30 PM",
        ),
        (
            BritishEnglish,
            date(2026, 3, 11),
            "on Wednesday the 11th of March at half past three",
            "on Wed 11 Mar, 15:30",
        ),
        (
            EuropeanSpanish,
            date(2026, 3, 4),
            "mañana miércoles a las tres y media de la tarde",
            "mañana miércoles, 15:30",
        ),
        (
            EuropeanSpanish,
            date(2026, 5, 1),
            "el viernes 1 de mayo a las tres y media de la tarde",
            "vie 1 may, 15:30",
        ),
        (
            AmericanSpanish,
            date(2026, 5, 1),
            "el viernes primero de mayo a las tres y media de la tarde",
            "vie 1 may, 3:30 p. m.",
        ),
        (
            French,
            date(2026, 3, 10),
            "le mardi 10 mars à quinze heures trente",
            "mar. 10 mars, 15 h 30",
        ),
        (
            French,
            date(2026, 11, 1),
            "le dimanche premier novembre à quinze heures trente",
            "dim. 1 nov., 15 h 30",
        ),
    ] {
        assert_eq!(voice(dialect, Medium::Speech).on_moment(day, half_four, today), spoken);
        assert_eq!(voice(dialect, Medium::Text).on_moment(day, half_four, today), text);
    }
    let times = [time(9, 0, 0, 0), time(13, 0, 0, 0)];
    let morning = [time(9, 0, 0, 0), time(9, 30, 0, 0), time(13, 0, 0, 0)];
    assert_eq!(
        voice(EuropeanSpanish, Medium::Speech).day_with(date(2026, 3, 5), &morning, today),
        "el jueves 5 de marzo a las nueve, a las nueve y media de la mañana o a la una de la tarde"
    );
    let spanish = voice(EuropeanSpanish, Medium::Speech).day_with(date(2026, 3, 5), &times, today);
    assert_eq!(spanish, "el jueves 5 de marzo a las nueve de la mañana o a la una de la tarde");
}

#[test]
fn lists_prices_and_numbers_are_said_as_people_say_them() {
    use Dialect::{AmericanEnglish, AmericanSpanish, BritishEnglish, EuropeanSpanish, French};
    let said = |dialect| voice(dialect, Medium::Speech);
    let text = |dialect| voice(dialect, Medium::Text);
    let items = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(said(AmericanEnglish).list(&items("a b c"), Joint::Or), "a, b or c");
    assert_eq!(
        said(EuropeanSpanish).list(&items("corte hidratación"), Joint::And),
        "corte y hidratación".replace(" y ", " e ")
    );
    assert_eq!(said(EuropeanSpanish).list(&items("siete ocho"), Joint::Or), "siete u ocho");
    assert_eq!(said(French).list(&items("a b"), Joint::Or), "a ou b");
    for (dialect, amount, spoken, written) in [
        (AmericanEnglish, "30.00 USD", "30 dollars", "$30"),
        (BritishEnglish, "35.50 GBP", "35 pounds 50", "£35.50"),
        (EuropeanSpanish, "35.50 EUR", "35 euros con 50", "35,50 €"),
        (AmericanSpanish, "1.00 USD", "1 dólar", "$1"),
        (French, "0.50 EUR", "0 euro 50", "0,50 €"),
    ] {
        let amount = amount.parse().unwrap();
        assert_eq!(said(dialect).price(amount), spoken);
        assert_eq!(text(dialect).price(amount), written);
    }
    for (dialect, number, spoken) in [
        (AmericanEnglish, "+18165550177", "8 1 6, 5 5 5, 0 1 7 7"),
        (BritishEnglish, "+447700900123", "0 7 7 0 0, 9 0 0, 1 2 3"),
        (EuropeanSpanish, "+34612345678", "6 1 2, 3 4 5, 6 7 8"),
        (French, "+33612345678", "06, 12, 34, 56, 78"),
    ] {
        assert_eq!(said(dialect).phone(&number.parse().unwrap()), spoken);
    }
    assert_eq!(
        said(AmericanEnglish).spelled("O'Neil-Ray"),
        "O, apostrophe, N, E, I, L, hyphen, R, A, Y"
    );
    assert_eq!(
        said(EuropeanSpanish).email("ana.gil@example.es"),
        "ana punto gil arroba example punto es"
    );
    assert_eq!(
        said(AmericanEnglish).quote("write to ana@example.com or call 8165550177 by 5"),
        "write to ana at example dot com or call 8 1 6 5 5 5 0 1 7 7 by 5"
    );
    assert_eq!(text(French).quote("ana@example.com"), "ana@example.com");
    assert_eq!(
        said(AmericanEnglish).address("12 Mill St, Merriam, KS 66203"),
        "12 Mill Street, Merriam, KS 6 6 2 0 3"
    );
    assert_eq!(said(AmericanEnglish).address("4 St. Mary's Rd"), "4 St. Mary's Road");
}
