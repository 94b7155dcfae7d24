//! Typed, prefixed, time-ordered ids.
//!
//! An id is a UUID of version 7 with a kind that exists at compile time only. Its text form is a
//! prefix and 26 characters of lower-case Crockford base 32 (`appt_01j9…`), the same in URLs, logs
//! and provider metadata; databases may store the bare UUID.
//!
//! Source: the `TypeID` specification 0.3 (encoding of the suffix), read 2026-11.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// What an id identifies. Implemented by the marker types of this module only.
pub trait IdKind: Send + Sync + 'static {
    /// The letters before the underscore. Never one that a provider uses.
    const PREFIX: &'static str;
}

/// The id of one thing of kind `K`.
pub struct Id<K> {
    uuid: Uuid,
    kind: PhantomData<fn() -> K>,
}

impl<K: IdKind> Id<K> {
    /// An id around a UUID that came from an [`IdSource`] or a table.
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self { uuid, kind: PhantomData }
    }

    /// The bare UUID, as tables store it.
    pub const fn as_uuid(&self) -> &Uuid {
        &self.uuid
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.uuid.cmp(&other.uuid)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}

impl<K: IdKind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(K::PREFIX)?;
        f.write_str("_")?;
        // 26 characters of 5 bits hold 130; the first one carries only 3.
        let bits = self.uuid.as_u128();
        for place in (0..SUFFIX_LENGTH).rev() {
            let index = usize::try_from((bits >> (place * 5)) & 31).unwrap_or_default();
            let letter = ALPHABET.get(index).copied().unwrap_or(b'0');
            fmt::Write::write_char(f, char::from(letter))?;
        }
        Ok(())
    }
}

impl<K: IdKind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const SUFFIX_LENGTH: u32 = 26;

/// Why a text is not an id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id of the form {expected}_…")]
pub struct IdError {
    expected: &'static str,
}

impl<K: IdKind> FromStr for Id<K> {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let refused = IdError { expected: K::PREFIX };
        let suffix = text
            .strip_prefix(K::PREFIX)
            .and_then(|rest| rest.strip_prefix('_'))
            .ok_or_else(|| refused.clone())?;
        if suffix.len() != 26 || !matches!(suffix.as_bytes().first(), Some(b'0'..=b'7')) {
            return Err(refused);
        }
        let mut bits: u128 = 0;
        for byte in suffix.bytes() {
            let value =
                ALPHABET.iter().position(|letter| *letter == byte).ok_or(refused.clone())?;
            bits = (bits << 5) | u128::try_from(value).unwrap_or_default();
        }
        Ok(Self::from_uuid(Uuid::from_u128(bits)))
    }
}

impl<K: IdKind> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, K: IdKind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $alias:ident, $kind:ident = $prefix:literal;)+) => {$(
        #[doc = concat!("Marks an id as `", $prefix, "_…`.")]
        #[derive(Debug)]
        pub enum $kind {}
        impl IdKind for $kind {
            const PREFIX: &'static str = $prefix;
        }
        $(#[$doc])*
        pub type $alias = Id<$kind>;
    )+};
}

// Append-only and alphabetical: the one registry of what can be named.
kinds! {
    /// A person who signs in, or a machine that does.
    AccountId, AccountKind = "user";
    /// A key with which a program of a business comes in.
    ApiKeyId, ApiKeyKind = "key";
    /// An appointment.
    AppointmentId, AppointmentKind = "appt";
    /// A call, on whichever channel it runs.
    CallId, CallKind = "call";
    /// A person who called.
    CustomerId, CustomerKind = "cust";
    /// What a business's own server is told, once: an event on its way to one endpoint.
    DeliveryId, DeliveryKind = "dlv";
    /// Where a business's own server wants to be told.
    EndpointId, EndpointKind = "hook";
    /// Something that happened, as businesses' own servers are told.
    EventId, EventKind = "event";
    /// A slot kept for a caller who is deciding.
    HoldId, HoldKind = "hold";
    /// A request to join a business.
    InvitationId, InvitationKind = "invite";
    /// A job in the outbox; also its idempotency key at providers.
    JobId, JobKind = "job";
    /// Proof that a worker holds a job.
    LeaseId, LeaseKind = "lease";
    /// A text message, or a message left for the owner.
    MessageId, MessageKind = "msg";
    /// A service that a business offers.
    ServiceId, ServiceKind = "svc";
    /// Somebody's being signed in, in one browser or app.
    SessionId, SessionKind = "sess";
    /// A member of staff, or another resource that can be booked.
    StaffId, StaffKind = "staff";
    /// A business.
    TenantId, TenantKind = "ten";
    /// A link that was sent by mail and is good for one thing, once.
    TicketId, TicketKind = "ticket";
}

/// Where ids come from: passed in, so that tests and replays make the same ones again.
pub trait IdSource: Send + Sync {
    /// A UUID that was never returned before. Ask for typed ids with `next`, below.
    fn next_uuid(&self) -> Uuid;
}

impl dyn IdSource + '_ {
    /// A new id of the kind that the caller's type asks for.
    pub fn next<K: IdKind>(&self) -> Id<K> {
        Id::from_uuid(self.next_uuid())
    }
}

/// Time-ordered ids from the system's clock and randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemIds;

impl IdSource for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "the one place where random ids are made")]
    fn next_uuid(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// Ids that count up from a seed: the same run makes the same ids.
#[derive(Debug)]
pub struct SeededIds {
    seed: u64,
    next: AtomicU64,
}

impl SeededIds {
    /// Ids of the series `seed`; two series never meet.
    pub const fn new(seed: u64) -> Self {
        Self { seed, next: AtomicU64::new(1) }
    }
}

impl IdSource for SeededIds {
    fn next_uuid(&self) -> Uuid {
        let count = self.next.fetch_add(1, Ordering::Relaxed);
        // The version and variant bits of UUIDv7, so that strict parsers accept it.
        let high = (self.seed << 16) | 0x7000;
        Uuid::from_u64_pair(high, (1 << 63) | count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_its_text_form() {
        let source: &dyn IdSource = &SystemIds;
        for _ in 0..1_000 {
            let id: AppointmentId = source.next();
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        for bits in [0, u128::MAX, 1, 1 << 127] {
            let id = CallId::from_uuid(Uuid::from_u128(bits));
            assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn text_order_is_id_order() {
        let source: &dyn IdSource = &SeededIds::new(1);
        let ids: Vec<CallId> = (0..100).map(|_| source.next()).collect();
        let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
        assert!(ids.is_sorted() && texts.is_sorted());
    }

    #[test]
    fn another_kind_or_a_damaged_text_is_refused() {
        let source: &dyn IdSource = &SystemIds;
        let call: CallId = source.next();
        assert!(call.to_string().parse::<AppointmentId>().is_err());
        for text in ["", "call", "call_", "call_zzzzzzzzzzzzzzzzzzzzzzzzzz", "call_01!"] {
            assert!(text.parse::<CallId>().is_err(), "{text}");
        }
    }
}
