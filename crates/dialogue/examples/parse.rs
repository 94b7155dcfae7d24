//! What "next Tuesday half three" means to a small business.
//!
//! `cargo run -p frontdesk-dialogue --example parse`, with other words as arguments if you like.

#![expect(clippy::print_stdout, reason = "an example in a terminal")]

use frontdesk_dialogue::understand::{Context, understand};
use frontdesk_dialogue::{BusinessFacts, DayHours, Lexicon, ServiceFact, Style, Vertical};
use jiff::Zoned;
use jiff::civil::{Time, Weekday};
use kernel::{IdSource, Language, SeededIds};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let said: Vec<String> = std::env::args().skip(1).collect();
    let said = if said.is_empty() { "next Tuesday half three".to_owned() } else { said.join(" ") };
    let business = business()?;
    let now: Zoned = "2026-03-03T09:00:00-06:00[America/Chicago]".parse()?;
    let context = Context {
        business: &business,
        now: &now,
        language: None,
        previous: Some("What day and time would you like?"),
        asked: None,
    };
    let understood = understand(&said, &context);
    println!("{}", serde_json::to_string_pretty(&understood)?);
    Ok(())
}

fn business() -> Result<BusinessFacts, Box<dyn std::error::Error>> {
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
