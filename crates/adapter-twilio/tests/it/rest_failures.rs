//! What goes wrong, and what can be done about it.

use std::error::Error;
use std::time::Duration;

use frontdesk_adapter_twilio::Twilio;
use frontdesk_adapter_twilio::rest::messages::{Message, MessageFilter, NewMessage};
use kernel::{GatewayError, GatewayErrorKind, PhoneNumber};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use wiremock::ResponseTemplate;

use crate::config::for_api;
use crate::stand_in::{asked, error, message, sid, start};

const UNAVAILABLE: GatewayErrorKind = GatewayErrorKind::Unavailable { retry_after_seconds: None };

async fn create(twilio: &Twilio) -> Result<Message, GatewayError> {
    let number = |text| PhoneNumber::parse(text).unwrap();
    let (from, to) = (number("+15005550006"), number("+15005550110"));
    twilio.create_message(&NewMessage { from, to, body: "Hello".into(), message: None }).await
}

/// The kinds of the errors of a creation, a read and a change that meet the same answer.
async fn kinds(answer: ResponseTemplate) -> [GatewayErrorKind; 3] {
    let (server, twilio) = start().await;
    asked("POST", "Messages.json").respond_with(answer.clone()).mount(&server).await;
    asked("GET", "Messages.json").respond_with(answer.clone()).mount(&server).await;
    asked("POST", "Messages/SM1.json").respond_with(answer).mount(&server).await;
    [
        create(&twilio).await.unwrap_err().kind,
        twilio.messages(&MessageFilter::default(), 1).await.unwrap_err().kind,
        twilio.redact_message(&sid("SM1")).await.unwrap_err().kind,
    ]
}

fn answer(status: u16, code: u32) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(error(code, "words", status))
}

#[tokio::test]
async fn refusals_are_told_apart() {
    let cases = [
        (400, 21_211, GatewayErrorKind::Rejected),
        (400, 21_610, GatewayErrorKind::OptedOut),
        (400, 21_608, GatewayErrorKind::Rejected),
        (401, 20_003, GatewayErrorKind::Misconfigured),
        (403, 20_403, GatewayErrorKind::Misconfigured),
        (400, 20_003, GatewayErrorKind::Misconfigured),
        (409, 20_409, GatewayErrorKind::Rejected),
        (422, 0, GatewayErrorKind::Rejected),
        (301, 0, GatewayErrorKind::Misconfigured),
    ];
    for (status, code, expected) in cases {
        assert_eq!(kinds(answer(status, code)).await, [expected; 3], "{status} {code}");
    }
}

#[tokio::test]
async fn too_many_requests_say_when_to_come_again() {
    let wait = |seconds| GatewayErrorKind::Unavailable { retry_after_seconds: seconds };
    let busy = answer(429, 20_429);
    assert_eq!(kinds(busy.clone()).await, [wait(None); 3]);
    assert_eq!(kinds(busy.clone().insert_header("retry-after", "7")).await, [wait(Some(7)); 3]);
    let dated = busy.insert_header("retry-after", "Sat, 21 Nov 2026 12:00:00 GMT");
    assert_eq!(kinds(dated).await, [wait(None); 3]);
    let odd = answer(400, 20_429).insert_header("retry-after", "3");
    assert_eq!(kinds(odd).await, [wait(Some(3)); 3]);
}

