//! The shape of a business file. Unknown keys are refused, so that a typing error is not silence.

use serde::Deserialize;
use tenancy::{AfterHours, Faq, Personality, Vertical};

/// A business file, before its values are checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) business: Business,
    #[serde(default)]
    pub(super) voice: VoiceSection,
    #[serde(default)]
    pub(super) hours: Hours,
    #[serde(default)]
    pub(super) closed: Vec<Closed>,
    #[serde(default)]
    pub(super) services: Vec<ServiceSection>,
    #[serde(default)]
    pub(super) staff: Vec<StaffSection>,
    #[serde(default)]
    pub(super) booking: scheduling::BookingRules,
    #[serde(default)]
    pub(super) calls: Calls,
    #[serde(default)]
    pub(super) emergency: Emergency,
    #[serde(default)]
    pub(super) faqs: Vec<Faq>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Business {
    pub(super) name: String,
    #[serde(default = "general")]
    pub(super) vertical: Vertical,
    pub(super) timezone: String,
    pub(super) phone: String,
    #[serde(default)]
    pub(super) languages: Vec<String>,
    pub(super) book: Option<String>,
    pub(super) plan: Option<String>,
    pub(super) owner_name: Option<String>,
    pub(super) owner_phone: Option<String>,
    pub(super) owner_email: Option<String>,
    pub(super) address: Option<String>,
}

const fn general() -> Vertical {
    Vertical::General
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct VoiceSection {
    pub(super) agent_name: Option<String>,
    pub(super) greeting: Option<String>,
    pub(super) personality: Personality,
    pub(super) never_say: Vec<String>,
}

/// Hours as text, so that every fault can be named and not only the first.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Hours {
    pub(super) mon: Vec<String>,
    pub(super) tue: Vec<String>,
    pub(super) wed: Vec<String>,
    pub(super) thu: Vec<String>,
    pub(super) fri: Vec<String>,
    pub(super) sat: Vec<String>,
    pub(super) sun: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Closed {
    pub(super) date: String,
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceSection {
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    pub(super) minutes: i64,
    #[serde(default)]
    pub(super) buffer_minutes: i64,
    pub(super) price: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StaffSection {
    pub(super) name: String,
    pub(super) services: Option<Vec<String>>,
    pub(super) hours: Option<Hours>,
}

/// One number, or several that ring together.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Ring {
    One(String),
    Together(Vec<String>),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Calls {
    pub(super) transfer: Vec<Ring>,
    pub(super) after_hours: AfterHours,
    pub(super) recording: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Emergency {
    pub(super) phrases: Vec<String>,
}
