//! What scripts get.

use insta::assert_snapshot;
use serde_json::Value;

use crate::desk::Desk;
use crate::stand_in::{PRAIRIE, record};

#[tokio::test]
async fn json_is_the_servers_own_to_the_letter() {
    let desk = Desk::new().await;
    for line in ["business list --json", "jobs failed --json", "calls live --json", "smoke --json"]
    {
        let ran = desk.run(line).await;
        assert_snapshot!(line.replace([' ', '-'], "_"), ran, &format!("frontdeskctl {line}"));
    }
    let ran = desk.run(&format!("--json business show {PRAIRIE}")).await;
    let start = r#"{"id":"ten_01kak8v5q0e0080000000000a1","name":"Prairie Plumbing","phone":"#;
    assert!(ran.output.starts_with(start) && ran.output.ends_with("\"keys\":2}\n"), "{ran}");
}

#[tokio::test]
async fn a_list_in_json_is_one_document_however_many_pages_there_are() {
    let desk = Desk::new().await;
    let whole = desk.run("business list --json").await.output;
    desk.server.short_pages(1);
    let paged = desk.run("business list --json").await.output;
    assert_eq!(whole, paged);
    let document: Value = serde_json::from_str(&paged).unwrap();
    assert_eq!(document["items"].as_array().unwrap().len(), 3);
    assert_eq!(document["next"], Value::Null);
}

#[tokio::test]
async fn a_table_says_that_there_is_more_and_all_gives_it() {
    let desk = Desk::new().await;
    desk.server.short_pages(2);
    let first = desk.run("business list").await;
    assert_eq!(first.output.lines().count(), 4, "{first}");
    assert_eq!(first.errors, "There are more: give --all.\n");
    let all = desk.run("business list --all").await;
    assert_eq!((all.output.lines().count(), all.errors.as_str()), (5, ""), "{all}");
    let asked = desk.server.lines();
    assert_eq!(asked.last().unwrap(), "GET /v1/admin/businesses?limit=100&cursor=2");
}

#[tokio::test]
async fn a_list_without_an_end_is_left() {
    let desk = Desk::new().await;
    let page = crate::stand_in::said(200, r#"{"items":[],"next":"7"}"#);
    desk.server.fix("/v1/admin/usage", page);
    let ran = desk.run("usage").await;
    assert_eq!((ran.code, desk.server.lines().len()), (1, 2), "{ran}");
}

#[tokio::test]
async fn progress_is_for_terminals_and_beside_the_output() {
    let quiet = Desk::new().await;
    quiet.server.short_pages(1);
    assert_eq!(quiet.run("business list --all").await.errors, "");
    let desk = Desk::with_terminal(120).await;
    desk.server.short_pages(1);
    let ran = desk.run("business list --all").await;
    assert!(ran.errors.starts_with("␍␛[KReading 1␍␛[KReading 2"), "{ran}");
    assert!(ran.errors.ends_with("␍␛[K"), "the line is taken away again: {ran}");
    desk.server.chain(PRAIRIE, |chain| record(chain, "flag.set"));
    let ran = desk.run("audit verify --all").await;
    assert!(ran.errors.contains("Verifying [################........] 2/3"), "{ran}");
    assert!(!ran.output.contains("Verifying"), "{ran}");
}
