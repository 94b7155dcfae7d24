//! The one way from a request to an operation: who is it, may they, how often, what do they want, was
//! it asked before.

use std::sync::Arc;

use actix_web::http::header::{CONTENT_TYPE, HeaderName, HeaderValue, ORIGIN};
use actix_web::web::{Bytes, Payload};
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use fleet::{Key, Rate, Taken};
use flows::people::who::Visitor;
use identity::{Access, Actor, KeyKind, Who};
use kernel::TenantId;
use ring::digest;
use secrecy::{ExposeSecret, SecretString};
use store::{Durability, Earlier};
use tenancy::TenantStatus;

use super::Api;
use super::answer::Answer;
use super::asked::{Asked, if_match};
use super::identify::{self, CSRF, Credential};
use super::operation::{Door, Operation};
use crate::http::body;
use crate::http::problem::Problem;

/// Names the request that must not be carried out twice.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Says that an answer was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// Which version of the API answers.
const VERSION: HeaderName = HeaderName::from_static("frontdesk-version");
const VERSION_VALUE: HeaderValue = HeaderValue::from_static("1");

/// The largest body, in bytes.
const BODY_BYTES_MAX: usize = 1024 * 1024;
/// How long a key may be.
const KEY_CHARS_MAX: usize = 255;

/// Requests of one business, whoever makes them.
const BY_BUSINESS: Rate = Rate::per_minute(1_200).with_burst(300);
/// Requests with one key.
const BY_KEY: Rate = Rate::per_minute(600).with_burst(200);
/// Requests from one address, of people and of strangers.
const BY_ADDRESS: Rate = Rate::per_minute(600).with_burst(200);

/// Answers a request for an operation.
pub async fn pass(
    api: Arc<Api>,
    operation: Arc<Operation>,
    request: HttpRequest,
    payload: Payload,
) -> HttpResponse {
    // Whatever becomes of the request, its body is read: see `body`.
    let bytes = body::read(payload, BODY_BYTES_MAX).await;
    let outcome = match bytes {
        Ok(bytes) => through(&api, &operation, &request, bytes).await,
        Err(error) => Err(error.into()),
    };
    let mut response = match outcome {
        Ok((answer, replayed)) => {
            let mut response = answer.response();
            if replayed {
                response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
            }
            response
        }
        Err(problem) => problem.response(),
    };
    response.headers_mut().insert(VERSION, VERSION_VALUE);
    super::cors::allow(&api, &request, response.headers_mut());
    response
}

async fn through(
    api: &Arc<Api>,
    operation: &Operation,
    request: &HttpRequest,
    body: Bytes,
) -> Result<(Answer, bool), Problem> {
    let address = identify::address(request, api.proxies);
    let credential = Credential::read(request, api.https);
    if !matches!(credential, Credential::Key(_)) {
        limit(api, &Key::address(address), BY_ADDRESS).await?;
    }
    let visitor = visitor(api, &credential).await?;
    let by_cookie = matches!(credential, Credential::Cookie(_));
    if let Some(visitor) = &visitor {
        keep_pace(api, &visitor.actor).await?;
        if by_cookie && operation.is_change() {
            comes_from_us(api, request, &visitor.actor)?;
        }
        widget_is_at_home(request, visitor)?;
    }
    let actor = admit(operation, visitor)?;
    let asked = Asked {
        actor,
        address,
        device: identify::device(request, api.https),
        agent: identify::agent(request.headers()),
        places: places(operation, request),
        query: query(operation, request)?,
        body: taken(operation, request, body)?,
        if_match: if_match(request.headers()),
        by_cookie,
    };
    match (idempotency_key(request)?, asked.actor.tenant.or(platform_tenant(&asked.actor))) {
        (Some(key), Some(tenant)) if operation.is_change() => {
            once(api, operation, asked, (tenant, &key)).await
        }
        _ => (operation.run)(Arc::clone(api), asked).await.map(|answer| (answer, false)),
    }
}

/// Who shows this; nobody for nothing. Something that is not good is not as good as nothing.
async fn visitor(api: &Api, credential: &Credential) -> Result<Option<Visitor>, Problem> {
    if matches!(credential, Credential::Confused) {
        return Err(Problem::unauthorized());
    }
    let Some(shown) = credential.shown() else { return Ok(None) };
    let Some(people) = api.people() else { return Err(Problem::unauthorized()) };
    match people.who(&shown).await? {
        Some(visitor) => Ok(Some(visitor)),
        // A browser sends an old cookie along to the page where one signs in.
        None if matches!(credential, Credential::Cookie(_)) => Ok(None),
        None => Err(Problem::unauthorized()),
    }
}

