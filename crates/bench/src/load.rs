//! A closed loop of callers: each has one connection and asks again as soon as it was answered.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Outcome;

/// What one round came to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Round {
    /// Answers that were right.
    pub(crate) answered: u64,
    /// Answers per second.
    pub(crate) per_second: f64,
    /// Middle latency, in microseconds.
    pub(crate) p50_us: f64,
    /// The latency that one in a hundred exceeds, in microseconds.
    pub(crate) p99_us: f64,
}

/// One keep-alive connection.
pub(crate) struct Connection {
    socket: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub(crate) async fn open(port: u16) -> Outcome<Self> {
        let socket = TcpStream::connect(("127.0.0.1", port)).await?;
        socket.set_nodelay(true)?;
        Ok(Self { socket, buffer: vec![0; 64 * 1024] })
    }

    /// Sends one request and reads one answer; its body must contain `expected`.
    pub(crate) async fn ask(&mut self, request: &[u8], expected: &str) -> Outcome<()> {
        self.socket.write_all(request).await?;
        let mut filled = 0;
        loop {
            let space = self.buffer.get_mut(filled..).unwrap_or_default();
            let read = self.socket.read(space).await?;
            if read == 0 {
                return Err("the server closed the connection".into());
            }
            filled += read;
            let text = std::str::from_utf8(self.buffer.get(..filled).unwrap_or_default())?;
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length = content_length(head).ok_or("an answer without a length")?;
            if body.len() < length {
                continue;
            }
            if !head.starts_with("HTTP/1.1 200") || !body.contains(expected) {
                return Err(format!("not the expected answer: {head}\n{body}").into());
            }
            return Ok(());
        }
    }
}

fn content_length(head: &str) -> Option<usize> {
    let line =
        head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-length:"))?;
    line.split_once(':')?.1.trim().parse().ok()
}

/// Asks over every connection until the time is up or a caller has nothing more to ask.
///
/// `scripts` has one list of requests per connection, made on demand.
pub(crate) async fn run<I>(
    port: u16,
    scripts: Vec<I>,
    time: Duration,
    expected: &'static str,
) -> Outcome<Round>
where
    I: Iterator<Item = Vec<u8>> + Send + 'static,
{
    let mut connections = Vec::new();
    for script in scripts {
        connections.push((Connection::open(port).await?, script));
    }
    let started = Instant::now();
    let mut callers = tokio::task::JoinSet::new();
    for (mut connection, script) in connections {
        callers.spawn(async move {
            let mut latencies = Vec::with_capacity(20_000);
            for request in script {
                if started.elapsed() >= time {
                    break;
                }
                let asked = Instant::now();
                connection.ask(&request, expected).await?;
                latencies.push(asked.elapsed());
            }
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(latencies)
        });
    }
    let mut latencies = Vec::new();
    while let Some(caller) = callers.join_next().await {
        latencies.extend(caller??);
    }
    let elapsed = started.elapsed();
    latencies.sort_unstable();
    let answered = u64::try_from(latencies.len())?;
    let at = |part: usize| {
        let index = (latencies.len() * part / 100).min(latencies.len().saturating_sub(1));
        latencies.get(index).map_or(0.0, |latency| latency.as_secs_f64() * 1e6)
    };
    Ok(Round {
        answered,
        per_second: f64::from(u32::try_from(answered)?) / elapsed.as_secs_f64(),
        p50_us: at(50),
        p99_us: at(99),
    })
}
