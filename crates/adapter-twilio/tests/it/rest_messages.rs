//! Texts, and the port through which they are sent.

use frontdesk_adapter_twilio::Twilio;
use frontdesk_adapter_twilio::rest::messages::{MessageFilter, NewMessage};
use kernel::{GatewayErrorKind, IdSource, JobId, MessageId, PhoneNumber, SeededIds};
use serde_json::json;
use telephony::DeliveryStatus;
use telephony::{OutboundText, Texts};
use wiremock::matchers::{query_param, query_param_is_missing};
use wiremock::{MockServer, ResponseTemplate};

use crate::config::for_api;
use crate::stand_in::{ACCOUNT, asked, error, message, pairs, sent_form, sid, start};

const NOON: &str = "Sat, 21 Nov 2026 12:00:00 +0000";

fn text(body: &str) -> OutboundText {
    OutboundText {
        key: JobId::from_uuid(SeededIds::new(1).next_uuid()),
        message: message_id(),
        from: PhoneNumber::parse("+15005550006").unwrap(),
        to: PhoneNumber::parse("+15005550110").unwrap(),
        body: body.to_owned(),
    }
}

fn message_id() -> MessageId {
    MessageId::from_uuid(SeededIds::new(2).next_uuid())
}

fn noon() -> jiff::Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn a_text_is_sent_from_the_businesss_number() {
    let (server, twilio) = start().await;
    let answer = ResponseTemplate::new(201).set_body_json(message("SM1", "See you & bye", NOON));
    asked("POST", "Messages.json").respond_with(answer).expect(1).mount(&server).await;
    let sent = twilio.send(&text("See you & bye")).await.unwrap();
    assert_eq!(sent.provider_id, sid("SM1"));
    let expected = [("To", "+15005550110"), ("From", "+15005550006"), ("Body", "See you & bye")];
    assert_eq!(sent_form(&server).await, pairs(&expected));
}

#[tokio::test]
async fn a_messaging_service_and_a_callback_are_named_if_set() {
    let server = MockServer::start().await;
    let mut config = for_api(&server.uri());
    config.messaging_service_sid = Some("MG00000000000000000000000000000001".to_owned());
    let twilio = Twilio::new(&config).unwrap().with_message_callback("https://a.test/sms/status");
    let answer = ResponseTemplate::new(201).set_body_json(message("SM1", "Hi", NOON));
    asked("POST", "Messages.json").respond_with(answer).mount(&server).await;
    twilio.send(&text("Hi")).await.unwrap();
    let form = sent_form(&server).await;
    let service = ("MessagingServiceSid", "MG00000000000000000000000000000001");
    let reports = format!("https://a.test/sms/status?m={}", message_id());
    let callback = ("StatusCallback", reports.as_str());
    assert_eq!(form[3..], pairs(&[service, callback]));
}

