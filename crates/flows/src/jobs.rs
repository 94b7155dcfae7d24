//! Does what commits promised: claims jobs, runs each in its flow, settles it.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use kernel::{Clock, GatewayErrorKind, IdSource, LeaseId, StoreError, StoreResult};
use store::{Database, Job, LeasedJob, Settled, Share};
use tokio::sync::Notify;
use tokio::task::{JoinError, JoinSet};

use crate::hooks::{DeliverEvent, Hooks};
use crate::messages::Messages;
use crate::messages::send_text::{SendError, SendText, retry_at};
use crate::people::People;
use crate::people::write_mail::{MailError, WriteMail};
use crate::texting::Texting;
use crate::voice::Voice;
use crate::voice::missed::TellMissed;

/// Runs jobs.
#[derive(Clone)]
pub struct Jobs {
    /// Where they wait.
    pub db: Arc<dyn Database>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New leases.
    pub ids: Arc<dyn IdSource>,
    /// Sends texts.
    pub messages: Messages,
    /// Ends calls.
    pub voice: Voice,
    /// Ends conversations.
    pub texting: Texting,
    /// Writes mails; `None` where nobody signs in.
    pub people: Option<People>,
    /// Tells businesses' own servers; `None` where nobody is told.
    pub hooks: Option<Hooks>,
    /// Rings after a commit that promised something.
    pub wake: Arc<Notify>,
}

/// How long a worker holds a job: longer than any job takes.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// How many jobs are claimed at once.
const BATCH: u16 = 32;
/// The jobs of how many businesses are run at once: most of the time they wait for a provider.
const AT_ONCE: usize = 8;
/// How long after a claim a job may still be begun: no job takes as long as the rest of the lease.
const BEGIN_BEFORE: SignedDuration = SignedDuration::from_secs(25);
/// How long after a claim jobs that were run are settled at the latest, should others of the same claim
/// take long: well before the lease ends.
const SETTLE_AFTER: SignedDuration = SignedDuration::from_secs(5);
/// How many deliveries are made at once, and how many of them for one business: all of them begin at
/// once, and each ends in time, so a round ends well within the lease.
const SHARE: Share = Share { of_all: 32, of_one: 4 };
/// How long what people wait for is left alone while the servers of others take their time.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// After how many attempts a job is given up: with doubling waits, about five hours.
pub const ATTEMPTS_MAX: u32 = 16;
/// How many businesses are looked at in one page of a sweep.
const SWEEP_PAGE: u16 = 500;

/// Every kind of job that a worker can run.
pub const KINDS: [&str; 4] =
    [DeliverEvent::KIND, SendText::KIND, TellMissed::KIND, WriteMail::KIND];

