//! Servers that stand where Redis should be, and something to stand between.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};

/// A server that answers the same to whatever it is told; to nothing, if the answer is empty.
pub(crate) struct StandIn {
    pub(crate) address: SocketAddr,
    /// How many connections there have been.
    pub(crate) connections: Arc<AtomicUsize>,
    task: AbortHandle,
}

impl StandIn {
    pub(crate) async fn answering(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        let counted = connections.clone();
        let work = async move {
            let mut open = JoinSet::new();
            while let Ok((mut stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                open.spawn(async move {
                    let mut heard = vec![0; 4_096];
                    while let Ok(count @ 1..) = stream.read(&mut heard).await {
                        // A request begins with an asterisk, and nothing else here has one.
                        let text = String::from_utf8_lossy(&heard[..count]);
                        let requests = text.matches('*').count();
                        let answers = answer.repeat(requests);
                        if stream.write_all(answers.as_bytes()).await.is_err() {
                            return;
                        }
                    }
                });
            }
        };
        Self { address, connections, task: tokio::spawn(work).abort_handle() }
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An address at which nobody listens.
pub(crate) async fn nobody() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap()
}

/// What happens to the connections that go through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// What is said arrives.
    Open,
    /// What is said is swallowed, and nothing answers.
    Silent,
    /// Connections end, and new ones are refused.
    Dead,
}

/// Stands between a machine and Redis.
pub(crate) struct Between {
    pub(crate) url: String,
    mode: watch::Sender<Mode>,
    /// How often a script was asked for that nobody heard.
    swallowed: Arc<AtomicUsize>,
    task: AbortHandle,
}

impl Between {
    /// In front of the Redis at `url`, which must be one without TLS.
    pub(crate) async fn front_of(url: &str) -> Self {
        let parsed = deadpool_redis::redis::Client::open(url).unwrap();
        let place = parsed.get_connection_info().addr().to_string();
        let first = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = first.local_addr().unwrap();
        let (mode, modes) = watch::channel(Mode::Open);
        let swallowed = Arc::new(AtomicUsize::new(0));
        let task = tokio::spawn(serve(first, place.clone(), modes, swallowed.clone()));
        let url = url.replace(&place, &address.to_string());
        assert!(url.contains(&address.to_string()), "TEST_REDIS_URL needs HOST:PORT");
        Self { url, mode, swallowed, task: task.abort_handle() }
    }

    pub(crate) fn open(&self) {
        self.mode.send_replace(Mode::Open);
    }

    pub(crate) fn silence(&self) {
        self.mode.send_replace(Mode::Silent);
    }

    pub(crate) fn kill(&self) {
        self.mode.send_replace(Mode::Dead);
    }

    pub(crate) fn swallowed(&self) -> usize {
        self.swallowed.load(Ordering::SeqCst)
    }
}

impl Drop for Between {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    first: TcpListener,
    place: String,
    mut modes: watch::Receiver<Mode>,
    swallowed: Arc<AtomicUsize>,
) {
    let address = first.local_addr().unwrap();
    let mut listener = Some(first);
    let mut open = JoinSet::new();
    loop {
        let mode = *modes.borrow_and_update();
        if mode == Mode::Dead {
            listener = None;
            open.abort_all();
            modes.changed().await.unwrap();
            continue;
        }
        if listener.is_none() {
            listener = Some(TcpListener::bind(address).await.unwrap());
        }
        tokio::select! {
            accepted = listener.as_ref().unwrap().accept() => {
                let (stream, _) = accepted.unwrap();
                open.spawn(pass(stream, place.clone(), modes.clone(), swallowed.clone()));
            }
            _ = modes.changed() => {}
        }
    }
}

/// Passes on what two say to each other, until there is a silence: a connection that has missed
/// something never speaks again.
async fn pass(
    mut near: TcpStream,
    place: String,
    mut modes: watch::Receiver<Mode>,
    swallowed: Arc<AtomicUsize>,
) {
    let Ok(mut far) = TcpStream::connect(place).await else { return };
    let copying = async {
        let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
    };
    tokio::select! {
        biased;
        _ = modes.wait_for(|mode| *mode != Mode::Open) => {}
        () = copying => return,
    }
    let mut heard = vec![0; 65_536];
    while let Ok(count @ 1..) = near.read(&mut heard).await {
        let text = String::from_utf8_lossy(&heard[..count]);
        swallowed.fetch_add(text.matches("EVALSHA").count(), Ordering::SeqCst);
    }
}
