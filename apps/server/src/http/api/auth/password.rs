//! Passwords that were forgotten, and those that are to be changed.

use std::sync::Arc;

use actix_web::http::StatusCode;
use flows::people::verify::LinkError;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Address, Sent, people};
use crate::http::api::Api;
use crate::http::api::answer::Answer;
use crate::http::api::asked::Asked;
use crate::http::api::operation::{Door, Operation};
use crate::http::problem::Problem;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("/v1/auth/password/forgot", "forgot_password", Door::Anybody)
            .says("Sends a link to choose a new password, if the address has an account.")
            .takes::<Address>()
            .gives::<Sent>()
            .with_status(StatusCode::ACCEPTED)
            .runs(forgot),
        Operation::post("/v1/auth/password/reset", "reset_password", Door::Anybody)
            .says("Chooses a password with the link of a mail; everybody signed in is signed out.")
            .takes::<Reset>()
            .with_status(StatusCode::NO_CONTENT)
            .runs(reset),
        Operation::post("/v1/auth/password", "change_password", Door::SignedIn)
            .says("Changes one's own password; other sessions end.")
            .takes::<Change>()
            .with_status(StatusCode::NO_CONTENT)
            .runs(change),
    ]
}

/// A new password, and the link that allows it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Reset {
    /// What stands behind `token=`.
    token: String,
    /// At least 10 characters.
    password: String,
}

/// The present password and a new one.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Change {
    /// The present one.
    password: String,
    /// At least 10 characters.
    new_password: String,
}

async fn forgot(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let to: Address = asked.json()?;
    people(&api)?.forgot_password(&to.email, asked.address).await?;
    Sent::answer()
}

async fn reset(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let typed: Reset = asked.json()?;
    people(&api)?.set_password(&typed.token, typed.password.into()).await?;
    Ok(Answer::no_content())
}

async fn change(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let who = asked.person()?;
    let typed: Change = asked.json()?;
    let changed = people(&api)?;
    let changed =
        changed.change_password(who, typed.password.into(), typed.new_password.into()).await;
    match changed {
        Err(LinkError::Refused) => Err(Problem::invalid("password", "is not the present one")),
        other => Ok(other.map(|()| Answer::no_content())?),
    }
}
