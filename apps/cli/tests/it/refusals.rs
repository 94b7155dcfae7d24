//! What the server refuses, and what is refused before it is asked.

use std::fmt::Write;

use insta::assert_snapshot;
use wiremock::ResponseTemplate;

use crate::desk::Desk;
use crate::stand_in::{NOBODY, PRAIRIE, problem, said};

#[tokio::test]
async fn every_refusal_is_one_sentence_with_an_exit_code_of_its_own() {
    let invalid = r#"{"title":"The request is not valid","status":400,"code":"invalid","detail":"there is no such time zone","field":"timezone"}"#;
    let answers = [
        (said(400, invalid).insert_header("x-request-id", "req_1"), 1),
        (problem(401, "unauthorized", "Please sign in"), 4),
        (problem(403, "forbidden", "You may not do this"), 4),
        (problem(404, "not_found", "There is nothing here"), 5),
        (problem(409, "number_taken", "The number belongs to another business"), 6),
        (problem(412, "version_stale", "Somebody else has changed it meanwhile"), 6),
        (problem(500, "internal", "Something went wrong on our side"), 1),
        (ResponseTemplate::new(502).set_body_string("<html>Bad gateway</html>"), 3),
        (ResponseTemplate::new(200).set_body_string("<html>It works!</html>"), 1),
        (ResponseTemplate::new(302).insert_header("location", "https://evil.example/"), 1),
        (said(400, "{\"title\":\"\\u001b[2Jgone\\nGone\"}"), 1),
    ];
    let mut told = String::new();
    for (answer, code) in answers {
        let desk = Desk::new().await;
        desk.server.instead([answer]);
        let ran = desk.run(&format!("business activate {PRAIRIE}")).await;
        if ran.code == 0 {
            // What is no JSON is noticed where it is read.
            desk.server.instead([ResponseTemplate::new(200).set_body_string("<html>")]);
            let read = desk.run("business list").await;
            assert_eq!(read.code, code, "{read}");
            writeln!(told, "{read}").unwrap();
            continue;
        }
        assert_eq!(ran.code, code, "{ran}");
        assert_eq!(ran.errors.lines().count(), 1, "{ran}");
        writeln!(told, "{ran}").unwrap();
    }
    assert_snapshot!("refusals", told);
}

#[tokio::test]
async fn a_clock_that_is_off_is_named_when_the_token_is_refused() {
    let desk = Desk::new().await;
    let refusal = problem(401, "unauthorized", "Please sign in");
    desk.server.instead([refusal.insert_header("date", "Sat, 21 Nov 2026 14:58:00 GMT")]);
    let ran = desk.run("whoami").await;
    assert!(ran.errors.contains("this clock is 120 s ahead of its own"), "{ran}");
}

#[tokio::test]
async fn what_is_not_there_is_exit_code_five() {
    let desk = Desk::new().await;
    for line in [
        format!("business show {NOBODY}"),
        format!("business suspend {NOBODY} --yes"),
        format!("business activate {NOBODY}"),
        format!("number assign {NOBODY} +18165550100"),
        format!("audit verify {NOBODY}"),
    ] {
        let ran = desk.run(&line).await;
        assert_eq!(ran.code, 5, "{line}: {ran}");
    }
}

#[tokio::test]
async fn wrong_use_is_exit_code_two_and_asks_nothing() {
    let desk = Desk::new().await;
    for line in [
        "",
        "nonsense",
        "business show",
        "business show 7",
        "business show job_01kak8v5q0e0080000000000b1",
        "business show ten_01kak8v5q0e0080000000000a1/../../x",
        "business create --name A",
        "business list --status open",
        "number assign ten_01kak8v5q0e0080000000000a1 5550100",
        "jobs retry",
        "jobs retry all",
        "audit",
        "audit verify",
        "completions powershell",
        "--timeout 0 whoami",
        "--server ftp://desk.example.com whoami",
        "--server http://desk.example.com whoami",
        "--server https://dana:pw@desk.example.com whoami",
        "--server desk whoami",
    ] {
        let ran = desk.run(line).await;
        assert_eq!((ran.code, ran.output.as_str()), (2, ""), "{line}: {ran}");
        assert!(!ran.errors.contains("pw@"), "{ran}");
    }
    assert_eq!(desk.server.lines(), [""; 0]);
}

#[tokio::test]
async fn options_stand_before_or_after_the_verb() {
    let desk = Desk::new().await;
    for line in [
        format!("--json audit verify {PRAIRIE}"),
        format!("audit --json verify {PRAIRIE}"),
        format!("audit verify {PRAIRIE} --json"),
        format!("audit --utc {PRAIRIE} --json"),
        "usage --json".to_owned(),
        "--json usage".to_owned(),
    ] {
        let ran = desk.run(&line).await;
        assert_eq!(ran.code, 0, "{line}: {ran}");
        assert!(ran.output.starts_with("{\"items\":["), "{line}: {ran}");
    }
}

#[tokio::test]
async fn a_server_that_is_away_is_exit_code_three() {
    let desk = Desk::new().await;
    let ran = desk.run("whoami --server http://127.0.0.1:1").await;
    assert_eq!(ran.code, 3, "{ran}");
    assert!(ran.errors.contains("http://127.0.0.1:1 cannot be reached"), "{ran}");
}

#[tokio::test]
async fn verbs_that_the_server_lacks_say_so() {
    let desk = Desk::new().await;
    let mut told = String::new();
    for line in
        ["number search --country US", "number buy +18165550100", "number port +18165550100"]
    {
        let ran = desk.run(line).await;
        assert_eq!(ran.code, 5, "{ran}");
        writeln!(told, "{ran}").unwrap();
    }
    let document = r#"{"paths":{"/v1/admin/businesses":{},"/v1/admin/numbers/search":{}}}"#;
    desk.server.fix("/openapi.json", said(200, document));
    let newer = desk.run("number search").await;
    assert_eq!(newer.code, 1, "{newer}");
    writeln!(told, "{newer}").unwrap();
    assert_snapshot!("lacking", told);
}

#[tokio::test]
async fn a_smoke_test_that_fails_is_exit_code_one() {
    let desk = Desk::new().await;
    let smoke = r#"{"ok":false,"checks":[{"name":"database","ok":true,"say":null,"micros":900},{"name":"mail","ok":false,"say":"the host refuses","micros":1500049}]}"#;
    desk.server.fix("/v1/admin/smoke", said(200, smoke));
    assert_snapshot!("smoke_failed", desk.run("smoke").await);
    assert_eq!(desk.run("smoke --json").await.code, 1);
}
