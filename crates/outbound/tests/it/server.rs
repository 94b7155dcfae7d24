//! A host on this machine that answers with given bytes.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use frontdesk_outbound::{Client, Config, Limits, Lookup, Method, Request};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// What an answer does after its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// Ends the connection.
    Close,
    /// Leaves it open and says nothing more.
    Hang,
}

/// A host that answers the first request with the first bytes, and so on.
pub(crate) struct Server {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) async fn start(answers: Vec<(Vec<u8>, Then)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let requests = Arc::clone(&heard);
        tokio::spawn(async move {
            let mut open = Vec::new();
            for (bytes, then) in answers {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut request = vec![0; 64 * 1024];
                let read = stream.read(&mut request).await.unwrap();
                let text = String::from_utf8_lossy(request.get(..read).unwrap()).into_owned();
                requests.lock().unwrap().push(text);
                // The other side may have heard enough.
                let _ = stream.write_all(&bytes).await;
                if then == Then::Hang {
                    open.push(stream);
                }
            }
            std::future::pending::<()>().await;
            drop(open);
        });
        Self { address, heard }
    }

    /// A host that lets one connection in, and answers the requests on it.
    pub(crate) async fn start_on_one_connection(answers: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let requests = Arc::clone(&heard);
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            drop(listener);
            for bytes in answers {
                let mut request = vec![0; 64 * 1024];
                let read = stream.read(&mut request).await.unwrap();
                let text = String::from_utf8_lossy(request.get(..read).unwrap()).into_owned();
                requests.lock().unwrap().push(text);
                stream.write_all(&bytes).await.unwrap();
            }
        });
        Self { address, heard }
    }

    /// The URL of `path` on `host`.
    pub(crate) fn url(&self, host: &str, path: &str) -> url::Url {
        format!("http://{host}:{}{path}", self.address.port()).parse().unwrap()
    }

    /// The requests so far.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

/// Names as a test wants them: each look-up of a name gets its next answer, the last one forever.
#[derive(Default)]
pub(crate) struct Names {
    names: Vec<(String, Vec<Vec<IpAddr>>)>,
    asked: AtomicUsize,
}

impl Names {
    pub(crate) fn with(mut self, name: &str, answers: &[&[&str]]) -> Self {
        let read = |texts: &&[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        self.names.push((name.to_owned(), answers.iter().map(read).collect()));
        self
    }

    /// How often a name was looked up.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl Lookup for Names {
    async fn lookup(&self, host: &str) -> std::io::Result<Vec<IpAddr>> {
        let count = self.asked.fetch_add(1, Ordering::SeqCst);
        let Some((_, answers)) = self.names.iter().find(|(name, _)| name == host) else {
            return Err(std::io::Error::other("no such name"));
        };
        Ok(answers.get(count).or(answers.last()).cloned().unwrap_or_default())
    }
}

/// Settings that let through `ports`, and `friend.example` wherever it points.
pub(crate) fn settings(ports: &[u16]) -> Config {
    let mut config = Config { allow: vec!["friend.example".parse().unwrap()], ..Config::default() };
    config.ports.extend(ports);
    config
}

/// A client of those names.
pub(crate) fn client(config: &Config, names: Names) -> Client {
    Client::with_lookup(config, "frontdesk-test/1", Arc::new(names)).unwrap()
}

/// A client to whom `friend.example` is this machine.
pub(crate) fn friend(ports: &[u16]) -> Client {
    let loopback = Ipv4Addr::LOCALHOST.to_string();
    client(&settings(ports), Names::default().with("friend.example", &[&[&loopback]]))
}

pub(crate) fn get(url: &str, redirects_max: u8) -> Request {
    Request {
        method: Method::Get,
        url: url.parse().unwrap(),
        headers: vec![("x-secret", "for the first host".to_owned())],
        body: Vec::new(),
        limits: Limits { body_bytes_max: 1_024, redirects_max },
    }
}

pub(crate) fn answer(status: &str, headers: &str, body: &str) -> (Vec<u8>, Then) {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n{headers}\r\n");
    ([head.as_bytes(), body.as_bytes()].concat(), Then::Close)
}
