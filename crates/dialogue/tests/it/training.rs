//! The checked-in models are what their examples make.

use frontdesk_dialogue::understand::intents::model::HEADER;

#[path = "../../examples/train_intents/expand.rs"]
mod expand;
#[path = "../../examples/train_intents/learn.rs"]
#[expect(dead_code, reason = "the whole training is for `make train`")]
mod learn;

#[test]
fn models_are_made_of_the_examples_that_are_checked_in() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/intents");
    for language in ["en", "es", "fr"] {
        let examples = std::fs::read_to_string(folder.join(format!("{language}.txt"))).unwrap();
        let model = std::fs::read(folder.join(format!("{language}.bin"))).unwrap();
        assert!(model.len() > HEADER && model.len() < 500_000, "{language}: {}", model.len());
        let number = |at: usize| u64::from_le_bytes(model[at..at + 8].try_into().unwrap());
        let advice = "run `make train`: the examples, the features or the trainer changed";
        assert_eq!(number(8), learn::fingerprint(&examples), "{language}: {advice}");
        // The first steps of the training come to the same weights, to the last bit, anywhere.
        assert_eq!(number(16), learn::checkpoint(&examples), "{language}: {advice}");
    }
}
