//! How fast everything about an utterance is understood, on one core, and what the first use costs.
//!
//! `cargo run --release -p frontdesk-dialogue --example measure_speed -- DIR`: DIR holds
//! `booking_turns_en_dev.jsonl`. Without it the project's own set of emergencies is read.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a report")]

#[path = "goals/shop.rs"]
mod shop;
#[path = "goals/table.rs"]
#[expect(dead_code, reason = "its figures are no shares")]
mod table;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use frontdesk_dialogue::understand::{Context, understand};
use jiff::Zoned;
use kernel::Language;

/// How often everything is read; the best round counts.
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let business = shop::shop()?;
    let now: Zoned = "2026-03-03T09:00:00-06:00[America/Chicago]".parse()?;
    let started = Instant::now();
    for (tag, said) in [
        ("en", "could I come tomorrow at four"),
        ("es", "quiero una cita mañana a las cuatro"),
        ("fr", "je voudrais venir demain à quatre heures"),
    ] {
        let language: Language = tag.parse()?;
        let context = Context {
            business: &business,
            now: &now,
            language: Some(&language),
            previous: None,
            asked: None,
        };
        black_box(understand(said, &context));
    }
    let first = started.elapsed();
    let folder = std::env::args().nth(1).unwrap_or_default();
    let rows = table::rows(Path::new(&folder), "booking_turns_en_dev.jsonl").unwrap_or_default();
    let mut texts: Vec<String> =
        rows.iter().filter_map(|row| row["text"].as_str().map(str::to_owned)).collect();
    if texts.is_empty() {
        let own = include_str!("../../../fixtures/emergency/en.tsv");
        texts
            .extend(own.lines().filter_map(|line| line.split('\t').next_back()).map(str::to_owned));
    }
    let language = Language::english();
    let context = Context {
        business: &business,
        now: &now,
        language: Some(&language),
        previous: None,
        asked: None,
    };
    let round = || {
        let started = Instant::now();
        for text in &texts {
            black_box(understand(black_box(text), &context));
        }
        started.elapsed()
    };
    let best = (0..ROUNDS).map(|_| round()).min().unwrap_or(Duration::MAX);
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let rate = number(texts.len()) / best.as_secs_f64();
    let mean = number(words) / number(texts.len().max(1));
    let measure = format!("utterances a second on one core ({mean:.1} words each)");
    table::line(&measure, &format!("{rate:.0}"), "5000", rate >= 5_000.0);
    let millis = first.as_secs_f64() * 1_000.0;
    let measure = "first use of all three languages, milliseconds";
    table::line(measure, &format!("{millis:.1}"), "under 100", millis < 100.0);
    Ok(())
}
