//! `audit`: the latest entries of a business's record, and those that come.

use std::collections::VecDeque;

use clap::Subcommand;
use identity::AuditEntry;
use kernel::TenantId;
use serde_json::value::RawValue;

use super::business;
use super::session::{PAGE, Session};
use super::verify::{self, Kept};
use crate::api::items;
use crate::failure::{Failure, Kind, Outcome};
use crate::show::table::{Table, number, text, whole};

/// How many entries are kept while the end of a record is looked for.
const SHOWN_MAX: usize = 10_000;

/// What can be asked about a record.
#[derive(Debug, clap::Args)]
#[command(subcommand_negates_reqs = true)]
pub struct Arguments {
    /// The business.
    #[arg(required = true)]
    business: Option<TenantId>,
    /// How many of the latest entries.
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// Go on with entries as they come, until Ctrl-C.
    #[arg(long)]
    follow: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Fetch a whole record and compute its chain of digests here.
    Verify {
        /// The business.
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        business: Option<TenantId>,
        /// Every business's.
        #[arg(long)]
        all: bool,
        /// What an earlier run printed, as ENTRIES:HEAD; tells whether the end was cut off since.
        #[arg(long, value_name = "ENTRIES:HEAD", conflicts_with = "all")]
        kept: Option<Kept>,
    },
}

pub(super) async fn run(arguments: Arguments, session: &mut Session) -> Outcome {
    match (arguments.command, arguments.business) {
        (Some(_), Some(_)) => {
            Err(Failure::usage("name the business after the verb: audit verify ID"))
        }
        (Some(Command::Verify { business: Some(business), kept, .. }), _) => {
            verify::one(business, kept.as_ref(), session).await
        }
        (Some(Command::Verify { business: None, .. }), _) => verify::all(session).await,
        (None, Some(business)) => {
            show(business, arguments.limit.min(SHOWN_MAX), arguments.follow, session).await
        }
        (None, None) => Err(Failure::usage("no business is named")),
    }
}

/// A page of a record after the entry `seq`, as it came and as it reads. Empty at the end.
pub(super) async fn page(
    business: TenantId,
    seq: i64,
    session: &Session,
) -> Outcome<Vec<(Box<RawValue>, AuditEntry)>> {
    let path = format!("{}/audit", business::path(business));
    let query = [("after", seq.to_string()), ("limit", PAGE.to_string())];
    let raw = session.api.page(&path, &query).await?.items;
    let entries: Vec<AuditEntry> = items(&raw)?;
    Ok(raw.into_iter().zip(entries).collect())
}

async fn show(business: TenantId, limit: usize, follow: bool, session: &mut Session) -> Outcome {
    let mut latest: VecDeque<(Box<RawValue>, AuditEntry)> = VecDeque::new();
    let mut seen = 0;
    loop {
        let page = page(business, seen, session).await?;
        let Some((_, last)) = page.last() else { break };
        seen = onward(seen, last)?;
        latest.extend(page);
        latest.drain(..latest.len().saturating_sub(limit));
        session.console.progress("Reading entry", usize::try_from(seen).unwrap_or(0), None);
    }
    let (raw, entries): (Vec<_>, Vec<_>) = latest.into_iter().unzip();
    match (follow, session.show.json) {
        (false, true) => {
            session.put_json_list(&raw);
        }
        (true, true) => put_lines(&raw, session),
        (_, false) => put_entries(&entries, session),
    }
    if follow { attend(business, seen, session).await } else { Ok(()) }
}

/// Prints entries as they come. In JSON each is a line of its own: there is no end that could close a
/// document.
async fn attend(business: TenantId, mut seen: i64, session: &mut Session) -> Outcome {
    loop {
        session.console.flush();
        // Whoever read has gone: `finish` says whether that is a failure.
        if session.console.fault.is_some() {
            return Ok(());
        }
        tokio::time::sleep(session.api.pace().look).await;
        let page = match page(business, seen, session).await {
            Ok(page) => page,
            // A server that is being exchanged comes back.
            Err(failure) if failure.kind == Kind::Unreachable => {
                session.console.remark(&failure.what);
                continue;
            }
            Err(failure) => return Err(failure),
        };
        let Some((_, last)) = page.last() else { continue };
        seen = onward(seen, last)?;
        let (raw, entries): (Vec<_>, Vec<_>) = page.into_iter().unzip();
        if session.show.json {
            put_lines(&raw, session);
        } else {
            for entry in entries {
                let at = session.show.time(entry.at);
                let AuditEntry { seq, actor, action, subject, detail, .. } = entry;
                session.say(&format!("{seq}  {at}  {actor}  {action}  {subject}  {detail}"));
            }
        }
    }
}

/// The place after a page. A server that goes back would have us read for ever.
pub(super) fn onward(seen: i64, last: &AuditEntry) -> Outcome<i64> {
    if last.seq > seen {
        return Ok(last.seq);
    }
    Err(Failure::refused(format!("the server gives entry {} after entry {seen}", last.seq)))
}

fn put_lines(raw: &[Box<RawValue>], session: &mut Session) {
    session.console.clear_progress();
    for entry in raw {
        session.console.put(&[entry.get(), "\n"].concat());
    }
}

fn put_entries(entries: &[AuditEntry], session: &mut Session) {
    let mut table = Table::new([
        number("ENTRY"),
        whole("AT"),
        text("WHO"),
        whole("DID"),
        text("TO"),
        text("DETAIL").spare(),
    ]);
    for entry in entries {
        table.row([
            entry.seq.to_string().into(),
            session.show.time(entry.at).into(),
            entry.actor.as_str().into(),
            entry.action.as_str().into(),
            entry.subject.as_str().into(),
            entry.detail.as_str().into(),
        ]);
    }
    session.put_table(&table);
}
