//! `frontdesk doctor`: what works, what does not, and what each business still lacks.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::Uri;
use adapter_diesel::SchemaState;
use adapter_redis::{Redis, Standing};
use adapter_twilio::Twilio;
use adapter_twilio::rest::numbers::OwnNumber;
use flows::{Card, Flows};
use kernel::{Clock, SystemClock, SystemIds};
use serde::Serialize;
use tokio::net::TcpStream;

use super::{Failure, Outcome, say};
use crate::settings::Settings;
use crate::wire::wire;

mod tiers;

use tiers::{Business, Seen};

/// How long a dependency may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// How many numbers of the account are looked at.
const NUMBERS_MAX: usize = 1_000;

/// What `doctor` can be told.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Ok,
    /// Works, but not as a business in earnest would want it.
    Note,
    Fault,
}

#[derive(Debug, Serialize)]
struct Check {
    name: String,
    status: Status,
    detail: String,
}

impl Check {
    fn new(name: &str, status: Status, detail: impl Into<String>) -> Self {
        Self { name: name.to_owned(), status, detail: detail.into() }
    }
}

#[derive(Debug, Serialize)]
struct Report {
    version: &'static str,
    checks: Vec<Check>,
    businesses: Vec<Business>,
}

pub(super) async fn run(arguments: &Arguments, settings: &Settings) -> Outcome {
    let mut checks = Vec::new();
    let flows = database(settings, &mut checks).await;
    checks.push(redis(settings).await);
    checks.extend(doors(settings));
    let numbers = twilio(settings, &mut checks).await;
    checks.push(webhooks(settings));
    checks.push(public_url(settings).await);
    let cards = match &flows {
        Some(flows) => flows.watch.businesses().await?,
        None => Vec::new(),
    };
    checks.extend(numbers_of(settings, &cards, numbers.as_deref()));
    let seen = Seen {
        texts: settings.has_twilio(),
        webhooks: settings.checks_webhooks(),
        numbers: numbers.as_deref(),
        voice_url: voice_url(settings),
    };
    let businesses = cards.iter().map(|card| tiers::of(card, &seen)).collect();
    let report = Report { version: env!("CARGO_PKG_VERSION"), checks, businesses };
    if arguments.json {
        say(&serde_json::to_string_pretty(&report)?);
    } else {
        print(&report);
    }
    let faults = report.checks.iter().filter(|check| check.status == Status::Fault).count();
    if faults > 0 {
        return Err(Failure(format!("{faults} check(s) failed")));
    }
    Ok(())
}

async fn database(settings: &Settings, checks: &mut Vec<Check>) -> Option<Flows> {
    let kind = if settings.sqlite_file().is_some() { "SQLite" } else { "PostgreSQL" };
    let (status, detail) = match adapter_diesel::schema_state(&settings.database).await {
        Ok(SchemaState::Current) => (Status::Ok, format!("{kind}, at this program's version")),
        Ok(SchemaState::Empty) => {
            (Status::Fault, format!("{kind}, empty: run `frontdesk migrate`"))
        }
        Ok(SchemaState::Behind(names)) => {
            let names = names.join(", ");
            (Status::Fault, format!("{kind}, lacks {names}: run `frontdesk migrate`"))
        }
        Ok(SchemaState::Ahead(names)) => {
            (Status::Fault, format!("{kind}, has {} of a newer program", names.join(", ")))
        }
        Err(error) => (Status::Fault, format!("{kind}: {}", Failure::from(error).0)),
    };
    checks.push(Check::new("database", status, detail));
    if status == Status::Fault {
        return None;
    }
    let wired = match wire(settings, Arc::new(SystemClock)).await {
        Ok(wired) => wired,
        Err(error) => {
            checks.push(Check::new("wiring", Status::Fault, Failure::from(error).0));
            return None;
        }
    };
    if let Err(error) = wired.flows.watch.is_ready().await {
        checks.push(Check::new("database", Status::Fault, Failure::from(error).0));
        return None;
    }
    Some(wired.flows)
}

async fn redis(settings: &Settings) -> Check {
    let Some(config) = settings.redis.clone() else {
        let detail = "not set: limits, cached flags and live calls stay in this process";
        return Check::new("redis", Status::Ok, detail);
    };
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let redis = match Redis::connect(config, &clock, &SystemIds).await {
        Ok(redis) => redis,
        Err(error) => return Check::new("redis", Status::Fault, error.to_string()),
    };
    match redis.standing() {
        Standing::Up => Check::new("redis", Status::Ok, "answers, and can write"),
        Standing::Away => {
            let detail = "does not answer: each machine decides alone until it does";
            Check::new("redis", Status::Fault, detail)
        }
        Standing::Misconfigured => {
            let detail = "does not let us in, or cannot write: look at user, password and role";
            Check::new("redis", Status::Fault, detail)
        }
    }
}

/// Whether anybody can sign in, and gets mail.
fn doors(settings: &Settings) -> Vec<Check> {
    let can_sign_in = !settings.security.roots.is_empty() || settings.sqlite_file().is_some();
    let secret = if can_sign_in {
        Check::new("sign-in", Status::Ok, "keys are derived from a secret")
    } else {
        let detail = "nobody can sign in: set security.secret (openssl rand -hex 32)";
        Check::new("sign-in", Status::Fault, detail)
    };
    let mail = match settings.email.kind {
        adapter_email::Kind::Fake => {
            let detail = "no mail is sent: set email.kind to smtp or sendgrid";
            Check::new("email", Status::Note, detail)
        }
        adapter_email::Kind::Smtp => Check::new("email", Status::Ok, "goes out by SMTP"),
        adapter_email::Kind::Sendgrid => Check::new("email", Status::Ok, "goes out by SendGrid"),
    };
    vec![secret, mail]
}

