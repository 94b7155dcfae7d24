//! W2: a durable turn: turn, state, message and outbox rows in one transaction under row-level
//! security, against the bare turn with one durable insert.

use std::time::Duration;

use crate::database::{Bench, bare_server};
use crate::load;
use crate::product::{Opened, Product, open_calls};
use crate::report::Report;
use crate::sign::{Signer, Webhook};
use crate::w1::{Side, bare_scripts, compare};
use crate::{Options, Outcome};

/// A call answers one such turn only once, so each measured turn needs a call of its own.
const CALLS_PER_SECOND: usize = 2_500;
const CONNECTIONS: usize = 32;
/// Alerts the owner at once: a promise, so the commit must be durable.
const URGENT: &str = "I can smell gas in the house";

pub(crate) async fn run(options: &Options, report: &mut Report) -> Outcome<()> {
    let bench = Bench::create(options).await?;
    let product = Product::find(options)?;
    let (server, _) = product.serve(&bench.url, bench.folder.path()).await?;
    let bare = bare_server(&bench.url).await?;
    let mut sides = (Side::default(), Side::default());
    for round in 0..=options.rounds {
        let time = Duration::from_secs(options.seconds);
        let asks = bare_scripts("/turnw", CONNECTIONS, &bench.phones);
        let before = bare.cpu()?;
        let figures = load::run(bare.port, asks, time, "<Gather").await?;
        let bare_cpu = bare.cpu()?.saturating_sub(before);

        let count = CALLS_PER_SECOND * usize::try_from(options.seconds)?;
        let calls = open_calls(&server, &bench.phones, count, 5_000 + round).await?;
        let asks = scripts(calls);
        let before = server.cpu()?;
        let ours = load::run(server.port, asks, time, "<Response").await?;
        let product_cpu = server.cpu()?.saturating_sub(before);
        if round > 0 {
            sides.0.note(&figures, bare_cpu)?;
            sides.1.note(&ours, product_cpu)?;
        }
    }
    compare(report, &format!("W2 c={CONNECTIONS}"), &mut sides.0, &mut sides.1);
    drop(server);
    drop(bare);
    bench.remove().await
}

/// One urgent turn per call, one list per connection.
pub(crate) fn scripts(calls: Vec<Opened>) -> Vec<impl Iterator<Item = Vec<u8>> + Send> {
    let mut lanes: Vec<Vec<Opened>> = (0..CONNECTIONS).map(|_| Vec::new()).collect();
    for (number, call) in calls.into_iter().enumerate() {
        if let Some(lane) = lanes.get_mut(number % CONNECTIONS) {
            lane.push(call);
        }
    }
    lanes
        .into_iter()
        .map(|calls| {
            let signer = Signer::new();
            calls.into_iter().map(move |call| {
                let webhook = Webhook {
                    call: &call.call,
                    from: &call.from,
                    to: &call.to,
                    speech: Some(URGENT),
                };
                signer.post("/twilio/voice/turn?n=1", &webhook)
            })
        })
        .collect()
}
