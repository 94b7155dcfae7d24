//! Measures intents, out-of-scope rejection, calibration, and yes and no on the public data.
//!
//! `cargo run --release -p frontdesk-dialogue --example measure_intents -- DIR [errors] [heldout]`:
//! DIR holds `intents_en_dev.jsonl`, `oos_en_dev.jsonl`, `nlupp_en_dev.jsonl` and
//! `yesno_en_dev.jsonl`, or, with `heldout`, the files of that name. With `errors`, what went wrong
//! is printed too. With `goals`, lines of a table with the goals are printed and nothing else.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a tool for builders: data of another shape may end it"
)]

#[path = "goals/table.rs"]
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Instant;

use frontdesk_dialogue::Intent;
use frontdesk_dialogue::understand::intents::rank;
use frontdesk_dialogue::understand::{Words, yes_no};
use kernel::Language;
use serde_json::Value;

/// The public labels and the intents that count as right for them: the first is what we say.
const LABELS: [(&str, &[Intent]); 27] = [
    ("affirm", &[Intent::Confirm]),
    ("are_you_a_bot", &[Intent::RobotQuestion]),
    ("ask_business", &[Intent::RobotQuestion]),
    ("ask_capabilities", &[Intent::Services]),
    ("ask_location", &[Intent::Location]),
    ("ask_name", &[Intent::RobotQuestion]),
    ("ask_takes_bookings", &[Intent::Faq]),
    ("ask_time", &[Intent::Faq]),
    ("ask_wait", &[Intent::Faq]),
    ("billing", &[Intent::Faq]),
    ("cancel_booking", &[Intent::Cancel]),
    ("change_language", &[Intent::Language]),
    ("clarify", &[Intent::Repeat]),
    ("complaint_or_fraud", &[Intent::Human]),
    ("confirm_booking", &[Intent::CheckAppointment]),
    ("confirm_request", &[Intent::Repeat]),
    ("deny", &[Intent::Confirm]),
    ("goodbye", &[Intent::Goodbye]),
    ("greet", &[Intent::Greeting]),
    // Some ask which rooms are free.
    ("make_booking", &[Intent::Book, Intent::Availability]),
    ("my_bookings", &[Intent::CheckAppointment]),
    ("praise", &[Intent::Thanks]),
    ("repeat", &[Intent::Repeat]),
    ("status_request", &[Intent::Faq]),
    // "Cancel" said to a machine that is doing something, which the label holds, is also a cancel.
    ("stop", &[Intent::Goodbye, Intent::Cancel]),
    ("thanks", &[Intent::Thanks]),
    ("unsure", &[Intent::Confirm]),
];

/// NLU++ labels with an intent of ours; an utterance counts if it has at least one.
const NLUPP: [(&str, Intent); 8] = [
    ("handoff", Intent::Human),
    ("how_much", Intent::Price),
    ("repeat", Intent::Repeat),
    ("thank", Intent::Thanks),
    ("greet", Intent::Greeting),
    ("end_call", Intent::Goodbye),
    ("change+booking", Intent::Reschedule),
    ("cancel_close_leave_freeze+booking", Intent::Cancel),
];

struct Data {
    folder: PathBuf,
    part: String,
    errors: bool,
}

