//! What an owner looks through: calls, customers, messages, appointments.

use std::sync::Arc;

use crm::{Customer, Message};
use dialogue::Role;
use identity::Area;
use jiff::{SignedDuration, Timestamp};
use kernel::{AppointmentId, CallId, CustomerId, MessageId};
use scheduling::{Appointment, AppointmentPage, AppointmentStatus};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use telephony::{Call, CallPage};

use super::Api;
use super::answer::{Answer, Page};
use super::asked::{Asked, cursor};
use super::operation::{Door, Kind, Operation};
use crate::http::problem::Problem;

/// For how long appointments are listed if nobody says.
const AHEAD: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What there is.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/v1/calls", "list_calls", Door::sees(Area::Calls))
            .says("Calls and conversations by text, newest first.")
            .query("status", Kind::Text, "Of this status alone: `completed`.")
            .query("outcome", Kind::Text, "With this outcome alone: `booked`.")
            .query("channel", Kind::Text, "Over this channel alone: `voice` or `sms`.")
            .query("customer", Kind::Id("cust"), "Of this customer alone.")
            .paged()
            .gives::<Page<CallShown>>()
            .runs(calls),
        Operation::get("/v1/calls/{id}", "show_call", Door::sees(Area::Calls))
            .says("A call with what came of it.")
            .gives::<CallDetail>()
            .runs(call),
        Operation::get("/v1/calls/{id}/transcript", "show_transcript", Door::sees(Area::Calls))
            .says("What was said in a call, in order.")
            .gives::<Page<LineShown>>()
            .runs(transcript),
        Operation::get("/v1/customers", "list_customers", Door::sees(Area::Customers))
            .says("People who called, newest first.")
            .paged()
            .gives::<Page<CustomerShown>>()
            .runs(customers),
        Operation::get("/v1/customers/{id}", "show_customer", Door::sees(Area::Customers))
            .says("Somebody who called.")
            .gives::<CustomerShown>()
            .runs(customer),
        Operation::get("/v1/messages", "list_messages", Door::sees(Area::Messages))
            .says("Texts, alerts and messages that were left, newest first.")
            .paged()
            .gives::<Page<MessageShown>>()
            .runs(messages),
        Operation::get("/v1/appointments", "list_appointments", Door::sees(Area::Appointments))
            .says("Appointments, soonest first, by default of the next ninety days.")
            .query("from", Kind::Text, "That start at or after this time (RFC 3339).")
            .query("until", Kind::Text, "That start before this time (RFC 3339).")
            .query("status", Kind::Text, "Of this status alone: `confirmed`.")
            .paged()
            .gives::<Page<AppointmentShown>>()
            .runs(appointments),
    ]
}

/// A call, or a conversation by text.
#[derive(Serialize, JsonSchema)]
struct CallShown {
    /// Its id.
    id: String,
    /// `voice` or `sms`.
    channel: String,
    /// Who called; `anonymous` for a withheld number.
    from: String,
    /// The number that was called.
    to: String,
    /// The customer.
    customer: Option<String>,
    /// Where it stands.
    status: String,
    /// How it ended.
    outcome: Option<String>,
    /// When it began.
    started_at: String,
    /// When it ended.
    ended_at: Option<String>,
    /// How long it lasted.
    seconds: Option<u32>,
    /// What it was about, in a sentence or two.
    summary: Option<String>,
    /// The same in a word.
    category: Option<String>,
    /// `positive`, `neutral` or `negative`.
    sentiment: Option<String>,
    /// Whether there is a recording.
    recorded: bool,
}

/// A word of ours as JSON writes it.
fn word<T: Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).ok();
    value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

impl From<Call> for CallShown {
    fn from(call: Call) -> Self {
        Self {
            id: call.id.to_string(),
            channel: word(&call.channel),
            from: call.from.as_text(),
            to: call.to.to_string(),
            customer: call.customer.map(|id| id.to_string()),
            status: word(&call.status),
            outcome: call.outcome.map(|outcome| word(&outcome)),
            started_at: call.started_at.to_string(),
            ended_at: call.ended_at.map(|at| at.to_string()),
            seconds: call.seconds,
            summary: call.summary,
            category: call.category,
            sentiment: call.sentiment,
            recorded: call.recording.is_some(),
        }
    }
}

