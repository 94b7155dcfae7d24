//! `/v1/webhooks`: a business's own servers, and what they were told.

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_web::http::StatusCode;
use flows::Hooks;
use flows::hooks::{EndpointChange, HookError, WantedEndpoint};
use hooks::{DeliveryQuery, DeliveryStatus, Endpoint, EventKind, Subscription};
use identity::{Area, Grant};
use jiff::Timestamp;
use kernel::{DeliveryId, EndpointId};
use schemars::JsonSchema;
use serde::Deserialize;

use super::Api;
use super::answer::{Answer, Page};
use super::asked::{Asked, cursor};
use super::operation::{Door, Kind, Operation};
use crate::http::problem::Problem;

mod shown;

use shown::{DeliveryShown, EndpointShown, Queued, Replayed, Told};

const SEE: Door = Door::sees(Area::Webhooks);
const MANAGE: Door = Door::People(Grant::write(Area::Webhooks));
/// Everything, and what will be added later too.
const EVERYTHING: &str = "*";

/// What there is.
pub(super) fn operations() -> Vec<Operation> {
    let mut all = of_endpoints();
    all.extend(of_deliveries());
    all
}

fn of_endpoints() -> Vec<Operation> {
    vec![
        Operation::get("/v1/webhooks", "list_webhooks", SEE)
            .says("The business's own servers that are told what happens, oldest first.")
            .gives::<Page<EndpointShown>>()
            .runs(list),
        Operation::post("/v1/webhooks", "add_webhook", MANAGE)
            .says("Adds a server to be told; the secret that signs its requests is told this once.")
            .takes::<Wanted>()
            .gives::<Told>()
            .with_status(StatusCode::CREATED)
            .telling_secret()
            .fails(&["too_many_webhooks", "not_in_plan"])
            .runs(add),
        Operation::get("/v1/webhooks/{id}", "get_webhook", SEE)
            .says("One of them.")
            .gives::<EndpointShown>()
            .runs(get),
        Operation::patch("/v1/webhooks/{id}", "change_webhook", MANAGE)
            .says("Changes what is named; what is left out stays.")
            .takes::<Change>()
            .gives::<EndpointShown>()
            .fails(&["not_in_plan"])
            .runs(change),
        Operation::delete("/v1/webhooks/{id}", "remove_webhook", MANAGE)
            .says("Removes a server; what is on its way to it is lost.")
            .runs(remove),
        Operation::post("/v1/webhooks/{id}/rotate-secret", "rotate_webhook_secret", MANAGE)
            .says("Replaces the secret, told this once; the one before signs beside it for a day.")
            .gives::<Told>()
            .telling_secret()
            .runs(rotate),
        Operation::post("/v1/webhooks/{id}/test", "test_webhook", MANAGE)
            .says("Sends a greeting, even to a server that is told nothing else.")
            .gives::<Queued>()
            .with_status(StatusCode::ACCEPTED)
            .runs(test),
    ]
}

fn of_deliveries() -> Vec<Operation> {
    vec![
        Operation::get("/v1/webhooks/{id}/deliveries", "list_webhook_deliveries", SEE)
            .says("What a server was told in the last 30 days, or is being told, newest first.")
            .query("status", Kind::Text, "Only `queued`, `delivered` or `failed` ones.")
            .paged()
            .gives::<Page<DeliveryShown>>()
            .runs(deliveries),
        Operation::post(
            "/v1/webhooks/{id}/deliveries/{delivery}/replay",
            "replay_webhook_delivery",
            MANAGE,
        )
        .says("Sends something again, whatever became of it, under the same `webhook-id`.")
        .gives::<Queued>()
        .with_status(StatusCode::ACCEPTED)
        .fails(&["webhook_disabled"])
        .runs(replay_one),
        Operation::post("/v1/webhooks/{id}/replay", "replay_webhook", MANAGE)
            .says("Sends again what has failed since an instant: the newest 1,000 at most.")
            .takes::<Since>()
            .gives::<Replayed>()
            .with_status(StatusCode::ACCEPTED)
            .fails(&["webhook_disabled"])
            .runs(replay),
    ]
}

/// A server that is wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Its address: `https://shop.example/hooks`.
    url: String,
    /// What to call it.
    name: String,
    /// What it is to be told: `appointment.booked`; everything if left out.
    #[serde(default = "everything")]
    events: Vec<String>,
}

fn everything() -> Vec<String> {
    vec![EVERYTHING.to_owned()]
}

/// What is to change.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Change {
    /// Its address.
    url: Option<String>,
    /// What to call it.
    name: Option<String>,
    /// What it is to be told.
    events: Option<Vec<String>>,
    /// Whether it is told anything.
    enabled: Option<bool>,
}

/// From when on.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Since {
    /// The instant: `2026-03-03T08:00:00Z`.
    #[schemars(with = "String")]
    since: Timestamp,
}

/// What businesses' own servers are told; where nobody is, there is nothing here.
fn hooks(api: &Api) -> Result<&Hooks, Problem> {
    api.flows.hooks.as_ref().ok_or_else(Problem::not_found)
}

