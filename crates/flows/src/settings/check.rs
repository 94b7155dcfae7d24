//! What is right of a document, or everything that is wrong with it.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::{Language, PhoneNumber};
use scheduling::{BookingRules, Catalogue, ClosedDay, WeekHours};
use tenancy::{CallSettings, CannedReply, Faq, Retention, retention::Keeping};

use super::document::{Booking, BusinessSettings, Keep};
use crate::businesses::faults::{Fault, Faults};
use crate::businesses::read::{
    self, ENTRIES_MAX, NAME_CHARS_MAX, TEXT_CHARS_MAX, closed, is_email, week, zone,
};

mod offered;

pub use offered::{RightService, RightStaff};

/// How many languages a business speaks at most.
const LANGUAGES_MAX: usize = 10;
/// How many groups are rung one after the other.
const GROUPS_MAX: usize = 10;
/// How many numbers ring at once.
const RING_MAX: usize = 10;

/// A document whose values are right.
#[derive(Debug, Clone)]
pub struct Right {
    /// The business's name.
    pub name: String,
    /// Its zone.
    pub timezone: TimeZone,
    /// Everything about it but services and hours. The plan in it is empty.
    pub settings: tenancy::Settings,
    /// When it is open.
    pub hours: WeekHours,
    /// When it is closed all the same.
    pub closed: Vec<ClosedDay>,
    /// By which rules it is booked.
    pub rules: BookingRules,
    /// What it does.
    pub services: Vec<RightService>,
    /// Who does it.
    pub staff: Vec<RightStaff>,
}

/// Checks a document. Ids in it are those of `known`, removed ones included.
///
/// # Errors
/// Every fault, with the path of its field: `services[1].minutes`.
pub fn check(document: &BusinessSettings, known: &Catalogue) -> Result<Right, Vec<Fault>> {
    let mut faults = Faults::default();
    let timezone = faults.take("profile.timezone", zone(&document.profile.timezone));
    let settings = settings(document, &mut faults);
    let hours = week("hours", &document.hours, &mut faults);
    let closed = closed_days(document, &mut faults);
    let rules = rules(&document.booking, &mut faults);
    let services = offered::services(document, known, &mut faults);
    let staff = offered::staff(document, known, &mut faults);
    faults.into_result()?;
    let missing = || Fault { key: "profile.timezone".to_owned(), what: "is missing".to_owned() };
    Ok(Right {
        name: document.profile.name.trim().to_owned(),
        timezone: timezone.ok_or_else(|| vec![missing()])?,
        settings,
        hours,
        closed,
        rules,
        services,
        staff,
    })
}

fn settings(document: &BusinessSettings, faults: &mut Faults) -> tenancy::Settings {
    let BusinessSettings { profile, voice, .. } = document;
    line(faults, "profile.name", &profile.name, NAME_CHARS_MAX);
    let address = optional(faults, "profile.address", profile.address.as_deref(), TEXT_CHARS_MAX);
    let owner_name =
        optional(faults, "profile.owner_name", profile.owner_name.as_deref(), NAME_CHARS_MAX);
    let owner_phone = profile.owner_phone.as_deref();
    let owner_phone =
        owner_phone.and_then(|phone| faults.take("profile.owner_phone", PhoneNumber::parse(phone)));
    line(faults, "voice.agent_name", &voice.agent_name, NAME_CHARS_MAX);
    let greeting = optional(faults, "voice.greeting", voice.greeting.as_deref(), TEXT_CHARS_MAX);
    tenancy::Settings {
        vertical: profile.vertical,
        plan: String::new(),
        languages: languages(&profile.languages, faults),
        owner_name,
        owner_phone,
        owner_email: email(profile.owner_email.as_deref(), faults),
        address,
        agent_name: voice.agent_name.trim().to_owned(),
        greeting,
        personality: voice.personality,
        never_say: lines(faults, "voice.never_say", &voice.never_say),
        calls: calls(document, faults),
        emergency_phrases: lines(faults, "emergency_phrases", &document.emergency_phrases),
        faqs: faqs(document, faults),
        canned_replies: replies(document, faults),
        retention: retention(&document.retention, faults),
    }
}

/// A text of 1 to `chars_max` characters that can be spoken and stored.
fn line(faults: &mut Faults, key: &str, text: &str, chars_max: usize) {
    faults.text(key, text, chars_max);
    let is_odd = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
    if text.contains(is_odd) {
        faults.add(key, "must not have control characters");
    }
}

fn optional(
    faults: &mut Faults,
    key: &str,
    text: Option<&str>,
    chars_max: usize,
) -> Option<String> {
    let text = text?;
    line(faults, key, text, chars_max);
    Some(text.trim().to_owned())
}

fn lines(faults: &mut Faults, key: &str, texts: &[String]) -> Vec<String> {
    entries(faults, key, texts.len());
    for (place, text) in texts.iter().enumerate() {
        line(faults, &format!("{key}[{place}]"), text, TEXT_CHARS_MAX);
    }
    texts.iter().map(|text| text.trim().to_owned()).collect()
}

fn entries(faults: &mut Faults, key: &str, count: usize) {
    if count > ENTRIES_MAX {
        faults.add(key, format_args!("has more than {ENTRIES_MAX} entries"));
    }
}

fn languages(tags: &[String], faults: &mut Faults) -> Vec<Language> {
    let key = "profile.languages";
    if tags.is_empty() || tags.len() > LANGUAGES_MAX {
        faults.add(key, format_args!("must name 1 to {LANGUAGES_MAX} languages"));
    }
    let mut languages: Vec<Language> = Vec::new();
    for (place, tag) in tags.iter().enumerate() {
        let key = format!("{key}[{place}]");
        let Some(language) = faults.take(key.as_str(), tag.parse::<Language>()) else { continue };
        if languages.contains(&language) {
            faults.add(key, "is there twice");
        }
        languages.push(language);
    }
    languages
}

