//! `frontdesk eval`: scenarios through the real flows, graded by the database.

use std::path::PathBuf;

use rehearsal::generate;
use rehearsal::load::load;
use rehearsal::report::Report;
use rehearsal::run::{self, Plan};

use super::{Failure, Outcome, say};

/// What `eval` can be told.
#[derive(Debug, clap::Args)]
#[command(after_help = "A scenario passes when the database holds afterwards what it expects and \
    nothing else changed. docs/eval.md describes the files.")]
pub struct Arguments {
    /// Scenario files, or folders of them.
    #[arg(value_name = "DIR_OR_FILE", required_unless_present = "generate")]
    paths: Vec<PathBuf>,
    /// Print one JSON object, transcripts of failures included.
    #[arg(long)]
    json: bool,
    /// Exit with 1 when fewer than this part of all trials pass, 0 to 1.
    #[arg(long, value_name = "RATE", value_parser = rate)]
    min: Option<f64>,
    /// The first seed; the others count up from it.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// How many seeds each scenario is run with.
    #[arg(long, value_name = "NUMBER", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    trials: u32,
    /// How often a word is misheard, 0 to 1; without a number, 0.15.
    #[arg(long, value_name = "RATE", value_parser = rate, num_args = 0..=1, default_missing_value = "0.15")]
    noise: Option<f64>,
    /// Leave out the scenarios that wait for something (their `needs`).
    #[arg(long)]
    ready: bool,
    /// Print a suite made from this business file, in place of running one.
    #[arg(long, value_name = "FILE.toml", conflicts_with_all = ["paths", "json", "min"])]
    generate: Option<PathBuf>,
}

fn rate(text: &str) -> Result<f64, String> {
    let rate: f64 = text.parse().map_err(|_| "write a number between 0 and 1".to_owned())?;
    if (0.0..=1.0).contains(&rate) { Ok(rate) } else { Err("must lie between 0 and 1".to_owned()) }
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    if let Some(file) = &arguments.generate {
        let text = std::fs::read_to_string(file)
            .map_err(|error| Failure(format!("{}: cannot be read: {error}", file.display())))?;
        let suite = generate::suite(&text)
            .map_err(|error| Failure(format!("{}: {error}", file.display())))?;
        say(suite.trim_end());
        return Ok(());
    }
    let mut scenarios = load(&arguments.paths).map_err(|error| Failure(error.to_string()))?;
    if arguments.ready {
        scenarios.retain(|loaded| loaded.scenario.needs.is_empty());
    }
    let noise = arguments.noise.unwrap_or_default();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let plan = Plan { seed: arguments.seed, trials: arguments.trials, noise, threads };
    let results = run::run(&scenarios, plan).map_err(|error| Failure(error.to_string()))?;
    let report = Report::new(&scenarios, &results, noise);
    if arguments.json {
        say(&serde_json::to_string(&report)?);
    } else {
        say(report.text().trim_end());
    }
    match arguments.min {
        Some(min) if report.pass_1 < min => {
            Err(Failure(format!("pass^1 is {:.3}, below {min}", report.pass_1)))
        }
        _ => Ok(()),
    }
}
