//! Signed webhooks over a real connection.

use std::time::{Duration, Instant};

use store::memory::Fault;

use crate::client::Reply;
use crate::signer::{encode, sign};
use crate::site::{PUBLIC_URL, Running, TOKEN, fields, post, post_with};

/// A call's name, apart from the others'.
const CALL: &str = "CA00000000000000000000000000000001";

fn is_speech(reply: &Reply) -> bool {
    reply.status == 200
        && reply.header("content-type") == "text/xml; charset=utf-8"
        && reply.body.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>")
        && reply.body.ends_with("</Response>")
}

#[tokio::test]
async fn every_webhook_of_a_booking_is_sent_twice_and_answered_alike() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    let said = ["I'd like a haircut on Thursday at 3 pm", "Alex Reed", "yes please"];
    let mut last = String::new();
    for turn in 0..=said.len() {
        let (path, more) = match turn.checked_sub(1) {
            None => ("/twilio/voice".to_owned(), Vec::new()),
            Some(place) => {
                (format!("/twilio/voice/turn?n={turn}"), vec![("SpeechResult", said[place])])
            }
        };
        let fields = fields(CALL, &more);
        let first = post(&mut line, &path, &fields).await;
        let second = post(&mut line, &path, &fields).await;
        assert!(is_speech(&first), "{first:?}");
        assert_eq!(first.body, second.body);
        last = first.body;
    }
    assert!(last.contains("Haircut"), "{last}");
    assert!(last.contains(&format!("{PUBLIC_URL}/twilio/voice/turn?n=4")), "{last}");
    let ended = fields(CALL, &[("CallStatus", "completed"), ("CallDuration", "42")]);
    for _ in 0..2 {
        assert_eq!(post(&mut line, "/twilio/voice/status", &ended).await.status, 204);
    }
    site.world.run_jobs().await;
    assert_eq!(site.world.diary().await.len(), 1);
    assert_eq!(site.world.texts_to("+15550100001").len(), 1);
    site.stop().await;
}

#[tokio::test]
async fn what_nobody_can_prove_to_be_twilios_is_refused_on_a_connection_that_stays_open() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    let fields = fields(CALL, &[]);
    let body = encode(&fields);
    let path = "/twilio/voice";
    for round in 0..200 {
        let reply = match round % 4 {
            0 => {
                post_with(&mut line, path, "bm90IHRoZSByaWdodCBvbmUgYXQgYWw=", body.as_bytes())
                    .await
            }
            1 => {
                let other = sign(
                    "another_token_0123456789abcdefghi",
                    &format!("{PUBLIC_URL}{path}"),
                    &fields,
                );
                post_with(&mut line, path, &other, body.as_bytes()).await
            }
            2 => {
                let local = sign(TOKEN, &format!("http://tests{path}"), &fields);
                post_with(&mut line, path, &local, body.as_bytes()).await
            }
            _ => line.send(&format!("POST {path}"), &[], body.as_bytes()).await.unwrap(),
        };
        assert_eq!((reply.status, reply.body.as_str()), (403, ""), "round {round}");
    }
    assert!(is_speech(&post(&mut line, path, &fields).await));
    assert_eq!(site.world.diary().await.len(), 0);
    site.stop().await;
}

#[tokio::test]
async fn a_webhook_by_get_has_its_fields_in_the_address() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    let path = format!("/twilio/voice?{}", encode(&fields(CALL, &[])));
    let signature = sign(TOKEN, &format!("{PUBLIC_URL}{path}"), &[]);
    let headers = [("X-Twilio-Signature", signature.as_str())];
    let reply = line.send(&format!("GET {path}"), &headers, b"").await.unwrap();
    assert!(is_speech(&reply), "{reply:?}");
    site.stop().await;
}

