//! Flags of plans, and where each flag acts.

use billing::{Plan, PriceBooks};
use tenancy::Flag;
use tenancy::flags::{FlagError, FlagValue, PlanFlags};

/// What a plan carries, as flags.
///
/// **Errors**: every name that is no flag and every value that its flag does not take.
pub fn of_plan(books: &PriceBooks, plan: &Plan) -> Result<PlanFlags, Vec<FlagError>> {
    PlanFlags::read(books.flags_of(plan).into_iter().map(|(name, value)| (name, flag(value))))
}

/// A value as price books write it.
fn flag(value: billing::FlagValue) -> FlagValue {
    match value {
        billing::FlagValue::Switch(on) => FlagValue::Switch(on),
        billing::FlagValue::Number(number) => FlagValue::Number(number),
        billing::FlagValue::Choice(word) => FlagValue::Choice(word),
    }
}

/// Where a flag changes what the product does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acts {
    /// Since this version, in this file of `crates/flows/src`.
    Since {
        /// The version.
        version: &'static str,
        /// The file.
        file: &'static str,
    },
    /// Together with what it switches, which is not there yet: until then it may be set and shown.
    WithItsFeature,
}

/// Where a flag changes what the product does.
pub const fn acts(flag: Flag) -> Acts {
    match flag {
        Flag::AiBooking => since("talk/tools.rs"),
        Flag::Allow24x7
        | Flag::CallRecording
        | Flag::CancellationRules
        | Flag::HumanTransfer
        | Flag::MultiLanguage
        | Flag::OutgoingWebhooks
        | Flag::Baa => since("cards/allowed.rs"),
        Flag::SmsConfirmations => since("appointments/confirmation.rs"),
        Flag::TextConversations => since("texting/take_text.rs"),
        Flag::AdvancedLogging
        | Flag::Llm
        | Flag::Analytics
        | Flag::CalendarSync
        | Flag::CallSummaries
        | Flag::CallTranscripts
        | Flag::CallsAtOnce
        | Flag::Dashboard
        | Flag::DedicatedTrunk
        | Flag::Deposits
        | Flag::Rag
        | Flag::HumanFallback
        | Flag::LocationReports
        | Flag::NumberPorting
        | Flag::OwnDatabase
        | Flag::OwnModel
        | Flag::PhoneMenu
        | Flag::PosEmrIntegrations
        | Flag::Reminders
        | Flag::Support
        | Flag::UsageAlerts
        | Flag::VoicemailTranscripts => Acts::WithItsFeature,
    }
}

const fn since(file: &'static str) -> Acts {
    Acts::Since { version: "0.1.0", file }
}
