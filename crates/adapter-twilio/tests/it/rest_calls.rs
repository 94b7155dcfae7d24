//! Calls and recordings.

use frontdesk_adapter_twilio::rest::calls::{Instructions, NewCall};
use frontdesk_adapter_twilio::rest::recordings::MediaFormat;
use kernel::{GatewayErrorKind, PhoneNumber};
use serde_json::{Value, json};
use telephony::CallStatus;
use wiremock::ResponseTemplate;
use wiremock::matchers::query_param;

use crate::stand_in::{asked, pairs, sent_form, sid, start};

fn call(status: &str) -> Value {
    json!({
        "sid": "CA1", "from": "+15005550006", "to": "+15005550110", "status": status,
        "duration": "42", "direction": "outbound-api", "price": null,
        "start_time": "Sat, 21 Nov 2026 12:00:00 +0000", "end_time": null,
    })
}

fn new_call(instructions: Instructions) -> NewCall {
    NewCall {
        from: PhoneNumber::parse("+15005550006").unwrap(),
        to: PhoneNumber::parse("+15005550110").unwrap(),
        instructions,
        status_callback: Some("https://a.test/status".to_owned()),
        ring_seconds: 25,
    }
}

#[tokio::test]
async fn a_call_is_placed() {
    let (server, twilio) = start().await;
    let answer = ResponseTemplate::new(201).set_body_json(call("queued"));
    asked("POST", "Calls.json").respond_with(answer).mount(&server).await;
    let url = Instructions::Url("https://a.test/voice?n=1".to_owned());
    let placed = twilio.create_call(&new_call(url)).await.unwrap();
    assert_eq!((placed.sid, placed.status), (sid("CA1"), Some(CallStatus::Ringing)));
    let expected = [
        ("To", "+15005550110"),
        ("From", "+15005550006"),
        ("Url", "https://a.test/voice?n=1"),
        ("Method", "POST"),
        ("Timeout", "25"),
        ("StatusCallback", "https://a.test/status"),
        ("StatusCallbackMethod", "POST"),
    ];
    assert_eq!(sent_form(&server).await, pairs(&expected));
}

#[tokio::test]
async fn a_document_that_is_too_long_is_not_sent() {
    let (server, twilio) = start().await;
    let long = new_call(Instructions::Twiml("x".repeat(4_001)));
    let refused = twilio.create_call(&long).await.unwrap_err();
    assert_eq!(refused.kind, GatewayErrorKind::Rejected);
    assert_eq!(server.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_live_call_is_looked_at_turned_and_ended() {
    let (server, twilio) = start().await;
    let ok = ResponseTemplate::new(200).set_body_json(call("in-progress"));
    asked("GET", "Calls/CA1.json").respond_with(ok.clone()).mount(&server).await;
    asked("POST", "Calls/CA1.json").respond_with(ok).mount(&server).await;
    let found = twilio.call(&sid("CA1")).await.unwrap().unwrap();
    assert_eq!((found.status, found.duration), (Some(CallStatus::InProgress), Some(42)));
    assert_eq!(found.start_time, Some("2026-11-21T12:00:00Z".parse().unwrap()));
    let document = Instructions::Twiml("<Response><Hangup/></Response>".to_owned());
    assert!(twilio.redirect_call(&sid("CA1"), &document).await.unwrap().is_some());
    let expected = pairs(&[("Twiml", "<Response><Hangup/></Response>")]);
    assert_eq!(sent_form(&server).await, expected);
    assert!(twilio.complete_call(&sid("CA1")).await.unwrap().is_some());
    assert_eq!(sent_form(&server).await, pairs(&[("Status", "completed")]));
}

#[tokio::test]
async fn an_id_that_would_name_another_path_is_not_sent() {
    let (server, twilio) = start().await;
    for odd in ["../Messages/SM1", "CA1?x=1", "..", "CA1#", "CA1/Recordings", "CA%2e"] {
        let refused = twilio.call(&sid(odd)).await.unwrap_err();
        assert_eq!(refused.kind, GatewayErrorKind::Rejected, "{odd}");
    }
    assert_eq!(server.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn recordings_are_listed_fetched_and_deleted() {
    let (server, twilio) = start().await;
    let one = json!({ "sid": "RE1", "call_sid": "CA1", "status": "completed", "duration": "25",
        "date_created": "Sat, 21 Nov 2026 12:00:00 +0000", "channels": 1 });
    let unknown =
        json!({ "sid": "RE2", "call_sid": "CA1", "status": "processing", "duration": "-1" });
    let page = json!({ "recordings": [one, unknown], "next_page_uri": null });
    asked("GET", "Recordings.json")
        .and(query_param("CallSid", "CA1"))
        .respond_with(ResponseTemplate::new(200).set_body_json(page))
        .mount(&server)
        .await;
    let one = ResponseTemplate::new(200).set_body_json(one);
    asked("GET", "Recordings/RE1.json").respond_with(one).mount(&server).await;
    asked("DELETE", "Recordings/RE1.json")
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let list = twilio.recordings(Some(&sid("CA1")), 10).await.unwrap();
    let durations: Vec<_> = list.iter().map(|recording| recording.duration).collect();
    assert_eq!(durations, [Some(25), None]);
    let found = twilio.recording(&sid("RE1")).await.unwrap().unwrap();
    assert_eq!((found.call_sid, found.status.as_str()), (Some(sid("CA1")), "completed"));
    assert!(twilio.delete_recording(&sid("RE1")).await.unwrap());
}

#[tokio::test]
async fn sound_is_fetched_within_a_limit_and_through_a_redirect() {
    let (server, twilio) = start().await;
    let sound = ResponseTemplate::new(200).set_body_raw(vec![7; 1_000], "audio/mpeg");
    asked("GET", "Recordings/RE1.mp3").respond_with(sound).mount(&server).await;
    let moved = ResponseTemplate::new(307)
        .insert_header("location", format!("{}/stored", server.uri()).as_str());
    asked("GET", "Recordings/RE1.wav").respond_with(moved).mount(&server).await;
    wiremock::Mock::given(wiremock::matchers::path("/stored"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(vec![8; 10], "audio/wav"))
        .mount(&server)
        .await;
    let fetch = async |format, limit| twilio.recording_media(&sid("RE1"), format, limit).await;
    let media = fetch(MediaFormat::Mp3, 1_000).await.unwrap().unwrap();
    assert_eq!((media.bytes.len(), media.media_type.as_deref()), (1_000, Some("audio/mpeg")));
    assert!(fetch(MediaFormat::Mp3, 999).await.is_err());
    assert_eq!(fetch(MediaFormat::Wav, 999).await.unwrap().unwrap().bytes, [8; 10]);
    assert_eq!(twilio.recording_media(&sid("RE9"), MediaFormat::Mp3, 1).await.unwrap(), None);
}
