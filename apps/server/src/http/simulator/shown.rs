//! What the page shows: the businesses, and what is in their books.

use flows::Card;
use jiff::Zoned;
use jiff::civil::Weekday;
use scheduling::hours::WEEK;
use serde::Serialize;
use tenancy::Vertical;

use super::{Answer, SimulatorRoutes, json};
use crate::http::problem::Problem;

#[derive(Serialize)]
struct List<T> {
    items: Vec<T>,
    next: Option<String>,
}

#[derive(Serialize)]
struct Business {
    id: String,
    name: String,
    vertical: Vertical,
    timezone: String,
    phone: String,
    languages: Vec<String>,
    agent_name: String,
    services: Vec<Service>,
    staff: Vec<String>,
    hours: Vec<Day>,
    open_now: bool,
    local_time: String,
    r#try: [String; 3],
}

#[derive(Serialize)]
struct Service {
    name: String,
    minutes: u16,
    price: Option<String>,
}

#[derive(Serialize)]
struct Day {
    day: &'static str,
    spans: Vec<String>,
}

#[derive(Serialize)]
struct Books {
    appointments: Vec<Appointment>,
    texts: Vec<Text>,
}

#[derive(Serialize)]
struct Appointment {
    id: String,
    start: String,
    end: String,
    service: String,
    staff: Option<String>,
    name: Option<String>,
    notes: Option<String>,
    status: scheduling::AppointmentStatus,
}

#[derive(Serialize)]
struct Text {
    direction: crm::Direction,
    body: String,
    status: crm::MessageStatus,
    at: String,
}

impl SimulatorRoutes {
    pub(super) async fn businesses(&self) -> Answer {
        let cards = self.flows.watch.businesses().await?;
        let now = self.flows.watch.clock.now();
        let items = cards.iter().map(|card| {
            let zone = card.catalogue.timezone.clone();
            business(card, &now.to_zoned(zone))
        });
        json(&List { items: items.collect(), next: None })
    }

    pub(super) async fn day(&self, business: &str) -> Answer {
        let id = business.parse().map_err(|_| Problem::not_found())?;
        let day = self.flows.watch.day(id).await?.ok_or_else(Problem::not_found)?;
        let appointments = day.appointments.into_iter().map(|it| Appointment {
            id: it.id.to_string(),
            start: rfc3339(&it.start),
            end: rfc3339(&it.end),
            service: it.service,
            staff: it.staff,
            name: it.name,
            notes: it.notes,
            status: it.status,
        });
        let texts = day.messages.into_iter().map(|it| Text {
            direction: it.direction,
            body: it.body,
            status: it.status,
            at: rfc3339(&it.at),
        });
        json(&Books { appointments: appointments.collect(), texts: texts.collect() })
    }
}

fn business(card: &Card, now: &Zoned) -> Business {
    let catalogue = &card.catalogue;
    let services = catalogue.services.iter().filter(|it| it.active).map(|it| Service {
        name: it.name.clone(),
        minutes: it.minutes,
        price: it.price.map(|price| price.to_string()),
    });
    let staff = catalogue.staff.iter().filter(|it| it.active && !it.implied);
    let hours = WEEK.iter().map(|weekday| Day {
        day: short(*weekday),
        spans: catalogue.hours.on(*weekday).iter().map(ToString::to_string).collect(),
    });
    Business {
        id: card.tenant.id.to_string(),
        name: card.tenant.name.clone(),
        vertical: card.tenant.settings.vertical,
        timezone: catalogue.timezone.iana_name().unwrap_or("UTC").to_owned(),
        phone: card.tenant.phone.to_string(),
        languages: card.facts.languages.iter().map(|it| it.tag().to_owned()).collect(),
        agent_name: card.tenant.settings.agent_name.clone(),
        services: services.collect(),
        staff: staff.map(|it| it.name.clone()).collect(),
        hours: hours.collect(),
        open_now: scheduling::is_open(catalogue, now),
        local_time: rfc3339(now),
        r#try: examples(card),
    }
}

/// What a visitor may try to say.
fn examples(card: &Card) -> [String; 3] {
    let mut services = card.catalogue.services.iter().filter(|it| it.active);
    let service =
        services.next().map_or_else(|| "appointment".to_owned(), |it| it.name.to_lowercase());
    let faq = card.facts.faqs.first().map(|faq| faq.question.clone());
    let [book, ask, other] = match card.tenant.settings.vertical {
        Vertical::Salon => [
            format!("Could I get a {service} tomorrow afternoon?"),
            "How late are you open on Saturday?".to_owned(),
            "I need to move my appointment.".to_owned(),
        ],
        Vertical::Plumber => [
            format!("I'd like to book a {service} for tomorrow morning."),
            "A pipe has burst and there's water everywhere!".to_owned(),
            "Can somebody call me back?".to_owned(),
        ],
        Vertical::Clinic => [
            format!("I'd like to come in for a {service} next week."),
            format!("What does a {service} cost?"),
            "I have to cancel my appointment.".to_owned(),
        ],
        Vertical::Restaurant => [
            "A table for four on Friday at seven, please.".to_owned(),
            "Are you open on Sunday?".to_owned(),
            "Can I speak to somebody?".to_owned(),
        ],
        Vertical::Retail => [
            format!("Can I book a {service} for Saturday?"),
            "Where are you?".to_owned(),
            "Can I leave a message for the owner?".to_owned(),
        ],
        Vertical::General => [
            format!("I'd like to book a {service}."),
            "When are you open?".to_owned(),
            "Can I leave a message?".to_owned(),
        ],
    };
    [book, faq.unwrap_or(ask), other]
}

const fn short(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "mon",
        Weekday::Tuesday => "tue",
        Weekday::Wednesday => "wed",
        Weekday::Thursday => "thu",
        Weekday::Friday => "fri",
        Weekday::Saturday => "sat",
        Weekday::Sunday => "sun",
    }
}

/// RFC 3339 with the business's offset.
fn rfc3339(at: &Zoned) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
