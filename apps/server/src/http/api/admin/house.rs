//! The house as a whole: how it stands, what was given up, what was used, who did what.

use std::sync::Arc;

use flows::platform::smoke::Check;
use identity::AuditEntry;
use jiff::{SignedDuration, Timestamp};
use kernel::{JobId, TenantId};
use schemars::JsonSchema;
use serde::Serialize;
use store::Durability;
use tenancy::TenantStatus;

use super::{CHANGES, SEES, platform, word};
use crate::http::api::Api;
use crate::http::api::answer::{Answer, Page};
use crate::http::api::asked::{Asked, cursor};
use crate::http::api::operation::{Kind, Operation};
use crate::http::problem::Problem;

/// For how long usage is counted if nobody says.
const USAGE_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How many businesses are asked for their live calls and usage in one answer.
const BUSINESSES_MAX: u16 = 100;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/v1/admin/overview", "overview", SEES)
            .says("The house at a glance.")
            .gives::<OverviewShown>()
            .runs(overview),
        Operation::get("/v1/admin/plans", "list_plans", SEES)
            .says("Every plan of every price book.")
            .gives::<Page<PlanShown>>()
            .runs(plans),
        Operation::get("/v1/admin/jobs", "list_jobs", SEES)
            .says("Jobs that were given up, newest first.")
            .query("status", Kind::Text, "`failed`, which is the only one there is.")
            .query("limit", Kind::Number(1, 100), "How many at most; 50 if left out.")
            .gives::<Page<JobShown>>()
            .runs(jobs),
        Operation::post("/v1/admin/jobs/{id}/retry", "retry_job", CHANGES)
            .says("Puts a job that was given up back in the queue.")
            .gives::<Retried>()
            .runs(retry),
        Operation::get("/v1/admin/calls/live", "list_live_calls", SEES)
            .says("Calls that are going on, a page of businesses at a time.")
            .query("cursor", Kind::Text, "Where to go on: `next` of the page before.")
            .gives::<Page<LiveShown>>()
            .runs(live),
        Operation::get("/v1/admin/usage", "usage", SEES)
            .says("What businesses have used, by default within the last thirty days.")
            .query("from", Kind::Text, "From this time on (RFC 3339).")
            .query("until", Kind::Text, "Until before this time (RFC 3339).")
            .paged()
            .gives::<Page<UsageShown>>()
            .runs(usage),
        Operation::get("/v1/admin/businesses/{id}/audit", "list_business_audit", SEES)
            .says("A business's record of who did what, oldest first, with its digests.")
            .query("after", Kind::Number(0, i64::MAX), "Entries after the one with this number.")
            .query("limit", Kind::Number(1, 100), "How many at most; 50 if left out.")
            .gives::<Page<RecordShown>>()
            .runs(audit),
        Operation::get("/v1/admin/audit", "list_platform_audit", SEES)
            .says("The platform's own record of who did what, newest first.")
            .paged()
            .gives::<Page<RecordShown>>()
            .runs(own_audit),
        Operation::post("/v1/admin/smoke", "smoke", CHANGES)
            .says("Rehearses a call to every active business of a page, on copies thrown away.")
            .query("cursor", Kind::Text, "Where to go on: `next` of the page before.")
            .gives::<SmokeShown>()
            .runs(smoke),
    ]
}

/// The house at a glance.
#[derive(Serialize, JsonSchema)]
struct OverviewShown {
    /// How many businesses have each status.
    businesses: Counts,
    /// How many calls are going on.
    live_calls: u32,
    /// Jobs.
    jobs: JobCounts,
    /// The version of the program.
    version: &'static str,
}

/// Businesses by status.
#[derive(Default, Serialize, JsonSchema)]
struct Counts {
    onboarding: u64,
    in_review: u64,
    active: u64,
    suspended: u64,
    closed: u64,
}

/// Jobs by where they stand.
#[derive(Serialize, JsonSchema)]
struct JobCounts {
    /// That wait or are being tried.
    waiting: u64,
    /// That were given up.
    failed: u64,
}

/// A plan.
#[derive(Serialize, JsonSchema)]
struct PlanShown {
    /// The price book.
    book: String,
    /// The plan's name for programs.
    id: String,
    /// Its name for people.
    name: String,
    /// How much of the product it opens: `v1` to `v4`.
    tier: String,
    /// What a term costs: `149.00 USD`.
    monthly: String,
    /// What is paid once.
    setup: String,
    /// Minutes of calls included.
    minutes: u32,
    /// Texts included.
    texts: u32,
    /// Numbers included.
    numbers: u32,
}

