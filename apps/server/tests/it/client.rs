//! A client on one connection, so that tests see what happens to it.

use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A connection that stays open.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Reply {
    /// The value of a header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }
}

impl Connection {
    pub(crate) async fn open(port: u16) -> Self {
        Self::try_open(port).await.unwrap()
    }

    /// Fails where nobody listens.
    pub(crate) async fn try_open(port: u16) -> std::io::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        Ok(Self { stream: BufReader::new(stream) })
    }

    /// Sends a request and reads its answer, or fails when the connection is gone.
    pub(crate) async fn send(
        &mut self,
        line: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> std::io::Result<Reply> {
        let length = body.len().to_string();
        let mut parts = vec![line, " HTTP/1.1\r\nHost: tests\r\n"];
        for (name, value) in headers {
            parts.extend([name, ": ", value, "\r\n"]);
        }
        if !body.is_empty() || line.starts_with("POST") {
            parts.extend(["Content-Length: ", &length, "\r\n"]);
        }
        parts.push("\r\n");
        let request = parts.concat();
        let mut bytes = request.into_bytes();
        bytes.extend_from_slice(body);
        self.stream.get_mut().write_all(&bytes).await?;
        let reply = tokio::time::timeout(Duration::from_secs(20), self.reply()).await;
        reply.map_err(|_| std::io::ErrorKind::TimedOut)?
    }

    pub(crate) async fn get(&mut self, path: &str) -> Reply {
        self.send(&format!("GET {path}"), &[], b"").await.unwrap()
    }

    pub(crate) async fn post_json(&mut self, path: &str, body: &serde_json::Value) -> Reply {
        let headers = [("Content-Type", "application/json")];
        self.send(&format!("POST {path}"), &headers, body.to_string().as_bytes()).await.unwrap()
    }

    async fn reply(&mut self) -> std::io::Result<Reply> {
        let status = self.line().await?;
        let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.ok_or(std::io::ErrorKind::UnexpectedEof)?;
        let mut headers = Vec::new();
        loop {
            let line = self.line().await?;
            let Some((name, value)) = line.split_once(": ") else { break };
            headers.push((name.to_ascii_lowercase(), value.to_owned()));
        }
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let length = length.and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await?;
        Ok(Reply { status, headers, body: String::from_utf8_lossy(&body).into_owned() })
    }

    async fn line(&mut self) -> std::io::Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line).await?;
        Ok(line.trim_end().to_owned())
    }
}
