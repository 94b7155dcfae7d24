//! Somebody at a keyboard, with a server, a home and a clock of their own.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cli::terminal::Echo;
use cli::{Console, Pace, Surroundings};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use kernel::{ManualClock, SeededIds};

use crate::stand_in::StandIn;

/// The secret that the stand-in shares.
pub(crate) const SECRET: &str = "platform secret of the tests 0123456789";
/// What the clock shows.
pub(crate) const NOW: &str = "2026-11-21T15:00:00Z";

pub(crate) struct Desk {
    pub(crate) server: StandIn,
    pub(crate) home: tempfile::TempDir,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) variables: BTreeMap<String, String>,
    /// How many columns the terminal has; none for a pipe.
    pub(crate) columns: Option<usize>,
    pub(crate) hidden: Arc<Hidden>,
    ids: Arc<SeededIds>,
}

/// What a command came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: u8,
    pub(crate) output: String,
    pub(crate) errors: String,
}

/// Counts how often typing was hidden and shown again.
#[derive(Default)]
pub(crate) struct Hidden {
    pub(crate) hidden: AtomicU32,
    pub(crate) shown: AtomicU32,
}

impl Echo for Hidden {
    fn hide_typing(&self) {
        self.hidden.fetch_add(1, Ordering::Relaxed);
    }

    fn show_typing(&self) {
        self.shown.fetch_add(1, Ordering::Relaxed);
    }
}

/// A stream that is read afterwards.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.output)?;
        if !self.errors.is_empty() {
            write!(f, "--- errors\n{}", self.errors)?;
        }
        write!(f, "--- exit code {}", self.code)
    }
}

impl Desk {
    /// A pipe on both ends, and everything that is needed in the environment.
    pub(crate) async fn new() -> Self {
        let now: Timestamp = NOW.parse().unwrap();
        let clock = Arc::new(ManualClock::new(now));
        let server = StandIn::start(Arc::clone(&clock)).await;
        let home = tempfile::tempdir().unwrap();
        let mut desk = Self {
            server,
            home,
            clock,
            variables: BTreeMap::new(),
            columns: None,
            hidden: Arc::default(),
            ids: Arc::new(SeededIds::new(1)),
        };
        let uri = desk.server.uri();
        desk.set("HOME", &desk.home.path().display().to_string());
        desk.set("FRONTDESK_SERVER", &uri);
        desk.set("FRONTDESK_PLATFORM_SECRET", SECRET);
        desk.set("LOGNAME", "dana");
        desk
    }

    /// A terminal on both ends.
    pub(crate) async fn with_terminal(columns: usize) -> Self {
        let desk = Self::new().await;
        Self { columns: Some(columns), ..desk }
    }

    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.variables.insert(name.to_owned(), value.to_owned());
    }

    pub(crate) fn unset(&mut self, name: &str) {
        self.variables.remove(name);
    }

    pub(crate) fn profile(&self) -> PathBuf {
        self.home.path().join(".config/frontdesk/ctl.toml")
    }

    /// Runs a line, split at blanks.
    pub(crate) async fn run(&self, line: &str) -> Ran {
        self.typing(line, "").await
    }

    /// Runs a line while something is typed.
    pub(crate) async fn typing(&self, line: &str, typed: &str) -> Ran {
        let words: Vec<&str> = line.split_whitespace().collect();
        self.run_words(&words, typed).await
    }

    pub(crate) async fn run_words(&self, words: &[&str], typed: &str) -> Ran {
        let (output, errors) = (Written::default(), Written::default());
        let console = Console {
            output: Box::new(output.clone()),
            errors: Box::new(errors.clone()),
            input: Box::new(Cursor::new(typed.as_bytes().to_vec())),
            has_typist: self.columns.is_some(),
            output_columns: self.columns,
            errors_columns: self.columns,
            echo: Arc::<Hidden>::clone(&self.hidden),
            has_progress: false,
            fault: None,
        };
        let surroundings = Surroundings {
            variables: self.variables.clone(),
            clock: Arc::<ManualClock>::clone(&self.clock),
            ids: Arc::<SeededIds>::clone(&self.ids),
            zone: TimeZone::get("America/Chicago").unwrap(),
            pace: Pace {
                first: Duration::ZERO,
                longest: Duration::from_secs(5),
                look: Duration::ZERO,
            },
            console,
        };
        let words = std::iter::once("frontdeskctl").chain(words.iter().copied());
        let code = cli::run(words.map(OsString::from), surroundings).await;
        Ran { code, output: self.settle(&output.text()), errors: self.settle(&errors.text()) }
    }

    /// What differs from run to run, made the same.
    fn settle(&self, text: &str) -> String {
        let home = self.home.path().display().to_string();
        let text = text.replace(&self.server.uri(), "http://desk.test").replace(&home, "HOME");
        text.replace('\u{1b}', "␛").replace('\r', "␍")
    }
}
