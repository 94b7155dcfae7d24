//! Servers and deliveries, as they are shown.

use hooks::{
    Delivery, DeliveryStatus, DisabledWhy, Endpoint, EndpointStatus, EventKind, Secret,
    Subscription,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::EVERYTHING;
use crate::http::api::answer::Answer;
use crate::http::problem::Problem;

/// Why a server is told nothing.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its schema is of interest")]
enum WhyShown {
    Owner,
    Gone,
    Failing,
}

/// A server that is told what happens, without its secret.
#[derive(Serialize, JsonSchema)]
pub(super) struct EndpointShown {
    /// Its id.
    id: String,
    /// Its address.
    url: String,
    /// What it is called.
    name: String,
    /// What it is told: `appointment.booked`; `*` is everything.
    events: Vec<String>,
    /// Whether it is told anything.
    enabled: bool,
    /// Why not: by the owner's wish, or because it is gone or has failed for too long.
    #[schemars(with = "Option<WhyShown>")]
    disabled_why: Option<DisabledWhy>,
    /// Since when not.
    disabled_at: Option<String>,
    /// Since when nothing has reached it, if that is so.
    failing_since: Option<String>,
    /// When it was added.
    created_at: String,
    /// When it last changed.
    updated_at: String,
}

impl From<Endpoint> for EndpointShown {
    fn from(endpoint: Endpoint) -> Self {
        let disabled = match endpoint.status {
            EndpointStatus::Active => None,
            EndpointStatus::Disabled { why, since } => Some((why, since)),
        };
        Self {
            id: endpoint.id.to_string(),
            url: endpoint.url.as_str().to_owned(),
            name: endpoint.name,
            events: match endpoint.events {
                Subscription::All => vec![EVERYTHING.to_owned()],
                Subscription::Only(kinds) => kinds.iter().map(ToString::to_string).collect(),
            },
            enabled: disabled.is_none(),
            disabled_why: disabled.map(|(why, _)| why),
            disabled_at: disabled.map(|(_, since)| since.to_string()),
            failing_since: endpoint.failing.map(|row| row.since.to_string()),
            created_at: endpoint.created_at.to_string(),
            updated_at: endpoint.updated_at.to_string(),
        }
    }
}

/// A server with the secret that signs what it is sent.
#[derive(Serialize, JsonSchema)]
pub(super) struct Told {
    /// The secret, told this once: `whsec_…`.
    secret: String,
    /// The server.
    webhook: EndpointShown,
}

impl Told {
    pub(super) fn answer((endpoint, secret): (Endpoint, Secret)) -> Result<Answer, Problem> {
        Answer::json(&Self { secret: secret.expose().to_owned(), webhook: endpoint.into() })
    }
}

/// How a delivery stands.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its schema is of interest")]
enum StatusShown {
    Queued,
    Delivered,
    Failed,
}

/// Something that a server was told, or is being told.
#[derive(Serialize, JsonSchema)]
pub(super) struct DeliveryShown {
    /// Its id.
    id: String,
    /// What is sent: the `webhook-id` of each attempt.
    event: String,
    /// What it is about: `appointment.booked`.
    kind: Option<String>,
    /// How it stands.
    #[schemars(with = "StatusShown")]
    status: DeliveryStatus,
    /// How many attempts there were since it was queued or sent again.
    attempts: u16,
    /// The HTTP status of the last answer.
    last_status: Option<u16>,
    /// What went wrong last.
    last_error: Option<String>,
    /// The beginning of the last answer.
    last_answer: Option<String>,
    /// When the next attempt is due.
    next_at: Option<String>,
    /// When it was queued first.
    created_at: String,
    /// When it last changed.
    updated_at: String,
}

impl From<(Delivery, Option<EventKind>)> for DeliveryShown {
    fn from((delivery, kind): (Delivery, Option<EventKind>)) -> Self {
        Self {
            id: delivery.id.to_string(),
            event: delivery.event.to_string(),
            kind: kind.map(|kind| kind.to_string()),
            status: delivery.status,
            attempts: delivery.attempts,
            last_status: delivery.last_status,
            last_error: delivery.last_error,
            last_answer: delivery.last_snippet,
            next_at: delivery.next_at.map(|at| at.to_string()),
            created_at: delivery.created_at.to_string(),
            updated_at: delivery.updated_at.to_string(),
        }
    }
}

/// Something that is on its way.
#[derive(Serialize, JsonSchema)]
pub(super) struct Queued {
    /// The delivery's id.
    pub(super) delivery: String,
}

/// What is on its way again.
#[derive(Serialize, JsonSchema)]
pub(super) struct Replayed {
    /// How many deliveries.
    pub(super) count: usize,
}
