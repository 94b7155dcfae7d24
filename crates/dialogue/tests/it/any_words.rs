use dialogue::{Event, Heard};
use proptest::prelude::*;

use crate::diary::Shop;

const PIECES: [&str; 28] = [
    "yes",
    "no",
    "haircut",
    "tomorrow",
    "at 3",
    "cancel",
    "move my appointment",
    "Sam",
    "Alex Reed",
    "Friday",
    "the second one",
    "how much",
    "bye",
    "message",
    "human",
    "burst pipe",
    "smell gas",
    "31st of February",
    "",
    "half past",
    "noon",
    "party of 4",
    "5/12",
    "in two weeks",
    "never mind",
    "你好",
    "\u{0}\u{7}",
    "again",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn whatever_is_said_there_is_an_answer(
        turns in prop::collection::vec(
            (prop::collection::vec(0..PIECES.len(), 0..5), "[0-9#*]{0,3}", ".{0,20}"),
            1..12,
        ),
        withheld: bool,
        can_transfer: bool,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mut shop = Shop::open();
            shop.has("2026-03-10T15:00", true);
            shop.has("2026-03-12T09:00", false);
            shop.briefing.can_transfer = can_transfer;
            if withheld {
                shop.briefing.caller.number = None;
            }
            shop.greets().await;
            for (pieces, digits, junk) in turns {
                let mut words: Vec<&str> = pieces.iter().map(|place| PIECES[*place]).collect();
                words.push(&junk);
                let heard = Heard { utterance: words.join(" "), digits, confidence: None };
                // The harness checks: words, an end to tools, a read-back before each change.
                shop.transcript.clear();
                shop.turn(Event::Heard(&heard)).await;
            }
        });
    }
}
