//! Measures the product beside bare baselines, in one run, and prints ratios.

#![expect(clippy::print_stderr, reason = "progress of a command line tool")]
#![expect(clippy::expect_used, reason = "a baseline that cannot start should say so and stop")]

mod bare;
mod database;
mod footprint;
mod load;
mod measure;
mod product;
mod report;
mod sign;
mod sqlite;
mod w1;
mod w2;
mod w6;

use clap::{Parser, Subcommand};

/// What the tool returns: any error ends it.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[derive(Parser)]
#[command(name = "frontdesk-bench", about = "Product and bare baselines, side by side")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs workloads and prints a table and JSON lines.
    Run(Options),
    /// Serves the bare baselines (started by `run`).
    Bare {
        /// The port on loopback.
        #[arg(long)]
        port: u16,
        /// The database of the baselines.
        #[arg(long)]
        database: String,
    },
}

/// How much to measure.
#[derive(Parser, Clone)]
pub(crate) struct Options {
    /// Rounds of baseline and product in turn.
    #[arg(long, default_value_t = 5)]
    pub(crate) rounds: usize,
    /// Seconds of load in a round, for each side.
    #[arg(long, default_value_t = 2)]
    pub(crate) seconds: u64,
    /// Businesses in the database.
    #[arg(long, default_value_t = 500)]
    pub(crate) tenants: usize,
    /// Only these workloads: w1, w2, w6, sqlite, footprint.
    #[arg(long, value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// The `frontdesk` binary; by default the one beside this program.
    #[arg(long)]
    pub(crate) frontdesk: Option<std::path::PathBuf>,
}

fn main() -> Outcome<()> {
    match Arguments::parse().command {
        Command::Bare { port, database } => bare::serve(port, database),
        Command::Run(options) => {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()?;
            runtime.block_on(run(&options))
        }
    }
}

async fn run(options: &Options) -> Outcome<()> {
    let wanted = |name: &str| options.only.is_empty() || options.only.iter().any(|it| it == name);
    let mut report = report::Report::default();
    if wanted("footprint") {
        footprint::run(options, &mut report).await?;
    }
    if wanted("w1") {
        w1::run(options, &mut report).await?;
    }
    if wanted("w2") {
        w2::run(options, &mut report).await?;
    }
    if wanted("sqlite") {
        sqlite::run(options, &mut report).await?;
    }
    if wanted("w6") {
        w6::run(options, &mut report).await?;
    }
    report.print();
    Ok(())
}
