//! Lines of the table that `make nlu-report` prints: measure, figure, goal, met.

use std::path::Path;

use serde_json::Value;

/// One line; a figure that must not lie below its goal.
pub(crate) fn at_least(measure: &str, figure: f64, goal: f64) {
    line(measure, &format!("{figure:.4}"), &format!("{goal:.2}"), figure >= goal);
}

/// One line, with what it is counted in.
pub(crate) fn line(measure: &str, figure: &str, goal: &str, met: bool) {
    let met = if met { "yes" } else { "no" };
    println!("| {measure} | {figure} | {goal} | {met} |");
}

/// The rows of a JSONL file; says in one line that it is missing.
pub(crate) fn rows(folder: &Path, name: &str) -> Option<Vec<Value>> {
    let Ok(text) = std::fs::read_to_string(folder.join(name)) else {
        eprintln!("skipped: there is no {name}");
        return None;
    };
    Some(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
}
