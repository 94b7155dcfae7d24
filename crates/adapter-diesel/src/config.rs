//! Which database, and how patiently.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use kernel::{StoreError, StoreResult};

/// Which database, and how patiently.
#[derive(Clone)]
pub struct Config {
    /// `sqlite:PATH`, `postgres://…` or `postgresql://…`.
    pub url: String,
    /// PostgreSQL: connections per thread. Each worker thread keeps connections of its own, so the
    /// server sees at most this many times the number of threads.
    pub connections: usize,
    /// SQLite: connections that only read. One more writes.
    pub readers: usize,
    /// How long making a connection may take.
    pub connect_timeout: Duration,
    /// How long a transaction may wait for a connection, and on SQLite for its turn to write.
    pub wait_timeout: Duration,
    /// PostgreSQL: how long one statement may take.
    pub statement_timeout: Duration,
    /// PostgreSQL: how long one statement may wait for a lock, as the second webhook of a call does.
    pub lock_timeout: Duration,
    /// PostgreSQL: how long a transaction may be open with nothing to do.
    pub idle_timeout: Duration,
    /// PostgreSQL: whether statements are kept prepared. Off for a pooler between program and server
    /// that cannot follow them (pgbouncer before 1.21 in transaction mode).
    pub statement_cache: bool,
    /// PostgreSQL: certificates to trust in place of the public authorities', in PEM.
    pub root_certificates: Option<Vec<u8>>,
}

/// Which of the two databases a URL means.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Backend<'a> {
    Postgres,
    Sqlite(&'a Path),
}

impl Config {
    /// The database at `url`, with the patience that fits a caller who waits on the line.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            connections: 4,
            readers: 4,
            connect_timeout: Duration::from_secs(1),
            wait_timeout: Duration::from_millis(1_500),
            statement_timeout: Duration::from_secs(5),
            lock_timeout: Duration::from_secs(3),
            idle_timeout: Duration::from_secs(15),
            statement_cache: true,
            root_certificates: None,
        }
    }

    pub(crate) fn backend(&self) -> StoreResult<Backend<'_>> {
        if self.url.starts_with("postgres://") || self.url.starts_with("postgresql://") {
            return Ok(Backend::Postgres);
        }
        match self.url.strip_prefix("sqlite:") {
            // Each connection would have a database in memory of its own.
            Some(":memory:") => Err(StoreError::Forbidden("a SQLite database in memory")),
            Some("") | None => {
                Err(StoreError::Forbidden("a database URL other than sqlite:PATH or postgres://…"))
            }
            Some(path) => Ok(Backend::Sqlite(Path::new(path.strip_prefix("//").unwrap_or(path)))),
        }
    }
}

/// Without the URL, which may hold a password.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.url.split(':').next().unwrap_or_default();
        f.debug_struct("Config")
            .field("url", &format_args!("{scheme}:…"))
            .field("connections", &self.connections)
            .field("readers", &self.readers)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_says_which_database_it_means() {
        let backend = |url: &str| Config::new(url).backend().map(|backend| format!("{backend:?}"));
        assert_eq!(backend("postgres://a@b/c").unwrap(), "Postgres");
        assert_eq!(backend("postgresql://a@b/c").unwrap(), "Postgres");
        assert_eq!(backend("sqlite:frontdesk.db").unwrap(), "Sqlite(\"frontdesk.db\")");
        assert_eq!(backend("sqlite:///var/x.db").unwrap(), "Sqlite(\"/var/x.db\")");
        assert_eq!(backend("sqlite:/var/x.db").unwrap(), "Sqlite(\"/var/x.db\")");
        for url in ["", "sqlite:", "sqlite::memory:", "mysql://a", "frontdesk.db"] {
            assert!(matches!(backend(url), Err(StoreError::Forbidden(_))), "{url}");
        }
    }

    #[test]
    fn a_password_is_not_printed() {
        let config = Config::new("postgres://app:hunter2@db/frontdesk");
        assert!(!format!("{config:?}").contains("hunter2"));
    }
}
