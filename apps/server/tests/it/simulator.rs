//! The simulator's page and its interface.

use serde_json::{Value, json};

use crate::client::Connection;
use crate::site::Running;

async fn business(line: &mut Connection) -> Value {
    let list = line.get("/simulator/businesses").await.json();
    assert!(list["next"].is_null());
    list["items"][0].clone()
}

async fn turn(line: &mut Connection, call: &str, number: u32, words: &str, id: &Value) -> Value {
    let body = json!({"turn": number, "utterance": words, "digits": "", "business": id});
    let reply = line.post_json(&format!("/simulator/calls/{call}/turns"), &body).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    reply.json()
}

#[tokio::test]
async fn a_visitor_books_and_sees_it() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    let business = business(&mut line).await;
    assert_eq!(business["name"], "Corner Barbers");
    assert_eq!(business["try"].as_array().unwrap().len(), 3);
    assert_eq!(business["hours"].as_array().unwrap().len(), 7);
    let id = &business["id"];
    let body = json!({"business": id, "from": "+15550100001"});
    let greeting = line.post_json("/simulator/calls", &body).await.json();
    let call = greeting["call"].as_str().unwrap().to_owned();
    assert_eq!((greeting["turn"].as_u64(), greeting["next"].as_str()), (Some(0), Some("listen")));
    turn(&mut line, &call, 1, "I'd like a haircut on Thursday at 3 pm", id).await;
    turn(&mut line, &call, 2, "Alex Reed", id).await;
    let booked = turn(&mut line, &call, 3, "yes please", id).await;
    assert_eq!(booked["effects"][0]["kind"], "appointment_booked", "{booked}");
    let again = turn(&mut line, &call, 3, "yes please", id).await;
    assert_eq!((&again["say"], &again["replayed"]), (&booked["say"], &json!(true)));
    let end =
        line.post_json(&format!("/simulator/calls/{call}/end"), &json!({"business": id})).await;
    assert_eq!(end.status, 204);
    site.world.run_jobs().await;
    let path = format!("/simulator/businesses/{}/day", id.as_str().unwrap());
    let day = line.get(&path).await.json();
    assert_eq!(day["appointments"][0]["name"], "Alex Reed");
    assert_eq!(day["appointments"][0]["start"], "2026-03-05T15:00:00-06:00");
    let texts = day["texts"].as_array().unwrap();
    assert!(texts.iter().any(|text| text["direction"] == "outbound"), "{day}");
    site.stop().await;
}

#[tokio::test]
async fn every_fault_names_its_field() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    let id = business(&mut line).await["id"].clone();
    let call = line.post_json("/simulator/calls", &json!({"business": id})).await.json();
    let turns = format!("/simulator/calls/{}/turns", call["call"].as_str().unwrap());
    let long = "x".repeat(1_001);
    let cases = [
        (json!({"turn": 1, "utterance": "hi"}), "business"),
        (json!({"business": id, "utterance": "hi"}), "turn"),
        (json!({"business": id, "turn": "one"}), "turn"),
        (json!({"business": id, "turn": 0}), "turn"),
        (json!({"business": id, "turn": 1, "utterance": long}), "utterance"),
        (json!({"business": id, "turn": 1, "utterance": 7}), "utterance"),
        (json!({"business": id, "turn": 1, "digits": "12a"}), "digits"),
        (json!({"business": id, "turn": 1, "from": "12"}), "from"),
        (json!({"business": id, "turn": 1, "withheld": "x"}), "withheld"),
    ];
    for (body, field) in cases {
        let reply = line.post_json(&turns, &body).await;
        assert_eq!((reply.status, reply.json()["field"].as_str()), (400, Some(field)), "{body}");
        assert_eq!(reply.json()["code"], "invalid");
    }
    for body in ["", "[]", "{", "\u{0}"] {
        let reply = line.send(&format!("POST {turns}"), &[], body.as_bytes()).await.unwrap();
        assert_eq!((reply.status, reply.json()["code"].as_str()), (400, Some("unreadable")));
    }
    let stranger = "ten_00000000000000000000000000";
    let unknown = line.post_json("/simulator/calls", &json!({"business": stranger})).await;
    assert_eq!(unknown.status, 404);
    // A carrier's call is not the simulator's.
    let body = json!({"business": id, "turn": 1});
    let foreign = line.post_json("/simulator/calls/CA0123/turns", &body).await;
    assert_eq!(foreign.status, 404);
    let large = vec![b' '; 200 * 1024];
    assert_eq!(line.send(&format!("POST {turns}"), &[], &large).await.unwrap().status, 413);
    assert_eq!(line.get("/health").await.status, 200);
    site.stop().await;
}

#[tokio::test]
async fn somebody_is_rung_and_a_message_is_left() {
    let site = Running::start().await;
    site.world.at("2026-03-03T10:00");
    let mut line = site.connect().await;
    let id = business(&mut line).await["id"].clone();
    let call = line.post_json("/simulator/calls", &json!({"business": id})).await.json();
    let call = call["call"].as_str().unwrap().to_owned();
    let rung = turn(&mut line, &call, 1, "can I speak to a real person please", &id).await;
    assert_eq!(rung["next"], "transfer", "{rung}");
    assert!(!rung["rings"].as_array().unwrap().is_empty());
    let path = format!("/simulator/calls/{call}/dial");
    let mut number = rung["next_turn"].as_u64().unwrap();
    let mut answer = rung;
    while answer["next"] == "transfer" {
        let body = json!({"business": id, "turn": number, "answered": false});
        answer = line.post_json(&path, &body).await.json();
        number = answer["next_turn"].as_u64().unwrap();
    }
    assert_eq!(answer["next"], "listen", "{answer}");
    let path = format!("/simulator/calls/{call}/voicemail");
    let kept = line.post_json(&path, &json!({"business": id, "seconds": 4})).await.json();
    assert_eq!(kept["next"], "hangup", "{kept}");
    site.stop().await;
}

#[tokio::test]
async fn pages_say_what_browsers_may_do_with_them() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    let page = line.get("/simulator").await;
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(page.header("content-security-policy").starts_with("default-src 'self'"));
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert!(page.header("strict-transport-security").contains("max-age"));
    let etag = page.header("etag").to_owned();
    let known = line.send("GET /simulator", &[("If-None-Match", &etag)], b"").await.unwrap();
    assert_eq!((known.status, known.body.as_str()), (304, ""));
    let front = line.get("/").await;
    assert_eq!((front.status, front.header("location")), (302, "/simulator"));
    let id = "test-1.2_3";
    let reply = line.send("GET /nowhere", &[("X-Request-Id", id)], b"").await.unwrap();
    assert_eq!((reply.status, reply.header("x-request-id")), (404, id));
    assert_eq!(reply.json()["code"], "not_found");
    let html = line.send("GET /nowhere", &[("Accept", "text/html")], b"").await.unwrap();
    assert!(html.body.contains("<h1>"), "{html:?}");
    let strange = [("X-Request-Id", "<script>")];
    let reply = line.send("POST /nowhere", &strange, b"x=1").await.unwrap();
    assert_eq!(reply.status, 404);
    assert!(!reply.header("x-request-id").contains('<'));
    let wrong = line.send("PUT /twilio/voice", &[], b"").await.unwrap();
    assert_eq!((wrong.status, wrong.json()["code"].as_str()), (405, Some("method_not_allowed")));
    site.stop().await;
}
