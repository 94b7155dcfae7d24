//! Addresses, and answers, that mean no good.

use std::net::TcpListener;

use frontdesk_adapter_hooks::{Config, WebhookSender};
use hooks::{Deliver, Delivered, EndpointUrl, Event, Headers, PlainHttp, Secret, Secrets};
use jiff::Timestamp;
use kernel::{GatewayError, GatewayErrorKind, GatewayResult};

use crate::server::{Log, endpoint, sender};

const BODY: &str = r#"{"type":"webhook.test"}"#;

async fn deliver(
    sender: &WebhookSender,
    url: &EndpointUrl,
    body: &str,
) -> GatewayResult<Delivered> {
    let secret = Secret::parse("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=").unwrap();
    let headers = Headers::sign(&Secrets::new(secret), "event_1", body, Timestamp::UNIX_EPOCH);
    sender.deliver(url, &headers, body).await
}

/// Everything that an error says, its causes included.
fn words(error: &GatewayError) -> String {
    let mut words = error.source.to_string();
    let mut cause = error.source.source();
    while let Some(error) = cause {
        words.push_str(&error.to_string());
        cause = error.source();
    }
    words
}

#[tokio::test]
async fn this_machine_is_out_of_reach_unless_it_is_allowed() {
    let canary = TcpListener::bind("127.0.0.1:0").unwrap();
    canary.set_nonblocking(true).unwrap();
    let port = canary.local_addr().unwrap().port();
    let config = Config { ports: vec![port], ..Config::default() };
    let sender = WebhookSender::new(&config).unwrap();
    for host in ["127.0.0.1", "localhost", "[::1]", "2130706433", "127.1"] {
        let text = format!("http://{host}:{port}/s3cret");
        let url = EndpointUrl::parse(&text, PlainHttp::OnLoopback).unwrap();
        let error = deliver(&sender, &url, BODY).await.unwrap_err();
        assert_eq!(error.kind, GatewayErrorKind::Rejected, "{text}: {}", words(&error));
        assert!(!words(&error).contains("s3cret") && !words(&error).contains("127.0.0.1"));
    }
    assert!(canary.accept().is_err(), "somebody connected");
}

#[tokio::test]
async fn an_owner_is_told_at_once_what_can_be_told_at_once() {
    let sender = WebhookSender::new(&Config::default()).unwrap();
    for (text, why) in [
        ("https://192.168.0.1/", "public internet"),
        ("https://[fd00::1]/", "public internet"),
        ("https://a.example:6379/", "port"),
    ] {
        let url = EndpointUrl::parse(text, PlainHttp::Never).unwrap();
        let error = sender.vet(&url).unwrap_err();
        assert!(error.source.to_string().contains(why), "{text}: {}", error.source);
    }
    let faulty = Config { ports: vec![], ..Config::default() };
    let error = WebhookSender::new(&faulty).unwrap_err();
    assert_eq!(error.kind, GatewayErrorKind::Misconfigured);
}

#[tokio::test]
async fn of_an_answer_only_the_beginning_of_its_text_is_kept() {
    let log = Log::default();
    let words = "no\u{1b}[31m ".repeat(50_000);
    let plain = format!("HTTP/1.1 500 X\r\ncontent-length: {}\r\n\r\n{words}", words.len());
    let answer = deliver(&sender(), &endpoint(plain.into_bytes(), &log).await, BODY).await.unwrap();
    assert_eq!(
        (answer.status, answer.snippet.chars().count()),
        (500, Delivered::SNIPPET_CHARS_MAX)
    );
    assert!(answer.snippet.starts_with("no [31m no"), "{}", answer.snippet);

    let packed =
        b"HTTP/1.1 200 X\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\n\x1f\x8b\x08";
    let answer = deliver(&sender(), &endpoint(packed.to_vec(), &log).await, BODY).await.unwrap();
    assert_eq!((answer.status, answer.snippet.as_str()), (200, ""));
}

#[tokio::test]
async fn what_is_too_large_is_not_sent() {
    let log = Log::default();
    let url = endpoint(b"HTTP/1.1 204 X\r\n\r\n".to_vec(), &log).await;
    let largest = "x".repeat(Event::BODY_BYTES_MAX);
    assert_eq!(deliver(&sender(), &url, &largest).await.unwrap().status, 204);
    let error = deliver(&sender(), &url, &format!("{largest}x")).await.unwrap_err();
    assert_eq!(error.kind, GatewayErrorKind::Rejected);
    assert_eq!(log.lock().unwrap().len(), 1);
}
