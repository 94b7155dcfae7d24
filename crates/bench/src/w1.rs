//! W1: a Gather turn with a deterministic answer, signature on, PostgreSQL.

use std::time::Duration;

use crate::database::{Bench, bare_server};
use crate::load::{self, Round};
use crate::measure::{Server, median};
use crate::product::{Opened, Product, open_calls};
use crate::report::{Goal, Pair, Report};
use crate::sign::{Signer, Webhook};
use crate::{Options, Outcome};

/// Turns that one call takes: fewer than the dialogue's own limit.
const TURNS: u32 = 20;
/// Calls that are opened for a round, per second of load and connection count.
const CALLS_PER_SECOND: usize = 500;

/// Figures of all rounds of one side.
#[derive(Default)]
pub(crate) struct Side {
    cpu_us: Vec<f64>,
    per_second: Vec<f64>,
    p50_us: Vec<f64>,
    p99_us: Vec<f64>,
}

impl Side {
    pub(crate) fn note(&mut self, round: &Round, cpu: Duration) -> Outcome<()> {
        let answered = f64::from(u32::try_from(round.answered.max(1))?);
        self.cpu_us.push(cpu.as_secs_f64() * 1e6 / answered);
        self.per_second.push(round.per_second);
        self.p50_us.push(round.p50_us);
        self.p99_us.push(round.p99_us);
        Ok(())
    }
}

/// Compares two sides and says whether the goals are met.
pub(crate) fn compare(report: &mut Report, name: &str, bare: &mut Side, product: &mut Side) {
    let mut pair = |figure, unit, bare: &mut Vec<f64>, product: &mut Vec<f64>, goal| {
        let pair = Pair { figure, unit, baseline: median(bare), product: median(product) };
        report.add(name, &pair, goal);
    };
    let cpu = Goal::RatioAtMost(2.5);
    pair("server CPU a turn", "µs", &mut bare.cpu_us, &mut product.cpu_us, cpu);
    let rate = Goal::RatioAtLeast(0.4);
    pair("turns a second", "/s", &mut bare.per_second, &mut product.per_second, rate);
    pair("p50", "µs", &mut bare.p50_us, &mut product.p50_us, Goal::None);
    pair("p99", "µs", &mut bare.p99_us, &mut product.p99_us, Goal::None);
}

pub(crate) async fn run(options: &Options, report: &mut Report) -> Outcome<()> {
    let bench = Bench::create(options).await?;
    let product = Product::find(options)?;
    let (server, _) = product.serve(&bench.url, bench.folder.path()).await?;
    let bare = bare_server(&bench.url).await?;
    for connections in [1, 32] {
        let mut sides = (Side::default(), Side::default());
        for round in 0..=options.rounds {
            let time = Duration::from_secs(options.seconds);
            let asks = bare_scripts("/turn", connections, &bench.phones);
            let before = bare.cpu()?;
            let figures = load::run(bare.port, asks, time, "<Gather").await?;
            let bare_cpu = bare.cpu()?.saturating_sub(before);

            let count = CALLS_PER_SECOND * usize::try_from(options.seconds)?;
            let series = connections * 100 + round;
            let calls = open_calls(&server, &bench.phones, count, series).await?;
            let asks = scripts(calls, connections);
            let before = server.cpu()?;
            let ours = load::run(server.port, asks, time, "<Gather").await?;
            let product_cpu = server.cpu()?.saturating_sub(before);
            // The first round warms both up.
            if round > 0 {
                sides.0.note(&figures, bare_cpu)?;
                sides.1.note(&ours, product_cpu)?;
            }
        }
        compare(report, &format!("W1 c={connections}"), &mut sides.0, &mut sides.1);
    }
    drop::<(Server, Server)>((server, bare));
    bench.remove().await
}

/// Endless turns of a bare server, one list per connection.
pub(crate) fn bare_scripts(
    path: &'static str,
    connections: usize,
    phones: &[String],
) -> Vec<Box<dyn Iterator<Item = Vec<u8>> + Send>> {
    (0..connections)
        .map(|lane| {
            let phones = phones.to_vec();
            let signer = Signer::new();
            let requests = (0_usize..).map(move |number| {
                let call = format!("CB{lane:08}{:024}", number % 64);
                let to = phones.get((number * 31 + lane) % phones.len()).cloned();
                let to = to.unwrap_or_default();
                let webhook =
                    Webhook { call: &call, from: "+15550100001", to: &to, speech: Some(QUESTION) };
                signer.post(path, &webhook)
            });
            let boxed: Box<dyn Iterator<Item = Vec<u8>> + Send> = Box::new(requests);
            boxed
        })
        .collect()
}

/// A question whose answer needs no slot and no state: the same work on every turn.
const QUESTION: &str = "what are your opening hours on Thursday";

/// The turns of opened calls, one list per connection: turn 1 of each call, then turn 2, and so on.
fn scripts(calls: Vec<Opened>, connections: usize) -> Vec<impl Iterator<Item = Vec<u8>> + Send> {
    let mut lanes: Vec<Vec<Opened>> = (0..connections).map(|_| Vec::new()).collect();
    for (number, call) in calls.into_iter().enumerate() {
        if let Some(lane) = lanes.get_mut(number % connections) {
            lane.push(call);
        }
    }
    lanes
        .into_iter()
        .map(|calls| {
            let signer = Signer::new();
            let calls = std::sync::Arc::new(calls);
            (1..=TURNS).flat_map(move |turn| {
                let calls = calls.clone();
                let signer = signer.clone();
                (0..calls.len()).filter_map(move |index| {
                    let call = calls.get(index)?;
                    let webhook = Webhook {
                        call: &call.call,
                        from: &call.from,
                        to: &call.to,
                        speech: Some(QUESTION),
                    };
                    Some(signer.post(&format!("/twilio/voice/turn?n={turn}"), &webhook))
                })
            })
        })
        .collect()
}
