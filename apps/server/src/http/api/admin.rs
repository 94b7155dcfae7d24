//! `/v1/admin`: what the platform's staff does with businesses.

use std::sync::Arc;

use actix_web::http::StatusCode;
use flows::platform::create::NewBusiness;
use flows::platform::list::Listed;
use flows::platform::{Platform, PlatformError};
use identity::Access;
use kernel::{PhoneNumber, TenantId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tenancy::{TenantStatus, Vertical};

use super::Api;
use super::answer::{Answer, Page};
use super::asked::{Asked, cursor};
use super::operation::{Door, Kind, Operation};
use crate::http::problem::Problem;

mod flags;
mod house;
mod keys;

const SEES: Door = Door::Platform(Access::Read);
const CHANGES: Door = Door::Platform(Access::Write);

/// What there is.
pub(super) fn operations() -> Vec<Operation> {
    let mut all = vec![
        Operation::get("/v1/admin/businesses", "list_businesses", SEES)
            .says("Businesses, oldest first.")
            .query("status", Kind::Text, "Those of this status alone.")
            .paged()
            .gives::<Page<BusinessShown>>()
            .runs(list),
        Operation::post("/v1/admin/businesses", "found_business", CHANGES)
            .says(
                "Founds a business and asks somebody to own it, or takes one from a business file.",
            )
            .takes::<Wanted>()
            .gives::<BusinessShown>()
            .with_status(StatusCode::CREATED)
            .fails(&["number_taken"])
            .runs(found),
        Operation::get("/v1/admin/businesses/{id}", "show_business", SEES)
            .says("A business, with what it has ordered.")
            .gives::<BusinessShown>()
            .runs(show),
        Operation::post("/v1/admin/businesses/{id}/suspend", "suspend_business", CHANGES)
            .says("Takes a business out of service from the next webhook on.")
            .takes::<Reason>()
            .gives::<BusinessShown>()
            .fails(&["business_closed"])
            .runs(suspend),
        Operation::post("/v1/admin/businesses/{id}/activate", "activate_business", CHANGES)
            .says("Serves a business from the next webhook on.")
            .gives::<BusinessShown>()
            .fails(&["business_closed"])
            .runs(activate),
        Operation::post("/v1/admin/businesses/{id}/close", "close_business", CHANGES)
            .says("Closes a business for good; its records stay, its number is free again.")
            .takes::<Reason>()
            .gives::<BusinessShown>()
            .runs(close),
        Operation::put("/v1/admin/businesses/{id}/plan", "set_plan", CHANGES)
            .says("Puts a business on another plan.")
            .takes::<WantedPlan>()
            .gives::<BusinessShown>()
            .fails(&["subscription_refused"])
            .runs(set_plan),
        Operation::put("/v1/admin/businesses/{id}/number", "assign_number", CHANGES)
            .says("Gives a business a number: it decides whose call a call is.")
            .takes::<WantedNumber>()
            .gives::<BusinessShown>()
            .fails(&["number_taken", "business_closed"])
            .runs(assign),
        Operation::delete("/v1/admin/businesses/{id}/number", "release_number", CHANGES)
            .says("Takes a business's number away.")
            .with_status(StatusCode::OK)
            .gives::<BusinessShown>()
            .runs(release),
    ];
    all.extend(flags::operations());
    all.extend(keys::operations());
    all.extend(house::operations());
    all
}

/// Where a business stands.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its schema is of interest")]
enum StatusShown {
    Onboarding,
    InReview,
    Active,
    Suspended,
    Closed,
}

/// A business, as the platform sees it.
#[derive(Serialize, JsonSchema)]
struct BusinessShown {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// Its number, if it has one.
    phone: Option<String>,
    /// Where it stands.
    #[schemars(with = "StatusShown")]
    status: TenantStatus,
    /// Its plan.
    plan: String,
    /// The price book that the plan is in.
    book: String,
    /// How its subscription stands: `trial`, `active`, `past_due` or `cancelled`.
    subscription: String,
    /// `general` or `staging`.
    group: String,
    /// Since when it is here.
    created_at: String,
    /// The zone it lives in.
    timezone: String,
    /// What kind of business it is.
    vertical: String,
    /// The languages it speaks.
    languages: Vec<String>,
    /// Where its owner gets mail.
    owner_email: Option<String>,
    /// Counts changes of it.
    version: i64,
    /// How many customers it has.
    customers: u64,
    /// How many calls are going on.
    live_calls: u32,
}

/// A word of ours as JSON writes it.
fn word<T: Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).ok();
    value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

impl From<Listed> for BusinessShown {
    fn from(listed: Listed) -> Self {
        let Listed { tenant, subscription, group, customers, live_calls, .. } = listed;
        let phone = (!tenant.phone.is_unassigned()).then(|| tenant.phone.to_string());
        let languages = tenant.settings.languages.iter().map(ToString::to_string);
        Self {
            id: tenant.id.to_string(),
            name: tenant.name,
            phone,
            status: tenant.status,
            plan: subscription.plan,
            book: subscription.book,
            subscription: word(&subscription.status),
            group: word(&group),
            created_at: tenant.created_at.to_string(),
            timezone: tenant.timezone.iana_name().unwrap_or("UTC").to_owned(),
            vertical: word(&tenant.settings.vertical),
            languages: languages.collect(),
            owner_email: tenant.settings.owner_email,
            version: tenant.version,
            customers,
            live_calls,
        }
    }
}

