//! `/v1/auth`: people register, sign in and out, and look after their accounts.

use std::sync::Arc;

use actix_web::http::StatusCode;
use flows::People;
use flows::people::refresh::{RefreshError, Tokens};
use flows::people::register::{Register, RegisterError};
use flows::people::sign_in::{SignIn, SignInError};
use flows::people::verify::LinkError;
use identity::{Role, SecretText, SessionKind};
use kernel::{AccountId, SessionId, TenantId};
use schemars::JsonSchema;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use tenancy::Vertical;

use super::Api;
use super::answer::{Answer, Page};
use super::asked::Asked;
use super::identify::{device_cookie, session_cookie};
use super::operation::{Door, Operation};
use crate::http::problem::Problem;

mod factor;
mod password;

/// What there is.
pub(super) fn operations() -> Vec<Operation> {
    let mut all = vec![
        Operation::post("/v1/auth/register", "register", Door::Anybody)
            .says("Registers a business and its owner, who gets a mail to go on.")
            .takes::<Registration>()
            .gives::<Sent>()
            .with_status(StatusCode::ACCEPTED)
            .runs(register),
        Operation::post("/v1/auth/verify", "verify_email", Door::Anybody)
            .says("Shows that an address is one's own, with the link of a mail.")
            .takes::<Link>()
            .with_status(StatusCode::NO_CONTENT)
            .runs(verify),
        Operation::post("/v1/auth/verify/send", "send_verification", Door::Anybody)
            .says("Sends that link once more.")
            .takes::<Address>()
            .gives::<Sent>()
            .with_status(StatusCode::ACCEPTED)
            .runs(send_verification),
        Operation::post("/v1/auth/login", "login", Door::Anybody)
            .says("Signs somebody in: a browser gets a cookie, an app a pair of tokens.")
            .takes::<Login>()
            .gives::<Welcome>()
            .runs(login),
        Operation::post("/v1/auth/refresh", "refresh", Door::Anybody)
            .says("Exchanges an app's refresh token for the next pair of tokens.")
            .takes::<Refresh>()
            .gives::<TokensShown>()
            .runs(refresh),
        Operation::post("/v1/auth/logout", "logout", Door::SignedIn)
            .says("Signs out of this session.")
            .with_status(StatusCode::NO_CONTENT)
            .runs(logout),
        Operation::post("/v1/auth/logout-everywhere", "logout_everywhere", Door::SignedIn)
            .says("Signs out of every session but this one.")
            .gives::<Ended>()
            .runs(logout_everywhere),
        Operation::get("/v1/auth/me", "me", Door::SignedIn)
            .says("Who is signed in, and which businesses they belong to.")
            .gives::<MeShown>()
            .runs(me),
        Operation::get("/v1/auth/sessions", "list_sessions", Door::SignedIn)
            .says("Where one is signed in.")
            .gives::<Page<SessionShown>>()
            .runs(sessions),
        Operation::delete("/v1/auth/sessions/{id}", "end_session", Door::SignedIn)
            .says("Signs out of another of one's own sessions.")
            .runs(end_session),
        Operation::post("/v1/auth/business", "turn_to_business", Door::SignedIn)
            .says("Looks at another of one's businesses from now on.")
            .takes::<Turn>()
            .with_status(StatusCode::NO_CONTENT)
            .runs(turn_to),
    ];
    all.extend(password::operations());
    all.extend(factor::operations());
    all
}

/// A business and its owner.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Registration {
    /// The owner's e-mail address.
    email: String,
    /// At least 10 characters.
    password: String,
    /// The owner's name.
    name: String,
    /// The business's name.
    business: String,
    /// Where it lives: `America/Chicago`.
    timezone: String,
    /// What kind of business it is.
    #[serde(default = "general")]
    #[schemars(with = "VerticalShown")]
    vertical: Vertical,
    /// The language its callers speak: `en-US`.
    #[serde(default = "english")]
    language: String,
}

/// What kind of business it is.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its schema is of interest")]
pub(super) enum VerticalShown {
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
struct Sent {
    /// What to do next.
    message: &'static str,
}

impl Sent {
    const MAIL: Self = Self { message: "Please look into your mail." };

    fn answer() -> Result<Answer, Problem> {
        Ok(Answer::json(&Self::MAIL)?.with_status(StatusCode::ACCEPTED))
    }
}

/// The token of a link in a mail.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Link {
    /// What stands behind `token=`.
    token: String,
}

