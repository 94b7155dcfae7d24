//! The fuzz targets over their corpus, and over arbitrary text.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

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