#[tokio::test]
async fn a_text_of_no_or_too_many_letters_is_not_sent() {
    let (server, twilio) = start().await;
    for body in [String::new(), "é".repeat(1_601)] {
        let refused = twilio.send(&text(&body)).await.unwrap_err();
        assert_eq!(refused.kind, GatewayErrorKind::Rejected);
    }
    assert_eq!(server.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_sent_text_is_found_by_its_numbers_and_words() {
    let (server, twilio) = start().await;
    let page = json!({ "messages": [
        message("SM3", "other words", "Sat, 21 Nov 2026 12:00:09 +0000"),
        message("SM2", " Your appointment is on Friday. ", "Sat, 21 Nov 2026 12:00:02 +0000"),
        message("SM1", "Your appointment is on Friday.", "Sat, 21 Nov 2026 09:00:00 +0000"),
    ], "next_page_uri": null });
    asked("GET", "Messages.json")
        .and(query_param("To", "+15005550110"))
        .and(query_param("From", "+15005550006"))
        // A text in the queue has no date yet; asking for one would hide it.
        .and(query_param_is_missing("DateSent>"))
        .respond_with(ResponseTemplate::new(200).set_body_json(page))
        .expect(3)
        .mount(&server)
        .await;
    let find = async |body: &str, since| twilio.find_sent(&text(body), since).await.unwrap();
    let found = find("Your appointment is on Friday.", noon()).await.unwrap();
    assert_eq!(found.provider_id, sid("SM2"));
    let later = noon() + jiff::SignedDuration::from_mins(5);
    assert_eq!(find("Your appointment is on Friday.", later).await, None);
    assert_eq!(find("never said", noon()).await, None);
}

#[tokio::test]
async fn a_trial_accounts_prefix_is_overlooked() {
    let (server, twilio) = start().await;
    let body = "Sent from your Twilio trial account - Hello";
    let page = json!({ "messages": [message("SM1", body, NOON)] });
    asked("GET", "Messages.json")
        .respond_with(ResponseTemplate::new(200).set_body_json(page))
        .mount(&server)
        .await;
    assert!(twilio.find_sent(&text("Hello"), noon()).await.unwrap().is_some());
}

#[tokio::test]
async fn pages_are_read_until_the_limit() {
    let (server, twilio) = start().await;
    let first = json!({
        "messages": [message("SM1", "a", NOON), message("SM2", "b", NOON)],
        "next_page_uri": format!("{ACCOUNT}/Messages.json?Page=1&PageToken=PASM2"),
    });
    let second = json!({ "messages": [message("SM3", "c", NOON)], "next_page_uri": null });
    asked("GET", "Messages.json")
        .and(query_param("DateSent>", "2026-11-21"))
        .respond_with(ResponseTemplate::new(200).set_body_json(first))
        .expect(2)
        .mount(&server)
        .await;
    asked("GET", "Messages.json")
        .and(query_param("PageToken", "PASM2"))
        .respond_with(ResponseTemplate::new(200).set_body_json(second))
        .expect(1)
        .mount(&server)
        .await;
    let filter = MessageFilter { sent_since: Some(noon()), ..MessageFilter::default() };
    assert_eq!(twilio.messages(&filter, 10).await.unwrap().len(), 3);
    assert_eq!(twilio.messages(&filter, 2).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_next_page_elsewhere_is_not_asked_for() {
    let (server, twilio) = start().await;
    let page = json!({ "messages": [], "next_page_uri": "@evil.test/2010-04-01/" });
    asked("GET", "Messages.json")
        .respond_with(ResponseTemplate::new(200).set_body_json(page))
        .mount(&server)
        .await;
    let refused = twilio.messages(&MessageFilter::default(), 10).await.unwrap_err();
    assert_eq!(refused.kind, GatewayErrorKind::Rejected);
}

#[tokio::test]
async fn a_message_is_fetched_wiped_called_back_and_deleted() {
    let (server, twilio) = start().await;
    let mut wiped = message("SM1", "", NOON);
    wiped["body"] = json!(null);
    wiped["status"] = json!("undelivered");
    wiped["error_code"] = json!(30_003);
    let ok = ResponseTemplate::new(200).set_body_json(wiped);
    asked("GET", "Messages/SM1.json").respond_with(ok.clone()).mount(&server).await;
    asked("POST", "Messages/SM1.json").respond_with(ok).mount(&server).await;
    asked("DELETE", "Messages/SM1.json")
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let found = twilio.message(&sid("SM1")).await.unwrap().unwrap();
    assert_eq!(found.status, Some(DeliveryStatus::Undelivered));
    assert_eq!((found.error_code, found.num_segments), (Some(30_003), Some(1)));
    assert_eq!((found.date_created, found.date_sent), (Some(noon()), None));
    assert!(twilio.redact_message(&sid("SM1")).await.unwrap());
    assert_eq!(sent_form(&server).await, pairs(&[("Body", "")]));
    assert!(twilio.cancel_message(&sid("SM1")).await.unwrap().is_some());
    assert_eq!(sent_form(&server).await, pairs(&[("Status", "canceled")]));
    assert!(twilio.delete_message(&sid("SM1")).await.unwrap());
}

#[tokio::test]
async fn what_is_not_there_is_no_error() {
    let (server, twilio) = start().await;
    for verb in ["GET", "POST", "DELETE"] {
        let gone = ResponseTemplate::new(404).set_body_json(error(20_404, "not found", 404));
        asked(verb, "Messages/SM9.json").respond_with(gone).mount(&server).await;
    }
    assert_eq!(twilio.message(&sid("SM9")).await.unwrap(), None);
    assert!(!twilio.redact_message(&sid("SM9")).await.unwrap());
    assert!(!twilio.delete_message(&sid("SM9")).await.unwrap());
}

#[test]
fn a_message_is_debugged_without_its_words() {
    let message =
        NewMessage { from: text("").from, to: text("").to, body: "secret".into(), message: None };
    let shown = format!("{message:?}");
    assert!(!shown.contains("secret") && !shown.contains("555"), "{shown}");
}
