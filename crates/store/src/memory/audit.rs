//! The record of who did what.

use std::sync::Arc;

use async_trait::async_trait;
use identity::audit::BEGINNING;
use identity::{AuditEntry, AuditStore, NewAuditEntry};
use kernel::StoreResult;

use super::tx::MemoryTx;

#[async_trait]
impl AuditStore for MemoryTx {
    async fn append(&mut self, new: &NewAuditEntry) -> StoreResult<AuditEntry> {
        self.write(|draft| {
            let last = draft.own.audit.values().next_back();
            let (seq, hash) = last.map_or((0, BEGINNING), |last| (last.seq, &last.hash));
            let entry = AuditEntry::after(seq, hash, new);
            draft.own.audit.insert(entry.seq, Arc::new(entry.clone()));
            Ok(entry)
        })
        .await
    }

    async fn after(&mut self, seq: i64, limit: u16) -> StoreResult<Vec<AuditEntry>> {
        self.read(|draft| {
            let later = draft.own.audit.values().filter(|entry| entry.seq > seq);
            Ok(later.take(limit.into()).map(|entry| AuditEntry::clone(entry)).collect())
        })
        .await
    }

    async fn before(&mut self, seq: Option<i64>, limit: u16) -> StoreResult<Vec<AuditEntry>> {
        self.read(|draft| {
            let entries = draft.own.audit.values().rev();
            let earlier = entries.filter(|entry| seq.is_none_or(|seq| entry.seq < seq));
            Ok(earlier.take(limit.into()).map(|entry| AuditEntry::clone(entry)).collect())
        })
        .await
    }
}