/// Where to send a mail.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Address {
    /// The e-mail address.
    email: String,
}

/// Who wants to come in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Login {
    /// The e-mail address.
    email: String,
    /// The password.
    password: String,
    /// The code that the app shows, or one from the paper, once it was asked for (`code_needed`).
    #[serde(default)]
    code: Option<String>,
    /// `true` for apps and scripts: tokens instead of a cookie.
    #[serde(default)]
    tokens: bool,
}

/// Somebody who is in.
#[derive(Serialize, JsonSchema)]
struct Welcome {
    /// Who.
    account: String,
    /// For browsers: sent back as `X-CSRF-Token` with every change.
    #[serde(skip_serializing_if = "Option::is_none")]
    csrf_token: Option<String>,
    /// For apps.
    #[serde(skip_serializing_if = "Option::is_none")]
    tokens: Option<TokensShown>,
}

/// A refresh token.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Refresh {
    /// The refresh token.
    refresh_token: String,
}

/// A pair of tokens.
#[derive(Serialize, JsonSchema)]
struct TokensShown {
    /// Goes into `Authorization: Bearer` with every request.
    access_token: String,
    /// How long that is good, in seconds.
    expires_in: i64,
    /// Exchanged for the next pair, once.
    refresh_token: String,
    /// Until when that can go on.
    refresh_expires_at: String,
}

