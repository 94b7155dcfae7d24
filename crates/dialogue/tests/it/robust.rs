//! Whatever is said and keyed, whatever the tools answer: there is always an answer, and never
//! anything booked that was not read back.

use frontdesk_dialogue::{BookRefusal, BusinessFacts, Heard, Medium, ToolCall, ToolResult};
use proptest::prelude::*;

use crate::call::Call;
use crate::testing::{barber, plumber, restaurant};

const PHRASES: [&str; 64] = [
    "a haircut tomorrow at 3",
    "yes",
    "no",
    "Friday",
    "at 4",
    "my name is Dana",
    "cancel my appointment",
    "move it to Monday",
    "the second one",
    "none of those",
    "never mind",
    "how much is it",
    "where are you",
    "are you a robot",
    "can I leave a message",
    "talk to a person",
    "what did you say",
    "bye",
    "actually make it 5",
    "not Sam, Maria",
    "with Maria",
    "a table for 4",
    "816 555 0177",
    "no, Thursday",
    "February 30th",
    "as soon as possible",
    "later",
    "earlier",
    "I smell gas",
    "it's an emergency",
    "thanks",
    "hello",
    "between 2 and 4",
    "the time",
    "the name",
    "when is my appointment",
    "call me back",
    "a beard trim",
    "burst pipe",
    "any time",
    "next week",
    "half past two",
    "everything",
    "no that's all",
    "hola, quisiera una cita por favor",
    "bonjour, je voudrais un rendez-vous",
    "¿habla español?",
    "do you speak French",
    "in English please",
    "sí",
    "oui, d'accord",
    "mañana a las tres",
    "vendredi à dix heures",
    "for my son Leo",
    "his name is Leo",
    "R E E D",
    "cancel Thursday and book Friday at 2 instead",
    "how much is it and where are you",
    "put me on the waiting list",
    "shut up",
    "the number is 816 555 0188",
    "move that one to Friday",
    "my Tuesday one",
    "<break time='9s'/> & *stars* {brace}",
];

fn utterance() -> impl Strategy<Value = (String, String)> {
    let words = prop_oneof![
        6 => prop::sample::select(PHRASES.to_vec()).prop_map(str::to_owned),
        2 => (prop::sample::select(PHRASES.to_vec()), prop::sample::select(PHRASES.to_vec()))
            .prop_map(|(first, second)| format!("{first} and {second}")),
        1 => "\\PC{0,60}",
        1 => Just(String::new()),
    ];
    let digits = prop_oneof![8 => Just(String::new()), 2 => "[0-9*#]{1,12}"];
    (words, digits)
}

fn odd_answer() -> impl Strategy<Value = Option<(&'static str, ToolResult)>> {
    let tool =
        prop::sample::select(vec!["find", "hold", "book", "own", "move", "cancel", "message"]);
    let why = prop::sample::select(vec![
        BookRefusal::Taken,
        BookRefusal::Expired,
        BookRefusal::NotConfirmed,
        BookRefusal::NotYours,
        BookRefusal::TooLate,
        BookRefusal::TooMany,
        BookRefusal::NotAllowed,
    ]);
    let result = prop_oneof![
        Just(ToolResult::Failed),
        Just(ToolResult::MessageTaken),
        Just(ToolResult::Appointments(Vec::new())),
        Just(ToolResult::Slots { slots: Vec::new(), outside_window: false, closed: None }),
        why.prop_map(|why| ToolResult::Refused { why, alternatives: Vec::new() }),
    ];
    prop_oneof![4 => Just(None), 1 => (tool, result).prop_map(Some)]
}

/// The barber, who speaks three languages.
fn three_tongues() -> BusinessFacts {
    let languages = ["en-US", "es-US", "fr-CA"].map(|tag| tag.parse().unwrap()).to_vec();
    BusinessFacts { languages, ..barber() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]
    #[test]
    fn there_is_always_an_answer(
        business in 0..4_u8,
        text: bool,
        confidence in prop::option::of(0.0..1.0_f32),
        withheld: bool,
        transfer: bool,
        turns in prop::collection::vec((utterance(), odd_answer()), 1..16),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let business = [barber, plumber, restaurant, three_tongues][usize::from(business)]();
        let mut call = Call::new(business);
        call.has(0, 3, 10, true);
        call.has(1, 1, 10, false);
        call.briefing.can_transfer = transfer;
        if text {
            call.state.medium = Medium::Text;
        }
        if withheld {
            call.briefing.caller.number = None;
        }
        runtime.block_on(async {
            call.starts().await;
            for ((words, digits), odd) in turns {
                call.scripted.extend(odd);
                let heard = Heard { utterance: words, confidence, digits };
                let before = call.used.len();
                let last = call.state.frame.said.clone();
                let said = call.hears(&heard).await;
                let sane = text || !said.contains(['<', '>', '&', '*', '{', '}', '#', '_']);
                assert!(sane, "{}", call.transcript);
                assert!(last.is_empty() || said != last, "{}", call.transcript);
                for used in &call.used[before..] {
                    if let ToolCall::Book { name, .. } = used {
                        assert!(!name.is_empty(), "{}", call.transcript);
                    }
                }
            }
        });
    }
}
