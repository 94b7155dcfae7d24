//! A conversation: what was heard, what it means, what to do and say next.
//!
//! A [`Policy`] looks at the [`Briefing`] (what it may know), the [`State`] (what was said so far) and
//! an [`Event`] (what was just heard, or what a tool just answered), and makes one [`Move`]. It does
//! nothing itself: [`ToolCall`]s are carried out by whoever holds the database, who also checks every
//! argument again.

pub mod briefing;
pub mod heard;
pub mod moves;
pub mod policy;
pub mod ports;
pub mod rules;
pub mod speech;
pub mod state;
#[cfg(test)]
#[expect(dead_code, reason = "the conversations under tests/it use the rest of it")]
mod testing;
pub mod tools;
pub mod understand;

pub use briefing::{
    Briefing, BusinessFacts, CallerFacts, DayHours, Fact, PastCall, ServiceFact, StaffFact, Style,
    Vertical,
};
pub use heard::Heard;
pub use moves::{Expect, HandOffReason, Move, Reply};
pub use policy::{Event, Policy};
pub use ports::{Conversation, ConversationStore, Line, Role, TurnRecord};
pub use rules::RulePolicy;
pub use speech::Medium;
pub use state::{Decision, Intent, State, Summary, Understood};
pub use tools::{
    BookRefusal, Held, Offered, OwnAppointment, SlotQuery, ToolCall, ToolResult, Urgency, Window,
};
pub use understand::lexicon::Lexicon;

// The example of the README is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
