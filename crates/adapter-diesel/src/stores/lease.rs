//! A connection on loan from its pool.

use std::time::Duration;

use diesel_async::pooled_connection::deadpool::Object;
use tokio::time::timeout;

use super::super::dialect::{self, Connection};

/// How long a rollback may take, the statement before it included.
const ROLLBACK_MAX: Duration = Duration::from_secs(10);

/// A connection on loan, which goes back to its pool only when no transaction is open on it.
///
/// **Invariant**: a pool never holds a connection that is in the middle of a transaction: whatever
/// way a lease ends (a client that hung up, a runtime that shut down), a dirty connection is taken
/// out of the pool and closed, which makes the server roll back.
pub(in super::super) struct Lease {
    held: Option<Held>,
    dirty: bool,
}

enum Held {
    Pooled(Object<Connection>),
    /// No longer counted by the pool, which may open another one in its place.
    Detached(Connection),
}

impl Lease {
    pub(in super::super) const fn new(object: Object<Connection>) -> Self {
        Self { held: Some(Held::Pooled(object)), dirty: false }
    }

    /// The connection, from now on counted as being in a transaction.
    pub(super) fn touch(&mut self) -> Option<&mut Connection> {
        self.dirty = true;
        match &mut self.held {
            Some(Held::Pooled(object)) => Some(&mut **object),
            Some(Held::Detached(connection)) => Some(connection),
            None => None,
        }
    }

    /// Says that the transaction has ended.
    pub(super) const fn clean(&mut self) {
        self.dirty = false;
    }

    pub(super) const fn is_dirty(&self) -> bool {
        self.dirty
    }

    /// Gives the place in the pool to somebody else.
    pub(super) fn detach(&mut self) {
        self.held = match self.held.take() {
            Some(Held::Pooled(object)) => Some(Held::Detached(Object::take(object))),
            held => held,
        };
    }

    /// Waits for whatever the connection is busy with, and rolls back.
    pub(super) async fn roll_back(&mut self) {
        let Some(connection) = self.touch() else { return };
        match timeout(ROLLBACK_MAX, dialect::roll_back(connection)).await {
            Ok(Ok(())) => self.clean(),
            // The connection is closed instead, which comes to the same.
            Ok(Err(error)) => tracing::debug!(%error, "Rollback failed, closing the connection"),
            Err(_) => tracing::debug!("Rollback takes too long, closing the connection"),
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if self.dirty {
            self.detach();
        }
    }
}
