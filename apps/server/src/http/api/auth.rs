//! `/v1/auth`: people register, sign in and out, and look after their accounts.

use std::sync::Arc;

use actix_web::http::StatusCode;
use flows::People;
use flows::people::refresh::RefreshError;
use flows::people::register::{Register, RegisterError};
use flows::people::sign_in::{SignIn, SignInError};
use flows::people::verify::LinkError;
use identity::{SecretText, SessionKind};
use kernel::{AccountId, SessionId, TenantId};
use secrecy::SecretString;

use super::Api;
use super::answer::{Answer, Page};
use super::asked::Asked;
use super::identify::{device_cookie, session_cookie};
use super::operation::{Door, Operation};
use crate::http::problem::Problem;

mod factor;
mod password;
mod shapes;

pub(super) use shapes::VerticalShown;
use shapes::{
    Address, BelongsTo, Ended, Link, Login, MeShown, Refresh, Registration, Sent, SessionShown,
    TokensShown, Turn, Welcome,
};

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
            .fails(&["not_found"])
            .with_status(StatusCode::NO_CONTENT)
            .runs(turn_to),
    ];
    all.extend(password::operations());
    all.extend(factor::operations());
    all
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