#[tokio::test]
async fn a_server_error_leaves_a_creation_in_doubt() {
    for status in [408, 500, 502, 503, 504] {
        let in_doubt = [GatewayErrorKind::Unknown, UNAVAILABLE, UNAVAILABLE];
        let html = ResponseTemplate::new(status).set_body_string("<html>Bad gateway</html>");
        assert_eq!(kinds(html).await, in_doubt, "{status}");
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_leaves_a_creation_in_doubt() {
    let garbage = [
        ResponseTemplate::new(200).set_body_string("<html>"),
        ResponseTemplate::new(200).set_body_string(""),
        ResponseTemplate::new(200).set_body_json(json!({ "sid": 7, "messages": 7 })),
        ResponseTemplate::new(200).set_body_json(json!({ "sid": "S M", "messages": [{}] })),
        ResponseTemplate::new(200).set_body_bytes(vec![b' '; 1024 * 1024 + 1]),
    ];
    for answer in garbage {
        assert_eq!(kinds(answer).await, [GatewayErrorKind::Unknown, UNAVAILABLE, UNAVAILABLE]);
    }
}

#[tokio::test]
async fn an_answer_that_comes_too_late_leaves_a_creation_in_doubt() {
    let server = wiremock::MockServer::start().await;
    let mut config = for_api(&server.uri());
    config.request_timeout_ms = 100;
    let twilio = Twilio::new(&config).unwrap();
    let late = answer(200, 0).set_delay(Duration::from_secs(30));
    asked("POST", "Messages.json").respond_with(late.clone()).mount(&server).await;
    asked("GET", "Messages/SM1.json").respond_with(late).mount(&server).await;
    assert_eq!(create(&twilio).await.unwrap_err().kind, GatewayErrorKind::Unknown);
    assert_eq!(twilio.message(&sid("SM1")).await.unwrap_err().kind, UNAVAILABLE);
}

#[tokio::test]
async fn a_refused_connection_has_sent_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let twilio = Twilio::new(&for_api(&format!("http://{address}"))).unwrap();
    assert_eq!(create(&twilio).await.unwrap_err().kind, UNAVAILABLE);
}

/// Reads a request and answers with these bytes, once, before hanging up.
async fn raw_server(reply: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = vec![0; 4_096];
        let _ = stream.read(&mut request).await;
        let _ = stream.write_all(&reply).await;
    });
    base
}

#[tokio::test]
async fn a_cut_answer_leaves_a_creation_in_doubt() {
    let started = b"HTTP/1.1 201 Created\r\ncontent-length: 900\r\n\r\n{\"sid\":".to_vec();
    for reply in [Vec::new(), b"HTTP/1.1 2".to_vec(), started, b"nonsense\r\n\r\n".to_vec()] {
        let twilio = Twilio::new(&for_api(&raw_server(reply).await)).unwrap();
        assert_eq!(create(&twilio).await.unwrap_err().kind, GatewayErrorKind::Unknown);
    }
}

#[tokio::test]
async fn an_endless_answer_is_not_read_to_its_end() {
    let mut reply = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..40 {
        reply.extend_from_slice(b"10000\r\n");
        reply.resize(reply.len() + 0x10000, b' ');
        reply.extend_from_slice(b"\r\n");
    }
    let twilio = Twilio::new(&for_api(&raw_server(reply).await)).unwrap();
    let error = create(&twilio).await.unwrap_err();
    assert!(error.source().unwrap().to_string().contains("larger than"), "{error:?}");
}

#[tokio::test]
async fn an_error_tells_the_log_its_request_and_no_numbers() {
    let (server, twilio) = start().await;
    let words = "The 'To' number +15005550110 is not a valid phone number.";
    let refused = ResponseTemplate::new(400)
        .insert_header("twilio-request-id", "RQ123")
        .set_body_json(error(21_211, words, 400));
    asked("POST", "Messages.json").respond_with(refused).mount(&server).await;
    let error = create(&twilio).await.unwrap_err();
    assert_eq!(error.to_string(), "twilio refused the request");
    let expected = "HTTP 400, code 21211: The 'To' number … is not a valid phone number. \
        (request RQ123)";
    assert_eq!(error.source().unwrap().to_string(), expected);
}

#[tokio::test]
async fn a_transport_error_shows_no_address() {
    let twilio = Twilio::new(&for_api(&raw_server(Vec::new()).await)).unwrap();
    let filter = MessageFilter {
        to: Some(PhoneNumber::parse("+15005550110").unwrap()),
        ..MessageFilter::default()
    };
    let error = twilio.messages(&filter, 1).await.unwrap_err();
    let shown = format!("{error:?} {}", error.source().unwrap());
    assert!(!shown.contains("5005550110") && !shown.contains("Accounts"), "{shown}");
}

#[tokio::test]
async fn many_requests_share_their_connections() {
    let (server, twilio) = start().await;
    let ok = ResponseTemplate::new(201).set_body_json(message("SM1", "Hello", ""));
    asked("POST", "Messages.json").respond_with(ok).expect(20).mount(&server).await;
    let clone = twilio.clone();
    for _ in 0..10 {
        create(&twilio).await.unwrap();
        create(&clone).await.unwrap();
    }
}

#[test]
fn settings_that_cannot_be_right_make_no_client() {
    for base in ["http://api.twilio.com", "", "https://api.twilio.com?x=1"] {
        let error = Twilio::new(&for_api(base)).unwrap_err();
        assert_eq!(error.kind, GatewayErrorKind::Misconfigured);
        let shown = error.source().unwrap().to_string();
        assert!(shown.starts_with("twilio.api_base: "), "{shown}");
    }
}
