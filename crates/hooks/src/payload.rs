//! What there is to say about an event.
//!
//! Fields are only ever added: receivers read by name, and rely on the ones they know.

use jiff::Timestamp;
use kernel::{
    AppointmentId, CallId, CustomerId, EndpointId, EventId, MessageId, PhoneNumber, ServiceId,
    StaffId, TenantId,
};
use serde::{Deserialize, Serialize};

use crate::event::EventKind;

mod examples;

macro_rules! payloads {
    ($($kind:ident($data:ident),)+) => {
        /// What there is to say, by kind.
        #[derive(Clone, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        pub enum Payload {
            $(
                #[doc = concat!("The data of [`EventKind::", stringify!($kind), "`].")]
                $kind($data),
            )+
        }

        impl Payload {
            /// What sort of event this says something about.
            pub const fn kind(&self) -> EventKind {
                match self { $(Self::$kind(_) => EventKind::$kind,)+ }
            }

            /// An event of this kind as the documents show it, and as a test of an endpoint sends it.
            pub fn example(kind: EventKind) -> Self {
                match kind { $(EventKind::$kind => Self::$kind($data::example(kind)),)+ }
            }
        }
    };
}

payloads! {
    CallStarted(CallData),
    CallEnded(CallData),
    CallTransferred(CallData),
    CallEmergency(CallData),
    AppointmentBooked(AppointmentData),
    AppointmentRescheduled(AppointmentData),
    AppointmentCancelled(AppointmentData),
    MessageReceived(MessageData),
    MessageLeft(MessageData),
    CustomerCreated(CustomerData),
    CustomerOptedOut(CustomerData),
    CustomerOptedIn(CustomerData),
    BusinessSuspended(BusinessData),
    BusinessActivated(BusinessData),
    SettingsChanged(SettingsData),
    WebhookDisabled(EndpointData),
    WebhookTest(TestData),
}

/// Shows the kind, and nobody's name or words.
impl std::fmt::Debug for Payload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Payload").field(&self.kind()).finish()
    }
}

/// A call, or a conversation by text.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallData {
    /// The call.
    pub call: CallId,
    /// `phone`, `text`, or another channel.
    pub channel: String,
    /// The caller's number; null if it is withheld.
    pub from: Option<PhoneNumber>,
    /// The business's number that was called.
    pub to: Option<PhoneNumber>,
    /// The customer, once known.
    pub customer: Option<CustomerId>,
    /// How it stands: `in_progress`, `completed`, `no_answer`, ….
    pub status: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended; null while it runs.
    pub ended_at: Option<Timestamp>,
}

/// An appointment.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentData {
    /// The appointment.
    pub appointment: AppointmentId,
    /// Who comes.
    pub customer: Option<CustomerId>,
    /// What will be done.
    pub service: ServiceId,
    /// By whom.
    pub staff: StaffId,
    /// When it starts.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// When it would have started, if it was moved.
    pub previous_starts_at: Option<Timestamp>,
    /// The call in which this happened, if it was one.
    pub call: Option<CallId>,
}

/// A text, or what a caller asked to have passed on.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageData {
    /// The message.
    pub message: MessageId,
    /// Who wrote or spoke it.
    pub customer: Option<CustomerId>,
    /// The call in which it was left, if it was one.
    pub call: Option<CallId>,
    /// Where an answer can go.
    pub from: Option<PhoneNumber>,
    /// The words.
    pub body: String,
}

/// A customer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerData {
    /// The customer.
    pub customer: CustomerId,
    /// Their number, if they gave one.
    pub phone: Option<PhoneNumber>,
    /// Their name, if they gave one.
    pub name: Option<String>,
    /// Whether they want no texts.
    pub opted_out: bool,
}

/// The business itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusinessData {
    /// The business.
    pub business: TenantId,
    /// How it stands: `active`, `suspended`, ….
    pub status: String,
}

/// Settings that were published.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsData {
    /// The business.
    pub business: TenantId,
    /// The version that counts from now on.
    pub version: u64,
    /// Which sections differ from the version before.
    pub sections: Vec<String>,
}

/// An endpoint that is told nothing more.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndpointData {
    /// The endpoint.
    pub endpoint: EndpointId,
    /// Why: `gone` or `failing`.
    pub why: String,
    /// The event that was on its way when it happened.
    pub last_event: Option<EventId>,
}

/// A try.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestData {
    /// The endpoint that is tried.
    pub endpoint: EndpointId,
    /// A greeting.
    pub message: String,
}
