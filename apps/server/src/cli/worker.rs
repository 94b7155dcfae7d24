//! `frontdesk worker`.

use std::sync::Arc;

use kernel::SystemClock;
use tokio::sync::watch;

use super::{Outcome, asked_to_stop};
use crate::settings::Settings;
use crate::start::prepare;
use crate::wire::wire;

pub(super) async fn run(settings: &Settings) -> Outcome {
    prepare(settings, false).await?;
    let wired = wire(settings, Arc::new(SystemClock)).await?;
    let (stop, stopping) = watch::channel(false);
    let work = tokio::spawn(crate::worker::run(wired.flows.jobs, stopping));
    tracing::info!("The worker runs");
    asked_to_stop().await;
    tracing::info!("Stopping: jobs that were begun are finished");
    stop.send_replace(true);
    if tokio::time::timeout(settings.server.drain, work).await.is_err() {
        tracing::warn!("A job takes too long; it runs again when its lease is over");
    }
    Ok(())
}
