//! A first start, and calls that outlive the program.

use serde_json::{Value, json};

use crate::client::Connection;
use crate::programs::Program;

async fn say(line: &mut Connection, call: &str, number: u64, words: &str, id: &Value) -> Value {
    let body = json!({"turn": number, "utterance": words, "business": id});
    line.post_json(&format!("/simulator/calls/{call}/turns"), &body).await.json()
}

#[tokio::test]
async fn a_first_start_shows_five_businesses_and_a_call_goes_on_after_a_kill() {
    let program = Program::new(&[]);
    let serving = program.serve(&[]);
    let mut line = Connection::open(serving.port).await;
    let list = line.get("/simulator/businesses").await.json();
    assert_eq!(list["items"].as_array().unwrap().len(), 5, "{}", program.log());
    assert!(program.log().contains("/simulator"), "{}", program.log());
    let id = list["items"][0]["id"].clone();
    let service = list["items"][0]["services"][0]["name"].as_str().unwrap().to_owned();
    let body = json!({"business": id, "from": "+15550100001"});
    let greeting = line.post_json("/simulator/calls", &body).await.json();
    let call = greeting["call"].as_str().unwrap().to_owned();
    let mut answer = greeting;
    let mut wishes =
        [format!("I'd like to book a {service} next Wednesday at 11 am"), "Alex Reed".to_owned()]
            .into_iter();
    let mut serving = Some(serving);
    let mut booked = false;
    for _ in 0..8 {
        let number = answer["next_turn"].as_u64().unwrap();
        let words = wishes.next().unwrap_or_else(|| "yes".to_owned());
        answer = say(&mut line, &call, number, &words, &id).await;
        let effects = answer["effects"].as_array().unwrap();
        if effects.iter().any(|effect| effect["kind"] == "appointment_booked") {
            booked = true;
            break;
        }
        // Killed in the middle of the call, between any two turns of it.
        serving.take().unwrap().kill();
        let again = program.serve(&[]);
        line = Connection::open(again.port).await;
        serving = Some(again);
    }
    assert!(booked, "{answer}");
    serving.take().unwrap().kill();
    let third = program.serve(&[]);
    let mut line = Connection::open(third.port).await;
    let path = format!("/simulator/businesses/{}/day", id.as_str().unwrap());
    let day = line.get(&path).await.json();
    assert_eq!(day["appointments"].as_array().unwrap().len(), 1, "{day}");
    assert_eq!(day["appointments"][0]["name"], "Alex Reed");
    drop(line);
    assert!(third.stop(), "{}", program.log());
}
