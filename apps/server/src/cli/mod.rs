//! The command line.

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use kernel::SystemClock;
use tokio::runtime::Runtime;

use crate::log::{self, Chain, Destination};
use crate::settings::{Faulty, Settings, Sources};
use crate::wire::{Wired, wire};

pub mod account;
pub mod business;
pub mod call;
pub mod check_config;
pub mod doctor;
pub mod eval;
pub mod migrate;
pub mod nlu;
pub mod serve;
pub mod worker;

/// A receptionist for small businesses: answers calls, books appointments, takes messages.
#[derive(Debug, Parser)]
#[command(name = "frontdesk", version, max_term_width = 100)]
struct Arguments {
    /// Read this configuration file instead of ./frontdesk.toml.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve HTTP and work off the outbox. What happens without a command.
    Serve(serve::Arguments),
    /// Work off the outbox alone, for more machines.
    Worker,
    /// Bring the database to this program's version, and print the versions.
    Migrate(migrate::Arguments),
    /// Print the effective configuration with secrets hidden, or every fault in it.
    CheckConfig,
    /// Check database, providers and public address, and what each business still lacks.
    Doctor(doctor::Arguments),
    /// Businesses.
    #[command(subcommand)]
    Business(business::Command),
    /// Accounts of people who sign in.
    #[command(subcommand)]
    Account(account::Command),
    /// A call in the terminal, through the same flows as a real one.
    Call(call::Arguments),
    /// What a caller's words mean: a line of words in, a JSON object out.
    Nlu(nlu::Arguments),
    /// Simulated callers from scenario files, graded by what the database holds afterwards.
    Eval(eval::Arguments),
}

/// Why a command has failed, for whoever typed it.
#[derive(Debug)]
pub struct Failure(pub String);

impl<E: Error> From<E> for Failure {
    /// The error with its causes.
    fn from(error: E) -> Self {
        Self(Chain(&error).to_string())
    }
}

/// What a command comes to.
pub type Outcome = Result<(), Failure>;

/// Runs the command that the process was given.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let sources = Sources::of_process(arguments.config);
    let settings = match Settings::read(&sources) {
        Ok(settings) => settings,
        Err(Faulty(faults)) => {
            for fault in faults {
                say_error(&fault.to_string());
            }
            return ExitCode::FAILURE;
        }
    };
    let command = arguments.command.unwrap_or(Command::Serve(serve::Arguments::default()));
    let destination = match command {
        Command::Serve(_) | Command::Worker => Destination::Output,
        _ => Destination::Errors,
    };
    log::start(&settings.log, destination);
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => {
            say_error(&format!("the runtime cannot be started: {error}"));
            return ExitCode::FAILURE;
        }
    };
    let outcome = runtime.block_on(run(command, &settings));
    // What still runs by now has had its time.
    runtime.shutdown_background();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(what)) => {
            for line in what.lines() {
                say_error(line);
            }
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command, settings: &Settings) -> Outcome {
    match command {
        Command::Serve(arguments) => serve::run(arguments, settings).await,
        Command::Worker => worker::run(settings).await,
        Command::Migrate(arguments) => migrate::run(arguments, settings).await,
        Command::CheckConfig => {
            check_config::run(settings);
            Ok(())
        }
        Command::Doctor(arguments) => doctor::run(&arguments, settings).await,
        Command::Business(command) => business::run(command, settings).await,
        Command::Account(command) => account::run(command, settings).await,
        Command::Call(arguments) => call::run(arguments, settings).await,
        Command::Nlu(arguments) => nlu::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
    }
}

/// HTTP has threads of its own; this one is for the worker and for what happens at the start.
fn runtime() -> std::io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()
}

/// The product over an existing database, for commands that look at it or change it.
async fn open(settings: &Settings) -> Result<Wired, Failure> {
    crate::start::prepare(settings, false).await?;
    Ok(wire(settings, Arc::new(SystemClock)).await?)
}

/// Writes a line for whoever reads the output. A reader who has gone away is no error.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn say_error(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Becomes ready when somebody asks the process to stop.
async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    // Without signals there is nothing to wait for but the keyboard.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