/// The account's numbers, where there is an account and it lets us in.
async fn twilio(settings: &Settings, checks: &mut Vec<Check>) -> Option<Vec<OwnNumber>> {
    if !settings.has_twilio() {
        let detail = "no account is set: texts stay in a fake inside the process";
        checks.push(Check::new("twilio", Status::Note, detail));
        return None;
    }
    let numbers = match Twilio::new(&settings.twilio) {
        Ok(twilio) => twilio.numbers(None, NUMBERS_MAX).await,
        Err(error) => Err(error),
    };
    match numbers {
        Ok(numbers) => {
            let detail = format!("the account lets us in and has {} number(s)", numbers.len());
            checks.push(Check::new("twilio", Status::Ok, detail));
            Some(numbers)
        }
        Err(error) => {
            checks.push(Check::new("twilio", Status::Fault, Failure::from(error).0));
            None
        }
    }
}

fn webhooks(settings: &Settings) -> Check {
    if settings.checks_webhooks() {
        return Check::new("webhook signatures", Status::Ok, "are checked");
    }
    let detail = "twilio.auth_token is not set: every webhook is refused, no carrier can call";
    Check::new("webhook signatures", Status::Note, detail)
}

async fn public_url(settings: &Settings) -> Check {
    const NAME: &str = "public address";
    let Some(url) = &settings.server.public_url else {
        let detail = format!(
            "server.public_url is not set: only this machine can call {}",
            settings.local_base()
        );
        return Check::new(NAME, Status::Note, detail);
    };
    let uri: Option<Uri> = url.parse().ok();
    let Some((host, port, https)) = uri.as_ref().and_then(|uri| {
        let https = uri.scheme_str() == Some("https");
        let port = uri.port_u16().unwrap_or(if https { 443 } else { 80 });
        Some((uri.host()?, port, https))
    }) else {
        return Check::new(NAME, Status::Fault, "server.public_url names no host");
    };
    if !https {
        let detail = format!("{url} is not https: what callers say travels in the clear");
        return Check::new(NAME, Status::Note, detail);
    }
    match tokio::time::timeout(PATIENCE, TcpStream::connect((host, port))).await {
        Ok(Ok(_)) => Check::new(NAME, Status::Ok, format!("{url}: something answers there")),
        Ok(Err(error)) => {
            Check::new(NAME, Status::Fault, format!("{url} cannot be reached from here: {error}"))
        }
        Err(_) => Check::new(NAME, Status::Fault, format!("{url} does not answer in time")),
    }
}

fn voice_url(settings: &Settings) -> String {
    format!("{}/twilio/voice", settings.public_base())
}

/// Whether each business's number is ours and rings here.
fn numbers_of(
    settings: &Settings,
    cards: &[Arc<Card>],
    numbers: Option<&[OwnNumber]>,
) -> Vec<Check> {
    let Some(numbers) = numbers else { return Vec::new() };
    let base = settings.public_base();
    let check = |card: &Arc<Card>| {
        let name = format!("number of {}", card.tenant.name);
        let Some(own) = numbers.iter().find(|own| own.phone_number == card.tenant.phone) else {
            return Check::new(&name, Status::Fault, "the account does not have it");
        };
        let wanted = [
            ("a call comes in", "/twilio/voice", &own.voice_url),
            ("primary handler fails", "/twilio/voice/fallback", &own.voice_fallback_url),
            ("call status changes", "/twilio/voice/status", &own.status_callback),
            ("a message comes in", "/twilio/sms", &own.sms_url),
        ];
        let wrong: Vec<String> = wanted
            .iter()
            // A number that takes no texts needs nowhere to report them; one in a messaging service
            // may report them as the service says.
            .filter(|(_, path, set)| {
                let texts =
                    own.capabilities.sms && set.as_deref().is_some_and(|url| !url.is_empty());
                *path != "/twilio/sms" || texts
            })
            .filter(|(_, path, set)| set.as_deref() != Some(&format!("{base}{path}")))
            .map(|(event, path, _)| format!("\"{event}\" should be {base}{path}"))
            .collect();
        if wrong.is_empty() {
            return Check::new(&name, Status::Ok, "rings here");
        }
        Check::new(&name, Status::Fault, wrong.join("; "))
    };
    cards.iter().map(check).collect()
}

fn print(report: &Report) {
    for check in &report.checks {
        let mark = match check.status {
            Status::Ok => "ok   ",
            Status::Note => "note ",
            Status::Fault => "FAULT",
        };
        say(&format!("{mark}  {:<20} {}", check.name, check.detail));
    }
    for business in &report.businesses {
        say("");
        say(&format!("{} ({})", business.name, business.id));
        say(&format!("  reaches: {}", business.tier.unwrap_or("none of the tiers yet")));
        for tier in &business.tiers {
            let state = if tier.missing.is_empty() { "complete" } else { "missing" };
            say(&format!("  {} {}: {state}", tier.level, tier.name));
            for missing in &tier.missing {
                say(&format!("       - {missing}"));
            }
        }
    }
    if report.businesses.is_empty() {
        say("");
        say("No businesses yet: frontdesk business import FILE.toml");
    }
}
