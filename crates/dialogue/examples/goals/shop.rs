//! A small business.

use frontdesk_dialogue::{BusinessFacts, DayHours, Lexicon, ServiceFact, Style, Vertical};
use jiff::civil::{Time, Weekday};
use kernel::{IdSource, Language, SeededIds};

/// A barber's with one service, open every day from nine to five.
pub(crate) fn shop() -> Result<BusinessFacts, Box<dyn std::error::Error>> {
    let seeded = SeededIds::new(1);
    let ids: &dyn IdSource = &seeded;
    let haircut = ServiceFact {
        id: ids.next(),
        name: "Haircut".to_owned(),
        aliases: vec!["trim".to_owned()],
        minutes: 30,
        price: Some("30.00 USD".parse()?),
    };
    let open = (Time::constant(9, 0, 0, 0), Time::constant(17, 0, 0, 0));
    let day = |weekday| DayHours { weekday, spans: vec![open] };
    Ok(BusinessFacts {
        name: "Corner Barbers".to_owned(),
        vertical: Vertical::Salon,
        agent_name: "Robin".to_owned(),
        greeting: None,
        style: Style::Friendly,
        languages: vec![Language::english()],
        address: None,
        services: vec![haircut],
        staff: Vec::new(),
        hours: Weekday::Monday.cycle_forward().take(7).map(day).collect(),
        closed: Vec::new(),
        faqs: Vec::new(),
        emergency_phrases: Vec::new(),
        never_say: Vec::new(),
        recording: false,
        cancel_hours: 24,
        horizon_days: 60,
        emergency_number: "911",
        lexicon: Lexicon::default(),
    })
}
