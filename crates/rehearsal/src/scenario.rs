//! What a scenario file says. Unknown keys are refused, so that a typing error is not silence.

use serde::Deserialize;

mod expect;

pub use expect::{Expect, ExpectAppointment, ExpectText, Forbidden};

/// One scenario: a business, a moment, a caller, and what must be so afterwards.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its name, unique among what is run together.
    pub name: String,
    /// `barber` for `businesses/barber.toml` in a folder above the file, a path that ends in
    /// `.toml` (seen from the file), or the business file itself.
    pub business: String,
    /// When the call comes, RFC 3339 with offset.
    pub clock: jiff::Timestamp,
    /// What the database holds before the call.
    #[serde(default)]
    pub seed: Seed,
    /// How the caller reaches the business.
    #[serde(default)]
    pub channel: ChannelKind,
    /// The caller's language: `en`, `es` or `fr`.
    #[serde(default = "english")]
    pub language: String,
    /// Who calls and what for.
    pub caller: Caller,
    /// What must be so afterwards. Whatever is not named must be as before.
    #[serde(default)]
    pub expect: Expect,
    /// What must not happen, whatever else does.
    #[serde(default)]
    pub forbid: Vec<Forbidden>,
    /// What the product must be able to do for this scenario to count, such as `spanish`.
    #[serde(default)]
    pub needs: Vec<String>,
}

fn english() -> String {
    "en".to_owned()
}

/// How the caller reaches the business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// A phone call.
    #[default]
    Voice,
    /// Text messages.
    Sms,
}

/// What the database holds before the call.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Seed {
    /// People who are known.
    pub customers: Vec<SeedCustomer>,
    /// Confirmed appointments.
    pub appointments: Vec<SeedAppointment>,
    /// Days on which the business is closed besides its own.
    pub closed: Vec<SeedClosed>,
    /// Time that is taken: a whole day, or part of it.
    pub busy: Vec<SeedBusy>,
    /// Calls that ended.
    pub calls: Vec<SeedCall>,
}

/// Somebody who is known.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedCustomer {
    /// The number they call from.
    pub phone: String,
    /// Their name.
    pub name: Option<String>,
    /// Whether they asked not to be texted.
    #[serde(default)]
    pub opted_out: bool,
}

/// A confirmed appointment.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedAppointment {
    /// What the scenario calls it.
    pub key: String,
    /// Whose it is: the number of a customer.
    pub phone: String,
    /// For what.
    pub service: String,
    /// With whom.
    pub staff: String,
    /// When, on the business's wall clock.
    pub start: jiff::civil::DateTime,
    /// Under which name.
    pub name: Option<String>,
}

/// A day on which the business is closed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedClosed {
    /// The day.
    pub date: jiff::civil::Date,
    /// Why.
    pub name: String,
}

/// Time that is taken.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedBusy {
    /// The day.
    pub date: jiff::civil::Date,
    /// Whose; left out, everybody's.
    pub staff: Option<String>,
    /// From when; left out, from midnight.
    pub from: Option<jiff::civil::Time>,
    /// Until when; left out, until midnight.
    pub to: Option<jiff::civil::Time>,
}

/// A call that ended the day before.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedCall {
    /// Who called: the number of a customer.
    pub phone: String,
    /// What it was about.
    pub summary: String,
    /// In one word.
    pub category: String,
    /// `positive`, `neutral` or `negative`.
    pub sentiment: String,
}

/// Who calls.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caller {
    /// The number they show, or `anonymous`.
    pub from: String,
    /// Their name.
    pub name: Option<String>,
    /// The number to reach them at, said when asked; left out, they would rather not say.
    pub phone: Option<String>,
    /// How they talk; left out, the seed decides.
    pub style: Option<Style>,
    /// How bad the line is, 0 to 1; left out, as the run says.
    pub noise: Option<f64>,
    /// What they want, one thing after the other.
    #[serde(default)]
    pub goals: Vec<Goal>,
    /// Fixed turns in place of goals.
    #[serde(default)]
    pub turns: Vec<FixedTurn>,
}

