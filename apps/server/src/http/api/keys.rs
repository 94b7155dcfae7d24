//! `/v1/api-keys`: keys for programs.

use std::sync::Arc;

use actix_web::http::StatusCode;
use flows::people::keys::{KeyError, WantedKey};
use identity::{ApiKey, Area, Grant, KeyKind, SecretText};
use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Api;
use super::answer::{Answer, Page};
use super::asked::Asked;
use super::auth::people;
use super::operation::{Door, Operation};
use crate::http::problem::Problem;

const MANAGE: Door = Door::People(Grant::write(Area::Keys));

/// What there is.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/v1/api-keys", "list_api_keys", Door::sees(Area::Keys))
            .says("The business's keys, newest first; the keys themselves are not kept.")
            .gives::<Page<KeyShown>>()
            .runs(list),
        Operation::post("/v1/api-keys", "make_api_key", MANAGE)
            .says("Makes a key; the key itself is told this once.")
            .takes::<Wanted>()
            .gives::<Made>()
            .with_status(StatusCode::CREATED)
            .telling_secret()
            .fails(&["too_many_keys"])
            .runs(make),
        Operation::post("/v1/api-keys/{id}/rotate", "rotate_api_key", MANAGE)
            .says("Makes a key's successor, beside which it goes on for a while.")
            .takes::<Rotation>()
            .gives::<Made>()
            .with_status(StatusCode::CREATED)
            .telling_secret()
            .runs(rotate),
        Operation::delete("/v1/api-keys/{id}", "revoke_api_key", MANAGE)
            .says("Takes a key back: it is refused from now on.")
            .runs(revoke),
    ]
}

/// What kind of program shows a key.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its schema is of interest")]
enum KindShown {
    Api,
    Widget,
    Dashboard,
}

/// A key, without itself.
#[derive(Serialize, JsonSchema)]
struct KeyShown {
    /// Its id.
    id: String,
    /// What kind of program shows it.
    #[schemars(with = "KindShown")]
    kind: KeyKind,
    /// What it is called.
    name: String,
    /// Its last four characters.
    hint: String,
    /// What it may do: `calls:read`.
    #[schemars(with = "Vec<String>")]
    scopes: Vec<Grant>,
    /// The pages that may show it.
    origins: Vec<String>,
    /// When it was made.
    created_at: String,
    /// When it was last used, to the minute.
    last_used_at: Option<String>,
    /// When it runs out.
    expires_at: Option<String>,
}

impl From<ApiKey> for KeyShown {
    fn from(key: ApiKey) -> Self {
        Self {
            id: key.id.to_string(),
            kind: key.kind,
            name: key.name,
            hint: key.hint,
            scopes: key.grants,
            origins: key.origins,
            created_at: key.created_at.to_string(),
            last_used_at: key.last_used_at.map(|at| at.to_string()),
            expires_at: key.expires_at.map(|at| at.to_string()),
        }
    }
}

/// A key that was just made.
#[derive(Serialize, JsonSchema)]
struct Made {
    /// The key itself, told this once.
    secret: String,
    /// What is kept of it.
    key: KeyShown,
}

impl Made {
    fn answer((key, secret): (ApiKey, SecretText)) -> Result<Answer, Problem> {
        let at = format!("/v1/api-keys/{}", key.id);
        let made = Self { secret: secret.expose().to_owned(), key: key.into() };
        Ok(Answer::json(&made)?.with_status(StatusCode::CREATED).at(at))
    }
}

/// A key that is wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// What kind of program will show it.
    #[schemars(with = "KindShown")]
    kind: KeyKind,
    /// What to call it.
    name: String,
    /// For `api`: what it may do, such as `calls:read`.
    #[serde(default)]
    scopes: Vec<String>,
    /// For `widget`: the pages that may show it, such as `https://shop.example`.
    #[serde(default)]
    origins: Vec<String>,
}

/// How a key gives way.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Rotation {
    /// For how many hours it goes on beside its successor, 0 to 720.
    #[serde(default = "a_day")]
    #[schemars(range(min = 0, max = 720))]
    overlap_hours: u16,
}

const fn a_day() -> u16 {
    24
}

async fn list(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let keys = people(&api)?.api_keys(asked.tenant()?).await?;
    Answer::json(&Page::whole(keys.into_iter().map(KeyShown::from).collect()))
}

async fn make(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let wanted: Wanted = asked.json()?;
    let grants = wanted.scopes.iter().map(|text| text.parse());
    let grants: Result<Vec<Grant>, _> = grants.collect();
    let grants = grants.map_err(|_| {
        Problem::invalid("scopes", "expected scopes such as calls:read or settings:write")
    })?;
    let wanted =
        WantedKey { kind: wanted.kind, name: wanted.name, grants, origins: wanted.origins };
    Made::answer(people(&api)?.make_key(&asked.actor, asked.tenant()?, wanted).await?)
}

async fn rotate(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let rotation: Rotation = asked.json()?;
    let overlap = SignedDuration::from_hours(rotation.overlap_hours.into());
    let (tenant, id) = (asked.tenant()?, asked.id("id")?);
    Made::answer(people(&api)?.rotate_key(&asked.actor, tenant, id, overlap).await?)
}

async fn revoke(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    people(&api)?.revoke_key(&asked.actor, asked.tenant()?, asked.id("id")?).await?;
    Ok(Answer::no_content())
}

impl From<KeyError> for Problem {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Faulty(fault) => Self::invalid(fault.field, fault.why),
            KeyError::Unknown => Self::not_found(),
            KeyError::TooMany => {
                Self::conflict("too_many_keys", "There are too many keys: take some back")
            }
            KeyError::Store(error) => error.into(),
        }
    }
}
