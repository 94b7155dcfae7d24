//! `jobs`: failed, retry.

use clap::Subcommand;
use jiff::Timestamp;
use kernel::JobId;
use serde::Deserialize;
use serde_json::{Value, json};

use super::session::Session;
use crate::api::items;
use crate::failure::{Failure, Kind, Outcome};
use crate::show;
use crate::show::table::{Table, number, text, whole};

const JOBS: &str = "/v1/admin/jobs";

/// What can be asked about jobs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List jobs that were given up.
    Failed,
    /// Have jobs done after all.
    Retry {
        /// The job.
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        id: Option<JobId>,
        /// Every job that was given up. Asks first.
        #[arg(long)]
        all: bool,
    },
}

#[derive(Deserialize)]
struct Job {
    id: JobId,
    business: Option<String>,
    kind: String,
    attempts: Value,
    run_at: Option<Timestamp>,
    last_error: Option<String>,
}

pub(super) async fn run(command: Command, session: &mut Session) -> Outcome {
    match command {
        Command::Failed => failed(session).await,
        Command::Retry { id: Some(id), .. } => {
            let answer = session.api.post(&format!("{JOBS}/{id}/retry"), &json!({})).await?;
            session.done(&answer, &format!("{id} is tried again."));
            Ok(())
        }
        Command::Retry { id: None, .. } => retry_all(session).await,
    }
}

fn only_failed() -> [(&'static str, String); 1] {
    [("status", "failed".to_owned())]
}

async fn failed(session: &mut Session) -> Outcome {
    let read = session.list(JOBS, &only_failed(), true).await?;
    if session.put_json_list(&read.items) {
        return Ok(());
    }
    let jobs: Vec<Job> = items(&read.items)?;
    if jobs.is_empty() {
        session.say("No job has failed.");
        return Ok(());
    }
    let mut table = Table::new([
        whole("ID"),
        whole("KIND"),
        whole("BUSINESS").spare(),
        number("ATTEMPTS"),
        whole("LAST RUN").spare(),
        text("LAST ERROR"),
    ]);
    for job in jobs {
        let at = session.show.maybe_time(job.run_at);
        table.row([
            job.id.to_string().into(),
            job.kind.into(),
            job.business.into(),
            show::value(&job.attempts).into(),
            at,
            job.last_error.into(),
        ]);
    }
    session.put_table(&table);
    Ok(())
}

async fn retry_all(session: &mut Session) -> Outcome {
    let read = session.list(JOBS, &only_failed(), true).await?;
    let jobs: Vec<Job> = items(&read.items)?;
    let total = jobs.len();
    if total > 0 {
        session.confirm(
            &format!("All {total} failed jobs are done again, whatever they do."),
            &["all"],
        )?;
    }
    let (mut retried, mut gone) = (0_usize, 0_usize);
    let mut refused: Vec<(JobId, Failure)> = Vec::new();
    for (done, job) in jobs.iter().enumerate() {
        session.console.progress("Retrying", done, Some(total));
        match session.api.post(&format!("{JOBS}/{}/retry", job.id), &json!({})).await {
            Ok(_) => retried = retried.saturating_add(1),
            // Somebody else was quicker.
            Err(failure) if matches!(failure.kind, Kind::NotFound | Kind::Conflict) => {
                gone = gone.saturating_add(1);
            }
            // What holds for one of them holds for all.
            Err(failure) if matches!(failure.kind, Kind::Unreachable | Kind::NotAllowed) => {
                let what = format!("{} ({retried} of {total} were retried)", failure.what);
                return Err(Failure { what, ..failure });
            }
            Err(failure) => refused.push((job.id, failure)),
        }
    }
    session.console.clear_progress();
    if session.show.json {
        let ids: Vec<String> = refused.iter().map(|(id, _)| id.to_string()).collect();
        let sum = json!({ "retried": retried, "gone": gone, "refused": ids });
        session.console.put(&format!("{sum}\n"));
    } else {
        session.say(&format!("{retried} of {total} failed jobs are tried again."));
    }
    for (id, failure) in &refused {
        session.console.remark(&format!("{id}: {}", failure.what));
    }
    if refused.is_empty() {
        return Ok(());
    }
    Err(Failure::refused(format!("{} jobs were refused", refused.len())))
}