impl TokensShown {
    fn of(tokens: &Tokens) -> Self {
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
struct Ended {
    /// How many.
    ended: usize,
}

/// Somebody, as they see themselves.
#[derive(Serialize, JsonSchema)]
struct MeShown {
    /// Their id.
    id: String,
    /// Their name.
    name: String,
    /// Their e-mail address.
    email: String,
    /// Whether signing in asks for a code.
    second_factor: bool,
    /// Whether they belong to the platform's staff.
    platform: bool,
    /// The business they look at.
    business: Option<String>,
    /// The businesses they belong to.
    businesses: Vec<BelongsTo>,
    /// For browsers: sent back as `X-CSRF-Token` with every change.
    #[serde(skip_serializing_if = "Option::is_none")]
    csrf_token: Option<String>,
}

/// A business that somebody belongs to.
#[derive(Serialize, JsonSchema)]
struct BelongsTo {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// What they are there.
    #[schemars(with = "super::members::RoleShown")]
    role: Role,
}

/// Where somebody is signed in.
#[derive(Serialize, JsonSchema)]
struct SessionShown {
    /// Its id.
    id: String,
    /// What the browser or app says it is.
    agent: String,
    /// `browser` or `app`.
    kind: &'static str,
    /// Since when.
    since: String,
    /// Until when.
    until: String,
    /// Whether it is the one that asks.
    current: bool,
}

/// Another business.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Turn {
    /// Its id.
    business: String,
}

pub(super) fn people(api: &Api) -> Result<&People, Problem> {
    api.people().ok_or_else(Problem::unavailable)
}

async fn register(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let typed: Registration = asked.json()?;
    let wanted = Register {
        email: typed.email,
        password: typed.password.into(),
        name: typed.name,
        business: typed.business,
        timezone: typed.timezone,
        vertical: typed.vertical,
        language: typed.language,
        address: asked.address,
    };
    people(&api)?.register(wanted).await?;
    Sent::answer()
}

async fn verify(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let link: Link = asked.json()?;
    people(&api)?.verify_email(&link.token).await?;
    Ok(Answer::no_content())
}

async fn send_verification(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let to: Address = asked.json()?;
    people(&api)?.ask_verification(&to.email, asked.address).await?;
    Sent::answer()
}

async fn login(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let typed: Login = asked.json()?;
    let people = people(&api)?;
    let kind = if typed.tokens { SessionKind::App } else { SessionKind::Browser };
    let opened = people
        .sign_in(SignIn {
            email: typed.email,
            password: SecretString::from(typed.password),
            code: typed.code,
            kind,
            device: asked.device,
            agent: asked.agent,
            address: asked.address,
        })
        .await?;
    let account = opened.account.to_string();
    if kind == SessionKind::App {
        let tokens = TokensShown::of(&people.first_tokens(opened));
        return Answer::json(&Welcome { account, csrf_token: None, tokens: Some(tokens) });
    }
    let csrf = people.keys.csrf.token(opened.session).expose().to_owned();
    let seconds = opened.expires_at.duration_since(api.clock.now()).as_secs();
    let cookie = session_cookie(opened.shown.expose().to_owned(), seconds, api.https);
    let welcome = Welcome { account, csrf_token: Some(csrf), tokens: None };
    let device = device_cookie(opened.shown.expose().to_owned(), api.https);
    Ok(Answer::json(&welcome)?.cookie(cookie).cookie(device))
}

async fn refresh(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let shown: Refresh = asked.json()?;
    let tokens = people(&api)?.refresh(&shown.refresh_token).await?;
    Answer::json(&TokensShown::of(&tokens))
}

async fn logout(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (account, session) = asked.person()?;
    people(&api)?.sign_out(account, session).await?;
    Ok(Answer::no_content().cookie(session_cookie(String::new(), 0, api.https)))
}

async fn logout_everywhere(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (account, session) = asked.person()?;
    let ended = people(&api)?.sign_out_everywhere(account, Some(session)).await?;
    Answer::json(&Ended { ended })
}

async fn me(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (account, session) = asked.person()?;
    let people = people(&api)?;
    let me = people.me(account).await?.ok_or_else(Problem::not_found)?;
    let csrf = asked.by_cookie.then(|| people.keys.csrf.token(session));
    let businesses = me.businesses.into_iter().map(|(id, name, role)| BelongsTo {
        id: id.to_string(),
        name,
        role,
    });
    Answer::json(&MeShown {
        id: me.account.id.to_string(),
        name: me.account.name.clone(),
        email: me.account.email.as_str().to_owned(),
        second_factor: me.account.asks_second_factor(),
        platform: me.account.is_platform,
        business: asked.actor.tenant.map(|id| id.to_string()),
        businesses: businesses.collect(),
        csrf_token: csrf.map(|token: SecretText| token.expose().to_owned()),
    })
}

async fn sessions(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (account, current): (AccountId, SessionId) = asked.person()?;
    let sessions = people(&api)?.sessions(account).await?;
    let shown = sessions.into_iter().map(|session| SessionShown {
        id: session.id.to_string(),
        agent: session.agent,
        kind: match session.kind {
            SessionKind::Browser => "browser",
            SessionKind::App => "app",
        },
        since: session.created_at.to_string(),
        until: session.expires_at.to_string(),
        current: session.id == current,
    });
    Answer::json(&Page::whole(shown.collect()))
}

async fn end_session(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (account, _) = asked.person()?;
    if people(&api)?.sign_out(account, asked.id("id")?).await? {
        return Ok(Answer::no_content());
    }
    Err(Problem::not_found())
}

async fn turn_to(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (account, session) = asked.person()?;
    let turn: Turn = asked.json()?;
    let tenant: TenantId = turn.business.parse().map_err(|_| Problem::not_found())?;
    if people(&api)?.turn_to(account, session, tenant).await? {
        return Ok(Answer::no_content());
    }
    Err(Problem::not_found())
}

impl From<RegisterError> for Problem {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::Faulty(faults) => {
                Self::faulty(faults.into_iter().map(|fault| (fault.field, fault.why)))
            }
            RegisterError::TooMany { retry_after } => Self::too_many(retry_after),
            RegisterError::Busy(_) => Self::unavailable(),
            RegisterError::Store(error) => error.into(),
        }
    }
}

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Wrong => Self::wrong_password(),
            SignInError::CodeNeeded => Self::code_needed(),
            SignInError::CodeWrong => Self::code_wrong(),
            SignInError::Unverified => Self::unverified(),
            SignInError::TooMany { retry_after } => Self::too_many(retry_after),
            SignInError::Busy(_) => Self::unavailable(),
            SignInError::Store(error) => error.into(),
        }
    }
}

impl From<RefreshError> for Problem {
    fn from(error: RefreshError) -> Self {
        match error {
            RefreshError::Refused => Self::unauthorized(),
            RefreshError::Store(error) => error.into(),
        }
    }
}

impl From<LinkError> for Problem {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::Refused => Self::link_refused(),
            LinkError::Faulty(fault) => Self::invalid(fault.field, fault.why),
            LinkError::TooMany { retry_after } => Self::too_many(retry_after),
            LinkError::Busy(_) => Self::unavailable(),
            LinkError::Store(error) => error.into(),
        }
    }
}
