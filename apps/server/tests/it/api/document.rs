//! The document says what there is, and there is nothing else.

use std::collections::BTreeSet;

use server::http::api::{Door, operations};

use crate::site::Running;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_document_names_every_operation_and_what_it_answers() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    let reply = line.get("/openapi.json").await;
    assert_eq!(reply.status, 200);
    let document = reply.json();
    assert_eq!(document["openapi"], "3.1.0");
    let mut named = BTreeSet::new();
    for operation in operations() {
        let method = operation.method.as_str().to_ascii_lowercase();
        let described = &document["paths"][operation.path][&method];
        assert_eq!(described["operationId"], operation.name, "{}", operation.path);
        assert!(!operation.say.is_empty(), "{} says nothing", operation.name);
        assert!(operation.path.starts_with("/v1/"), "{}", operation.path);
        let status = operation.status.as_str();
        assert!(described["responses"][status].is_object(), "{}", operation.name);
        assert_eq!(described["security"].is_array(), operation.door != Door::Anybody);
        assert!(named.insert(operation.name), "{} is there twice", operation.name);
    }
    let paths = document["paths"].as_object().unwrap();
    let count: usize = paths.values().map(|path| path.as_object().unwrap().len()).sum();
    assert_eq!(count, named.len());
    // Every reference leads somewhere.
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
    }
    let page = line.get("/docs").await;
    assert_eq!(page.status, 200);
    for name in named {
        assert!(page.body.contains(&format!("id=\"{name}\"")), "{name} is not on the page");
    }
    assert!(!page.body.contains("<script"));
    site.stop().await;
}

/// What is asked, with which headers and body, and the status and code of the answer.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str, u16, &'a str);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_read_is_refused_by_name() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    let json = ("Content-Type", "application/json");
    let login = "POST /v1/auth/login";
    let large = format!("{{\"email\":\"{}\"}}", "x".repeat(1024 * 1024));
    let cases: [Case<'_>; 9] = [
        (login, &[json], "{", 400, "unreadable"),
        (login, &[json], "[]", 400, "invalid"),
        (login, &[json], "{\"email\":1}", 400, "invalid"),
        (login, &[json], "{\"email\":\"a\",\"password\":\"b\",\"x\":1}", 400, "invalid"),
        (login, &[("Content-Type", "text/plain")], "{}", 415, "not_json"),
        (login, &[], "{}", 415, "not_json"),
        (login, &[json], &large, 413, "too_large"),
        ("DELETE /v1/auth/login", &[], "", 405, "method_not_allowed"),
        ("POST /v1/nowhere", &[json], "{}", 404, "not_found"),
    ];
    for (asked, headers, body, status, code) in cases {
        let reply = line.send(asked, headers, body.as_bytes()).await.unwrap();
        let kind = reply.header("content-type");
        assert_eq!(
            (reply.status, kind),
            (status, "application/problem+json"),
            "{asked} {body:.40}"
        );
        assert_eq!(reply.json()["code"], code, "{asked} {body:.40}");
    }
    site.stop().await;
}
