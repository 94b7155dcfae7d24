//! Where a business wants to be told.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use kernel::EndpointId;
use serde::{Deserialize, Serialize};

use crate::delivery::Settled;
use crate::event::EventKind;
use crate::secret::{Kept, Secrets};
use crate::url::EndpointUrl;

/// A server of a business's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Our id.
    pub id: EndpointId,
    /// Its address.
    pub url: EndpointUrl,
    /// What the owner calls it. **Limits**: at most [`Endpoint::NAME_CHARS_MAX`] characters.
    pub name: String,
    /// What it wants to be told.
    pub events: Subscription,
    /// What requests are signed with.
    pub secrets: Secrets<Kept>,
    /// Whether it is told anything.
    pub status: EndpointStatus,
    /// Since when nothing has reached it, if that is so.
    pub failing: Option<Failing>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What an endpoint wants to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subscription {
    /// Everything, and what will be added later too.
    All,
    /// These kinds.
    Only(BTreeSet<EventKind>),
}

/// Whether an endpoint is told anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndpointStatus {
    /// It is.
    Active,
    /// It is not.
    Disabled {
        /// Why not.
        why: DisabledWhy,
        /// Since when.
        since: Timestamp,
    },
}

/// Why an endpoint is told nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisabledWhy {
    /// The business wants it so.
    Owner,
    /// It answered 410.
    Gone,
    /// Nothing has reached it for [`Endpoint::PATIENCE`].
    Failing,
}

/// A row of failures, without a success in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failing {
    /// The first of them.
    pub since: Timestamp,
    /// The latest.
    pub last_at: Timestamp,
}

/// What became of an endpoint after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It stands as it stood.
    Unchanged,
    /// Its row of failures began, went on or ended: it wants to be stored.
    Changed,
    /// It has just been disabled: its owner is to be told.
    Disabled(DisabledWhy),
}

impl Endpoint {
    /// How many a business may have.
    pub const PER_BUSINESS_MAX: usize = 20;

    /// How long a name may be, in characters.
    pub const NAME_CHARS_MAX: usize = 120;

    /// How long an endpoint may fail before it is told nothing more.
    ///
    /// **Source**: Svix documentation, "Endpoint disabling", read 2026-11.
    pub const PATIENCE: SignedDuration = SignedDuration::from_hours(5 * 24);

    /// How far apart two failures may lie to count as one row. Longer than any wait between two
    /// attempts, so an event that finds no way is one row; and shorter than a quiet week, so two
    /// failures with silence between them do not pass for seven days of failing.
    pub const ROW_GAP_MAX: SignedDuration = SignedDuration::from_hours(24);

    /// Whether it is told anything.
    pub const fn is_active(&self) -> bool {
        matches!(self.status, EndpointStatus::Active)
    }

    /// Whether an event of this kind becomes a delivery to it. Never so for a test, which is one for
    /// the endpoint that is tried, and for no other.
    pub fn wants(&self, kind: EventKind) -> bool {
        let subscribed = match &self.events {
            Subscription::All => true,
            Subscription::Only(kinds) => kinds.contains(&kind),
        };
        subscribed && self.is_active() && kind != EventKind::WebhookTest
    }

    /// Whether a delivery of this kind that is due is still sent to it. Its subscription may have
    /// changed since; a test is sent even while it is disabled, for that is what an owner wants to see
    /// before enabling it again.
    pub fn is_told(&self, kind: EventKind) -> bool {
        self.is_active() || kind == EventKind::WebhookTest
    }

    /// Since when nothing has reached it, if that is so.
    pub fn failing_since(&self) -> Option<Timestamp> {
        self.failing.map(|failing| failing.since)
    }

    /// Draws the consequences of an attempt.
    pub fn take_note(&mut self, settled: Settled, now: Timestamp) -> Verdict {
        match settled {
            Settled::Already | Settled::NotTried(_) => Verdict::Unchanged,
            Settled::Delivered => match self.failing.take() {
                Some(_) => Verdict::Changed,
                None => Verdict::Unchanged,
            },
            Settled::Gone => self.give_up(DisabledWhy::Gone, now),
            Settled::Again(_) | Settled::GaveUp => {
                let row =
                    self.failing.filter(|row| now.duration_since(row.last_at) <= Self::ROW_GAP_MAX);
                let since = row.map_or(now, |row| row.since);
                let last_at = row.map_or(now, |row| row.last_at.max(now));
                self.failing = Some(Failing { since, last_at });
                if now.duration_since(since) >= Self::PATIENCE {
                    self.give_up(DisabledWhy::Failing, now)
                } else {
                    Verdict::Changed
                }
            }
        }
    }

    /// Tells it nothing any more, because the business wants it so.
    pub const fn disable(&mut self, now: Timestamp) {
        self.status = EndpointStatus::Disabled { why: DisabledWhy::Owner, since: now };
        self.updated_at = now;
    }

    /// Tells it what happens from now on, and forgets its failures.
    pub const fn enable(&mut self, now: Timestamp) {
        self.status = EndpointStatus::Active;
        self.failing = None;
        self.updated_at = now;
    }

    fn give_up(&mut self, why: DisabledWhy, now: Timestamp) -> Verdict {
        if !self.is_active() {
            return Verdict::Changed;
        }
        self.status = EndpointStatus::Disabled { why, since: now };
        self.updated_at = now;
        Verdict::Disabled(why)
    }
}
