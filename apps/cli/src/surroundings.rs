//! What a run finds around it. The only place that reads the process's environment.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, BufReader, BufWriter, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use kernel::{Clock, IdSource, SystemClock, SystemIds};

use crate::console::Console;
use crate::terminal::{Echo, columns};

/// The variables that mean something to this program.
const VARIABLES: [&str; 9] = [
    "FRONTDESK_AS",
    "FRONTDESK_PLATFORM_SECRET",
    "FRONTDESK_SERVER",
    "HOME",
    "LOGNAME",
    "NO_COLOR",
    "TERM",
    "USER",
    "XDG_CONFIG_HOME",
];

/// How long to wait before trying again, and between looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Before the second attempt; it doubles for each one after that.
    pub first: Duration,
    /// The longest wait that a server may ask for. Beyond it the command fails instead.
    pub longest: Duration,
    /// Between two looks at what is followed.
    pub look: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            first: Duration::from_millis(300),
            longest: Duration::from_secs(30),
            look: Duration::from_secs(2),
        }
    }
}

/// What the process was given, its name first.
pub fn arguments() -> impl Iterator<Item = OsString> {
    std::env::args_os()
}

/// What a run finds around it.
pub struct Surroundings {
    /// The environment, as far as it means something here.
    pub variables: BTreeMap<String, String>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Names for requests that must not be done twice.
    pub ids: Arc<dyn IdSource>,
    /// The zone in which times are shown.
    pub zone: TimeZone,
    /// How long to wait.
    pub pace: Pace,
    /// Where to write and read.
    pub console: Console,
}

impl Surroundings {
    /// The process's own.
    #[expect(clippy::disallowed_methods, reason = "the one place where the environment is read")]
    pub fn of_process(echo: Arc<dyn Echo>) -> Self {
        let read = |name: &str| Some((name.to_owned(), std::env::var(name).ok()?));
        let (input, output, errors) = (io::stdin(), io::stdout(), io::stderr());
        let console = Console {
            has_typist: input.is_terminal() && errors.is_terminal(),
            output_columns: columns(&output),
            errors_columns: columns(&errors),
            output: Box::new(BufWriter::new(output)),
            errors: Box::new(errors),
            input: Box::new(BufReader::new(input)),
            echo,
            has_progress: false,
            fault: None,
        };
        Self {
            variables: VARIABLES.into_iter().filter_map(read).collect(),
            clock: Arc::new(SystemClock),
            ids: Arc::new(SystemIds),
            zone: TimeZone::system(),
            pace: Pace::default(),
            console,
        }
    }

    /// A variable; an empty one counts as none.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Where the profile is kept, if there is a home at all.
    pub(crate) fn profile_path(&self) -> Option<PathBuf> {
        let chosen = self.variable("XDG_CONFIG_HOME").map(PathBuf::from);
        // The XDG base directory specification has relative paths ignored.
        let folder = chosen.filter(|path| path.is_absolute()).or_else(|| {
            let home = self.variable("HOME")?;
            Some(PathBuf::from(home).join(".config"))
        })?;
        Some(folder.join("frontdesk").join("ctl.toml"))
    }

    /// Whether colours would be welcome on the output.
    pub(crate) fn likes_colours(&self) -> bool {
        let dumb = self.variable("TERM") == Some("dumb");
        self.console.output_columns.is_some() && self.variable("NO_COLOR").is_none() && !dumb
    }
}
