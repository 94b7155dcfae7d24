//! When another attempt is made, and that nothing is done twice.

use std::collections::BTreeSet;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use wiremock::ResponseTemplate;

use crate::desk::Desk;
use crate::stand_in::{JOB, JOB_2, PRAIRIE, problem};

fn busy(status: u16, seconds: &str) -> ResponseTemplate {
    problem(status, "unavailable", "Please try again in a moment")
        .insert_header("retry-after", seconds)
}

#[tokio::test]
async fn a_busy_server_is_asked_three_times_more() {
    let desk = Desk::new().await;
    desk.server.instead([busy(503, "0"), busy(429, "0"), busy(503, "0")]);
    let patient = desk.run("whoami").await;
    assert_eq!((patient.code, desk.server.lines().len()), (0, 4), "{patient}");
    desk.server.instead([busy(503, "0"), busy(503, "0"), busy(503, "0"), busy(503, "0")]);
    let out = desk.run("whoami").await;
    assert_eq!((out.code, desk.server.lines().len()), (3, 8), "{out}");
    desk.server.instead([busy(429, "0"), busy(429, "0"), busy(429, "0"), busy(429, "0")]);
    assert_eq!(desk.run("whoami").await.code, 1);
}

#[tokio::test]
async fn a_server_that_wants_a_long_wait_is_not_waited_for() {
    let desk = Desk::new().await;
    desk.server.instead([busy(429, "3600")]);
    let ran = desk.run("whoami").await;
    assert_eq!((ran.code, desk.server.lines().len()), (1, 1), "{ran}");
    assert!(ran.errors.contains("it asks to wait 3600 s"), "{ran}");
}

#[tokio::test]
async fn a_failure_that_another_attempt_cannot_mend_is_told_at_once() {
    for status in [400, 401, 403, 404, 409, 500, 502] {
        let desk = Desk::new().await;
        desk.server.instead([problem(status, "x", "No")]);
        assert_ne!(desk.run("whoami").await.code, 0);
        assert_eq!(desk.server.lines().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_change_that_is_asked_for_again_carries_the_same_key() {
    let desk = Desk::new().await;
    let in_flight = problem(409, "idempotency_in_flight", "The same request is being carried out");
    desk.server.instead([busy(503, "0"), in_flight.insert_header("retry-after", "0")]);
    let ran = desk.run(&format!("business activate {PRAIRIE}")).await;
    assert_eq!(ran.code, 0, "{ran}");
    let asked = desk.server.asked();
    let keys: BTreeSet<&String> = asked.iter().filter_map(|asked| asked.key.as_ref()).collect();
    assert_eq!((asked.len(), keys.len()), (3, 1));
    assert_eq!(desk.server.effects().len(), 1);
    desk.run(&format!("jobs retry {JOB}")).await;
    let other = desk.server.asked().pop().unwrap().key.unwrap();
    assert!(!keys.contains(&other), "another change has another key");
}

/// A server that hangs up on the first request and answers the second one; gives both.
async fn forgetful() -> (String, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        let mut heard = Vec::new();
        for answer in ["", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}"] {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = String::new();
            while !request.contains("\r\n\r\n{}") {
                let mut bytes = [0; 4096];
                let read = stream.read(&mut bytes).await.unwrap();
                request.push_str(std::str::from_utf8(&bytes[..read]).unwrap());
            }
            heard.push(request);
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        heard
    });
    (address, task)
}

#[tokio::test]
async fn a_lost_connection_is_made_again_with_the_same_key_and_another_token() {
    let desk = Desk::new().await;
    let (address, heard) = forgetful().await;
    let ran = desk.run(&format!("jobs retry {JOB} --server {address}")).await;
    assert_eq!(ran.code, 0, "{ran}");
    let heard = heard.await.unwrap();
    let key = |request: &String| {
        let line = request.lines().find(|line| line.to_lowercase().starts_with("idempotency-key"));
        line.unwrap().to_owned()
    };
    assert_eq!(heard.iter().map(key).collect::<BTreeSet<_>>().len(), 1);
    assert_eq!(heard.len(), 2);
}

#[tokio::test]
async fn all_jobs_are_retried_and_those_that_are_gone_do_not_matter() {
    let desk = Desk::new().await;
    desk.server.fix(&format!("/v1/admin/jobs/{JOB}/retry"), problem(404, "not_found", "Gone"));
    let ran = desk.run("jobs retry --all --yes").await;
    assert_eq!((ran.code, ran.output.as_str()), (0, "1 of 2 failed jobs are tried again.\n"));
    desk.server.fix(&format!("/v1/admin/jobs/{JOB}/retry"), problem(500, "internal", "Broken"));
    let ran = desk.run("jobs retry --all --yes --json").await;
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.output.contains(&format!("\"refused\":[\"{JOB}\"]")), "{ran}");
    assert!(desk.server.effects().iter().any(|effect| effect.contains(JOB_2)));
}
