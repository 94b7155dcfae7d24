//! Everything that an owner sets, as one document.
//!
//! What can be wrong in more ways than its type tells is a text here, so that all faults can be named.

use kernel::{ServiceId, StaffId};
use scheduling::{BookingRules, Catalogue, WeekHours};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tenancy::{AfterHours, Personality, Tenant, Vertical};

pub use crate::businesses::file::{Closed, Hours};

/// Everything that an owner sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BusinessSettings {
    /// Who it is.
    pub profile: Profile,
    /// How the receptionist talks.
    pub voice: Voice,
    /// What happens on the line.
    pub calls: Calls,
    /// Words of its callers that mean an emergency.
    pub emergency_phrases: Vec<String>,
    /// Questions that callers ask, with its answers.
    pub faqs: Vec<Question>,
    /// Words that its people send again and again.
    pub canned_replies: Vec<Reply>,
    /// How long what happened is kept.
    pub retention: Keep,
    /// By which rules appointments are made.
    pub booking: Booking,
    /// When it is open.
    pub hours: Hours,
    /// When it is closed all the same.
    pub closed_days: Vec<Closed>,
    /// What it does.
    pub services: Vec<ServiceEntry>,
    /// Who does it. Nobody is the business as a whole.
    pub staff: Vec<StaffEntry>,
}

/// Who it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its name as callers hear it, up to 120 characters.
    pub name: String,
    /// What kind of business it is.
    #[schemars(with = "VerticalShown")]
    pub vertical: Vertical,
    /// Its time zone: `America/Chicago`.
    pub timezone: String,
    /// The languages it speaks, the first one by default: `en-US`.
    pub languages: Vec<String>,
    /// Where it is, as it is spoken.
    #[serde(default)]
    pub address: Option<String>,
    /// The owner's name.
    #[serde(default)]
    pub owner_name: Option<String>,
    /// Where the owner is alerted: `+15551234567`.
    #[serde(default)]
    pub owner_phone: Option<String>,
    /// The owner's e-mail address.
    #[serde(default)]
    pub owner_email: Option<String>,
}

/// How the receptionist talks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    /// The receptionist's name.
    pub agent_name: String,
    /// The first words, before the disclosure that an assistant answers.
    #[serde(default)]
    pub greeting: Option<String>,
    /// How it talks.
    #[schemars(with = "PersonalityShown")]
    pub personality: Personality,
    /// Facts that are never spoken.
    pub never_say: Vec<String>,
}

/// What happens on the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calls {
    /// Whom to ring for a human: groups in order, each rung all at once.
    pub transfer: Vec<Vec<String>>,
    /// What happens outside opening hours.
    #[schemars(with = "AfterHoursShown")]
    pub after_hours: AfterHours,
    /// Whether calls are recorded; callers are told.
    pub recording: bool,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question, as a caller might put it.
    pub question: String,
    /// The answer, as it is spoken.
    pub answer: String,
}

/// Words that people of the business send again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// What it is called.
    pub name: String,
    /// What is sent.
    pub text: String,
}

/// How long what happened is kept, in days; what is left out is kept as long as everybody's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Keep {
    /// Recordings of calls, 1 to 1,826 and no longer than calls; 30 if left out.
    pub recordings: Option<i64>,
    /// What was said and written, 1 to 1,826 and no longer than calls; 180 if left out.
    pub transcripts: Option<i64>,
    /// That there was a call, when, and what came of it, 30 to 1,826; 730 if left out.
    pub calls: Option<i64>,
    /// What carriers and others sent, as it came, 2 to 90; 14 if left out.
    pub raw_webhooks: Option<i64>,
}

/// By which rules appointments are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Booking {
    /// How many minutes before its start an appointment must be made, 0 to 43,200.
    pub lead_minutes: i64,
    /// How many days ahead appointments are made, 1 to 730.
    pub horizon_days: i64,
    /// On which minutes appointments start, counted from opening: every 5 to 480.
    pub step_minutes: i64,
    /// Up to how many hours before its start a customer may cancel an appointment, 0 to 720.
    pub cancel_hours: i64,
    /// For how many minutes a slot is kept for a caller who is deciding, 1 to 60.
    pub hold_minutes: i64,
}

/// Something that customers can book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceEntry {
    /// Its id; none for a new one. It stays when the rest changes.
    #[serde(default)]
    pub id: Option<String>,
    /// Its name, as it is spoken.
    pub name: String,
    /// Other words for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// How many minutes it takes, 5 to 1,440.
    pub minutes: i64,
    /// How many minutes the staff needs afterwards, 0 to 480.
    #[serde(default)]
    pub buffer_minutes: i64,
    /// What it costs: `120.00 USD`.
    #[serde(default)]
    pub price: Option<String>,
}

/// Somebody, or something, that can be booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffEntry {
    /// The id; none for somebody new. It stays when the rest changes.
    #[serde(default)]
    pub id: Option<String>,
    /// The name, as it is spoken.
    pub name: String,
    /// The ids or the names of what they do; everything if left out.
    #[serde(default)]
    pub services: Option<Vec<String>>,
    /// When they work; the business's hours if left out.
    #[serde(default)]
    pub hours: Option<Hours>,
}

/// What kind of business it is.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its schema is of interest")]
#[schemars(rename = "Vertical")]
enum VerticalShown {
    Salon,
    Plumber,
    Clinic,
    Restaurant,
    Retail,
    General,
}

