//! What travels to SendGrid, and what becomes of what it says.

use crm::contract::sample;
use crm::{Mail, OutboundMail};
use frontdesk_adapter_email::{Config, SendGrid};
use kernel::GatewayErrorKind::{Misconfigured, Rejected, Unavailable, Unknown};
use kernel::{GatewayError, GatewayErrorKind};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use wiremock::matchers::{bearer_token, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::sendgrid_stand_in::{error, for_api};
use crate::smtp_stand_in::clock;

async fn answering(answer: ResponseTemplate) -> (MockServer, SendGrid) {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/v3/mail/send"))
        .and(bearer_token("SG.synthetic"))
        .respond_with(answer)
        .mount(&server)
        .await;
    let sender = SendGrid::new(&for_api(&server.uri()), clock()).unwrap();
    (server, sender)
}

async fn refused(answer: ResponseTemplate) -> GatewayError {
    let (_server, sender) = answering(answer).await;
    let error = sender.send(&sample(1)).await.unwrap_err();
    assert_eq!(error.provider, "sendgrid");
    error
}

async fn body(mail: &OutboundMail) -> Value {
    let (server, sender) = answering(ResponseTemplate::new(202)).await;
    sender.send(mail).await.unwrap();
    server.received_requests().await.unwrap()[0].body_json().unwrap()
}

#[tokio::test]
async fn a_mail_with_everything() {
    insta::assert_json_snapshot!(body(&sample(1)).await);
}

#[tokio::test]
async fn a_second_attempt_is_the_same_and_nothing_is_tracked() {
    let mail = sample(1);
    let first = body(&mail).await;
    assert_eq!(first, body(&mail).await);
    for tracking in ["click_tracking", "open_tracking", "subscription_tracking"] {
        assert_eq!(first["tracking_settings"][tracking]["enable"], false);
    }
}

#[tokio::test]
async fn refusals_are_told_apart() {
    let away = Unavailable { retry_after_seconds: None };
    for (status, field, expected) in [
        (400, None, Rejected),
        (400, Some("personalizations.0.to.0.email"), Rejected),
        (400, Some("from.email"), Misconfigured),
        (401, None, Misconfigured),
        (403, Some("from"), Misconfigured),
        (404, None, Misconfigured),
        (301, None, Misconfigured),
        (413, None, Rejected),
        (408, None, away),
        (429, None, away),
        (500, None, away),
        (503, None, away),
    ] {
        let answer = ResponseTemplate::new(status).set_body_json(error("words", field));
        assert_eq!(refused(answer).await.kind, expected, "{status} {field:?}");
    }
    let html = ResponseTemplate::new(413).set_body_string("<html>too large</html>");
    let error = refused(html).await;
    assert_eq!(error.source.to_string(), "413 to POST /v3/mail/send");
}

#[tokio::test]
async fn a_busy_service_says_when_to_come_again() {
    let wait = |seconds| Unavailable { retry_after_seconds: seconds };
    // The clock of these tests shows this second, a little later, and a little earlier.
    let reset = |offset: i64| (1_772_463_845 + offset).to_string();
    for (name, value, expected) in [
        ("retry-after", "7".to_owned(), wait(Some(7))),
        ("retry-after", "soon".to_owned(), wait(None)),
        ("retry-after", "99999999999".to_owned(), wait(Some(86_400))),
        ("x-ratelimit-reset", reset(30), wait(Some(30))),
        ("x-ratelimit-reset", reset(-30), wait(Some(0))),
    ] {
        let answer = ResponseTemplate::new(429).insert_header(name, value.as_str());
        assert_eq!(refused(answer).await.kind, expected, "{name}: {value}");
    }
    let later = ResponseTemplate::new(503).insert_header("retry-after", "60");
    assert_eq!(refused(later).await.kind, wait(Some(60)));
}

/// Reads a request and answers with these bytes, once, before hanging up.
async fn raw_server(reply: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = vec![0; 4_096];
        let _ = stream.read(&mut request).await;
        let _ = stream.write_all(reply).await;
    });
    base
}

#[tokio::test]
async fn a_lost_answer_leaves_doubt_and_a_lost_connection_none() {
    for reply in [&b""[..], b"HTTP/1.1 2", b"nonsense\r\n\r\n"] {
        let sender = SendGrid::new(&for_api(&raw_server(reply).await), clock()).unwrap();
        assert_eq!(sender.send(&sample(1)).await.unwrap_err().kind, Unknown);
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = SendGrid::new(&for_api(&base), clock()).unwrap().send(&sample(1)).await;
    assert_eq!(
        error.unwrap_err().kind,
        GatewayErrorKind::Unavailable { retry_after_seconds: None }
    );
}

#[tokio::test]
async fn a_key_can_be_tried_out() {
    let server = MockServer::start().await;
    let scopes = || Mock::given(method("GET")).and(path("/v3/scopes"));
    scopes()
        .and(bearer_token("SG.synthetic"))
        .respond_with(ResponseTemplate::new(200))
        .mount(&server)
        .await;
    SendGrid::new(&for_api(&server.uri()), clock()).unwrap().check().await.unwrap();
    server.reset().await;
    scopes().respond_with(ResponseTemplate::new(401)).mount(&server).await;
    let error = SendGrid::new(&for_api(&server.uri()), clock()).unwrap().check().await;
    assert_eq!(error.unwrap_err().kind, Misconfigured);
}

#[test]
fn wrong_settings_make_no_client_and_debug_shows_no_key() {
    let good = for_api("https://api.sendgrid.com");
    let sender = SendGrid::new(&good, clock()).unwrap();
    assert!(!format!("{sender:?} {good:?}").contains("SG."));
    for base in ["http://api.sendgrid.com", "", "https://api.sendgrid.com?x=1"] {
        let error = SendGrid::new(&for_api(base), clock()).unwrap_err();
        assert!(error.source.to_string().starts_with("email.api_base: "));
    }
    let none = Config { sendgrid_api_key: None, ..good };
    assert_eq!(SendGrid::new(&none, clock()).unwrap_err().kind, Misconfigured);
}