/// A call with what came of it.
#[derive(Serialize, JsonSchema)]
struct CallDetail {
    /// The call.
    call: CallShown,
    /// What was written and left in it.
    messages: Vec<MessageShown>,
    /// What was booked, moved or cancelled in it.
    appointments: Vec<AppointmentShown>,
}

/// Something that was said.
#[derive(Serialize, JsonSchema)]
struct LineShown {
    /// The turn.
    turn: u32,
    /// `caller` or `agent`.
    role: &'static str,
    /// The words.
    text: String,
    /// When.
    at: String,
}

/// Somebody who called.
#[derive(Serialize, JsonSchema)]
struct CustomerShown {
    /// Their id.
    id: String,
    /// Their name, once it is known.
    name: Option<String>,
    /// Their number, if they showed one.
    phone: Option<String>,
    /// Whether they want no texts.
    opted_out: bool,
    /// When they first called.
    created_at: String,
}

impl From<Customer> for CustomerShown {
    fn from(customer: Customer) -> Self {
        Self {
            id: customer.id.to_string(),
            name: customer.name,
            phone: customer.phone.map(|phone| phone.to_string()),
            opted_out: customer.opted_out,
            created_at: customer.created_at.to_string(),
        }
    }
}

/// A message.
#[derive(Serialize, JsonSchema)]
struct MessageShown {
    /// Its id.
    id: String,
    /// The customer.
    customer: Option<String>,
    /// The call it came out of.
    call: Option<String>,
    /// `inbound`, `outbound`, `alert` or `left`.
    direction: String,
    /// Where it goes, or where an answer can go.
    phone: Option<String>,
    /// The words.
    body: String,
    /// What became of it.
    status: String,
    /// When it was written.
    created_at: String,
}

impl From<Message> for MessageShown {
    fn from(message: Message) -> Self {
        Self {
            id: message.id.to_string(),
            customer: message.customer.map(|id| id.to_string()),
            call: message.call.map(|id| id.to_string()),
            direction: word(&message.direction),
            phone: message.phone.map(|phone| phone.to_string()),
            body: message.body,
            status: word(&message.status),
            created_at: message.created_at.to_string(),
        }
    }
}

/// An appointment.
#[derive(Serialize, JsonSchema)]
struct AppointmentShown {
    /// Its id.
    id: String,
    /// The customer.
    customer: Option<String>,
    /// The call it was made in.
    call: Option<String>,
    /// The service.
    service: String,
    /// Who does it.
    staff: String,
    /// When it starts.
    starts_at: String,
    /// When it ends.
    ends_at: String,
    /// Where it stands.
    status: String,
    /// The name it was made under.
    name: Option<String>,
    /// What else matters.
    notes: Option<String>,
}

impl From<Appointment> for AppointmentShown {
    fn from(appointment: Appointment) -> Self {
        Self {
            id: appointment.id.to_string(),
            customer: appointment.customer.map(|id| id.to_string()),
            call: appointment.call.map(|id| id.to_string()),
            service: appointment.service.to_string(),
            staff: appointment.staff.to_string(),
            starts_at: appointment.starts_at.to_string(),
            ends_at: appointment.ends_at.to_string(),
            status: word(&appointment.status),
            name: appointment.name,
            notes: appointment.notes,
        }
    }
}

/// A value after the question mark that is one word of a set.
fn one_of<T: DeserializeOwned>(asked: &Asked, name: &str) -> Result<Option<T>, Problem> {
    let read = asked.value(name).map(|text| {
        let value = serde_json::Value::String(text.to_owned());
        let wrong = |_| Problem::invalid(name, "is none of the words that can stand here");
        serde_json::from_value(value).map_err(wrong)
    });
    read.transpose()
}

/// A page of what was found, where one more than was asked for says that there is another page.
fn page<T, S: From<T>, C: Serialize>(
    mut found: Vec<T>,
    limit: u16,
    place: impl Fn(&T) -> C,
) -> Page<S> {
    let more = found.len() > usize::from(limit);
    found.truncate(usize::from(limit));
    let next = found.last().filter(|_| more).and_then(|last| cursor(&place(last)));
    Page { items: found.into_iter().map(S::from).collect(), next }
}

