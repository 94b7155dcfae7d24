//! Whatever is put into a document comes out of it again.

use frontdesk_adapter_twilio::Renderer;
use kernel::Language;
use proptest::prelude::*;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use telephony::{CallPlan, Dial, Listen, Record, Step};

use crate::samples::{dial, listen};

/// The texts and the attributes of a document, in order.
#[derive(Debug, Default)]
struct Read {
    texts: Vec<String>,
    attributes: Vec<(String, String)>,
}

fn read(document: &str) -> Read {
    let mut reader = quick_xml::Reader::from_str(document);
    let mut read = Read::default();
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) | Event::Empty(element) => {
                for attribute in element.attributes() {
                    let attribute = attribute.unwrap();
                    let value = attribute.normalized_value(XmlVersion::Explicit1_0).unwrap();
                    read.attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
                }
                text.clear();
            }
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().unwrap() {
                Some(character) => text.push(character),
                None => text.push_str(resolve_predefined_entity(&reference).unwrap()),
            },
            Event::End(_) if !text.is_empty() => read.texts.push(std::mem::take(&mut text)),
            Event::End(_) | Event::Decl(_) => {}
            Event::Eof => return read,
            other => panic!("nothing else is written: {other:?}"),
        }
    }
}

/// What XML 1.0 can carry of a text.
fn legal(text: &str) -> String {
    text.chars()
        .filter(|character| {
            matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}'
                | '\u{10000}'..)
        })
        .collect()
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[<>&\"'\\]\\[!/?a \r\n\t\0\u{b}\u{fffe}\u{ffff}\u{feff}é🦀-]{0,40}",
        Just("]]><!--<?xml?></Say>&amp;&#0;".to_owned()),
    ]
}

proptest! {
    #[test]
    fn any_text_in_any_slot_reads_back(words in any_text(), voice in any_text()) {
        let steps = vec![
            Step::Say(words.clone()),
            Step::Listen(Listen { prompt: words.clone(), ..listen() }),
            Step::Dial(Dial { announcement: words.clone(), ..dial() }),
            Step::Record(Record { prompt: words.clone(), seconds_max: 60 }),
        ];
        let plan = CallPlan { language: Language::english(), voice: Some(voice.clone()), steps };
        let document = Renderer::new("https://desk.example.test").render(&plan);
        let read = read(&document);
        let spoken = legal(&words);
        let expected = if words.trim().is_empty() || spoken.is_empty() { 0 } else { 4 };
        let said = read.texts.iter().filter(|text| **text == spoken).count();
        prop_assert_eq!(said, expected, "{}", document);
        if expected > 0 && !voice.trim().is_empty() {
            let voices: Vec<_> =
                read.attributes.iter().filter(|(name, _)| name == "voice").collect();
            prop_assert_eq!(voices.len(), 4);
            prop_assert!(voices.iter().all(|(_, value)| *value == legal(&voice)));
        }
    }

    #[test]
    fn any_hint_and_any_base_read_back(hint in any_text(), base in any_text()) {
        let step = Step::Listen(Listen { hints: vec![hint.clone()], ..listen() });
        let plan = CallPlan { language: Language::english(), voice: None, steps: vec![step] };
        let renderer = Renderer::new(&base);
        let read_back = read(&renderer.render(&plan));
        let find = |name: &str| {
            read_back.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value)
        };
        let action = format!("{}/twilio/voice/turn?n=2", legal(base.trim_end_matches('/')));
        prop_assert_eq!(find("action"), Some(&action));
        let hint = legal(&hint.trim().replace(',', " "));
        prop_assert_eq!(find("hints").map_or("", String::as_str), hint.as_str());
        let screened = renderer.screen_prompt(&Language::english(), None, 1, &base);
        prop_assert!(read(&screened).attributes.len() >= 5);
    }
}