#[tokio::test]
async fn what_cannot_be_used_is_answered_with_words_and_changes_nothing() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    let without_call = [("To", "+18165550100"), ("From", "+15550100001")];
    let bad_number = fields(CALL, &[("To", "12")]);
    let good = fields(CALL, &[]);
    let cases: [(&str, &[(&str, &str)]); 6] = [
        ("/twilio/voice", &without_call),
        ("/twilio/voice", &bad_number),
        ("/twilio/voice/turn", &good),
        ("/twilio/voice/turn?n=two", &good),
        ("/twilio/voice/turn?n=99999999999", &good),
        ("/twilio/voice/dial?n=1", &good),
    ];
    for (path, fields) in cases {
        let reply = post(&mut line, path, fields).await;
        assert!(is_speech(&reply) && reply.body.contains("<Hangup/>"), "{path}: {reply:?}");
    }
    let broken = post_with(&mut line, "/twilio/voice", "c2ln", b"CallSid=%FF%FE&To=%2B1").await;
    assert!(is_speech(&broken), "{broken:?}");
    let report = post(&mut line, "/twilio/voice/status", &without_call).await;
    assert_eq!(report.status, 400);
    assert_eq!(report.json()["field"], "CallStatus");
    assert_eq!(report.header("content-type"), "application/problem+json");
    let large = format!("CallSid={}", "x".repeat(1024 * 1024));
    let reply = post_with(&mut line, "/twilio/voice", "c2ln", large.as_bytes()).await;
    assert_eq!(reply.status, 413);
    // The same connection still carries calls.
    assert!(is_speech(&post(&mut line, "/twilio/voice", &good).await));
    site.stop().await;
}

#[tokio::test]
async fn a_number_that_nobody_has_is_answered_politely() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    let fields = fields(CALL, &[("To", "+18165550177")]);
    let reply = post(&mut line, "/twilio/voice", &fields).await;
    assert!(is_speech(&reply) && reply.body.contains("not in use"), "{reply:?}");
    site.stop().await;
}

#[tokio::test]
async fn a_database_that_hangs_still_gives_the_caller_words_within_two_seconds() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    assert!(is_speech(&post(&mut line, "/twilio/voice", &fields(CALL, &[])).await));
    let memory = site.world.memory.clone().unwrap();
    memory.hang(true);
    let more = [("SpeechResult", "a haircut please")];
    for path in ["/twilio/voice/turn?n=1", "/twilio/voice/fallback"] {
        let started = Instant::now();
        let reply = post(&mut line, path, &fields(CALL, &more)).await;
        assert!(is_speech(&reply), "{reply:?}");
        assert!(started.elapsed() < Duration::from_secs(2), "{path}: {:?}", started.elapsed());
    }
    let ready = line.get("/ready").await;
    assert_eq!((ready.status, line.get("/health").await.status), (503, 200));
    assert_eq!(ready.json()["dependencies"]["database"]["status"], "down");
    memory.heal();
    assert_eq!(line.get("/ready").await.status, 200);
    site.stop().await;
}

#[tokio::test]
async fn a_report_that_was_not_kept_is_asked_for_again() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    post(&mut line, "/twilio/voice", &fields(CALL, &[])).await;
    let memory = site.world.memory.clone().unwrap();
    let ended = fields(CALL, &[("CallStatus", "completed"), ("CallDuration", "9")]);
    memory.fail_next(50, Fault::Unavailable);
    let lost = post(&mut line, "/twilio/voice/status", &ended).await;
    assert_eq!(lost.status, 503);
    memory.heal();
    assert_eq!(post(&mut line, "/twilio/voice/status", &ended).await.status, 204);
    site.stop().await;
}

#[tokio::test]
async fn whoever_is_rung_hears_for_whom_and_presses_a_key() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    let leg = [("To", "+18165550111"), ("From", "+18165550100")];
    let path = "/twilio/voice/screen?n=2";
    let asked = post(&mut line, path, &fields("CA2", &leg)).await;
    assert!(is_speech(&asked) && asked.body.contains("Press any key"), "{asked:?}");
    assert!(asked.body.contains(&site.world.card.tenant.name), "{asked:?}");
    // With the caller's leg named, they hear who it is as well.
    site.world.at("2026-03-03T10:00");
    post(&mut line, "/twilio/voice", &fields(CALL, &[])).await;
    let asks = [("SpeechResult", "can I speak to a real person please")];
    let rings = post(&mut line, "/twilio/voice/turn?n=1", &fields(CALL, &asks)).await;
    assert!(rings.body.contains("/twilio/voice/screen"), "{rings:?}");
    let child = fields("CA2", &[leg[0], leg[1], ("ParentCallSid", CALL)]);
    let told = post(&mut line, path, &child).await;
    assert!(told.body.len() > asked.body.len() + 20, "{told:?}");
    let pressed = [leg[0], leg[1], ("Digits", "1")];
    let taken = post(&mut line, path, &fields("CA2", &pressed)).await;
    assert!(taken.body.ends_with("<Response/>"), "{taken:?}");
    site.stop().await;
}

