//! Which of the product's tiers a business reaches, and what is missing: in its own settings, in this
//! deployment, or in this version of the program.

use adapter_twilio::rest::numbers::OwnNumber;
use flows::Card;
use serde::Serialize;
use tenancy::Flag;
use tenancy::flags::PlanTier;

/// A business and how far it has come.
#[derive(Debug, Serialize)]
pub(super) struct Business {
    pub(super) id: String,
    pub(super) name: String,
    /// The highest tier of which nothing is missing, nor of those below it.
    pub(super) tier: Option<&'static str>,
    pub(super) tiers: Vec<Tier>,
}

/// One tier.
#[derive(Debug, Serialize)]
pub(super) struct Tier {
    #[serde(rename = "tier")]
    pub(super) level: &'static str,
    pub(super) name: &'static str,
    pub(super) missing: Vec<String>,
}

/// What is known of the deployment.
pub(super) struct Seen<'a> {
    /// Whether texts really go out.
    pub(super) texts: bool,
    /// Whether a carrier can call.
    pub(super) webhooks: bool,
    /// The account's numbers.
    pub(super) numbers: Option<&'a [OwnNumber]>,
    /// Where they should ring.
    pub(super) voice_url: String,
}

/// What a later version brings, by tier.
const V1_LATER: [&str; 1] = ["invoices"];
const V2_LATER: [&str; 6] = [
    "answers from documents",
    "reminders",
    "the owner's pages",
    "usage alerts",
    "transcripts of voice messages",
    "number porting",
];
const V3_LATER: [&str; 5] = [
    "the operators' desk",
    "deep analytics",
    "calendar sync for each member of staff",
    "deposits",
    "profit and loss by location",
];
const V4_LATER: [&str; 5] = [
    "a signed agreement on health data and the separation it asks for",
    "a dedicated trunk",
    "a database of its own",
    "links to tills and health records",
    "an audit log",
];

pub(super) fn of(card: &Card, seen: &Seen<'_>) -> Business {
    let tiers = vec![
        tier("V1", "Starter", with_flags(card, PlanTier::V1, starter(card, seen)), &V1_LATER),
        tier("V2", "Core", with_flags(card, PlanTier::V2, core(card)), &V2_LATER),
        tier("V3", "Pro", with_flags(card, PlanTier::V3, pro(card)), &V3_LATER),
        tier("V4", "Enterprise", with_flags(card, PlanTier::V4, Vec::new()), &V4_LATER),
    ];
    let reached = tiers.iter().take_while(|tier| tier.missing.is_empty()).last();
    Business {
        id: card.tenant.id.to_string(),
        name: card.tenant.name.clone(),
        tier: reached.map(|tier| tier.level),
        tiers,
    }
}

/// What of a tier is not switched on: by the plan, a rollout, or for this business.
fn with_flags(card: &Card, tier: PlanTier, mut missing: Vec<String>) -> Vec<String> {
    let of_tier = Flag::ALL.iter().filter(|flag| flag.tier() == Some(tier));
    let off: Vec<&str> =
        of_tier.filter(|flag| !card.flags.is_on(**flag)).map(|flag| flag.name()).collect();
    if !off.is_empty() {
        let ordered = &card.subscription;
        let (book, plan) = (&ordered.book, &ordered.plan);
        missing.push(format!("plan {book}:{plan}: {} not switched on", off.join(", ")));
    }
    missing
}

fn tier(level: &'static str, name: &'static str, mut missing: Vec<String>, later: &[&str]) -> Tier {
    missing.push(format!("not in this version: {}", later.join(", ")));
    Tier { level, name, missing }
}

/// Answer, voicemail, basic booking, confirmation by text, staff who can be rung.
fn starter(card: &Card, seen: &Seen<'_>) -> Vec<String> {
    let mut missing = Vec::new();
    let mut need = |holds: bool, what: &str| {
        if !holds {
            missing.push(what.to_owned());
        }
    };
    let own = |number: &OwnNumber| number.phone_number == card.tenant.phone;
    let rings_here = seen.numbers.is_some_and(|numbers| {
        let mut own = numbers.iter().filter(|number| own(number));
        own.any(|number| number.voice_url.as_deref() == Some(&seen.voice_url))
    });
    need(card.tenant.status.is_served(), "the business is not active");
    need(seen.webhooks, "calls: twilio.auth_token is not set");
    need(rings_here, "calls: the number does not ring here");
    need(seen.texts, "confirmations: no Twilio account is set, texts stay in a fake");
    let catalogue = &card.catalogue;
    need(catalogue.services.iter().any(|it| it.active), "booking: there are no services");
    need(!catalogue.hours.is_empty(), "booking: there are no opening hours");
    let settings = &card.tenant.settings;
    let rung = settings.calls.transfer.iter().any(|group| !group.is_empty());
    need(rung, "calls.transfer: there is nobody to ring");
    need(settings.owner_phone.is_some(), "business.owner_phone: the owner cannot be alerted");
    missing
}

/// Answers to what callers ask.
fn core(card: &Card) -> Vec<String> {
    let has_answers = !card.facts.faqs.is_empty();
    if has_answers { Vec::new() } else { vec!["faqs: there are no answers".to_owned()] }
}

/// Day and night, in more than one language, several members of staff.
fn pro(card: &Card) -> Vec<String> {
    let mut missing = Vec::new();
    let settings = &card.tenant.settings;
    if settings.calls.after_hours != tenancy::AfterHours::Ai {
        missing.push("calls.after_hours: the receptionist is off after hours".to_owned());
    }
    if settings.languages.len() < 2 {
        missing.push("business.languages: there is only one".to_owned());
    }
    let staff = card.catalogue.staff.iter().filter(|it| it.active && !it.implied);
    if staff.count() < 2 {
        missing.push("staff: there is only one diary".to_owned());
    }
    missing
}
