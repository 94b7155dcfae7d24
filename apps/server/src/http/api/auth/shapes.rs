//! What goes in and comes out of `/v1/auth`.

use actix_web::http::StatusCode;
use flows::people::refresh::Tokens;
use identity::Role;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tenancy::Vertical;

use crate::http::api::answer::Answer;
use crate::http::problem::Problem;

/// A business and its owner.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http::api) struct Registration {
    /// The owner's e-mail address.
    pub(in crate::http::api) email: String,
    /// At least 10 characters.
    pub(in crate::http::api) password: String,
    /// The owner's name.
    pub(in crate::http::api) name: String,
    /// The business's name.
    pub(in crate::http::api) business: String,
    /// Where it lives: `America/Chicago`.
    pub(in crate::http::api) timezone: String,
    /// What kind of business it is.
    #[serde(default = "general")]
    #[schemars(with = "VerticalShown")]
    pub(in crate::http::api) vertical: Vertical,
    /// The language its callers speak: `en-US`.
    #[serde(default = "english")]
    pub(in crate::http::api) language: String,
}

/// What kind of business it is.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its schema is of interest")]
pub(in crate::http::api) enum VerticalShown {
    Salon,
    Plumber,
    Clinic,
    Restaurant,
    Retail,
    General,
}

const fn general() -> Vertical {
    Vertical::General
}

fn english() -> String {
    "en-US".to_owned()
}

/// What was done, whether the address is known or not.
#[derive(Serialize, JsonSchema)]
pub(in crate::http::api) struct Sent {
    /// What to do next.
    pub(in crate::http::api) message: &'static str,
}

impl Sent {
    pub(in crate::http::api) const MAIL: Self = Self { message: "Please look into your mail." };

    pub(in crate::http::api) fn answer() -> Result<Answer, Problem> {
        Ok(Answer::json(&Self::MAIL)?.with_status(StatusCode::ACCEPTED))
    }
}

/// The token of a link in a mail.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http::api) struct Link {
    /// What stands behind `token=`.
    pub(in crate::http::api) token: String,
}

/// Where to send a mail.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http::api) struct Address {
    /// The e-mail address.
    pub(in crate::http::api) email: String,
}

/// Who wants to come in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http::api) struct Login {
    /// The e-mail address.
    pub(in crate::http::api) email: String,
    /// The password.
    pub(in crate::http::api) password: String,
    /// The code that the app shows, or one from the paper, once it was asked for (`code_needed`).
    #[serde(default)]
    pub(in crate::http::api) code: Option<String>,
    /// `true` for apps and scripts: tokens instead of a cookie.
    #[serde(default)]
    pub(in crate::http::api) tokens: bool,
}

/// Somebody who is in.
#[derive(Serialize, JsonSchema)]
pub(in crate::http::api) struct Welcome {
    /// Who.
    pub(in crate::http::api) account: String,
    /// For browsers: sent back as `X-CSRF-Token` with every change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::http::api) csrf_token: Option<String>,
    /// For apps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::http::api) tokens: Option<TokensShown>,
}

/// A refresh token.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http::api) struct Refresh {
    /// The refresh token.
    pub(in crate::http::api) refresh_token: String,
}

/// A pair of tokens.
#[derive(Serialize, JsonSchema)]
pub(in crate::http::api) struct TokensShown {
    /// Goes into `Authorization: Bearer` with every request.
    pub(in crate::http::api) access_token: String,
    /// How long that is good, in seconds.
    pub(in crate::http::api) expires_in: i64,
    /// Exchanged for the next pair, once.
    pub(in crate::http::api) refresh_token: String,
    /// Until when that can go on.
    pub(in crate::http::api) refresh_expires_at: String,
}

impl TokensShown {
    pub(in crate::http::api) fn of(tokens: &Tokens) -> Self {
        Self {
            access_token: tokens.access.expose().to_owned(),
            expires_in: identity::jwt::ACCESS_SECONDS,
            refresh_token: tokens.refresh.expose().to_owned(),
            refresh_expires_at: tokens.expires_at.to_string(),
        }
    }
}

/// How many sessions ended.
#[derive(Serialize, JsonSchema)]
pub(in crate::http::api) struct Ended {
    /// How many.
    pub(in crate::http::api) ended: usize,
}

/// Somebody, as they see themselves.
#[derive(Serialize, JsonSchema)]
pub(in crate::http::api) struct MeShown {
    /// Their id.
    pub(in crate::http::api) id: String,
    /// Their name.
    pub(in crate::http::api) name: String,
    /// Their e-mail address.
    pub(in crate::http::api) email: String,
    /// Whether signing in asks for a code.
    pub(in crate::http::api) second_factor: bool,
    /// Whether they belong to the platform's staff.
    pub(in crate::http::api) platform: bool,
    /// The business they look at.
    pub(in crate::http::api) business: Option<String>,
    /// The businesses they belong to.
    pub(in crate::http::api) businesses: Vec<BelongsTo>,
    /// For browsers: sent back as `X-CSRF-Token` with every change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::http::api) csrf_token: Option<String>,
}

/// A business that somebody belongs to.
#[derive(Serialize, JsonSchema)]
pub(in crate::http::api) struct BelongsTo {
    /// Its id.
    pub(in crate::http::api) id: String,
    /// Its name.
    pub(in crate::http::api) name: String,
    /// What they are there.
    #[schemars(with = "crate::http::api::members::RoleShown")]
    pub(in crate::http::api) role: Role,
}

/// Where somebody is signed in.
#[derive(Serialize, JsonSchema)]
pub(in crate::http::api) struct SessionShown {
    /// Its id.
    pub(in crate::http::api) id: String,
    /// What the browser or app says it is.
    pub(in crate::http::api) agent: String,
    /// `browser` or `app`.
    pub(in crate::http::api) kind: &'static str,
    /// Since when.
    pub(in crate::http::api) since: String,
    /// Until when.
    pub(in crate::http::api) until: String,
    /// Whether it is the one that asks.
    pub(in crate::http::api) current: bool,
}

/// Another business.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http::api) struct Turn {
    /// Its id.
    pub(in crate::http::api) business: String,
}
