//! `plan`: list, set.

use billing::Tier;
use clap::Subcommand;
use kernel::TenantId;
use serde::Deserialize;
use serde_json::{Value, json};

use super::business::{self, Business};
use super::session::Session;
use crate::api::items;
use crate::arguments::word;
use crate::failure::{Failure, Outcome};
use crate::show;
use crate::show::table::{Table, number, text, whole};

const PLANS: &str = "/v1/admin/plans";

/// What can be asked about plans.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List every plan of every price book.
    List,
    /// Put a business on a plan. Asks first where the plan carries less than the one before.
    Set {
        /// The business.
        business: TenantId,
        /// The plan.
        #[arg(value_parser = word)]
        plan: String,
        /// The price book, where it is not the business's own.
        #[arg(long, value_parser = word)]
        book: Option<String>,
    },
}

#[derive(Debug, Deserialize)]
struct Plan {
    book: String,
    id: String,
    name: String,
    tier: String,
    monthly: Value,
    setup: Value,
    minutes: Value,
    texts: Value,
    numbers: Value,
}

pub(super) async fn run(command: Command, session: &mut Session) -> Outcome {
    match command {
        Command::List => list(session).await,
        Command::Set { business, plan, book } => set(business, &plan, book, session).await,
    }
}

async fn list(session: &mut Session) -> Outcome {
    let read = session.list(PLANS, &[], true).await?;
    if session.put_json_list(&read.items) {
        return Ok(());
    }
    let mut table = Table::new([
        whole("BOOK"),
        whole("PLAN"),
        text("NAME").spare(),
        whole("TIER"),
        number("MONTHLY"),
        number("SETUP"),
        number("MINUTES"),
        number("TEXTS"),
        number("NUMBERS"),
    ]);
    for plan in items::<Plan>(&read.items)? {
        table.row([
            plan.book.into(),
            plan.id.into(),
            plan.name.into(),
            plan.tier.into(),
            show::value(&plan.monthly).into(),
            show::value(&plan.setup).into(),
            show::value(&plan.minutes).into(),
            show::value(&plan.texts).into(),
            show::value(&plan.numbers).into(),
        ]);
    }
    session.put_table(&table);
    Ok(())
}

async fn set(
    business: TenantId,
    wanted: &str,
    book: Option<String>,
    session: &mut Session,
) -> Outcome {
    let before = business::find(business, session).await?;
    let read = session.list(PLANS, &[], true).await?;
    let plans: Vec<Plan> = items(&read.items)?;
    let book = book.or_else(|| before.book.clone());
    let plan = choose(&plans, wanted, book.as_deref())?;
    let present = plans.iter().find(|plan| {
        Some(&plan.id) == before.plan.as_ref() && Some(&plan.book) == before.book.as_ref()
    });
    if present.is_some_and(|present| carries_less(plan, present)) {
        let Business { name, .. } = &before;
        let old = present.map_or("", |present| &present.name);
        let danger =
            format!("{name} ({business}) loses what {old} carries and {} does not.", plan.name);
        session.confirm(&danger, &[name, &business.to_string()])?;
    }
    let path = format!("{}/plan", business::path(business));
    let body = json!({ "plan": plan.id, "book": plan.book });
    let answer = session.api.put(&path, &body).await?;
    session.done(&answer, &format!("{} is on {}/{}.", before.name, plan.book, plan.id));
    Ok(())
}

/// The plan that is meant: in the book, or in the only book that has it.
fn choose<'a>(plans: &'a [Plan], wanted: &str, book: Option<&str>) -> Outcome<&'a Plan> {
    let fits = |plan: &&Plan| plan.id == wanted && book.is_none_or(|book| plan.book == book);
    let mut fitting = plans.iter().filter(fits);
    match (fitting.next(), fitting.next()) {
        (Some(plan), None) => Ok(plan),
        (Some(_), Some(_)) => {
            Err(Failure::usage(format!("several books have a plan {wanted}: give --book")))
        }
        (None, _) => {
            let same_book = plans.iter().filter(|plan| book.is_none_or(|book| plan.book == book));
            let known: Vec<String> =
                same_book.map(|plan| format!("{}/{}", plan.book, plan.id)).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            Err(Failure::not_found(format!("there is no plan {wanted}; there are: {known}")))
        }
    }
}

/// Whether the one plan is of a lower tier than the other. What this program cannot tell counts as
/// lower: then somebody is asked.
fn carries_less(plan: &Plan, present: &Plan) -> bool {
    let tier = |plan: &Plan| plan.tier.parse::<Tier>().ok();
    match (tier(plan), tier(present)) {
        (Some(next), Some(before)) => next < before,
        _ => plan.tier != present.tier,
    }
}
