//! What has just happened, told to whoever listens on any machine.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::TenantId;
use serde::{Deserialize, Serialize};

use crate::Subscription;

/// The longest name of an event, in bytes.
pub const NAME_BYTES_MAX: usize = 64;
/// The most that an event carries, in bytes.
pub const DATA_BYTES_MAX: usize = 16 * 1024;

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Audience {
    /// Whoever listens to this business.
    Tenant(TenantId),
    /// Whoever watches over the platform. Sees nothing of what businesses are told.
    Platform,
}

/// Something that happened.
///
/// An event is a hint: it may be lost, and says nothing that cannot be read from the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    name: String,
    data: String,
}

impl Event {
    /// An event called `name` that carries `data`, usually JSON.
    ///
    /// **Limits**: a name is cut at [`NAME_BYTES_MAX`]. Data beyond [`DATA_BYTES_MAX`] is left out, for
    /// half of it would be worse: whoever is told reads it from the database.
    pub fn new(name: impl Into<String>, data: impl Into<String>) -> Self {
        let (mut name, mut data) = (name.into(), data.into());
        name.truncate(name.floor_char_boundary(NAME_BYTES_MAX));
        if data.len() > DATA_BYTES_MAX {
            data.clear();
        }
        Self { name, data }
    }

    /// What happened: `call.ended`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is told about it.
    pub fn data(&self) -> &str {
        &self.data
    }
}

/// What a subscriber gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Something happened.
    Event(Arc<Event>),
    /// Something may have happened that was not told. Read again what you show.
    Missed,
}

/// Tells every machine what has just happened.
#[async_trait]
pub trait Bulletin: Send + Sync {
    /// Tells `audience`. MUST reach every subscriber of this machine, in the order of publishing, and
    /// those of other machines that can be reached. MUST reach nobody of another audience. MUST NOT
    /// wait for subscribers.
    async fn publish(&self, audience: Audience, event: Event);

    /// Listens from now on. MUST tell a subscriber that falls behind, or whose machine was cut off,
    /// [`News::Missed`].
    fn subscribe(&self, audience: Audience) -> Subscription;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_has_bounds() {
        let long = Event::new("é".repeat(100), "x".repeat(DATA_BYTES_MAX + 1));
        assert_eq!((long.name().len(), long.data()), (NAME_BYTES_MAX, ""));
        let fits = Event::new("call.ended", "x".repeat(DATA_BYTES_MAX));
        assert_eq!((fits.name(), fits.data().len()), ("call.ended", DATA_BYTES_MAX));
    }
}
