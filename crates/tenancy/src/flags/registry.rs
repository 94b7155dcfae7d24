//! Every flag that the product knows.

use super::value::{FlagError, FlagKind, FlagValue};

/// The smallest tier of plans that carries a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlanTier {
    /// Starter.
    V1,
    /// Core.
    V2,
    /// Pro.
    V3,
    /// Enterprise.
    V4,
}

impl PlanTier {
    /// Its name for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
            Self::V3 => "v3",
            Self::V4 => "v4",
        }
    }
}

/// What is known of a flag.
struct Entry {
    name: &'static str,
    kind: FlagKind,
    tier: Option<PlanTier>,
    what: &'static str,
}

macro_rules! flags {
    ($($variant:ident = $name:literal, $kind:expr, $tier:expr, $what:literal;)+) => {
        /// A flag. Its name is stable: it stands in databases, price books and commands.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Flag {
            $(#[doc = $what] $variant,)+
        }

        impl Flag {
            /// Every flag, by name.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            const fn entry(self) -> Entry {
                match self {
                    $(Self::$variant => {
                        Entry { name: $name, kind: $kind, tier: $tier, what: $what }
                    })+
                }
            }
        }
    };
}

const SWITCH: FlagKind = FlagKind::Switch;
const V1: Option<PlanTier> = Some(PlanTier::V1);
const V2: Option<PlanTier> = Some(PlanTier::V2);
const V3: Option<PlanTier> = Some(PlanTier::V3);
const V4: Option<PlanTier> = Some(PlanTier::V4);
const NONE_BASIC_DEEP: FlagKind = FlagKind::Choice(&["none", "basic", "deep"]);
const CALENDARS: FlagKind = FlagKind::Choice(&["none", "one", "every_staff"]);
const DASHBOARD: FlagKind = FlagKind::Choice(&["none", "read_only", "full"]);
const SUPPORT: FlagKind = FlagKind::Choice(&["standard", "agreed_times", "priority"]);
const CALLS: FlagKind = FlagKind::Number { default: 3, min: 1, max: 1_000 };
const REMINDERS: FlagKind = FlagKind::Number { default: 0, min: 0, max: 4 };

flags! {
    AdvancedLogging = "advanced_logging", SWITCH, V4,
        "Every access to the business's records is logged, and the owner can export the log.";
    Allow24x7 = "allow_24_7", SWITCH, V3,
        "The receptionist also talks with callers outside opening hours; without it they leave a voice message then.";
    AiBooking = "allow_ai_booking", SWITCH, V1,
        "The receptionist books, moves and cancels appointments; without it, it takes such wishes as messages.";
    Llm = "allow_llm", SWITCH, V2,
        "A language model leads conversations; without it, the built-in rules do.";
    Analytics = "analytics", NONE_BASIC_DEEP, V2,
        "How much the owner is shown about calls and bookings.";
    Baa = "baa", SWITCH, V4,
        "A contract about health data is in force, so that a clinic's transcripts may be kept.";
    CalendarSync = "calendar_sync", CALENDARS, V2,
        "Whose outside calendars are kept in step with appointments.";
    CallRecording = "call_recording", SWITCH, V1,
        "Calls may be recorded, where the owner wants that; callers are told.";
    CallSummaries = "call_summaries", SWITCH, V2,
        "The owner gets a summary of each call.";
    CallTranscripts = "call_transcripts", SWITCH, V2,
        "Recorded calls are written down and can be searched.";
    CallsAtOnce = "calls_at_once_max", CALLS, V1,
        "How many calls are answered at the same time; further callers leave a voice message.";
    CancellationRules = "cancellation_rules", SWITCH, V3,
        "The owner sets how late customers may still cancel or move; without it, the usual time holds.";
    Dashboard = "dashboard", DASHBOARD, V1,
        "Whether the owner sees calls, bookings and costs on a page, and can change things there.";
    DedicatedTrunk = "dedicated_trunk", SWITCH, V4,
        "The business's calls come over a line of its own.";
    Deposits = "deposits", SWITCH, V3,
        "Customers are asked for a deposit when they book.";
    Rag = "enable_rag", SWITCH, V2,
        "Questions are answered from the business's own documents.";
    HumanFallback = "human_fallback", SWITCH, V3,
        "When the receptionist is unsure, a trained person takes over.";
    HumanTransfer = "human_transfer", SWITCH, V1,
        "Callers who ask for a person are put through to the business's staff; without it, a message is taken.";
    LocationReports = "location_reports", SWITCH, V3,
        "Income and cost are reported for each location.";
    MultiLanguage = "multi_language", SWITCH, V3,
        "The receptionist speaks all languages of the business; without it the first one, and callers who speak another may leave a message.";
    NumberPorting = "number_porting", SWITCH, V2,
        "The business may bring the number it already has.";
    OutgoingWebhooks = "outgoing_webhooks", SWITCH, V3,
        "The business's other programs are told of calls and bookings.";
    OwnDatabase = "own_database", SWITCH, V4,
        "The business's records lie in a database of its own.";
    OwnModel = "own_model", SWITCH, V4,
        "The business's conversations are led by a language model of its own.";
    PhoneMenu = "phone_menu", SWITCH, V1,
        "Callers may be offered a menu of keys before the conversation.";
    PosEmrIntegrations = "pos_emr_integrations", SWITCH, V4,
        "Tills and medical records are kept in step with appointments and customers.";
    Reminders = "reminders_per_appointment", REMINDERS, V1,
        "How many reminders customers get before an appointment.";
    SmsConfirmations = "sms_confirmations", SWITCH, V1,
        "Customers get a text when an appointment was made, moved or cancelled.";
    Support = "support", SUPPORT, V3,
        "How quickly the platform promises to help.";
    TextConversations = "text_conversations", SWITCH, V1,
        "The receptionist answers texts; without it, a text is passed on to the owner.";
    UsageAlerts = "usage_alerts", SWITCH, V2,
        "The owner is told when the included minutes run low.";
    VoicemailTranscripts = "voicemail_transcripts", SWITCH, V1,
        "Voice messages are written down for the owner.";
}

