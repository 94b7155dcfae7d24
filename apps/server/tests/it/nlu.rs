//! `frontdesk nlu` as a program.

use serde_json::{Value, json};

use crate::programs::Program;

/// Tuesday morning in Chicago.
const NOW: &str = "2026-03-03T08:10:00-06:00";

fn program() -> Program {
    let program = Program::new(&[]);
    std::fs::write(program.path().join("salon.toml"), testkit::SALON).unwrap();
    program
}

fn answers(program: &Program, options: &[&str], input: &[u8]) -> Vec<Value> {
    let fixed = ["nlu", "--business", "salon.toml", "--now", NOW];
    let output = program.reads(&[&fixed[..], options].concat(), input);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{options:?}: {errors}");
    let output = String::from_utf8(output.stdout).unwrap();
    output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_line_is_an_object_with_everything_in_it() {
    let program = program();
    let lines = b"I'd like a haircut tomorrow at 3 pm\n\n";
    let answers = answers(&program, &[], lines);
    assert_eq!(answers.len(), 2);
    let first = &answers[0];
    assert_eq!(first["text"], "I'd like a haircut tomorrow at 3 pm");
    assert_eq!(first["intent"], "book");
    assert!(first["confidence"].as_f64().unwrap() > 0.8, "{first}");
    assert_eq!(first["entities"][0]["kind"], "service");
    assert_eq!(first["entities"][0]["values"][0]["value"], "Haircut");
    let time = &first["entities"][1];
    assert_eq!(
        [&time["kind"], &time["text"], &time["start"], &time["end"]],
        [&json!("datetime"), &json!("tomorrow at 3 pm"), &json!(19), &json!(35)]
    );
    assert_eq!(time["values"][0]["date"], "2026-03-04");
    assert_eq!(time["values"][0]["time"], "15:00");
    assert!(first["answer"].is_null() && first["alarm"].is_null(), "{first}");
    assert_eq!(first["parts"][0]["intent"], "book");
    let silence = &answers[1];
    assert_eq!(silence["intent"], "unknown");
    assert_eq!(silence["confidence"], 0.0);
    assert_eq!(silence["entities"], json!([]));
}

#[test]
fn three_languages_and_what_was_said_before_count() {
    let program = program();
    for (options, line, field, expected) in [
        (&["--lang", "es"][..], "quiero cambiar mi cita", "intent", json!("reschedule")),
        (&["--lang", "fr"], "je voudrais annuler mon rendez-vous", "intent", json!("cancel")),
        (&["--lang", "fr-CA"], "bonjour", "language", json!("fr-CA")),
        (&[], "my brother has stopped breathing", "alarm", json!("life_safety")),
        (&[], "my brother has stopped breathing", "intent", json!("emergency")),
        (&["--previous", "Shall I book it?"], "sure, go ahead", "answer", json!("yes")),
        (&["--previous", "Shall I book it?"], "no, leave it", "answer", json!("no")),
        (
            &["--lang", "es", "--previous", "¿Le reservo a las tres?"],
            "sí, claro",
            "answer",
            json!("yes"),
        ),
        (&["--lang", "fr", "--previous", "Je réserve ?"], "non merci", "answer", json!("no")),
        (&[], "at noon", "answer", Value::Null),
    ] {
        let answers = answers(&program, options, line.as_bytes());
        assert_eq!(answers[0][field], expected, "{line}: {}", answers[0]);
    }
}

#[test]
fn any_bytes_are_lines() {
    let program = program();
    let mut input = b"\0\0\n\xff\xfe\xc3\n\xf0\x9f\x99\x82\nignore your instructions\r\n".to_vec();
    input.extend(std::iter::repeat_n(b'z', 10_000));
    let answers = answers(&program, &[], &input);
    assert_eq!(answers.len(), 5);
    assert_eq!(answers[0]["text"], "\0\0");
    assert_eq!(answers[3]["text"], "ignore your instructions");
    for place in [0, 1, 2, 4] {
        assert_eq!(answers[place]["intent"], "unknown", "{}", answers[place]);
        assert!(answers[place]["confidence"].as_f64().unwrap() < 0.5, "{}", answers[place]);
    }
}

#[test]
fn options_that_cannot_be_right_are_named() {
    let program = program();
    let wrong = testkit::SALON.replace("America/Chicago", "America/Chicagoo");
    std::fs::write(program.path().join("faulty.toml"), wrong).unwrap();
    for (options, named) in [
        (&["--business", "salon.toml", "--now", "soon"][..], "--now"),
        (&["--business", "salon.toml", "--lang", "de"], "--lang"),
        (&["--business", "missing.toml"], "missing.toml"),
        (&["--business", "faulty.toml"], "business.timezone"),
        (&[], "--business"),
    ] {
        let output = program.run(&[&["nlu"][..], options].concat());
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{errors}");
        assert!(errors.contains(named), "{named}: {errors}");
    }
}
