//! What a policy may know: nothing else reaches its mouth.

use std::sync::Arc;

use jiff::Zoned;
use jiff::civil::{Date, Time, Weekday};
use kernel::{Language, Money, PhoneNumber, ServiceId, StaffId};
use serde::{Deserialize, Serialize};

/// Everything a policy is told at the start of a turn.
#[derive(Debug, Clone)]
pub struct Briefing {
    /// The present time on the business's wall clock.
    pub now: Zoned,
    /// The business, shared by all its calls.
    pub business: Arc<BusinessFacts>,
    /// The caller.
    pub caller: CallerFacts,
    /// Whether the business is open at this moment.
    pub open_now: bool,
    /// Whether somebody can be rung for a hand-over at this moment.
    pub can_transfer: bool,
    /// Whether appointments may be made, moved and cancelled in this conversation. Otherwise whoever
    /// wants that leaves it as a message.
    pub can_book: bool,
}

/// How the receptionist talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Style {
    #[default]
    Friendly,
    Professional,
    Casual,
}

/// What the business does, as far as it changes what its callers mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Vertical {
    /// Hair, nails, skin.
    Salon,
    /// Pipes, heating, current.
    Plumber,
    /// Doctors and dentists.
    Clinic,
    /// Tables.
    Restaurant,
    /// A shop.
    Retail,
    /// Anything else: every trade's words may be meant.
    #[default]
    General,
}

/// What may be said about the business.
#[derive(Debug, Clone)]
pub struct BusinessFacts {
    /// Its name.
    pub name: String,
    /// What it does.
    pub vertical: Vertical,
    /// The receptionist's name.
    pub agent_name: String,
    /// The owner's own first words, if there are any.
    pub greeting: Option<String>,
    /// How the receptionist talks.
    pub style: Style,
    /// The languages it speaks, the default one first; never empty.
    pub languages: Vec<Language>,
    /// Where it is.
    pub address: Option<String>,
    /// What can be booked, in the business's order.
    pub services: Vec<ServiceFact>,
    /// Who can be asked for by name; empty when the business named nobody.
    pub staff: Vec<StaffFact>,
    /// When it is open, Monday first: always seven.
    pub hours: Vec<DayHours>,
    /// Days on which it is closed all the same, soonest first.
    pub closed: Vec<(Date, String)>,
    /// Questions and answers.
    pub faqs: Vec<Fact>,
    /// Words that mean an emergency here, beside those that mean one everywhere.
    pub emergency_phrases: Vec<String>,
    /// Facts that are never spoken.
    pub never_say: Vec<String>,
    /// Whether calls are recorded: callers are told at the start.
    pub recording: bool,
    /// Up to how many hours before its start a customer may cancel an appointment.
    pub cancel_hours: u16,
    /// How far ahead appointments are made, in days.
    pub horizon_days: u16,
    /// The number to call in danger of life: `911`, `999`, `112`.
    pub emergency_number: &'static str,
    /// Its names as words, made at their first use: leave it at its default.
    pub lexicon: crate::understand::lexicon::Lexicon,
}

/// Something that can be booked.
#[derive(Debug, Clone)]
pub struct ServiceFact {
    /// Its id.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// What it costs, if the business says so.
    pub price: Option<Money>,
}

/// Somebody who can be asked for by name.
#[derive(Debug, Clone)]
pub struct StaffFact {
    /// Their id.
    pub id: StaffId,
    /// Their name.
    pub name: String,
    /// What they do.
    pub services: Vec<ServiceId>,
}

/// The hours of one weekday: from, to. An end at midnight is `00:00`.
#[derive(Debug, Clone)]
pub struct DayHours {
    /// The day.
    pub weekday: Weekday,
    /// Its spans, in order; none when it is closed.
    pub spans: Vec<(Time, Time)>,
}

/// A question and its answer.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The question.
    pub question: String,
    /// The answer, as it is spoken.
    pub answer: String,
}

/// What is known of the caller. Kept in the conversation, so that a turn need not ask again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CallerFacts {
    /// Their number, unless they withhold it.
    pub number: Option<PhoneNumber>,
    /// Their name, if an earlier call gave it.
    pub name: Option<String>,
    /// Their last two calls, newest first.
    pub past_calls: Vec<PastCall>,
}

/// An earlier call of the same customer with the same business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastCall {
    /// One or two sentences on what it was about.
    pub summary: String,
    /// An intent's name, or `voicemail`.
    pub category: String,
    /// `positive`, `neutral` or `negative`.
    pub sentiment: String,
}
