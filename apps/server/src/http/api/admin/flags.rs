//! What is switched on: for one business, and for all of them step by step.

use std::sync::Arc;

use actix_web::http::StatusCode;
use kernel::TenantId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tenancy::Flag;
use tenancy::flags::{DecidedBy, Explanation, FlagValue, Group, Stage};

use super::{CHANGES, SEES, platform, word};
use crate::http::api::Api;
use crate::http::api::answer::{Answer, Page};
use crate::http::api::asked::Asked;
use crate::http::api::operation::{Door, Operation};
use crate::http::problem::Problem;

pub(super) fn operations() -> Vec<Operation> {
    let flag = "/v1/admin/businesses/{id}/flags/{flag}";
    vec![
        Operation::get("/v1/flags", "list_own_flags", Door::sees(identity::Area::Flags))
            .says("What is switched on for the business, and who decides about it.")
            .gives::<Page<FlagShown>>()
            .runs(own),
        Operation::get("/v1/admin/businesses/{id}/flags", "list_flags", SEES)
            .says("What is switched on for a business, and which layer decides about it.")
            .gives::<Page<FlagShown>>()
            .runs(list),
        Operation::put(flag, "set_flag", CHANGES)
            .says("Sets a flag of a business, whatever its plan says.")
            .takes::<Wanted>()
            .gives::<FlagShown>()
            .runs(set),
        Operation::delete(flag, "clear_flag", CHANGES)
            .says("Leaves a flag of a business to its plan again.")
            .with_status(StatusCode::OK)
            .gives::<FlagShown>()
            .runs(clear),
        Operation::post(
            "/v1/admin/businesses/{id}/flags/{flag}/rollback",
            "roll_back_flag",
            CHANGES,
        )
        .says("Goes back by one change of a business's flag.")
        .gives::<FlagShown>()
        .fails(&["nothing_before"])
        .runs(back),
        Operation::put("/v1/admin/businesses/{id}/group", "set_group", CHANGES)
            .says("Puts a business among those that try what is new, or takes it out.")
            .takes::<WantedGroup>()
            .with_status(StatusCode::NO_CONTENT)
            .runs(group),
        Operation::get("/v1/admin/rollouts", "list_rollouts", SEES)
            .says("How far each flag has come that is being rolled out.")
            .gives::<Page<RolloutShown>>()
            .runs(rollouts),
        Operation::put("/v1/admin/rollouts/{flag}", "set_rollout", CHANGES)
            .says("Brings a flag so far: off, staging, a percentage, on.")
            .takes::<WantedStage>()
            .gives::<RolloutShown>()
            .runs(roll),
        Operation::delete("/v1/admin/rollouts/{flag}", "clear_rollout", CHANGES)
            .says("Leaves a flag to plans again.")
            .with_status(StatusCode::OK)
            .gives::<RolloutShown>()
            .runs(unroll),
        Operation::post("/v1/admin/rollouts/{flag}/rollback", "roll_back_rollout", CHANGES)
            .says("Goes back by one change of a flag's rollout.")
            .gives::<RolloutShown>()
            .fails(&["nothing_before"])
            .runs(roll_back),
    ]
}

/// A flag, as one business has it.
#[derive(Serialize, JsonSchema)]
struct FlagShown {
    /// Its name.
    name: String,
    /// Its value: `true`, a number or a word.
    value: Value,
    /// What it is when nobody decides.
    default: Value,
    /// Who decided: `default`, `plan`, `rollout` or `business`.
    decided_by: String,
    /// What it changes for a caller or an owner.
    say: String,
    /// The smallest tier of plans that carries it.
    since: Option<String>,
}

impl FlagShown {
    fn of(flag: Flag, explanation: &Explanation) -> Self {
        let json = |value: &FlagValue| serde_json::to_value(value).unwrap_or(Value::Null);
        let by: DecidedBy = explanation.by;
        Self {
            name: flag.name().to_owned(),
            value: json(&explanation.value),
            default: json(&explanation.default),
            decided_by: word(&by),
            say: flag.what().to_owned(),
            since: flag.tier().map(|tier| format!("{tier:?}")),
        }
    }
}