impl Data {
    fn rows(&self, name: &str) -> Vec<Value> {
        let path = self.folder.join(format!("{name}_{}.jsonl", self.part));
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn share(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("a folder of data");
    let rest: Vec<String> = arguments.collect();
    let errors = rest.iter().any(|it| it == "errors");
    let is_held_out = rest.iter().any(|it| it == "heldout");
    let part = if is_held_out { "heldout" } else { "dev" }.to_owned();
    let data = Data { folder: folder.into(), part, errors };
    if rest.iter().any(|it| it == "goals") {
        goals(&data.folder);
        return;
    }
    let scores = single(&data);
    out_of_scope(&data, scores);
    several(&data);
    answers(&data);
}

/// Out-of-scope rejection, and yes and no, as lines of a table.
fn goals(folder: &std::path::Path) {
    let english = Language::english();
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let scope = |row: &Value| rank(&Words::of(&text(row, "text")), &english).in_scope;
    let known = table::rows(folder, "intents_en_dev.jsonl");
    let foreign = table::rows(folder, "oos_en_dev.jsonl");
    if let (Some(known), Some(foreign)) = (known, foreign) {
        let mut scopes: Vec<f32> = known.iter().map(scope).collect();
        scopes.sort_by(f32::total_cmp);
        let threshold = scopes[scopes.len() / 20];
        let rejected = foreign.iter().filter(|row| scope(row) < threshold).count();
        let recall = share(rejected, foreign.len());
        table::at_least("out-of-scope recall at 0.95 in-scope recall", recall, 0.80);
    }
    if let Some(rows) = table::rows(folder, "yesno_en_dev.jsonl") {
        let is_right = |row: &&Value| {
            let words = Words::of(&text(row, "text"));
            yes_no::judge(&words, row["prev_system"].as_str(), &english).name() == row["label"]
        };
        let right = rows.iter().filter(is_right).count();
        table::at_least("yes and no in context", share(right, rows.len()), 0.99);
    }
}

struct Tally {
    right: usize,
    said: usize,
    there: usize,
}

fn f1(tallies: &BTreeMap<Intent, Tally>) -> f64 {
    let there: Vec<_> = tallies.values().filter(|tally| tally.there > 0).collect();
    let one = |tally: &&Tally| share(2 * tally.right, tally.said + tally.there);
    there.iter().map(one).sum::<f64>() / there.len() as f64
}

/// Accuracy, macro-F1, calibration; gives back how far each utterance was taken to be in scope.
fn single(data: &Data) -> Vec<f32> {
    let english = Language::english();
    let (mut tallies, mut bins) = (BTreeMap::<Intent, Tally>::new(), [(0, 0.0_f64, 0_usize); 10]);
    let (mut right, mut in_scope, mut sure, mut sure_right) = (0, Vec::new(), 0, 0);
    let mut by_label: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let rows = data.rows("intents_en");
    let start = Instant::now();
    for row in &rows {
        let (text, label) = (row["text"].as_str().unwrap(), row["label"].as_str().unwrap());
        let accepted = LABELS.iter().find(|(name, _)| *name == label).expect("a known label").1;
        let ranked = rank(&Words::of(text), &english);
        let is_right = accepted.contains(&ranked.best.intent);
        let truth = if is_right { ranked.best.intent } else { accepted[0] };
        let empty = || Tally { right: 0, said: 0, there: 0 };
        tallies.entry(truth).or_insert_with(empty).there += 1;
        let said = tallies.entry(ranked.best.intent).or_insert_with(empty);
        said.said += 1;
        said.right += usize::from(is_right);
        right += usize::from(is_right);
        let counted = by_label.entry(label.to_owned()).or_default();
        *counted = (counted.0 + usize::from(is_right), counted.1 + 1);
        let confidence = f64::from(ranked.best.confidence);
        let bin = &mut bins[((confidence * 10.0).floor().clamp(0.0, 9.0)) as usize];
        *bin = (bin.0 + usize::from(is_right), bin.1 + confidence, bin.2 + 1);
        let acts = ranked.best.confidence >= frontdesk_dialogue::understand::intents::ACT_FROM
            && ranked.best.intent != Intent::Unknown;
        sure += usize::from(acts);
        sure_right += usize::from(acts && is_right);
        if !is_right && data.errors {
            println!("{label}: {} {confidence:.2}: {text}", ranked.best.intent.name());
        }
        in_scope.push(ranked.in_scope);
    }
    let micros = start.elapsed().as_secs_f64() * 1e6 / rows.len() as f64;
    let error: f64 =
        bins.iter().map(|(right, confidence, _)| (*right as f64 - confidence).abs()).sum::<f64>()
            / rows.len() as f64;
    println!("intents: {} utterances, {micros:.1} microseconds each", rows.len());
    println!("  accuracy {:.3}, macro-F1 {:.3}", share(right, rows.len()), f1(&tallies));
    println!("  expected calibration error {error:.3} (10 bins)");
    println!(
        "  sure enough to act: {:.3}, and right then: {:.3}",
        share(sure, rows.len()),
        share(sure_right, sure)
    );
    for (label, (right, all)) in by_label {
        println!("    {label:20} {:.3} of {all}", share(right, all));
    }
    in_scope
}

fn out_of_scope(data: &Data, mut in_scope: Vec<f32>) {
    in_scope.sort_by(f32::total_cmp);
    let threshold = in_scope[in_scope.len() / 20];
    let rows = data.rows("oos_en");
    let (mut rejected, mut hard, mut acted) = ((0, 0), (0, 0), 0);
    for row in &rows {
        let text = row["text"].as_str().unwrap();
        let ranked = rank(&Words::of(text), &Language::english());
        let is_rejected = ranked.in_scope < threshold;
        let kind = if row["kind"] == "out_of_scope" { &mut hard } else { &mut rejected };
        *kind = (kind.0 + usize::from(is_rejected), kind.1 + 1);
        acted += usize::from(
            ranked.best.intent != Intent::Unknown
                && ranked.best.confidence >= frontdesk_dialogue::understand::intents::ACT_FROM,
        );
        if !is_rejected && data.errors {
            println!("oos: {} {:.2}: {text}", ranked.best.intent.name(), ranked.in_scope);
        }
    }
    println!(
        "out of scope: recall {:.3} at 0.95 in-scope recall (threshold {threshold:.3})",
        share(rejected.0 + hard.0, rows.len())
    );
    println!(
        "  other domains {:.3}, questions of all kinds {:.3}",
        share(rejected.0, rejected.1),
        share(hard.0, hard.1)
    );
    println!("  acted on all the same: {:.3}", share(acted, rows.len()));
}

/// The NLU++ labels that map: is each among the parts or the best?
fn several(data: &Data) {
    let (mut found, mut wanted, mut said) = (0, 0, 0);
    for row in data.rows("nlupp_en") {
        let labels: BTreeSet<&str> =
            row["intents"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let has = |name: &str| name.split('+').all(|label| labels.contains(label));
        let truth: BTreeSet<Intent> =
            NLUPP.iter().filter(|(name, _)| has(name)).map(|(_, intent)| *intent).collect();
        if truth.is_empty() {
            continue;
        }
        let text = row["text"].as_str().unwrap();
        let ranked = rank(&Words::of(text), &Language::english());
        let ours: BTreeSet<Intent> = ranked
            .parts
            .iter()
            .map(|part| part.intent)
            .filter(|intent| NLUPP.iter().any(|(_, mapped)| mapped == intent))
            .collect();
        wanted += truth.len();
        said += ours.len();
        found += truth.intersection(&ours).count();
        if data.errors && truth != ours {
            println!("nlu++: {truth:?}, not {ours:?}: {text}");
        }
    }
    println!(
        "several intents (NLU++ labels that map): recall {:.3} of {wanted}, precision {:.3}",
        share(found, wanted),
        share(found, said)
    );
}

fn answers(data: &Data) {
    let (mut right, mut answered, mut answered_right) = (0, 0, 0);
    let mut by_label: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let rows = data.rows("yesno_en");
    for row in &rows {
        let (text, label) = (row["text"].as_str().unwrap(), row["label"].as_str().unwrap());
        let answer =
            yes_no::judge(&Words::of(text), row["prev_system"].as_str(), &Language::english());
        let name = answer.name();
        right += usize::from(name == label);
        let counted = by_label.entry(label.to_owned()).or_default();
        *counted = (counted.0 + usize::from(name == label), counted.1 + 1);
        if label != "unsure" && name != "unsure" {
            answered += 1;
            answered_right += usize::from(name == label);
        }
        if name != label && data.errors {
            println!(
                "yes/no: {label}, not {name}: {text} [{}]",
                row["prev_system"].as_str().unwrap_or("-")
            );
        }
    }
    println!(
        "yes and no: {:.3} right of {}; right where yes or no was said and is true: {:.3} of {answered}",
        share(right, rows.len()),
        rows.len(),
        share(answered_right, answered)
    );
    for (label, (right, all)) in by_label {
        println!("    {label:20} {:.3} of {all}", share(right, all));
    }
}
