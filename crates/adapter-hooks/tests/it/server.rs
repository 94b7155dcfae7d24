//! An endpoint on this machine.

use std::sync::{Arc, Mutex};

use frontdesk_adapter_hooks::{Config, WebhookSender};
use hooks::fake::Received;
use hooks::{EndpointUrl, Headers, PlainHttp};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What endpoints got.
pub(crate) type Log = Arc<Mutex<Vec<Received>>>;

/// An endpoint that answers every request with these bytes, or closes the door when there are none.
pub(crate) async fn endpoint(answer: Vec<u8>, log: &Log) -> EndpointUrl {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let url = url(port);
    let (address, log) = (url.clone(), Arc::clone(log));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let request = read(&mut stream).await;
            log.lock().unwrap().push(received(&address, &request));
            // The other side may have heard enough.
            let _ = stream.write_all(&answer).await;
        }
    });
    url
}

pub(crate) fn url(port: u16) -> EndpointUrl {
    let text = format!("http://127.0.0.1:{port}/hooks?shop=1");
    EndpointUrl::parse(&text, PlainHttp::OnLoopback).unwrap()
}

/// A sender that may go to this machine, on any port that is not given away.
pub(crate) fn sender() -> WebhookSender {
    let config = Config {
        allow: vec!["127.0.0.1".parse().unwrap()],
        ports: (1_024..=u16::MAX).collect(),
        request_timeout_ms: 2_000,
        ..Config::default()
    };
    WebhookSender::new(&config).unwrap()
}

/// A whole request: its head, and as much body as the head announces.
async fn read(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let mut buffer = vec![0; 16 * 1024];
        let count = stream.read(&mut buffer).await.unwrap();
        bytes.extend(buffer.into_iter().take(count));
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            let length = header(head, "content-length").parse().unwrap_or(0);
            body.len() >= length
        });
        if whole || count == 0 {
            return text;
        }
    }
}

fn received(url: &EndpointUrl, request: &str) -> Received {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /hooks?shop=1 HTTP/1.1\r\n"), "{head}");
    assert_eq!(header(head, "content-type"), "application/json");
    assert!(header(head, "user-agent").starts_with("Frontdesk-Webhooks/"), "{head}");
    let headers = Headers {
        id: header(head, "webhook-id"),
        timestamp: header(head, "webhook-timestamp"),
        signature: header(head, "webhook-signature"),
    };
    Received { url: url.clone(), headers, body: body.to_owned() }
}

fn header(head: &str, name: &str) -> String {
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    let found = lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    found.collect::<Vec<_>>().join("\n")
}
