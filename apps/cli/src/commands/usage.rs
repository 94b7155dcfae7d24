//! `usage`.

use kernel::TenantId;
use serde::Deserialize;
use serde_json::Value;

use super::session::Session;
use crate::api::items;
use crate::failure::{Failure, Outcome};
use crate::show::table::{Cell, Table, number, text, whole};
use crate::show::{self, csv};

const USAGE: &str = "/v1/admin/usage";

/// What can be asked about usage.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// This business only.
    business: Option<TenantId>,
    /// As a table for spreadsheets.
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

#[derive(Deserialize)]
struct Used {
    business: String,
    name: String,
    calls: Value,
    minutes: Value,
    texts: Value,
    appointments: Value,
}

pub(super) async fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    let read = session.list(USAGE, &[], true).await?;
    let used: Vec<Used> = items(&read.items)?;
    let wanted = arguments.business.map(|business| business.to_string());
    let fits = |used: &Used| wanted.as_ref().is_none_or(|wanted| used.business == *wanted);
    let chosen = read.items.into_iter().zip(used).filter(|(_, used)| fits(used));
    let (raw, used): (Vec<_>, Vec<_>) = chosen.unzip();
    if let (true, Some(business)) = (used.is_empty(), &wanted) {
        return Err(Failure::not_found(format!("nothing is known of the use of {business}")));
    }
    if session.put_json_list(&raw) {
        return Ok(());
    }
    if arguments.csv {
        put_csv(&used, session);
        return Ok(());
    }
    let mut table = Table::new([
        whole("BUSINESS"),
        text("NAME"),
        number("CALLS"),
        number("MINUTES"),
        number("TEXTS"),
        number("APPOINTMENTS"),
    ]);
    for used in used {
        let numbers = numbers(&used).map(Cell::from);
        table.row([used.business.into(), used.name.into()].into_iter().chain(numbers));
    }
    session.put_table(&table);
    Ok(())
}

fn put_csv(used: &[Used], session: &mut Session) {
    let heading = ["business", "name", "calls", "minutes", "texts", "appointments"];
    session.console.clear_progress();
    session.console.put(&csv::record(heading));
    for used in used {
        let numbers = numbers(used);
        let fields = [used.business.as_str(), used.name.as_str()];
        let record = fields.into_iter().chain(numbers.iter().map(String::as_str));
        session.console.put(&csv::record(record));
    }
}

fn numbers(used: &Used) -> [String; 4] {
    [&used.calls, &used.minutes, &used.texts, &used.appointments].map(show::value)
}
