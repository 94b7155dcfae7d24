//! Mail that goes nowhere and is remembered.

use std::collections::{HashSet, VecDeque};
use std::sync::Mutex;

use async_trait::async_trait;
use kernel::{GatewayError, GatewayErrorKind, GatewayResult, JobId};

use crate::mail::OutboundMail;
use crate::ports::Mail;

/// How many mails are remembered; the oldest go first, for a demo may run for months.
pub const REMEMBERED_MAX: usize = 1_000;

/// A mail server in memory: keeps what was sent, once for each id, and fails when told to.
#[derive(Debug, Default)]
pub struct FakeMail {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    sent: VecDeque<OutboundMail>,
    ids: HashSet<JobId>,
    failures: VecDeque<MailFailure>,
}

impl State {
    /// Keeps a mail, unless it is a double.
    fn remember(&mut self, mail: &OutboundMail) {
        if !self.ids.insert(mail.id) {
            return;
        }
        if self.sent.len() >= REMEMBERED_MAX
            && let Some(oldest) = self.sent.pop_front()
        {
            self.ids.remove(&oldest.id);
        }
        self.sent.push_back(mail.clone());
    }
}

/// How the next send goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailFailure {
    /// The server is away; nothing was sent.
    Away,
    /// The server refuses this mail for good.
    Refused,
    /// The mail goes out, but the answer is lost.
    AnswerLost,
}

impl FakeMail {
    /// An empty server.
    pub fn new() -> Self {
        Self::default()
    }

    /// Everything that was sent so far, oldest first.
    pub fn sent(&self) -> Vec<OutboundMail> {
        self.lock().sent.iter().cloned().collect()
    }

    /// Makes the next sends fail, one after the other.
    pub fn fail_next(&self, failures: impl IntoIterator<Item = MailFailure>) {
        self.lock().failures.extend(failures);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn failed(kind: GatewayErrorKind, why: &str) -> GatewayError {
    GatewayError { provider: "fake-mail", kind, source: why.into() }
}

#[async_trait]
impl Mail for FakeMail {
    async fn send(&self, mail: &OutboundMail) -> GatewayResult<()> {
        if let Some(fault) = mail.fault() {
            return Err(failed(GatewayErrorKind::Rejected, &fault.to_string()));
        }
        let mut state = self.lock();
        match state.failures.pop_front() {
            Some(MailFailure::Away) => {
                let kind = GatewayErrorKind::Unavailable { retry_after_seconds: None };
                Err(failed(kind, "told to be away"))
            }
            Some(MailFailure::Refused) => Err(failed(GatewayErrorKind::Rejected, "told to refuse")),
            Some(MailFailure::AnswerLost) => {
                state.remember(mail);
                Err(failed(GatewayErrorKind::Unknown, "told to lose the answer"))
            }
            None => {
                state.remember(mail);
                Ok(())
            }
        }
    }
}
