//! The background worker: does what commits promised, as long as the process runs.

use std::time::Duration;

use crate::log::Chain;
use flows::Jobs;
use kernel::StoreResult;
use tokio::sync::watch;
use tokio::time::Instant;

/// How long the worker waits for something to do before it looks: what another machine wrote rings
/// no bell here.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// How often calls are looked for whose end nobody reported.
const SWEEP_EVERY: Duration = Duration::from_mins(1);
/// The first pause after a failure; it doubles with each one that follows.
const PAUSE_MIN: Duration = Duration::from_millis(250);
/// The longest pause.
const PAUSE_MAX: Duration = Duration::from_secs(30);

/// Works until `stop` becomes true, and finishes what it has begun. Nothing else ends it: failures
/// are logged and followed by a pause.
pub async fn run(jobs: Jobs, mut stop: watch::Receiver<bool>) {
    let mut pause = PAUSE_MIN;
    let mut sweep_at = Instant::now() + SWEEP_EVERY;
    while !*stop.borrow() {
        let mut outcome = guarded(jobs.clone(), Task::Due).await;
        if outcome && Instant::now() >= sweep_at {
            outcome = guarded(jobs.clone(), Task::Sweep).await;
            sweep_at = Instant::now() + SWEEP_EVERY;
        }
        if outcome {
            pause = PAUSE_MIN;
            tokio::select! {
                _ = stop.changed() => {}
                () = jobs.wait(LOOK_AGAIN) => {}
            }
        } else {
            tokio::select! {
                _ = stop.changed() => {}
                () = tokio::time::sleep(pause) => {}
            }
            pause = (pause * 2).min(PAUSE_MAX);
        }
    }
}

#[derive(Clone, Copy)]
enum Task {
    Due,
    Sweep,
}

/// Runs a task of its own, so that a panic in it does not end the worker. Says whether it went well.
async fn guarded(jobs: Jobs, task: Task) -> bool {
    let work = async move {
        match task {
            Task::Due => jobs.run_due().await,
            Task::Sweep => jobs.sweep().await,
        }
    };
    let outcome: Result<StoreResult<usize>, _> = tokio::spawn(work).await;
    match outcome {
        Ok(Ok(count)) => {
            if count > 0 {
                match task {
                    Task::Due => tracing::debug!(count, "Ran {count} job(s)"),
                    Task::Sweep => tracing::info!(count, "Ended {count} call(s) left open"),
                }
            }
            true
        }
        Ok(Err(error)) => {
            tracing::error!(error = %Chain(&error), "The worker is held up");
            false
        }
        Err(_) => {
            tracing::error!("A job panicked; it runs again when its lease is over");
            false
        }
    }
}
