//! Answers that send the client elsewhere.

use frontdesk_outbound::{Failure, Method, Refusal, Request};

use crate::canary::Canary;
use crate::server::{Names, Server, answer, client, friend, get, settings};

fn to(location: &str) -> String {
    format!("location: {location}\r\nconnection: close\r\n")
}

#[tokio::test]
async fn every_hop_is_vetted() {
    let canary = Canary::start();
    let port = canary.port();
    for (location, refusal) in [
        (format!("http://127.0.0.1:{port}/"), Refusal::NotPublic),
        (format!("http://[::1]:{port}/"), Refusal::NotPublic),
        (format!("//127.0.0.1:{port}/"), Refusal::NotPublic),
        (format!("http://2130706433:{port}/"), Refusal::NotPublic),
        (format!("http://inside.example:{port}/"), Refusal::NotPublic),
        (format!("http://x@friend.example:{port}/"), Refusal::UserInfo),
        (format!("gopher://127.0.0.1:{port}/"), Refusal::Scheme),
        ("file:///etc/passwd".to_owned(), Refusal::Scheme),
        ("http://friend.example:6379/".to_owned(), Refusal::Port),
    ] {
        for status in ["301 M", "302 F", "303 S", "307 T", "308 P"] {
            let server = Server::start(vec![answer(status, &to(&location), "")]).await;
            let names = Names::default()
                .with("friend.example", &[&["127.0.0.1"]])
                .with("inside.example", &[&["127.0.0.1"]]);
            let client = client(&settings(&[port, server.address.port()]), names);
            let url = server.url("friend.example", "/");
            match client.send(&get(url.as_str(), 5)).await {
                Err(Failure::Refused(why)) => assert_eq!(why, refusal, "{location}"),
                other => panic!("{location}: {other:?}"),
            }
            assert_eq!(server.heard().len(), 1);
        }
    }
    canary.assert_unseen();
}

#[tokio::test]
async fn a_redirect_that_nobody_wants_is_an_answer() {
    let server = Server::start(vec![answer("302 F", &to("/next"), "moved"); 2]).await;
    let client = friend(&[server.address.port()]);
    let url = server.url("friend.example", "/");
    let seen = client.send(&get(url.as_str(), 0)).await.unwrap();
    assert_eq!((seen.status, seen.header("location")), (302, Some("/next")));
    let post = Request { method: Method::Post, ..get(url.as_str(), 5) };
    assert_eq!(client.send(&post).await.unwrap().status, 302, "what is handed over stays here");
    assert_eq!(server.heard().len(), 2);
}

#[tokio::test]
async fn redirects_are_followed_as_often_as_allowed_and_leave_secrets_behind() {
    let other = Server::start(vec![answer("200 OK", "", "there")]).await;
    let there = other.url("friend.example", "/there");
    let hops =
        vec![answer("302 F", &to("second?x=1"), ""), answer("301 M", &to(there.as_str()), "")];
    let server = Server::start(hops).await;
    let client = friend(&[server.address.port(), other.address.port()]);
    let url = server.url("friend.example", "/a/first");
    let seen = client.send(&get(url.as_str(), 2)).await.unwrap();
    assert_eq!((seen.status, seen.body.as_slice(), &seen.url), (200, &b"there"[..], &there));
    let heard = server.heard();
    assert!(heard.iter().all(|request| request.contains("x-secret: for the first host")));
    assert!(heard.last().unwrap().starts_with("GET /a/second?x=1 HTTP/1.1"));
    let elsewhere = other.heard();
    assert!(elsewhere.iter().all(|request| !request.contains("x-secret")));
    assert!(elsewhere.iter().all(|request| !request.contains("referer")));
}

#[tokio::test]
async fn a_circle_of_redirects_ends() {
    let server = Server::start(vec![answer("302 F", &to("/"), ""); 6]).await;
    let client = friend(&[server.address.port()]);
    let url = server.url("friend.example", "/");
    let failure = client.send(&get(url.as_str(), 5)).await.unwrap_err();
    assert!(matches!(failure, Failure::Refused(Refusal::TooManyRedirects)), "{failure:?}");
    assert_eq!(server.heard().len(), 6);
}
