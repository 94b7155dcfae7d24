//! The fuzz targets over their corpus, and over arbitrary text.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::fuzz_conversation as conversation;
use crate::fuzz_understand as understand;

/// Runs a target over its corpus; a failure names the file.
fn run(target: &str, fewest: usize, check: impl Fn(&[u8])) {
    let folder = format!("fuzz/corpus/{target}");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= fewest, "only {} files in the corpus of {target}", paths.len());
    for path in paths {
        let bytes = fs::read(&path).unwrap();
        let held = catch_unwind(AssertUnwindSafe(|| check(&bytes)));
        assert!(held.is_ok(), "{} fails; the reason stands above", path.display());
    }
}

#[test]
fn the_corpus_of_utterances_is_understood() {
    run("understand", 40, understand::check);
}

#[test]
fn the_corpus_of_conversations_is_answered() {
    run("conversation", 20, conversation::check);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_understood(text in "(?s).{0,120}") {
        understand::check_text(&text);
    }

    #[test]
    fn any_bytes_are_understood(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        understand::check(&bytes);
    }
}

/// The shorter of two runs.
fn shorter(work: impl Fn()) -> Duration {
    let run = || {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    (0..2).map(|_| run()).min().unwrap_or_default()
}

/// Sixteen times the text may take forty-eight times as long: three times what it should, and a fifth
/// of what it would if every word were held against every other.
#[test]
fn what_is_longer_takes_longer_only_in_proportion() {
    for piece in [
        "could I get a haircut tomorrow at half past three, ",
        "next next next last last ",
        "between 2 and 4 and from 5 to 6 ",
        "five 5 555 double five ",
        "a dot b at c dot com ",
        "before the day after ",
        "12 Mill Street $ 5 dollars ",
        "s a m s a m ",
        "((((((((<<<<<<<<",
        "e\u{301}\u{301}\u{301}\u{301}",
    ] {
        let read = |times: usize| {
            let text = piece.repeat(times);
            shorter(|| understand::check_text(&text))
        };
        let (short, long) = (read(50), read(800));
        assert!(long < short * 48, "{piece:?}: {short:?} and {long:?}");
    }
}
