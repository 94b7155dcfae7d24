//! `flag`: show, set, clear, rollback, rollout.

use clap::Subcommand;
use kernel::TenantId;
use serde::Deserialize;
use serde_json::{Value, json};
use tenancy::flags::Stage;

use super::business;
use super::session::Session;
use crate::api::items;
use crate::arguments::word;
use crate::failure::{Failure, Outcome};
use crate::show;
use crate::show::table::{Cell, Table, Tone, text, whole};

const ROLLOUTS: &str = "/v1/admin/rollouts";

/// What can be asked about flags.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show a business's flags, and who has decided each.
    Show {
        /// The business.
        business: TenantId,
    },
    /// Give a business a value of its own.
    Set {
        /// The business.
        business: TenantId,
        /// The flag.
        #[arg(value_parser = word)]
        flag: String,
        /// The value: on, off, a number, or one of the flag's words.
        value: String,
    },
    /// Take a business's own value away, so that its plan decides.
    Clear {
        /// The business.
        business: TenantId,
        /// The flag.
        #[arg(value_parser = word)]
        flag: String,
    },
    /// Give a business the value it had before.
    Rollback {
        /// The business.
        business: TenantId,
        /// The flag.
        #[arg(value_parser = word)]
        flag: String,
    },
    /// Show or say how far a flag has come among the businesses.
    Rollout {
        /// The flag.
        #[arg(value_parser = word)]
        flag: String,
        /// off, staging, a percentage as in 25%, on, clear, or rollback. Switching off asks first.
        #[arg(value_parser = step)]
        step: Option<Step>,
    },
}

/// What is to become of a rollout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It comes to this stage.
    To(Stage),
    /// There is none any more, and plans alone decide.
    Clear,
    /// It goes back to the stage before.
    Rollback,
}

fn step(text: &str) -> Result<Step, String> {
    match text {
        "clear" => Ok(Step::Clear),
        "rollback" => Ok(Step::Rollback),
        stage => stage.parse().map(Step::To).map_err(|_| {
            "write off, staging, a percentage from 0% to 100%, on, clear, or rollback".to_owned()
        }),
    }
}

#[derive(Debug, Deserialize)]
struct Flag {
    name: String,
    value: Value,
    default: Value,
    decided_by: Value,
    #[serde(default)]
    say: String,
    #[serde(default)]
    since: Value,
}

#[derive(Debug, Deserialize)]
struct Rollout {
    flag: String,
    stage: Value,
    #[serde(default)]
    past: Value,
}

pub(super) async fn run(command: Command, session: &mut Session) -> Outcome {
    match command {
        Command::Show { business } => show(business, session).await,
        Command::Set { business, flag, value } => set(business, &flag, &value, session).await,
        Command::Clear { business, flag } => {
            let answer = session.api.delete(&path(business, &flag)).await?;
            session.done(&answer, &format!("{flag} of {business} is decided by its plan again."));
            Ok(())
        }
        Command::Rollback { business, flag } => {
            let path = format!("{}/rollback", path(business, &flag));
            let answer = session.api.post(&path, &json!({})).await?;
            session.done(&answer, &format!("{flag} of {business} is as it was before."));
            Ok(())
        }
        Command::Rollout { flag, step: None } => rollout(&flag, session).await,
        Command::Rollout { flag, step: Some(step) } => roll(&flag, step, session).await,
    }
}

fn path(business: TenantId, flag: &str) -> String {
    format!("{}/flags/{flag}", business::path(business))
}

async fn show(business: TenantId, session: &mut Session) -> Outcome {
    let path = format!("{}/flags", business::path(business));
    let read = session.list(&path, &[], true).await?;
    if session.put_json_list(&read.items) {
        return Ok(());
    }
    let mut table = Table::new([
        whole("FLAG"),
        whole("VALUE"),
        whole("DEFAULT").spare(),
        whole("DECIDED BY"),
        whole("SINCE").spare(),
        text("WHAT IT DOES"),
    ]);
    for flag in items::<Flag>(&read.items)? {
        let tone = if flag.value == flag.default { Tone::Plain } else { Tone::Good };
        table.row([
            flag.name.into(),
            Cell::toned(&show::value(&flag.value), tone),
            show::value(&flag.default).into(),
            show::value(&flag.decided_by).into(),
            show::value(&flag.since).into(),
            flag.say.into(),
        ]);
    }
    session.put_table(&table);
    Ok(())
}

async fn set(business: TenantId, name: &str, value: &str, session: &mut Session) -> Outcome {
    let path_of_all = format!("{}/flags", business::path(business));
    let read = session.list(&path_of_all, &[], true).await?;
    let flags: Vec<Flag> = items(&read.items)?;
    let flag = flags.iter().find(|flag| flag.name == name);
    let flag = flag.ok_or_else(|| {
        Failure::not_found(format!(
            "there is no flag {name}: see frontdeskctl flag show {business}"
        ))
    })?;
    let value = like(&flag.default, value).ok_or_else(|| {
        let form = if flag.default.is_boolean() { "on or off" } else { "a whole number" };
        Failure::usage(format!("{name} is {form}, and {value:?} is neither"))
    })?;
    let answer = session.api.put(&path(business, name), &json!({ "value": value })).await?;
    session.done(&answer, &format!("{name} of {business} is {}.", show::value(&value)));
    Ok(())
}

/// The text as a value of the same form as the flag's default.
fn like(default: &Value, text: &str) -> Option<Value> {
    match default {
        Value::Bool(_) => match text {
            "on" | "true" => Some(Value::Bool(true)),
            "off" | "false" => Some(Value::Bool(false)),
            _ => None,
        },
        Value::Number(_) => text.parse::<i64>().ok().map(Value::from),
        _ => Some(Value::from(text)),
    }
}

async fn rollout(flag: &str, session: &mut Session) -> Outcome {
    let read = session.list(ROLLOUTS, &[], true).await?;
    let rollouts: Vec<Rollout> = items(&read.items)?;
    let place = rollouts.iter().position(|rollout| rollout.flag == flag);
    let raw = place.and_then(|place| read.items.get(place));
    if session.show.json {
        let text = raw.map_or("null", |raw| raw.get());
        session.console.put(&[text, "\n"].concat());
        return Ok(());
    }
    let Some(rollout) = place.and_then(|place| rollouts.get(place)) else {
        session.say(&format!("{flag} has no rollout: plans alone decide."));
        return Ok(());
    };
    let mut table = Table::new([whole("FLAG"), whole("STAGE"), text("BEFORE")]);
    table.row([
        rollout.flag.as_str().into(),
        show::value(&rollout.stage).into(),
        show::value(&rollout.past).into(),
    ]);
    session.put_table(&table);
    Ok(())
}

async fn roll(flag: &str, step: Step, session: &mut Session) -> Outcome {
    let path = format!("{ROLLOUTS}/{flag}");
    let (answer, sentence) = match step {
        Step::To(stage) => {
            if stage == Stage::Off {
                session.confirm(
                    &format!("No business has {flag} any more, whatever it pays for."),
                    &[flag],
                )?;
            }
            let answer = session.api.put(&path, &json!({ "stage": stage })).await?;
            (answer, format!("{flag} is at {stage}."))
        }
        Step::Clear => {
            let answer = session.api.delete(&path).await?;
            (answer, format!("{flag} has no rollout: plans alone decide."))
        }
        Step::Rollback => {
            let answer = session.api.post(&format!("{path}/rollback"), &json!({})).await?;
            (answer, format!("{flag} is at the stage before."))
        }
    };
    session.done(&answer, &sentence);
    Ok(())
}
