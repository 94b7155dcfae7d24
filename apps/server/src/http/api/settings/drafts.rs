//! `/v1/business/draft`: settings that callers do not meet yet.

use std::sync::Arc;

use flows::BusinessSettings;
use flows::settings::Seen;
use flows::settings::compare::Change;
use flows::settings::drafts::DraftSeen;
use identity::Area;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::Api;
use super::super::answer::Answer;
use super::super::asked::Asked;
use super::super::operation::{Door, Operation};
use super::{BusinessShown, by, seen, settings, shown, version_if_named};
use crate::http::problem::Problem;

const CHANGES: Door = Door::changes(Area::Settings);

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/v1/business/draft", "show_draft", Door::sees(Area::Settings))
            .says("What is being worked on; where nothing is, what callers meet.")
            .gives::<DraftShown>()
            .versioned()
            .runs(show),
        Operation::put("/v1/business/draft", "save_draft", CHANGES)
            .says("Saves settings without effect; they may have faults, which are told.")
            .takes::<BusinessSettings>()
            .gives::<DraftShown>()
            .runs(save),
        Operation::delete("/v1/business/draft", "drop_draft", CHANGES)
            .says("Drops what is being worked on.")
            .fails(&["no_draft"])
            .runs(drop_draft),
        Operation::post("/v1/business/publish", "publish_draft", CHANGES)
            .says("Makes the draft what the next caller meets, and keeps it as a version.")
            .takes::<Publishing>()
            .gives::<BusinessShown>()
            .fails(&["no_draft"])
            .versioned()
            .runs(publish),
    ]
}

/// Settings that are being worked on.
#[derive(Serialize, JsonSchema)]
struct DraftShown {
    /// The business's version when it was begun.
    based_on: i64,
    /// The business's version now; the `ETag` is the same.
    version: i64,
    /// When it was last saved; `null` where there is no draft.
    saved_at: Option<String>,
    /// Who did: an id.
    saved_by: Option<String>,
    /// The settings.
    settings: BusinessSettings,
    /// What has to be mended before it can be published.
    faults: Vec<FaultShown>,
    /// What publishing it changes.
    changes: Vec<ChangeShown>,
}

/// Something that is wrong.
#[derive(Serialize, JsonSchema)]
struct FaultShown {
    /// Where: `services[1].minutes`.
    field: String,
    /// What is wrong, and how it would be right.
    detail: String,
}

/// Something that is different.
#[derive(Serialize, JsonSchema)]
pub(super) struct ChangeShown {
    /// Where: `services[1].minutes`.
    path: String,
    /// What it was; `null` where there was none.
    before: Value,
    /// What it is; `null` where there is none.
    after: Value,
}

impl From<Change> for ChangeShown {
    fn from(change: Change) -> Self {
        Self { path: change.path, before: change.before, after: change.after }
    }
}

/// What is said about a version.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Publishing {
    /// One line of up to 200 characters.
    #[serde(default)]
    note: String,
}

async fn show(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    if let Some(draft) = settings(&api).draft(asked.tenant()?).await? {
        return answer(draft);
    }
    let Seen { tenant, settings } = seen(&api, &asked).await?;
    let shown = DraftShown {
        based_on: tenant.version,
        version: tenant.version,
        saved_at: None,
        saved_by: None,
        settings,
        faults: Vec::new(),
        changes: Vec::new(),
    };
    Ok(Answer::json(&shown)?.version(tenant.version))
}

async fn save(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let wanted: BusinessSettings = asked.json()?;
    let by = by(&asked, version_if_named(&asked)?)?;
    answer(settings(&api).save_draft(&by, &wanted).await?)
}

async fn drop_draft(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    if settings(&api).drop_draft(asked.tenant()?).await? {
        return Ok(Answer::no_content());
    }
    Err(flows::settings::SettingsError::NoDraft.into())
}

async fn publish(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let by = by(&asked, Some(asked.version()?))?;
    let Publishing { note } = asked.json()?;
    shown(settings(&api).publish(&by, &note).await?)
}

fn answer(draft: DraftSeen) -> Result<Answer, Problem> {
    let version = draft.version;
    let faults = draft.faults.into_iter();
    let shown = DraftShown {
        based_on: draft.based_on,
        version,
        saved_at: Some(draft.at.to_string()),
        saved_by: Some(draft.actor),
        settings: draft.settings,
        faults: faults.map(|it| FaultShown { field: it.key, detail: it.what }).collect(),
        changes: draft.changes.into_iter().map(ChangeShown::from).collect(),
    };
    Ok(Answer::json(&shown)?.version(version))
}
