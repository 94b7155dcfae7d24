//! `business`: list, show, create, suspend, activate.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;
use kernel::{PhoneNumber, TenantId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::session::{PAGE, Session};
use crate::api::items;
use crate::arguments::word;
use crate::failure::{Failure, Outcome};
use crate::show::table::{Sheet, Table, text, whole};
use crate::show::{self, status};

const BUSINESSES: &str = "/v1/admin/businesses";
/// How many businesses are listed unless all are asked for.
const FIRST: usize = 50;
/// The largest business file, in bytes.
const FILE_BYTES_MAX: u64 = 256 * 1024;

/// What can be asked about businesses.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List businesses, the first fifty or all.
    List {
        /// Only those that stand like this.
        #[arg(long)]
        status: Option<Status>,
        /// All of them.
        #[arg(long)]
        all: bool,
    },
    /// Show a business.
    Show {
        /// The business.
        #[arg(value_name = "ID")]
        business: TenantId,
    },
    /// Create a business and invite its owner.
    Create(Box<Create>),
    /// Serve a business no more, from its next call on. Asks first.
    Suspend {
        /// The business.
        #[arg(value_name = "ID")]
        business: TenantId,
        /// Why, for the record.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Serve a business, for the first time or again.
    Activate {
        /// The business.
        #[arg(value_name = "ID")]
        business: TenantId,
    },
}

/// How a business may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Status {
    Onboarding,
    InReview,
    Active,
    Suspended,
    Closed,
}

/// What a new business is.
#[derive(Debug, Args, Serialize)]
pub struct Create {
    /// A business file, in place of everything below.
    #[arg(long, value_name = "FILE.toml", conflicts_with_all = [
        "name", "timezone", "vertical", "language", "owner_email", "phone", "plan",
    ])]
    #[serde(skip)]
    file: Option<PathBuf>,
    /// Its name.
    #[arg(long, required_unless_present = "file")]
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Its time zone, as in America/Chicago.
    #[arg(long, required_unless_present = "file")]
    #[serde(skip_serializing_if = "Option::is_none")]
    timezone: Option<String>,
    /// Its trade: salon, plumber, clinic, restaurant, retail or general.
    #[arg(long, required_unless_present = "file")]
    #[serde(skip_serializing_if = "Option::is_none")]
    vertical: Option<String>,
    /// The language in which it answers, as in en-US.
    #[arg(long, required_unless_present = "file")]
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    /// The owner's address, which is invited.
    #[arg(long, required_unless_present = "file")]
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_email: Option<String>,
    /// The number that customers call, with its country: +18165550100.
    #[arg(long, value_parser = phone)]
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    /// Its plan.
    #[arg(long, value_parser = word)]
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<String>,
}

/// A business that was just made.
#[derive(Deserialize)]
struct Made {
    id: String,
    name: String,
    status: String,
    #[serde(default)]
    invitation: bool,
}

/// A number with its country, as the API takes it.
pub(super) fn phone(text: &str) -> Result<String, String> {
    let number = PhoneNumber::parse(text).map_err(|error| error.to_string())?;
    Ok(number.as_str().to_owned())
}

/// A business as the API shows it.
#[derive(Debug, Deserialize)]
pub(super) struct Business {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) phone: Option<String>,
    pub(super) status: String,
    pub(super) plan: Option<String>,
    #[serde(default)]
    pub(super) book: Option<String>,
    #[serde(default)]
    subscription: Value,
    #[serde(default)]
    group: Value,
    created_at: Option<Timestamp>,
    #[serde(flatten)]
    details: Details,
}

/// What is shown of one business only.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Details {
    timezone: Value,
    vertical: Value,
    languages: Value,
    owner_email: Value,
    version: Value,
    members: Value,
    keys: Value,
}

pub(super) async fn run(command: Command, session: &mut Session) -> Outcome {
    match command {
        Command::List { status, all } => list(status, all, session).await,
        Command::Show { business } => show(business, session).await,
        Command::Create(create) => make(&create, session).await,
        Command::Suspend { business, reason } => suspend(business, &reason, session).await,
        Command::Activate { business } => {
            let path = format!("{}/activate", path(business));
            let answer = session.api.post(&path, &json!({})).await?;
            session.done(&answer, &format!("{business} is active."));
            Ok(())
        }
    }
}

/// Where a business is.
pub(super) fn path(business: TenantId) -> String {
    format!("{BUSINESSES}/{business}")
}

/// What the server knows of a business.
pub(super) async fn find(business: TenantId, session: &Session) -> Outcome<Business> {
    session.api.get(&path(business), &[]).await?.read()
}

