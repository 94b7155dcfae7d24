//! `/v1/business`: what owners set; drafts and versions of it.
//!
//! A change names the version that was seen, in `If-Match`: it is the business's own, and counts
//! whatever is changed about it.

use std::sync::Arc;

use flows::settings::{By, Edit, Seen, SettingsError};
use flows::{BusinessSettings, Settings};
use identity::Area;
use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings};
use serde::Serialize;
use serde_json::Value;
use tenancy::TenantStatus;

use super::Api;
use super::answer::Answer;
use super::asked::Asked;
use super::operation::{Door, Operation};
use crate::http::problem::Problem;

mod catalogue;
mod drafts;
mod versions;

/// What there is.
pub(super) fn operations() -> Vec<Operation> {
    let business = vec![
        Operation::get("/v1/business", "show_settings", Door::sees(Area::Settings))
            .says("The business, with everything that its owner has set.")
            .gives::<BusinessShown>()
            .versioned()
            .runs(show),
        with_patch_of::<BusinessSettings>(Operation::patch(
            "/v1/business",
            "change_settings",
            Door::changes(Area::Settings),
        ))
        .says("Changes what it names, for the next caller: lists as a whole, null takes away.")
        .gives::<BusinessShown>()
        .versioned()
        .runs(change),
    ];
    let parts = [business, drafts::operations(), versions::operations(), catalogue::operations()];
    parts.into_iter().flatten().collect()
}

/// An operation that takes a part of `T` as its body (RFC 7396).
fn with_patch_of<T: JsonSchema>(operation: Operation) -> Operation {
    Operation { body: Some(patch_of::<T>), ..operation }
}

/// The schema of `T` with nothing that must be there, but for what entries of lists need.
fn patch_of<T: JsonSchema>(_: &mut SchemaGenerator) -> Schema {
    let inline = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    let mut schema = inline.into_generator().into_root_schema_for::<T>();
    if let Some(fields) = schema.as_object_mut() {
        require_nothing(fields);
    }
    schema
}

fn require_nothing(schema: &mut serde_json::Map<String, Value>) {
    schema.remove("required");
    let Some(Value::Object(fields)) = schema.get_mut("properties") else { return };
    for field in fields.values_mut().filter_map(Value::as_object_mut) {
        require_nothing(field);
    }
}

/// A business.
#[derive(Serialize, JsonSchema)]
struct BusinessShown {
    /// Its id.
    id: String,
    /// The number that customers call; `null` while it has none.
    phone: Option<String>,
    /// Whether it is served.
    #[schemars(with = "StatusShown")]
    status: TenantStatus,
    /// Counts changes of anything about it; the `ETag` is the same.
    version: i64,
    /// What its owner has set.
    settings: BusinessSettings,
}

/// Whether a business is served.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its schema is of interest")]
enum StatusShown {
    Onboarding,
    InReview,
    Active,
    Suspended,
    Closed,
}

impl From<Seen> for BusinessShown {
    fn from(seen: Seen) -> Self {
        let Seen { tenant, settings } = seen;
        Self {
            id: tenant.id.to_string(),
            phone: (!tenant.phone.is_unassigned()).then(|| tenant.phone.to_string()),
            status: tenant.status,
            version: tenant.version,
            settings,
        }
    }
}

async fn show(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    shown(seen(&api, &asked).await?)
}

async fn change(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let by = by(&asked, Some(asked.version()?))?;
    let edit = Edit::Patch(patch(&asked)?);
    shown(settings(&api).change(&by, &edit).await?)
}

fn shown(seen: Seen) -> Result<Answer, Problem> {
    let version = seen.tenant.version;
    Ok(Answer::json(&BusinessShown::from(seen))?.version(version))
}

const fn settings(api: &Api) -> &Settings {
    &api.flows.settings
}

/// Who asks, for which business, having seen which version of it.
fn by(asked: &Asked, saw: Option<i64>) -> Result<By<'_>, Problem> {
    Ok(By { actor: &asked.actor, tenant: asked.tenant()?, saw })
}

/// A change of one thing need not name a version; one that is named has to be the present one.
fn version_if_named(asked: &Asked) -> Result<Option<i64>, Problem> {
    asked.if_match.is_some().then(|| asked.version()).transpose()
}

async fn seen(api: &Api, asked: &Asked) -> Result<Seen, Problem> {
    settings(api).read(asked.tenant()?).await?.ok_or_else(Problem::not_found)
}

/// The body as a patch: an object.
fn patch(asked: &Asked) -> Result<Value, Problem> {
    let patch: Value = asked.json()?;
    if patch.is_object() {
        return Ok(patch);
    }
    Err(Problem::invalid(".", "expected an object"))
}

impl From<SettingsError> for Problem {
    fn from(error: SettingsError) -> Self {
        match error {
            SettingsError::Unknown => Self::not_found(),
            SettingsError::NoDraft => Self::conflict("no_draft", "There is no draft"),
            SettingsError::Stale => Self::version_stale(),
            SettingsError::Faulty(faults) => {
                Self::faulty(faults.iter().map(|fault| (fault.key.as_str(), fault.what.clone())))
            }
            SettingsError::Forbidden => Self::forbidden(),
            SettingsError::Store(error) => error.into(),
        }
    }
}