/// How somebody talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// As few words as possible.
    Terse,
    /// Everything at once, with small talk.
    Chatty,
    /// In a hurry.
    Impatient,
    /// Asks for something and then for something else.
    ChangesMind,
    /// Starts over, and asks in the middle.
    Interrupts,
    /// Slow, polite, one thing at a time, asks to hear it again.
    Elderly,
}

/// Something that a caller wants.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Goal {
    /// An appointment.
    Book(Book),
    /// Another time for one.
    Reschedule(Reschedule),
    /// To call one off.
    Cancel(Cancel),
    /// To know something. The answer is not graded: the database must stay as it is.
    Ask(Ask),
    /// To have something passed on.
    Message(Message),
    /// A person.
    Human(Human),
    /// Help, soon.
    Emergency(Emergency),
    /// Something in words of the scenario's own, after which the caller says goodbye.
    Say(String),
}

/// An appointment that is wanted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Book {
    /// The service's name.
    pub service: String,
    /// What the caller calls it; left out, the name or one of its aliases.
    pub called: Option<String>,
    /// When.
    pub at: jiff::civil::DateTime,
    /// What the caller asks for before thinking better of it.
    pub first: Option<jiff::civil::DateTime>,
    /// With whom.
    pub staff: Option<String>,
    /// For how many people.
    pub people: Option<u8>,
    /// For whom, where it is somebody else: `my son Leo`; booked under `under`.
    pub whom: Option<String>,
    /// The name it is booked under, where it is not the caller's.
    pub under: Option<String>,
    /// What the caller takes when the time is not free.
    #[serde(default)]
    pub otherwise: Fallback,
    /// A question asked before the appointment is confirmed.
    pub question: Option<String>,
}

/// What the caller takes when a time is not free.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Fallback {
    /// Nothing: says no and goodbye.
    #[default]
    Nothing,
    /// The first time that is offered.
    AnyOffer,
    /// Asks for this time next.
    At(jiff::civil::DateTime),
}

/// An appointment to be moved.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reschedule {
    /// When it is now.
    pub from: jiff::civil::DateTime,
    /// When it shall be.
    pub to: jiff::civil::DateTime,
}

/// An appointment to be called off.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    /// When it is.
    pub at: jiff::civil::DateTime,
    /// Whether the caller keeps it after all when asked to confirm.
    #[serde(default)]
    pub keeps: bool,
}

/// A question.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Ask {
    /// When the business is open.
    Hours,
    /// Where it is.
    Location,
    /// What a service costs.
    Price(String),
    /// What the business does.
    Services,
    /// Whether it is a machine.
    Robot,
    /// Something in these words.
    Words(String),
}

/// Something to be passed on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// The words.
    pub body: String,
}

/// A person is wanted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Human {
    /// Whether whoever is rung picks up.
    #[serde(default)]
    pub picks_up: bool,
    /// The message that is left when nobody does.
    pub message: Option<String>,
}

/// An emergency, or what sounds like one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Emergency {
    /// What the caller says.
    pub words: String,
    /// The answer when asked whether it is urgent.
    #[serde(default = "yes")]
    pub real: bool,
    /// Whether whoever is rung picks up.
    #[serde(default)]
    pub picks_up: bool,
}

const fn yes() -> bool {
    true
}

/// A turn in the scenario's own words.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum FixedTurn {
    /// Words alone; empty for silence.
    Words(String),
    /// Words or keys, and what is expected of the answer.
    Checked(CheckedTurn),
}

/// A turn with expectations.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CheckedTurn {
    /// What is said.
    pub say: String,
    /// Said so many times over, to make it long.
    pub times: Option<u16>,
    /// What is keyed.
    pub keys: String,
    /// What whoever is rung does: `true` picks up.
    pub picks_up: Option<bool>,
    /// The intent that must be understood.
    pub intent: Option<String>,
    /// Slots that must be understood.
    pub slots: std::collections::BTreeMap<String, String>,
    /// What the line must do next: `listen`, `transfer`, `voicemail` or `hangup`.
    pub next: Option<String>,
}
