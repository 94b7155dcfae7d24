//! The record of who did what, as a chain: each entry holds the digest of the one before, so that
//! nothing can be altered, left out or put in between without every later digest being wrong.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use ring::digest;
use serde::{Deserialize, Serialize};

/// What is to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAuditEntry {
    /// When, with microseconds at most.
    pub at: Timestamp,
    /// Who: see [`Actor::label`](crate::Actor::label).
    pub actor: String,
    /// What was done: `flag.set`, `member.invited`, `call.handed_over`.
    pub action: String,
    /// To what: an id, or a name of ours. Never a personal datum.
    pub subject: String,
    /// What it was and is, as JSON without personal data. **Limits**: 8 KiB.
    pub detail: String,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its place in the business's chain, from 1, without gaps.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub subject: String,
    /// What it was and is, as JSON.
    pub detail: String,
    /// The digest of this entry and of all before it.
    pub hash: String,
}

/// The digest before the first entry.
pub const BEGINNING: &str = "";

impl AuditEntry {
    /// The entry that follows the one with `seq` and `hash` (0 and [`BEGINNING`] for the first).
    pub fn after(seq: i64, hash: &str, new: &NewAuditEntry) -> Self {
        let mut entry = Self {
            seq: seq.saturating_add(1),
            at: Timestamp::from_microsecond(new.at.as_microsecond()).unwrap_or(new.at),
            actor: new.actor.clone(),
            action: new.action.clone(),
            subject: new.subject.clone(),
            detail: new.detail.clone(),
            hash: String::new(),
        };
        entry.hash = entry.digest(hash);
        entry
    }

    /// What its digest must be, after an entry with this digest.
    ///
    /// SHA-256 over the fields in their order, each with its length in front, so that no two entries
    /// read alike.
    pub fn digest(&self, previous: &str) -> String {
        let mut context = digest::Context::new(&digest::SHA256);
        let (seq, at) = (self.seq.to_string(), self.at.as_microsecond().to_string());
        let fields = [previous, &seq, &at, &self.actor, &self.action, &self.subject, &self.detail];
        for field in fields {
            context.update(field.len().to_string().as_bytes());
            context.update(b":");
            context.update(field.as_bytes());
        }
        BASE64_URL_SAFE_NO_PAD.encode(context.finish())
    }
}

/// Where a chain is broken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Entries are missing, or were put in.
    #[error("entry {expected} is missing: {found} comes in its place")]
    Gap {
        /// The number that must come.
        expected: i64,
        /// The number that comes.
        found: i64,
    },
    /// An entry, or one before it, is not as it was written.
    #[error("entry {seq} was altered")]
    Altered {
        /// Its number.
        seq: i64,
    },
}

/// Follows a chain, a page at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    seq: i64,
    hash: String,
}

impl Default for Verifier {
    fn default() -> Self {
        Self { seq: 0, hash: BEGINNING.to_owned() }
    }
}

impl Verifier {
    /// Takes the next entry.
    ///
    /// # Errors
    /// The chain is broken there.
    pub fn take(&mut self, entry: &AuditEntry) -> Result<(), Broken> {
        let expected = self.seq.saturating_add(1);
        if entry.seq != expected {
            return Err(Broken::Gap { expected, found: entry.seq });
        }
        if entry.hash != entry.digest(&self.hash) {
            return Err(Broken::Altered { seq: entry.seq });
        }
        self.seq = entry.seq;
        self.hash.clone_from(&entry.hash);
        Ok(())
    }

    /// How many entries were right so far.
    pub const fn seen(&self) -> i64 {
        self.seq
    }

    /// The digest of the last one: whoever keeps it elsewhere sees when the end is cut off.
    pub fn head(&self) -> &str {
        &self.hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(length: i64) -> Vec<AuditEntry> {
        let mut chain: Vec<AuditEntry> = Vec::new();
        for number in 0..length {
            let new = NewAuditEntry {
                at: Timestamp::from_microsecond(1_700_000_000_000_000 + number).unwrap(),
                actor: "system".to_owned(),
                action: "flag.set".to_owned(),
                subject: format!("flag{number}"),
                detail: "{}".to_owned(),
            };
            let (seq, hash) = chain.last().map_or((0, BEGINNING), |last| (last.seq, &last.hash));
            chain.push(AuditEntry::after(seq, hash, &new));
        }
        chain
    }

    fn follow(chain: &[AuditEntry]) -> Result<i64, Broken> {
        let mut verifier = Verifier::default();
        chain.iter().try_for_each(|entry| verifier.take(entry))?;
        Ok(verifier.seen())
    }

    #[test]
    fn a_chain_that_was_left_alone_is_right() {
        assert_eq!(follow(&chain(50)), Ok(50));
        assert_eq!(follow(&[]), Ok(0));
    }

    #[test]
    fn every_change_of_any_field_is_seen() {
        let changes: [fn(&mut AuditEntry); 6] = [
            |entry| entry.actor.push('x'),
            |entry| entry.action.push('x'),
            |entry| entry.subject.clear(),
            |entry| entry.detail = "{\"a\":1}".to_owned(),
            |entry| entry.at = Timestamp::from_microsecond(1).unwrap(),
            |entry| std::mem::swap(&mut entry.actor, &mut entry.action),
        ];
        for change in changes {
            let mut chain = chain(5);
            change(chain.get_mut(2).unwrap());
            assert_eq!(follow(&chain), Err(Broken::Altered { seq: 3 }));
        }
    }

    #[test]
    fn what_is_left_out_doubled_or_exchanged_is_seen() {
        let mut missing = chain(5);
        missing.remove(1);
        assert_eq!(follow(&missing), Err(Broken::Gap { expected: 2, found: 3 }));
        let mut doubled = chain(5);
        doubled.insert(1, doubled.first().unwrap().clone());
        assert_eq!(follow(&doubled), Err(Broken::Gap { expected: 2, found: 1 }));
        // An altered entry with a digest of its own is given away by the next one.
        let mut forged = chain(5);
        let before = forged.get(1).unwrap().hash.clone();
        let entry = forged.get_mut(2).unwrap();
        entry.subject.push('x');
        entry.hash = entry.digest(&before);
        assert_eq!(follow(&forged), Err(Broken::Altered { seq: 4 }));
    }
}
