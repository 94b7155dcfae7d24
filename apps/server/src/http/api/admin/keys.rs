//! Keys of a business, rotated by the platform's hand.

use std::sync::Arc;

use actix_web::http::StatusCode;
use flows::platform::keys::OVERLAP;
use identity::KeyKind;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CHANGES, platform};
use crate::http::api::Api;
use crate::http::api::answer::Answer;
use crate::http::api::asked::Asked;
use crate::http::api::operation::Operation;
use crate::http::problem::Problem;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("/v1/admin/businesses/{id}/rotate-key", "rotate_business_key", CHANGES)
            .says("Makes one successor of a business's keys, or its first one; told this once.")
            .gives::<Made>()
            .with_status(StatusCode::CREATED)
            .telling_secret()
            .runs(rotate_key),
        Operation::post(
            "/v1/admin/businesses/{id}/rotate-widget-token",
            "rotate_widget_token",
            CHANGES,
        )
        .says(
            "Makes one successor of a business's widget tokens, or its first one; told this once.",
        )
        .takes::<Pages>()
        .gives::<Made>()
        .with_status(StatusCode::CREATED)
        .telling_secret()
        .runs(rotate_widget),
    ]
}

/// The pages that may show it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Pages {
    /// For the first token alone: `https://shop.example`. Its successors keep them.
    #[serde(default)]
    origins: Vec<String>,
}

/// A key that was just made.
#[derive(Serialize, JsonSchema)]
struct Made {
    /// Its id.
    id: String,
    /// The key itself, told this once.
    secret: String,
    /// Until when those before it go on.
    previous_until: String,
}

async fn rotate_key(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    rotate(&api, &asked, KeyKind::Api, &[]).await
}

async fn rotate_widget(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let pages: Pages = asked.json()?;
    rotate(&api, &asked, KeyKind::Widget, &pages.origins).await
}

async fn rotate(
    api: &Api,
    asked: &Asked,
    kind: KeyKind,
    origins: &[String],
) -> Result<Answer, Problem> {
    let id = asked.id("id")?;
    let (key, secret) = platform(api).rotate_keys(&asked.actor, id, kind, origins).await?;
    let until = key.created_at.saturating_add(OVERLAP).unwrap_or(Timestamp::MAX);
    let made = Made {
        id: key.id.to_string(),
        secret: secret.expose().to_owned(),
        previous_until: until.to_string(),
    };
    Ok(Answer::json(&made)?.with_status(StatusCode::CREATED))
}
