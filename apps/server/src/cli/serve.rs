//! `frontdesk serve`.

use std::net::TcpListener;
use std::sync::Arc;

use kernel::SystemClock;
use tokio::sync::watch;

use super::{Failure, Outcome, asked_to_stop, say};
use crate::http::{self, Site};
use crate::settings::Settings;
use crate::settings::redacted::without_password;
use crate::start::{Start, import_demo, is_first, prepare};
use crate::wire::wire;

/// What `serve` can be told.
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Load the demo businesses and open the simulator. The default where there is neither a
    /// configuration nor a database yet.
    #[arg(long)]
    demo: bool,
}

pub(super) async fn run(arguments: Arguments, settings: &Settings) -> Outcome {
    let demo = arguments.demo || is_first(settings);
    // Before the database is touched: a second server on this port must not get that far.
    let listener = listen(settings)?;
    let start = prepare(settings, demo).await?;
    let wired = wire(settings, Arc::new(SystemClock)).await?;
    if demo {
        let count = import_demo(&wired.flows).await?;
        if count > 0 {
            tracing::info!(count, "Imported {count} demo business(es)");
        }
    }
    let site = Site::new(settings, &wired, demo);
    let server = http::serve(site, settings, listener)
        .map_err(|error| Failure(format!("server.listen: cannot be served: {error}")))?;
    let handle = server.handle();
    let (stop, stopping) = watch::channel(false);
    let work = tokio::spawn(crate::worker::run(wired.flows.jobs, stopping));
    let mut serving = tokio::spawn(server);
    welcome(settings, start);

    tokio::select! {
        () = asked_to_stop() => {}
        ended = &mut serving => {
            return Err(Failure(format!("the HTTP server has ended: {ended:?}")));
        }
    }
    tracing::info!("Stopping: what was begun is finished");
    stop.send_replace(true);
    let drained = tokio::time::timeout(settings.server.drain, async {
        handle.stop(true).await;
        work.await
    });
    if drained.await.is_err() {
        tracing::warn!("Something takes too long and is cut off");
    }
    Ok(())
}

fn listen(settings: &Settings) -> Result<TcpListener, Failure> {
    let address = settings.server.listen;
    let failed = |error: std::io::Error| {
        Failure(format!("server.listen: cannot listen on {address}: {error}"))
    };
    TcpListener::bind(address).map_err(failed)
}

/// What somebody who has just started it wants to know.
fn welcome(settings: &Settings, start: Start) {
    let version = env!("CARGO_PKG_VERSION");
    let base = settings.local_base();
    say(&format!("Frontdesk {version} is listening on {base}"));
    if settings.has_simulator(start.demo) {
        say(&format!("  Talk to it    {base}/simulator"));
    }
    let note = if start.created { " (new)" } else { "" };
    say(&format!("  Database      {}{note}", without_password(&settings.database.url)));
    let texts = if settings.has_twilio() {
        "go out through Twilio"
    } else {
        "stay in this process: no Twilio account is set"
    };
    say(&format!("  Texts         {texts}"));
    if !settings.checks_webhooks() {
        say("  Webhooks      all refused: twilio.auth_token is not set");
    }
    say("  Stop          Ctrl-C");
}
