//! One event on its way to one endpoint.

use jiff::Timestamp;
use kernel::{DeliveryId, EndpointId, EventId, GatewayErrorKind, GatewayResult, IdSource};
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::event::Event;
use crate::ports::Delivered;
use crate::schedule::next_attempt;

/// How a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// An attempt is due, now or later.
    Queued,
    /// The endpoint has accepted it.
    Delivered,
    /// It is not tried any more.
    Failed,
}

/// An event on its way to an endpoint. There is one for an event and an endpoint, however often it is
/// tried and replayed, and its requests all have the event's id as `webhook-id`.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Our id.
    pub id: DeliveryId,
    /// Where to.
    pub endpoint: EndpointId,
    /// What.
    pub event: EventId,
    /// How it stands.
    pub status: DeliveryStatus,
    /// How many attempts there were since it was queued or replayed.
    pub attempts: u16,
    /// The HTTP status of the last answer.
    pub last_status: Option<u16>,
    /// What went wrong last, in words for the owner.
    /// **Limits**: at most [`Delivery::ERROR_CHARS_MAX`] characters.
    pub last_error: Option<String>,
    /// The beginning of the last answer.
    /// **Limits**: at most [`Delivered::SNIPPET_CHARS_MAX`] characters.
    pub last_snippet: Option<String>,
    /// When the next attempt is due, while it is queued.
    pub next_at: Option<Timestamp>,
    /// When it was queued first.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// How an answer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Any status from 200 to 299.
    Accepted,
    /// 410: the endpoint wants to hear nothing more.
    Gone,
    /// Anything else, redirects included.
    Failed,
}

impl Answer {
    /// How a status counts.
    pub const fn of(status: u16) -> Self {
        match status {
            200..=299 => Self::Accepted,
            410 => Self::Gone,
            _ => Self::Failed,
        }
    }
}

/// What an attempt came to; [`crate::Endpoint::take_note`] wants to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// The endpoint has accepted it.
    Delivered,
    /// It failed and is tried again then.
    Again(Timestamp),
    /// It failed and is not tried again.
    GaveUp,
    /// The endpoint is gone.
    Gone,
    /// It could not be sent, for a reason of ours, which says nothing of the endpoint; it is tried
    /// again then, if at all.
    NotTried(Option<Timestamp>),
    /// Somebody else has settled it meanwhile; nothing changed.
    Already,
}

impl Delivery {
    /// How long the words for what went wrong may be, in characters.
    pub const ERROR_CHARS_MAX: usize = 300;

    /// A delivery that is due now.
    pub const fn new(id: DeliveryId, endpoint: EndpointId, event: EventId, now: Timestamp) -> Self {
        Self {
            id,
            endpoint,
            event,
            status: DeliveryStatus::Queued,
            attempts: 0,
            last_status: None,
            last_error: None,
            last_snippet: None,
            next_at: Some(now),
            created_at: now,
            updated_at: now,
        }
    }

    /// The deliveries that come of an event: one to each endpoint that wants it.
    pub fn fan_out(
        event: &Event,
        endpoints: &[Endpoint],
        ids: &dyn IdSource,
        now: Timestamp,
    ) -> Vec<Self> {
        let wanting = endpoints.iter().filter(|endpoint| endpoint.wants(event.kind));
        wanting.map(|endpoint| Self::new(ids.next(), endpoint.id, event.id, now)).collect()
    }

    /// Whether an attempt is due.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.status == DeliveryStatus::Queued && self.next_at.is_some_and(|next| next <= now)
    }

    /// Writes down what an attempt came to.
    pub fn settle(&mut self, answer: &GatewayResult<Delivered>, now: Timestamp) -> Settled {
        if self.status != DeliveryStatus::Queued {
            return Settled::Already;
        }
        self.updated_at = now;
        self.last_status = answer.as_ref().ok().map(|answer| answer.status);
        self.last_snippet = answer.as_ref().ok().map(|answer| answer.snippet.clone());
        match answer {
            Ok(answer) => match Answer::of(answer.status) {
                Answer::Accepted => self.accepted(),
                Answer::Gone => {
                    self.failed(format!("HTTP {}", answer.status), None);
                    Settled::Gone
                }
                Answer::Failed => {
                    let next = self.next_attempt(answer.retry_after_seconds, now);
                    self.failed(format!("HTTP {}", answer.status), next)
                }
            },
            Err(error) => {
                let why = error.source.to_string();
                match error.kind {
                    GatewayErrorKind::Misconfigured => {
                        let next = self.next_attempt(None, now);
                        self.failed(why, next);
                        Settled::NotTried(next)
                    }
                    GatewayErrorKind::Rejected | GatewayErrorKind::OptedOut => {
                        self.failed(why, None)
                    }
                    // It may have arrived: whoever gets it twice knows it by its id.
                    GatewayErrorKind::Unknown => {
                        let next = self.next_attempt(None, now);
                        self.failed(why, next)
                    }
                    GatewayErrorKind::Unavailable { retry_after_seconds } => {
                        let next = self.next_attempt(retry_after_seconds, now);
                        self.failed(why, next)
                    }
                }
            }
        }
    }

    /// Tries it again from the beginning, as if it were new; one that waits is tried at once.
    pub const fn replay(&mut self, now: Timestamp) {
        if !matches!(self.status, DeliveryStatus::Queued) {
            self.status = DeliveryStatus::Queued;
            self.attempts = 0;
        }
        self.next_at = Some(now);
        self.updated_at = now;
    }

    /// Gives it up without an attempt, because its endpoint is told nothing any more. What was
    /// settled stays as it is.
    pub fn abandon(&mut self, why: &str, now: Timestamp) {
        if self.status == DeliveryStatus::Queued {
            self.failed(why.to_owned(), None);
            self.attempts = self.attempts.saturating_sub(1);
            self.updated_at = now;
        }
    }

    fn next_attempt(&self, retry_after_seconds: Option<u32>, now: Timestamp) -> Option<Timestamp> {
        next_attempt(self.id, self.attempts.saturating_add(1), retry_after_seconds, now)
    }

    fn accepted(&mut self) -> Settled {
        self.attempts = self.attempts.saturating_add(1);
        self.status = DeliveryStatus::Delivered;
        self.last_error = None;
        self.next_at = None;
        Settled::Delivered
    }

    fn failed(&mut self, why: String, next: Option<Timestamp>) -> Settled {
        self.attempts = self.attempts.saturating_add(1);
        self.last_error = Some(cut(why));
        self.next_at = next;
        if let Some(next) = next {
            return Settled::Again(next);
        }
        self.status = DeliveryStatus::Failed;
        Settled::GaveUp
    }
}

fn cut(text: String) -> String {
    match text.char_indices().nth(Delivery::ERROR_CHARS_MAX) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned(),
        None => text,
    }
}

/// Shows no words of the endpoint's.
impl std::fmt::Debug for Delivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Delivery")
            .field("id", &self.id)
            .field("endpoint", &self.endpoint)
            .field("event", &self.event)
            .field("status", &self.status)
            .field("attempts", &self.attempts)
            .field("last_status", &self.last_status)
            .field("last_error", &self.last_error)
            .field("next_at", &self.next_at)
            .finish_non_exhaustive()
    }
}