/// A job that was given up.
#[derive(Serialize, JsonSchema)]
struct JobShown {
    /// Its id.
    id: String,
    /// Whose it is.
    business: String,
    /// What it does.
    kind: String,
    /// Where it stands.
    status: String,
    /// How often it was tried.
    attempts: u32,
    /// When it was given up.
    run_at: String,
    /// Why it failed.
    last_error: Option<String>,
}

/// Whether a job was put back.
#[derive(Serialize, JsonSchema)]
struct Retried {
    /// Whether that is a change.
    retried: bool,
}

/// A call that is going on.
#[derive(Serialize, JsonSchema)]
struct LiveShown {
    /// Its id.
    id: String,
    /// Whose it is.
    business: String,
    /// That business's name.
    business_name: String,
    /// Since when.
    since: String,
}

/// What a business has used.
#[derive(Serialize, JsonSchema)]
struct UsageShown {
    /// Whose it is.
    business: String,
    /// That business's name.
    name: String,
    /// Calls.
    calls: u64,
    /// Their minutes, each call rounded up by itself.
    minutes: u64,
    /// Texts that went out.
    texts: u64,
    /// Appointments.
    appointments: u64,
}

/// Something that was done, as its digest covers it.
#[derive(Serialize, JsonSchema)]
struct RecordShown {
    /// Its place in the record, from 1, without gaps.
    seq: i64,
    /// When.
    at: String,
    /// Who.
    actor: String,
    /// What.
    action: String,
    /// To what.
    subject: String,
    /// What it was and is, as the JSON text that was hashed.
    detail: String,
    /// The digest of this entry and of all before it.
    hash: String,
}

impl From<AuditEntry> for RecordShown {
    fn from(entry: AuditEntry) -> Self {
        Self {
            seq: entry.seq,
            at: entry.at.to_string(),
            actor: entry.actor,
            action: entry.action,
            subject: entry.subject,
            detail: entry.detail,
            hash: entry.hash,
        }
    }
}

/// What came of the rehearsals.
#[derive(Serialize, JsonSchema)]
struct SmokeShown {
    /// Whether all went well.
    ok: bool,
    /// What was tried.
    checks: Vec<CheckShown>,
    /// Where to go on; `null` on the last page.
    next: Option<String>,
}

/// Something that was tried.
#[derive(Serialize, JsonSchema)]
struct CheckShown {
    /// The business and what was tried.
    name: String,
    /// Whether it went well.
    ok: bool,
    /// What came of it.
    say: String,
    /// How long it took, in microseconds.
    micros: i64,
}

async fn overview(api: Arc<Api>, _: Asked) -> Result<Answer, Problem> {
    let seen = platform(&api).overview().await?;
    let mut businesses = Counts::default();
    for (status, count) in seen.businesses {
        match status {
            TenantStatus::Onboarding => businesses.onboarding = count,
            TenantStatus::InReview => businesses.in_review = count,
            TenantStatus::Active => businesses.active = count,
            TenantStatus::Suspended => businesses.suspended = count,
            TenantStatus::Closed => businesses.closed = count,
        }
    }
    Answer::json(&OverviewShown {
        businesses,
        live_calls: seen.live_calls,
        jobs: JobCounts { waiting: seen.jobs_waiting, failed: seen.jobs_failed },
        version: env!("CARGO_PKG_VERSION"),
    })
}

async fn plans(api: Arc<Api>, _: Asked) -> Result<Answer, Problem> {
    let books = platform(&api).businesses.prices.books().books();
    let items = books.iter().flat_map(|book| {
        book.plans.iter().map(|plan| PlanShown {
            book: book.id.clone(),
            id: plan.id.clone(),
            name: plan.name.clone(),
            tier: plan.tier.to_string(),
            monthly: plan.price.to_string(),
            setup: plan.setup_fee.to_string(),
            minutes: plan.included.minutes,
            texts: plan.included.texts,
            numbers: plan.included.numbers,
        })
    });
    Answer::json(&Page::whole(items.collect()))
}

