//! Something that happened.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use kernel::EventId;
use serde::{Deserialize, Serialize};

use crate::payload::Payload;

macro_rules! event_kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal;)+) => {
        /// What sort of thing happened. Names are stable: receivers write them down.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum EventKind {
            $($(#[$doc])* #[serde(rename = $name)] $kind,)+
        }

        impl EventKind {
            /// Every kind, in the order of the documents.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)+];

            /// The name: `appointment.booked`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)+ }
            }
        }
    };
}

event_kinds! {
    /// Somebody calls, and the call was answered.
    CallStarted = "call.started";
    /// A call is over, whatever became of it.
    CallEnded = "call.ended";
    /// A caller was handed over to a person.
    CallTransferred = "call.transferred";
    /// A caller said that somebody is in danger.
    CallEmergency = "call.emergency";
    /// An appointment was made.
    AppointmentBooked = "appointment.booked";
    /// An appointment was moved.
    AppointmentRescheduled = "appointment.rescheduled";
    /// An appointment was called off.
    AppointmentCancelled = "appointment.cancelled";
    /// A customer has written a text.
    MessageReceived = "message.received";
    /// A caller has left a message for the business.
    MessageLeft = "message.left";
    /// Somebody called or wrote for the first time.
    CustomerCreated = "customer.created";
    /// A customer wants no texts any more.
    CustomerOptedOut = "customer.opted_out";
    /// A customer wants texts again.
    CustomerOptedIn = "customer.opted_in";
    /// The business is no longer served.
    BusinessSuspended = "business.suspended";
    /// The business is served, for the first time or again.
    BusinessActivated = "business.activated";
    /// Settings of the business were published.
    SettingsChanged = "settings.changed";
    /// An endpoint is told nothing more, because it is gone or has failed for too long.
    WebhookDisabled = "webhook.disabled";
    /// Somebody tries an endpoint.
    WebhookTest = "webhook.test";
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for EventKind {
    type Err = EventError;

    fn from_str(text: &str) -> Result<Self, EventError> {
        Self::ALL.iter().copied().find(|kind| kind.name() == text).ok_or(EventError::UnknownKind)
    }
}

/// Why something is no event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// The name is not one of [`EventKind::ALL`].
    #[error("there is no event of this name")]
    UnknownKind,
    /// What is to be said about it is too much.
    #[error("an event has at most {} bytes", Event::BODY_BYTES_MAX)]
    TooLarge,
    /// The data cannot be written as JSON, or is no object.
    #[error("the data of an event is an object of JSON")]
    NotAnObject,
}

/// Something that happened, once, whoever is told.
#[derive(Clone, PartialEq, Eq)]
pub struct Event {
    /// Our id; receivers get it as `webhook-id` and recognise by it what they have seen.
    pub id: EventId,
    /// What sort of thing.
    pub kind: EventKind,
    /// When it happened.
    pub at: Timestamp,
    /// What there is to say about it: an object of JSON, as text.
    /// **Limits**: the body around it has at most [`Event::BODY_BYTES_MAX`] bytes.
    pub data: String,
}

impl Event {
    /// How large a request's body may be.
    pub const BODY_BYTES_MAX: usize = 256 * 1024;

    /// An event with what there is to say about it.
    ///
    /// **Errors**: [`EventError::TooLarge`].
    pub fn new(id: EventId, at: Timestamp, payload: &Payload) -> Result<Self, EventError> {
        let data = serde_json::to_string(payload).map_err(|_| EventError::NotAnObject)?;
        let event = Self { id, kind: payload.kind(), at, data };
        if event.body().len() > Self::BODY_BYTES_MAX {
            return Err(EventError::TooLarge);
        }
        Ok(event)
    }

    /// The body of a request: kind, instant and data, the same bytes on every attempt.
    pub fn body(&self) -> String {
        // Neither a kind's name nor an instant holds a sign that JSON escapes.
        let Self { kind, at, data, .. } = self;
        format!(r#"{{"type":"{kind}","timestamp":"{at}","data":{data}}}"#)
    }
}

/// Shows that there are data, and not what they say of whom.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("at", &self.at)
            .field("data_bytes", &self.data.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_lead_back() {
        for kind in EventKind::ALL {
            assert_eq!(kind.name().parse(), Ok(*kind));
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("{:?}", kind.name()));
            let (subject, verb) = kind.name().split_once('.').unwrap();
            let plain = |text: &str| text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'_'));
            assert!(plain(subject) && plain(verb), "{kind}");
        }
        let mut names: Vec<_> = EventKind::ALL.iter().map(|kind| kind.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), EventKind::ALL.len());
        assert_eq!("call.Started".parse::<EventKind>(), Err(EventError::UnknownKind));
    }

    #[test]
    fn a_body_is_json_whatever_was_said() {
        for kind in EventKind::ALL {
            let payload = Payload::example(*kind);
            let id = any_id();
            let at: Timestamp = "2026-11-21T09:30:00.25Z".parse().unwrap();
            let event = Event::new(id, at, &payload).unwrap();
            let body: serde_json::Value = serde_json::from_str(&event.body()).unwrap();
            assert_eq!(body["type"], kind.name());
            assert_eq!(body["timestamp"], "2026-11-21T09:30:00.25Z");
            assert!(body["data"].is_object(), "{kind}");
            assert!(!format!("{event:?}").contains("Marsh"), "{kind}");
        }
    }

    #[test]
    fn what_is_too_much_is_refused() {
        let mut payload = Payload::example(EventKind::MessageReceived);
        if let Payload::MessageReceived(message) = &mut payload {
            message.body = "x".repeat(Event::BODY_BYTES_MAX);
        }
        let id = any_id();
        assert_eq!(Event::new(id, Timestamp::UNIX_EPOCH, &payload), Err(EventError::TooLarge));
    }

    fn any_id() -> EventId {
        let ids: &dyn kernel::IdSource = &kernel::SeededIds::new(1);
        ids.next()
    }
}
