//! Trains the models of intents from the examples in `data/intents`.
//!
//! `cargo run --release -p frontdesk-dialogue --example train_intents [-- --check]`: writes
//! `data/intents/{en,es,fr}.bin`, or with `--check` compares them with what it would write.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a tool for builders: a mistake in the examples may end it"
)]

mod expand;
#[expect(dead_code, reason = "the quick check is for the tests")]
mod learn;

use std::path::Path;
use std::process::ExitCode;

/// Languages and how many features each may have.
const LANGUAGES: [(&str, usize); 3] = [("en", 11500), ("es", 4000), ("fr", 4000)];

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/intents");
    let mut same = true;
    for (language, rows_max) in LANGUAGES {
        let file = std::fs::read_to_string(folder.join(format!("{language}.txt"))).unwrap();
        let trained = learn::learn(&file, rows_max);
        println!(
            "{language}: {} examples, {} features, {} bytes; held out: {:.3} right, temperature {:.2}",
            trained.examples,
            trained.rows,
            trained.bytes.len(),
            trained.held_out_right,
            trained.temperature,
        );
        let path = folder.join(format!("{language}.bin"));
        if check {
            let is_same = std::fs::read(&path).is_ok_and(|bytes| bytes == trained.bytes);
            if !is_same {
                println!("{language}: the checked-in model is another; run `make train`");
            }
            same &= is_same;
        } else {
            std::fs::write(&path, &trained.bytes).unwrap();
        }
    }
    if same { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
