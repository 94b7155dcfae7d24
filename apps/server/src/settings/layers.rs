//! From the places where values are set to one value for each key.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use config::{Environment, File, FileFormat, Source, Value, ValueKind};

use super::faults::Fault;

/// The defaults, which are the documentation as well.
pub const DEFAULTS: &str = include_str!("../../config/default.toml");

/// The file that is read unless another one is given.
pub const FILE: &str = "frontdesk.toml";

/// The largest configuration file, in bytes.
const FILE_BYTES_MAX: u64 = 256 * 1024;

/// Tables whose keys are free.
const OPEN_TABLES: [&str; 2] = ["twilio.account_tokens.", "twilio.shared_keys."];

/// Sections that belong to providers of later versions: accepted, not read.
const RESERVED: [&str; 5] = ["llm.", "google.", "stripe.", "slack.", "embedding."];

/// Where values may be set.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The file given with `--config`; it must exist.
    pub file: Option<PathBuf>,
    /// The working directory, where `frontdesk.toml` and `.env` may lie.
    pub folder: PathBuf,
    /// The environment.
    pub environment: BTreeMap<String, String>,
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The defaults that are built in.
    Default,
    /// A file.
    File(PathBuf),
    /// A variable of the environment or of `.env`.
    Variable(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Variable(name) => f.write_str(name),
        }
    }
}

/// A value and where it came from.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) value: Value,
    pub(super) origin: Origin,
}

/// One value for each key; what was read besides.
#[derive(Debug, Default)]
pub(super) struct Layers {
    pub(super) entries: BTreeMap<String, Entry>,
    pub(super) file: Option<PathBuf>,
    pub(super) faults: Vec<Fault>,
}

/// Whether `key` belongs to a provider of a later version.
pub(super) fn is_reserved(key: &str) -> bool {
    RESERVED.iter().any(|section| key.starts_with(section))
}

impl Sources {
    /// The process's own: its environment and working directory.
    pub fn of_process(file: Option<PathBuf>) -> Self {
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self { file, folder: PathBuf::from("."), environment }
    }

    /// Lays them over one another: defaults, file, `.env`, environment.
    pub(super) fn overlay(&self) -> Layers {
        let mut layers = Layers::default();
        layers.add(File::from_str(DEFAULTS, FileFormat::Toml).collect(), &Origin::Default);
        let known: Vec<String> = layers.entries.keys().cloned().collect();
        self.add_file(&mut layers);
        let variables = self.variables(&mut layers.faults);
        layers.add_variables(&variables);
        layers.refuse_unknown(&known);
        layers
    }

    fn add_file(&self, layers: &mut Layers) {
        let path = match &self.file {
            Some(path) => path.clone(),
            None => self.folder.join(FILE),
        };
        let shown = path.strip_prefix(".").unwrap_or(&path).to_owned();
        let fault = |what: String| Fault { key: shown.display().to_string(), what, from: None };
        let text = match read_text(&path) {
            Ok(text) => text,
            Err(error) if self.file.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
                return;
            }
            Err(error) => return layers.faults.push(fault(format!("cannot be read: {error}"))),
        };
        match File::from_str(&text, FileFormat::Toml).collect() {
            Ok(values) => layers.add(Ok(values), &Origin::File(shown.clone())),
            Err(error) => layers.faults.push(fault(unreadable(&error))),
        }
        layers.file = Some(shown);
    }

    /// The environment over `.env`.
    fn variables(&self, faults: &mut Vec<Fault>) -> BTreeMap<String, String> {
        let mut variables = BTreeMap::new();
        let path = self.folder.join(".env");
        if path.exists() {
            let what = "cannot be read: write lines of the form NAME=value".to_owned();
            let fault = Fault { key: ".env".to_owned(), what, from: None };
            match dotenvy::from_path_iter(&path) {
                Ok(lines) => {
                    for line in lines {
                        match line {
                            Ok((name, value)) => drop(variables.insert(name, value)),
                            // The error quotes the line, which may hold a secret.
                            Err(_) => faults.push(fault.clone()),
                        }
                    }
                }
                Err(_) => faults.push(fault),
            }
        }
        variables.extend(self.environment.clone());
        variables
    }
}

impl Layers {
    fn add(
        &mut self,
        values: Result<config::Map<String, Value>, config::ConfigError>,
        origin: &Origin,
    ) {
        match values {
            Ok(values) => self.flatten("", values, origin),
            Err(error) => {
                let what = unreadable(&error);
                self.faults.push(Fault { key: origin.to_string(), what, from: None });
            }
        }
    }

