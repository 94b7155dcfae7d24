//! One of each, for documents and for trying an endpoint.

use jiff::{SignedDuration, Timestamp};
use kernel::{Id, IdKind, IdSource as _, PhoneNumber, SeededIds};

use super::{
    AppointmentData, BusinessData, CallData, CustomerData, EndpointData, MessageData, SettingsData,
    TestData,
};
use crate::event::EventKind;

/// Half past nine on a Saturday.
const MORNING_SECONDS: i64 = 1_795_253_400;

/// The same id each time, and another one for each thing.
fn id<K: IdKind>(number: u64) -> Id<K> {
    Id::from_uuid(SeededIds::new(number).next_uuid())
}

/// `minutes` after the morning's beginning.
fn at(minutes: i64) -> Timestamp {
    let morning = Timestamp::from_second(MORNING_SECONDS).unwrap_or_default();
    morning.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(morning)
}

/// A number that is nobody's.
fn number(text: &str) -> Option<PhoneNumber> {
    PhoneNumber::parse(text).ok()
}

impl CallData {
    pub(super) fn example(kind: EventKind) -> Self {
        let ended = kind == EventKind::CallEnded;
        Self {
            call: id(1),
            channel: "phone".to_owned(),
            from: number("+18165550142"),
            to: number("+18165550100"),
            customer: Some(id(2)),
            status: if ended { "completed" } else { "in_progress" }.to_owned(),
            started_at: at(0),
            ended_at: ended.then(|| at(3)),
        }
    }
}

impl AppointmentData {
    pub(super) fn example(kind: EventKind) -> Self {
        Self {
            appointment: id(3),
            customer: Some(id(2)),
            service: id(4),
            staff: id(5),
            starts_at: at(300),
            ends_at: at(330),
            previous_starts_at: (kind == EventKind::AppointmentRescheduled).then(|| at(240)),
            call: Some(id(1)),
        }
    }
}

impl MessageData {
    pub(super) fn example(kind: EventKind) -> Self {
        let left = kind == EventKind::MessageLeft;
        let body = if left { "Please call me back about Friday." } else { "Can I come at three?" };
        Self {
            message: id(6),
            customer: Some(id(2)),
            call: left.then(|| id(1)),
            from: number("+18165550142"),
            body: body.to_owned(),
        }
    }
}

impl CustomerData {
    pub(super) fn example(kind: EventKind) -> Self {
        Self {
            customer: id(2),
            phone: number("+18165550142"),
            name: Some("Jo Marsh".to_owned()),
            opted_out: kind == EventKind::CustomerOptedOut,
        }
    }
}

impl BusinessData {
    pub(super) fn example(kind: EventKind) -> Self {
        let suspended = kind == EventKind::BusinessSuspended;
        let status = if suspended { "suspended" } else { "active" };
        Self { business: id(7), status: status.to_owned() }
    }
}

impl SettingsData {
    pub(super) fn example(_: EventKind) -> Self {
        let sections = ["hours", "services"].map(str::to_owned).to_vec();
        Self { business: id(7), version: 12, sections }
    }
}

impl EndpointData {
    pub(super) fn example(_: EventKind) -> Self {
        Self { endpoint: id(8), why: "failing".to_owned(), last_event: Some(id(9)) }
    }
}

impl TestData {
    pub(super) fn example(_: EventKind) -> Self {
        Self { endpoint: id(8), message: "Hello from Frontdesk.".to_owned() }
    }
}
