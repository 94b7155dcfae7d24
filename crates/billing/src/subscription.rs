//! What a business has ordered, and how it stands with paying for it.

use jiff::{SignedDuration, Timestamp};
use kernel::TenantId;
use serde::{Deserialize, Serialize};

/// How a business stands with paying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubscriptionStatus {
    /// Trying it, free of charge.
    Trial,
    /// Paid.
    Active,
    /// A payment has failed.
    PastDue,
    /// Ended by the business or by us.
    Cancelled,
}

impl SubscriptionStatus {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Trial, Self::Active, Self::PastDue, Self::Cancelled];

    /// Its name for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trial => "trial",
            Self::Active => "active",
            Self::PastDue => "past_due",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether a subscription may go from this status to another one.
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Trial | Self::Active | Self::PastDue => !matches!(next, Self::Trial),
            // Whoever comes back pays first; there is no second trial.
            Self::Cancelled => matches!(next, Self::Active),
        }
    }
}

/// What a business has ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Whose it is.
    pub tenant: TenantId,
    /// The price book: its id.
    pub book: String,
    /// The plan in that book: its id.
    pub plan: String,
    /// How it stands.
    pub status: SubscriptionStatus,
    /// Since when it stands like that.
    pub since: Timestamp,
    /// When the trial ends or ended, where there was one.
    pub trial_ends_at: Option<Timestamp>,
    /// Until when it is paid, where anything was.
    pub paid_until: Option<Timestamp>,
}

/// What happens to a subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubscriptionEvent {
    /// A payment came in, good until then.
    Paid {
        /// The end of the time that is paid.
        until: Timestamp,
    },
    /// A payment did not come in.
    PaymentFailed,
    /// The business or we have ended it. What is paid stays good.
    Cancelled,
    /// The trial goes on for longer, or ends sooner.
    TrialMoved {
        /// Its new end.
        ends_at: Timestamp,
    },
    /// Another plan.
    PlanChanged {
        /// The price book: its id.
        book: String,
        /// The plan: its id.
        plan: String,
    },
}

/// The event does not fit how the subscription stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SubscriptionRefusal {
    /// There is no way from the one status to the other.
    #[error("a subscription that is {} cannot become {}", from.as_str(), to.as_str())]
    NoWay {
        /// How it stands.
        from: SubscriptionStatus,
        /// What it would have become.
        to: SubscriptionStatus,
    },
    /// Only a trial has an end that can be moved.
    #[error("a subscription that is {} is no trial", status.as_str())]
    NoTrial {
        /// How it stands.
        status: SubscriptionStatus,
    },
    /// A subscription that has ended keeps the plan it had.
    #[error("a cancelled subscription has no plan to change")]
    Ended,
}

/// What callers of a business are given, as far as money decides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Service {
    /// A notice that the number is not served.
    Nothing,
    /// They may leave a voice message, so that nobody's customer is lost; no receptionist.
    Voicemail,
    /// Everything the plan carries.
    Full,
}

/// How long a business is served that does not pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Days after a failed payment or the end of a trial in which everything goes on.
    pub full_days: u16,
    /// Days after those in which callers may still leave a voice message.
    pub voicemail_days: u16,
}

impl Default for Patience {
    /// A week in full, as long as a card is usually tried again, and then a month of voicemail.
    fn default() -> Self {
        Self { full_days: 7, voicemail_days: 30 }
    }
}

impl Subscription {
    /// A new one: a trial of so many days, or waiting for its first payment.
    pub fn new(
        tenant: TenantId,
        (book, plan): (&str, &str),
        trial_days: u32,
        at: Timestamp,
    ) -> Self {
        let trial_ends_at = after(at, trial_days);
        let is_trial = trial_days > 0;
        Self {
            tenant,
            book: book.to_owned(),
            plan: plan.to_owned(),
            status: if is_trial { SubscriptionStatus::Trial } else { SubscriptionStatus::PastDue },
            since: at,
            trial_ends_at: is_trial.then_some(trial_ends_at),
            paid_until: None,
        }
    }

    /// How it stands after an event. The same event twice changes nothing more.
    pub fn after(
        &self,
        event: &SubscriptionEvent,
        at: Timestamp,
    ) -> Result<Self, SubscriptionRefusal> {
        let mut next = self.clone();
        match event {
            SubscriptionEvent::Paid { until } => {
                next.become_at(SubscriptionStatus::Active, at)?;
                // Reports come late and out of order: an older one takes nothing away.
                next.paid_until = next.paid_until.max(Some(*until));
            }
            SubscriptionEvent::PaymentFailed => next.become_at(SubscriptionStatus::PastDue, at)?,
            SubscriptionEvent::Cancelled => next.become_at(SubscriptionStatus::Cancelled, at)?,
            SubscriptionEvent::TrialMoved { ends_at } => {
                if self.status != SubscriptionStatus::Trial {
                    return Err(SubscriptionRefusal::NoTrial { status: self.status });
                }
                next.trial_ends_at = Some(*ends_at);
            }
            SubscriptionEvent::PlanChanged { book, plan } => {
                if self.status == SubscriptionStatus::Cancelled {
                    return Err(SubscriptionRefusal::Ended);
                }
                book.clone_into(&mut next.book);
                plan.clone_into(&mut next.plan);
            }
        }
        Ok(next)
    }

    /// Changes the status and notes since when; staying as it is keeps the earlier time, so that a
    /// second failed payment does not begin the patience anew.
    fn become_at(
        &mut self,
        status: SubscriptionStatus,
        at: Timestamp,
    ) -> Result<(), SubscriptionRefusal> {
        if self.status == status {
            return Ok(());
        }
        if !self.status.may_become(status) {
            return Err(SubscriptionRefusal::NoWay { from: self.status, to: status });
        }
        self.status = status;
        self.since = at;
        Ok(())
    }

    /// What callers are given at this moment.
    pub fn service(&self, patience: Patience, now: Timestamp) -> Service {
        match self.status {
            SubscriptionStatus::Active => Service::Full,
            SubscriptionStatus::Trial => {
                patience.from(self.trial_ends_at.unwrap_or(self.since), now)
            }
            SubscriptionStatus::PastDue => patience.from(self.since, now),
            // What is paid is owed; for what comes after, nobody is waited for.
            SubscriptionStatus::Cancelled => match self.paid_until {
                Some(until) if now < until => Service::Full,
                _ => Service::Nothing,
            },
        }
    }
}

impl Patience {
    /// What is given so long after something was due.
    fn from(self, due: Timestamp, now: Timestamp) -> Service {
        let full_until = after(due, u32::from(self.full_days));
        if now < full_until {
            return Service::Full;
        }
        let voicemail_until = after(full_until, u32::from(self.voicemail_days));
        if now < voicemail_until { Service::Voicemail } else { Service::Nothing }
    }
}

/// So many days of 24 hours later; the end of time where there is no such moment.
fn after(at: Timestamp, days: u32) -> Timestamp {
    at.saturating_add(SignedDuration::from_hours(i64::from(days) * 24)).unwrap_or(Timestamp::MAX)
}
