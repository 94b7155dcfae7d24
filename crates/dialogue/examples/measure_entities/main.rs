//! Measures names, numbers and addresses against the public data: `measure_entities DIR`.
//! With `--goals`, lines of a table with the goals for the development halves are printed alone.
//! Whatever half of a file (`_dev`, `_heldout`) is there is measured.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a report on the terminal")]

mod identity;
mod slots;
#[path = "../goals/table.rs"]
mod table;

use std::path::Path;

use serde_json::Value;

fn main() -> std::process::ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(directory) = arguments.next().map(std::path::PathBuf::from) else {
        eprintln!("usage: measure_entities DIR [--errors]");
        return std::process::ExitCode::FAILURE;
    };
    let option = arguments.next();
    if option.as_deref() == Some("--goals") {
        goals(&directory);
        return std::process::ExitCode::SUCCESS;
    }
    let errors = option.is_some();
    for half in ["dev", "heldout"] {
        slots::restaurant(&rows(&directory, "slots_restaurant8k", half), half, errors);
        slots::bookings(&rows(&directory, "booking_turns_en", half), half, errors);
        identity::report(&rows(&directory, "caller_identity_evi_en", half), half, errors);
    }
    std::process::ExitCode::SUCCESS
}

fn goals(directory: &Path) {
    if let Some(rows) = table::rows(directory, "slots_restaurant8k_dev.jsonl") {
        slots::restaurant_goals(&rows);
    }
    if let Some(rows) = table::rows(directory, "booking_turns_en_dev.jsonl") {
        slots::booking_goals(&rows);
    }
    if let Some(rows) = table::rows(directory, "caller_identity_evi_en_dev.jsonl") {
        identity::goals(&rows);
    }
}

/// The rows of one file; none where it is not there.
fn rows(directory: &Path, name: &str, half: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(directory.join(format!("{name}_{half}.jsonl")));
    let text = text.unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// A text of a row.
fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row.get(field).and_then(Value::as_str).unwrap_or_default()
}
