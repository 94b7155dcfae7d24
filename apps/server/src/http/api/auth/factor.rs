//! Codes of an app, besides the password.

use std::sync::Arc;

use actix_web::http::StatusCode;
use flows::people::second_factor::FactorError;
use flows::people::verify::LinkError;
use schemars::JsonSchema;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};

use super::people;
use crate::http::api::Api;
use crate::http::api::answer::Answer;
use crate::http::api::asked::Asked;
use crate::http::api::operation::{Door, Operation};
use crate::http::problem::Problem;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("/v1/auth/second-factor", "offer_second_factor", Door::SignedIn)
            .says("Offers a secret for an app that shows codes; confirm it with the first one.")
            .gives::<Offer>()
            .telling_secret()
            .fails(&["second_factor_present"])
            .runs(offer),
        Operation::post("/v1/auth/second-factor/confirm", "confirm_second_factor", Door::SignedIn)
            .says("Switches the second factor on; the codes for paper are told this once.")
            .takes::<Code>()
            .gives::<Paper>()
            .telling_secret()
            .fails(&["second_factor_present"])
            .runs(confirm),
        Operation::post("/v1/auth/second-factor/drop", "drop_second_factor", Door::SignedIn)
            .says("Switches the second factor off, with the password.")
            .takes::<Password>()
            .with_status(StatusCode::NO_CONTENT)
            .runs(drop_factor),
    ]
}

/// What an app needs to know.
#[derive(Serialize, JsonSchema)]
struct Offer {
    /// The secret, to be typed.
    secret: String,
    /// The same as an address, to be shown as a square of dots.
    uri: String,
}

/// A code.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Code {
    /// Six digits.
    code: String,
}

/// Codes for when the app is lost.
#[derive(Serialize, JsonSchema)]
struct Paper {
    /// Each is good once.
    recovery_codes: Vec<String>,
}

/// The password.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Password {
    /// The present password.
    password: String,
}

async fn offer(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (account, _) = asked.person()?;
    let offered = people(&api)?.offer_factor(account).await?;
    Answer::json(&Offer {
        secret: offered.secret.expose_secret().to_owned(),
        uri: offered.uri.expose_secret().to_owned(),
    })
}

async fn confirm(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (account, _) = asked.person()?;
    let typed: Code = asked.json()?;
    let codes = people(&api)?.confirm_factor(account, &typed.code).await?;
    let codes = codes.iter().map(|code| code.expose().to_owned());
    Answer::json(&Paper { recovery_codes: codes.collect() })
}

async fn drop_factor(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (account, _) = asked.person()?;
    let typed: Password = asked.json()?;
    match people(&api)?.drop_factor(account, typed.password.into()).await {
        Err(LinkError::Refused) => Err(Problem::invalid("password", "is not the present one")),
        other => Ok(other.map(|()| Answer::no_content())?),
    }
}

impl From<FactorError> for Problem {
    fn from(error: FactorError) -> Self {
        match error {
            FactorError::Present => {
                Self::conflict("second_factor_present", "There is a second factor already")
            }
            FactorError::Wrong => Self::invalid("code", "is not the one that the app shows"),
            FactorError::Store(error) => error.into(),
        }
    }
}