/// Every business there is, for verbs that go through them.
pub(super) async fn all(session: &mut Session) -> Outcome<Vec<Business>> {
    let query = [("limit", PAGE.to_string())];
    let read = session.list(BUSINESSES, &query, true).await?;
    items(&read.items)
}

async fn list(wanted: Option<Status>, all: bool, session: &mut Session) -> Outcome {
    let limit = if all || session.show.json { PAGE } else { FIRST };
    let mut query = vec![("limit", limit.to_string())];
    if let Some(status) = wanted.and_then(|status| status.to_possible_value()) {
        query.insert(0, ("status", status.get_name().to_owned()));
    }
    let read = session.list(BUSINESSES, &query, all).await?;
    if session.put_json_list(&read.items) {
        return Ok(());
    }
    let mut table = Table::new([
        whole("ID"),
        text("NAME"),
        whole("PHONE"),
        whole("STATUS"),
        text("PLAN").spare(),
        text("SUBSCRIPTION").spare(),
        text("GROUP").spare(),
        whole("CREATED").spare(),
    ]);
    for business in items::<Business>(&read.items)? {
        let created = session.show.maybe_time(business.created_at);
        table.row([
            business.id.into(),
            business.name.into(),
            business.phone.into(),
            status(&business.status),
            plan(business.book.as_deref(), business.plan.as_deref()).into(),
            status(&show::value(&business.subscription)),
            show::value(&business.group).into(),
            created,
        ]);
    }
    session.put_table(&table);
    if read.more {
        session.console.remark("There are more: give --all.");
    }
    Ok(())
}

/// A plan with its book in front: `usd/core`.
fn plan(book: Option<&str>, plan: Option<&str>) -> String {
    match (book, plan) {
        (Some(book), Some(plan)) => format!("{book}/{plan}"),
        (None, Some(plan)) => plan.to_owned(),
        (_, None) => String::new(),
    }
}

async fn show(business: TenantId, session: &mut Session) -> Outcome {
    let answer = session.api.get(&path(business), &[]).await?;
    if session.put_json(&answer) {
        return Ok(());
    }
    let business: Business = answer.read()?;
    let created = session.show.maybe_time(business.created_at);
    let details = business.details;
    let sheet = Sheet::default()
        .with("id", business.id)
        .with("name", business.name)
        .with("phone", business.phone)
        .with("status", status(&business.status))
        .with("plan", plan(business.book.as_deref(), business.plan.as_deref()))
        .with("subscription", status(&show::value(&business.subscription)))
        .with("group", show::value(&business.group))
        .with("time zone", show::value(&details.timezone))
        .with("vertical", show::value(&details.vertical))
        .with("languages", show::value(&details.languages))
        .with("owner", show::value(&details.owner_email))
        .with("settings version", show::value(&details.version))
        .with("members", show::value(&details.members))
        .with("keys", show::value(&details.keys))
        .with("created", created);
    session.put_sheet(&sheet);
    Ok(())
}

async fn make(create: &Create, session: &mut Session) -> Outcome {
    let answer = match &create.file {
        Some(path) => {
            let file = read(path)?;
            session.api.post(BUSINESSES, &json!({ "file": file })).await?
        }
        None => session.api.post(BUSINESSES, create).await?,
    };
    if session.put_json(&answer) {
        return Ok(());
    }
    let Made { id, name, status, invitation } = answer.read()?;
    let owner = if invitation { " Its owner was invited by mail." } else { "" };
    session.say(&format!("{name} is {id}, {status}.{owner}"));
    Ok(())
}

fn read(path: &Path) -> Outcome<String> {
    let fault = |why: &dyn std::fmt::Display| Failure::usage(format!("{}: {why}", path.display()));
    let file = File::open(path).map_err(|error| fault(&error))?;
    let mut text = String::new();
    let read = file.take(FILE_BYTES_MAX.saturating_add(1)).read_to_string(&mut text);
    read.map_err(|error| fault(&error))?;
    if u64::try_from(text.len()).is_ok_and(|length| length > FILE_BYTES_MAX) {
        return Err(fault(&"is larger than 256 KiB"));
    }
    // A fault of form is told with its line, before anything is sent.
    toml::from_str::<toml::Table>(&text).map_err(|error| fault(&error.to_string().trim_end()))?;
    Ok(text)
}

async fn suspend(business: TenantId, reason: &str, session: &mut Session) -> Outcome {
    let Business { name, .. } = find(business, session).await?;
    let danger = format!("From its next call on, {name} ({business}) is not served any more.");
    session.confirm(&danger, &[&name, &business.to_string()])?;
    let path = format!("{}/suspend", path(business));
    let answer = session.api.post(&path, &json!({ "reason": reason })).await?;
    session.done(&answer, &format!("{name} is suspended."));
    Ok(())
}
