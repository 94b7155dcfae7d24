//! What came back.

use std::fmt;

use reqwest::Response;
use reqwest::header::HeaderMap;
use tokio::time::{Instant, timeout_at};
use url::Url;

/// A host's answer, as far as it was read.
#[derive(Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Where it came from: the last of the redirects.
    pub url: Url,
    /// The body's beginning, as it came over the wire: nothing is unpacked.
    pub body: Vec<u8>,
    /// Whether the body ended within the limits of size and time.
    pub is_whole: bool,
    headers: HeaderMap,
}

impl Answer {
    /// A header's first value, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Reads the body until its end, the limit or the deadline. Whatever befalls the body, the status
    /// has been said, so this cannot fail.
    pub(crate) async fn read(
        mut response: Response,
        url: Url,
        bytes_max: usize,
        deadline: Instant,
    ) -> Self {
        let status = response.status().as_u16();
        let headers = std::mem::take(response.headers_mut());
        let mut body = Vec::new();
        let is_whole = loop {
            let Ok(Ok(chunk)) = timeout_at(deadline, response.chunk()).await else { break false };
            let Some(chunk) = chunk else { break true };
            let room = bytes_max.saturating_sub(body.len());
            body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
            if chunk.len() > room {
                break false;
            }
        };
        Self { status, url, body, is_whole, headers }
    }
}

/// Shows no words of the host's.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .field("is_whole", &self.is_whole)
            .finish_non_exhaustive()
    }
}
