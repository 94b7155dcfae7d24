//! `/v1/business/versions`: what callers met before.

use std::sync::Arc;

use flows::BusinessSettings;
use identity::Area;
use schemars::JsonSchema;
use serde::Serialize;
use tenancy::VersionHead;

use super::super::Api;
use super::super::answer::{Answer, Page};
use super::super::asked::{Asked, cursor};
use super::super::operation::{Door, Kind, Operation};
use super::drafts::ChangeShown;
use super::{BusinessShown, by, settings, shown};
use crate::http::problem::Problem;

const SEES: Door = Door::sees(Area::Settings);

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/v1/business/versions", "list_versions", SEES)
            .says("What callers met before and meet now, newest first; the last 200 are kept.")
            .paged()
            .gives::<Page<HeadShown>>()
            .runs(list),
        Operation::get("/v1/business/versions/{version}", "show_version", SEES)
            .says("The settings of a version.")
            .gives::<VersionShown>()
            .runs(show),
        Operation::get("/v1/business/versions/{version}/changes", "compare_versions", SEES)
            .says("What is different in a version.")
            .query(
                "against",
                Kind::Number(0, 4_294_967_295),
                "From which; the one before if left out.",
            )
            .gives::<Page<ChangeShown>>()
            .runs(changes),
        Operation::post(
            "/v1/business/versions/{version}/restore",
            "restore_version",
            Door::changes(Area::Settings),
        )
        .says("Makes a version what the next caller meets, as a new version.")
        .gives::<BusinessShown>()
        .versioned()
        .runs(restore),
    ]
}

/// When settings became what they are in one version.
#[derive(Serialize, JsonSchema)]
struct HeadShown {
    /// Its number: the business's version from then on.
    version: i64,
    /// Since when.
    at: String,
    /// Who made it so: an id, or `system`.
    actor: String,
    /// What was said about it.
    note: String,
}

impl From<VersionHead> for HeadShown {
    fn from(head: VersionHead) -> Self {
        let VersionHead { version, at, actor, note } = head;
        Self { version, at: at.to_string(), actor, note }
    }
}

/// What callers met from one version on.
#[derive(Serialize, JsonSchema)]
struct VersionShown {
    /// Its number: the business's version from then on.
    version: i64,
    /// Since when.
    at: String,
    /// Who made it so: an id, or `system`.
    actor: String,
    /// What was said about it.
    note: String,
    /// The settings.
    settings: BusinessSettings,
}

async fn list(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (limit, before) = (asked.limit()?, asked.cursor::<i64>()?);
    let wanted = limit.saturating_add(1);
    let mut heads = settings(&api).versions(asked.tenant()?, before, wanted).await?;
    let more = heads.len() > usize::from(limit);
    heads.truncate(usize::from(limit));
    let last = heads.last().filter(|_| more).map(|head| head.version);
    let next = last.and_then(|version| cursor(&version));
    Answer::json(&Page { items: heads.into_iter().map(HeadShown::from).collect(), next })
}

async fn show(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let found = settings(&api).version(asked.tenant()?, number(&asked)?).await?;
    let found = found.ok_or_else(Problem::not_found)?;
    let HeadShown { version, at, actor, note } = found.head.into();
    Answer::json(&VersionShown { version, at, actor, note, settings: found.settings })
}

async fn changes(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let number = number(&asked)?;
    let against = asked.value("against").map(str::parse::<i64>);
    let against = against.transpose();
    let against = against.map_err(|_| Problem::invalid("against", "expected a version"))?;
    let changes = settings(&api).changes(asked.tenant()?, number, against).await?;
    let changes = changes.ok_or_else(Problem::not_found)?;
    Answer::json(&Page::whole(changes.into_iter().map(ChangeShown::from).collect()))
}

async fn restore(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let number = number(&asked)?;
    let by = by(&asked, Some(asked.version()?))?;
    shown(settings(&api).restore(&by, number).await?)
}

/// What cannot be a version is as good as one that is nowhere.
fn number(asked: &Asked) -> Result<i64, Problem> {
    asked.place("version")?.parse().map_err(|_| Problem::not_found())
}