/// Other names under which a flag is known.
const ALIASES: [(&str, Flag); 3] =
    [("hipaa_baa", Flag::Baa), ("multilingual", Flag::MultiLanguage), ("ai_model", Flag::Llm)];

impl Flag {
    /// Its name.
    pub const fn name(self) -> &'static str {
        self.entry().name
    }

    /// What values it takes.
    pub const fn kind(self) -> FlagKind {
        self.entry().kind
    }

    /// The smallest tier of plans that carries it; `None` where plans say nothing of it.
    pub const fn tier(self) -> Option<PlanTier> {
        self.entry().tier
    }

    /// What it changes for a caller or an owner, as one sentence.
    pub const fn what(self) -> &'static str {
        self.entry().what
    }

    /// The flag with this name. `allow_x`, `enable_x` and `x` are the same flag.
    pub fn named(name: &str) -> Result<Self, FlagError> {
        let wanted = stem(name);
        let by_name = Self::ALL.iter().copied().find(|flag| stem(flag.name()) == wanted);
        let alias = || ALIASES.iter().find(|(alias, _)| stem(alias) == wanted).map(|(_, it)| *it);
        by_name.or_else(alias).ok_or_else(|| FlagError::Unknown { name: name.to_owned() })
    }

    /// The value, if the flag takes it.
    pub fn check(self, value: FlagValue) -> Result<FlagValue, FlagError> {
        if self.kind().takes(&value) {
            return Ok(value);
        }
        Err(FlagError::Value { flag: self, value: value.to_string() })
    }

    /// The value that somebody wrote: `on`, `2`, `full`.
    pub fn parse(self, text: &str) -> Result<FlagValue, FlagError> {
        let wrong = || FlagError::Value { flag: self, value: format!("{text:?}") };
        let text = text.trim();
        let value = match self.kind() {
            FlagKind::Switch => match text.to_ascii_lowercase().as_str() {
                "on" | "true" | "yes" => FlagValue::Switch(true),
                "off" | "false" | "no" => FlagValue::Switch(false),
                _ => return Err(wrong()),
            },
            FlagKind::Number { .. } => FlagValue::Number(text.parse().map_err(|_| wrong())?),
            FlagKind::Choice(_) => FlagValue::Choice(text.to_ascii_lowercase()),
        };
        if self.kind().takes(&value) { Ok(value) } else { Err(wrong()) }
    }
}

/// A name without the word that only says that it is a flag.
fn stem(name: &str) -> &str {
    let short = name.strip_prefix("allow_").or_else(|| name.strip_prefix("enable_"));
    short.unwrap_or(name)
}
