//! How well emergencies are told from what only sounds like one, on `fixtures/emergency`.
//!
//! `cargo run --release -p frontdesk-dialogue --example measure_emergency` prints a table for each
//! language and split and the time an utterance takes; `-- errors` also lists what went wrong in the
//! development half. The test half is not listed: a detector that is built by looking at it says nothing.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a report")]
#![expect(clippy::indexing_slicing, reason = "tables of four by four")]

#[path = "../tests/it/emergency_set.rs"]
mod emergency_set;
#[path = "goals/table.rs"]
#[expect(dead_code, reason = "the set is not read from a folder of data")]
mod table;

use std::hint::black_box;
use std::time::Instant;

use frontdesk_dialogue::Vertical;
use frontdesk_dialogue::understand::Words;
use frontdesk_dialogue::understand::emergency::{Alarm, Ear};

use emergency_set::{Confusion, Row, heard, rows};

fn main() {
    let rows = rows();
    if std::env::args().any(|it| it == "goals") {
        let all = Confusion::of(rows.iter());
        table::at_least("emergency recall, own set", all.recall(), 0.99);
        let alarms = all.false_alarms();
        let figure = format!("{alarms:.3}");
        table::line("emergency false alarms, own set", &figure, "at most 0.02", alarms <= 0.02);
        return;
    }
    for language in ["en", "es", "fr", "all"] {
        for split in ["dev", "test", "all"] {
            let of = |row: &&Row| {
                (language == "all" || row.language == language)
                    && (split == "all" || row.split == split)
            };
            show(language, split, &Confusion::of(rows.iter().filter(of)));
        }
    }
    let abroad = rows.iter().filter(|row| row.language != "en");
    let (dangers, harmless): (Vec<&Row>, Vec<&Row>) = abroad
        .filter(|row| matches!(row.level, None | Some(Alarm::LifeSafety)))
        .partition(|row| row.level.is_some());
    let life = |rows: &[&Row]| {
        rows.iter().filter(|row| heard(row, &["en"]) == Some(Alarm::LifeSafety)).count()
    };
    let any = harmless.iter().filter(|row| heard(row, &["en"]).is_some()).count();
    println!(
        "\nSpanish and French to a business that speaks English: danger of life heard in {} of {}, \
         false alarms in {any} of {}",
        life(&dangers),
        dangers.len(),
        harmless.len(),
    );
    time(&rows);
    if std::env::args().any(|it| it == "errors") {
        for row in rows.iter().filter(|row| row.split == "dev") {
            let found = heard(row, &[row.language]);
            if found != row.level {
                println!(
                    "{} {}: {:?} not {:?}: {}",
                    row.id, row.vertical, found, row.level, row.text
                );
            }
        }
    }
}

fn show(language: &str, split: &str, counts: &Confusion) {
    let (emergencies, harmless) = counts.sizes();
    println!(
        "\n{language} {split}: {emergencies} emergencies, {harmless} harmless; recall {:.3}, \
         danger of life {:.3}, false alarms {:.3}",
        counts.recall(),
        counts.life(),
        counts.false_alarms(),
    );
    println!("{:>12} {:>6} {:>6} {:>6} {:>6}", "", "life", "trade", "maybe", "none");
    for (name, line) in ["life_safety", "trade", "maybe", "none"].iter().zip(counts.0) {
        println!("{name:>12} {:>6} {:>6} {:>6} {:>6}", line[0], line[1], line[2], line[3]);
    }
}

/// Prints how long an utterance takes, its words cut before, in the best of some rounds.
fn time(rows: &[Row]) {
    const ROUNDS: u32 = 20;
    let cut: Vec<Words> = rows.iter().map(|row| Words::of(row.text)).collect();
    let words: usize = cut.iter().map(Words::len).sum();
    let ear = Ear { vertical: Vertical::General, languages: &["en", "es"], phrases: &[] };
    let round = || {
        let started = Instant::now();
        for words in &cut {
            black_box(ear.alarm(black_box(words)));
        }
        started.elapsed()
    };
    let spent = (0..ROUNDS).map(|_| round()).min().unwrap_or_default();
    println!(
        "\n{:.1?} for an utterance of ten words",
        spent * 10 / u32::try_from(words).unwrap_or(u32::MAX)
    );
}
