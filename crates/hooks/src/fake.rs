//! Endpoints in memory, which answer as they are told.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use kernel::{GatewayError, GatewayErrorKind, GatewayResult};

use crate::ports::{Deliver, Delivered};
use crate::signature::Headers;
use crate::url::EndpointUrl;

/// How many requests are remembered; the oldest go first, for a demo may run for months.
pub const REMEMBERED_MAX: usize = 10_000;

/// A request as an endpoint gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Where to.
    pub url: EndpointUrl,
    /// Its headers of the convention.
    pub headers: Headers,
    /// Its body.
    pub body: String,
}

/// How an endpoint answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// With this status.
    Status(u16),
    /// With this status, and how many seconds to wait.
    RetryAfter(u16, u32),
    /// Not at all: nobody is there.
    Away,
    /// It gets the request, and its answer is lost.
    AnswerLost,
    /// It gets the request, and keeps whoever sent it waiting for ever.
    Never,
    /// It may not be reached.
    Refused,
}

/// Endpoints in memory. Each answers 200 until told otherwise.
#[derive(Debug, Default)]
pub struct FakeDeliver {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    received: VecDeque<Received>,
    next: VecDeque<Reply>,
    always: BTreeMap<String, Reply>,
}

impl FakeDeliver {
    /// Endpoints that have heard nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What endpoints got so far, oldest first.
    pub fn received(&self) -> Vec<Received> {
        self.lock().received.iter().cloned().collect()
    }

    /// Answers the next requests so, one after the other, wherever they go.
    pub fn answer_next(&self, replies: impl IntoIterator<Item = Reply>) {
        self.lock().next.extend(replies);
    }

    /// Answers every request to this address so from now on.
    pub fn answer_always(&self, url: &EndpointUrl, reply: Reply) {
        self.lock().always.insert(url.as_str().to_owned(), reply);
    }

    /// What a request is answered, and that it came.
    fn take(&self, url: &EndpointUrl, headers: &Headers, body: &str) -> GatewayResult<Reply> {
        let mut state = self.lock();
        let always = state.always.get(url.as_str()).copied();
        let reply = state.next.pop_front().or(always).unwrap_or(Reply::Status(200));
        match reply {
            Reply::Away => {
                let kind = GatewayErrorKind::Unavailable { retry_after_seconds: None };
                return Err(failed(kind, "nobody is there"));
            }
            Reply::Refused => {
                return Err(failed(GatewayErrorKind::Rejected, "the address may not be reached"));
            }
            Reply::Status(_) | Reply::RetryAfter(..) | Reply::AnswerLost | Reply::Never => {}
        }
        if state.received.len() >= REMEMBERED_MAX {
            state.received.pop_front();
        }
        let (url, headers, body) = (url.clone(), headers.clone(), body.to_owned());
        state.received.push_back(Received { url, headers, body });
        Ok(reply)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn failed(kind: GatewayErrorKind, why: &str) -> GatewayError {
    GatewayError { provider: "fake-hooks", kind, source: why.into() }
}

#[async_trait]
impl Deliver for FakeDeliver {
    async fn deliver(
        &self,
        url: &EndpointUrl,
        headers: &Headers,
        body: &str,
    ) -> GatewayResult<Delivered> {
        let reply = self.take(url, headers, body)?;
        match reply {
            Reply::Status(status) => Ok(Delivered::new(status, None, "")),
            Reply::RetryAfter(status, seconds) => Ok(Delivered::new(status, Some(seconds), "")),
            Reply::Never => std::future::pending().await,
            _ => Err(failed(GatewayErrorKind::Unknown, "the answer was lost")),
        }
    }
}