fn subscription(names: &[String]) -> Result<Subscription, Problem> {
    if names.iter().any(|name| name == EVERYTHING) {
        return Ok(Subscription::All);
    }
    let kinds: Result<BTreeSet<EventKind>, _> = names.iter().map(|name| name.parse()).collect();
    let kinds = kinds.map_err(|_| {
        Problem::invalid("events", "expected events such as appointment.booked, or * for all")
    })?;
    Ok(Subscription::Only(kinds))
}

async fn list(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let endpoints = hooks(&api)?.endpoints(asked.tenant()?).await?;
    Answer::json(&Page::whole(endpoints.into_iter().map(EndpointShown::from).collect()))
}

/// One that the business has.
async fn found(api: &Api, asked: &Asked) -> Result<Endpoint, Problem> {
    let found = hooks(api)?.endpoint(asked.tenant()?, asked.id("id")?).await?;
    found.ok_or_else(Problem::not_found)
}

async fn get(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    Answer::json(&EndpointShown::from(found(&api, &asked).await?))
}

async fn add(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let wanted: Wanted = asked.json()?;
    let events = subscription(&wanted.events)?;
    let wanted = WantedEndpoint { url: wanted.url, name: wanted.name, events };
    let added = hooks(&api)?.add_endpoint(&asked.actor, asked.tenant()?, wanted).await?;
    let at = format!("/v1/webhooks/{}", added.0.id);
    Ok(Told::answer(added)?.with_status(StatusCode::CREATED).at(at))
}

async fn change(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let change: Change = asked.json()?;
    let change = EndpointChange {
        url: change.url,
        name: change.name,
        events: change.events.as_deref().map(subscription).transpose()?,
        enabled: change.enabled,
    };
    let (tenant, id) = (asked.tenant()?, asked.id("id")?);
    let changed = hooks(&api)?.change_endpoint(&asked.actor, tenant, id, change).await?;
    Answer::json(&EndpointShown::from(changed))
}

async fn remove(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (tenant, id) = (asked.tenant()?, asked.id("id")?);
    hooks(&api)?.remove_endpoint(&asked.actor, tenant, id).await?;
    Ok(Answer::no_content())
}

async fn rotate(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (tenant, id) = (asked.tenant()?, asked.id("id")?);
    Told::answer(hooks(&api)?.rotate_secret(&asked.actor, tenant, id).await?)
}

async fn test(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (tenant, id) = (asked.tenant()?, asked.id("id")?);
    queued(hooks(&api)?.test_endpoint(&asked.actor, tenant, id).await?)
}

fn queued(delivery: DeliveryId) -> Result<Answer, Problem> {
    let queued = Queued { delivery: delivery.to_string() };
    Ok(Answer::json(&queued)?.with_status(StatusCode::ACCEPTED))
}

async fn deliveries(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let status = match asked.value("status") {
        None => None,
        Some("queued") => Some(DeliveryStatus::Queued),
        Some("delivered") => Some(DeliveryStatus::Delivered),
        Some("failed") => Some(DeliveryStatus::Failed),
        Some(_) => {
            return Err(Problem::invalid("status", "expected queued, delivered or failed"));
        }
    };
    let (limit, after) = (asked.limit()?, asked.cursor::<DeliveryId>()?);
    let endpoint = found(&api, &asked).await?;
    let query = DeliveryQuery { endpoint: Some(endpoint.id), status, since: None, after, limit };
    let (items, next) = hooks(&api)?.deliveries(asked.tenant()?, &query).await?;
    let next = next.and_then(|last| cursor(&last));
    Answer::json(&Page { items: items.into_iter().map(DeliveryShown::from).collect(), next })
}

async fn replay_one(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (tenant, id) = (asked.tenant()?, asked.id("id")?);
    let delivery = asked.id("delivery")?;
    let again = hooks(&api)?.replay(&asked.actor, tenant, (id, delivery)).await?;
    queued(again.id)
}

async fn replay(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let Since { since } = asked.json()?;
    let (tenant, id): (_, EndpointId) = (asked.tenant()?, asked.id("id")?);
    let count = hooks(&api)?.replay_since(&asked.actor, tenant, id, since).await?;
    Ok(Answer::json(&Replayed { count })?.with_status(StatusCode::ACCEPTED))
}

impl From<HookError> for Problem {
    fn from(error: HookError) -> Self {
        match error {
            HookError::Faulty(fault) => Self::invalid(fault.field, fault.why),
            HookError::Unknown => Self::not_found(),
            HookError::TooMany => {
                Self::conflict("too_many_webhooks", "There are too many webhooks: remove one first")
            }
            HookError::NotInPlan => Self::conflict("not_in_plan", "The plan has no webhooks"),
            HookError::Disabled => {
                Self::conflict("webhook_disabled", "The webhook is disabled: enable it first")
            }
            HookError::Store(error) => error.into(),
        }
    }
}