/// How far a flag has come.
#[derive(Serialize, JsonSchema)]
struct RolloutShown {
    /// The flag.
    flag: String,
    /// `off`, `staging`, `25%`, `on`; `null` where plans decide.
    stage: Option<String>,
    /// What it was before, oldest first.
    past: Vec<Option<String>>,
}

/// A value.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// `true`, a number, or a word, as the flag takes it.
    #[schemars(with = "Value")]
    value: FlagValue,
}

/// How far to go.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WantedStage {
    /// `off`, `staging`, `25%` or `on`.
    stage: String,
}

/// Which group.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WantedGroup {
    /// Whether it tries what is new.
    staging: bool,
}

fn named(asked: &Asked) -> Result<Flag, Problem> {
    Flag::named(asked.place("flag")?).map_err(|_| Problem::not_found())
}

async fn explained(api: &Api, id: TenantId) -> Result<Vec<(Flag, Explanation)>, Problem> {
    platform(api).flags(id).await?.ok_or_else(Problem::not_found)
}

async fn one(api: &Api, id: TenantId, flag: Flag) -> Result<Answer, Problem> {
    let all = explained(api, id).await?;
    let found = all.iter().find(|(known, _)| *known == flag);
    let (flag, explanation) = found.ok_or_else(Problem::not_found)?;
    Answer::json(&FlagShown::of(*flag, explanation))
}

async fn own(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let all = explained(&api, asked.tenant()?).await?;
    let items = all.iter().map(|(flag, explanation)| FlagShown::of(*flag, explanation));
    Answer::json(&Page::whole(items.collect()))
}

async fn list(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let all = explained(&api, asked.id("id")?).await?;
    let items = all.iter().map(|(flag, explanation)| FlagShown::of(*flag, explanation));
    Answer::json(&Page::whole(items.collect()))
}

async fn set(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (id, flag, wanted): (_, _, Wanted) = (asked.id("id")?, named(&asked)?, asked.json()?);
    platform(&api).set_flag(&asked.actor, id, flag, Some(wanted.value)).await?;
    one(&api, id, flag).await
}

async fn clear(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (id, flag) = (asked.id("id")?, named(&asked)?);
    platform(&api).set_flag(&asked.actor, id, flag, None).await?;
    one(&api, id, flag).await
}

async fn back(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (id, flag) = (asked.id("id")?, named(&asked)?);
    platform(&api).roll_back_flag(&asked.actor, id, flag).await?;
    one(&api, id, flag).await
}

async fn group(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let wanted: WantedGroup = asked.json()?;
    let group = if wanted.staging { Group::Staging } else { Group::default() };
    platform(&api).set_group(&asked.actor, asked.id("id")?, group).await?;
    Ok(Answer::no_content())
}

async fn rollout(api: &Api, flag: Flag) -> Result<RolloutShown, Problem> {
    let all = platform(api).rollouts().await?;
    let past = all.history(flag).map(|history| history.past().to_vec()).unwrap_or_default();
    Ok(RolloutShown {
        flag: flag.name().to_owned(),
        stage: all.get(flag).map(|stage| stage.to_string()),
        past: past.into_iter().map(|stage| stage.map(|stage| stage.to_string())).collect(),
    })
}

async fn rollouts(api: Arc<Api>, _: Asked) -> Result<Answer, Problem> {
    let all = platform(&api).rollouts().await?;
    let mut items = Vec::new();
    for flag in Flag::ALL.iter().copied().filter(|flag| all.history(*flag).is_some()) {
        items.push(rollout(&api, flag).await?);
    }
    Answer::json(&Page::whole(items))
}

async fn roll(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (flag, wanted): (_, WantedStage) = (named(&asked)?, asked.json()?);
    let stage: Result<Stage, _> = wanted.stage.parse();
    let refused = |_| Problem::invalid("stage", "expected off, staging, a percentage, or on");
    platform(&api).set_rollout(&asked.actor, flag, Some(stage.map_err(refused)?)).await?;
    Answer::json(&rollout(&api, flag).await?)
}

async fn unroll(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let flag = named(&asked)?;
    platform(&api).set_rollout(&asked.actor, flag, None).await?;
    Answer::json(&rollout(&api, flag).await?)
}

async fn roll_back(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let flag = named(&asked)?;
    platform(&api).roll_back_rollout(&asked.actor, flag).await?;
    Answer::json(&rollout(&api, flag).await?)
}
