//! The command line.

use serde_json::Value;

use crate::programs::Program;

/// Tuesday morning in Chicago.
const NOW: &str = "2026-03-03T08:10:00-06:00";

fn with_salon() -> Program {
    let program = Program::new(&[]);
    std::fs::write(program.path().join("salon.toml"), testkit::SALON).unwrap();
    program.succeeds(&["migrate"]);
    program.succeeds(&["business", "import", "salon.toml"]);
    program
}

fn objects(output: &str) -> Vec<Value> {
    output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_call_from_a_script_is_one_object_a_turn() {
    let program = with_salon();
    let script =
        "I'd like a haircut on Thursday at 3 pm\nAlex Reed\nyes please\nno, that's all, bye\n";
    std::fs::write(program.path().join("call.txt"), script).unwrap();
    let call = ["call", "--to", "+18165550100", "--from", "+15550100001", "--now", NOW];
    let output = program.succeeds(&[&call[..], &["--script", "call.txt", "--json"]].concat());
    let turns = objects(&output);
    assert_eq!(turns[0]["turn"], 0);
    assert!(turns[0]["caller"].is_null());
    assert_eq!(turns[1]["caller"], "I'd like a haircut on Thursday at 3 pm");
    assert_eq!(turns[1]["intent"], "book");
    assert_eq!(turns[1]["slots"]["service"], "Haircut");
    assert_eq!(turns[1]["decision"], "rules");
    let effects: Vec<&Value> =
        turns.iter().flat_map(|turn| turn["effects"].as_array().unwrap()).collect();
    assert_eq!(effects.len(), 1, "{output}");
    assert_eq!(effects[0]["kind"], "appointment_booked");
    assert!(effects[0]["id"].as_str().unwrap().starts_with("appt_"));
    assert_eq!(turns.last().unwrap()["next"], "hangup", "{output}");
    let people = program.succeeds(&[&call[..], &["--script", "call.txt"]].concat());
    assert!(people.contains("You: Alex Reed"), "{people}");
    assert!(people.contains("Text to the caller: "), "{people}");
}

#[test]
fn arguments_that_cannot_be_right_are_named() {
    let program = with_salon();
    let cases: [(&[&str], &str); 4] = [
        (&["call", "--to", "12", "--from", "+15550100001"], "--to"),
        (&["call", "--to", "+18165550100", "--from", "555"], "--from"),
        (&["call", "--to", "+18165550100", "--from", "anonymous", "--now", "soon"], "--now"),
        (
            &["call", "--to", "+18165550100", "--from", "anonymous", "--script", "no.txt"],
            "--script",
        ),
    ];
    for (arguments, named) in cases {
        let errors = program.fails(arguments);
        assert!(errors.contains(named), "{named}: {errors}");
    }
}

#[test]
fn a_business_is_imported_and_its_faults_are_listed() {
    let program = Program::new(&[]);
    std::fs::write(program.path().join("salon.toml"), testkit::SALON).unwrap();
    let refused = program.fails(&["business", "import", "salon.toml"]);
    assert!(refused.contains("frontdesk migrate"), "{refused}");
    let applied = program.succeeds(&["migrate"]);
    assert!(applied.contains("applied ") && applied.contains("up to date"), "{applied}");
    let imported: Value =
        serde_json::from_str(&program.succeeds(&["business", "import", "salon.toml"])).unwrap();
    assert!(imported["id"].as_str().unwrap().starts_with("ten_"), "{imported}");
    assert_eq!(imported["created"], true);
    let wrong = testkit::SALON
        .replace("America/Chicago", "America/Chicagoo")
        .replace("30.00 USD", "thirty dollars");
    std::fs::write(program.path().join("faulty.toml"), wrong).unwrap();
    let faults = program.fails(&["business", "import", "faulty.toml"]);
    let keys: Vec<&str> = faults.lines().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(keys, ["business.timezone", "services[0].price"], "{faults}");
    let missing = program.fails(&["business", "import", "no.toml"]);
    assert!(missing.contains("no.toml"), "{missing}");
}

#[test]
fn the_configuration_is_shown_without_its_secrets() {
    let program = Program::new(&[
        ("FRONTDESK__TWILIO__ACCOUNT_SID", "AC00000000000000000000000000000001"),
        ("FRONTDESK__TWILIO__AUTH_TOKEN", "canary-token"),
        ("FRONTDESK__OFFERS__KEY", "canary-key-0123456789012345678901234567"),
        ("FRONTDESK__DATABASE__URL", "postgres://app:canary-password@db/frontdesk"),
        ("FRONTDESK__REDIS__URL", "redis://:canary-redis@cache"),
    ]);
    let shown = program.succeeds(&["check-config"]);
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains("postgres://app:[hidden]@db/frontdesk"), "{shown}");
    let line = shown.lines().find(|line| line.starts_with("twilio.auth_token")).unwrap();
    assert!(line.contains("[hidden]") && line.ends_with("# FRONTDESK__TWILIO__AUTH_TOKEN"));
    let broken =
        Program::new(&[("FRONTDESK__SERVER__WORKERS", "many"), ("FRONTDESK__LOG__FORMAT", "xml")]);
    let faults = broken.fails(&["check-config"]);
    assert_eq!(faults.lines().count(), 2, "{faults}");
}

#[test]
fn the_doctor_says_what_each_business_lacks() {
    let program = with_salon();
    let report: Value = serde_json::from_str(&program.succeeds(&["doctor", "--json"])).unwrap();
    let business = &report["businesses"][0];
    assert!(business["tier"].is_null(), "{business}");
    let missing = business["tiers"][0]["missing"].to_string();
    assert!(missing.contains("twilio.auth_token"), "{missing}");
    let names: Vec<&str> = report["checks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    for name in ["database", "redis", "twilio", "webhook signatures", "public address"] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    let empty = Program::new(&[]);
    assert!(empty.fails(&["doctor"]).contains("failed"));
}

#[test]
fn a_database_that_is_not_ours_to_change_is_refused() {
    let program = Program::new(&[("DATABASE_URL", "sqlite:other.db")]);
    let refused = program.fails(&["serve"]);
    assert!(refused.contains("frontdesk migrate"), "{refused}");
    program.succeeds(&["migrate"]);
    program.succeeds(&["migrate", "--revert", "1"]);
    let refused = program.fails(&["serve"]);
    assert!(refused.contains("frontdesk migrate"), "{refused}");
}
