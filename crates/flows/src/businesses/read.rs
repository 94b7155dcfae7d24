//! Reads a business file: every value checked, every fault reported at once.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use kernel::{Language, PhoneNumber};
use scheduling::{BookingRules, ClosedDay, Span, WeekHours};
use tenancy::{CallSettings, Retention, Settings};

use super::faults::{Fault, Faults};
use super::file::{Calls, Closed, File, Hours, Ring, ServiceSection};

/// A business file whose values are right.
#[derive(Debug, Clone)]
pub struct BusinessFile {
    /// The business's name.
    pub name: String,
    /// The number that customers call.
    pub phone: PhoneNumber,
    /// Its zone.
    pub timezone: TimeZone,
    /// The price book and the plan, where the file names one.
    pub plan: Option<WantedPlan>,
    /// Everything else about it.
    pub settings: Settings,
    /// When it is open.
    pub hours: WeekHours,
    /// When it is closed all the same.
    pub closed: Vec<ClosedDay>,
    /// By which rules it is booked.
    pub rules: BookingRules,
    /// What it does.
    pub services: Vec<ServiceEntry>,
    /// Who does it.
    pub staff: Vec<StaffEntry>,
}

/// The plan that a business is to be on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedPlan {
    /// The price book's id; none for the default one.
    pub book: Option<String>,
    /// The plan's id.
    pub plan: String,
}

/// A service of a business file.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "see `scheduling::Service`")]
pub struct ServiceEntry {
    pub name: String,
    pub aliases: Vec<String>,
    pub minutes: u16,
    pub buffer_minutes: u16,
    pub price: Option<kernel::Money>,
}

/// A member of staff of a business file.
#[derive(Debug, Clone)]
pub struct StaffEntry {
    /// The name.
    pub name: String,
    /// Places in the list of services; `None` means all.
    pub services: Option<Vec<usize>>,
    /// When they work; `None` means the business's hours.
    pub hours: Option<WeekHours>,
}

/// How many characters a name may have.
pub(crate) const NAME_CHARS_MAX: usize = 120;
/// How many characters a longer text may have.
pub(crate) const TEXT_CHARS_MAX: usize = 1_000;
/// How many entries a list may have.
pub(crate) const ENTRIES_MAX: usize = 200;

/// Reads a file.
pub fn read(text: &str) -> Result<BusinessFile, Vec<Fault>> {
    let file: File = toml::from_str(text).map_err(|error| vec![unreadable(text, &error)])?;
    let mut faults = Faults::default();
    let settings = settings(&file, &mut faults);
    let phone = faults.take("business.phone", PhoneNumber::parse(&file.business.phone));
    let timezone = faults.take("business.timezone", zone(&file.business.timezone));
    let plan = plan(&file, &mut faults);
    let hours = week("hours", &file.hours, &mut faults);
    let closed = closed("closed", &file.closed, &mut faults);
    let services = services(&file.services, &mut faults);
    let staff = staff(&file, &mut faults);
    rules(&file.booking, &mut faults);
    faults.into_result()?;
    let missing = |key: &str| vec![Fault { key: key.to_owned(), what: "is not valid".to_owned() }];
    Ok(BusinessFile {
        name: file.business.name.trim().to_owned(),
        phone: phone.ok_or_else(|| missing("business.phone"))?,
        timezone: timezone.ok_or_else(|| missing("business.timezone"))?,
        plan,
        settings,
        hours,
        closed,
        rules: file.booking,
        services,
        staff,
    })
}

/// What the parser says, with the line it stumbled over as the key where no better one is known.
fn unreadable(text: &str, error: &toml::de::Error) -> Fault {
    let line = error.span().map(|span| {
        let before = text.get(..span.start).unwrap_or_default();
        before.matches('\n').count() + 1
    });
    let key = line.map_or_else(|| "file".to_owned(), |line| format!("line {line}"));
    Fault { key, what: error.message().to_owned() }
}