/// Why a job was not done.
#[derive(Debug, thiserror::Error)]
enum JobError {
    #[error("{0}")]
    Send(#[from] SendError),
    #[error("{0}")]
    Mail(#[from] MailError),
    #[error("the database failed")]
    Store(#[from] StoreError),
    #[error("this deployment lets nobody sign in: security.secrets is not set")]
    NobodySignsIn,
    #[error("this deployment tells nobody's servers anything")]
    NobodyIsTold,
    #[error("the payload cannot be read")]
    Payload(#[from] serde_json::Error),
    #[error("no flow runs jobs of this kind")]
    UnknownKind,
}

impl Jobs {
    /// Runs what is due now; says how many jobs were run. While the servers of others take their time,
    /// what people wait for goes on.
    pub async fn run_due(&self) -> StoreResult<usize> {
        if self.hooks.is_none() {
            return self.run_prompt().await;
        }
        let mut run = 0;
        loop {
            let done = self.run_both().await?;
            if done == 0 {
                return Ok(run);
            }
            run += done;
        }
    }

    /// Runs what people wait for, again and again, until the servers of others have had their turn.
    async fn run_both(&self) -> StoreResult<usize> {
        // A task of its own, which ends with this one should this one be dropped.
        let mut patient = JoinSet::new();
        let jobs = self.clone();
        patient.spawn(async move { jobs.run_patient().await });
        let mut run = 0;
        loop {
            let done = self.run_prompt().await;
            if done.is_err() {
                // What was begun is brought to its end.
                patient.join_next().await;
            }
            run += done?;
            tokio::select! {
                ended = patient.join_next() => return Ok(run + ended.map_or(Ok(0), ran)?),
                () = self.wait(LOOK_AGAIN) => {}
            }
        }
    }

    /// Tells businesses' own servers what is due, in rounds: each has a place for every business, and
    /// ends when the slowest server has had its time.
    async fn run_patient(&self) -> StoreResult<usize> {
        let mut run = 0;
        loop {
            let lease: LeaseId = self.ids.next();
            let mut tx = self.db.begin_platform().await?;
            let jobs = tx.queue().claim_shared(lease, self.clock.now(), LEASE, SHARE).await?;
            tx.commit().await?;
            if jobs.is_empty() {
                return Ok(run);
            }
            let mut running = JoinSet::new();
            for job in jobs {
                let jobs = self.clone();
                running.spawn(async move {
                    let outcome = jobs.outcome(&job).await;
                    outcome.map(|outcome| (job, outcome))
                });
            }
            let mut settled = Vec::new();
            while let Some(done) = running.join_next().await {
                if let Ok(done) = done {
                    settled.extend(done);
                } else {
                    tracing::error!("A delivery panicked; its job runs again");
                }
            }
            run += settled.len();
            self.settle(settled).await?;
        }
    }

    /// Runs what people wait for.
    async fn run_prompt(&self) -> StoreResult<usize> {
        let mut run = 0;
        loop {
            let lease: LeaseId = self.ids.next();
            let mut tx = self.db.begin_platform().await?;
            let jobs = tx.queue().claim(lease, self.clock.now(), LEASE, BATCH).await?;
            tx.commit().await?;
            if jobs.is_empty() {
                return Ok(run);
            }
            let claimed_at = self.clock.now();
            let mut settled = Vec::with_capacity(jobs.len());
            let mut running = stream::iter(by_business(jobs))
                .map(|jobs| self.run_in_order(jobs, claimed_at))
                .buffer_unordered(AT_ONCE);
            while let Some(done) = running.next().await {
                run += done.len();
                settled.extend(done);
                if self.clock.now().duration_since(claimed_at) > SETTLE_AFTER {
                    self.settle(std::mem::take(&mut settled)).await?;
                }
            }
            self.settle(settled).await?;
        }
    }

    /// Waits until there may be something to do: after a commit here, or a moment later for what
    /// another machine wrote.
    pub async fn wait(&self, at_most: Duration) {
        let _ = tokio::time::timeout(at_most, self.wake.notified()).await;
    }

    /// Ends calls whose end nobody reported and conversations that have lapsed, of all businesses.
    pub async fn sweep(&self) -> StoreResult<usize> {
        let mut after = None;
        let mut ended = 0;
        loop {
            let mut tx = self.db.begin_platform().await?;
            let tenants = tx.numbers().list(after, SWEEP_PAGE).await?;
            tx.commit().await?;
            let Some(last) = tenants.last() else { return Ok(ended) };
            after = Some(*last);
            for tenant in tenants {
                ended += self.voice.sweep(tenant).await?;
                ended += self.texting.sweep(tenant).await?;
                if let Some(hooks) = &self.hooks {
                    hooks.sweep(tenant).await?;
                }
            }
        }
    }

    /// Runs jobs of one business one after the other: what was written first arrives first.
    async fn run_in_order(
        &self,
        jobs: Vec<LeasedJob>,
        claimed_at: Timestamp,
    ) -> Vec<(LeasedJob, Settled)> {
        let mut done = Vec::with_capacity(jobs.len());
        for job in jobs {
            // Another worker may have the rest by now.
            if self.clock.now().duration_since(claimed_at) > BEGIN_BEFORE {
                break;
            }
            if let Some(outcome) = self.outcome(&job).await {
                done.push((job, outcome));
            }
        }
        done
    }

    /// What became of a job; `None` where the database failed and nobody can say: then the job waits
    /// for the end of its lease, like one whose worker died.
    async fn outcome(&self, job: &LeasedJob) -> Option<Settled> {
        match self.dispatch(job).await {
            Ok(()) => Some(Settled::Done),
            Err(
                JobError::Send(SendError::Store(error))
                | JobError::Mail(MailError::Store(error))
                | JobError::Store(error),
            ) if job.attempt < ATTEMPTS_MAX => {
                let reason = chain(&error);
                tracing::warn!(job.id = %job.id, job.kind, reason, "Job {} was cut short", job.id);
                None
            }
            Err(error) => Some(self.after_failure(job, &error)),
        }
    }

    /// Settles what was run, in one transaction. A job that was run and not settled runs again when
    /// its lease is over, and finds that its work is done: every job asks first.
    async fn settle(&self, settled: Vec<(LeasedJob, Settled)>) -> StoreResult<()> {
        if settled.is_empty() {
            return Ok(());
        }
        let mut tx = self.db.begin_platform().await?;
        let mut lost = Vec::new();
        for (job, outcome) in &settled {
            let now = self.clock.now();
            if !tx.queue().settle(job.id, job.lease, now, outcome).await? {
                lost.push(job.id);
            }
        }
        tx.commit().await?;
        for id in lost {
            tracing::warn!(job.id = %id, "Lost the lease of job {id}");
        }
        Ok(())
    }

    /// The one place that says which flow runs which kind.
    async fn dispatch(&self, job: &LeasedJob) -> Result<(), JobError> {
        match job.kind.as_str() {
            SendText::KIND => {
                let SendText { message } = serde_json::from_str(&job.payload)?;
                Ok(self.messages.send_text(job, message).await?)
            }
            TellMissed::KIND => {
                let TellMissed { call } = serde_json::from_str(&job.payload)?;
                Ok(self.voice.tell_owner_of_missed(job.tenant, call).await?)
            }
            WriteMail::KIND => {
                let mail: WriteMail = serde_json::from_str(&job.payload)?;
                let people = self.people.as_ref().ok_or(JobError::NobodySignsIn)?;
                Ok(people.write_mail(job, mail).await?)
            }
            DeliverEvent::KIND => {
                let wanted: DeliverEvent = serde_json::from_str(&job.payload)?;
                let hooks = self.hooks.as_ref().ok_or(JobError::NobodyIsTold)?;
                Ok(hooks.deliver_event(job, &wanted).await?)
            }
            _ => Err(JobError::UnknownKind),
        }
    }

    fn after_failure(&self, job: &LeasedJob, error: &JobError) -> Settled {
        let reason = chain(error);
        let (again, wait) = match error {
            JobError::Send(SendError::Gateway(gateway))
            | JobError::Mail(MailError::Gateway(gateway)) => match gateway.kind {
                GatewayErrorKind::Rejected | GatewayErrorKind::OptedOut => (false, None),
                GatewayErrorKind::Unavailable { retry_after_seconds } => {
                    (true, retry_after_seconds)
                }
                GatewayErrorKind::Unknown | GatewayErrorKind::Misconfigured => (true, None),
            },
            JobError::Send(SendError::Store(_))
            | JobError::Mail(MailError::Store(_))
            | JobError::Store(_)
            | JobError::NobodySignsIn
            | JobError::NobodyIsTold => (true, None),
            JobError::Payload(_) | JobError::UnknownKind => (false, None),
        };
        if !again || job.attempt >= ATTEMPTS_MAX {
            tracing::error!(job.id = %job.id, job.kind, reason, "Gave up job {}", job.id);
            return Settled::Failed { error: reason };
        }
        tracing::warn!(job.id = %job.id, job.kind, job.attempt, reason, "Job {} failed", job.id);
        let at = retry_at(job.id, job.attempt, self.clock.now(), wait);
        Settled::Retry { at, error: reason }
    }
}

/// How many jobs were run in a task of its own.
fn ran(ended: Result<StoreResult<usize>, JoinError>) -> StoreResult<usize> {
    ended.unwrap_or_else(|_| Err(StoreError::Other("a worker's task ended early".into())))
}

/// The jobs of each business together, in their order.
fn by_business(jobs: Vec<LeasedJob>) -> Vec<Vec<LeasedJob>> {
    let mut groups: Vec<Vec<LeasedJob>> = Vec::new();
    for job in jobs {
        let same = |group: &&mut Vec<LeasedJob>| {
            group.first().is_some_and(|first| first.tenant == job.tenant)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(job),
            None => groups.push(vec![job]),
        }
    }
    groups
}

/// An error with its causes, in one line. Gateways keep personal data out of theirs.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    crate::messages::queue_text::cut(text, 500)
}