/// How the receptionist talks.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its schema is of interest")]
#[schemars(rename = "Personality")]
enum PersonalityShown {
    Friendly,
    Professional,
    Casual,
}

/// What happens outside opening hours.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its schema is of interest")]
#[schemars(rename = "AfterHours")]
enum AfterHoursShown {
    Voicemail,
    Ai,
    Transfer,
}

impl BusinessSettings {
    /// What the owner of a business has set. What was removed, and what stands for the business as a
    /// whole, is not in it.
    pub fn of(tenant: &Tenant, catalogue: &Catalogue) -> Self {
        let settings = &tenant.settings;
        let text = |value: &dyn ToString| value.to_string();
        Self {
            profile: Profile {
                name: tenant.name.clone(),
                vertical: settings.vertical,
                timezone: tenant.timezone.iana_name().unwrap_or("UTC").to_owned(),
                languages: settings.languages.iter().map(|it| it.tag().to_owned()).collect(),
                address: settings.address.clone(),
                owner_name: settings.owner_name.clone(),
                owner_phone: settings.owner_phone.as_ref().map(|it| text(it)),
                owner_email: settings.owner_email.clone(),
            },
            voice: Voice {
                agent_name: settings.agent_name.clone(),
                greeting: settings.greeting.clone(),
                personality: settings.personality,
                never_say: settings.never_say.clone(),
            },
            calls: Calls {
                transfer: settings
                    .calls
                    .transfer
                    .iter()
                    .map(|group| group.iter().map(|it| text(it)).collect())
                    .collect(),
                after_hours: settings.calls.after_hours,
                recording: settings.calls.recording,
            },
            emergency_phrases: settings.emergency_phrases.clone(),
            faqs: settings.faqs.iter().cloned().map(Question::from).collect(),
            canned_replies: settings.canned_replies.iter().cloned().map(Reply::from).collect(),
            retention: Keep::from(settings.retention),
            booking: Booking::from(&catalogue.rules),
            hours: Hours::from(&catalogue.hours),
            closed_days: catalogue
                .closed
                .iter()
                .map(|day| Closed { date: day.date.to_string(), name: day.name.clone() })
                .collect(),
            services: services(catalogue),
            staff: staff(catalogue),
        }
    }
}

fn services(catalogue: &Catalogue) -> Vec<ServiceEntry> {
    let active = catalogue.services.iter().filter(|service| service.active);
    active
        .map(|service| ServiceEntry {
            id: Some(service.id.to_string()),
            name: service.name.clone(),
            aliases: service.aliases.clone(),
            minutes: service.minutes.into(),
            buffer_minutes: service.buffer_minutes.into(),
            price: service.price.map(|price| price.to_string()),
        })
        .collect()
}

fn staff(catalogue: &Catalogue) -> Vec<StaffEntry> {
    let is_offered = |id: &&ServiceId| catalogue.service(**id).is_some_and(|it| it.active);
    let named = catalogue.staff.iter().filter(|staff| staff.active && !staff.implied);
    named
        .map(|staff| StaffEntry {
            id: Some(staff.id.to_string()),
            name: staff.name.clone(),
            services: staff
                .services
                .as_ref()
                .map(|ids| ids.iter().filter(is_offered).map(ServiceId::to_string).collect()),
            hours: staff.hours.as_ref().map(Hours::from),
        })
        .collect()
}

impl ServiceEntry {
    /// Whether it is the one with this id.
    pub fn is(&self, id: ServiceId) -> bool {
        self.id.as_deref() == Some(id.to_string().as_str())
    }
}

impl StaffEntry {
    /// Whether they are the one with this id.
    pub fn is(&self, id: StaffId) -> bool {
        self.id.as_deref() == Some(id.to_string().as_str())
    }
}

impl From<&WeekHours> for Hours {
    fn from(week: &WeekHours) -> Self {
        let day = |spans: &[scheduling::Span]| spans.iter().map(ToString::to_string).collect();
        Self {
            mon: day(&week.mon),
            tue: day(&week.tue),
            wed: day(&week.wed),
            thu: day(&week.thu),
            fri: day(&week.fri),
            sat: day(&week.sat),
            sun: day(&week.sun),
        }
    }
}

impl From<&BookingRules> for Booking {
    fn from(rules: &BookingRules) -> Self {
        Self {
            lead_minutes: rules.lead_minutes.into(),
            horizon_days: rules.horizon_days.into(),
            step_minutes: rules.step_minutes.into(),
            cancel_hours: rules.cancel_hours.into(),
            hold_minutes: rules.hold_minutes.into(),
        }
    }
}

impl From<tenancy::Retention> for Keep {
    fn from(retention: tenancy::Retention) -> Self {
        Self {
            recordings: retention.recordings.map(i64::from),
            transcripts: retention.transcripts.map(i64::from),
            calls: retention.calls.map(i64::from),
            raw_webhooks: retention.raw_webhooks.map(i64::from),
        }
    }
}

impl From<tenancy::Faq> for Question {
    fn from(faq: tenancy::Faq) -> Self {
        Self { question: faq.question, answer: faq.answer }
    }
}

impl From<tenancy::CannedReply> for Reply {
    fn from(reply: tenancy::CannedReply) -> Self {
        Self { name: reply.name, text: reply.text }
    }
}
