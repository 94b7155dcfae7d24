//! Where log lines go and how they look.

use std::error::Error;
use std::fmt;
use std::io::IsTerminal;

use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::settings::{Log, LogFormat};

/// Where log lines go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// Standard output: for what runs until it is stopped.
    Output,
    /// Standard error: for commands whose output somebody reads.
    Errors,
}

/// The filter for a level, or for directives.
///
/// A level is for Frontdesk itself. Libraries stay at `warn`: some of them write down whole requests
/// and statements when they are asked to be chatty, phone numbers included.
///
/// `None` for a text that is neither a level nor a list of directives: a misspelt level would
/// otherwise count as the name of a module.
pub fn filter(level: &str) -> Option<EnvFilter> {
    let level = level.trim().to_ascii_lowercase();
    if is_level(&level) {
        let others =
            if matches!(level.as_str(), "error" | "off") { level.as_str() } else { "warn" };
        let directives = format!("{others},server={level},frontdesk={level}");
        return EnvFilter::builder().parse(directives).ok();
    }
    let mut parts = level.split(',').map(|part| part.rsplit_once('=').unwrap_or(("", part)));
    if !parts.all(|(_, word)| is_level(word)) {
        return None;
    }
    EnvFilter::builder().parse(&level).ok()
}

fn is_level(word: &str) -> bool {
    matches!(word, "off" | "error" | "warn" | "info" | "debug" | "trace")
}

/// Starts the log for the whole process. Without effect when it was started before.
pub fn start(log: &Log, to: Destination) {
    let started = match to {
        Destination::Output => {
            let colours = std::io::stdout().is_terminal();
            tracing::subscriber::set_global_default(subscriber(log, std::io::stdout, colours))
        }
        Destination::Errors => {
            let colours = std::io::stderr().is_terminal();
            tracing::subscriber::set_global_default(subscriber(log, std::io::stderr, colours))
        }
    };
    if started.is_err() {
        tracing::debug!("The log was started before");
    }
}

/// What writes log lines to `writer`.
pub fn subscriber<W>(log: &Log, writer: W, colours: bool) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = filter(&log.level).unwrap_or_else(|| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer);
    match log.format {
        LogFormat::Text => Box::new(lines.with_ansi(colours).finish()),
        LogFormat::Json => {
            let json = lines.json().flatten_event(true);
            Box::new(json.with_current_span(true).with_span_list(false).finish())
        }
    }
}

/// An error and its causes in one line.
pub struct Chain<'a>(pub &'a dyn Error);

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut source = self.0.source();
        while let Some(cause) = source {
            write!(f, ": {cause}")?;
            source = cause.source();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_for_frontdesk_and_not_for_libraries() {
        let shown = filter("debug").unwrap().to_string();
        for directive in ["server=debug", "frontdesk=debug", "warn"] {
            assert!(shown.contains(directive), "{shown}");
        }
        assert!(filter("INFO,frontdesk_flows=debug").is_some());
        for text in ["", "loud", "server=loud"] {
            assert!(filter(text).is_none(), "{text:?}");
        }
    }
}