/// Whether there is such a plan is known where price books are.
fn plan(file: &File, faults: &mut Faults) -> Option<WantedPlan> {
    let (book, plan) = (file.business.book.clone(), file.business.plan.clone());
    match (book, plan) {
        (book, Some(plan)) => Some(WantedPlan { book, plan }),
        (Some(_), None) => {
            faults.add("business.book", "needs a plan of that book beside it");
            None
        }
        (None, None) => None,
    }
}

pub(crate) fn zone(name: &str) -> Result<TimeZone, String> {
    TimeZone::get(name)
        .map_err(|_| format!("{name:?} is not a time zone; write one such as \"America/Chicago\""))
}

fn settings(file: &File, faults: &mut Faults) -> Settings {
    let business = &file.business;
    faults.text("business.name", &business.name, NAME_CHARS_MAX);
    let mut languages = Vec::new();
    for (place, tag) in business.languages.iter().enumerate() {
        languages
            .extend(faults.take(format!("business.languages[{place}]"), tag.parse::<Language>()));
    }
    if languages.is_empty() {
        languages.push(Language::english());
    }
    let owner_phone = business
        .owner_phone
        .as_deref()
        .and_then(|phone| faults.take("business.owner_phone", PhoneNumber::parse(phone)));
    if business.owner_email.as_deref().is_some_and(|email| !is_email(email)) {
        faults.add("business.owner_email", "is not an e-mail address");
    }
    for (place, faq) in file.faqs.iter().enumerate() {
        faults.text(format!("faqs[{place}].question"), &faq.question, TEXT_CHARS_MAX);
        faults.text(format!("faqs[{place}].answer"), &faq.answer, TEXT_CHARS_MAX);
    }
    let long = [
        ("faqs", file.faqs.len()),
        ("services", file.services.len()),
        ("staff", file.staff.len()),
        ("closed", file.closed.len()),
        ("emergency.phrases", file.emergency.phrases.len()),
        ("voice.never_say", file.voice.never_say.len()),
    ];
    for (key, count) in long {
        if count > ENTRIES_MAX {
            faults.add(key, format_args!("has more than {ENTRIES_MAX} entries"));
        }
    }
    if let Some(greeting) = &file.voice.greeting {
        faults.text("voice.greeting", greeting, TEXT_CHARS_MAX);
    }
    Settings {
        vertical: business.vertical,
        plan: String::new(),
        languages,
        owner_name: business.owner_name.clone(),
        owner_phone,
        owner_email: business.owner_email.clone(),
        address: business.address.clone(),
        agent_name: file.voice.agent_name.clone().unwrap_or_else(|| "Robin".to_owned()),
        greeting: file.voice.greeting.clone(),
        personality: file.voice.personality,
        never_say: file.voice.never_say.clone(),
        calls: calls(&file.calls, faults),
        emergency_phrases: file.emergency.phrases.clone(),
        faqs: file.faqs.clone(),
        // Nothing that a file says: see `import`.
        canned_replies: Vec::new(),
        retention: Retention::default(),
    }
}

pub(crate) fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
    })
}

fn calls(calls: &Calls, faults: &mut Faults) -> CallSettings {
    let mut transfer = Vec::new();
    for (place, ring) in calls.transfer.iter().enumerate() {
        let texts = match ring {
            Ring::One(text) => std::slice::from_ref(text),
            Ring::Together(texts) => texts.as_slice(),
        };
        if texts.is_empty() || texts.len() > 10 {
            faults.add(format!("calls.transfer[{place}]"), "must name 1 to 10 numbers");
        }
        let key = format!("calls.transfer[{place}]");
        transfer.push(
            texts
                .iter()
                .filter_map(|text| faults.take(key.as_str(), PhoneNumber::parse(text)))
                .collect(),
        );
    }
    CallSettings { transfer, after_hours: calls.after_hours, recording: calls.recording }
}

