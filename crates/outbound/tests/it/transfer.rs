//! Answers that are large, slow, or none at all.

use frontdesk_outbound::{Failure, Method, Request};

use crate::server::{Server, Then, answer, client, friend, get, settings};

async fn ask(
    answers: Vec<(Vec<u8>, Then)>,
) -> (Server, Result<frontdesk_outbound::Answer, Failure>) {
    let server = Server::start(answers).await;
    let mut config = settings(&[server.address.port()]);
    config.request_timeout_ms = 250;
    let names = crate::server::Names::default().with("friend.example", &[&["127.0.0.1"]]);
    let url = server.url("friend.example", "/");
    let seen = client(&config, names).send(&get(url.as_str(), 0)).await;
    (server, seen)
}

#[tokio::test]
async fn what_is_handed_over_arrives_as_it_is() {
    let server = Server::start(vec![answer("201 Created", "x-kind: a\r\n", "thanks")]).await;
    let client = friend(&[server.address.port()]);
    let url = server.url("friend.example", "/hook?x=%20");
    let body = "{\"a\": \"ü\"}\n".as_bytes().to_vec();
    let request = Request { method: Method::Post, body, ..get(url.as_str(), 0) };
    let seen = client.send(&request).await.unwrap();
    assert_eq!((seen.status, seen.header("x-kind"), seen.is_whole), (201, Some("a"), true));
    assert_eq!(seen.body, b"thanks");
    let heard = server.heard().concat();
    assert!(heard.starts_with("POST /hook?x=%20 HTTP/1.1\r\n"), "{heard}");
    assert!(heard.ends_with("\r\n\r\n{\"a\": \"ü\"}\n"), "{heard}");
    assert!(heard.contains("user-agent: frontdesk-test/1\r\n"), "{heard}");
    for absent in ["accept-encoding", "cookie", "authorization", "proxy"] {
        assert!(!heard.contains(absent), "{heard}");
    }
}

#[tokio::test]
async fn a_connection_is_used_again_and_carries_nothing_over() {
    let server = Server::start_on_one_connection(vec![
        answer("200 OK", "set-cookie: a=b; path=/\r\n", "one").0,
        answer("200 OK", "", "two").0,
    ])
    .await;
    let client = friend(&[server.address.port()]);
    let url = server.url("friend.example", "/");
    for expected in [b"one", b"two"] {
        let mut request = get(url.as_str(), 0);
        request.headers = Vec::new();
        assert_eq!(client.send(&request).await.unwrap().body, expected);
    }
    let heard = server.heard();
    assert_eq!(heard.first(), heard.last(), "the second request is like the first");
    assert_eq!(heard.len(), 2);
}

#[tokio::test]
async fn a_header_that_would_end_its_line_is_not_sent() {
    let client = friend(&[]);
    let mut request = get("http://friend.example/", 0);
    request.headers = vec![("x-a", "b\r\nx-c: d".to_owned())];
    let failure = client.send(&request).await.unwrap_err();
    assert!(matches!(failure, Failure::Unsendable(_)), "{failure:?}");
}

#[tokio::test]
async fn a_huge_body_is_cut_off() {
    let (_server, seen) = ask(vec![answer("200 OK", "", &"x".repeat(5_000_000))]).await;
    let seen = seen.unwrap();
    assert_eq!((seen.status, seen.body.len(), seen.is_whole), (200, 1_024, false));
}

#[tokio::test]
async fn a_body_without_an_end_is_cut_off() {
    let mut bytes = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..1_000 {
        bytes.extend_from_slice(b"100\r\n");
        bytes.extend_from_slice(&[b'x'; 256]);
        bytes.extend_from_slice(b"\r\n");
    }
    let (_server, seen) = ask(vec![(bytes, Then::Hang)]).await;
    let seen = seen.unwrap();
    assert_eq!((seen.status, seen.body.len(), seen.is_whole), (200, 1_024, false));
}

#[tokio::test]
async fn what_is_packed_stays_packed() {
    // The head of a gzip file, and then a thousand blocks that would unpack to a great many zeros.
    let mut bomb = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    bomb.extend(std::iter::repeat_n([0xed, 0xc1, 0x01, 0x01], 1_000).flatten());
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
        bomb.len()
    );
    let (_server, seen) = ask(vec![([head.as_bytes(), &bomb].concat(), Then::Close)]).await;
    let seen = seen.unwrap();
    assert_eq!(seen.body, bomb.get(..1_024).unwrap());
    assert_eq!(seen.header("content-encoding"), Some("gzip"));
}

#[tokio::test]
async fn a_slow_body_does_not_hold_up_the_status() {
    let bytes = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nwait".to_vec();
    let (_server, seen) = ask(vec![(bytes, Then::Hang)]).await;
    let seen = seen.unwrap();
    assert_eq!((seen.status, seen.body.as_slice(), seen.is_whole), (200, &b"wait"[..], false));
}

#[tokio::test]
async fn silence_and_nonsense_are_no_answer() {
    for (bytes, then) in [
        (Vec::new(), Then::Hang),
        (Vec::new(), Then::Close),
        (b"HTTP/1.1 200".to_vec(), Then::Hang),
        (b"-ERR unknown command 'POST'\r\n".to_vec(), Then::Hang),
        (b"SSH-2.0-OpenSSH_9.2\r\n".to_vec(), Then::Close),
        (
            ["HTTP/1.1 200 OK\r\n", &"a: b\r\n".repeat(1_000), "\r\n"].concat().into_bytes(),
            Then::Hang,
        ),
        (["HTTP/1.1 200 OK\r\na: ", &"b".repeat(2_000_000)].concat().into_bytes(), Then::Hang),
    ] {
        let (_server, seen) = ask(vec![(bytes, then)]).await;
        assert!(matches!(seen, Err(Failure::Unanswered(_))), "{seen:?}");
    }
}

#[tokio::test]
async fn a_closed_door_is_told_from_silence() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let url = format!("http://friend.example:{port}/secret-path");
    let failure = friend(&[port]).send(&get(&url, 0)).await.unwrap_err();
    assert!(matches!(failure, Failure::Unreachable(_)), "{failure:?}");
    assert!(!format!("{failure:?}").contains("secret-path"), "{failure:?}");
}
