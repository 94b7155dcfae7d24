//! Reads scenario files; whatever is wrong is said with file, line and field.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::scenario::Scenario;
use crate::speech;

/// A scenario that can be run.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The file it stands in, as it was given.
    pub file: PathBuf,
    /// The scenario.
    pub scenario: Scenario,
    /// The business file's text.
    pub business: String,
}

/// Why a file cannot be run.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {what}")]
pub struct LoadError {
    /// The file, with the line where it is known.
    pub file: String,
    /// What is wrong, with the field.
    pub what: String,
}

/// A file holds one scenario or a list.
#[derive(Deserialize)]
#[serde(transparent)]
struct List(Vec<Scenario>);

/// Reads files and, in folders, every `.yaml`, `.yml` and `.json` below them, in the order of paths.
pub fn load(paths: &[PathBuf]) -> Result<Vec<Loaded>, LoadError> {
    let mut files = Vec::new();
    for path in paths {
        collect(path, &mut files)?;
    }
    let mut all: Vec<Loaded> = Vec::new();
    for file in files {
        for loaded in read(&file)? {
            let name = &loaded.scenario.name;
            if let Some(other) = all.iter().find(|other| other.scenario.name == *name) {
                let what = format!("name: `{name}` is taken in {}", other.file.display());
                return Err(fault(&loaded.file, name, what));
            }
            all.push(loaded);
        }
    }
    if all.is_empty() {
        let file = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>();
        return Err(LoadError { file: file.join(", "), what: "holds no scenario".to_owned() });
    }
    Ok(all)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), LoadError> {
    let unreadable = |error: std::io::Error| LoadError {
        file: path.display().to_string(),
        what: format!("cannot be read: {error}"),
    };
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        entries.push(entry.map_err(unreadable)?.path());
    }
    entries.sort();
    for entry in entries {
        let ending = entry.extension().and_then(|it| it.to_str());
        if entry.is_dir() || matches!(ending, Some("yaml" | "yml" | "json")) {
            collect(&entry, files)?;
        }
    }
    Ok(())
}

fn read(file: &Path) -> Result<Vec<Loaded>, LoadError> {
    let text = fs::read_to_string(file).map_err(|error| LoadError {
        file: file.display().to_string(),
        what: format!("cannot be read: {error}"),
    })?;
    let scenarios =
        parse(&text).map_err(|what| LoadError { file: file.display().to_string(), what })?;
    let mut loaded = Vec::with_capacity(scenarios.len());
    for scenario in scenarios {
        let located = |what: String| {
            let line = line_of(&text, &scenario.name);
            LoadError { file: format!("{}:{line}", file.display()), what }
        };
        check(&scenario).map_err(located)?;
        let business = business(file, &scenario.business).map_err(located)?;
        loaded.push(Loaded { file: file.to_owned(), scenario, business });
    }
    Ok(loaded)
}

/// Reads a file's text: one scenario, or a list of them. The error names line, column and field.
pub fn parse(text: &str) -> Result<Vec<Scenario>, String> {
    let first = text
        .lines()
        .map(str::trim_start)
        .find(|line| !line.is_empty() && !line.starts_with('#') && !line.starts_with("---"));
    if first.is_some_and(|line| line.starts_with('-') || line.starts_with('[')) {
        serde_saphyr::from_str::<List>(text).map(|list| list.0).map_err(|error| error.to_string())
    } else {
        let one = serde_saphyr::from_str::<Scenario>(text).map_err(|error| error.to_string())?;
        Ok(vec![one])
    }
}

/// What the shape alone does not forbid.
fn check(scenario: &Scenario) -> Result<(), String> {
    let caller = &scenario.caller;
    if caller.goals.is_empty() == caller.turns.is_empty() {
        return Err("caller: has either `goals` or `turns`".to_owned());
    }
    if caller.noise.is_some_and(|noise| !(0.0..=1.0).contains(&noise)) {
        return Err("caller.noise: must lie between 0 and 1".to_owned());
    }
    if speech::Language::find(&scenario.language).is_none() {
        return Err(format!("language: `{}` is not spoken here: en, es, fr", scenario.language));
    }
    for outcome in &scenario.expect.outcome {
        let known = serde_json::Value::String(outcome.clone());
        if serde_json::from_value::<telephony::CallOutcome>(known).is_err() {
            return Err(format!("expect.outcome: there is no `{outcome}`"));
        }
    }
    Ok(())
}

/// The business file that a scenario names.
fn business(file: &Path, named: &str) -> Result<String, String> {
    if named.contains('\n') {
        return Ok(named.to_owned());
    }
    let unreadable = |path: &Path, error: &std::io::Error| {
        format!("business: {} cannot be read: {error}", path.display())
    };
    let has_ending = Path::new(named).extension().is_some_and(|ending| ending == "toml");
    if has_ending {
        let path = file.parent().unwrap_or(Path::new(".")).join(named);
        return fs::read_to_string(&path).map_err(|error| unreadable(&path, &error));
    }
    let whole = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    for folder in whole.ancestors().skip(1) {
        let path = folder.join("businesses").join(format!("{named}.toml"));
        if path.is_file() {
            return fs::read_to_string(&path).map_err(|error| unreadable(&path, &error));
        }
    }
    Err(format!("business: there is no businesses/{named}.toml in a folder above the file"))
}

fn fault(file: &Path, name: &str, what: String) -> LoadError {
    let text = fs::read_to_string(file).unwrap_or_default();
    LoadError { file: format!("{}:{}", file.display(), line_of(&text, name)), what }
}

/// The line on which a scenario's name stands, 1 where it cannot be found.
fn line_of(text: &str, name: &str) -> usize {
    text.lines()
        .position(|line| line.contains("name:") && line.contains(name))
        .map_or(1, |it| it + 1)
}