fn email(text: Option<&str>, faults: &mut Faults) -> Option<String> {
    let text = text?.trim();
    if !is_email(text) || text.chars().any(char::is_control) || text.len() > 254 {
        faults.add("profile.owner_email", "is not an e-mail address");
    }
    Some(text.to_owned())
}

fn calls(document: &BusinessSettings, faults: &mut Faults) -> CallSettings {
    let calls = &document.calls;
    if calls.transfer.len() > GROUPS_MAX {
        faults.add("calls.transfer", format_args!("has more than {GROUPS_MAX} groups"));
    }
    let mut transfer = Vec::new();
    for (place, group) in calls.transfer.iter().enumerate() {
        let key = format!("calls.transfer[{place}]");
        if group.is_empty() || group.len() > RING_MAX {
            faults.add(key.as_str(), format_args!("must name 1 to {RING_MAX} numbers"));
        }
        let numbers = group.iter().enumerate().filter_map(|(number, text)| {
            faults.take(format!("{key}[{number}]"), PhoneNumber::parse(text))
        });
        transfer.push(numbers.collect());
    }
    CallSettings { transfer, after_hours: calls.after_hours, recording: calls.recording }
}

fn faqs(document: &BusinessSettings, faults: &mut Faults) -> Vec<Faq> {
    entries(faults, "faqs", document.faqs.len());
    let mut faqs = Vec::new();
    for (place, faq) in document.faqs.iter().enumerate() {
        line(faults, &format!("faqs[{place}].question"), &faq.question, TEXT_CHARS_MAX);
        line(faults, &format!("faqs[{place}].answer"), &faq.answer, TEXT_CHARS_MAX);
        let (question, answer) = (faq.question.trim(), faq.answer.trim());
        faqs.push(Faq { question: question.to_owned(), answer: answer.to_owned() });
    }
    faqs
}

fn replies(document: &BusinessSettings, faults: &mut Faults) -> Vec<CannedReply> {
    entries(faults, "canned_replies", document.canned_replies.len());
    let mut replies: Vec<CannedReply> = Vec::new();
    for (place, reply) in document.canned_replies.iter().enumerate() {
        let key = format!("canned_replies[{place}].name");
        line(faults, &key, &reply.name, NAME_CHARS_MAX);
        line(faults, &format!("canned_replies[{place}].text"), &reply.text, TEXT_CHARS_MAX);
        let (name, text) = (reply.name.trim(), reply.text.trim());
        if replies.iter().any(|other| other.name.eq_ignore_ascii_case(name)) {
            faults.add(key, "is the name of another reply");
        }
        replies.push(CannedReply { name: name.to_owned(), text: text.to_owned() });
    }
    replies
}

fn retention(keep: &Keep, faults: &mut Faults) -> Retention {
    let mut days = |name: &str, wanted: Option<i64>, keeping: Keeping| {
        let wanted = wanted?;
        faults.range(format!("retention.{name}"), wanted, keeping.min.into(), keeping.max.into());
        u16::try_from(wanted).ok()
    };
    let retention = Retention {
        recordings: days("recordings", keep.recordings, Retention::RECORDINGS),
        transcripts: days("transcripts", keep.transcripts, Retention::TRANSCRIPTS),
        calls: days("calls", keep.calls, Retention::CALLS),
        raw_webhooks: days("raw_webhooks", keep.raw_webhooks, Retention::RAW_WEBHOOKS),
    };
    for (name, wanted) in
        [("recordings", retention.recordings), ("transcripts", retention.transcripts)]
    {
        if wanted.is_some_and(|wanted| wanted > retention.calls()) {
            let what = format_args!("must not outlive calls: at most {}", retention.calls());
            faults.add(format!("retention.{name}"), what);
        }
    }
    retention
}

fn closed_days(document: &BusinessSettings, faults: &mut Faults) -> Vec<ClosedDay> {
    entries(faults, "closed_days", document.closed_days.len());
    for (place, day) in document.closed_days.iter().enumerate() {
        let date = day.date.parse::<Date>().ok();
        let mut earlier = document.closed_days.iter().take(place);
        if date.is_some() && earlier.any(|other| other.date.parse::<Date>().ok() == date) {
            faults.add(format!("closed_days[{place}].date"), "is there twice");
        }
        if day.name.chars().any(char::is_control) {
            faults.add(format!("closed_days[{place}].name"), "must not have control characters");
        }
    }
    closed("closed_days", &document.closed_days, faults)
}

/// Numbers beyond what the rules can hold are beyond their limits too.
fn rules(booking: &Booking, faults: &mut Faults) -> BookingRules {
    let small = |value: i64| u16::try_from(value.max(0)).unwrap_or(u16::MAX);
    let rules = BookingRules {
        lead_minutes: u32::try_from(booking.lead_minutes.max(0)).unwrap_or(u32::MAX),
        horizon_days: small(booking.horizon_days),
        step_minutes: small(booking.step_minutes),
        cancel_hours: small(booking.cancel_hours),
        hold_minutes: small(booking.hold_minutes),
    };
    for (name, value) in
        [("lead_minutes", booking.lead_minutes), ("cancel_hours", booking.cancel_hours)]
    {
        if value < 0 {
            faults.add(format!("booking.{name}"), "must not be negative");
        }
    }
    read::rules(&rules, faults);
    rules
}