/// A business that is wanted: a whole business file, or the fields of a new one.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// A business file (TOML). Nothing else is needed then.
    #[serde(default)]
    file: Option<String>,
    /// Its name.
    #[serde(default)]
    name: Option<String>,
    /// The zone it lives in: `America/Chicago`.
    #[serde(default)]
    timezone: Option<String>,
    /// What kind of business it is.
    #[serde(default)]
    #[schemars(with = "Option<super::auth::VerticalShown>")]
    vertical: Option<Vertical>,
    /// The language its callers speak: `en-US`.
    #[serde(default)]
    language: Option<String>,
    /// Who is asked to own it.
    #[serde(default)]
    owner_email: Option<String>,
    /// Its number, if it has one already.
    #[serde(default)]
    phone: Option<String>,
    /// The price book; the default one where none is named.
    #[serde(default)]
    book: Option<String>,
    /// The plan; the usual one where none is named.
    #[serde(default)]
    plan: Option<String>,
}

/// Why something is done.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Reason {
    /// For the record; at most 200 characters, and no personal data.
    #[serde(default)]
    reason: String,
}

/// A plan of a price book.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WantedPlan {
    /// The plan.
    plan: String,
    /// The price book; the default one where none is named.
    #[serde(default)]
    book: Option<String>,
}

/// A number.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WantedNumber {
    /// The number, with its country code: `+18165550100`.
    phone: String,
}

const fn platform(api: &Api) -> &Platform {
    &api.flows.platform
}

async fn shown(api: &Api, id: TenantId) -> Result<BusinessShown, Problem> {
    let listed = platform(api).find(id).await?.ok_or_else(Problem::not_found)?;
    Ok(listed.into())
}

async fn list(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let status = asked.value("status").map(|text| {
        let value = serde_json::Value::String(text.to_owned());
        let read = serde_json::from_value::<TenantStatus>(value);
        read.map_err(|_| Problem::invalid("status", "is no status of a business"))
    });
    let (limit, after) = (asked.limit()?, asked.cursor::<TenantId>()?);
    let businesses = platform(&api).list(status.transpose()?, after, limit).await?;
    let full = businesses.len() >= usize::from(limit);
    let last = businesses.last().filter(|_| full).map(|listed| listed.tenant.id);
    let next = last.and_then(|id| cursor(&id));
    let items = businesses.into_iter().map(BusinessShown::from).collect();
    Answer::json(&Page { items, next })
}

async fn found(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let wanted: Wanted = asked.json()?;
    let id = if let Some(file) = &wanted.file {
        platform(&api).create_from_file(&asked.actor, file).await?.id
    } else {
        let needed = |field: &'static str, value: Option<String>| {
            value.ok_or_else(|| Problem::invalid(field, "is missing"))
        };
        let wanted = NewBusiness {
            name: needed("name", wanted.name)?,
            timezone: needed("timezone", wanted.timezone)?,
            vertical: wanted.vertical.unwrap_or(Vertical::General),
            language: wanted.language.unwrap_or_else(|| "en-US".to_owned()),
            owner_email: needed("owner_email", wanted.owner_email)?,
            phone: wanted.phone,
            book: wanted.book,
            plan: wanted.plan,
        };
        platform(&api).create(&asked.actor, &wanted).await?.tenant.id
    };
    let answer = Answer::json(&shown(&api, id).await?)?;
    Ok(answer.with_status(StatusCode::CREATED).at(format!("/v1/admin/businesses/{id}")))
}

async fn show(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    Answer::json(&shown(&api, asked.id("id")?).await?)
}

async fn suspend(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (id, why): (TenantId, Reason) = (asked.id("id")?, asked.json()?);
    platform(&api).suspend(&asked.actor, id, &why.reason).await?;
    Answer::json(&shown(&api, id).await?)
}

async fn activate(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let id: TenantId = asked.id("id")?;
    platform(&api).activate(&asked.actor, id).await?;
    Answer::json(&shown(&api, id).await?)
}

async fn close(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (id, why): (TenantId, Reason) = (asked.id("id")?, asked.json()?);
    platform(&api).close(&asked.actor, id, &why.reason).await?;
    Answer::json(&shown(&api, id).await?)
}

async fn set_plan(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (id, wanted): (TenantId, WantedPlan) = (asked.id("id")?, asked.json()?);
    platform(&api).set_plan(&asked.actor, id, wanted.book.as_deref(), &wanted.plan).await?;
    Answer::json(&shown(&api, id).await?)
}

async fn assign(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (id, wanted): (TenantId, WantedNumber) = (asked.id("id")?, asked.json()?);
    let number = PhoneNumber::parse(&wanted.phone);
    let number = number.map_err(|error| Problem::invalid("phone", error.to_string()))?;
    platform(&api).assign_number(&asked.actor, id, number).await?;
    Answer::json(&shown(&api, id).await?)
}

async fn release(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let id: TenantId = asked.id("id")?;
    platform(&api).release_number(&asked.actor, id).await?;
    Answer::json(&shown(&api, id).await?)
}

impl From<PlatformError> for Problem {
    fn from(error: PlatformError) -> Self {
        match error {
            PlatformError::Unknown(_) => Self::not_found(),
            PlatformError::Faulty(faults) => {
                Self::faulty(faults.iter().map(|fault| (fault.key.as_str(), fault.what.clone())))
            }
            PlatformError::Flag(error) => Self::invalid("value", error.to_string()),
            PlatformError::NothingBefore => {
                Self::conflict("nothing_before", "There is nothing to go back to")
            }
            PlatformError::Subscription(_) => Self::conflict(
                "subscription_refused",
                "The subscription does not go from where it stands to there",
            ),
            PlatformError::Closed => {
                Self::conflict("business_closed", "The business is closed for good")
            }
            PlatformError::NumberTaken => {
                Self::conflict("number_taken", "Another business has this number")
            }
            PlatformError::NobodySignsIn => Self::unavailable(),
            PlatformError::Store(error) => error.into(),
        }
    }
}