    fn flatten(&mut self, prefix: &str, values: config::Map<String, Value>, origin: &Origin) {
        for (name, value) in values {
            let key = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
            if let ValueKind::Table(table) = value.kind {
                self.flatten(&key, table, origin);
            } else {
                self.entries.insert(key, Entry { value, origin: origin.clone() });
            }
        }
    }

    /// `FRONTDESK__SECTION__KEY`, and the three names that hosting platforms set.
    fn add_variables(&mut self, variables: &BTreeMap<String, String>) {
        for (name, key) in [("DATABASE_URL", "database.url"), ("REDIS_URL", "redis.url")] {
            if let Some(value) = variables.get(name).filter(|value| !value.is_empty()) {
                let origin = Origin::Variable(name.to_owned());
                let value = Value::new(None, value.clone());
                self.entries.insert(key.to_owned(), Entry { value, origin });
            }
        }
        let ours = Environment::with_prefix("FRONTDESK")
            .prefix_separator("__")
            .separator("__")
            .ignore_empty(true);
        for (name, value) in variables {
            let one = config::Map::from_iter([(name.clone(), value.clone())]);
            let origin = Origin::Variable(name.clone());
            self.add(ours.clone().source(Some(one)).collect(), &origin);
        }
        let set = matches!(
            self.entries.get("server.listen"),
            Some(Entry { origin: Origin::Variable(_), .. })
        );
        if let Some(port) = variables.get("PORT").filter(|port| !port.is_empty() && !set) {
            self.change_port(port);
        }
    }

    fn change_port(&mut self, port: &str) {
        let origin = Origin::Variable("PORT".to_owned());
        let listen = self.entries.get("server.listen").map(|entry| entry.value.to_string());
        let address = listen.as_deref().and_then(|listen| listen.rsplit_once(':'));
        let (Some((host, _)), Ok(port)) = (address, port.parse::<u16>()) else {
            let what = "write a port between 0 and 65535".to_owned();
            return self.faults.push(Fault { key: "PORT".to_owned(), what, from: None });
        };
        let value = Value::new(None, format!("{host}:{port}"));
        self.entries.insert("server.listen".to_owned(), Entry { value, origin });
    }

    fn refuse_unknown(&mut self, known: &[String]) {
        for (key, entry) in &self.entries {
            let open = OPEN_TABLES.iter().any(|table| key.starts_with(table));
            if open && matches!(entry.origin, Origin::Variable(_)) {
                let what = "stands in a file only: the environment does not keep its case";
                self.faults.push(Fault::of(key, what, &entry.origin));
            } else if !open && !is_reserved(key) && !known.contains(key) {
                let mut what = "there is no such key".to_owned();
                if let Some(near) = nearest(key, known) {
                    what = format!("{what}; is {near} meant?");
                }
                self.faults.push(Fault::of(key, what, &entry.origin));
            }
        }
    }
}

impl Fault {
    pub(super) fn of(key: &str, what: impl Into<String>, origin: &Origin) -> Self {
        let from = (*origin != Origin::Default).then(|| origin.to_string());
        Self { key: key.to_owned(), what: what.into(), from }
    }
}

fn read_text(path: &Path) -> std::io::Result<String> {
    use std::io::Read;
    let mut text = String::new();
    std::fs::File::open(path)?.take(FILE_BYTES_MAX).read_to_string(&mut text)?;
    Ok(text)
}

/// Where a file cannot be read, without the line itself, which may hold a secret.
fn unreadable(error: &config::ConfigError) -> String {
    let text = error.to_string();
    let place = text.split_once(" at ").and_then(|(_, rest)| rest.lines().next());
    match place {
        Some(place) => format!("is not valid TOML at {place}"),
        None => "is not valid TOML".to_owned(),
    }
}

/// The known key that shares the most letters at both ends, where it is a likely slip of the pen.
fn nearest<'a>(key: &str, known: &'a [String]) -> Option<&'a str> {
    let alike = |other: &str| {
        let front = key.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
        let back = key.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count();
        (front + back).min(key.len().min(other.len()))
    };
    let best = known.iter().max_by_key(|other| alike(other))?;
    (alike(best) + 3 >= key.len().max(best.len())).then_some(best.as_str())
}