/// Whether a visitor may ask for the operation, as whom.
fn admit(operation: &Operation, visitor: Option<Visitor>) -> Result<Actor, Problem> {
    let Some(visitor) = visitor else {
        return match operation.door {
            Door::Anybody => Ok(Actor { who: Who::System, tenant: None }),
            _ => Err(Problem::unauthorized()),
        };
    };
    let Visitor { actor, status, has_second_factor, .. } = visitor;
    let is_person = matches!(actor.who, Who::Person { .. });
    let allowed = match operation.door {
        Door::Anybody => true,
        Door::SignedIn => is_person,
        Door::Business(grant) => actor.may(grant),
        Door::People(grant) => is_person && actor.may(grant),
        Door::Platform(access) => {
            // What the platform can do is not there for anybody else.
            if !actor.may_platform(access) {
                return Err(Problem::not_found());
            }
            if is_person && !has_second_factor {
                return Err(Problem::factor_needed());
            }
            true
        }
    };
    if !allowed {
        return Err(Problem::forbidden());
    }
    if let (Door::Business(grant) | Door::People(grant), Some(status)) = (operation.door, status) {
        serves(&actor, grant.access, status)?;
    }
    Ok(actor)
}

/// What still works when a business is not served: its people see what there is.
fn serves(actor: &Actor, access: Access, status: TenantStatus) -> Result<(), Problem> {
    let is_program = matches!(actor.who, Who::Program { .. });
    match status {
        TenantStatus::Suspended if is_program || access == Access::Write => {
            Err(Problem::suspended())
        }
        TenantStatus::Closed => Err(Problem::forbidden()),
        TenantStatus::Onboarding
        | TenantStatus::InReview
        | TenantStatus::Active
        | TenantStatus::Suspended => Ok(()),
    }
}

/// A change that a browser makes with its cookie comes from a page of ours, which knows the token.
fn comes_from_us(api: &Api, request: &HttpRequest, actor: &Actor) -> Result<(), Problem> {
    let Who::Person { session, .. } = &actor.who else { return Ok(()) };
    let token = request.headers().get(CSRF).and_then(|value| value.to_str().ok());
    let known = api.people().zip(token);
    let fits = known.is_some_and(|(people, token)| people.keys.csrf.fits(*session, token));
    if fits && identify::is_own_site(request.headers(), &api.origin) {
        return Ok(());
    }
    Err(Problem::cross_site())
}

/// A widget's key is shown by anybody's browser, and is good on the pages it was made for.
fn widget_is_at_home(request: &HttpRequest, visitor: &Visitor) -> Result<(), Problem> {
    let Who::Program { kind: KeyKind::Widget, .. } = &visitor.actor.who else { return Ok(()) };
    let origin = request.headers().get(ORIGIN).and_then(|value| value.to_str().ok());
    let known = |origin: &str| visitor.origins.iter().any(|own| own == origin);
    if origin.is_some_and(known) { Ok(()) } else { Err(Problem::unauthorized()) }
}

async fn keep_pace(api: &Api, actor: &Actor) -> Result<(), Problem> {
    if let (Who::Program { key, .. }, Some(tenant)) = (&actor.who, actor.tenant) {
        limit(api, &Key::api_key(tenant, *key), BY_KEY).await?;
    }
    match actor.tenant {
        Some(tenant) => limit(api, &Key::requests(tenant), BY_BUSINESS).await,
        None => Ok(()),
    }
}

async fn limit(api: &Api, key: &Key, rate: Rate) -> Result<(), Problem> {
    match api.fleet.limits.take(key, rate, 1).await {
        Taken::Granted { .. } => Ok(()),
        Taken::Wait { retry_after } => Err(Problem::too_many(retry_after)),
    }
}

fn places(operation: &Operation, request: &HttpRequest) -> Vec<(String, String)> {
    let info = request.match_info();
    let named = operation.places().map(|name| (name, info.query(name)));
    named.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// What stands after the question mark: what the operation knows, once each.
fn query(operation: &Operation, request: &HttpRequest) -> Result<Vec<(String, String)>, Problem> {
    let mut read: Vec<(String, String)> = Vec::new();
    for (name, value) in form_urlencoded::parse(request.query_string().as_bytes()) {
        let known = operation.query.iter().any(|parameter| parameter.name == name);
        if !known {
            return Err(Problem::invalid(name, "is no parameter of this address"));
        }
        if read.iter().any(|(earlier, _)| *earlier == name) {
            return Err(Problem::invalid(name, "is given twice"));
        }
        read.push((name.into_owned(), value.into_owned()));
    }
    Ok(read)
}

/// The body, if the operation takes one and it says what it is.
fn taken(operation: &Operation, request: &HttpRequest, body: Bytes) -> Result<Bytes, Problem> {
    if operation.body.is_none() {
        return Ok(Bytes::new());
    }
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).map(str::trim);
    if kind.is_some_and(|kind| kind.eq_ignore_ascii_case("application/json")) {
        return Ok(body);
    }
    Err(Problem::not_json())
}

