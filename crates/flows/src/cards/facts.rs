//! What may be said about a business, out of what is stored.

use dialogue::{BusinessFacts, DayHours, Fact, ServiceFact, StaffFact, Style, Vertical};
use jiff::civil::Time;
use scheduling::{Catalogue, Span, hours::WEEK};
use tenancy::{Personality, Tenant};

/// The facts that a policy may use.
pub(super) fn of(tenant: &Tenant, catalogue: &Catalogue) -> BusinessFacts {
    let settings = &tenant.settings;
    let mut closed: Vec<_> =
        catalogue.closed.iter().map(|day| (day.date, day.name.clone())).collect();
    closed.sort();
    BusinessFacts {
        name: tenant.name.clone(),
        vertical: vertical(settings.vertical),
        agent_name: settings.agent_name.clone(),
        greeting: settings.greeting.clone(),
        style: match settings.personality {
            Personality::Friendly => Style::Friendly,
            Personality::Professional => Style::Professional,
            Personality::Casual => Style::Casual,
        },
        languages: settings.languages.clone(),
        address: settings.address.clone(),
        services: services(catalogue),
        staff: staff(catalogue),
        hours: WEEK
            .into_iter()
            .map(|weekday| DayHours {
                weekday,
                spans: catalogue.hours.on(weekday).iter().map(|span| times(*span)).collect(),
            })
            .collect(),
        closed,
        faqs: settings
            .faqs
            .iter()
            .map(|faq| Fact { question: faq.question.clone(), answer: faq.answer.clone() })
            .collect(),
        emergency_phrases: settings.emergency_phrases.clone(),
        never_say: settings.never_say.clone(),
        recording: settings.calls.recording,
        cancel_hours: catalogue.rules.cancel_hours,
        horizon_days: catalogue.rules.horizon_days,
        emergency_number: emergency_number(tenant.phone.as_str()),
        lexicon: dialogue::Lexicon::default(),
    }
}

/// What the business does, in the words of a conversation.
const fn vertical(vertical: tenancy::Vertical) -> Vertical {
    match vertical {
        tenancy::Vertical::Salon => Vertical::Salon,
        tenancy::Vertical::Plumber => Vertical::Plumber,
        tenancy::Vertical::Clinic => Vertical::Clinic,
        tenancy::Vertical::Restaurant => Vertical::Restaurant,
        tenancy::Vertical::Retail => Vertical::Retail,
        tenancy::Vertical::General => Vertical::General,
    }
}

fn services(catalogue: &Catalogue) -> Vec<ServiceFact> {
    let active = catalogue.services.iter().filter(|service| service.active);
    active
        .map(|service| ServiceFact {
            id: service.id,
            name: service.name.clone(),
            aliases: service.aliases.clone(),
            minutes: service.minutes,
            price: service.price,
        })
        .collect()
}

fn staff(catalogue: &Catalogue) -> Vec<StaffFact> {
    let named = catalogue.staff.iter().filter(|staff| staff.active && !staff.implied);
    named
        .map(|staff| StaffFact {
            id: staff.id,
            name: staff.name.clone(),
            services: catalogue
                .services
                .iter()
                .filter(|service| staff.does(service.id))
                .map(|service| service.id)
                .collect(),
        })
        .collect()
}

fn times(span: Span) -> (Time, Time) {
    (clock(span.start()), clock(span.end()))
}

/// The wall clock time so many minutes after midnight; midnight again for the end of a day.
fn clock(minute: u16) -> Time {
    let minute = minute % 1_440;
    let part = |value: u16| i8::try_from(value).unwrap_or_default();
    Time::new(part(minute / 60), part(minute % 60), 0, 0).unwrap_or_default()
}

/// Whom to call in danger of life, where the business is.
///
/// Source: ITU-T E.161.1 and the national numbering plans; 112 works on mobile networks elsewhere.
fn emergency_number(phone: &str) -> &'static str {
    const BY_COUNTRY: [(&str, &str); 4] =
        [("+1", "911"), ("+44", "999"), ("+61", "000"), ("+64", "111")];
    BY_COUNTRY.iter().find(|(code, _)| phone.starts_with(code)).map_or("112", |(_, number)| number)
}
