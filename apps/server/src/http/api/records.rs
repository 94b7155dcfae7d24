//! `/v1/audit`: the record of who did what.

use std::sync::Arc;

use identity::{Area, AuditEntry};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use store::Durability;

use super::Api;
use super::answer::{Answer, Page};
use super::asked::{Asked, cursor};
use super::operation::{Door, Operation};
use crate::http::problem::Problem;

/// What there is.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/v1/audit", "list_audit", Door::sees(Area::Audit))
            .says("Who did what, newest first; each entry's digest covers all before it.")
            .paged()
            .gives::<Page<EntryShown>>()
            .runs(list),
    ]
}

/// Something that was done.
#[derive(Serialize, JsonSchema)]
pub(super) struct EntryShown {
    /// Its place in the business's record, from 1, without gaps.
    seq: i64,
    /// When.
    at: String,
    /// Who: an id, `platform:` and a name, or `system`.
    actor: String,
    /// What: `key.made`.
    action: String,
    /// To what.
    subject: String,
    /// What it was and is.
    detail: Value,
    /// The digest of this entry and of all before it.
    hash: String,
}

impl From<AuditEntry> for EntryShown {
    fn from(entry: AuditEntry) -> Self {
        Self {
            seq: entry.seq,
            at: entry.at.to_string(),
            actor: entry.actor,
            action: entry.action,
            subject: entry.subject,
            detail: serde_json::from_str(&entry.detail).unwrap_or(Value::Null),
            hash: entry.hash,
        }
    }
}

async fn list(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let (limit, before) = (asked.limit()?, asked.cursor::<i64>()?);
    let mut tx = api.db.begin_read(asked.tenant()?).await?;
    let mut entries = tx.audit().before(before, limit.saturating_add(1)).await?;
    tx.commit(Durability::Relaxed).await?;
    let more = entries.len() > usize::from(limit);
    entries.truncate(usize::from(limit));
    let last = entries.last().filter(|_| more).map(|entry| entry.seq);
    let next = last.and_then(|seq| cursor(&seq));
    Answer::json(&Page { items: entries.into_iter().map(EntryShown::from).collect(), next })
}