fn idempotency_key(request: &HttpRequest) -> Result<Option<String>, Problem> {
    let Some(value) = request.headers().get(IDEMPOTENCY_KEY) else { return Ok(None) };
    let text = value.to_str().ok().map(str::trim);
    let fits = |text: &&str| !text.is_empty() && text.len() <= KEY_CHARS_MAX;
    let text = text.filter(fits).ok_or_else(|| {
        Problem::invalid("Idempotency-Key", format!("expected 1 to {KEY_CHARS_MAX} characters"))
    })?;
    Ok(Some(text.to_owned()))
}

/// The platform's own requests are remembered among what belongs to no business.
fn platform_tenant(actor: &Actor) -> Option<TenantId> {
    matches!(actor.who, Who::Platform { .. }).then_some(flows::people::PLATFORM)
}

/// Carries a request out once, however often it is made.
async fn once(
    api: &Arc<Api>,
    operation: &Operation,
    asked: Asked,
    (tenant, key): (TenantId, &str),
) -> Result<(Answer, bool), Problem> {
    let begun_at = api.clock.now();
    // Two people's keys never meet, and neither do two businesses'.
    let key = digest_of(&[&asked.actor.label(), key]);
    let fingerprint = fingerprint(operation, &asked);
    let mut tx = api.db.begin(tenant).await?;
    let earlier = tx.answers().begin(&key, &fingerprint, begun_at).await?;
    tx.commit(Durability::Promised).await?;
    match earlier {
        Earlier::Nothing => {}
        Earlier::Answered(kept) => return Ok((opened(api, &key, &kept)?, true)),
        Earlier::Running => return Err(Problem::in_flight()),
        Earlier::Other => return Err(Problem::key_reused()),
    }
    let outcome = (operation.run)(Arc::clone(api), asked).await;
    let mut tx = api.db.begin(tenant).await?;
    match &outcome {
        Ok(answer) => tx.answers().keep(&key, begun_at, &sealed(api, &key, answer)?).await?,
        // What was refused was not carried out: the same key may be used for the mended request.
        Err(_) => tx.answers().let_go(&key, begun_at).await?,
    };
    tx.commit(Durability::Promised).await?;
    outcome.map(|answer| (answer, false))
}

/// An answer may hold a secret that is shown once: it is kept sealed.
fn sealed(api: &Api, key: &str, answer: &Answer) -> Result<String, Problem> {
    let people = api.people().ok_or_else(Problem::internal)?;
    let text = serde_json::to_string(answer).map_err(|_| Problem::internal())?;
    let mut nonce = [0; identity::seal::NONCE_BYTES];
    nonce.iter_mut().zip(people.entropy.bytes()).for_each(|(to, from)| *to = from);
    let plain = SecretString::from(text);
    let sealed = people.keys.seals.seal(identity::SealedFor::Answer, key, &plain, nonce);
    Ok(sealed.as_str().to_owned())
}

fn opened(api: &Api, key: &str, kept: &str) -> Result<Answer, Problem> {
    let people = api.people().ok_or_else(Problem::internal)?;
    let sealed = identity::Sealed::stored(kept.to_owned());
    let plain = people.keys.seals.open(identity::SealedFor::Answer, key, &sealed);
    let plain = plain.map_err(|_| Problem::internal())?;
    serde_json::from_str(plain.expose_secret()).map_err(|_| Problem::internal())
}

fn fingerprint(operation: &Operation, asked: &Asked) -> String {
    let places: Vec<&str> = asked.places.iter().map(|(_, value)| value.as_str()).collect();
    let body = BASE64_URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, &asked.body));
    let version = asked.if_match.as_deref().unwrap_or_default();
    digest_of(&[operation.name, &places.join("/"), &body, version])
}

fn digest_of(parts: &[&str]) -> String {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(part.len().to_string().as_bytes());
        context.update(b":");
        context.update(part.as_bytes());
    }
    BASE64_URL_SAFE_NO_PAD.encode(context.finish())
}