#[tokio::test]
async fn voice_messages_and_recordings_are_kept() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    post(&mut line, "/twilio/voice", &fields(CALL, &[])).await;
    let recording = "RE00000000000000000000000000000001";
    let message = [("RecordingSid", recording), ("RecordingDuration", "7")];
    let reply = post(&mut line, "/twilio/voice/voicemail", &fields(CALL, &message)).await;
    assert!(is_speech(&reply), "{reply:?}");
    let ready = [("RecordingSid", recording), ("RecordingStatus", "completed")];
    let reply = post(&mut line, "/twilio/recordings", &fields(CALL, &ready)).await;
    assert_eq!(reply.status, 204);
    site.world.run_jobs().await;
    let owner = site.world.texts_to("+18165550199");
    assert_eq!(owner.len(), 1, "{owner:?}");
    site.stop().await;
}

/// A text as Twilio posts it.
fn text<'a>(sid: &'a str, body: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("AccountSid", "AC00000000000000000000000000000001"),
        ("MessageSid", sid),
        ("From", "+15550100001"),
        ("To", "+18165550100"),
        ("Body", body),
        ("NumMedia", "0"),
    ]
}

#[tokio::test]
async fn a_text_is_answered_with_a_text_once() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    let asks = text("SM1", "when are you open on Saturday?");
    let answer = post(&mut line, "/twilio/sms", &asks).await;
    assert!(answer.status == 200 && answer.body.contains("<Message "), "{answer:?}");
    assert!(answer.body.contains("automated assistant"), "{answer:?}");
    let again = post(&mut line, "/twilio/sms", &asks).await;
    assert_eq!(again.body, answer.body, "byte for byte");
    // What becomes of it is reported to the address that the answer names.
    let report = answer.body.split("statusCallback=\"").nth(1).and_then(|it| it.split('"').next());
    let path = report.unwrap().replace(crate::site::PUBLIC_URL, "");
    let delivered = [
        ("AccountSid", "AC00000000000000000000000000000001"),
        ("MessageSid", "SM2"),
        ("MessageStatus", "delivered"),
        ("From", "+18165550100"),
        ("To", "+15550100001"),
    ];
    for _ in 0..2 {
        assert_eq!(post(&mut line, &path, &delivered).await.status, 204);
    }
    let mut tx = site.world.db.begin_read(site.world.card.tenant.id).await.unwrap();
    let kept = tx.messages().recent(9).await.unwrap();
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert!(kept.iter().any(|it| it.status == crm::MessageStatus::Delivered), "{kept:?}");
    drop(tx);
    let stop = post(&mut line, "/twilio/sms", &text("SM3", "STOP")).await;
    assert!(stop.status == 200 && stop.body.ends_with("<Response/>"), "{stop:?}");
    site.stop().await;
}

#[tokio::test]
async fn texts_that_cannot_be_used_change_nothing() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    let mut nobody = text("SM1", "hello");
    nobody.retain(|(name, _)| *name != "To");
    let refused = post(&mut line, "/twilio/sms", &nobody).await;
    assert!(refused.status == 400 && refused.body.contains("To"), "{refused:?}");
    let mut short = text("SM2", "hello");
    short.iter_mut().filter(|(name, _)| *name == "From").for_each(|it| it.1 = "262966");
    assert!(post(&mut line, "/twilio/sms", &short).await.body.ends_with("<Response/>"));
    let body = b"MessageSid=SM3&From=%2B15550100001&To=%2B18165550100&Body=hi";
    let unsigned = line.send("POST /twilio/sms", &[], body).await.unwrap();
    assert_eq!(unsigned.status, 403);
    let mut tx = site.world.db.begin_read(site.world.card.tenant.id).await.unwrap();
    assert!(tx.messages().recent(9).await.unwrap().is_empty());
    assert!(tx.calls().recent(9).await.unwrap().is_empty());
    drop(tx);
    site.stop().await;
}