async fn jobs(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    if asked.value("status").is_some_and(|status| status != "failed") {
        return Err(Problem::invalid("status", "expected failed"));
    }
    let jobs = platform(&api).failed_jobs(asked.limit()?).await?;
    let items = jobs.into_iter().map(|job| JobShown {
        id: job.id.to_string(),
        business: job.tenant.to_string(),
        kind: job.kind,
        status: word(&job.status),
        attempts: job.attempts,
        run_at: job.run_at.to_string(),
        last_error: job.last_error,
    });
    Answer::json(&Page::whole(items.collect()))
}

async fn retry(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let id: JobId = asked.id("id")?;
    let retried = platform(&api).retry_job(&asked.actor, id).await?;
    Answer::json(&Retried { retried })
}

async fn live(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let page = platform(&api).list(None, asked.cursor()?, BUSINESSES_MAX).await?;
    let full = page.len() >= usize::from(BUSINESSES_MAX);
    let next = page.last().filter(|_| full).and_then(|last| cursor(&last.tenant.id));
    let mut items = Vec::new();
    for listed in page.iter().filter(|listed| listed.live_calls > 0) {
        let calls = api.fleet.live_calls.list(listed.tenant.id).await;
        items.extend(calls.into_iter().map(|call| LiveShown {
            id: call.call.to_string(),
            business: listed.tenant.id.to_string(),
            business_name: listed.tenant.name.clone(),
            since: call.since.to_string(),
        }));
    }
    Answer::json(&Page { items, next })
}

fn time(asked: &Asked, name: &str) -> Result<Option<Timestamp>, Problem> {
    let read = asked.value(name).map(|text| {
        let wrong = |_| Problem::invalid(name, "expected a time such as 2026-03-01T00:00:00Z");
        text.parse().map_err(wrong)
    });
    read.transpose()
}

async fn usage(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let until = time(&asked, "until")?.unwrap_or_else(|| api.clock.now());
    let earlier = until.saturating_sub(USAGE_FOR).unwrap_or(Timestamp::MIN);
    let from = time(&asked, "from")?.unwrap_or(earlier);
    let (limit, after) = (asked.limit()?, asked.cursor::<TenantId>()?);
    let page = platform(&api).list(None, after, limit).await?;
    let full = page.len() >= usize::from(limit);
    let next = page.last().filter(|_| full).and_then(|last| cursor(&last.tenant.id));
    let mut items = Vec::with_capacity(page.len());
    for listed in page {
        let used = platform(&api).usage(listed.tenant.id, from, until).await?;
        let used = used.unwrap_or_default();
        items.push(UsageShown {
            business: listed.tenant.id.to_string(),
            name: listed.tenant.name,
            calls: used.calls.calls,
            minutes: used.calls.minutes,
            texts: used.texts,
            appointments: used.appointments,
        });
    }
    Answer::json(&Page { items, next })
}

async fn audit(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let id: TenantId = asked.id("id")?;
    let after = asked.value("after").unwrap_or("0").parse::<i64>().ok().filter(|seq| *seq >= 0);
    let after = after.ok_or_else(|| Problem::invalid("after", "expected an entry's number"))?;
    let limit = asked.limit()?;
    let mut tx = api.db.begin_read(id).await?;
    let known = tx.tenants().stamp().await?.is_some();
    let entries = tx.audit().after(after, limit).await?;
    tx.commit(Durability::Relaxed).await?;
    if !known {
        return Err(Problem::not_found());
    }
    Answer::json(&Page::whole(entries.into_iter().map(RecordShown::from).collect()))
}

async fn own_audit(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let limit = asked.limit()?;
    let entries = platform(&api).own_audit(asked.cursor()?, limit).await?;
    let full = entries.len() >= usize::from(limit);
    let next = entries.last().filter(|_| full).and_then(|last| cursor(&last.seq));
    Answer::json(&Page { items: entries.into_iter().map(RecordShown::from).collect(), next })
}

async fn smoke(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let page = platform(&api).list(Some(TenantStatus::Active), asked.cursor()?, 20).await?;
    let next = page.last().filter(|_| page.len() >= 20).and_then(|last| cursor(&last.tenant.id));
    let mut checks = Vec::new();
    for listed in &page {
        let tried: Vec<Check> = platform(&api).smoke(listed.tenant.id).await?;
        checks.extend(tried.into_iter().map(|check| CheckShown {
            name: format!("{}: {}", listed.tenant.name, check.name),
            ok: check.ok,
            say: check.detail,
            micros: check.micros,
        }));
    }
    Answer::json(&SmokeShown { ok: checks.iter().all(|check| check.ok), checks, next })
}
