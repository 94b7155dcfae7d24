//! Texts that go nowhere and are remembered.

use std::sync::Mutex;

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::{GatewayError, GatewayErrorKind, GatewayResult};

use crate::ProviderRef;
use crate::ports::{OutboundText, SentText, Texts};

/// A provider in memory: keeps what was sent and fails when told to.
#[derive(Debug, Default)]
pub struct FakeTexts {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    sent: Vec<OutboundText>,
    failures: Vec<Failure>,
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
        self.lock().sent.clone()
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
                state.sent.push(text.clone());
                return Err(failed(GatewayErrorKind::Unknown, "told to lose the answer"));
            }
            None => {}
        }
        state.sent.push(text.clone());
        Ok(SentText { provider_id: reference(state.sent.len()) })
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
        Ok(place.map(|index| SentText { provider_id: reference(index + 1) }))
    }
}

fn reference(count: usize) -> ProviderRef {
    ProviderRef::parse(&format!("FAKE{count:08}"))
        .unwrap_or_else(|| unreachable!("letters and digits are a reference"))
}
