//! What is asked.

use url::Url;

/// What is asked of a stranger's host.
#[derive(Clone)]
pub struct Request {
    /// Whether something is fetched or handed over.
    pub method: Method,
    /// Where. Vetted when the request is sent.
    pub url: Url,
    /// Further headers. Left behind when a redirect leads to another origin.
    pub headers: Vec<(&'static str, String)>,
    /// What is handed over.
    pub body: Vec<u8>,
    /// How much is taken from the host.
    pub limits: Limits,
}

/// What a request does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Fetches.
    Get,
    /// Hands over. Never redirected.
    Post,
}

/// How much is taken from a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How many bytes of the answer's body are read. Nothing is ever unpacked, so these are also the
    /// bytes in memory.
    pub body_bytes_max: usize,
    /// How many redirects are followed, each one vetted like the first address.
    pub redirects_max: u8,
}

/// Shows where to by host only: paths and headers hold secrets.
impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("host", &self.url.host_str())
            .field("body_bytes", &self.body.len())
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
