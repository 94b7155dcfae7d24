//! The record of who did what.

use identity::audit::Verifier;
use identity::{AuditEntry, NewAuditEntry};
use kernel::TenantId;
use tokio::task::JoinSet;

use super::samples::{at, done, id};
use super::{Db, read, write};
use crate::tx::Durability;

async fn append(db: &Db, tenant: TenantId, new: &NewAuditEntry) -> AuditEntry {
    write(db, tenant, async |tx| tx.audit().append(new).await.unwrap()).await
}

/// The whole chain, read two at a time and followed from its beginning.
async fn chain(db: &Db, tenant: TenantId) -> Vec<AuditEntry> {
    let mut verifier = Verifier::default();
    let mut all: Vec<AuditEntry> = Vec::new();
    loop {
        let seen = verifier.seen();
        let page = read(db, tenant, async |tx| tx.audit().after(seen, 2).await.unwrap()).await;
        assert!(page.len() <= 2);
        if page.is_empty() {
            return all;
        }
        for entry in page {
            verifier.take(&entry).unwrap();
            all.push(entry);
        }
    }
}

pub async fn an_entry_comes_back_as_it_was(db: Db) {
    let tenant = id();
    for minute in [3, 1, 2] {
        let new = done(minute);
        let entry = append(&db, tenant, &new).await;
        assert_eq!((entry.at, &entry.actor, &entry.action), (new.at, &new.actor, &new.action));
        assert_eq!((&entry.subject, &entry.detail), (&new.subject, &new.detail));
        assert_eq!(chain(&db, tenant).await.last(), Some(&entry));
    }
    // A clock's nanoseconds are not kept, and not hashed either.
    let nanos = at(4) + jiff::SignedDuration::from_nanos(1_999);
    let entry = append(&db, tenant, &NewAuditEntry { at: nanos, ..done(4) }).await;
    assert_eq!(entry.at, at(4) + jiff::SignedDuration::from_micros(1));
    let long = NewAuditEntry { detail: format!("\"{}\"", "é\\n".repeat(2_000)), ..done(5) };
    append(&db, tenant, &long).await;
    let all = chain(&db, tenant).await;
    assert_eq!(all.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(all[4].detail, long.detail);
}

pub async fn whatever_was_written_is_hashed_as_it_comes_back(db: Db) {
    let (tenant, texts) = (id(), super::values::texts());
    for text in &texts {
        let new = NewAuditEntry {
            actor: text.clone(),
            action: text.clone(),
            subject: text.clone(),
            detail: text.clone(),
            ..done(0)
        };
        append(&db, tenant, &new).await;
    }
    let kept = chain(&db, tenant).await;
    assert!(kept.iter().map(|entry| &entry.detail).eq(&texts));
}

pub async fn entries_are_read_page_by_page_from_both_ends(db: Db) {
    let tenant = id();
    for minute in 0..5 {
        append(&db, tenant, &done(minute)).await;
    }
    let seqs = |page: Vec<AuditEntry>| page.iter().map(|entry| entry.seq).collect::<Vec<_>>();
    read(&db, tenant, async |tx| {
        let audit = tx.audit();
        assert_eq!(seqs(audit.after(0, 9).await.unwrap()), [1, 2, 3, 4, 5]);
        assert_eq!(seqs(audit.after(-7, 2).await.unwrap()), [1, 2]);
        assert_eq!(seqs(audit.after(3, 9).await.unwrap()), [4, 5]);
        assert!(audit.after(5, 9).await.unwrap().is_empty());
        assert!(audit.after(0, 0).await.unwrap().is_empty());
        assert_eq!(seqs(audit.before(None, 2).await.unwrap()), [5, 4]);
        assert_eq!(seqs(audit.before(Some(4), 2).await.unwrap()), [3, 2]);
        assert_eq!(seqs(audit.before(Some(99), 9).await.unwrap()), [5, 4, 3, 2, 1]);
        assert!(audit.before(Some(1), 9).await.unwrap().is_empty());
        assert!(audit.before(None, 0).await.unwrap().is_empty());
        assert_eq!(audit.after(2, 1).await.unwrap(), audit.before(Some(4), 1).await.unwrap());
    })
    .await;
    assert!(read(&db, id(), async |tx| tx.audit().before(None, 9).await.unwrap()).await.is_empty());
}

pub async fn entries_of_many_at_once_are_one_chain(db: Db) {
    let (tenant, other) = (id(), id());
    let mut writers = JoinSet::new();
    for minute in 0..32 {
        let db = db.clone();
        writers.spawn(async move {
            let tenant = if minute % 4 == 0 { other } else { tenant };
            in_tx!(db, tenant, tx => {
                tx.audit().append(&done(minute)).await.unwrap();
                tx.audit().append(&done(minute + 1_000)).await.unwrap();
            });
        });
    }
    writers.join_all().await;
    let (ours, theirs) = (chain(&db, tenant).await, chain(&db, other).await);
    assert_eq!((ours.len(), theirs.len()), (48, 16));
    for pair in ours.chunks(2).chain(theirs.chunks(2)) {
        // What one transaction records is not torn apart.
        assert_eq!(pair[0].at + jiff::SignedDuration::from_mins(1_000), pair[1].at);
    }
}

pub async fn own_entries_are_seen_and_followed_before_the_commit(db: Db) {
    let tenant = id();
    let first = append(&db, tenant, &done(0)).await;
    let mut tx = db.begin(tenant).await.unwrap();
    let second = tx.audit().append(&done(1)).await.unwrap();
    let third = tx.audit().append(&done(2)).await.unwrap();
    assert_eq!((second.seq, third.seq), (2, 3));
    assert_eq!(third.hash, third.digest(&second.hash));
    let all = [first, second, third];
    assert_eq!(tx.audit().after(0, 9).await.unwrap(), all);
    tx.commit(Durability::Promised).await.unwrap();
    assert_eq!(chain(&db, tenant).await, all);
}

pub async fn what_was_not_committed_leaves_no_gap(db: Db) {
    let tenant = id();
    append(&db, tenant, &done(0)).await;
    let mut tx = db.begin(tenant).await.unwrap();
    assert_eq!(tx.audit().append(&done(1)).await.unwrap().seq, 2);
    tx.rollback().await.unwrap();
    let mut tx = db.begin(tenant).await.unwrap();
    assert_eq!(tx.audit().append(&done(2)).await.unwrap().seq, 2);
    drop(tx);
    assert_eq!(append(&db, tenant, &done(3)).await.seq, 2);
    assert_eq!(chain(&db, tenant).await.len(), 2);
}
