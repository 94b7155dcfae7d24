//! What requests with an idempotency key were answered.

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::StoreResult;
use kernel::clock::to_micros;

use super::data::Draft;
use super::tx::MemoryTx;
use crate::answers::{AnswerStore, CARRIED_OUT_WITHIN, Earlier};

/// A request with a key.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    fingerprint: String,
    begun_at: Timestamp,
    answer: Option<String>,
}

impl Draft {
    fn running(&self, key: &str, begun_at: Timestamp) -> Option<&Asked> {
        let asked = self.own.answers.get(&key.to_owned())?;
        (asked.answer.is_none() && asked.begun_at == to_micros(begun_at)).then_some(asked)
    }
}

#[async_trait]
impl AnswerStore for MemoryTx {
    async fn begin(&mut self, key: &str, fingerprint: &str, at: Timestamp) -> StoreResult<Earlier> {
        let begun_at = to_micros(at);
        self.write(|draft| {
            if let Some(asked) = draft.own.answers.get(&key.to_owned()) {
                if asked.fingerprint != fingerprint {
                    return Ok(Earlier::Other);
                }
                if let Some(answer) = &asked.answer {
                    return Ok(Earlier::Answered(answer.clone()));
                }
                if at.duration_since(asked.begun_at) < CARRIED_OUT_WITHIN {
                    return Ok(Earlier::Running);
                }
            }
            let asked = Asked { fingerprint: fingerprint.to_owned(), begun_at, answer: None };
            draft.own.answers.insert(key.to_owned(), asked);
            Ok(Earlier::Nothing)
        })
        .await
    }

    async fn keep(&mut self, key: &str, begun_at: Timestamp, answer: &str) -> StoreResult<bool> {
        self.write(|draft| {
            let Some(asked) = draft.running(key, begun_at).cloned() else { return Ok(false) };
            let kept = Asked { answer: Some(answer.to_owned()), ..asked };
            draft.own.answers.insert(key.to_owned(), kept);
            Ok(true)
        })
        .await
    }

    async fn let_go(&mut self, key: &str, begun_at: Timestamp) -> StoreResult<bool> {
        self.write(|draft| {
            let running = draft.running(key, begun_at).is_some();
            if running {
                draft.own.answers.remove(&key.to_owned());
            }
            Ok(running)
        })
        .await
    }

    async fn forget(&mut self, at: Timestamp, limit: u16) -> StoreResult<u64> {
        self.write(|draft| {
            let old = draft.own.answers.iter().filter(|(_, asked)| asked.begun_at < at);
            let mut old: Vec<(Timestamp, String)> =
                old.map(|(key, asked)| (asked.begun_at, key.clone())).collect();
            old.sort();
            old.truncate(limit.into());
            for (_, key) in &old {
                draft.own.answers.remove(key);
            }
            Ok(u64::try_from(old.len()).unwrap_or(u64::MAX))
        })
        .await
    }
}
