//! Small businesses for tests.

use std::sync::Arc;

use jiff::Zoned;
use jiff::civil::{Date, Time, Weekday};
use kernel::{IdSource, Money, SeededIds};

use crate::{
    Briefing, BusinessFacts, CallerFacts, DayHours, Fact, Lexicon, ServiceFact, StaffFact, Style,
    Vertical,
};

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

fn hours(spans: &str, weekend: &str) -> Vec<DayHours> {
    let read = |text: &str| -> Vec<(Time, Time)> {
        let time = |text: &str| text.parse::<Time>().unwrap();
        text.split(' ')
            .filter(|span| !span.is_empty())
            .map(|span| span.split_once('-').unwrap())
            .map(|(from, to)| (time(from), time(to)))
            .collect()
    };
    WEEK.into_iter()
        .map(|weekday| DayHours {
            weekday,
            spans: match weekday {
                Weekday::Sunday => Vec::new(),
                Weekday::Saturday => read(weekend),
                _ => read(spans),
            },
        })
        .collect()
}

fn service(ids: &dyn IdSource, name: &str, aliases: &str, price: &str) -> ServiceFact {
    ServiceFact {
        id: ids.next(),
        name: name.to_owned(),
        aliases: aliases.split(", ").filter(|it| !it.is_empty()).map(str::to_owned).collect(),
        minutes: 30,
        price: price.parse::<Money>().ok(),
    }
}

fn fact(question: &str, answer: &str) -> Fact {
    Fact { question: question.to_owned(), answer: answer.to_owned() }
}

/// A barber with two people, five services and two answers.
pub(crate) fn barber() -> BusinessFacts {
    let ids: &dyn IdSource = &SeededIds::new(7);
    let services = vec![
        service(ids, "Haircut", "trim, cut", "30.00 USD"),
        service(ids, "Haircut and beard", "cut and beard, hair and beard", "45.00 USD"),
        service(ids, "Beard trim", "beard", "15.00 USD"),
        service(ids, "Hot towel shave", "shave", "40.00 USD"),
        service(ids, "Kids' cut", "child's haircut", ""),
    ];
    let all = services.iter().map(|service| service.id).collect();
    let staff = vec![
        StaffFact { id: ids.next(), name: "Sam".to_owned(), services: all },
        StaffFact {
            id: ids.next(),
            name: "Maria".to_owned(),
            services: services.iter().take(1).map(|service| service.id).collect(),
        },
    ];
    BusinessFacts {
        name: "Corner Barbers".to_owned(),
        vertical: Vertical::Salon,
        agent_name: "Robin".to_owned(),
        greeting: None,
        style: Style::Friendly,
        languages: vec!["en-US".parse().unwrap()],
        address: Some("12 Mill Street, Merriam".to_owned()),
        services,
        staff,
        hours: hours("09:00-17:00", "09:00-13:00"),
        closed: vec![(Date::constant(2026, 12, 25), "Christmas Day".to_owned())],
        faqs: vec![
            fact("Do you take walk-ins?", "Yes, we take walk-ins until four o'clock."),
            fact("Where can I park?", "There is free parking behind the shop."),
        ],
        emergency_phrases: Vec::new(),
        never_say: vec!["the alarm code".to_owned()],
        recording: false,
        cancel_hours: 24,
        horizon_days: 60,
        emergency_number: "911",
        lexicon: Lexicon::default(),
    }
}

/// A plumber who works alone and has emergencies.
pub(crate) fn plumber() -> BusinessFacts {
    let ids: &dyn IdSource = &SeededIds::new(8);
    BusinessFacts {
        name: "Prairie Plumbing".to_owned(),
        vertical: Vertical::Plumber,
        services: vec![
            service(ids, "Faucet repair", "leaky tap, dripping faucet", "120.00 USD"),
            service(ids, "Drain cleaning", "clogged drain, blocked drain", ""),
            service(ids, "Water heater service", "no hot water, water heater repair", ""),
        ],
        staff: Vec::new(),
        hours: hours("08:00-12:00 13:00-17:00", ""),
        emergency_phrases: vec!["burst pipe".to_owned(), "no heat".to_owned()],
        faqs: vec![fact("Do you give free estimates?", "Yes, within twenty miles.")],
        recording: true,
        style: Style::Professional,
        ..barber()
    }
}

/// A restaurant in Madrid that answers in British English; its tables are what is booked.
pub(crate) fn restaurant() -> BusinessFacts {
    let ids: &dyn IdSource = &SeededIds::new(9);
    BusinessFacts {
        name: "Casa Almendro".to_owned(),
        vertical: Vertical::Restaurant,
        languages: vec!["en-GB".parse().unwrap(), "es-ES".parse().unwrap()],
        services: vec![
            service(ids, "Table for two", "table for 2", ""),
            service(ids, "Table for four", "table for 4", ""),
            service(ids, "Table for six", "table for 6", ""),
        ],
        staff: Vec::new(),
        hours: hours("13:00-16:00 20:00-00:00", "13:00-16:30 20:00-00:00"),
        emergency_number: "112",
        ..barber()
    }
}

/// The barber, where the day comes before the month.
pub(crate) fn in_britain() -> BusinessFacts {
    BusinessFacts { languages: vec!["en-GB".parse().unwrap()], emergency_number: "999", ..barber() }
}

/// What a policy is told by an open business about a caller with a number.
pub(crate) fn briefing(business: BusinessFacts, now: &str) -> Briefing {
    let now: Zoned = now.parse().unwrap();
    Briefing {
        now,
        business: Arc::new(business),
        caller: CallerFacts {
            number: Some("+18165550142".parse().unwrap()),
            name: None,
            past_calls: Vec::new(),
        },
        open_now: true,
        can_transfer: true,
        can_book: true,
    }
}

/// Tuesday morning in Kansas City.
pub(crate) const TUESDAY: &str = "2026-03-03T10:00:00-06:00[America/Chicago]";
