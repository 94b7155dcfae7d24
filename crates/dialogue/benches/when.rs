//! How long it takes to read dates and times.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use frontdesk_dialogue::understand::when::{Context, find};
use jiff::Zoned;

/// Ten words each: with a date and time, with none, and in the other languages.
const UTTERANCES: [(&str, &str, &str); 4] = [
    ("date and time", "en", "could I come in next tuesday at half past three please"),
    ("nothing to find", "en", "hello I wanted to know whether you have parking there"),
    ("spanish", "es", "quisiera una cita el viernes que viene a las cuatro"),
    ("french", "fr", "je voudrais venir jeudi prochain vers quinze heures trente merci"),
];

fn read(criterion: &mut Criterion) {
    let Ok(now) = "2026-03-03T10:00:00-06:00[America/Chicago]".parse::<Zoned>() else { return };
    for (name, language, text) in UTTERANCES {
        let context = Context {
            now: &now,
            language,
            region: None,
            day_first: language != "en",
            hours: None,
            expected: false,
        };
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| find(black_box(text), &context));
        });
    }
    let long = "monday at three or the first tuesday of may. ".repeat(1_000);
    let context = Context {
        now: &now,
        language: "en",
        region: None,
        day_first: false,
        hours: None,
        expected: false,
    };
    criterion.bench_function("10,000 words", |bencher| {
        bencher.iter(|| find(black_box(&long), &context));
    });
}

criterion_group!(benches, read);
criterion_main!(benches);
