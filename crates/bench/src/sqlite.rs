//! Durable turns on SQLite beside bare durable commits on the same disk.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};

use crate::measure::median;
use crate::product::{Product, open_calls};
use crate::report::{Goal, Pair, Report};
use crate::{Options, Outcome, load, w2};

/// Calls that are opened for a round, per second of load.
const CALLS_PER_SECOND: usize = 1_500;

pub(crate) async fn run(options: &Options, report: &mut Report) -> Outcome<()> {
    let product = Product::find(options)?;
    // Beside the program, not in a folder that may be in memory.
    let folder = tempfile::tempdir_in(product.path.parent().ok_or("no folder")?)?;
    let url = format!("sqlite:{}", folder.path().join("frontdesk.db").display());
    product.migrate(&url, folder.path())?;
    let phones = crate::database::fill(&url, options.tenants.min(50)).await?;
    let (server, _) = product.serve(&url, folder.path()).await?;
    let mut bare = Vec::new();
    let mut whole = Vec::new();
    let mut ours = Vec::new();
    for round in 0..=options.rounds {
        let time = Duration::from_secs(options.seconds);
        let path = folder.path().join(format!("bare{round}.db"));
        let path = path.to_str().ok_or("a path")?.to_owned();
        let (commits, turns_bare) = tokio::task::spawn_blocking(move || {
            let one = bare_commits(&path, ONE_ROW, time)?;
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>((
                one,
                bare_commits(&path, A_TURN, time)?,
            ))
        })
        .await??;
        let count = CALLS_PER_SECOND * usize::try_from(options.seconds)?;
        let calls = open_calls(&server, &phones, count, 7_000 + round).await?;
        let asks = w2::scripts(calls);
        let turns = load::run(server.port, asks, time, "<Response").await?;
        if round > 0 {
            bare.push(commits);
            whole.push(turns_bare);
            ours.push(turns.per_second);
        }
    }
    let pair = Pair {
        figure: "durable turns a second beside bare commits",
        unit: "/s",
        baseline: median(&mut bare),
        product: median(&mut ours),
    };
    report.add("SQLite", &pair, Goal::RatioAtLeast(0.6));
    let figure = "the same beside bare commits of a turn's rows";
    report.add("SQLite", &Pair { figure, baseline: median(&mut whole), ..pair }, Goal::None);
    Ok(())
}

/// The least that can be committed.
const ONE_ROW: &str = "INSERT INTO turns (said) VALUES ('We are open.')";

/// What a turn that takes a message writes: six rows, a kilobyte of state among them.
const A_TURN: &str = "BEGIN IMMEDIATE;
    SELECT said FROM turns WHERE id = 1; SELECT state FROM states WHERE id = 1;
    INSERT INTO turns (said) VALUES ('I can smell gas'); INSERT INTO turns (said) VALUES ('Please hang up.');
    INSERT INTO turns (said) VALUES ('A message'); INSERT INTO turns (said) VALUES ('An alert');
    INSERT INTO turns (said) VALUES ('A job');
    INSERT INTO states (id, state) VALUES (1, hex(randomblob(512)))
        ON CONFLICT (id) DO UPDATE SET state = excluded.state;
    COMMIT";

/// Transactions a second on a file of its own, each safe from a power cut.
fn bare_commits(path: &str, work: &str, time: Duration) -> Outcome<f64> {
    let mut connection = SqliteConnection::establish(path)?;
    connection.batch_execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE IF NOT EXISTS turns (id INTEGER PRIMARY KEY, said TEXT NOT NULL);
         CREATE TABLE IF NOT EXISTS states (id INTEGER PRIMARY KEY, state TEXT NOT NULL);",
    )?;
    let started = Instant::now();
    let mut commits = 0_u32;
    while started.elapsed() < time {
        connection.batch_execute(work)?;
        commits += 1;
    }
    Ok(f64::from(commits) / started.elapsed().as_secs_f64())
}
