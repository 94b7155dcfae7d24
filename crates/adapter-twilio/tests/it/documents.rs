//! What Twilio is told, as it is written.

use frontdesk_adapter_twilio::Renderer;
use telephony::{CallPlan, Dial, Listen, Step};

use crate::samples::{all, dial, listen, plan};

#[test]
fn every_kind_of_document_reads_as_intended() {
    let shown: Vec<String> = all()
        .into_iter()
        .map(|(name, document)| {
            let document = document.replace("><", ">\n<");
            format!("--- {name}\n{document}\n")
        })
        .collect();
    insta::assert_snapshot!(shown.concat());
}

fn render(step: Step) -> String {
    Renderer::new("https://desk.example.test").render(&plan(vec![step]))
}

#[test]
fn long_speech_is_cut_into_several_says() {
    let document = render(Step::Say("This is a sentence. ".repeat(500)));
    assert_eq!(document.matches("<Say ").count(), 3);
    assert_eq!(document.matches("This is a sentence. ").count(), 500);
}

#[test]
fn hints_are_limited_and_hold_no_commas() {
    let mut hints: Vec<String> = (0..600).map(|at| format!("word {at}")).collect();
    hints.insert(0, "one, two".to_owned());
    hints.insert(0, "x".repeat(101));
    let document = render(Step::Listen(Listen { hints, ..listen() }));
    let (_, list) = document.split_once("hints=\"").unwrap();
    let (list, _) = list.split_once('"').unwrap();
    assert_eq!(list.split(',').count(), 500);
    assert!(list.starts_with("one  two,word 0,"));
}

#[test]
fn numbers_stay_within_what_twilio_takes() {
    let document = render(Step::Listen(Listen { silence_seconds: 0, digits: Some(0), ..listen() }));
    assert!(document.contains("timeout=\"1\"") && document.contains("numDigits=\"1\""));
    let many = Dial {
        numbers: vec![dial().numbers[0].clone(); 12],
        ring_seconds: 9_000,
        announcement: String::new(),
        ..dial()
    };
    let document = render(Step::Dial(many));
    assert_eq!(document.matches("<Number ").count(), 10);
    assert!(document.contains("timeout=\"600\"") && !document.contains("<Say"));
}

#[test]
fn a_dial_to_nobody_is_left_out() {
    let document = render(Step::Dial(Dial { numbers: vec![], ..dial() }));
    assert!(!document.contains("<Dial") && document.contains("<Say"));
}

#[test]
fn a_document_is_allocated_once() {
    let mut plan = CallPlan::goodbye(kernel::Language::english(), "Bye.");
    plan.steps.insert(0, Step::Listen(listen()));
    let document = Renderer::new("https://desk.example.test").render(&plan);
    assert!(document.capacity() < document.len() * 3, "{}", document.capacity());
}
