//! Texts that go nowhere and are remembered.

use std::collections::VecDeque;
use std::sync::Mutex;

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::{GatewayError, GatewayErrorKind, GatewayResult};

use crate::ProviderRef;
use crate::ports::{OutboundText, SentText, Texts};

/// How many texts are remembered; the oldest go first, for a demo may run for months.
pub const REMEMBERED_MAX: usize = 10_000;

/// A provider in memory: keeps what was sent and fails when told to.
#[derive(Debug, Default)]
pub struct FakeTexts {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    sent: VecDeque<OutboundText>,
    forgotten: usize,
    failures: Vec<Failure>,
}

impl State {
    /// Keeps a text; says how many there were so far.
    fn remember(&mut self, text: &OutboundText) -> usize {
        if self.sent.len() >= REMEMBERED_MAX {
            self.sent.pop_front();
            self.forgotten += 1;
        }
        self.sent.push_back(text.clone());
        self.forgotten + self.sent.len()
    }
}

/// How the next send goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The provider is away; nothing was sent.
    Away,
    /// The provider refuses this text for good.
    Refused,
    /// The text goes out, but the answer is lost.
    AnswerLost,
}

impl FakeTexts {
    /// An empty provider.
    pub fn new() -> Self {
        Self::default()
    }

    /// Everything that was sent so far, oldest first.
    pub fn sent(&self) -> Vec<OutboundText> {
        self.lock().sent.iter().cloned().collect()
    }

    /// Makes the next sends fail, one after the other.
    pub fn fail_next(&self, failures: impl IntoIterator<Item = Failure>) {
        self.lock().failures.extend(failures);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn failed(kind: GatewayErrorKind, why: &str) -> GatewayError {
    GatewayError { provider: "fake-texts", kind, source: why.into() }
}

#[async_trait]
impl Texts for FakeTexts {
    async fn send(&self, text: &OutboundText) -> GatewayResult<SentText> {
        let mut state = self.lock();
        let failure = if state.failures.is_empty() { None } else { Some(state.failures.remove(0)) };
        match failure {
            Some(Failure::Away) => {
                let kind = GatewayErrorKind::Unavailable { retry_after_seconds: None };
                return Err(failed(kind, "told to be away"));
            }
            Some(Failure::Refused) => {
                return Err(failed(GatewayErrorKind::Rejected, "told to refuse"));
            }
            Some(Failure::AnswerLost) => {
                state.remember(text);
                return Err(failed(GatewayErrorKind::Unknown, "told to lose the answer"));
            }
            None => {}
        }
        let count = state.remember(text);
        Ok(SentText { provider_id: reference(count) })
    }

    async fn find_sent(
        &self,
        text: &OutboundText,
        _since: Timestamp,
    ) -> GatewayResult<Option<SentText>> {
        let state = self.lock();
        let place = state.sent.iter().position(|sent| {
            sent.to == text.to && sent.from == text.from && sent.body == text.body
        });
        let count = |index| state.forgotten + index + 1;
        Ok(place.map(|index| SentText { provider_id: reference(count(index)) }))
    }
}

fn reference(count: usize) -> ProviderRef {
    ProviderRef::parse(&format!("FAKE{count:08}"))
        .unwrap_or_else(|| unreachable!("letters and digits are a reference"))
}