async fn calls(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let limit = asked.limit()?;
    let customer = asked.value("customer").map(|text| {
        text.parse().map_err(|_| Problem::invalid("customer", "is no id of a customer"))
    });
    let wanted = CallPage {
        before: asked.cursor::<(Timestamp, CallId)>()?,
        customer: customer.transpose()?,
        status: one_of(&asked, "status")?,
        outcome: one_of(&asked, "outcome")?,
        channel: one_of(&asked, "channel")?,
    };
    let records = &api.flows.records;
    let found = records.calls(asked.tenant()?, &wanted, limit.saturating_add(1)).await?;
    Answer::json(&page::<_, CallShown, _>(found, limit, |call| (call.started_at, call.id)))
}

async fn call(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let found = api.flows.records.call(asked.tenant()?, asked.id("id")?).await?;
    let found = found.ok_or_else(Problem::not_found)?;
    Answer::json(&CallDetail {
        call: found.call.into(),
        messages: found.messages.into_iter().map(MessageShown::from).collect(),
        appointments: found.appointments.into_iter().map(AppointmentShown::from).collect(),
    })
}

async fn transcript(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let lines = api.flows.records.transcript(asked.tenant()?, asked.id("id")?).await?;
    let lines = lines.ok_or_else(Problem::not_found)?;
    let shown = lines.into_iter().map(|line| LineShown {
        turn: line.turn_no,
        role: match line.role {
            Role::Caller => "caller",
            Role::Agent => "agent",
        },
        text: line.text,
        at: line.at.to_string(),
    });
    Answer::json(&Page::whole(shown.collect()))
}

async fn customers(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (limit, before) = (asked.limit()?, asked.cursor::<CustomerId>()?);
    let records = &api.flows.records;
    let found = records.customers(asked.tenant()?, before, limit.saturating_add(1)).await?;
    Answer::json(&page::<_, CustomerShown, _>(found, limit, |customer| customer.id))
}

async fn customer(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let found = api.flows.records.customer(asked.tenant()?, asked.id("id")?).await?;
    Answer::json(&CustomerShown::from(found.ok_or_else(Problem::not_found)?))
}

async fn messages(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (limit, before) = (asked.limit()?, asked.cursor::<(Timestamp, MessageId)>()?);
    let records = &api.flows.records;
    let found = records.messages(asked.tenant()?, before, limit.saturating_add(1)).await?;
    Answer::json(&page::<_, MessageShown, _>(found, limit, |it| (it.created_at, it.id)))
}

/// Where a list of appointments goes on: its range is kept, for its usual end moves with the clock.
#[derive(Serialize, Deserialize)]
struct Place {
    from: Timestamp,
    until: Timestamp,
    after: (Timestamp, AppointmentId),
}

async fn appointments(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let limit = asked.limit()?;
    let place = asked.cursor::<Place>()?;
    let time = |name: &str| {
        let read = asked.value(name).map(|text| {
            let wrong = |_| Problem::invalid(name, "expected a time such as 2026-03-01T00:00:00Z");
            text.parse::<Timestamp>().map_err(wrong)
        });
        read.transpose()
    };
    let now = api.clock.now();
    let (from, until) = if let Some(place) = &place {
        (place.from, place.until)
    } else {
        let from = time("from")?.unwrap_or(now);
        let ahead = from.saturating_add(AHEAD).unwrap_or(Timestamp::MAX);
        (from, time("until")?.unwrap_or(ahead))
    };
    let status: Option<AppointmentStatus> = one_of(&asked, "status")?;
    let wanted = AppointmentPage { from, until, after: place.map(|place| place.after), status };
    let records = &api.flows.records;
    let found = records.appointments(asked.tenant()?, &wanted, limit.saturating_add(1)).await?;
    let shown = page::<_, AppointmentShown, _>(found, limit, |it| Place {
        from,
        until,
        after: (it.starts_at, it.id),
    });
    Answer::json(&shown)
}
