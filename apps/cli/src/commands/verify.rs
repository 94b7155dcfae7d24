//! `audit verify`: the chain of digests, computed here and not believed.

use std::str::FromStr;

use identity::audit::Verifier;
use kernel::TenantId;
use serde_json::json;

use super::audit::{onward, page};
use super::business;
use super::session::Session;
use crate::failure::{Failure, Outcome};
use crate::show::table::{Cell, Table, Tone, number, text, whole};

/// What somebody kept of an earlier run: how many entries there were, and the last one's digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    entries: i64,
    head: String,
}

impl FromStr for Kept {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refused = || "write what audit verify printed, as in 120:3q2-…".to_owned();
        let (entries, head) = text.split_once(':').ok_or_else(refused)?;
        let entries = entries.parse().ok().filter(|entries| *entries > 0).ok_or_else(refused)?;
        if head.is_empty() {
            return Err(refused());
        }
        Ok(Self { entries, head: head.to_owned() })
    }
}

/// What became of a record.
struct Verdict {
    business: String,
    name: String,
    entries: i64,
    head: String,
    fault: Option<String>,
}

/// Verifies one business's record.
pub(super) async fn one(business: TenantId, kept: Option<&Kept>, session: &mut Session) -> Outcome {
    let name = business::find(business, session).await?.name;
    let (verifier, fault) = follow(business, kept, None, session).await?;
    let business = business.to_string();
    let (entries, head) = (verifier.seen(), verifier.head().to_owned());
    tell(&[Verdict { business, name, entries, head, fault }], session)
}

/// Verifies every business's record.
pub(super) async fn all(session: &mut Session) -> Outcome {
    let businesses = business::all(session).await?;
    let total = businesses.len();
    let mut verdicts = Vec::new();
    for (done, found) in businesses.into_iter().enumerate() {
        let id: TenantId = found
            .id
            .parse()
            .map_err(|_| Failure::refused(format!("{:?} is no id of a business", found.id)))?;
        let (verifier, fault) = follow(id, None, Some((done, total)), session).await?;
        let (entries, head) = (verifier.seen(), verifier.head().to_owned());
        verdicts.push(Verdict { business: found.id, name: found.name, entries, head, fault });
    }
    tell(&verdicts, session)
}

/// Follows a chain to its end or to where it is broken. `place` is its place among others.
async fn follow(
    business: TenantId,
    kept: Option<&Kept>,
    place: Option<(usize, usize)>,
    session: &mut Session,
) -> Outcome<(Verifier, Option<String>)> {
    let mut verifier = Verifier::default();
    let mut seen = 0;
    loop {
        let entries = usize::try_from(seen).unwrap_or(usize::MAX);
        let (what, done, total) = place.map_or(("Verified entries:", entries, None), |place| {
            ("Verifying", place.0, Some(place.1))
        });
        session.console.progress(what, done, total);
        let page = page(business, seen, session).await?;
        let Some((_, last)) = page.last() else { break };
        for (_, entry) in &page {
            if let Err(broken) = verifier.take(entry) {
                return Ok((verifier, Some(broken.to_string())));
            }
            if kept.is_some_and(|kept| kept.entries == entry.seq && kept.head != entry.hash) {
                let fault = format!("entry {} is not the one that was kept", entry.seq);
                return Ok((verifier, Some(fault)));
            }
        }
        seen = onward(seen, last)?;
    }
    let cut = kept.filter(|kept| kept.entries > seen);
    let fault = cut.map(|kept| format!("entries {} to {} are gone", seen + 1, kept.entries));
    Ok((verifier, fault))
}

fn tell(verdicts: &[Verdict], session: &mut Session) -> Outcome {
    session.console.clear_progress();
    if session.show.json {
        let items: Vec<_> = verdicts.iter().map(as_json).collect();
        session.console.put(&format!("{}\n", json!({ "items": items, "next": null })));
    } else {
        let mut table = Table::new([
            whole("BUSINESS"),
            text("NAME"),
            number("ENTRIES"),
            whole("HEAD"),
            text("CHAIN"),
        ]);
        for verdict in verdicts {
            table.row(row(verdict));
        }
        session.put_table(&table);
    }
    let broken = verdicts.iter().find_map(|verdict| Some((verdict, verdict.fault.as_ref()?)));
    match broken {
        None => Ok(()),
        Some((verdict, fault)) => {
            let count = verdicts.iter().filter(|verdict| verdict.fault.is_some()).count();
            let others = match count {
                1 => String::new(),
                _ => format!(", and {} more chains are broken", count - 1),
            };
            let Verdict { business, .. } = verdict;
            Err(Failure::refused(format!("the chain of {business} is broken: {fault}{others}")))
        }
    }
}

fn row(verdict: &Verdict) -> [Cell; 5] {
    let chain = match &verdict.fault {
        None => Cell::toned("whole", Tone::Good),
        Some(fault) => Cell::toned(fault, Tone::Bad),
    };
    [
        verdict.business.as_str().into(),
        verdict.name.as_str().into(),
        verdict.entries.to_string().into(),
        verdict.head.as_str().into(),
        chain,
    ]
}

fn as_json(verdict: &Verdict) -> serde_json::Value {
    json!({
        "business": verdict.business,
        "entries": verdict.entries,
        "head": verdict.head,
        "ok": verdict.fault.is_none(),
        "fault": verdict.fault,
    })
}
