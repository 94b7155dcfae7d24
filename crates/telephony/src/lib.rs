//! A call, a text message, and what to do next on the line.
//!
//! Carriers come and go; this crate says what a receptionist needs of any of them: who calls whom
//! ([`InboundCall`]), what happened to the call since ([`StatusUpdate`], [`DialResult`],
//! [`Voicemail`], [`Recording`]), and what the line should do next ([`CallPlan`]). An adapter
//! renders a plan in the carrier's language. Texts come in as [`InboundText`] and go out through
//! [`Texts`].

pub mod call;
pub mod fake;
pub mod plan;
pub mod ports;
pub mod text;

pub use call::{
    Call, CallOutcome, CallStatus, Channel, DialResult, DialStatus, InboundCall, ProviderRef,
    Recording, StatusUpdate, Voicemail,
};
pub use fake::FakeTexts;
pub use plan::{CallPlan, Dial, Listen, Record, Step};
pub use ports::{CallPage, CallStore, CallUsage, OutboundText, SentText, Texts};
pub use text::{DeliveryReport, DeliveryStatus, Handled, InboundText, TextReply};