pub(crate) fn week(key: &str, hours: &Hours, faults: &mut Faults) -> WeekHours {
    let mut day = |name: &str, texts: &[String]| -> Vec<Span> {
        let mut spans = Vec::new();
        for (place, text) in texts.iter().enumerate() {
            spans.extend(faults.take(format!("{key}.{name}[{place}]"), text.parse::<Span>()));
        }
        spans
    };
    let hours = WeekHours {
        mon: day("mon", &hours.mon),
        tue: day("tue", &hours.tue),
        wed: day("wed", &hours.wed),
        thu: day("thu", &hours.thu),
        fri: day("fri", &hours.fri),
        sat: day("sat", &hours.sat),
        sun: day("sun", &hours.sun),
    };
    match hours.sorted() {
        Ok(hours) => hours,
        Err((weekday, error)) => {
            faults.add(format!("{key}.{}", day_name(weekday)), error);
            WeekHours::default()
        }
    }
}

const fn day_name(weekday: Weekday) -> &'static str {
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

pub(crate) fn closed(key: &str, days: &[Closed], faults: &mut Faults) -> Vec<ClosedDay> {
    let mut closed = Vec::new();
    for (place, day) in days.iter().enumerate() {
        faults.text(format!("{key}[{place}].name"), &day.name, NAME_CHARS_MAX);
        let date = day.date.parse().map_err(|_| "write a date that exists, as in \"2026-12-25\"");
        if let Some(date) = faults.take(format!("{key}[{place}].date"), date) {
            closed.push(ClosedDay { date, name: day.name.trim().to_owned() });
        }
    }
    closed.sort();
    closed
}

fn services(sections: &[ServiceSection], faults: &mut Faults) -> Vec<ServiceEntry> {
    let mut services: Vec<ServiceEntry> = Vec::new();
    for (place, section) in sections.iter().enumerate() {
        let key = |field: &str| format!("services[{place}].{field}");
        faults.text(key("name"), &section.name, NAME_CHARS_MAX);
        faults.range(key("minutes"), section.minutes, 5, 1_440);
        faults.range(key("buffer_minutes"), section.buffer_minutes, 0, 480);
        let name = section.name.trim().to_owned();
        if services.iter().any(|other| other.name.eq_ignore_ascii_case(&name)) {
            faults.add(key("name"), "is the name of another service");
        }
        let price = section
            .price
            .as_deref()
            .and_then(|price| faults.take(key("price"), price.parse::<kernel::Money>()));
        if price.is_some_and(|price| price.minor < 0) {
            faults.add(key("price"), "must not be negative");
        }
        services.push(ServiceEntry {
            name,
            aliases: section.aliases.clone(),
            minutes: u16::try_from(section.minutes).unwrap_or_default(),
            buffer_minutes: u16::try_from(section.buffer_minutes).unwrap_or_default(),
            price,
        });
    }
    services
}

fn staff(file: &File, faults: &mut Faults) -> Vec<StaffEntry> {
    let mut staff: Vec<StaffEntry> = Vec::new();
    for (place, section) in file.staff.iter().enumerate() {
        let key = |field: &str| format!("staff[{place}].{field}");
        faults.text(key("name"), &section.name, NAME_CHARS_MAX);
        let name = section.name.trim().to_owned();
        if staff.iter().any(|other| other.name.eq_ignore_ascii_case(&name)) {
            faults.add(key("name"), "is the name of somebody else");
        }
        let services = section.services.as_ref().map(|names| {
            let mut places = Vec::new();
            for (number, name) in names.iter().enumerate() {
                let known =
                    file.services.iter().position(|it| it.name.eq_ignore_ascii_case(name.trim()));
                let known = known.ok_or_else(|| format!("{name:?} is none of the services"));
                places.extend(faults.take(key(&format!("services[{number}]")), known));
            }
            places
        });
        let hours = section.hours.as_ref().map(|hours| week(&key("hours"), hours, faults));
        staff.push(StaffEntry { name, services, hours });
    }
    staff
}

pub(crate) fn rules(rules: &BookingRules, faults: &mut Faults) {
    faults.range("booking.lead_minutes", i64::from(rules.lead_minutes), 0, 43_200);
    faults.range("booking.horizon_days", i64::from(rules.horizon_days), 1, 730);
    faults.range("booking.step_minutes", i64::from(rules.step_minutes), 5, 480);
    faults.range("booking.cancel_hours", i64::from(rules.cancel_hours), 0, 720);
    faults.range("booking.hold_minutes", i64::from(rules.hold_minutes), 1, 60);
}
