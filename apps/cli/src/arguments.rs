//! What can be typed.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands::{audit, business, flag, jobs, number, plan, rotate, usage};

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  refused or failed, or something checked is not as it should be
  2  wrong use: arguments, profile, a missing --yes
  3  the server cannot be reached
  4  the server does not let you
  5  there is no such thing
  6  it cannot be done as things stand

Environment:
  FRONTDESK_SERVER           the server's address, for --server
  FRONTDESK_AS               your name for the record, for --as
  FRONTDESK_PLATFORM_SECRET  the platform's secret, for --secret-file
  NO_COLOR                   no colours";

/// The operator's hand: businesses, plans, flags, numbers, keys and jobs of a running server.
#[derive(Debug, Parser)]
#[command(name = "frontdeskctl", version, max_term_width = 100, after_help = EXIT_CODES)]
#[command(disable_help_subcommand = true)]
pub struct Arguments {
    /// How the server is reached.
    #[command(flatten)]
    pub reach: Reach,
    /// How answers are shown.
    #[command(flatten)]
    pub look: Look,
    /// Do dangerous things without asking.
    #[arg(long, short = 'y', global = true)]
    pub yes: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// How the server is reached.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Server")]
pub struct Reach {
    /// The server's address.
    #[arg(long, global = true, value_name = "https://HOST")]
    pub server: Option<String>,
    /// Your name for the record: small letters, digits, dots, dashes, underscores.
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub as_name: Option<String>,
    /// Read the platform's secret from this file; `-` reads the input.
    #[arg(long, global = true, value_name = "FILE")]
    pub secret_file: Option<PathBuf>,
    /// Let tokens travel without TLS to a server that is not this machine.
    #[arg(long, global = true)]
    pub plain_http: bool,
    /// How long the server may take for one answer, in seconds.
    #[arg(long, global = true, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub timeout: Duration,
}

/// How answers are shown.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Output")]
pub struct Look {
    /// Print the server's JSON, lists as a whole.
    #[arg(long, global = true)]
    pub json: bool,
    /// No colours.
    #[arg(long, global = true)]
    pub no_color: bool,
    /// Show times in UTC instead of the local zone.
    #[arg(long, global = true)]
    pub utc: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check the platform's secret against a server, and keep both in a profile.
    Login,
    /// Remove the profile.
    Logout,
    /// Which server, as whom, and how it is there.
    Whoami,
    /// Businesses.
    #[command(subcommand)]
    Business(business::Command),
    /// Plans.
    #[command(subcommand)]
    Plan(plan::Command),
    /// Flags of businesses, and how far something new has come.
    #[command(subcommand)]
    Flag(flag::Command),
    /// Phone numbers.
    #[command(subcommand)]
    Number(number::Command),
    /// Keys of businesses' programs.
    #[command(subcommand)]
    Key(rotate::Key),
    /// Tokens of businesses' widgets.
    #[command(subcommand)]
    WidgetToken(rotate::WidgetToken),
    /// What businesses have used this month.
    Usage(usage::Arguments),
    /// Jobs of the outbox.
    #[command(subcommand)]
    Jobs(jobs::Command),
    /// The record of who did what.
    Audit(audit::Arguments),
    /// Calls.
    #[command(subcommand)]
    Calls(Calls),
    /// Have the server try everything it needs.
    Smoke,
    /// Completions for a shell.
    Completions {
        /// Which shell.
        shell: Shell,
    },
    /// This program's version.
    Version,
}

/// What can be asked about calls.
#[derive(Debug, Subcommand)]
pub enum Calls {
    /// Calls that are going on.
    Live,
}

/// The shells that completions exist for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// GNU Bash.
    Bash,
    /// The Z shell.
    Zsh,
    /// fish.
    Fish,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: Option<u64> = text.parse().ok().filter(|seconds| (1..=600).contains(seconds));
    seconds.map(Duration::from_secs).ok_or_else(|| "write a number from 1 to 600".to_owned())
}

/// A name of ours in an address: a plan, a book, a flag.
pub(crate) fn word(text: &str) -> Result<String, String> {
    let fits = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-');
    if (1..=64).contains(&text.len()) && text.bytes().all(fits) {
        return Ok(text.to_owned());
    }
    Err("a name has 1 to 64 small letters, digits, dashes and underscores".to_owned())
}
